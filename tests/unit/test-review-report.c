/* test-review-report.c: the report, its table for a spreadsheet, and the showroom's library.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-review.h"

#define DESK (showroom->fixture.desk)

static RbkReviewReport *
make_report (Showroom *showroom, guint weeks)
{
  g_autoptr (GError) error = NULL;
  RbkReviewReport *report = CALL (DESK, report_reviews, &error, weeks);

  g_assert_no_error (error);
  return report;
}

static const RbkReviewWeek *
find_week (RbkReviewReport *report, const char *person, guint number)
{
  GArray *weeks = rbk_review_report_get_weeks (report);

  for (guint i = 0; i < weeks->len; i++)
    {
      const RbkReviewWeek *week = &g_array_index (weeks, RbkReviewWeek, i);

      if (g_strcmp0 (week->person, person) == 0 && number-- == 0)
        return week;
    }
  return NULL;
}

static gboolean
judge_failed (Showroom *showroom, const char *item, const char *gate, const char *found)
{
  const char *const failed[] = { gate, NULL };
  const char *const rules[] = { found, NULL };
  Judged judged = make_judged (DESK, item, 3, RBK_REVIEW_DECISION_NONE);
  const RbkReviewDraft *draft = &judged.draft;
  gboolean done;

  judged.draft.failed = failed;
  judged.draft.found = rules;
  done = CALL (DESK, review, NULL, draft);
  json_object_unref (judged.scores);
  return done;
}

/* those that fail V-1, by what was measured or by who listened, of those reviewed. */
static void
test_unrecognisable_rate (Showroom *showroom, gconstpointer data)
{
  char *items[4] = {
    submit (showroom, 300), submit (showroom, 400), submit (showroom, 500), submit (showroom, 600)
  };
  g_autoptr (RbkReviewReport) report = NULL;
  const RbkReviewWeek *week;

  act_as (showroom, MONA);
  g_assert_true (judge_failed (showroom, items[0], "G4", NULL));
  g_assert_true (judge_failed (showroom, items[1], NULL, "V-1"));
  g_assert_true (judge (showroom, items[2], 3, RBK_REVIEW_DECISION_NONE, NULL));
  report = make_report (showroom, 2);
  week = find_week (report, showroom->ana, 1);
  g_assert_cmpuint (week->recorded, ==, 4);
  g_assert_cmpuint (week->reviewed, ==, 3);
  g_assert_cmpuint (week->unrecognisable, ==, 2);
  g_assert_cmpfloat ((double) week->unrecognisable / week->reviewed, >, RBK_REVIEW_UNRECOGNISABLE_LINE);
  /* 0, 100, 100 */
  g_assert_cmpfloat_with_epsilon (week->total, 200.0 / 3, 0.01);
  g_assert_cmpuint (
    g_hash_table_size (week->criteria), ==, rbk_rubric_get_n_criteria (rbk_desk_get_rubric (DESK)));
  week = find_week (report, NULL, 1);
  g_assert_cmpuint (week->reviewed, ==, 3);
  week = find_week (report, showroom->ana, 0);
  g_assert_cmpuint (week->recorded, ==, 0);
  g_assert_true (isnan (week->total));
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_free (items[i]);
}

/* A week begins on Monday at midnight where the showroom is. */
static void
test_weeks_are_the_showrooms (Showroom *showroom, gconstpointer data)
{
  g_autoptr (RbkReviewReport) report = make_report (showroom, 3);

  g_assert_cmpint (find_week (report, NULL, 2)->week_us, ==, rbk_test_time ("2026-11-16T00:00:00-06:00"));
  /* The clocks were put back on the first of November. */
  g_clear_object (&report);
  report = make_report (showroom, 4);
  g_assert_cmpint (find_week (report, NULL, 0)->week_us, ==, rbk_test_time ("2026-10-26T00:00:00-05:00"));
  g_assert_null (find_week (report, NULL, 4));
}

static void
test_trend_is_points_a_week (Showroom *showroom, gconstpointer data)
{
  g_autofree char *first = submit (showroom, 300);
  g_autofree char *second = NULL;
  g_autoptr (RbkReviewReport) before = NULL;
  g_autoptr (RbkReviewReport) report = NULL;

  act_as (showroom, MONA);
  g_assert_true (judge (showroom, first, 1, RBK_REVIEW_DECISION_NONE, NULL));
  before = make_report (showroom, 4);
  g_assert_true (isnan (rbk_review_report_get_trend (before, NULL)));
  rbk_clock_advance (showroom->fixture.clock, 14 * 24 * 3600 * SECOND);
  act_as (showroom, showroom->ana);
  second = submit (showroom, 400);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, second, 3, RBK_REVIEW_DECISION_NONE, NULL));
  report = make_report (showroom, 4);
  /* From 33 to 100 in two weeks. */
  g_assert_cmpfloat_with_epsilon (rbk_review_report_get_trend (report, showroom->ana), 33.5, 0.01);
  g_assert_cmpfloat_with_epsilon (rbk_review_report_get_trend (report, NULL), 33.5, 0.01);
}

