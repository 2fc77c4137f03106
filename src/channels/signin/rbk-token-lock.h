/* rbk-token-lock.h: one at a time renews an account's tokens, whatever the process or thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RbkTokenLock RbkTokenLock;

RbkTokenLock *rbk_token_lock_take (const char *directory,
                                   const char *account_id,
                                   GCancellable *cancellable,
                                   GError **error);
void rbk_token_lock_release (RbkTokenLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTokenLock, rbk_token_lock_release)

gboolean rbk_token_lock_is_marked (RbkTokenLock *self, const char *refresh);
void rbk_token_lock_set_marked (RbkTokenLock *self, const char *refresh);
void rbk_token_lock_remove (RbkTokenLock *self);

G_END_DECLS
