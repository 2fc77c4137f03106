/* test-ledger-review-race.c: two reviewers at once, entries in any order, and kill -9: one decision, and no
 * comment lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger-dump.h"
#include "test-ledger-review.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const reviewers[] = { "person-mona", "person-cal" };

/* ---- Two reviewers ---- */

#define ROUNDS   60
#define COMMENTS 8

/* A comment as its author left it. */
typedef struct
{
  char *id;
  guint reviewer;
  char *text; /* empty: taken away */
} Comment;

typedef struct
{
  RbkLedger *ledger;
  GRand *random;
  char *customer;
  char *source;
  gint64 time_us;
  gint64 latest_us;
  GArray *comments; /* (element-type Comment) */
  guint won, lost;
  char *winner;
} Race;

static void
clear_comment (gpointer data)
{
  Comment *comment = data;

  g_free (comment->id);
  g_free (comment->text);
}

/* Clocks of two PCs: mostly onwards, sometimes back. */
static gint64
pass_time (Race *race)
{
  race->time_us += g_rand_int_range (race->random, -3, 9);
  race->latest_us = MAX (race->latest_us, race->time_us);
  return race->time_us;
}

static void
comment_anew (Race *race, guint reviewer)
{
  g_autofree char *text = g_strdup_printf ("comment %u", race->comments->len);
  Comment comment = { .reviewer = reviewer };

  comment.id = rbk_test_append_entry (race->ledger,
                                      rbk_test_make_by (RBK_ENTRY_KIND_REVIEW_COMMENT,
                                                        race->customer,
                                                        reviewers[reviewer],
                                                        pass_time (race),
                                                        "{'item':'d1','position_us':%d,'text':'%s'}",
                                                        g_rand_int_range (race->random, 0, 30) * 1000000,
                                                        text));
  comment.text = g_steal_pointer (&text);
  g_array_append_val (race->comments, comment);
}

/* Corrects or takes away one of the reviewer's own; never into the past of the one before. */
static void
correct (Race *race, guint reviewer)
{
  for (guint i = 0; i < race->comments->len; i++)
    {
      Comment *comment = &g_array_index (race->comments, Comment, i);

      if (comment->reviewer != reviewer || g_rand_boolean (race->random))
        continue;
      race->time_us = ++race->latest_us;
      g_free (comment->text);
      comment->text = g_rand_int_range (race->random, 0, 3) == 0
                        ? g_strdup ("")
                        : g_strdup_printf ("corrected at %d", (int) race->time_us);
      g_free (
        rbk_test_append_entry (race->ledger,
                               rbk_test_make_by (RBK_ENTRY_KIND_REVIEW_COMMENT,
                                                 race->customer,
                                                 reviewers[reviewer],
                                                 race->time_us,
                                                 "{'item':'d1','position_us':7,'text':'%s','comment':'%s'}",
                                                 comment->text,
                                                 comment->id)));
      return;
    }
}

static void
decide (Race *race, guint reviewer, RbkReviewDecision decision)
{
  g_autofree char *words = decision != RBK_REVIEW_DECISION_NONE
                             ? g_strdup_printf (",'decision':'%s'", rbk_review_decision_get_name (decision))
                             : g_strdup ("");
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries,
                   rbk_test_make_by (RBK_ENTRY_KIND_REVIEW,
                                     race->customer,
                                     reviewers[reviewer],
                                     pass_time (race),
                                     "{'item':'d1','source':'%s','rubric':1,'scores':{},'strengths':['s'],"
                                     "'total':%d%s}",
                                     race->source,
                                     g_rand_int_range (race->random, 0, 101),
                                     words));
  if (rbk_ledger_review (race->ledger, entries, 0, &item, &error))
    {
      if (decision == RBK_REVIEW_DECISION_NONE)
        return;
      race->won++;
      race->winner = g_strdup_printf ("%s %s", reviewers[reviewer], rbk_review_decision_get_name (decision));
      return;
    }
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  race->lost++;
  {
    const RbkReviewFacts *facts = rbk_review_item_get_facts (item);
    g_autofree char *told =
      g_strdup_printf ("%s %s", facts->decided_by, rbk_review_decision_get_name (facts->decision));

    g_assert_cmpstr (told, ==, race->winner);
  }
}

