/* test-ledger-file.c: what is not a ledger of ours is refused in plain words and left as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-schema.h"
#include "test-ledger-dump.h"
#include "test-ledger.h"

#define PAGE 4096

/* The names and bytes of everything in the folder of @path. */
static char *
describe_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (const char *name; (name = g_dir_read_name (files)) != NULL;)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      g_autofree char *sum = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) bytes, length);
      g_ptr_array_add (lines, g_strdup_printf ("%s %" G_GSIZE_FORMAT " %s", name, length, sum));
    }
  g_ptr_array_sort_values (lines, (GCompareFunc) strcmp);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
assert_refused_with (const char *path, GBytes *key, RbkLedgerError code)
{
  g_autofree char *before = describe_folder (path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkLedger) ledger = rbk_ledger_open (path, key, &error);

  g_assert_null (ledger);
  g_test_message ("%s", error->message);
  g_assert_error (error, RBK_LEDGER_ERROR, (int) code);
  /* A sentence, and not one for engineers. */
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, "SQL"));
  g_assert_null (strstr (error->message, "x'"));
  after = describe_folder (path);
  g_assert_cmpstr (before, ==, after);
}

static void
assert_refused (const char *path, RbkLedgerError code)
{
  g_autoptr (GBytes) key = rbk_test_key ();

  assert_refused_with (path, key, code);
}

static char *
make_ledger (void)
{
  char *path = rbk_test_make_path ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autofree char *media = rbk_id_new ();
  g_autofree char *sound = g_strnfill (48000, 's');
  g_autoptr (GBytes) chunk = g_bytes_new (sound, 48000);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *customer = rbk_id_new ();

      rbk_test_add (ledger, CUSTOMER_CHANGED, customer, i, "{'first':'Ana','last':'Heron'}");
      for (guint j = 0; j < 5; j++)
        rbk_test_add (ledger, TEXT, customer, i + j, "{'direction':'out','text':'The blue one is here'}");
    }
  g_assert_true (rbk_ledger_append_media (ledger, media, chunk, NULL));
  rbk_ledger_close (ledger);
  return path;
}

static void
flip (const char *path, gsize offset)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (offset, <, length);
  bytes[offset] = (char) (bytes[offset] ^ 0x5a);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
test_foreign_files_are_refused (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *long_text = g_strnfill (3 * PAGE, 'a');
  sqlite3 *plain = NULL;

  g_assert_true (g_file_set_contents (path, "Dear diary,\n", -1, NULL));
  assert_refused (path, RBK_LEDGER_ERROR_FOREIGN);
  g_assert_true (g_file_set_contents (path, long_text, -1, NULL));
  assert_refused (path, RBK_LEDGER_ERROR_FOREIGN);
  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &plain), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (plain, "CREATE TABLE a (b); INSERT INTO a VALUES (1)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (plain);
  assert_refused (path, RBK_LEDGER_ERROR_FOREIGN);
  /* Enciphered with the very key, but by another program. */
  g_unlink (path);
  rbk_test_execute (path, "CREATE TABLE a (b)");
  assert_refused (path, RBK_LEDGER_ERROR_FOREIGN);
  rbk_test_execute (path, "PRAGMA application_id = 7");
  assert_refused (path, RBK_LEDGER_ERROR_FOREIGN);
  rbk_test_remove (path);
}

static void
test_wrong_key_is_refused (void)
{
  g_autofree char *path = make_ledger ();
  g_autofree guint8 *bytes = g_malloc0 (RBK_LEDGER_KEY_BYTES);
  g_autoptr (GBytes) other = g_bytes_new (bytes, RBK_LEDGER_KEY_BYTES);
  g_autoptr (GBytes) brief = g_bytes_new (bytes, RBK_LEDGER_KEY_BYTES - 1);
  g_autoptr (RbkLedger) ledger = NULL;

  assert_refused_with (path, other, RBK_LEDGER_ERROR_KEY);
  assert_refused_with (path, brief, RBK_LEDGER_ERROR_KEY);
  /* And it still opens with the right one. */
  ledger = rbk_test_open (path);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
test_newer_ledger_is_refused (void)
{
  g_autofree char *path = make_ledger ();
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", RBK_SCHEMA_VERSION + 1);

  rbk_test_execute (path, sql);
  assert_refused (path, RBK_LEDGER_ERROR_NEWER);
  rbk_test_remove (path);
}

static void
copy (const char *from, const char *to, const char *suffix)
{
  g_autofree char *source = g_strconcat (from, suffix, NULL);
  g_autofree char *target = g_strconcat (to, suffix, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) length, NULL));
}

