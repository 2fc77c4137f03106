/* test-ledger-review.c: what waits for a review, in which order, and what was made of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger-review.h"

#include <math.h>

static void
assert_outcome (Fixture *fixture, const char *item, RbkReviewOutcome outcome)
{
  g_autoptr (RbkReviewItem) found = rbk_test_get_item (fixture->reader, item);

  g_assert_cmpint (rbk_review_item_get_facts (found)->outcome, ==, (int) outcome);
}

static void
assert_no_item (Fixture *fixture, const char *item)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rbk_ledger_reader_get_review_item (fixture->reader, item, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
}

/* (transfer full): the ids, with spaces, of all pages of @limit */
static char *
list (Fixture *fixture, const RbkReviewQuery *query, guint limit)
{
  GString *ids = g_string_new (NULL);
  g_autofree char *after = NULL;

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items =
        rbk_ledger_reader_list_review_items (fixture->reader, query, after, limit, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (items->len, <=, limit);
      for (guint i = 0; i < items->len; i++)
        {
          g_set_str (&after, rbk_review_item_get_facts (items->pdata[i])->id);
          g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", after);
        }
      if (items->len < limit)
        return g_string_free_and_steal (ids);
    }
}

static void
assert_list (Fixture *fixture, const RbkReviewQuery *query, const char *wanted)
{
  for (guint limit = 1; limit < 5; limit++)
    {
      g_autofree char *ids = list (fixture, query, limit);

      g_assert_cmpstr (ids, ==, wanted);
    }
}

/* ---- What is there to review ---- */

static void
test_q1_each_submitted_sent_or_left_is_an_item (Fixture *fixture, gconstpointer data)
{
  g_autofree char *submitted =
    ADD (VOICEMAIL_SUBMITTED, TESS, 7, "{'draft':'d1','take':'t1','seconds':24,'note':'Is it too long?'}");
  g_autofree char *message = ADD (
    EMAIL,
    TIM,
    8,
    "{'direction':'out','address':'a@b.example','subject':'s','text':'t','account':'a1','draft':'d2','take':'"
    "t2',"
    "'passages':[{'take':'0190b5a0-0001-7000-8000-00000000e001','first':48000,'end':120000}],'seconds':9}");
  g_autofree char *left =
    ADD (VOICEMAIL_LEFT, TESS, 9, "{'act':'live','draft':'d3','take':'t3','seconds':31}");
  g_autoptr (RbkReviewItem) first = rbk_test_get_item (fixture->reader, "d1");
  g_autoptr (RbkReviewItem) second = rbk_test_get_item (fixture->reader, "d2");
  g_autoptr (RbkReviewItem) third = rbk_test_get_item (fixture->reader, "d3");
  const RbkReviewFacts *facts = rbk_review_item_get_facts (first);

  g_assert_cmpstr (facts->customer, ==, fixture->customer);
  g_assert_cmpstr (facts->author, ==, TESS);
  g_assert_cmpstr (facts->take, ==, "t1");
  g_assert_cmpstr (facts->source, ==, submitted);
  g_assert_cmpstr (facts->note, ==, "Is it too long?");
  g_assert_null (facts->message);
  g_assert_cmpint (facts->time_us, ==, 7);
  g_assert_cmpint (facts->duration_us, ==, 24 * G_USEC_PER_SEC);
  g_assert_cmpint (facts->outcome, ==, RBK_REVIEW_OUTCOME_SUBMITTED);
  g_assert_cmpint (facts->state, ==, RBK_REVIEW_STATE_WAITING);
  g_assert_cmpint (facts->total, ==, -1);
  g_assert_false (facts->is_blind);
  facts = rbk_review_item_get_facts (second);
  g_assert_cmpstr (facts->message, ==, message);
  g_assert_cmpint (facts->duration_us, ==, 1500000);
  g_assert_cmpint (facts->outcome, ==, RBK_REVIEW_OUTCOME_WAITING);
  facts = rbk_review_item_get_facts (third);
  g_assert_cmpstr (facts->source, ==, left);
  g_assert_cmpint (facts->outcome, ==, RBK_REVIEW_OUTCOME_LEFT);
  g_free (ADD (DELIVERY, TIM, 10, "{'message':'%s','state':'accepted'}", message));
  assert_outcome (fixture, "d2", RBK_REVIEW_OUTCOME_SENT);
  g_assert_cmpint (rbk_ledger_reader_count_sent_voicemails (fixture->reader, TIM, NULL), ==, 1);
  g_assert_cmpint (rbk_ledger_reader_count_sent_voicemails (fixture->reader, TESS, NULL), ==, 1);
  g_assert_cmpint (rbk_ledger_reader_count_sent_voicemails (fixture->reader, MONA, NULL), ==, 0);
}

