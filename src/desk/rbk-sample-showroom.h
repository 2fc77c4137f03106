/* rbk-sample-showroom.h: the made-up week that people look around in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-clock.h"
#include "ledger/rbk-ledger.h"

G_BEGIN_DECLS

gboolean
rbk_sample_showroom_fill (RbkLedger *ledger, RbkClock *clock, GCancellable *cancellable, GError **error);

G_END_DECLS
