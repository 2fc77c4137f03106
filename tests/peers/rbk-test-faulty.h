/* rbk-test-faulty.h: what tests beside a faulty server (faulty.py) share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-id.h"
#include "channels/email/rbk-email.h"
#include "channels/email/rbk-mailbox.h"
#include "channels/rbk-access.h"
#include "rbk-test.h"

#define ADDRESS "anna@dealer.test"
#define SECRET  "quite-a-secret"
/* Short, so that what hangs is noticed soon. */
#define IDLE_SECONDS  1
#define WHOLE_SECONDS 3

/* A token that has run out (to faulty.py: "stale") and can be renewed, or cannot. */
#define RBK_TYPE_TEST_ACCESS (rbk_test_access_get_type ())
G_DECLARE_FINAL_TYPE (RbkTestAccess, rbk_test_access, RBK, TEST_ACCESS, GObject)

struct _RbkTestAccess
{
  GObject parent_instance;

  gboolean renewable;
  gboolean locked; /* there is nothing to show at all */
  guint renewed;   /* how often */
};

static char *
rbk_test_access_dup_authorization (RbkAccess *access, GCancellable *cancellable, GError **error)
{
  RbkTestAccess *self = RBK_TEST_ACCESS (access);

  if (self->locked)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "Unlock the keyring, please.");
      return NULL;
    }
  return g_strdup (self->renewed > 0 ? "Bearer " SECRET : "Bearer stale");
}

static gboolean
rbk_test_access_renew (RbkAccess *access, const char *refused, GCancellable *cancellable, GError **error)
{
  RbkTestAccess *self = RBK_TEST_ACCESS (access);

  g_assert_cmpstr (refused, ==, "Bearer stale");
  if (!self->renewable)
    {
      g_set_error_literal (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN, "Sign in again, please.");
      return FALSE;
    }
  self->renewed++;
  return TRUE;
}

static void
rbk_test_access_iface_init (RbkAccessInterface *iface)
{
  iface->dup_authorization = rbk_test_access_dup_authorization;
  iface->renew = rbk_test_access_renew;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkTestAccess,
                               rbk_test_access,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_ACCESS, rbk_test_access_iface_init))

static void
rbk_test_access_class_init (RbkTestAccessClass *klass)
{
}

static void
rbk_test_access_init (RbkTestAccess *self)
{
  self->renewable = TRUE;
}

static inline GBytes *
message_new_with (const char *text, char **message_id)
{
  g_autoptr (RbkEmail) email = rbk_email_new ();
  g_autofree char *id = rbk_id_new ();
  g_autoptr (GError) error = NULL;
  GBytes *message;

  email->message_id = rbk_email_make_message_id (id, "dealer.test");
  email->from_address = g_strdup (ADDRESS);
  email->to_address = g_strdup ("customer@example.net");
  email->subject = g_strdup ("Hello");
  email->text = g_strdup (text);
  email->date_us = g_get_real_time ();
  message = rbk_email_write (email, &error);
  g_assert_no_error (error);
  *message_id = g_strdup (email->message_id);
  return message;
}

static inline GBytes *
message_new (char **message_id)
{
  return message_new_with ("Hello", message_id);
}

/* How often the server was asked for @what, a part of its log's lines. */
static inline guint
count_requests (const char *what)
{
  g_autofree char *log = NULL;
  guint n = 0;

  g_file_get_contents (g_getenv ("RBK_TEST_FAULTY_LOG"), &log, NULL, NULL);
  for (const char *p = log; p != NULL && (p = strstr (p, what)) != NULL; p++)
    n++;
  return n;
}

static inline guint
count_stage (const char *plan, const char *run, const char *stage)
{
  g_autofree char *line = g_strdup_printf ("%s/%s %s\n", plan, run, stage);

  return count_requests (line);
}

static inline void
assert_readable (GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (error->message, "example.net"));
}
