/* rbk-access.h: how a channel shows a provider who it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* May be asked from any one thread at a time; may block, for a keyring or for a fresh token. */
#define RBK_TYPE_ACCESS (rbk_access_get_type ())
G_DECLARE_INTERFACE (RbkAccess, rbk_access, RBK, ACCESS, GObject)

struct _RbkAccessInterface
{
  GTypeInterface parent_iface;

  char *(*dup_authorization) (RbkAccess *self, GCancellable *cancellable, GError **error);
  gboolean (*renew) (RbkAccess *self, const char *refused, GCancellable *cancellable, GError **error);
};

char *rbk_access_dup_authorization (RbkAccess *self, GCancellable *cancellable, GError **error);
gboolean rbk_access_renew (RbkAccess *self, const char *refused, GCancellable *cancellable, GError **error);
void rbk_access_free_authorization (char *authorization);
void rbk_access_propagate_error (GError **error, GError *cause);

/* A name and a password, or a token that somebody entered: always the same. */
#define RBK_TYPE_FIXED_ACCESS (rbk_fixed_access_get_type ())
G_DECLARE_FINAL_TYPE (RbkFixedAccess, rbk_fixed_access, RBK, FIXED_ACCESS, GObject)

RbkAccess *rbk_basic_access_new (const char *user_name, const char *password);
RbkAccess *rbk_bearer_access_new (const char *token);

G_END_DECLS