static void
assert_comments (Race *race, RbkLedgerReader *reader)
{
  g_autoptr (GPtrArray) listed = rbk_ledger_reader_list_review_comments (reader, "d1", NULL);
  guint kept = 0;

  for (guint i = 0; i < race->comments->len; i++)
    {
      const Comment *comment = &g_array_index (race->comments, Comment, i);
      gboolean found = FALSE;

      for (guint j = 0; j < listed->len && !found; j++)
        found = g_str_equal (rbk_review_comment_get_id (listed->pdata[j]), comment->id) &&
                g_str_equal (rbk_review_comment_get_text (listed->pdata[j]), comment->text);
      g_assert_true (found == (*comment->text != '\0'));
      kept += found;
    }
  g_assert_cmpuint (listed->len, ==, kept);
}

static void
run_race (guint32 seed)
{
  g_autofree char *path = rbk_test_make_path ();
  Race race = { .ledger = rbk_test_open (path),
                .random = g_rand_new_with_seed (seed),
                .customer = rbk_id_new (),
                .time_us = 1000,
                .comments = g_array_new (FALSE, TRUE, sizeof (Comment)) };
  guint reviews[2] = { 2, 2 };
  guint left[2] = { COMMENTS, COMMENTS };

  g_array_set_clear_func (race.comments, clear_comment);
  race.source = rbk_test_append_entry (
    race.ledger,
    rbk_test_make_by (
      RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED, race.customer, TESS, 999, "{'draft':'d1','take':'t1'}"));
  while (left[0] + left[1] + reviews[0] + reviews[1] > 0)
    {
      guint who = g_rand_boolean (race.random);

      if (left[who] > 0 && (reviews[who] == 0 || g_rand_boolean (race.random)))
        {
          left[who]--;
          if (g_rand_int_range (race.random, 0, 3) == 0)
            correct (&race, who);
          else
            comment_anew (&race, who);
        }
      else if (reviews[who] > 0)
        /* The last of each decides. */
        decide (&race,
                who,
                --reviews[who] > 0 ? (RbkReviewDecision) g_rand_int_range (race.random, 0, 3)
                                   : (RbkReviewDecision) g_rand_int_range (race.random, 1, 3));
    }
  {
    g_autoptr (RbkLedgerReader) reader = rbk_test_read (race.ledger);
    g_autoptr (RbkReviewItem) item = rbk_test_get_item (reader, "d1");
    g_autoptr (GPtrArray) written = rbk_ledger_reader_list_reviews (reader, "d1", NULL);
    const RbkReviewFacts *facts = rbk_review_item_get_facts (item);
    g_autofree char *decided =
      g_strdup_printf ("%s %s", facts->decided_by, rbk_review_decision_get_name (facts->decision));
    guint decisions = 0, late = 0;

    g_assert_cmpuint (race.won, ==, 1);
    g_assert_cmpstr (decided, ==, race.winner);
    g_assert_cmpuint (facts->n_reviews, ==, 4);
    g_assert_cmpuint (written->len, ==, 4);
    for (guint i = 0; i < written->len; i++)
      {
        decisions += rbk_review_get_decision (written->pdata[i]) != RBK_REVIEW_DECISION_NONE;
        late += rbk_review_get_late_decision (written->pdata[i]) != RBK_REVIEW_DECISION_NONE;
      }
    g_assert_cmpuint (decisions, ==, 1);
    g_assert_cmpuint (late, ==, race.lost);
    g_assert_cmpuint (late, >, 0);
    assert_comments (&race, reader);
  }
  rbk_ledger_close (race.ledger);
  g_object_unref (race.ledger);
  g_array_unref (race.comments);
  g_rand_free (race.random);
  g_free (race.customer);
  g_free (race.source);
  g_free (race.winner);
  rbk_test_remove (path);
}

static void
test_any_interleaving_ends_in_one_decision (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint32 seed = (guint32) g_test_rand_int ();

      g_test_message ("seed %u", seed);
      run_race (seed);
    }
}

/* ---- Any order ---- */

#define HISTORIES 12
#define ENTRIES   220
#define ITEMS     7

/* What an item comes to, without what says in which order it came here. */
static const char *const what_it_comes_to[] = {
  "SELECT id, customer, author, take, sound, source, message, replaces, replaced, note, time_us, "
  "duration_us, "
  "outcome, state, n_reviews, judged, total, blind, judged_by, decision, decided_by, decided_us, "
  "calibration, "
  "rank, day, lot FROM review_item ORDER BY id",
  "SELECT id, item, reviewer, time_us, source, sound, decision, total, blind, unrecognisable FROM review "
  "ORDER BY id",
  "SELECT e.id, s.item, s.take, s.sound FROM review_source s JOIN entry e ON e.seq = s.seq ORDER BY e.id",
  "SELECT e.id, w.item, w.kind FROM review_words w JOIN entry e ON e.seq = w.seq ORDER BY e.id",
  "SELECT * FROM review_link ORDER BY draft",
  "SELECT * FROM review_count ORDER BY author, outcome, state",
  "SELECT * FROM review_person ORDER BY person",
  "SELECT * FROM rubric ORDER BY version",
  "SELECT item, time_us, id, removed FROM example ORDER BY item",
  NULL,
};