static void
test_what_is_no_item (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = ADD (TEXT, TESS, 1, "{'direction':'out','text':'t','account':'a1'}");

  g_free (ADD (VOICEMAIL_DRAFT, TESS, 1, "{'event':'opened','draft':'d1'}"));
  g_free (ADD (VOICEMAIL_TAKE, TESS, 2, "{'draft':'d1','take':'t1','media':'m'}"));
  g_free (ADD (VOICEMAIL_LEFT, TESS, 3, "{'act':'live','claimed':true}"));
  g_free (ADD (TEXT, TESS, 3, "{'direction':'in','text':'t','draft':'d1','take':'t1'}"));
  assert_no_item (fixture, "d1");
  /* V-20: what is spoken to practise is nobody's business, whenever that is known. */
  g_free (ADD (VOICEMAIL_TAKE, TESS, 4, "{'draft':'d2','take':'t2','media':'m','practice':true}"));
  g_free (ADD (VOICEMAIL_SUBMITTED, TESS, 5, "{'draft':'d2','take':'t2'}"));
  assert_no_item (fixture, "d2");
  g_free (ADD (VOICEMAIL_SUBMITTED, TESS, 5, "{'draft':'d3','take':'t3'}"));
  assert_state (fixture, "d3", RBK_REVIEW_STATE_WAITING);
  g_free (ADD (VOICEMAIL_TAKE, TESS, 6, "{'draft':'d3','take':'t3','media':'m','practice':true}"));
  assert_no_item (fixture, "d3");
  g_assert_cmpint (rbk_ledger_reader_count_waiting_reviews (fixture->reader, NULL, NULL), ==, 0);
}

static void
test_what_was_taken_back_is_not_heard (Fixture *fixture, gconstpointer data)
{
  static const char email[] = "{'direction':'out','account':'a1','draft':'%s','take':'t'}";
  g_autofree char *undone = ADD (EMAIL, TESS, 1, email, "d1");
  g_autofree char *returned = ADD (EMAIL, TESS, 1, email, "d2");

  g_free (ADD (DELIVERY, TESS, 2, "{'message':'%s','state':'cancelled'}", undone));
  assert_no_item (fixture, "d1");
  /* Sent once more after all. */
  g_free (ADD (DELIVERY, TESS, 3, "{'message':'%s','state':'queued'}", undone));
  assert_outcome (fixture, "d1", RBK_REVIEW_OUTCOME_WAITING);
  /* What was reviewed stays. */
  judge (fixture, MONA, "d2", 4, ",'decision':'returned','total':40");
  g_free (ADD (DELIVERY, MONA, 5, "{'message':'%s','state':'cancelled'}", returned));
  assert_state (fixture, "d2", RBK_REVIEW_STATE_RETURNED);
  assert_outcome (fixture, "d2", RBK_REVIEW_OUTCOME_SUBMITTED);
}

