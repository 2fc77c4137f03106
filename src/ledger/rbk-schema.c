/* rbk-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-schema.h"

#include "base/rbk-id.h"
#include "ledger/rbk-ledger-copy.h"
#include "ledger/rbk-ledger-file.h"
#include "ledger/rbk-resources.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static const char *const migrations[RBK_SCHEMA_VERSION] = {
  "001-initial.sql",
  "002-voicemail.sql",
  "003-written.sql",
  "004-review.sql",
};

/**
 * rbk_schema_dup_fact:
 *
 * Returns: (transfer full) (nullable): what is noted about the file itself under @name
 */
char *
rbk_schema_dup_fact (RbkDatabase *database, const char *name, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (database, "SELECT value FROM ledger WHERE name = ?");
  char *value = NULL;

  rbk_statement_bind_text (statement, 1, name);
  if (rbk_statement_next (statement, error))
    {
      value = g_strdup (rbk_statement_get_text (statement, 0));
      rbk_statement_reset (statement);
    }
  return value;
}

/**
 * rbk_schema_set_fact:
 *
 * Returns: whether it was noted
 */
gboolean
rbk_schema_set_fact (RbkDatabase *database, const char *name, const char *value, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (database, "INSERT OR REPLACE INTO ledger (name, value) VALUES (?, ?)");

  rbk_statement_bind_text (statement, 1, name);
  rbk_statement_bind_text (statement, 2, value);
  return rbk_statement_run (statement, error);
}

/* Reads enough to know what the file is. @version: 0 if it is empty. */
static gboolean
check (RbkDatabase *database, gint64 *version, GError **error)
{
  gint64 application, tables;

  if (!rbk_database_query_int (database, "SELECT count(*) FROM sqlite_master", &tables, error) ||
      !rbk_database_query_int (database, "PRAGMA application_id", &application, error) ||
      !rbk_database_query_int (database, "PRAGMA user_version", version, error))
    return FALSE;
  if (application != RBK_SCHEMA_APPLICATION_ID && !(application == 0 && *version == 0 && tables == 0))
    {
      g_set_error_literal (error,
                           RBK_LEDGER_ERROR,
                           RBK_LEDGER_ERROR_FOREIGN,
                           _ ("This file is not a ledger of Ringback. It was left as it is."));
      return FALSE;
    }
  if (*version > RBK_SCHEMA_VERSION)
    {
      g_set_error_literal (error,
                           RBK_LEDGER_ERROR,
                           RBK_LEDGER_ERROR_NEWER,
                           _ ("A newer Ringback has used this ledger, and this one cannot read it. "
                              "Update Ringback."));
      return FALSE;
    }
  return TRUE;
}

/* What SQLCipher cannot read may be damaged, foreign, or have another key. */
static void
judge (const char *path, const guint8 *key, GError *failure, GError **error)
{
  if (g_error_matches (failure, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_DAMAGED))
    {
      rbk_ledger_file_judge (path, key, error);
      g_error_free (failure);
    }
  else
    g_propagate_error (error, failure);
}

