/* rbk-ledger-file.h: the file of a ledger before it is opened: who holds it, and whether it is one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger.h"

G_BEGIN_DECLS

int rbk_ledger_file_lock (const char *path, GError **error);
void rbk_ledger_file_unlock (const char *path, int lock);
gboolean rbk_ledger_file_is_new (const char *path);
gboolean rbk_ledger_file_has_log (const char *path);
void rbk_ledger_file_judge (const char *path, const guint8 *key, GError **error);

G_END_DECLS