static void
test_q5_another_sound_waits_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  RbkReviewDecision decision;

  submit (fixture, TESS, "d1", 1);
  judge (fixture, MONA, "d1", 2, ",'decision':'approved','total':80");
  /* The same sound leaves: it is approved. */
  g_free (ADD (EMAIL, TESS, 3, "{'direction':'out','account':'a1','draft':'d1','take':'take-d1'}"));
  assert_state (fixture, "d1", RBK_REVIEW_STATE_APPROVED);
  /* And is then spoken on the phone. */
  g_free (ADD (VOICEMAIL_LEFT, TESS, 4, "{'act':'live','draft':'d1','take':'take-d1'}"));
  assert_state (fixture, "d1", RBK_REVIEW_STATE_APPROVED);
  assert_outcome (fixture, "d1", RBK_REVIEW_OUTCOME_LEFT);
  before = rbk_ledger_reader_list_reviews (fixture->reader, "d1", NULL);
  g_assert_true (rbk_review_is_of_now (before->pdata[0]));
  /* Another take was heard by nobody. */
  g_free (ADD (VOICEMAIL_SUBMITTED, TESS, 5, "{'draft':'d1','take':'other'}"));
  assert_state (fixture, "d1", RBK_REVIEW_STATE_WAITING);
  item = rbk_test_get_item (fixture->reader, "d1");
  g_assert_cmpstr (rbk_review_item_get_facts (item)->take, ==, "other");
  g_assert_cmpint (rbk_review_item_get_facts (item)->decision, ==, RBK_REVIEW_DECISION_NONE);
  g_assert_cmpuint (rbk_review_item_get_facts (item)->n_reviews, ==, 0);
  g_assert_cmpint (rbk_review_item_get_facts (item)->time_us, ==, 5);
  reviews = rbk_ledger_reader_list_reviews (fixture->reader, "d1", NULL);
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_false (rbk_review_is_of_now (reviews->pdata[0]));
  g_assert_true (
    rbk_ledger_reader_find_review_decision (fixture->reader, "d1", "take-d1", NULL, &decision, NULL));
  g_assert_cmpint (decision, ==, RBK_REVIEW_DECISION_APPROVED);
  g_assert_true (
    rbk_ledger_reader_find_review_decision (fixture->reader, "d1", "other", NULL, &decision, NULL));
  g_assert_cmpint (decision, ==, RBK_REVIEW_DECISION_NONE);
}

static void
test_q5_spoken_once_more_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkReviewItem) old = NULL;
  g_autoptr (RbkReviewItem) new = NULL;

  submit (fixture, TESS, "d1", 1);
  judge (fixture, MONA, "d1", 2, ",'decision':'returned','total':40");
  g_free (ADD (VOICEMAIL_DRAFT, TESS, 3, "{'event':'opened','draft':'d2','replaces':'d1'}"));
  /* Only begun. */
  assert_state (fixture, "d1", RBK_REVIEW_STATE_RETURNED);
  submit (fixture, TESS, "d2", 4);
  old = rbk_test_get_item (fixture->reader, "d1");
  new = rbk_test_get_item (fixture->reader, "d2");
  g_assert_cmpint (rbk_review_item_get_facts (old)->state, ==, RBK_REVIEW_STATE_REPLACED);
  g_assert_cmpstr (rbk_review_item_get_facts (old)->replaced, ==, "d2");
  g_assert_cmpint (rbk_review_item_get_facts (old)->decision, ==, RBK_REVIEW_DECISION_RETURNED);
  g_assert_cmpstr (rbk_review_item_get_facts (new)->replaces, ==, "d1");
  g_assert_cmpint (rbk_review_item_get_facts (new)->state, ==, RBK_REVIEW_STATE_WAITING);
}

/* ---- The queue ---- */

