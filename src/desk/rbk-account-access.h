/* rbk-account-access.h: a company account, opened with its secret.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/hosting/rbk-media-host.h"
#include "channels/signin/rbk-token-set.h"
#include "model/rbk-account.h"
#include "outbox/rbk-carrier.h"

G_BEGIN_DECLS

/* All of these may block, and belong to no thread in particular. @directory: where the ledger lies. */
RbkAccess *rbk_account_open_access (
  RbkAccount *account, const char *secret, const char *directory, GCancellable *cancellable, GError **error);
RbkCarrier *rbk_account_open_carrier (RbkAccount *account,
                                      const char *directory,
                                      GCancellable *cancellable,
                                      GError **error);
RbkMediaHost *
rbk_account_open_host (RbkAccount *account, const char *directory, GCancellable *cancellable, GError **error);
gboolean rbk_account_test (RbkAccount *account, RbkAccess *access, GCancellable *cancellable, GError **error);
gboolean rbk_account_is_oauth (RbkAccount *account);
gboolean rbk_account_keep_tokens (RbkAccount *account,
                                  const RbkTokenSet *tokens,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean
rbk_account_keep_secret (RbkAccount *account, const char *secret, GCancellable *cancellable, GError **error);
gboolean rbk_account_forget_secret (RbkAccount *account,
                                    const char *directory,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
