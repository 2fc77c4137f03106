/* test-ledger.h: what the tests of the ledger share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-id.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

#include <glib/gstdio.h>

/* The key of every ledger of the tests. */
static inline GBytes *
rbk_test_key (void)
{
  guint8 bytes[RBK_LEDGER_KEY_BYTES];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (17 * i + 3);
  return g_bytes_new (bytes, sizeof bytes);
}

/* A folder of the test's own; its ledger is “ledger.db” in it. */
static inline char *
rbk_test_make_path (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("rbk-ledger-XXXXXX", &error);

  g_assert_no_error (error);
  return g_build_filename (folder, "ledger.db", NULL);
}

static inline void
rbk_test_remove (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);

  for (const char *name; files != NULL && (name = g_dir_read_name (files)) != NULL;)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
}

static inline RbkLedger *
rbk_test_open (const char *path)
{
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (GError) error = NULL;
  RbkLedger *ledger = rbk_ledger_open (path, key, &error);

  g_assert_no_error (error);
  return ledger;
}

static inline RbkLedgerReader *
rbk_test_read (RbkLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  RbkLedgerReader *reader = rbk_ledger_reader_new (ledger, &error);

  g_assert_no_error (error);
  return reader;
}

/* @json: the payload, with ' for " */
static inline RbkEntry *
rbk_test_make_entry (RbkEntryKind kind, const char *customer, gint64 time_us, const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *payload = rbk_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return rbk_entry_new (kind, customer, "0190b5a0-0000-7000-8000-00000000a001", time_us, payload);
}

static inline gboolean
rbk_test_try_append (RbkLedger *ledger, RbkEntry *entry, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  g_ptr_array_add (entries, entry);
  return rbk_ledger_append (ledger, entries, error);
}

/* Appends one entry. Returns: (transfer full): its id */
static inline char *
rbk_test_append (RbkLedger *ledger, RbkEntryKind kind, const char *customer, gint64 time_us, const char *json)
{
  g_autoptr (RbkEntry) entry = rbk_test_make_entry (kind, customer, time_us, json);
  g_autoptr (GError) error = NULL;

  rbk_test_try_append (ledger, entry, &error);
  g_assert_no_error (error);
  return g_strdup (rbk_entry_get_id (entry));
}

#define rbk_test_add(ledger, kind, customer, time_us, json)                                                  \
  g_free (rbk_test_append (ledger, RBK_ENTRY_KIND_##kind, customer, time_us, json))
