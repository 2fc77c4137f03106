/* rbk-online.h: what lies in the web space and no message leads to yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "model/rbk-entry.h"

G_BEGIN_DECLS

gboolean rbk_online_set (RbkDatabase *database, const char *url, const char *account, GError **error);
gboolean rbk_online_forget_of (RbkDatabase *database, RbkEntry *message, GError **error);
GPtrArray *rbk_online_list (RbkDatabase *database, const char *account, GError **error);

G_END_DECLS
