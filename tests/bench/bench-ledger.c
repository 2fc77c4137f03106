/* bench-ledger.c: the ledger's budgets, each against its comparison in the same run.
 *
 * Prints a line a budget: name, ratio or value, budget, and whether it is kept. The large ledger is
 * kept beside the program for the next run. RBK_BENCH_ENTRIES: how many entries it has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "ledger/rbk-database.h"
#include "ledger/rbk-ledger-reader.h"
#include "ledger/rbk-schema.h"
#include "model/rbk-json.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES_PER_CUSTOMER 50
#define LARGE_CUSTOMER       100000
#define SMALL_CUSTOMER       100
#define ENTRIES_AT_ONCE      20000
#define WORDS                12000
#define PAGE                 50

static const char author[] = "0190b5a0-0000-7000-8000-00000000a001";
static gboolean failed;

static void
report (const char *name, double value, const char *unit, double budget, gboolean at_most)
{
  gboolean kept = at_most ? value <= budget : value >= budget;

  g_print (
    "%-44s %8.3f %-6s %s %g %s\n", name, value, unit, at_most ? "<=" : ">=", budget, kept ? "ok" : "MISSED");
  failed |= !kept;
}

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static GBytes *
make_key (void)
{
  guint8 bytes[RBK_LEDGER_KEY_BYTES];

  memset (bytes, 7, sizeof bytes);
  return g_bytes_new (bytes, sizeof bytes);
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
get_quantile (GArray *times, double part)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, MIN (times->len - 1, (guint) (part * times->len)));
}

/* ---- Made-up customers ---- */

static char *
make_word (GRand *random, int least, int most)
{
  static const char *const syllables[] = { "ka",  "ri", "mo", "the", "an",  "sel", "to", "ver", "li", "ne",
                                           "bra", "do", "un", "pe",  "chi", "os",  "ta", "gre", "fa", "win" };
  GString *word = g_string_new (NULL);

  for (int i = g_rand_int_range (random, least, most); i > 0; i--)
    g_string_append (word, syllables[g_rand_int_range (random, 0, G_N_ELEMENTS (syllables))]);
  return g_string_free_and_steal (word);
}

typedef struct
{
  GRand *random;
  GPtrArray *words; /* the most frequent first */
  GPtrArray *names;
  GPtrArray *customers; /* ids */
} World;

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->random = g_rand_new_with_seed (42);
  world->words = g_ptr_array_new_with_free_func (g_free);
  world->names = g_ptr_array_new_with_free_func (g_free);
  world->customers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < WORDS; i++)
    g_ptr_array_add (world->words, make_word (world->random, i < 100 ? 1 : 2, i < 100 ? 3 : 6));
  for (guint i = 0; i < 4000; i++)
    g_ptr_array_add (world->names, make_word (world->random, 2, 5));
  return world;
}

static void
world_free (World *world)
{
  g_rand_free (world->random);
  g_ptr_array_unref (world->words);
  g_ptr_array_unref (world->names);
  g_ptr_array_unref (world->customers);
  g_free (world);
}

/* Zipf's law, near enough: the frequency of a word is as one over its rank. */
static const char *
pick_word (World *world)
{
  double position = g_rand_double (world->random);
  guint rank = (guint) (exp (position * 9.39)) - 1; /* ln 12000 */

  return g_ptr_array_index (world->words, MIN (rank, WORDS - 1));
}

static const char *
pick_name (World *world)
{
  return g_ptr_array_index (world->names, g_rand_int_range (world->random, 0, (gint32) world->names->len));
}

static char *
make_sentence (World *world)
{
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (world->random, 6, 18); i > 0; i--)
    g_string_append_printf (text, "%s ", pick_word (world));
  return g_string_free_and_steal (text);
}

static char *
make_number (guint customer)
{
  return g_strdup_printf ("+1312%07u", (customer * 7919u) % 10000000u);
}

