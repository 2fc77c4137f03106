/* bench-review.c: a queue of five thousand voicemails against one of fifty, in the same run.
 *
 * Prints a line a budget: name, ratio or value, budget, and whether it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "ledger/rbk-ledger-reader-review.h"
#include "model/rbk-json.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define FEW     50
#define MANY    5000
#define PAGE    50
#define PEOPLE  12
#define ROUNDS  201
#define AT_ONCE 500

#define US_PER_HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* How long a picture takes on a display of 60 Hz. */
#define FRAME_MS 16.7

static gboolean failed;

static void
report (const char *name, double value, const char *unit, double budget)
{
  gboolean kept = value <= budget;

  g_print ("%-44s %8.3f %-6s <= %g %s\n", name, value, unit, budget, kept ? "ok" : "MISSED");
  failed |= !kept;
}

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
get_median (GArray *times)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, times->len / 2);
}

/* Every tenth is reviewed, so that there are ranks. */
static RbkLedger *
make_ledger (const char *path, guint n)
{
  static const guint8 key[RBK_LEDGER_KEY_BYTES] = { 7 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (key, sizeof key);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *customer = rbk_id_new ();
  GError *error = NULL;
  RbkLedger *ledger = rbk_ledger_open (path, bytes, &error);

  check (error);
  for (guint i = 0; i < n + n / 10; i++)
    {
      gboolean is_review = i >= n;
      g_autofree char *draft =
        g_strdup_printf ("0190b5a0-0001-7000-8000-%012u", is_review ? (i - n) * 10 : i);
      g_autofree char *author = g_strdup_printf ("0190b5a0-0002-7000-8000-%012u", i % PEOPLE);
      JsonObject *payload = is_review ? rbk_json_new ("item", draft, NULL)
                                      : rbk_json_new ("draft", draft, "take", "take", "note", "Please", NULL);

      g_ptr_array_add (entries,
                       rbk_entry_new (is_review ? RBK_ENTRY_KIND_REVIEW : RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED,
                                      customer,
                                      author,
                                      (gint64) i * US_PER_HOUR,
                                      payload));
      if (entries->len < AT_ONCE && i + 1 < n + n / 10)
        continue;
      rbk_ledger_append (ledger, entries, &error);
      check (error);
      g_ptr_array_set_size (entries, 0);
    }
  return ledger;
}

/* As the window opens it: a reader that has read nothing, the number waiting, and the first page. */
static double
open_queue (RbkLedger *ledger)
{
  RbkReviewQuery query = RBK_REVIEW_QUERY_ALL;
  GError *error = NULL;
  g_autoptr (RbkLedgerReader) reader = rbk_ledger_reader_new (ledger, &error);
  g_autoptr (GPtrArray) items = NULL;
  double start;

  check (error);
  query.reviewer = "somebody";
  start = now_ms ();
  rbk_ledger_reader_count_waiting_reviews (reader, "somebody", &error);
  check (error);
  items = rbk_ledger_reader_list_review_items (reader, &query, NULL, PAGE, &error);
  check (error);
  return now_ms () - start;
}

/* How long each page after the first took. */
static double
scroll_through (RbkLedger *ledger)
{
  RbkReviewQuery query = RBK_REVIEW_QUERY_ALL;
  GError *error = NULL;
  g_autoptr (RbkLedgerReader) reader = rbk_ledger_reader_new (ledger, &error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *after = NULL;

  check (error);
  while (TRUE)
    {
      double start = now_ms (), taken;
      g_autoptr (GPtrArray) items = rbk_ledger_reader_list_review_items (reader, &query, after, PAGE, &error);

      check (error);
      taken = now_ms () - start;
      if (items->len < PAGE)
        return get_median (times);
      if (after != NULL)
        g_array_append_val (times, taken);
      g_set_str (&after, rbk_review_item_get_facts (items->pdata[items->len - 1])->id);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("rbk-bench-XXXXXX", NULL);
  g_autofree char *few_path = g_build_filename (folder, "few.db", NULL);
  g_autofree char *many_path = g_build_filename (folder, "many.db", NULL);
  g_autoptr (GArray) few_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) many_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (RbkLedger) few = make_ledger (few_path, FEW);
  g_autoptr (RbkLedger) many = make_ledger (many_path, MANY);
  double few_ms, many_ms;

  /* Turn and turn about, so that what else the machine does meets both. */
  for (guint i = 0; i < ROUNDS; i++)
    {
      double few_once = open_queue (few), many_once = open_queue (many);

      g_array_append_val (few_times, few_once);
      g_array_append_val (many_times, many_once);
    }
  few_ms = get_median (few_times);
  many_ms = get_median (many_times);
  g_print ("# first page of %d voicemails %.3f ms, of %d %.3f ms\n", FEW, few_ms, MANY, many_ms);
  report ("review queue, 5,000 / 50", many_ms / few_ms, "x", 2);
  report ("review queue, 5,000 less 50", many_ms - few_ms, "ms", FRAME_MS);
  report ("review queue, a later page / the first", scroll_through (many) / many_ms, "x", 2);
  rbk_ledger_close (few);
  rbk_ledger_close (many);
  for (guint i = 0; i < 2; i++)
    {
      static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };

      for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
        {
          g_autofree char *name = g_strconcat (i == 0 ? few_path : many_path, suffixes[j], NULL);

          g_unlink (name);
        }
    }
  g_rmdir (folder);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
