/* rbk-test-gate.h: the rows that come with Ringback, for tests of the gate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-gate-tables.h"

static inline GBytes *
rbk_test_fetch_rules (const char *name, gpointer data, GError **error)
{
  g_autofree char *path = g_build_filename (RBK_DATA_DIRECTORY, "rules", name, NULL);
  char *text;
  gsize length;

  return g_file_get_contents (path, &text, &length, error) ? g_bytes_new_take (text, length) : NULL;
}

static inline RbkGateTables *
rbk_test_make_gate_tables (void)
{
  g_autoptr (GError) error = NULL;
  RbkGateTables *tables = rbk_gate_tables_new (rbk_test_fetch_rules, NULL, &error);

  g_assert_no_error (error);
  return tables;
}

/* (transfer none): @text as an instant: "2026-11-25T12:00:00-06:00". */
static inline gint64
rbk_test_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix_usec (time);
}
