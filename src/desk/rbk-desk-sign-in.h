/* rbk-desk-sign-in.h: signing in to a company account at its provider, in the person's browser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-token-set.h"
#include "desk/rbk-desk-private.h"

G_BEGIN_DECLS

gboolean rbk_desk_find_provider (RbkDesk *self, JsonObject *facts, GError **error);
void rbk_desk_sign_in_async (
  RbkDesk *self, RbkAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RbkTokenSet *rbk_desk_sign_in_finish (RbkDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
