/* rbk-fixed-access.c: access by what a person entered: a name with its password, or a token.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-access.h"
#include "channels/rbk-channel-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkFixedAccess
{
  GObject parent_instance;

  char *authorization; /* (owned): holds the secret; wiped */
};

static void access_iface_init (RbkAccessInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkFixedAccess,
                               rbk_fixed_access,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_ACCESS, access_iface_init))

static void
rbk_fixed_access_finalize (GObject *object)
{
  g_clear_pointer (&RBK_FIXED_ACCESS (object)->authorization, rbk_access_free_authorization);
  G_OBJECT_CLASS (rbk_fixed_access_parent_class)->finalize (object);
}

static void
rbk_fixed_access_class_init (RbkFixedAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_fixed_access_finalize;
}

static void
rbk_fixed_access_init (RbkFixedAccess *self)
{
}

static char *
dup_authorization (RbkAccess *access, GCancellable *cancellable, GError **error)
{
  return g_strdup (RBK_FIXED_ACCESS (access)->authorization);
}

static gboolean
renew (RbkAccess *access, const char *refused, GCancellable *cancellable, GError **error)
{
  rbk_channel_error_set (error,
                         RBK_CHANNEL_ERROR_SIGN_IN,
                         _ ("The password or token of the company account is no longer accepted. Enter it "
                            "anew in Preferences."));
  return FALSE;
}

static void
access_iface_init (RbkAccessInterface *iface)
{
  iface->dup_authorization = dup_authorization;
  iface->renew = renew;
}

/**
 * rbk_basic_access_new:
 *
 * Returns: (transfer full): HTTP Basic (RFC 7617)
 */
RbkAccess *
rbk_basic_access_new (const char *user_name, const char *password)
{
  RbkFixedAccess *self = g_object_new (RBK_TYPE_FIXED_ACCESS, NULL);
  char *pair = g_strconcat (user_name, ":", password, NULL);
  char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  self->authorization = g_strconcat ("Basic ", encoded, NULL);
  rbk_access_free_authorization (pair);
  rbk_access_free_authorization (encoded);
  return RBK_ACCESS (self);
}

/**
 * rbk_bearer_access_new:
 *
 * Returns: (transfer full): a token that does not change (RFC 6750)
 */
RbkAccess *
rbk_bearer_access_new (const char *token)
{
  RbkFixedAccess *self = g_object_new (RBK_TYPE_FIXED_ACCESS, NULL);

  self->authorization = g_strconcat ("Bearer ", token, NULL);
  return RBK_ACCESS (self);
}