typedef struct
{
  GRand *random;
  char *customer;
  GPtrArray *entries;  /* (element-type RbkEntry) */
  GPtrArray *messages; /* ids */
  GPtrArray *sources;  /* ids */
  gboolean practised[ITEMS * 3];
} History;

static int
roll (History *history, int end)
{
  return g_rand_int_range (history->random, 0, end);
}

static const char *
pick (History *history, GPtrArray *from)
{
  return from->len > 0 ? g_ptr_array_index (from, (guint) roll (history, (int) from->len)) : "nothing";
}

static RbkEntry *
make_source (History *history, gint64 time_us, const char *draft, const char *author)
{
  static const char *const passages[] = {
    "",
    ",'passages':[{'take':'0190b5a0-0001-7000-8000-00000000e001','first':0,'end':96000}]",
    ",'passages':[{'take':'0190b5a0-0001-7000-8000-00000000e001','first':48000,'end':96000}]",
  };
  static const RbkEntryKind kinds[] = { RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED,
                                        RBK_ENTRY_KIND_EMAIL,
                                        RBK_ENTRY_KIND_TEXT,
                                        RBK_ENTRY_KIND_VOICEMAIL_LEFT };
  RbkEntryKind kind = kinds[roll (history, G_N_ELEMENTS (kinds))];
  RbkEntry *entry =
    rbk_test_make_by (kind,
                      history->customer,
                      author,
                      time_us,
                      "{'draft':'%s','take':'take-%s-%d','direction':'out','account':'a','note':'n%d'%s}",
                      draft,
                      draft,
                      roll (history, 2),
                      roll (history, 9),
                      passages[roll (history, 3)]);

  g_ptr_array_add (history->sources, (gpointer) rbk_entry_get_id (entry));
  if (kind == RBK_ENTRY_KIND_EMAIL || kind == RBK_ENTRY_KIND_TEXT)
    g_ptr_array_add (history->messages, (gpointer) rbk_entry_get_id (entry));
  return entry;
}

static RbkEntry *
make_delivery (History *history, gint64 time_us)
{
  static const char *const states[] = { "queued", "held", "sending", "accepted", "failed", "cancelled" };

  return rbk_test_make_by (RBK_ENTRY_KIND_DELIVERY,
                           history->customer,
                           TESS,
                           time_us,
                           "{'message':'%s','state':'%s'}",
                           pick (history, history->messages),
                           states[roll (history, G_N_ELEMENTS (states))]);
}

static RbkEntry *
make_review (History *history, gint64 time_us, const char *draft, const char *author)
{
  static const char *const decisions[] = { "", ",'decision':'approved'", ",'decision':'returned'" };
  g_autofree char *source = roll (history, 2) == 0
                              ? g_strdup ("")
                              : g_strdup_printf (",'source':'%s'", pick (history, history->sources));

  return rbk_test_make_by (RBK_ENTRY_KIND_REVIEW,
                           history->customer,
                           author,
                           time_us,
                           "{'item':'%s','total':%d,'blind':%s,'failed':[%s]%s%s}",
                           draft,
                           roll (history, 101),
                           roll (history, 3) == 0 ? "true" : "false",
                           roll (history, 4) == 0 ? "'G4'" : "",
                           decisions[roll (history, 3)],
                           source);
}