static RbkEntry *
make_entry (World *world, guint customer, gint64 time_us, gboolean first)
{
  static const RbkEntryKind kinds[] = { RBK_ENTRY_KIND_NOTE,         RBK_ENTRY_KIND_TEXT,
                                        RBK_ENTRY_KIND_TEXT,         RBK_ENTRY_KIND_EMAIL,
                                        RBK_ENTRY_KIND_CALL_CLAIMED, RBK_ENTRY_KIND_NOTE };
  const char *id = g_ptr_array_index (world->customers, customer);
  RbkEntryKind kind = kinds[g_rand_int_range (world->random, 0, G_N_ELEMENTS (kinds))];
  g_autofree char *text = make_sentence (world);
  g_autofree char *number = make_number (customer);
  const char *direction = g_rand_boolean (world->random) ? "in" : "out";
  JsonObject *payload;

  if (first)
    {
      const char *given = pick_name (world), *last = pick_name (world);
      g_autofree char *json =
        g_strdup_printf ("{\"first\":\"%s\",\"last\":\"%s\",\"phones\":[{\"number\":\"%s\"}],"
                         "\"emails\":[{\"address\":\"%s.%s@mail.example\"}]}",
                         given,
                         last,
                         number,
                         given,
                         last);

      return rbk_entry_new (
        RBK_ENTRY_KIND_CUSTOMER_CHANGED, id, author, time_us, rbk_json_parse_object (json, -1, NULL));
    }
  if (kind == RBK_ENTRY_KIND_CALL_CLAIMED)
    payload =
      rbk_json_new ("direction", direction, "outcome", "no-message", "number", number, "note", text, NULL);
  else if (kind == RBK_ENTRY_KIND_EMAIL)
    payload = rbk_json_new (
      "direction", direction, "address", "a@mail.example", "subject", pick_word (world), "text", text, NULL);
  else if (kind == RBK_ENTRY_KIND_TEXT)
    payload = rbk_json_new ("direction", direction, "number", number, "text", text, NULL);
  else
    payload = rbk_json_new ("text", text, NULL);
  return rbk_entry_new (kind, id, author, time_us, payload);
}

/* ---- Append ---- */

static double
append_bare (RbkDatabase *database, GPtrArray *entries)
{
  double start = now_ms ();

  for (guint i = 0; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);
      RbkStatement *statement;
      g_autofree char *payload = rbk_json_write (rbk_entry_get_payload (entry));
      GError *error = NULL;

      rbk_database_execute (database, "BEGIN IMMEDIATE", &error);
      check (error);
      statement =
        rbk_database_prepare (database,
                              "INSERT INTO entry (id, kind, version, customer, author, device, time_us, "
                              "payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      rbk_statement_bind_text (statement, 1, rbk_entry_get_id (entry));
      rbk_statement_bind_int (statement, 2, rbk_entry_get_kind (entry));
      rbk_statement_bind_int (statement, 3, rbk_entry_get_version (entry));
      rbk_statement_bind_text (statement, 4, rbk_entry_get_customer (entry));
      rbk_statement_bind_text (statement, 5, rbk_entry_get_author (entry));
      rbk_statement_bind_text (statement, 6, author);
      rbk_statement_bind_int (statement, 7, rbk_entry_get_time_us (entry));
      rbk_statement_bind_text (statement, 8, payload);
      rbk_statement_run (statement, &error);
      check (error);
      rbk_database_execute (database, "COMMIT", &error);
      check (error);
    }
  return now_ms () - start;
}

static double
append_to_ledger (RbkLedger *ledger, GPtrArray *entries)
{
  double start = now_ms ();

  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      GError *error = NULL;

      g_ptr_array_add (one, g_ptr_array_index (entries, i));
      rbk_ledger_append (ledger, one, &error);
      check (error);
    }
  return now_ms () - start;
}

