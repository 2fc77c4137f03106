/* rbk-ledger-key.h: the ledger's key, which lives in the keyring and nowhere else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *rbk_ledger_key_make (void);
GBytes *
rbk_ledger_key_get (const char *directory, gboolean may_make, GCancellable *cancellable, GError **error);

G_END_DECLS
