/* rbk-change-set-private.h: how the ledger makes change sets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-change-set.h"

G_BEGIN_DECLS

RbkChangeSet *rbk_change_set_new (GPtrArray *entries);

G_END_DECLS