/* Practice 63: managers are counted too. */
static void
test_managers_work_is_counted (Showroom *showroom, gconstpointer data)
{
  g_autofree char *first = submit (showroom, 300);
  g_autofree char *second = NULL;
  g_autoptr (RbkReviewReport) report = NULL;
  gint64 since = rbk_clock_now_us (showroom->fixture.clock);
  GArray *coverage;

  rbk_clock_advance (showroom->fixture.clock, 3600 * SECOND);
  second = submit (showroom, 400);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, second, 3, RBK_REVIEW_DECISION_NONE, NULL));
  report = make_report (showroom, 1);
  coverage = rbk_review_report_get_coverage (report);
  g_assert_cmpuint (coverage->len, ==, 2);
  for (guint i = 0; i < coverage->len; i++)
    {
      const RbkReviewCoverage *row = &g_array_index (coverage, RbkReviewCoverage, i);

      g_assert_cmpuint (row->reviewed, ==, g_str_equal (row->person, MONA) ? 1 : 0);
      g_assert_cmpuint (row->waiting, ==, 1);
      g_assert_cmpint (row->oldest_us, ==, since);
    }
}

/* RFC 4180, and no name becomes a formula. */
static void
test_table_is_harmless (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autoptr (RbkReviewReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  ADD_ENTRY (PERSON_CHANGED,
             FALSE,
             "{'person':'01990000-0000-7000-8000-0000000000a3','name':'=HYPERLINK(1)','role':'salesperson'}");
  ADD_ENTRY (
    PERSON_CHANGED,
    FALSE,
    "{'person':'01990000-0000-7000-8000-0000000000a4','name':'Ida \\\"I\\\" Ek, B','role':'salesperson'}");
  rbk_test_wait_until (rbk_desk_get_people (DESK)->len == 5);
  report = make_report (showroom, 1);
  bytes = rbk_review_report_dup_csv (report);
  csv = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (csv, "\r\n", 0);
  /* A heading, everybody, five people, and the end of the last line. */
  g_assert_cmpuint (g_strv_length (lines), ==, 8);
  g_assert_cmpstr (lines[7], ==, "");
  g_assert_true (g_str_has_prefix (lines[0], "Person,Week from,"));
  g_assert_true (g_str_has_prefix (lines[1], "Everybody,2026-11-16,0,0,0,,"));
  g_assert_nonnull (strstr (csv, "\n'=HYPERLINK(1),"));
  g_assert_nonnull (strstr (csv, "\n\"Ida \"\"I\"\" Ek, B\","));
  g_assert_false (g_str_has_suffix (lines[0], ","));
}

/* Of a voicemail only the part that holds nothing of the customer goes into the library, and is heard there.
 */
static void
test_library_holds_no_customer (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *item = submit (showroom, 300);
  g_autoptr (RbkReviewPageFacts) facts = NULL;
  g_autofree char *transcript = NULL;
  g_autoptr (GPtrArray) examples = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GError) error = NULL;
  RbkEntry *example;

  g_assert_false (CALL (DESK, add_example, &error, item, "A good number", 2 * SECOND, 4 * SECOND));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  act_as (showroom, MONA);
  facts = rbk_review_page_facts_new (DESK, item);
  rbk_test_wait_until (rbk_review_page_facts_get_content (facts) != NULL);
  transcript = g_strdup_printf ("{'content':'%s','engine':'test','text':'Lena’s Civic call me',"
                                "'words':[{'w':'Lena’s','t0':500000,'t1':1000000,'p':900},"
                                "{'w':'call','t0':2200000,'t1':2600000,'p':900},"
                                "{'w':'me','t0':2700000,'t1':3000000,'p':900}]}",
                                rbk_review_page_facts_get_content (facts));
  ADD_ENTRY (TRANSCRIPT, TRUE, transcript);
  rbk_test_wait_until (rbk_review_page_facts_get_transcript (facts) != NULL);
  g_assert_false (CALL (DESK, add_example, &error, item, "A good number", 0, 4 * SECOND));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Lena"));
  g_clear_error (&error);
  g_assert_false (CALL (DESK, add_example, &error, item, "A good number", 2 * SECOND, 3 * SECOND));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (CALL (DESK, add_example, &error, item, "A good number", 2 * SECOND, 4 * SECOND));
  g_assert_no_error (error);
  examples = rbk_desk_list_examples (DESK, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (examples->len, ==, 1);
  example = examples->pdata[0];
  g_assert_null (rbk_entry_get_customer (example));
  g_assert_cmpstr (rbk_entry_get_string (example, "title"), ==, "A good number");
  g_assert_cmpstr (rbk_entry_get_string (example, "text"), ==, "call me");
  /* Everybody may hear it. */
  act_as (showroom, showroom->ana);
  sound = CALL (DESK, load_example, &error, example);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (sound), ==, 2 * RBK_PCM_BYTES_PER_SECOND);
  g_assert_false (CALL (DESK, remove_example, NULL, rbk_entry_get_id (example)));
  act_as (showroom, CAL);
  g_assert_true (CALL (DESK, remove_example, &error, rbk_entry_get_id (example)));
  g_assert_no_error (error);
  none = rbk_desk_list_examples (DESK, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("R-9/unrecognisable-rate", test_unrecognisable_rate);
  ADD ("report/weeks-are-the-showrooms", test_weeks_are_the_showrooms);
  ADD ("report/trend-is-points-a-week", test_trend_is_points_a_week);
  ADD ("report/managers-work-is-counted", test_managers_work_is_counted);
  ADD ("report/table-is-harmless", test_table_is_harmless);
  ADD ("library/holds-no-customer", test_library_holds_no_customer);
  return g_test_run ();
}
