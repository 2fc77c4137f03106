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
  gboolean locked;  /* there is nothing to show at all */
  gboolean stopped; /* the caller stops it while the keyring is asked */
  guint renewed;    /* how often */
};

static char *
rbk_test_access_dup_authorization (RbkAccess *access, GCancellable *cancellable, GError **error)
{
  RbkTestAccess *self = RBK_TEST_ACCESS (access);

  if (self->stopped)
    {
      g_cancellable_cancel (cancellable);
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
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

/* ---- The tests that every mailbox passes ---- */

typedef struct
{
  const char *plan; /* as the faulty server reads it; "https:" before it: over TLS */
  RbkSendResult result;
  RbkChannelError code;
  int wait_seconds;
} Case;

typedef struct
{
  const char *plan;
  RbkChannelError code;
} FindCase;

/* What is a provider's own in the tests that every mailbox passes. */
typedef struct
{
  const Case *cases;
  guint n_cases;
  const FindCase *find_cases;
  guint n_find_cases;
  const char *const *faults;    /* by which an answer to the submission is lost; ends with NULL */
  const char *const *stages;    /* in which a token may run out; ends with NULL */
  const char *const *elsewhere; /* that may be redirected, the last of them one of a search; ends with NULL */
} Provider;

/* The provider's own: @server is the server's URL with nothing behind it. */
static RbkMailbox *mailbox_new_at (const char *server, const char *plan, const char *run, RbkAccess *access);

static inline RbkMailbox *
mailbox_new_with (const char *variable, const char *plan, const char *run, RbkAccess *access)
{
  return mailbox_new_at (g_getenv (variable), plan, run, access);
}

static inline RbkMailbox *
mailbox_new (const char *variable, const char *plan, const char *run)
{
  g_autoptr (RbkAccess) access = rbk_bearer_access_new (SECRET);

  return mailbox_new_with (variable, plan, run, access);
}

static inline void
test_send (gconstpointer data)
{
  const Case *one = data;
  gboolean tls = g_str_has_prefix (one->plan, "https:");
  const char *plan = tls ? one->plan + 6 : one->plan;
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox =
    mailbox_new (tls ? "RBK_TEST_FAULTY_HTTPS" : "RBK_TEST_FAULTY_HTTP", plan, run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  gint64 wait = -1;
  RbkSendResult result;

  result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, &wait, NULL, &error);
  assert_readable (error);
  g_test_message ("%s", error->message);
  g_assert_cmpint (result, ==, one->result);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) one->code);
  g_assert_cmpint (wait, ==, one->wait_seconds * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 30 * G_USEC_PER_SEC);
  if (!g_str_has_prefix (plan, "submit") && !g_str_has_prefix (plan, "find"))
    g_assert_cmpuint (count_stage (plan, run, "submit"), ==, 0);
}

static inline void
test_find (gconstpointer data)
{
  const FindCase *one = data;
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", one->plan, run);
  g_autoptr (GError) error = NULL;
  RbkFound found = rbk_mailbox_find_sent (mailbox, "id@dealer.test", NULL, &error);

  g_assert_cmpint (found, ==, RBK_FOUND_UNKNOWN);
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) one->code);
}

/* However the answer to the submission was lost: asked afterwards, the server says what it did, and sending
 * again sends it only if it had not been sent. */
static inline void
test_recovers_exactly_once (gconstpointer data)
{
  const char *const *faults = ((const Provider *) data)->faults;

  for (guint i = 0; faults[i / 2] != NULL; i++)
    {
      gboolean done = i % 2 == 1;
      g_autofree char *plan = g_strdup_printf ("submit-%s%s-once", faults[i / 2], done ? "-done" : "");
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", plan, run);
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;
      RbkSendResult result;
      RbkFound found;

      /* A cut answer is the half of a right one: the server has carried it out. */
      done = done || g_str_equal (faults[i / 2], "cut");
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_cmpint (result, ==, RBK_SEND_UNCERTAIN);
      g_clear_error (&error);
      found = rbk_mailbox_find_sent (mailbox, id, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (found, ==, done ? RBK_FOUND_SENT : RBK_FOUND_NOT_SENT);
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
      g_assert_cmpuint (count_stage (plan, run, "submit"), ==, done ? 1 : 2);
    }
}

/* The test's own server can be met without faults; otherwise all of the above would prove little. */
static inline void
test_nothing_wrong (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-none", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result;

  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_NOT_SENT);
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
    }
  g_assert_cmpuint (count_stage ("submit-none", run, "submit"), ==, 1);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_SENT);
  g_assert_no_error (error);
}

/* A token may run out between any two requests: it is renewed once, and the message still sent once. */
static inline void
test_renews_what_ran_out (gconstpointer data)
{
  const char *const *stages = ((const Provider *) data)->stages;

  for (guint i = 0; stages[i] != NULL; i++)
    {
      g_autofree char *plan = g_strdup_printf ("%s-stale", stages[i]);
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTestAccess) access = g_object_new (RBK_TYPE_TEST_ACCESS, NULL);
      g_autoptr (RbkMailbox) mailbox =
        mailbox_new_with ("RBK_TEST_FAULTY_HTTP", plan, run, RBK_ACCESS (access));
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;
      RbkSendResult result =
        rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
      g_assert_cmpuint (access->renewed, ==, 1);
      g_assert_cmpuint (count_stage (plan, run, stages[i]), ==, 2);
      g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_SENT);
      g_assert_no_error (error);
    }
}

