/* rbk-search.h: the customers who have all of some words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"

G_BEGIN_DECLS

gboolean rbk_search_find (RbkDatabase *database, const char *const *words, GArray **numbers, GError **error);

G_END_DECLS