static void
test_q1_order (Fixture *fixture, gconstpointer data)
{
  RbkReviewQuery query = RBK_REVIEW_QUERY_ALL;
  guint counts[RBK_N_REVIEW_STATES];

  /* By lot, of those of one day: */
  g_assert_cmpuint (rbk_review_draw_lot ("q1", RBK_REVIEW_LOT_QUEUE), !=, 0);
  submit (fixture, TESS, "tess-1", RBK_TEST_DAY * 3);
  submit (fixture, TESS, "tess-2", RBK_TEST_DAY);
  submit (fixture, TIM, "tim-1", RBK_TEST_DAY * 2);
  submit (fixture, TIM, "tim-2", RBK_TEST_DAY * 2 + 5);
  {
    gboolean first = rbk_review_draw_lot ("tim-1", RBK_REVIEW_LOT_QUEUE) <
                     rbk_review_draw_lot ("tim-2", RBK_REVIEW_LOT_QUEUE);

    assert_list (fixture, &query, first ? "tess-2 tim-1 tim-2 tess-1" : "tess-2 tim-2 tim-1 tess-1");
  }
  /* Tim was reviewed once: everybody else comes first, however new. */
  judge (fixture, MONA, "tim-2", RBK_TEST_DAY * 3, ",'total':50");
  assert_list (fixture, &query, "tess-2 tess-1 tim-1");
  judge (fixture, MONA, "tess-1", RBK_TEST_DAY * 4, ",'total':50");
  judge (fixture, MONA, "tess-1", RBK_TEST_DAY * 4 + 1, ",'total':60");
  assert_list (fixture, &query, "tim-1 tess-2");
  submit (fixture, TESS, "tess-3", 1);
  assert_list (fixture, &query, "tim-1 tess-3 tess-2");
  query.person = TESS;
  assert_list (fixture, &query, "tess-3 tess-2");
  query.since_us = 2;
  assert_list (fixture, &query, "tess-2");
  query = (RbkReviewQuery) { .outcome = RBK_REVIEW_OUTCOME_LEFT, .state = -1 };
  assert_list (fixture, &query, "");
  query = (RbkReviewQuery) { .outcome = -1, .state = RBK_REVIEW_STATE_REVIEWED };
  assert_list (fixture, &query, "tess-1 tim-2");
  query.person = TIM;
  assert_list (fixture, &query, "tim-2");
  g_assert_true (rbk_ledger_reader_count_review_items (fixture->reader, NULL, counts, NULL));
  g_assert_cmpuint (counts[RBK_REVIEW_STATE_WAITING], ==, 3);
  g_assert_cmpuint (counts[RBK_REVIEW_STATE_REVIEWED], ==, 2);
  g_assert_true (rbk_ledger_reader_count_review_items (fixture->reader, TIM, counts, NULL));
  g_assert_cmpuint (counts[RBK_REVIEW_STATE_WAITING], ==, 1);
}

static void
test_q3_q4_what_one_can_judge (Fixture *fixture, gconstpointer data)
{
  RbkReviewQuery query = RBK_REVIEW_QUERY_ALL;

  submit (fixture, MONA, "mona-1", 100);
  submit (fixture, TESS, "tess-1", 200);
  g_assert_cmpint (rbk_ledger_reader_count_waiting_reviews (fixture->reader, NULL, NULL), ==, 2);
  g_assert_cmpint (rbk_ledger_reader_count_waiting_reviews (fixture->reader, MONA, NULL), ==, 1);
  g_assert_cmpint (rbk_ledger_reader_get_oldest_review_us (fixture->reader, MONA, NULL), ==, 200);
  g_assert_cmpint (rbk_ledger_reader_get_oldest_review_us (fixture->reader, CAL, NULL), ==, 100);
  query.reviewer = MONA;
  assert_list (fixture, &query, "tess-1");
  /* Mona's is one of two: it waits for another, not for her. */
  judge (fixture, MONA, "tess-1", 300, ",'blind':true,'total':90,'decision':'approved'");
  assert_state (fixture, "tess-1", RBK_REVIEW_STATE_SECOND);
  assert_list (fixture, &query, "");
  g_assert_cmpint (rbk_ledger_reader_count_waiting_reviews (fixture->reader, MONA, NULL), ==, 0);
  g_assert_cmpint (rbk_ledger_reader_get_oldest_review_us (fixture->reader, MONA, NULL), ==, 0);
  g_assert_cmpint (rbk_ledger_reader_count_waiting_reviews (fixture->reader, CAL, NULL), ==, 2);
  query.reviewer = CAL;
  assert_list (fixture, &query, "mona-1 tess-1");
  {
    g_autoptr (RbkReviewItem) item = rbk_test_get_item (fixture->reader, "tess-1");

    g_assert_true (rbk_review_item_get_facts (item)->is_blind);
    g_assert_cmpstr (rbk_review_item_get_facts (item)->judged_by, ==, MONA);
    /* And is told nothing of her score. */
    g_assert_cmpint (rbk_review_item_get_facts (item)->total, ==, -1);
    /* What leaves does not wait for the second. */
    g_assert_cmpint (rbk_review_item_get_facts (item)->decision, ==, RBK_REVIEW_DECISION_APPROVED);
    g_assert_cmpstr (rbk_review_item_get_facts (item)->decided_by, ==, MONA);
    g_assert_cmpint (rbk_review_item_get_facts (item)->decided_us, ==, 300);
  }
  /* Her own second one is not another's. */
  judge (fixture, MONA, "tess-1", 310, ",'blind':true,'total':80");
  assert_state (fixture, "tess-1", RBK_REVIEW_STATE_SECOND);
  judge (fixture, CAL, "tess-1", 320, ",'blind':true,'total':60");
  assert_state (fixture, "tess-1", RBK_REVIEW_STATE_APPROVED);
}

