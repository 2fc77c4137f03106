/* fill-showroom.c: a showroom with a million entries, for the benchmarks of the window.
 *
 *   fill-showroom DIRECTORY ENTRIES
 *
 * Makes the ledger in DIRECTORY as Ringback would, its key in the keyring. One customer, Zelma Largest,
 * has a tenth of the entries; another, Zoltan Smallest, has a hundred; some thousand others share the
 * rest. Prints the id of the largest. The same each time but for ids and dates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "desk/rbk-ledger-key.h"
#include "ledger/rbk-ledger.h"
#include "model/rbk-json.h"

#include <math.h>
#include <stdlib.h>

#define SMALL_CUSTOMER       100
#define ENTRIES_PER_CUSTOMER 200
#define ENTRIES_AT_ONCE      20000
#define WORDS                12000
#define NAMES                4000
#define TWO_YEARS_US         (G_GINT64_CONSTANT (730) * 86400 * G_USEC_PER_SEC)
#define VOICEMAIL_SECONDS    20
#define PCM_RATE             48000

enum
{
  LARGEST,
  SMALLEST,
  N_NAMED
};

typedef struct
{
  RbkLedger *ledger;
  GRand *random;
  GPtrArray *words;     /* the most frequent first */
  GPtrArray *names;     /* words with a capital */
  GPtrArray *customers; /* ids */
  GPtrArray *batch;     /* not appended yet */
  char *person;
  char *account;
  char *media; /* every voicemail sounds the same */
  gint64 time_us;
} Filling;

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

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

static const char *
pick_name (Filling *filling)
{
  return g_ptr_array_index (filling->names, g_rand_int_range (filling->random, 0, NAMES));
}

/* Zipf's law, near enough: the frequency of a word is as one over its rank. */
static char *
make_sentence (Filling *filling)
{
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (filling->random, 6, 30); i > 0; i--)
    {
      guint rank = (guint) exp (g_rand_double (filling->random) * log (WORDS)) - 1;

      g_string_append_printf (
        text, "%s ", (char *) g_ptr_array_index (filling->words, MIN (rank, WORDS - 1)));
    }
  return g_string_free_and_steal (text);
}

static void
flush (Filling *filling)
{
  GError *error = NULL;

  if (filling->batch->len == 0)
    return;
  rbk_ledger_append (filling->ledger, filling->batch, &error);
  check (error);
  g_ptr_array_set_size (filling->batch, 0);
}

static const char *
add (Filling *filling, RbkEntryKind kind, const char *customer, JsonObject *payload)
{
  RbkEntry *entry = rbk_entry_new (kind, customer, filling->person, filling->time_us, payload);

  if (filling->batch->len >= ENTRIES_AT_ONCE)
    flush (filling);
  g_ptr_array_add (filling->batch, entry);
  return rbk_entry_get_id (entry);
}

static void
add_facts (Filling *filling, guint customer)
{
  const char *given = customer == LARGEST ? "Zelma" : customer == SMALLEST ? "Zoltan" : pick_name (filling);
  const char *last = customer == LARGEST    ? "Largest"
                     : customer == SMALLEST ? "Smallest"
                                            : pick_name (filling);
  g_autofree char *json = g_strdup_printf (
    "{\"first\":\"%s\",\"last\":\"%s\",\"phones\":[{\"number\":\"+1312%07u\",\"type\":\"mobile\"}],"
    "\"emails\":[{\"address\":\"%s.%s@mail.example\"}],\"time_zone\":\"America/Denver\","
    "\"wanted\":[{\"year\":2025,\"make\":\"Subaru\",\"model\":\"Outback\",\"condition\":\"new\"}]}",
    given,
    last,
    (customer * 7919u) % 10000000u,
    given,
    last);

  add (filling,
       RBK_ENTRY_KIND_CUSTOMER_CHANGED,
       g_ptr_array_index (filling->customers, customer),
       rbk_json_parse_object (json, -1, NULL));
}

static void
add_voicemail (Filling *filling, const char *customer)
{
  JsonObject *payload = rbk_json_new ("act", "live", "number", "+13125550142", "media", filling->media, NULL);

  json_object_set_int_member (payload, "seconds", VOICEMAIL_SECONDS);
  add (filling, RBK_ENTRY_KIND_VOICEMAIL_LEFT, customer, payload);
}

static void
add_email (Filling *filling, const char *customer, const char *direction, const char *text)
{
  gboolean out = g_str_equal (direction, "out");
  g_autofree char *message = g_strdup (add (filling,
                                            RBK_ENTRY_KIND_EMAIL,
                                            customer,
                                            rbk_json_new ("direction",
                                                          direction,
                                                          "address",
                                                          "customer@mail.example",
                                                          "subject",
                                                          "Your question about the Outback",
                                                          "text",
                                                          text,
                                                          "account",
                                                          out ? filling->account : NULL,
                                                          NULL)));

  /* It has long left. */
  if (out)
    add (filling,
         RBK_ENTRY_KIND_DELIVERY,
         customer,
         rbk_json_new ("message", message, "state", "accepted", NULL));
}

