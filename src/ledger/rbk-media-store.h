/* rbk-media-store.h: sound as it is kept in the ledger's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"

G_BEGIN_DECLS

gboolean rbk_media_store_append (RbkDatabase *database, const char *media, GBytes *chunk, GError **error);
gboolean rbk_media_store_finish (RbkDatabase *database, const char *media, GError **error);
GBytes *rbk_media_store_read (RbkDatabase *database, const char *media, GError **error);

G_END_DECLS
