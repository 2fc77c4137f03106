/* rbk-statement.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-statement.h"

#include "ledger/rbk-database.h"

struct _RbkStatement
{
  sqlite3 *handle;         /* (unowned) */
  sqlite3_stmt *statement; /* (owned) (nullable): NULL if it could not be prepared */
  int failed;              /* the first result that was not good since the last reset */
};

/**
 * rbk_statement_new:
 * @handle: the connection, which must outlive the statement
 * @sql: one statement
 *
 * Returns: (transfer full): the statement, even if SQLite cannot prepare it; the first step tells
 */
RbkStatement *
rbk_statement_new (sqlite3 *handle, const char *sql)
{
  RbkStatement *self = g_new0 (RbkStatement, 1);

  self->handle = handle;
  self->failed = sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->statement, NULL);
  return self;
}

/**
 * rbk_statement_free:
 *
 * Ends it.
 */
void
rbk_statement_free (RbkStatement *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

/**
 * rbk_statement_is_prepared:
 *
 * Returns: whether SQLite could prepare it
 */
gboolean
rbk_statement_is_prepared (RbkStatement *self)
{
  return self->statement != NULL;
}

/**
 * rbk_statement_reset:
 *
 * Makes it ready for its next use: nothing bound, no row held.
 */
void
rbk_statement_reset (RbkStatement *self)
{
  if (self->statement == NULL)
    return;
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
  self->failed = SQLITE_OK;
}

static void
keep (RbkStatement *self, int result)
{
  if (self->failed == SQLITE_OK)
    self->failed = result;
}

/**
 * rbk_statement_bind_text:
 * @text: (nullable): UTF-8, or NULL for none
 */
void
rbk_statement_bind_text (RbkStatement *self, int index, const char *text)
{
  if (self->statement != NULL)
    keep (self, sqlite3_bind_text (self->statement, index, text, -1, SQLITE_TRANSIENT));
}

/**
 * rbk_statement_bind_int:
 */
void
rbk_statement_bind_int (RbkStatement *self, int index, gint64 number)
{
  if (self->statement != NULL)
    keep (self, sqlite3_bind_int64 (self->statement, index, number));
}

/**
 * rbk_statement_bind_bytes:
 */
void
rbk_statement_bind_bytes (RbkStatement *self, int index, GBytes *bytes)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  if (self->statement != NULL)
    keep (self,
          sqlite3_bind_blob64 (self->statement, index, data != NULL ? data : "", length, SQLITE_TRANSIENT));
}

/**
 * rbk_statement_next:
 *
 * Returns: whether there is a (further) row. If not, the statement is reset, and @error is set if
 *   that is because something went wrong
 */
gboolean
rbk_statement_next (RbkStatement *self, GError **error)
{
  int result = self->failed != SQLITE_OK ? self->failed : sqlite3_step (self->statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    rbk_database_set_error (self->handle, result, error);
  rbk_statement_reset (self);
  return FALSE;
}

/**
 * rbk_statement_run:
 *
 * Steps to the end and resets.
 *
 * Returns: whether that went well
 */
gboolean
rbk_statement_run (RbkStatement *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (rbk_statement_next (self, &failure))
    ;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * rbk_statement_get_text:
 *
 * Returns: (nullable) (transfer none): the text at @column, good until the next step
 */
const char *
rbk_statement_get_text (RbkStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

/**
 * rbk_statement_get_int:
 *
 * Returns: the number at @column
 */
gint64
rbk_statement_get_int (RbkStatement *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/**
 * rbk_statement_get_bytes:
 *
 * Returns: (nullable) (transfer none): the bytes at @column, good until the next step
 */
gconstpointer
rbk_statement_get_bytes (RbkStatement *self, int column, gsize *length)
{
  gconstpointer data = sqlite3_column_blob (self->statement, column);

  *length = (gsize) sqlite3_column_bytes (self->statement, column);
  return data;
}
