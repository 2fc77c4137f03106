/* test-ledger-dump.h: the tables of a closed ledger as text, to compare.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "test-ledger.h"

#include <string.h>

static const char *const rbk_test_projections[] = {
  "SELECT * FROM customer ORDER BY number",
  "SELECT * FROM message ORDER BY seq",
  "SELECT * FROM draft ORDER BY seq",
  "SELECT * FROM take ORDER BY seq",
  "SELECT * FROM edit ORDER BY seq",
  "SELECT * FROM transcript ORDER BY seq",
  "SELECT * FROM tick ORDER BY draft, take, content, rule",
  "SELECT * FROM showroom",
  "SELECT * FROM person ORDER BY number",
  "SELECT * FROM account ORDER BY number",
  "SELECT * FROM policy",
  "SELECT * FROM review_source ORDER BY seq",
  "SELECT * FROM review ORDER BY seq",
  "SELECT * FROM review_words ORDER BY seq",
  "SELECT * FROM review_link ORDER BY draft",
  "SELECT * FROM review_item ORDER BY number",
  "SELECT * FROM review_count ORDER BY author, outcome, state",
  "SELECT * FROM review_person ORDER BY person",
  "SELECT * FROM rubric ORDER BY version",
  "SELECT * FROM example ORDER BY item",
  "SELECT * FROM search_end",
  "SELECT term, doc FROM temp.words ORDER BY term, doc",
  NULL,
};

static inline RbkDatabase *
rbk_test_open_database (const char *path)
{
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (GError) error = NULL;
  RbkDatabase *database = rbk_database_open (path, g_bytes_get_data (key, NULL), RBK_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  /* Ends as it began: with nothing beside the file. */
  rbk_database_start_writing (database, &error);
  g_assert_no_error (error);
  return database;
}

static inline void
rbk_test_execute (const char *path, const char *sql)
{
  g_autoptr (RbkDatabase) database = rbk_test_open_database (path);
  g_autoptr (GError) error = NULL;

  rbk_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

/* All rows of @queries, a line each. */
static inline char *
rbk_test_dump (const char *path, const char *const *queries)
{
  g_autoptr (RbkDatabase) database = rbk_test_open_database (path);
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  rbk_database_execute (
    database, "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, instance)", &error);
  g_assert_no_error (error);
  for (guint i = 0; queries[i] != NULL; i++)
    {
      sqlite3_stmt *statement = NULL;
      int result = sqlite3_prepare_v2 (rbk_database_get_handle (database), queries[i], -1, &statement, NULL);

      g_assert_cmpint (result, ==, SQLITE_OK);
      while ((result = sqlite3_step (statement)) == SQLITE_ROW)
        {
          for (int column = 0; column < sqlite3_column_count (statement); column++)
            g_string_append_printf (text, "%s|", (const char *) sqlite3_column_text (statement, column));
          g_string_append_printf (text, "  (%s)\n", queries[i]);
        }
      g_assert_cmpint (result, ==, SQLITE_DONE);
      sqlite3_finalize (statement);
    }
  return g_string_free_and_steal (text);
}

/* As g_assert_cmpstr(), but shows only the first line that differs. */
static inline void
rbk_test_assert_same (const char *first, const char *second)
{
  g_auto (GStrv) these = g_strsplit (first, "\n", -1);
  g_auto (GStrv) those = g_strsplit (second, "\n", -1);

  for (guint i = 0; these[i] != NULL || those[i] != NULL; i++)
    {
      g_assert_cmpstr (these[i], ==, those[i]);
    }
}