static void
test_q3_calibration_is_drawn_by_lot (Fixture *fixture, gconstpointer data)
{
  RbkReviewQuery query = RBK_REVIEW_QUERY_ALL;
  guint blind = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *draft = g_strdup_printf ("d%u", i);

      submit (fixture, TESS, draft, i);
    }
  g_free (rbk_test_append_entry (
    fixture->ledger,
    rbk_test_make_by (RBK_ENTRY_KIND_POLICY_CHANGED, NULL, MONA, 1, "{'review':{'calibration':30}}")));
  {
    g_autoptr (GPtrArray) items =
      rbk_ledger_reader_list_review_items (fixture->reader, &query, NULL, 500, NULL);

    g_assert_cmpuint (items->len, ==, 200);
    for (guint i = 0; i < items->len; i++)
      {
        const RbkReviewFacts *facts = rbk_review_item_get_facts (items->pdata[i]);

        g_assert_cmpint (
          facts->is_blind, ==, rbk_review_draw_lot (facts->id, RBK_REVIEW_LOT_CALIBRATION) % 100 < 30);
        blind += facts->is_blind;
      }
  }
  g_assert_cmpuint (blind, >, 30);
  g_assert_cmpuint (blind, <, 90);
  /* A word where a number is to be chooses nobody. */
  g_free (rbk_test_append_entry (
    fixture->ledger,
    rbk_test_make_by (RBK_ENTRY_KIND_POLICY_CHANGED, NULL, MONA, 2, "{'review':{'calibration':'all'}}")));
  {
    g_autoptr (GPtrArray) items =
      rbk_ledger_reader_list_review_items (fixture->reader, &query, NULL, 500, NULL);

    for (guint i = 0; i < items->len; i++)
      g_assert_false (rbk_review_item_get_facts (items->pdata[i])->is_blind);
  }
}

static void
test_sample_of_a_week_is_drawn_by_lot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) three = NULL;
  g_autoptr (GPtrArray) five = NULL;
  guint32 before = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *draft = g_strdup_printf ("d%u", i);

      submit (fixture, i % 3 == 0 ? TIM : TESS, draft, 1000 + i);
    }
  three = rbk_ledger_reader_list_review_sample (fixture->reader, TESS, 1010, 1025, 3, NULL);
  judge (fixture, MONA, rbk_review_item_get_facts (three->pdata[0])->id, 2000, "");
  /* Who is drawn does not depend on what was judged, and more go on from fewer. */
  five = rbk_ledger_reader_list_review_sample (fixture->reader, TESS, 1010, 1025, 5, NULL);
  g_assert_cmpuint (three->len, ==, 3);
  g_assert_cmpuint (five->len, ==, 5);
  for (guint i = 0; i < five->len; i++)
    {
      const RbkReviewFacts *facts = rbk_review_item_get_facts (five->pdata[i]);
      guint32 lot = rbk_review_draw_lot (facts->id, RBK_REVIEW_LOT_QUEUE);

      g_assert_cmpstr (facts->author, ==, TESS);
      g_assert_cmpint (facts->time_us, >=, 1010);
      g_assert_cmpint (facts->time_us, <, 1025);
      g_assert_cmpuint (lot, >=, before);
      before = lot;
      if (i < three->len)
        g_assert_cmpstr (rbk_review_item_get_facts (three->pdata[i])->id, ==, facts->id);
    }
}