static void
add_something (Filling *filling, const char *customer)
{
  g_autofree char *text = make_sentence (filling);
  const char *direction = g_rand_boolean (filling->random) ? "in" : "out";
  int what = g_rand_int_range (filling->random, 0, 20);

  if (what == 0)
    add_voicemail (filling, customer);
  else if (what < 5)
    add_email (filling, customer, direction, text);
  else if (what < 10)
    add (filling,
         RBK_ENTRY_KIND_TEXT,
         customer,
         rbk_json_new ("direction", direction, "number", "+13125550142", "text", text, NULL));
  else if (what < 14)
    add (filling,
         RBK_ENTRY_KIND_CALL_CLAIMED,
         customer,
         rbk_json_new (
           "direction", direction, "outcome", "no-message", "number", "+13125550142", "note", text, NULL));
  else
    add (filling, RBK_ENTRY_KIND_NOTE, customer, rbk_json_new ("text", text, NULL));
}

/* Loud and soft by turns, so that there is something to draw. */
static void
fill_media (Filling *filling)
{
  gsize n_samples = (gsize) VOICEMAIL_SECONDS * PCM_RATE;
  gint16 *samples = g_new (gint16, n_samples);
  g_autoptr (GBytes) pcm = NULL;
  GError *error = NULL;

  for (gsize i = 0; i < n_samples; i++)
    samples[i] = (gint16) (20000 * sin ((double) i * 0.03) * fabs (sin ((double) i / PCM_RATE)));
  pcm = g_bytes_new_take (samples, n_samples * sizeof *samples);
  rbk_ledger_append_media (filling->ledger, filling->media, pcm, &error);
  check (error);
  rbk_ledger_finish_media (filling->ledger, filling->media, &error);
  check (error);
}

static void
fill_showroom (Filling *filling)
{
  JsonObject *showroom =
    rbk_json_parse_object ("{\"name\":\"Example Motors\",\"domains\":[\"motors.example\"],"
                           "\"time_zone\":\"America/Chicago\"}",
                           -1,
                           NULL);

  add (filling, RBK_ENTRY_KIND_SHOWROOM_CHANGED, NULL, showroom);
  add (filling,
       RBK_ENTRY_KIND_PERSON_CHANGED,
       NULL,
       rbk_json_new ("person",
                     filling->person,
                     "name",
                     "Dana Example",
                     "role",
                     "salesperson",
                     "line",
                     "+13125550111",
                     NULL));
  add (filling,
       RBK_ENTRY_KIND_ACCOUNT_CHANGED,
       NULL,
       rbk_json_new ("account",
                     filling->account,
                     "kind",
                     "jmap",
                     "address",
                     "dana@motors.example",
                     "server",
                     "https://mail.motors.example/",
                     "user_name",
                     "dana",
                     NULL));
}

static void
fill (Filling *filling, guint entries)
{
  guint customers = MAX (entries / ENTRIES_PER_CUSTOMER, N_NAMED + 1);
  guint large = entries / 10;
  gint64 step = TWO_YEARS_US / entries;

  filling->time_us = g_get_real_time () - TWO_YEARS_US;
  fill_media (filling);
  fill_showroom (filling);
  for (guint i = 0; i < customers; i++)
    {
      g_ptr_array_add (filling->customers, rbk_id_new ());
      add_facts (filling, i);
    }
  /* The named ones' entries lie between the others', as they do where a showroom is at work. */
  for (guint i = customers; i < entries; i++)
    {
      guint rest = (guint) g_rand_int_range (filling->random, N_NAMED, (gint32) customers);
      guint customer = i % (entries / (SMALL_CUSTOMER - 1)) == 0 ? SMALLEST
                       : i % (entries / large) == 0              ? LARGEST
                                                                 : rest;

      filling->time_us += step;
      add_something (filling, g_ptr_array_index (filling->customers, customer));
    }
  flush (filling);
}

int
main (int argc, char *argv[])
{
  Filling filling = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GBytes) key = NULL;
  GError *error = NULL;

  if (argc != 3)
    g_error ("usage: fill-showroom DIRECTORY ENTRIES");
  g_mkdir_with_parents (argv[1], 0700);
  key = rbk_ledger_key_get (argv[1], TRUE, NULL, &error);
  check (error);
  path = g_build_filename (argv[1], "ledger.db", NULL);
  filling.ledger = rbk_ledger_open (path, key, &error);
  check (error);
  filling.random = g_rand_new_with_seed (42);
  filling.words = g_ptr_array_new_with_free_func (g_free);
  filling.names = g_ptr_array_new_with_free_func (g_free);
  filling.customers = g_ptr_array_new_with_free_func (g_free);
  filling.batch = g_ptr_array_new_with_free_func (g_object_unref);
  filling.person = rbk_id_new ();
  filling.account = rbk_id_new ();
  filling.media = rbk_id_new ();
  for (guint i = 0; i < WORDS; i++)
    g_ptr_array_add (filling.words, make_word (filling.random, i < 100 ? 1 : 2, i < 100 ? 3 : 6));
  for (guint i = 0; i < NAMES; i++)
    {
      char *name = make_word (filling.random, 2, 4);

      name[0] = g_ascii_toupper (name[0]);
      g_ptr_array_add (filling.names, name);
    }
  fill (&filling, (guint) strtoul (argv[2], NULL, 10));
  g_print ("%s\n", (char *) g_ptr_array_index (filling.customers, LARGEST));
  rbk_ledger_close (filling.ledger);
  g_clear_object (&filling.ledger);
  g_rand_free (filling.random);
  g_ptr_array_unref (filling.words);
  g_ptr_array_unref (filling.names);
  g_ptr_array_unref (filling.customers);
  g_ptr_array_unref (filling.batch);
  g_free (filling.person);
  g_free (filling.account);
  g_free (filling.media);
  return 0;
}