/* A ledger as it lies on the disk after the power failed: file and log, nothing tidied up. */
static char *
make_unclean (const char *sql, char **id)
{
  g_autofree char *path = rbk_test_make_path ();
  char *unclean = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();

  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    *id = rbk_test_append (ledger, RBK_ENTRY_KIND_NOTE, customer, 1, "{'text':'last words'}");
    if (sql == NULL)
      {
        copy (path, unclean, "");
        copy (path, unclean, "-wal");
      }
    rbk_ledger_close (ledger);
  }
  if (sql != NULL)
    {
      g_autoptr (RbkDatabase) database = rbk_test_open_database (path);

      g_assert_true (rbk_database_execute (database, sql, NULL));
      copy (path, unclean, "");
      copy (path, unclean, "-wal");
    }
  rbk_test_remove (path);
  return unclean;
}

static void
test_opens_after_an_unclean_end (void)
{
  g_autofree char *id = NULL;
  g_autofree char *path = make_unclean (NULL, &id);
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_autoptr (RbkEntry) entry = rbk_ledger_reader_get_entry (reader, id, NULL);

  g_assert_cmpstr (rbk_entry_get_string (entry, "text"), ==, "last words");
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
test_unclean_files_are_refused_as_clean_ones (void)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", RBK_SCHEMA_VERSION + 1);
  g_autofree char *id = NULL;
  g_autofree char *other_id = NULL;
  g_autofree char *newer = make_unclean (sql, &id);
  g_autofree char *unclean = make_unclean (NULL, &other_id);
  g_autofree guint8 *bytes = g_malloc0 (RBK_LEDGER_KEY_BYTES);
  g_autoptr (GBytes) other = g_bytes_new (bytes, RBK_LEDGER_KEY_BYTES);
  g_autoptr (RbkLedger) ledger = NULL;

  assert_refused (newer, RBK_LEDGER_ERROR_NEWER);
  assert_refused_with (unclean, other, RBK_LEDGER_ERROR_KEY);
  ledger = rbk_test_open (unclean);
  rbk_ledger_close (ledger);
  rbk_test_remove (newer);
  rbk_test_remove (unclean);
}

static void
test_damaged_beginning_is_refused (void)
{
  static const gsize offsets[] = { 16, 100, 2000, PAGE - 100, PAGE - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autofree char *path = make_ledger ();

      flip (path, offsets[i]);
      assert_refused (path, RBK_LEDGER_ERROR_DAMAGED);
      rbk_test_remove (path);
    }
}

static void
test_cut_file_is_refused (void)
{
  g_autofree char *path = make_ledger ();
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 40 * PAGE);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) (length - PAGE), NULL));
  assert_refused (path, RBK_LEDGER_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (path, bytes, 20 * PAGE + 1000, NULL));
  assert_refused (path, RBK_LEDGER_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (path, bytes, PAGE, NULL));
  assert_refused (path, RBK_LEDGER_ERROR_DAMAGED);
  rbk_test_remove (path);
}