/* ---- What was made of it ---- */

static void
test_words_are_listed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GPtrArray) replies = NULL;

  submit (fixture, TESS, "d1", 1);
  first = ADD (REVIEW_COMMENT, MONA, 2, "{'item':'d1','position_us':3000000,'text':'too fast'}");
  g_free (ADD (REVIEW_COMMENT, MONA, 3, "{'item':'d1','position_us':1000000,'text':'good name'}"));
  g_free (
    ADD (REVIEW_COMMENT, MONA, 4, "{'item':'d1','position_us':3000000,'text':'fast','comment':'%s'}", first));
  g_free (ADD (REVIEW_COMMENT, MONA, 4, "{'item':'d2','position_us':1,'text':'another'}"));
  g_free (ADD (REVIEW_REPLY, TESS, 5, "{'item':'d1','acknowledged':true,'text':'I see'}"));
  comments = rbk_ledger_reader_list_review_comments (fixture->reader, "d1", NULL);
  replies = rbk_ledger_reader_list_review_replies (fixture->reader, "d1", NULL);
  g_assert_cmpuint (comments->len, ==, 2);
  g_assert_cmpstr (rbk_review_comment_get_text (comments->pdata[0]), ==, "good name");
  g_assert_cmpstr (rbk_review_comment_get_text (comments->pdata[1]), ==, "fast");
  g_assert_cmpuint (replies->len, ==, 1);
  g_assert_cmpstr (rbk_entry_get_string (replies->pdata[0], "text"), ==, "I see");
  /* What those of the showroom say to each other is no news of the customer, and finds nobody. */
  g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, "fast", NULL), ==, 0);
  g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, "see", NULL), ==, 0);
}

static void
assert_news (Fixture *fixture, const char *news, const char *others)
{
  RbkReviewQuery query = { .person = TESS, .outcome = -1, .state = RBK_REVIEW_STATE_RETURNED };

  query.news = RBK_REVIEW_NEWS_ONLY;
  assert_list (fixture, &query, news);
  query.news = RBK_REVIEW_NEWS_WITHOUT;
  assert_list (fixture, &query, others);
}

/* a review is news to who spoke until they acknowledge it, and so is the next. */
static void
test_q5_news (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkReviewItem) waiting = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  submit (fixture, TESS, "d1", 1);
  first =
    ADD (REVIEW, MONA, 2, "{'item':'d1','rubric':1,'scores':{},'strengths':['s'],'decision':'returned'}");
  submit (fixture, TESS, "d2", 2);
  judge (fixture, MONA, "d2", 3, ",'decision':'returned'");
  assert_news (fixture, "d2 d1", "");
  /* What somebody else says of it, or an answer to nothing, is no acknowledgement. */
  g_free (ADD (REVIEW_REPLY, TIM, 4, "{'item':'d1','review':'%s','acknowledged':true}", first));
  g_free (ADD (REVIEW_REPLY, TESS, 4, "{'item':'d1','acknowledged':true}"));
  assert_news (fixture, "d2 d1", "");
  g_free (ADD (REVIEW_REPLY, TESS, 5, "{'item':'d1','review':'%s','acknowledged':true}", first));
  assert_news (fixture, "d2", "d1");
  second = ADD (REVIEW, CAL, 6, "{'item':'d1','rubric':1,'scores':{},'strengths':['s']}");
  assert_news (fixture, "d2 d1", "");
  g_free (ADD (REVIEW_REPLY, TESS, 7, "{'item':'d1','review':'%s','text':'I see'}", second));
  assert_news (fixture, "d2", "d1");
  /* What waits is no news of anything. */
  submit (fixture, TESS, "d3", 8);
  waiting = rbk_test_get_item (fixture->reader, "d3");
  g_assert_false (rbk_review_item_get_facts (waiting)->is_news);
}

