/* test-ledger-append.c: what is appended stands, is told, and is never changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-database.h"
#include "test-ledger.h"

#include <math.h>

static void
test_appended_entries_are_read_back (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_autofree char *id =
    rbk_test_append (ledger, RBK_ENTRY_KIND_NOTE, customer, 1000, "{'text':'Wants to see it on Saturday'}");
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkEntry) entry = rbk_ledger_reader_get_entry (reader, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rbk_entry_get_kind (entry), ==, RBK_ENTRY_KIND_NOTE);
  g_assert_cmpstr (rbk_entry_get_customer (entry), ==, customer);
  g_assert_cmpstr (rbk_entry_get_device (entry), ==, rbk_ledger_get_device (ledger));
  g_assert_cmpint (rbk_entry_get_time_us (entry), ==, 1000);
  g_assert_cmpstr (rbk_entry_get_string (entry, "text"), ==, "Wants to see it on Saturday");
  g_assert_null (rbk_ledger_reader_get_entry (reader, customer, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
test_ledger_is_there_again_with_the_same_device (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *device = NULL;
  g_autofree char *id = NULL;

  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    device = g_strdup (rbk_ledger_get_device (ledger));
    g_assert_true (rbk_id_is_valid (device));
    id = rbk_test_append (ledger, RBK_ENTRY_KIND_NOTE, customer, 1, "{'text':'one'}");
    rbk_ledger_close (ledger);
  }
  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);
    g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
    g_autoptr (RbkEntry) entry = rbk_ledger_reader_get_entry (reader, id, NULL);

    g_assert_cmpstr (rbk_ledger_get_device (ledger), ==, device);
    g_assert_nonnull (entry);
    rbk_ledger_close (ledger);
  }
  rbk_test_remove (path);
}

static void
assert_refused (RbkLedger *ledger, RbkEntry *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rbk_test_try_append (ledger, entry, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
  g_object_unref (entry);
}

static void
test_improper_entries_are_refused (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *other = rbk_id_new ();
  g_autofree char *draft = rbk_id_new ();
  g_autofree char *opened = g_strdup_printf ("{'event':'opened','draft':'%s'}", draft);
  g_autofree char *large = g_strnfill (1024 * 1024, 'x');
  g_autofree char *payload = g_strdup_printf ("{'text':'%s'}", large);
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_autoptr (RbkEntry) twice = rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, customer, 1, "{'text':'x'}");

  assert_refused (ledger, rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, NULL, 1, "{'text':'whose?'}"));
  assert_refused (ledger, rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, "somebody", 1, "{'text':'whose?'}"));
  assert_refused (ledger, rbk_test_make_entry (RBK_ENTRY_KIND_DELIVERY, customer, 1, "{'state':'failed'}"));
  assert_refused (ledger, rbk_test_make_entry (RBK_ENTRY_KIND_VOICEMAIL_TAKE, customer, 1, "{}"));
  assert_refused (ledger, rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, customer, 1, payload));
  assert_refused (ledger,
                  rbk_entry_new_stored (
                    "1", RBK_ENTRY_KIND_NOTE, 1, customer, "me", NULL, 1, rbk_json_new ("text", "x", NULL)));
  assert_refused (ledger,
                  rbk_entry_new (RBK_ENTRY_KIND_NOTE, customer, "", 1, rbk_json_new ("text", "x", NULL)));
  {
    JsonObject *payload_of_no_number = json_object_new ();

    json_object_set_double_member (payload_of_no_number, "seconds", NAN);
    assert_refused (ledger, rbk_entry_new (RBK_ENTRY_KIND_NOTE, customer, "me", 1, payload_of_no_number));
    assert_refused (
      ledger,
      rbk_entry_new (RBK_ENTRY_KIND_NOTE, customer, "me", 1, rbk_json_new ("text", "\xff\xfe", NULL)));
  }
  rbk_test_add (ledger, VOICEMAIL_DRAFT, customer, 1, opened);
  assert_refused (ledger, rbk_test_make_entry (RBK_ENTRY_KIND_VOICEMAIL_DRAFT, other, 1, opened));
  g_assert_true (rbk_test_try_append (ledger, twice, NULL));
  assert_refused (ledger, g_object_ref (twice));
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, NULL, NULL), ==, 1);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
test_all_of_an_append_or_none (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, customer, 1, "{'text':'heron'}"));
  g_ptr_array_add (entries, rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, NULL, 1, "{'text':'whose?'}"));
  g_assert_false (rbk_ledger_append (ledger, entries, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
  found = rbk_ledger_reader_list_timeline (reader, customer, NULL, 10, NULL);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "heron", NULL), ==, 0);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
count_cb (RbkLedger *ledger, RbkChangeSet *changes, gpointer user_data)
{
  *(guint *) user_data += rbk_change_set_get_entries (changes)->len;
}

static void
test_many_at_once_do_not_fail_each_other (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  GAsyncResult *results[100] = { NULL };
  guint told = 0;

  g_signal_connect (ledger, "changed", G_CALLBACK (count_cb), &told);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *payload = g_strdup_printf ("{'text':'word%u common'}", i);
      g_autoptr (RbkEntry) entry =
        rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, i % 7 == 3 ? NULL : customer, i, payload);
      g_autoptr (GPtrArray) entries = g_ptr_array_new ();

      g_ptr_array_add (entries, entry);
      rbk_ledger_append_async (ledger, entries, NULL, rbk_test_keep_result_cb, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *word = g_strdup_printf ("word%u", i);

      rbk_test_wait_until (results[i] != NULL);
      rbk_ledger_append_finish (ledger, results[i], &error);
      if (i % 7 == 3)
        g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
      else
        g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (told, ==, 86);
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "word3 ", NULL), ==, 1);
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "word99 common", NULL), ==, 1);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
keep_changes_cb (RbkLedger *ledger, RbkChangeSet *changes, gpointer user_data)
{
  RbkChangeSet **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (changes);
}

static void
test_change_set_tells_what_was_appended (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkChangeSet) changes = NULL;
  g_autofree char *id = NULL;
  RbkEntry *entry;

  g_signal_connect (ledger, "changed", G_CALLBACK (keep_changes_cb), &changes);
  id = rbk_test_append (ledger, RBK_ENTRY_KIND_NOTE, customer, 5, "{'text':'x'}");
  g_assert_null (changes);
  rbk_test_wait_until (changes != NULL);
  g_assert_cmpuint (rbk_change_set_get_entries (changes)->len, ==, 1);
  entry = g_ptr_array_index (rbk_change_set_get_entries (changes), 0);
  g_assert_cmpstr (rbk_entry_get_id (entry), ==, id);
  g_assert_cmpstr (rbk_entry_get_device (entry), ==, rbk_ledger_get_device (ledger));
  g_assert_true (rbk_change_set_touches_customer (changes, customer));
  g_assert_false (rbk_change_set_touches_customer (changes, id));
  g_assert_true (rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_NOTE));
  g_assert_false (rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_TEXT));
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
test_cancelled_append_never_happened (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_autoptr (RbkEntry) entry = rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, customer, 1, "{'text':'x'}");
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, entry);
  g_cancellable_cancel (cancellable);
  rbk_ledger_append_async (ledger, entries, cancellable, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_false (rbk_ledger_append_finish (ledger, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, NULL, NULL), ==, 0);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

static void
test_closing_writes_what_was_asked_for (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkEntry) entry = rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, customer, 1, "{'text':'x'}");
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GAsyncResult) appended = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, entry);
  rbk_ledger_append_async (ledger, entries, NULL, rbk_test_keep_result_cb, &appended);
  rbk_ledger_close_async (ledger, NULL, rbk_test_keep_result_cb, &closed);
  rbk_ledger_append_async (ledger, entries, NULL, rbk_test_keep_result_cb, &late);
  rbk_test_wait_until (appended != NULL && closed != NULL && late != NULL);
  g_assert_true (rbk_ledger_append_finish (ledger, appended, &error));
  g_assert_no_error (error);
  g_assert_true (rbk_ledger_close_finish (ledger, closed, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_ledger_append_finish (ledger, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  rbk_test_remove (path);
}

static void
test_entries_and_sound_cannot_be_changed (void)
{
  static const char *const attempts[] = {
    "UPDATE entry SET payload = '{}'",
    "DELETE FROM entry",
    "REPLACE INTO entry SELECT * FROM entry",
    "UPDATE media_chunk SET data = x'00'",
    "DELETE FROM media_chunk",
    "DELETE FROM media",
    "UPDATE media SET finished = 0",
    "UPDATE media SET bytes = 7",
  };
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *media = rbk_id_new ();
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (GBytes) chunk = g_bytes_new_static ("sound", 5);
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  rbk_test_add (ledger, NOTE, customer, 1, "{'text':'x'}");
  g_assert_true (rbk_ledger_append_media (ledger, media, chunk, NULL));
  g_assert_true (rbk_ledger_finish_media (ledger, media, NULL));
  rbk_ledger_close (ledger);
  database = rbk_database_open (path, g_bytes_get_data (key, NULL), RBK_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (rbk_database_execute (database, "PRAGMA recursive_triggers = 1", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_assert_false (rbk_database_execute (database, attempts[i], &error));
      g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_clear_pointer (&database, rbk_database_free);
  rbk_test_remove (path);
}

static void
test_dropping_the_ledger_closes_it (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RbkLedger) ledger = rbk_test_open (path);

      rbk_test_add (ledger, NOTE, customer, 1, "{'text':'x'}");
    }
  rbk_test_remove (path);
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/append/read-back", test_appended_entries_are_read_back);
  g_test_add_func ("/ledger/append/there-again", test_ledger_is_there_again_with_the_same_device);
  g_test_add_func ("/ledger/append/improper-refused", test_improper_entries_are_refused);
  g_test_add_func ("/ledger/append/all-or-none", test_all_of_an_append_or_none);
  g_test_add_func ("/ledger/append/not-failing-each-other", test_many_at_once_do_not_fail_each_other);
  g_test_add_func ("/ledger/append/change-set", test_change_set_tells_what_was_appended);
  g_test_add_func ("/ledger/append/cancelled", test_cancelled_append_never_happened);
  g_test_add_func ("/ledger/append/closing", test_closing_writes_what_was_asked_for);
  g_test_add_func ("/ledger/append/never-changed", test_entries_and_sound_cannot_be_changed);
  g_test_add_func ("/ledger/append/dropped", test_dropping_the_ledger_closes_it);
  return g_test_run ();
}