/* Everything that a reader can ask for. Returns: whether all of it could be read. */
static gboolean
use_all (RbkLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkLedgerReader) reader = rbk_ledger_reader_new (ledger, &error);
  g_autoptr (GPtrArray) customers = NULL;
  g_auto (GStrv) media = NULL;

  g_assert_no_error (error);
  customers = rbk_ledger_reader_list_customers (reader, "her", RBK_CUSTOMER_ORDER_NAME, 0, 100, &error);
  for (guint i = 0; error == NULL && i < customers->len; i++)
    {
      const char *id = rbk_customer_get_id (g_ptr_array_index (customers, i));
      g_autoptr (GPtrArray) page = rbk_ledger_reader_list_timeline (reader, id, NULL, 100, &error);

      for (guint j = 0; error == NULL && j < page->len; j++)
        {
          RbkEntry *entry = rbk_timeline_item_get_entry (g_ptr_array_index (page, j));
          g_autoptr (RbkEntry) same = rbk_ledger_reader_get_entry (reader, rbk_entry_get_id (entry), &error);
        }
    }
  if (error == NULL)
    media = rbk_ledger_reader_list_unfinished_media (reader, &error);
  if (error == NULL && media[0] != NULL)
    g_bytes_unref (rbk_ledger_reader_get_media (reader, media[0], &error));
  if (error == NULL)
    {
      g_autoptr (GPtrArray) messages = rbk_ledger_reader_list_messages (reader, G_MAXUINT, 1000, &error);
    }
  if (error == NULL)
    return TRUE;
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_DAMAGED);
  return FALSE;
}

static void
test_damage_inside_is_told_where_it_is_met (void)
{
  g_autofree char *path = make_ledger ();
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autofree char *bytes = NULL;
  guint refused = 0, met = 0;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize page = 1; page < length / PAGE; page++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkLedger) ledger = NULL;

      flip (path, page * PAGE + (page * 97) % PAGE);
      before = describe_folder (path);
      ledger = rbk_ledger_open (path, key, &error);
      if (ledger != NULL)
        {
          met += !use_all (ledger);
          rbk_ledger_close (ledger);
        }
      else
        {
          g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_DAMAGED);
          refused++;
        }
      after = describe_folder (path);
      g_assert_cmpstr (before, ==, after);
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
    }
  g_test_message ("%u refused, %u met of %u", refused, met, (guint) (length / PAGE));
  g_assert_cmpuint (refused, >, 0);
  /* Indexes that only appending uses are not read. */
  g_assert_cmpuint (refused + met, >, (guint) (length / PAGE) / 2);
  rbk_test_remove (path);
}

static void
test_second_opening_is_refused (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedger) second = NULL;
  g_autofree char *customer = rbk_id_new ();
  g_autoptr (GError) error = NULL;

  second = rbk_ledger_open (path, key, &error);
  g_assert_null (second);
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_IN_USE);
  /* The first is none the worse for it. */
  rbk_test_add (ledger, NOTE, customer, 1, "{'text':'x'}");
  rbk_ledger_close (ledger);
  second = rbk_test_open (path);
  rbk_test_add (second, NOTE, customer, 2, "{'text':'x'}");
  rbk_ledger_close (second);
  rbk_test_remove (path);
}

static void
test_opens_on_another_thread (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (RbkLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;

  rbk_ledger_open_async (path, key, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  ledger = rbk_ledger_open_finish (result, &error);
  g_assert_no_error (error);
  rbk_ledger_open_async (path, key, NULL, rbk_test_keep_result_cb, &refused);
  rbk_test_wait_until (refused != NULL);
  g_assert_null (rbk_ledger_open_finish (refused, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_IN_USE);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
test_folder_that_is_not_there_is_told (void)
{
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (GError) error = NULL;

  g_assert_null (rbk_ledger_open ("/nonexistent/folder/ledger.db", key, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/file/foreign", test_foreign_files_are_refused);
  g_test_add_func ("/ledger/file/wrong-key", test_wrong_key_is_refused);
  g_test_add_func ("/ledger/file/newer", test_newer_ledger_is_refused);
  g_test_add_func ("/ledger/file/unclean-end", test_opens_after_an_unclean_end);
  g_test_add_func ("/ledger/file/unclean-refused", test_unclean_files_are_refused_as_clean_ones);
  g_test_add_func ("/ledger/file/damaged-beginning", test_damaged_beginning_is_refused);
  g_test_add_func ("/ledger/file/cut", test_cut_file_is_refused);
  g_test_add_func ("/ledger/file/damaged-inside", test_damage_inside_is_told_where_it_is_met);
  g_test_add_func ("/ledger/file/in-use", test_second_opening_is_refused);
  g_test_add_func ("/ledger/file/other-thread", test_opens_on_another_thread);
  g_test_add_func ("/ledger/file/no-folder", test_folder_that_is_not_there_is_told);
  return g_test_run ();
}