static void
remove_ledger (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static void
bench_append (const char *folder, GBytes *key)
{
  g_autofree char *bare_path = g_build_filename (folder, "bench-bare.db", NULL);
  g_autofree char *path = g_build_filename (folder, "bench-append.db", NULL);
  World *world = world_new ();
  g_autoptr (GArray) bare_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ledger_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ratios = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (RbkDatabase) bare = NULL;
  g_autoptr (RbkLedger) ledger = NULL;
  GError *error = NULL;

  remove_ledger (bare_path);
  remove_ledger (path);
  bare = rbk_database_open (bare_path, g_bytes_get_data (key, NULL), RBK_DATABASE_WRITE, &error);
  check (error);
  rbk_database_start_writing (bare, &error);
  check (error);
  rbk_database_execute (bare,
                        "CREATE TABLE entry (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER "
                        "NOT NULL, version INTEGER NOT NULL, customer TEXT, author TEXT NOT NULL, device "
                        "TEXT NOT NULL, time_us INTEGER NOT NULL, payload TEXT NOT NULL) STRICT",
                        &error);
  check (error);
  ledger = rbk_ledger_open (path, key, &error);
  check (error);
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (world->customers, rbk_id_new ());
  /* Turn and turn about in short blocks, so that what else the disk does meets both. */
  for (guint round = 0; round < 150; round++)
    {
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
      double bare_ms, ledger_ms, ratio;

      for (guint i = 0; i < 20; i++)
        g_ptr_array_add (
          entries, make_entry (world, (round * 20 + i) * 37 % 200, 1000000 + round * 20 + i, round < 10));
      bare_ms = append_bare (bare, entries) / 20;
      ledger_ms = append_to_ledger (ledger, entries) / 20;
      ratio = bare_ms / ledger_ms;
      g_array_append_val (bare_times, bare_ms);
      g_array_append_val (ledger_times, ledger_ms);
      g_array_append_val (ratios, ratio);
    }
  g_print ("# one append: bare %.3f ms, with projections %.3f ms\n",
           get_quantile (bare_times, 0.5),
           get_quantile (ledger_times, 0.5));
  report ("append with projections / bare insert", get_quantile (ratios, 0.5), "x", 0.7, FALSE);
  rbk_ledger_close (ledger);
  g_clear_pointer (&bare, rbk_database_free);
  remove_ledger (bare_path);
  remove_ledger (path);
  world_free (world);
}

/* ---- The large ledger ---- */

static void
generate (RbkLedger *ledger, World *world, guint entries, guint customers)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (g_object_unref);
  guint large = MIN (LARGE_CUSTOMER, entries / 10);
  double start = now_ms ();

  for (guint i = 0; i < entries; i++)
    {
      /* Every customer once, then the large and the small one, then anybody. */
      guint customer = i < customers           ? i
                       : i < customers + large ? 0
                       : i < customers + large + SMALL_CUSTOMER
                         ? 1
                         : 2 + (guint) g_rand_int_range (world->random, 0, (gint32) customers - 2);
      GError *error = NULL;

      g_ptr_array_add (batch,
                       make_entry (world, customer, 1700000000000000 + (gint64) i * 1000000, i < customers));
      if (batch->len < ENTRIES_AT_ONCE && i + 1 < entries)
        continue;
      rbk_ledger_append (ledger, batch, &error);
      check (error);
      g_ptr_array_set_size (batch, 0);
    }
  g_print (
    "# generated %u entries of %u customers in %.0f s\n", entries, customers, (now_ms () - start) / 1000);
}

static RbkLedger *
open_large (const char *path, GBytes *key, World *world, guint entries)
{
  guint customers = MAX (entries / ENTRIES_PER_CUSTOMER, 10);
  RbkLedger *ledger;
  RbkLedgerReader *reader;
  GError *error = NULL;

  ledger = rbk_ledger_open (path, key, &error);
  check (error);
  reader = rbk_ledger_reader_new (ledger, &error);
  check (error);
  for (guint i = 0; i < customers; i++)
    {
      /* The same ids every time, so that a kept ledger is found again. */
      g_ptr_array_add (world->customers, g_strdup_printf ("0190b5a0-%04x-7000-8000-%012x", i >> 16, i));
    }
  if (rbk_ledger_reader_count_customers (reader, NULL, &error) != customers)
    generate (ledger, world, entries, customers);
  g_object_unref (reader);
  return ledger;
}

static double
time_open (const char *path, GBytes *key)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 21; i++)
    {
      double start = now_ms (), taken;
      GError *error = NULL;
      g_autoptr (RbkLedger) ledger = rbk_ledger_open (path, key, &error);
      RbkLedgerReader *reader;

      check (error);
      reader = rbk_ledger_reader_new (ledger, &error);
      check (error);
      g_ptr_array_unref (
        rbk_ledger_reader_list_customers (reader, NULL, RBK_CUSTOMER_ORDER_WAITING, 0, PAGE, &error));
      check (error);
      taken = now_ms () - start;
      g_array_append_val (times, taken);
      g_object_unref (reader);
      rbk_ledger_close (ledger);
    }
  return get_quantile (times, 0.5);
}

