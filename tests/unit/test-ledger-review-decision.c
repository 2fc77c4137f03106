/* test-ledger-review-decision.c: of several who decide about a voicemail, one does, and nothing is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger-review.h"

/* (transfer full): a review */
static RbkEntry *
make_review (Fixture *fixture, const char *reviewer, const char *item, gint64 time_us, const char *more)
{
  return rbk_test_make_by (RBK_ENTRY_KIND_REVIEW,
                           fixture->customer,
                           reviewer,
                           time_us,
                           "{'item':'%s','rubric':1,'scores':{},'strengths':['s'],'total':70%s}",
                           item,
                           more);
}

static gboolean
decide (Fixture *fixture, RbkEntry *review, RbkEntry *other, RbkReviewItem **item, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (entries, review);
  if (other != NULL)
    g_ptr_array_add (entries, other);
  return rbk_ledger_review (
    fixture->ledger, entries, RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD), item, error);
}

static void
test_first_decision_wins_and_the_second_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (RbkReviewItem) then = NULL;
  g_autoptr (RbkReviewItem) last = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;

  submit (fixture, TESS, "d1", 1);
  g_assert_true (
    decide (fixture, make_review (fixture, MONA, "d1", 10, ",'decision':'approved'"), NULL, &item, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rbk_review_item_get_facts (item)->state, ==, RBK_REVIEW_STATE_APPROVED);
  /* Even with an earlier clock. */
  g_assert_false (
    decide (fixture, make_review (fixture, CAL, "d1", 5, ",'decision':'returned'"), NULL, &then, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (rbk_review_item_get_facts (then)->decision, ==, RBK_REVIEW_DECISION_APPROVED);
  g_assert_cmpstr (rbk_review_item_get_facts (then)->decided_by, ==, MONA);
  g_assert_cmpuint (rbk_review_item_get_facts (then)->n_reviews, ==, 2);
  /* Without a decision, nobody is late. */
  g_assert_true (decide (fixture, make_review (fixture, CAL, "d1", 20, ""), NULL, &last, &error));
  reviews = rbk_ledger_reader_list_reviews (fixture->reader, "d1", NULL);
  g_assert_cmpuint (reviews->len, ==, 3);
  g_assert_cmpint (rbk_review_get_decision (reviews->pdata[0]), ==, RBK_REVIEW_DECISION_NONE);
  g_assert_cmpint (rbk_review_get_late_decision (reviews->pdata[0]), ==, RBK_REVIEW_DECISION_RETURNED);
  g_assert_cmpint (rbk_review_get_decision (reviews->pdata[1]), ==, RBK_REVIEW_DECISION_APPROVED);
  g_assert_cmpstr (rbk_review_get_source (reviews->pdata[2]), ==, rbk_review_item_get_facts (item)->source);
}

/* Two PCs that knew nothing of each other: the first by time counts, whichever came here first; of two in the
 * same microsecond, the one with the lower id. */
static void
test_earliest_of_several_pcs_counts (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "0190b5a0-0002-7000-8000-000000000001",
                                     "0190b5a0-0002-7000-8000-000000000002" };

  for (guint first = 0; first < 2; first++)
    {
      g_autofree char *late = g_strdup_printf ("late-%u", first);
      g_autofree char *same = g_strdup_printf ("same-%u", first);

      submit (fixture, TESS, late, 1);
      submit (fixture, TESS, same, 1);
      for (guint i = 0; i < 2; i++)
        {
          guint is_cal = (i + first) % 2;
          g_autoptr (RbkEntry) made = rbk_test_make_by (RBK_ENTRY_KIND_REVIEW,
                                                        fixture->customer,
                                                        "x",
                                                        1,
                                                        "{'item':'%s','decision':'%s','total':50}",
                                                        same,
                                                        is_cal ? "returned" : "approved");
          g_autofree char *id = g_strdup_printf ("%.34s%u%u", ids[is_cal], first, is_cal);

          judge (fixture,
                 is_cal ? CAL : MONA,
                 late,
                 is_cal ? 20 : 30,
                 is_cal ? ",'decision':'returned','total':1" : ",'decision':'approved','total':2");
          g_free (
            rbk_test_append_entry (fixture->ledger,
                                   rbk_entry_new_stored (id,
                                                         RBK_ENTRY_KIND_REVIEW,
                                                         1,
                                                         fixture->customer,
                                                         is_cal ? CAL : MONA,
                                                         NULL,
                                                         40,
                                                         json_object_ref (rbk_entry_get_payload (made)))));
        }
      {
        g_autoptr (RbkReviewItem) by_time = rbk_test_get_item (fixture->reader, late);
        g_autoptr (RbkReviewItem) by_id = rbk_test_get_item (fixture->reader, same);

        g_assert_cmpstr (rbk_review_item_get_facts (by_time)->decided_by, ==, CAL);
        g_assert_cmpint (rbk_review_item_get_facts (by_time)->state, ==, RBK_REVIEW_STATE_RETURNED);
        g_assert_cmpint (rbk_review_item_get_facts (by_time)->total, ==, 2);
        g_assert_cmpstr (rbk_review_item_get_facts (by_id)->decided_by, ==, MONA);
        g_assert_cmpint (rbk_review_item_get_facts (by_id)->state, ==, RBK_REVIEW_STATE_APPROVED);
      }
    }
}

static void
test_what_happens_with_a_decision (Fixture *fixture, gconstpointer data)
{
  static const char email[] = "{'direction':'out','account':'a1','draft':'%s','take':'t'}";
  g_autofree char *held = ADD (EMAIL, TESS, 1, email, "d1");
  g_autofree char *gone = ADD (EMAIL, TESS, 1, email, "d2");
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (RbkReviewItem) other = NULL;
  g_autoptr (RbkMessage) message = NULL;
  g_autoptr (RbkMessage) second = NULL;
  g_autoptr (GError) error = NULL;

#define CANCEL(id)                                                                                           \
  rbk_test_make_by (                                                                                         \
    RBK_ENTRY_KIND_DELIVERY, fixture->customer, MONA, 10, "{'message':'%s','state':'cancelled'}", id)
  g_free (ADD (DELIVERY, TESS, 2, "{'message':'%s','state':'held','rule':'Q-approval'}", held));
  g_assert_true (decide (
    fixture, make_review (fixture, MONA, "d1", 9, ",'decision':'returned'"), CANCEL (held), &item, &error));
  g_assert_no_error (error);
  message = rbk_ledger_reader_get_message (fixture->reader, held, NULL);
  g_assert_cmpint (rbk_message_get_state (message), ==, RBK_MESSAGE_STATE_CANCELLED);
  g_assert_cmpint (rbk_review_item_get_facts (item)->state, ==, RBK_REVIEW_STATE_RETURNED);
  /* It left before anybody had heard it: the review stands, and nothing is taken back. */
  g_free (ADD (DELIVERY, TESS, 2, "{'message':'%s','state':'accepted'}", gone));
  g_assert_true (decide (
    fixture, make_review (fixture, MONA, "d2", 9, ",'decision':'returned'"), CANCEL (gone), &other, &error));
  g_assert_no_error (error);
  second = rbk_ledger_reader_get_message (fixture->reader, gone, NULL);
  g_assert_cmpint (rbk_message_get_state (second), ==, RBK_MESSAGE_STATE_ACCEPTED);
  g_assert_cmpint (rbk_review_item_get_facts (other)->state, ==, RBK_REVIEW_STATE_RETURNED);
  g_assert_cmpint (rbk_review_item_get_facts (other)->outcome, ==, RBK_REVIEW_OUTCOME_SENT);
}

static void
test_nobody_decides_about_what_was_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *source = NULL;
  g_autofree char *more = NULL;
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (GError) error = NULL;

  source = ADD (VOICEMAIL_SUBMITTED, TESS, 1, "{'draft':'d1','take':'t1'}");
  g_free (ADD (VOICEMAIL_SUBMITTED, TESS, 2, "{'draft':'d1','take':'t2'}"));
  more = g_strdup_printf (",'decision':'approved','source':'%s'", source);
  g_assert_false (decide (fixture, make_review (fixture, MONA, "d1", 9, more), NULL, &item, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  g_assert_cmpint (rbk_review_item_get_facts (item)->decision, ==, RBK_REVIEW_DECISION_NONE);
  g_assert_cmpint (rbk_review_item_get_facts (item)->state, ==, RBK_REVIEW_STATE_WAITING);
}

static void
test_what_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *stranger = rbk_id_new ();
  g_autoptr (RbkEntry) strange = NULL;

  g_assert_false (decide (fixture, make_review (fixture, MONA, "nothing", 9, ""), NULL, &item, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  g_assert_null (item);
  g_clear_error (&error);
  g_assert_false (decide (fixture,
                          rbk_test_make_by (RBK_ENTRY_KIND_NOTE, fixture->customer, MONA, 1, "{'text':'x'}"),
                          NULL,
                          &item,
                          &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
  g_clear_error (&error);
  /* A voicemail stays with its customer. */
  g_free (ADD (VOICEMAIL_DRAFT, TESS, 1, "{'event':'opened','draft':'d1'}"));
  submit (fixture, TESS, "d1", 1);
  strange = rbk_test_make_by (
    RBK_ENTRY_KIND_REVIEW_COMMENT, stranger, MONA, 1, "{'item':'d1','position_us':1,'text':'x'}");
  g_assert_false (rbk_test_try_append (fixture->ledger, strange, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_ledger_review_finish (RBK_LEDGER (source), result, &item, &error);
  int *answers = user_data;

  g_assert_cmpint (rbk_review_item_get_facts (item)->decision, ==, RBK_REVIEW_DECISION_APPROVED);
  if (!done)
    g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  answers[done]++;
}

/* Asked for at once, in one transaction: still only one decides. */
static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  int answers[2] = { 0, 0 };

  submit (fixture, TESS, "d1", 1);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (
        entries, make_review (fixture, i % 2 == 0 ? MONA : CAL, "d1", 10 - i, ",'decision':'approved'"));
      rbk_ledger_review_async (fixture->ledger, entries, 0, NULL, decided_cb, answers);
    }
  while (answers[0] + answers[1] < 5)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (answers[TRUE], ==, 1);
  g_assert_cmpint (answers[FALSE], ==, 4);
}

#define TEST(name, function) g_test_add ("/ledger/review/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  TEST ("first-decision", test_first_decision_wins_and_the_second_is_kept);
  TEST ("earliest", test_earliest_of_several_pcs_counts);
  TEST ("with-decision", test_what_happens_with_a_decision);
  TEST ("changed", test_nobody_decides_about_what_was_changed);
  TEST ("refused", test_what_is_refused);
  TEST ("at-once", test_two_at_once);
  return g_test_run ();
}