static RbkEntry *
make_any (History *history, gint64 time_us)
{
  g_autofree char *draft = g_strdup_printf ("d%d", roll (history, ITEMS));
  g_autofree char *other = g_strdup_printf ("d%d", roll (history, ITEMS));
  const char *author = roll (history, 3) == 0 ? "person-tim" : TESS;
  const char *reviewer = reviewers[roll (history, 2)];
  int take = roll (history, ITEMS * 3);

  switch (roll (history, 14))
    {
    case 0:
    case 1:
    case 2:
      return make_source (history, time_us, draft, author);
    case 3:
    case 4:
    case 5:
      return make_delivery (history, time_us);
    case 6:
      return rbk_test_make_by (RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                               history->customer,
                               author,
                               time_us,
                               "{'event':'opened','draft':'%s','replaces':'%s'}",
                               draft,
                               other);
    case 7:
      /* Each take is recorded once. */
      if (history->practised[take])
        return make_source (history, time_us, draft, author);
      history->practised[take] = TRUE;
      return rbk_test_make_by (RBK_ENTRY_KIND_VOICEMAIL_TAKE,
                               history->customer,
                               author,
                               time_us,
                               "{'draft':'d%d','take':'take-d%d-%d','media':'m','practice':%s}",
                               take / 3,
                               take / 3,
                               take % 3,
                               roll (history, 2) == 0 ? "true" : "false");
    case 8:
      return rbk_test_make_by (RBK_ENTRY_KIND_REVIEW_COMMENT,
                               history->customer,
                               reviewer,
                               time_us,
                               "{'item':'%s','position_us':1,'text':'c'}",
                               draft);
    case 9:
      return rbk_test_make_by (RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE,
                               NULL,
                               reviewer,
                               time_us,
                               "{'item':'%s','removed':%s}",
                               draft,
                               roll (history, 2) == 0 ? "true" : "false");
    case 10:
      return rbk_test_make_by (RBK_ENTRY_KIND_RUBRIC_CHANGED,
                               NULL,
                               reviewer,
                               time_us,
                               "{'version':%d,'criteria':[{'id':'a','title':'at %d','weight':100,"
                               "'anchors':['a','b','c','d']}]}",
                               2 + roll (history, 3),
                               (int) time_us);
    default:
      return make_review (history, time_us, draft, reviewer);
    }
}

/* Several in one microsecond, some decisions twice: as several PCs write them without knowing of each other.
 */
static void
make_history (History *history, guint32 seed)
{
  *history = (History) { .random = g_rand_new_with_seed (seed),
                         .customer = rbk_id_new (),
                         .entries = g_ptr_array_new_with_free_func (g_object_unref),
                         .messages = g_ptr_array_new (),
                         .sources = g_ptr_array_new () };
  for (guint i = 0; i < ENTRIES; i++)
    g_ptr_array_add (history->entries,
                     make_any (history, 1 + roll (history, ENTRIES / 2) * (RBK_TEST_DAY / 20)));
}

static void
clear_history (History *history)
{
  g_rand_free (history->random);
  g_free (history->customer);
  g_ptr_array_unref (history->entries);
  g_ptr_array_unref (history->messages);
  g_ptr_array_unref (history->sources);
}

/* The message that it moves, or that it is; the steps of one come in their order, from the PC that sends it.
 */
static const char *
get_lane (RbkEntry *entry)
{
  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_DELIVERY)
    return rbk_entry_get_string (entry, "message");
  return rbk_entry_is_out (entry) ? rbk_entry_get_id (entry) : NULL;
}

/* (transfer full): the same entries in another order */
static GPtrArray *
shuffle (History *history)
{
  GPtrArray *shuffled = g_ptr_array_copy (history->entries, (GCopyFunc) (void *) g_object_ref, NULL);

  g_ptr_array_set_free_func (shuffled, g_object_unref);
  for (guint i = shuffled->len - 1; i > 0; i--)
    {
      guint j = (guint) roll (history, (int) i + 1);
      gpointer kept = shuffled->pdata[i];

      shuffled->pdata[i] = shuffled->pdata[j];
      shuffled->pdata[j] = kept;
    }
  /* The places of each message's steps stay theirs, in the order in which they were made. */
  for (guint i = 0; i < history->messages->len; i++)
    {
      const char *lane = g_ptr_array_index (history->messages, i);
      guint next = 0;

      for (guint j = 0; j < shuffled->len; j++)
        {
          if (g_strcmp0 (get_lane (shuffled->pdata[j]), lane) != 0)
            continue;
          while (g_strcmp0 (get_lane (history->entries->pdata[next]), lane) != 0)
            next++;
          shuffled->pdata[j] = history->entries->pdata[next++];
        }
    }
  return shuffled;
}

/* (transfer full): what the items come to when the entries come in this order */
static char *
come_to (History *history, GPtrArray *entries, gboolean rebuild)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *kept = NULL;
  g_autofree char *rebuilt = NULL;
  char *text;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    for (guint i = 0; i < entries->len;)
      {
        g_autoptr (GPtrArray) some = g_ptr_array_new ();

        for (int n = 1 + roll (history, 30); n > 0 && i < entries->len; n--)
          g_ptr_array_add (some, entries->pdata[i++]);
        rbk_ledger_append (ledger, some, &error);
        g_assert_no_error (error);
      }
    rbk_ledger_close (ledger);
  }
  text = rbk_test_dump (path, what_it_comes_to);
  if (rebuild)
    {
      kept = rbk_test_dump (path, rbk_test_projections);
      {
        g_autoptr (RbkLedger) ledger = rbk_test_open (path);

        g_assert_true (rbk_ledger_rebuild (ledger, &error));
        rbk_ledger_close (ledger);
      }
      rebuilt = rbk_test_dump (path, rbk_test_projections);
      rbk_test_assert_same (kept, rebuilt);
    }
  rbk_test_remove (path);
  return text;
}

