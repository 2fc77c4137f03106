/* rbk-desk-online.h: the showroom's web space, in which nothing stays that no message leads to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/hosting/rbk-media-host.h"
#include "desk/rbk-desk.h"

G_BEGIN_DECLS

/* All but the last from any thread; @directory is the desk's. */
RbkMediaHost *rbk_desk_open_host (
  RbkLedger *ledger, RbkAccount *account, const char *directory, GCancellable *cancellable, GError **error);
void rbk_desk_take_offline (RbkLedger *ledger, RbkAccount *account, const char *directory, const char *url);
void rbk_desk_clear_online (RbkDesk *self);

G_END_DECLS
