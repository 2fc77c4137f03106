/* rbk-database.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-database.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A reader beside the writer waits for its commits at most this long. */
#define BUSY_MS 10000

struct _RbkDatabase
{
  sqlite3 *handle;        /* (owned) */
  GHashTable *statements; /* (owned): SQL -> RbkStatement, all that were ever used */
};

static gboolean
is_no_space (int number)
{
  return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

/**
 * rbk_database_set_error:
 * @result: what SQLite returned
 *
 * Says in plain words what SQLite says in numbers. SQLite's own words are added only where there
 * are no better ones; they hold names of tables, never what is in them.
 */
void
rbk_database_set_error (sqlite3 *handle, int result, GError **error)
{
  RbkLedgerError code;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      code = RBK_LEDGER_ERROR_FULL;
      break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      code = is_no_space (sqlite3_system_errno (handle)) ? RBK_LEDGER_ERROR_FULL : RBK_LEDGER_ERROR_FAILED;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      code = RBK_LEDGER_ERROR_DAMAGED;
      break;
    case SQLITE_CONSTRAINT:
      code = RBK_LEDGER_ERROR_INVALID;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      code = RBK_LEDGER_ERROR_IN_USE;
      break;
    default:
      code = RBK_LEDGER_ERROR_FAILED;
      break;
    }
  if (code == RBK_LEDGER_ERROR_FULL)
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         code,
                         _ ("The disk is full, so this was not kept. Nothing else was lost: make room and "
                            "do it again."));
  else if (code == RBK_LEDGER_ERROR_DAMAGED)
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         code,
                         _ ("Part of the ledger’s file is damaged and cannot be read. Put back a copy of "
                            "the file from a backup."));
  else if (code == RBK_LEDGER_ERROR_IN_USE)
    g_set_error_literal (
      error, RBK_LEDGER_ERROR, code, _ ("The ledger is in use by another program. Close that first."));
  else if (code == RBK_LEDGER_ERROR_INVALID)
    g_set_error_literal (
      error, RBK_LEDGER_ERROR, code, _ ("This is in the ledger already; nothing there is ever changed."));
  else
    g_set_error (error,
                 RBK_LEDGER_ERROR,
                 code,
                 /* Translators: %s is SQLite's own message, in English */
                 _ ("The ledger could not do this (%s)."),
                 sqlite3_errmsg (handle));
}

/* SQLCipher takes a key that needs no stretching as x'…' (its “raw key”). Through the C door it
 * passes no parser that would name it in an error. */
static int
set_key (sqlite3 *handle, const guint8 *key)
{
  static const char digits[] = "0123456789abcdef";
  char text[2 + 2 * RBK_LEDGER_KEY_BYTES + 1];
  int result;

  text[0] = 'x';
  text[1] = '\'';
  for (guint i = 0; i < RBK_LEDGER_KEY_BYTES; i++)
    {
      text[2 + 2 * i] = digits[key[i] >> 4];
      text[3 + 2 * i] = digits[key[i] & 0xf];
    }
  text[sizeof text - 1] = '\'';
  result = sqlite3_key (handle, text, sizeof text);
  explicit_bzero (text, sizeof text);
  return result;
}

/**
 * rbk_database_open:
 * @path: an absolute path
 * @key: %RBK_LEDGER_KEY_BYTES bytes
 *
 * Does not read anything yet: a wrong key or a damaged file shows with the first statement.
 *
 * Returns: (transfer full): the connection, or NULL with an #RbkLedgerError
 */
RbkDatabase *
rbk_database_open (const char *path, const guint8 *key, RbkDatabaseMode mode, GError **error)
{
  g_autoptr (RbkDatabase) self = g_new0 (RbkDatabase, 1);
  g_autofree char *uri = g_filename_to_uri (path, NULL, error);
  g_autofree char *name = NULL;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int result;

  if (uri == NULL)
    return NULL;
  name = g_strconcat (uri, mode == RBK_DATABASE_LOOK ? "?immutable=1" : "", NULL);
  flags |= mode == RBK_DATABASE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  self->statements =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rbk_statement_free);
  result = sqlite3_open_v2 (name, &self->handle, flags, NULL);
  if (result == SQLITE_OK)
    result = set_key (self->handle, key);
  if (result != SQLITE_OK)
    {
      rbk_database_set_error (self->handle, result, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, mode == RBK_DATABASE_LOOK, NULL);
  /* Until the file is known to be ours, closing it must not write to it either. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  /* SQLCipher would write what goes wrong to stderr; here it is an error with words. Nothing of a
   * customer goes to a temporary file. */
  if (!rbk_database_execute (self, "PRAGMA cipher_log_level = NONE; PRAGMA temp_store = MEMORY", error))
    return NULL;
  if (mode == RBK_DATABASE_READ &&
      !rbk_database_execute (self, "PRAGMA query_only = 1; PRAGMA cache_size = -8192", error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_database_start_writing:
 *
 * For a connection of %RBK_DATABASE_WRITE, once the file is known to be ours (or to be made).
 *
 * Returns: whether the file can now be written to durably
 */
gboolean
rbk_database_start_writing (RbkDatabase *self, GError **error)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return rbk_database_execute (self,
                               "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA recursive_triggers = ON;"
                               "PRAGMA wal_autocheckpoint = 4000;"
                               "PRAGMA journal_size_limit = 67108864;"
                               "PRAGMA cache_size = -32768;",
                               error);
}

/**
 * rbk_database_free:
 *
 * Ends all statements and the connection.
 */
void
rbk_database_free (RbkDatabase *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  g_free (self);
}

/**
 * rbk_database_get_handle:
 *
 * Returns: (transfer none): SQLite's connection
 */
sqlite3 *
rbk_database_get_handle (RbkDatabase *self)
{
  return self->handle;
}

/**
 * rbk_database_prepare:
 * @sql: a literal, or text that lives as long as the connection
 *
 * Returns: (transfer none): the statement for @sql, prepared once a connection, ready to be bound.
 *   It must not be in use further up the stack
 */
RbkStatement *
rbk_database_prepare (RbkDatabase *self, const char *sql)
{
  RbkStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL || !rbk_statement_is_prepared (statement))
    {
      statement = rbk_statement_new (self->handle, sql);
      g_hash_table_replace (self->statements, (gpointer) sql, statement);
    }
  else
    rbk_statement_reset (statement);
  return statement;
}

/**
 * rbk_database_execute:
 * @sql: any number of statements; rows are thrown away
 *
 * Returns: whether all went well
 */
gboolean
rbk_database_execute (RbkDatabase *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  rbk_database_set_error (self->handle, result, error);
  return FALSE;
}

/**
 * rbk_database_query_int:
 * @sql: a literal with one number as its answer
 * @number: (out): the answer, 0 if there was no row
 *
 * Returns: whether it could be asked
 */
gboolean
rbk_database_query_int (RbkDatabase *self, const char *sql, gint64 *number, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (self, sql);
  g_autoptr (GError) failure = NULL;

  *number = 0;
  while (rbk_statement_next (statement, &failure))
    *number = rbk_statement_get_int (statement, 0);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