static void
test_any_order_comes_to_the_same (void)
{
  for (guint round = 0; round < HISTORIES; round++)
    {
      guint32 seed = (guint32) g_test_rand_int ();
      g_autofree char *first = NULL;
      History history;

      g_test_message ("seed %u", seed);
      make_history (&history, seed);
      first = come_to (&history, history.entries, TRUE);
      g_assert_cmpuint (strlen (first), >, 4000);
      for (guint other = 0; other < 3; other++)
        {
          g_autoptr (GPtrArray) shuffled = shuffle (&history);
          g_autofree char *second = come_to (&history, shuffled, other == 0);

          rbk_test_assert_same (first, second);
        }
      clear_history (&history);
    }
}

/* ---- Killed ---- */

#define KILLS            12
#define MOST_READ_LINES  40
#define LONGEST_DELAY_US 3000

static int
be_killed (const char *path, const char *customer)
{
  RbkLedger *ledger = rbk_test_open (path);

  for (guint i = 0;; i++)
    {
      g_autofree char *id =
        rbk_test_append_entry (ledger,
                               rbk_test_make_by (RBK_ENTRY_KIND_REVIEW_COMMENT,
                                                 customer,
                                                 reviewers[i % 2],
                                                 i + 1,
                                                 "{'item':'d1','position_us':%u,'text':'word for word'}",
                                                 i));
      g_autofree char *line = g_strconcat (id, "\n", NULL);

      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        _exit (1);
    }
  return 0;
}

static void
run_and_kill (const char *path, const char *customer, GHashTable *acknowledged)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { program, "--be-killed", path, customer, NULL };
  int lines = g_test_rand_int_range (1, MOST_READ_LINES);
  g_autoptr (GError) error = NULL;
  gboolean killed = FALSE;
  char line[128];
  int status = 0;
  FILE *output;
  GPid pid;
  int from;

  g_spawn_async_with_pipes (
    NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &from, NULL, &error);
  g_assert_no_error (error);
  output = fdopen (from, "r");
  while (fgets (line, sizeof line, output) != NULL)
    {
      if (g_str_has_suffix (line, "\n"))
        g_hash_table_add (acknowledged, g_strndup (line, strlen (line) - 1));
      if (--lines > 0 || killed)
        continue;
      g_usleep ((gulong) g_test_rand_int_range (0, LONGEST_DELAY_US));
      kill (pid, SIGKILL);
      killed = TRUE;
    }
  fclose (output);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
test_killed_while_commenting_loses_none (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autoptr (GHashTable) acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint round = 0; round < KILLS; round++)
    {
      g_autoptr (RbkLedger) ledger = NULL;
      g_autoptr (RbkLedgerReader) reader = NULL;
      g_autoptr (GPtrArray) comments = NULL;
      guint found = 0;

      run_and_kill (path, customer, acknowledged);
      ledger = rbk_test_open (path);
      reader = rbk_test_read (ledger);
      comments = rbk_ledger_reader_list_review_comments (reader, "d1", NULL);
      for (guint i = 0; i < comments->len; i++)
        {
          g_assert_cmpstr (rbk_review_comment_get_text (comments->pdata[i]), ==, "word for word");
          found += g_hash_table_contains (acknowledged, rbk_review_comment_get_id (comments->pdata[i]));
        }
      g_assert_cmpuint (found, ==, g_hash_table_size (acknowledged));
      g_clear_object (&reader);
      rbk_ledger_close (ledger);
    }
  g_assert_cmpuint (g_hash_table_size (acknowledged), >=, KILLS);
  rbk_test_remove (path);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--be-killed"))
    return be_killed (argv[2], argv[3]);
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/review/any-interleaving", test_any_interleaving_ends_in_one_decision);
  g_test_add_func ("/ledger/review/any-order", test_any_order_comes_to_the_same);
  g_test_add_func ("/ledger/review/killed", test_killed_while_commenting_loses_none);
  return g_test_run ();
}