#define CRITERIA "'criteria':[{'id':'a','title':'%s','weight':100,'anchors':['a','b','c','d']}]"

static void
add_rubric (Fixture *fixture, gint64 time_us, guint version, const char *title)
{
  g_free (rbk_test_append_entry (
    fixture->ledger,
    rbk_test_make_by (
      RBK_ENTRY_KIND_RUBRIC_CHANGED, NULL, MONA, time_us, "{'version':%u," CRITERIA "}", version, title)));
}

static void
test_q7_versions_stay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkRubric) newest = NULL;
  g_autoptr (RbkRubric) old = NULL;

  g_assert_null (rbk_ledger_reader_get_rubric (fixture->reader, 0, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  g_clear_error (&error);
  add_rubric (fixture, 30, 3, "three");
  add_rubric (fixture, 20, 2, "two");
  /* Made at once on another PC: scores were given by the first. */
  add_rubric (fixture, 25, 2, "later");
  add_rubric (fixture, 15, 2, "first");
  g_free (rbk_test_append_entry (
    fixture->ledger,
    rbk_test_make_by (RBK_ENTRY_KIND_RUBRIC_CHANGED, NULL, MONA, 40, "{'version':4,'criteria':[]}")));
  newest = rbk_ledger_reader_get_rubric (fixture->reader, 0, &error);
  g_assert_no_error (error);
  old = rbk_ledger_reader_get_rubric (fixture->reader, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rbk_rubric_get_version (newest), ==, 3);
  g_assert_cmpstr (rbk_rubric_get_criterion (old, 0)->title, ==, "first");
  g_assert_null (rbk_ledger_reader_get_rubric (fixture->reader, 1, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
}

static void
add_example (Fixture *fixture, const char *item, gint64 time_us, const char *more)
{
  g_free (rbk_test_append_entry (fixture->ledger,
                                 rbk_test_make_by (RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE,
                                                   NULL,
                                                   MONA,
                                                   time_us,
                                                   "{'item':'%s','title':'at %d','take':'t','passages':[]%s}",
                                                   item,
                                                   (int) time_us,
                                                   more)));
}

static void
test_examples (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) examples = NULL;

  add_example (fixture, "d1", 1, "");
  add_example (fixture, "d2", 2, "");
  add_example (fixture, "d3", 3, "");
  add_example (fixture, "d3", 5, ",'removed':true");
  add_example (fixture, "d3", 4, "");
  add_example (fixture, "d1", 6, "");
  examples = rbk_ledger_reader_list_examples (fixture->reader, NULL);
  g_assert_cmpuint (examples->len, ==, 2);
  g_assert_cmpstr (rbk_entry_get_string (examples->pdata[0], "title"), ==, "at 6");
  g_assert_cmpstr (rbk_entry_get_string (examples->pdata[1], "title"), ==, "at 2");
}

/* ---- The report ---- */

static void
test_r9_sums_of_a_week (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) sums = NULL;
  g_autoptr (GArray) reviewers = NULL;
  const RbkReviewSum *tess, *tim;
  const RbkReviewerSum *cal, *mona;

  submit (fixture, TESS, "before", 99);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *draft = g_strdup_printf ("tess-%u", i);

      submit (fixture, TESS, draft, 100 + i);
    }
  submit (fixture, TIM, "tim-1", 199);
  submit (fixture, TIM, "after", 200);
  judge (fixture, MONA, "before", 300, ",'total':1,'failed':['G4']");
  judge (fixture, MONA, "after", 300, ",'total':1,'failed':['G4']");
  judge (fixture, MONA, "tess-0", 301, ",'total':80,'blind':true,'scores':{'identity':3,'voice':1}");
  judge (fixture, CAL, "tess-0", 302, ",'total':64,'blind':true,'scores':{'identity':2}");
  judge (fixture,
         MONA,
         "tess-1",
         303,
         ",'total':90,'blind':true,'scores':{'identity':9,'voice':'3'},'found':['V-1']");
  judge (fixture, CAL, "tess-1", 304, ",'total':75,'blind':true");
  judge (fixture, MONA, "tess-2", 305, ",'total':0,'failed':['G1','G4'],'found':['V-1']");
  sums = rbk_ledger_reader_sum_reviews (fixture->reader, 100, 200, NULL);
  g_assert_cmpuint (sums->len, ==, 2);
  tess = &g_array_index (sums, RbkReviewSum, 0);
  tim = &g_array_index (sums, RbkReviewSum, 1);
  g_assert_cmpstr (tess->person, ==, TESS);
  g_assert_cmpuint (tess->recorded, ==, 4);
  g_assert_cmpuint (tess->reviewed, ==, 3);
  g_assert_cmpuint (tess->n_reviews, ==, 5);
  g_assert_cmpfloat_with_epsilon (tess->total, (80 + 64 + 90 + 75) / 5.0, 1e-9);
  g_assert_cmpuint (tess->unrecognisable, ==, 2);
  g_assert_cmpuint (g_hash_table_size (tess->criteria), ==, 2);
  g_assert_cmpfloat_with_epsilon (*(double *) g_hash_table_lookup (tess->criteria, "identity"), 2.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (*(double *) g_hash_table_lookup (tess->criteria, "voice"), 1, 1e-9);
  g_assert_cmpuint (tim->recorded, ==, 1);
  g_assert_cmpuint (tim->reviewed, ==, 0);
  g_assert_true (isnan (tim->total));
  /* exactly 15 points are not apart. */
  reviewers = rbk_ledger_reader_sum_reviewers (fixture->reader, 301, 305, NULL);
  g_assert_cmpuint (reviewers->len, ==, 2);
  cal = &g_array_index (reviewers, RbkReviewerSum, 0);
  mona = &g_array_index (reviewers, RbkReviewerSum, 1);
  g_assert_cmpstr (cal->person, ==, CAL);
  g_assert_cmpuint (cal->reviewed, ==, 2);
  g_assert_cmpuint (cal->calibrations, ==, 2);
  g_assert_cmpuint (cal->apart, ==, 1);
  g_assert_cmpuint (mona->reviewed, ==, 2);
  g_assert_cmpuint (mona->calibrations, ==, 2);
  g_assert_cmpuint (mona->apart, ==, 1);
}

#define TEST(name, function) g_test_add ("/ledger/review/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  TEST ("Q-1-items", test_q1_each_submitted_sent_or_left_is_an_item);
  TEST ("no-item", test_what_is_no_item);
  TEST ("taken-back", test_what_was_taken_back_is_not_heard);
  TEST ("Q-5-another-sound", test_q5_another_sound_waits_anew);
  TEST ("Q-5-replaces", test_q5_spoken_once_more_replaces);
  TEST ("Q-1-order", test_q1_order);
  TEST ("Q-3-Q-4-mine-to-judge", test_q3_q4_what_one_can_judge);
  TEST ("Q-3-calibration", test_q3_calibration_is_drawn_by_lot);
  TEST ("sample", test_sample_of_a_week_is_drawn_by_lot);
  TEST ("words", test_words_are_listed);
  TEST ("Q-5/news", test_q5_news);
  TEST ("Q-7-versions", test_q7_versions_stay);
  TEST ("examples", test_examples);
  TEST ("R-9-sums", test_r9_sums_of_a_week);
  return g_test_run ();
}