/* What cannot be renewed, or not be shown at all, is said in the words of who knows why; nothing was sent. */
static inline void
test_sign_in_in_its_own_words (void)
{
  for (guint i = 0; i < 2; i++)
    {
      gboolean locked = i == 1;
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTestAccess) access = g_object_new (RBK_TYPE_TEST_ACCESS, NULL);
      g_autoptr (RbkMailbox) mailbox =
        mailbox_new_with ("RBK_TEST_FAULTY_HTTP", "submit-stale", run, RBK_ACCESS (access));
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;
      RbkSendResult result;

      access->renewable = FALSE;
      access->locked = locked;
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
      g_assert_cmpstr (error->message, ==, locked ? "Unlock the keyring, please." : "Sign in again, please.");
      g_assert_cmpuint (count_stage ("submit-stale", run, "submit"), ==, locked ? 0 : 1);
    }
}

/* Stopped while the keyring was asked: nobody has to sign in again for it, and nothing was sent. */
static inline void
test_stopped_at_the_keyring (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkTestAccess) access = g_object_new (RBK_TYPE_TEST_ACCESS, NULL);
  g_autoptr (RbkMailbox) mailbox =
    mailbox_new_with ("RBK_TEST_FAULTY_HTTP", "submit-none", run, RBK_ACCESS (access));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result;

  access->stopped = TRUE;
  result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, cancellable, &error);
  g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CANCELLED);
  g_assert_cmpuint (count_stage ("submit-none", run, "submit"), ==, 0);
}

/* Nobody answers at all: certain that nothing left. */
static inline void
test_nobody_there (void)
{
  g_autoptr (RbkAccess) access = rbk_bearer_access_new (SECRET);
  g_autoptr (RbkMailbox) refused = mailbox_new_at ("http://127.0.0.1:1", "a", "b", access);
  g_autoptr (RbkMailbox) unknown = mailbox_new_at ("https://no-such-host.invalid", "a", "b", access);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) refused_error = NULL;
  g_autoptr (GError) unknown_error = NULL;
  RbkSendResult result;

  result = rbk_mailbox_send (refused, id, "customer@example.net", message, NULL, NULL, &refused_error);
  g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
  g_assert_error (refused_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNREACHABLE);
  result = rbk_mailbox_send (unknown, id, "customer@example.net", message, NULL, NULL, &unknown_error);
  g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
  g_assert_error (unknown_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE);
}

static inline void
assert_certificate_refused (const char *variable)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new (variable, "certificate-none", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

  g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CERTIFICATE);
  assert_readable (error);
  g_assert_cmpuint (count_requests (run), ==, 0);
}

static inline void
test_certificates (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) good = mailbox_new ("RBK_TEST_FAULTY_HTTPS", "certificate-none", run);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_mailbox_test (good, NULL, &error));
  g_assert_no_error (error);
  assert_certificate_refused ("RBK_TEST_FAULTY_OTHER_NAME");
  assert_certificate_refused ("RBK_TEST_FAULTY_EXPIRED");
}

/* Whatever was redirected, the other server got nothing. */
static inline void
test_stranger_got_nothing (gconstpointer data)
{
  const char *const *stages = ((const Provider *) data)->elsewhere;

  for (guint i = 0; stages[i] != NULL; i++)
    {
      g_autofree char *plan = g_strdup_printf ("%s-elsewhere", stages[i]);
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", plan, run);
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;

      if (stages[i + 1] == NULL)
        rbk_mailbox_find_sent (mailbox, id, NULL, &error);
      else
        rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNSAFE);
      g_assert_cmpuint (count_requests (run), >, 0);
    }
  g_assert_cmpuint (count_requests ("stranger"), ==, 0);
}

/* Before the tests that only one provider has. */
static inline void
add_tests_of_every_mailbox (const Provider *provider)
{
  g_test_add_func ("/faulty/nothing-wrong", test_nothing_wrong);
  for (guint i = 0; i < provider->n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/faulty/send/%s", provider->cases[i].plan);

      g_test_add_data_func (path, &provider->cases[i], test_send);
    }
  for (guint i = 0; i < provider->n_find_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/faulty/find/%s", provider->find_cases[i].plan);

      g_test_add_data_func (path, &provider->find_cases[i], test_find);
    }
  g_test_add_data_func ("/faulty/recovers-exactly-once", provider, test_recovers_exactly_once);
  g_test_add_data_func ("/faulty/A-6/renews-what-ran-out", provider, test_renews_what_ran_out);
  g_test_add_func ("/faulty/A-6/sign-in-in-its-own-words", test_sign_in_in_its_own_words);
  g_test_add_func ("/faulty/stopped-at-the-keyring", test_stopped_at_the_keyring);
  g_test_add_func ("/faulty/nobody-there", test_nobody_there);
  g_test_add_func ("/faulty/certificates", test_certificates);
  g_test_add_data_func ("/faulty/stranger-got-nothing", provider, test_stranger_got_nothing);
}