static gboolean
migrate (RbkDatabase *database, gint64 version, GError **error)
{
  while (version < RBK_SCHEMA_VERSION)
    {
      g_autofree char *name = g_strconcat ("/app/ringback/ledger/", migrations[version], NULL);
      g_autoptr (GBytes) sql =
        g_resource_lookup_data (rbk_ledger_get_resource (), name, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      g_autofree char *script = NULL;

      if (sql == NULL)
        return FALSE;
      version++;
      script = g_strdup_printf ("BEGIN IMMEDIATE; %.*s;"
                                "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;",
                                (int) g_bytes_get_size (sql),
                                (const char *) g_bytes_get_data (sql, NULL),
                                RBK_SCHEMA_APPLICATION_ID,
                                (int) version);
      if (!rbk_database_execute (database, script, error))
        {
          rbk_database_execute (database, "ROLLBACK", NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/* A new file gets its name for this PC, and the projections their version. */
static gboolean
note_facts (RbkDatabase *database, gboolean is_new, gboolean *rebuild, GError **error)
{
  g_autofree char *device = NULL;
  g_autofree char *projections = NULL;
  g_autoptr (GError) failure = NULL;

  device = rbk_schema_dup_fact (database, "device", &failure);
  if (failure == NULL)
    projections = rbk_schema_dup_fact (database, "projections", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (device == NULL)
    {
      device = rbk_id_new ();
      if (!rbk_schema_set_fact (database, "device", device, error) ||
          !rbk_schema_set_fact (database, "projections", RBK_SCHEMA_PROJECTIONS, error))
        return FALSE;
    }
  else
    *rebuild = g_strcmp0 (projections, RBK_SCHEMA_PROJECTIONS) != 0;
  /* The main file can now be recognised without the log beside it. */
  return !is_new || rbk_database_execute (database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

static RbkDatabase *
open_checked (const char *path, const guint8 *key, gint64 *version, GError **error)
{
  g_autoptr (RbkDatabase) database = NULL;
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  gboolean had_index = g_file_test (index, G_FILE_TEST_EXISTS);
  GError *failure = NULL;

  database = rbk_database_open (path, key, RBK_DATABASE_WRITE, error);
  if (database == NULL)
    return NULL;
  if (!check (database, version, &failure))
    {
      g_clear_pointer (&database, rbk_database_free);
      if (!had_index)
        g_unlink (index);
      judge (path, key, failure, error);
      return NULL;
    }
  return rbk_database_start_writing (database, error) ? g_steal_pointer (&database) : NULL;
}

/* Keeps the file as the older Ringback left it. Only a file that nobody has open can be copied: its
 * log is first moved into it. */
static RbkDatabase *
reopen_copied (RbkDatabase *database, const char *path, const guint8 *key, GError **error)
{
  gint64 version;
  gboolean whole = rbk_database_execute (database, "PRAGMA wal_checkpoint (TRUNCATE)", error);

  rbk_database_free (database);
  if (!whole || !rbk_ledger_copy_make (path, RBK_SCHEMA_VERSION, error))
    return NULL;
  return open_checked (path, key, &version, error);
}

/**
 * rbk_schema_open:
 * @path: the ledger's file, which the caller has locked
 * @migrated: (out): whether it had an older form until now
 * @rebuild: (out): whether the projections were derived by an older Ringback
 *
 * Looks before it writes: a file that is foreign, damaged, newer or of another key stays as it is,
 * to the last byte. One of an older form is copied before it is changed.
 *
 * Returns: (transfer full): the connection that writes, or NULL with an #RbkLedgerError
 */
RbkDatabase *
rbk_schema_open (const char *path, const guint8 *key, gboolean *migrated, gboolean *rebuild, GError **error)
{
  g_autoptr (RbkDatabase) database = NULL;
  gboolean is_new = rbk_ledger_file_is_new (path);
  GError *failure = NULL;
  gint64 version;

  *rebuild = FALSE;
  /* After an unclean end, the main file alone may be half of something; the log makes it whole. */
  if (!is_new && !rbk_ledger_file_has_log (path))
    {
      g_autoptr (RbkDatabase) look = rbk_database_open (path, key, RBK_DATABASE_LOOK, error);

      if (look == NULL)
        return NULL;
      if (!check (look, &version, &failure))
        {
          judge (path, key, failure, error);
          return NULL;
        }
    }
  database = open_checked (path, key, &version, error);
  if (database == NULL)
    return NULL;
  *migrated = version < RBK_SCHEMA_VERSION;
  if (*migrated && version > 0)
    {
      database = reopen_copied (g_steal_pointer (&database), path, key, error);
      if (database == NULL)
        return NULL;
    }
  if (!migrate (database, version, error) || !note_facts (database, is_new, rebuild, error))
    return NULL;
  return g_steal_pointer (&database);
}
