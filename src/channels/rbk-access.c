/* rbk-access.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-access.h"

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