static double
time_timeline (RbkLedger *ledger, const char *customer)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 41; i++)
    {
      GError *error = NULL;
      g_autoptr (RbkLedgerReader) reader = rbk_ledger_reader_new (ledger, &error);
      double start, taken;

      check (error);
      start = now_ms ();
      g_object_unref (rbk_ledger_reader_get_customer (reader, customer, &error));
      check (error);
      g_ptr_array_unref (rbk_ledger_reader_list_timeline (reader, customer, NULL, PAGE, &error));
      check (error);
      taken = now_ms () - start;
      g_array_append_val (times, taken);
    }
  return get_quantile (times, 0.5);
}

/* What a person types, key by key: names, numbers, words frequent and rare, and two together. */
static char *
make_search (World *world, guint i)
{
  g_autofree char *number = make_number ((guint) g_rand_int_range (world->random, 0, 1000));
  const char *name = pick_name (world), *word = pick_word (world);
  int typed = g_rand_int_range (world->random, 1, 8);

  switch (i % 8)
    {
    case 0:
    case 1:
      return g_strndup (name, (gsize) typed);
    case 2:
      return g_strdup_printf ("%s %.*s", name, typed, pick_name (world));
    case 3:
      return g_strdup (number + strlen (number) - 4);
    case 4:
      return g_strdup_printf ("%.3s %s", number + 5, number + 8);
    case 5:
      return g_strndup (word, (gsize) typed);
    case 6:
      return g_strdup_printf ("%s %.*s", word, typed, pick_word (world));
    default:
      return g_strdup_printf ("%.*s %s", typed, name, word);
    }
}

static void
bench_search (RbkLedger *ledger, World *world)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autofree char *slowest = NULL;
  double most = 0;
  GError *error = NULL;
  guint found = 0;

  reader = rbk_ledger_reader_new (ledger, &error);
  check (error);
  for (guint i = 0; i < 800; i++)
    {
      g_autofree char *search = make_search (world, i);
      RbkCustomerOrder order = (RbkCustomerOrder) (i % 3);
      double start = now_ms (), taken;
      g_autoptr (GPtrArray) customers =
        rbk_ledger_reader_list_customers (reader, search, order, 0, PAGE, &error);

      check (error);
      taken = now_ms () - start;
      found += customers->len > 0;
      if (taken > most)
        {
          most = taken;
          g_free (slowest);
          slowest = g_strdup (search);
        }
      g_array_append_val (times, taken);
    }
  g_print ("# %u of 800 searches found somebody; p50 %.2f ms, p99 %.2f ms, slowest “%s” %.2f ms\n",
           found,
           get_quantile (times, 0.5),
           get_quantile (times, 0.99),
           slowest,
           most);
  report ("search, first page, p95", get_quantile (times, 0.95), "ms", 20, TRUE);
}

int
main (int argc, char **argv)
{
  const char *wanted = g_getenv ("RBK_BENCH_ENTRIES");
  guint entries = wanted != NULL ? (guint) MAX (1000, atoi (wanted)) : 1000000;
  g_autofree char *program = g_canonicalize_filename (argv[0], NULL);
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *name =
    g_strdup_printf ("bench-%u-%d-%s.db", entries, RBK_SCHEMA_VERSION, RBK_SCHEMA_PROJECTIONS);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *empty_path = g_build_filename (folder, "bench-empty.db", NULL);
  g_autoptr (GBytes) key = make_key ();
  World *world = world_new ();
  g_autoptr (RbkLedger) ledger = NULL;
  double small, large;

  bench_append (folder, key);
  ledger = open_large (path, key, world, entries);
  bench_search (ledger, world);
  small = time_timeline (ledger, g_ptr_array_index (world->customers, 1));
  large = time_timeline (ledger, g_ptr_array_index (world->customers, 0));
  g_print ("# customer of %d entries %.2f ms, of %u entries %.2f ms\n",
           SMALL_CUSTOMER,
           small,
           MIN (LARGE_CUSTOMER, entries / 10),
           large);
  report ("open large customer / small customer", large / small, "x", 2, TRUE);
  rbk_ledger_close (ledger);
  large = time_open (path, key);
  small = time_open (empty_path, key);
  g_print ("# opening and first page: empty %.2f ms, %u entries %.2f ms\n", small, entries, large);
  report ("open large ledger, difference", large - small, "ms", 20, TRUE);
  remove_ledger (empty_path);
  world_free (world);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
