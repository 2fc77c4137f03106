/* rbk-database.h: one connection to a ledger's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger.h"
#include "ledger/rbk-statement.h"

G_BEGIN_DECLS

/**
 * RbkDatabaseMode:
 * @RBK_DATABASE_LOOK: the main file alone, as it lies there; nothing beside it is made or read
 * @RBK_DATABASE_READ: beside a writer; never writes
 * @RBK_DATABASE_WRITE: made if it is not there; each commit is on the disk when it returns
 */
typedef enum
{
  RBK_DATABASE_LOOK,
  RBK_DATABASE_READ,
  RBK_DATABASE_WRITE,
} RbkDatabaseMode;

/* Belongs to one thread at a time. */
typedef struct _RbkDatabase RbkDatabase;

RbkDatabase *rbk_database_open (const char *path, const guint8 *key, RbkDatabaseMode mode, GError **error);
void rbk_database_free (RbkDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkDatabase, rbk_database_free)

sqlite3 *rbk_database_get_handle (RbkDatabase *self);
RbkStatement *rbk_database_prepare (RbkDatabase *self, const char *sql);
gboolean rbk_database_execute (RbkDatabase *self, const char *sql, GError **error);
gboolean rbk_database_query_int (RbkDatabase *self, const char *sql, gint64 *number, GError **error);
gboolean rbk_database_start_writing (RbkDatabase *self, GError **error);

void rbk_database_set_error (sqlite3 *handle, int result, GError **error);

G_END_DECLS
