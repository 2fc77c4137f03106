/* rbk-ledger-copy.h: the ledger's file as it was before its form changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger.h"

G_BEGIN_DECLS

char *rbk_ledger_copy_dup_path (const char *path, guint version);
gboolean rbk_ledger_copy_make (const char *path, guint version, GError **error);
void rbk_ledger_copy_remove (const char *path);

G_END_DECLS
