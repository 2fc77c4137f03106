/* test-ledger-full.c: a full disk refuses the append and keeps what was there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-private.h"
#include "test-ledger-dump.h"
#include "test-ledger.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define MOST_APPENDS 20000

/* Returns: (transfer full): the ids of what could be appended before the disk was full */
static GPtrArray *
append_until_full (RbkLedger *ledger, const char *customer)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *words = g_strnfill (3000, 'w');
  g_autofree char *payload = g_strdup_printf ("{'text':'heron %s'}", words);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MOST_APPENDS; i++)
    {
      g_autoptr (RbkEntry) entry = rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, customer, i, payload);

      if (!rbk_test_try_append (ledger, entry, &error))
        break;
      g_ptr_array_add (ids, g_strdup (rbk_entry_get_id (entry)));
    }
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_FULL);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpuint (ids->len, >, 0);
  return g_steal_pointer (&ids);
}

static void
assert_all_there (RbkLedger *ledger, const char *customer, GPtrArray *ids)
{
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
    rbk_ledger_reader_list_timeline (reader, customer, NULL, MOST_APPENDS, &error);

  g_assert_no_error (error);
  /* Neither less nor more: nothing of what was refused. */
  g_assert_cmpuint (items->len, ==, ids->len);
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpstr (rbk_entry_get_id (rbk_timeline_item_get_entry (g_ptr_array_index (items, i))),
                     ==,
                     g_ptr_array_index (ids, i));
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "heron", NULL), ==, 1);
}

static void
assert_goes_on (RbkLedger *ledger, const char *customer, GPtrArray *ids)
{
  g_autofree char *media = rbk_id_new ();
  g_autoptr (GBytes) chunk = g_bytes_new_static ("sound", 5);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (
    ids,
    rbk_test_append (ledger, RBK_ENTRY_KIND_NOTE, customer, MOST_APPENDS, "{'text':'there is room again'}"));
  g_assert_true (rbk_ledger_append_media (ledger, media, chunk, &error));
  g_assert_no_error (error);
  assert_all_there (ledger, customer, ids);
}

static void
assert_rebuilt_is_the_same (const char *path)
{
  g_autofree char *kept = rbk_test_dump (path, rbk_test_projections);
  g_autofree char *rebuilt = NULL;
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);

  g_assert_true (rbk_ledger_rebuild (ledger, NULL));
  rbk_ledger_close (ledger);
  rebuilt = rbk_test_dump (path, rbk_test_projections);
  rbk_test_assert_same (kept, rebuilt);
}

static void
test_no_page_is_left (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *media = rbk_id_new ();
  g_autofree char *samples = g_strnfill (96000, 's');
  g_autoptr (GBytes) sound = g_bytes_new (samples, 96000);
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_ledger_limit_pages (ledger, 150, &error));
  g_assert_no_error (error);
  ids = append_until_full (ledger, customer);
  assert_all_there (ledger, customer, ids);
  g_assert_false (rbk_ledger_append_media (ledger, media, sound, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_FULL);
  g_assert_true (rbk_ledger_limit_pages (ledger, 100000, NULL));
  assert_goes_on (ledger, customer, ids);
  rbk_ledger_close (ledger);
  assert_rebuilt_is_the_same (path);
  rbk_test_remove (path);
}

/* One that fits is appended although another of the same moment does not. */
static void
test_large_one_does_not_fail_a_small_one (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *words = g_strnfill (900000, 'w');
  g_autofree char *payload = g_strdup_printf ("{'text':'heron %s'}", words);
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  GAsyncResult *results[9] = { NULL };

  rbk_test_add (ledger, NOTE, customer, 1, "{'text':'heron'}");
  g_assert_true (rbk_ledger_limit_pages (ledger, 150, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (
        entries,
        rbk_test_make_entry (RBK_ENTRY_KIND_NOTE, customer, 2, i % 3 == 1 ? payload : "{'text':'small'}"));
      rbk_ledger_append_async (ledger, entries, NULL, rbk_test_keep_result_cb, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;

      rbk_test_wait_until (results[i] != NULL);
      rbk_ledger_append_finish (ledger, results[i], &error);
      if (i % 3 == 1)
        g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_FULL);
      else
        g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  rbk_ledger_close (ledger);
  assert_rebuilt_is_the_same (path);
  rbk_test_remove (path);
}

static void
set_most_bytes (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* The system itself refuses to write (EFBIG, as ENOSPC and EDQUOT). In a process of its own, which
 * the limit is for. */
static void
test_system_refuses_to_write (void)
{
  g_autofree char *path = NULL;
  g_autofree char *customer = NULL;
  g_autoptr (RbkLedger) ledger = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  signal (SIGXFSZ, SIG_IGN);
  path = rbk_test_make_path ();
  customer = rbk_id_new ();
  ledger = rbk_test_open (path);
  set_most_bytes (3 * 1024 * 1024);
  ids = append_until_full (ledger, customer);
  assert_all_there (ledger, customer, ids);
  set_most_bytes (RLIM_INFINITY);
  assert_goes_on (ledger, customer, ids);
  rbk_ledger_close (ledger);
  assert_rebuilt_is_the_same (path);
  {
    g_autoptr (RbkLedger) again = rbk_test_open (path);

    assert_all_there (again, customer, ids);
    rbk_ledger_close (again);
  }
  rbk_test_remove (path);
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/full/no-page-left", test_no_page_is_left);
  g_test_add_func ("/ledger/full/large-and-small", test_large_one_does_not_fail_a_small_one);
  g_test_add_func ("/ledger/full/system-refuses", test_system_refuses_to_write);
  return g_test_run ();
}
