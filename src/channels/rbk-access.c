/* rbk-access.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-access.h"

#include "channels/rbk-channel-error.h"

#include <string.h>

G_DEFINE_INTERFACE (RbkAccess, rbk_access, G_TYPE_OBJECT)

static void
rbk_access_default_init (RbkAccessInterface *iface)
{
}

/**
 * rbk_access_dup_authorization:
 *
 * Returns: (transfer full): the value of the next request's Authorization header, to be freed with
 *   rbk_access_free_authorization(); NULL with %RBK_CHANNEL_ERROR_SIGN_IN if a person must sign in again,
 *   %RBK_CHANNEL_ERROR_OFFLINE, %RBK_CHANNEL_ERROR_UNREACHABLE, … or an RbkKeyringError
 */
char *
rbk_access_dup_authorization (RbkAccess *self, GCancellable *cancellable, GError **error)
{
  return RBK_ACCESS_GET_IFACE (self)->dup_authorization (self, cancellable, error);
}

/**
 * rbk_access_renew:
 * @refused: what rbk_access_dup_authorization() gave, and the server answered 401 to
 *
 * Returns: whether there is another authorization by now, so that the request is worth one more attempt;
 *   FALSE with %RBK_CHANNEL_ERROR_SIGN_IN if a person must sign in again, or with why that is not known
 */
gboolean
rbk_access_renew (RbkAccess *self, const char *refused, GCancellable *cancellable, GError **error)
{
  return RBK_ACCESS_GET_IFACE (self)->renew (self, refused, cancellable, error);
}

/**
 * rbk_access_free_authorization:
 * @authorization: (nullable) (transfer full): the value of a header; wiped
 */
void
rbk_access_free_authorization (char *authorization)
{
  if (authorization != NULL)
    explicit_bzero (authorization, strlen (authorization));
  g_free (authorization);
}

/**
 * rbk_access_propagate_error:
 * @cause: (transfer full): why rbk_access_dup_authorization() or rbk_access_renew() failed
 *
 * Callers decide by RbkChannelError. What else keeps us from showing who we are, a locked keyring for one, is
 * something that a person has to see to, and says so in its own words: %RBK_CHANNEL_ERROR_SIGN_IN. What the
 * caller stopped while the keyring was asked needs nobody: %RBK_CHANNEL_ERROR_CANCELLED.
 */
void
rbk_access_propagate_error (GError **error, GError *cause)
{
  if (cause->domain == RBK_CHANNEL_ERROR)
    {
      g_propagate_error (error, cause);
      return;
    }
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rbk_channel_error_set (error, RBK_CHANNEL_ERROR_CANCELLED, NULL);
  else
    rbk_channel_error_set (error, RBK_CHANNEL_ERROR_SIGN_IN, cause->message);
  g_error_free (cause);
}
