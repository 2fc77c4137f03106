/* rbk-schema.h: the form of a ledger's tables, and how older forms become it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"

G_BEGIN_DECLS

/* SQLite's mark of whose file it is: "Rbck". */
#define RBK_SCHEMA_APPLICATION_ID 0x5262636b

/* The newest migration. */
#define RBK_SCHEMA_VERSION 4

/* Raised when projections are derived otherwise than before: an older file's are then made anew. */
#define RBK_SCHEMA_PROJECTIONS "3"

RbkDatabase *
rbk_schema_open (const char *path, const guint8 *key, gboolean *migrated, gboolean *rebuild, GError **error);
char *rbk_schema_dup_fact (RbkDatabase *database, const char *name, GError **error);
gboolean rbk_schema_set_fact (RbkDatabase *database, const char *name, const char *value, GError **error);

G_END_DECLS
