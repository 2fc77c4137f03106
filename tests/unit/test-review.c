/* test-review.c: voicemails are judged by the rules of reviews (Q-1…Q-8).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-review.h"

#define DESK (showroom->fixture.desk)

static guint
get_waiting (Showroom *showroom)
{
  guint waiting;

  g_object_get (DESK, "waiting-reviews", &waiting, NULL);
  return waiting;
}

/* Q-4, for a salesperson and for a manager. */
static void
test_nobody_judges_their_own (Showroom *showroom, gconstpointer data)
{
  g_autofree char *anas = submit (showroom, 300);
  g_autofree char *monas = NULL;
  g_autoptr (RbkReviewItem) of_ana = get_item_of (showroom, anas);
  g_autoptr (RbkReviewItem) of_mona = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (rbk_desk_is_reviewer (DESK));
  g_assert_false (rbk_desk_may_review (DESK, of_ana, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Q-4"));
  g_clear_error (&error);
  g_assert_false (judge (showroom, anas, 3, RBK_REVIEW_DECISION_NONE, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (CALL (DESK, comment, &error, anas, NULL, 0, "Good"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  rbk_test_wait_until (get_waiting (showroom) == 0);

  act_as (showroom, MONA);
  monas = submit (showroom, 400);
  of_mona = get_item_of (showroom, monas);
  g_assert_true (rbk_desk_may_review (DESK, of_ana, NULL));
  g_assert_false (rbk_desk_may_review (DESK, of_mona, &error));
  g_assert_nonnull (strstr (error->message, "another manager"));
  g_clear_error (&error);
  rbk_test_wait_until (get_waiting (showroom) == 1);
  act_as (showroom, CAL);
  rbk_test_wait_until (get_waiting (showroom) == 2);
  g_assert_true (judge (showroom, monas, 2, RBK_REVIEW_DECISION_NONE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state_of (showroom, monas), ==, RBK_REVIEW_STATE_REVIEWED);
  rbk_test_wait_until (get_waiting (showroom) == 1);
}

/* Practice is nobody's to judge (V-20). */
static void
test_practice_is_not_submitted (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *draft = open_draft (showroom);
  g_autofree char *plan = g_strdup_printf ("{'draft':'%s','practice':true}", draft);
  g_autofree char *take = NULL;
  g_autoptr (GError) error = NULL;

  ADD_ENTRY (VOICEMAIL_PLAN, TRUE, plan);
  take = speak (showroom, draft, 300);
  g_assert_false (CALL (DESK, submit_voicemail, &error, fixture->customer, draft, take, NULL));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "V-20"));
}

static void
check_lack (Showroom *showroom, const RbkReviewDraft *draft, const char *words)
{
  g_autofree char *lack = rbk_desk_dup_review_lack (DESK, draft);

  if (words == NULL)
    g_assert_null (lack);
  else
    g_assert_nonnull (lack != NULL ? strstr (lack, words) : NULL);
}

/* every criterion, a strength, one improvement at most; the words under the button say which is missing.
 */
static void
test_review_is_whole_or_says_what_lacks (Showroom *showroom, gconstpointer data)
{
  static const char *const nothing[] = { "  ", NULL };
  g_autofree char *item = submit (showroom, 300);
  RbkRubric *rubric = rbk_desk_get_rubric (DESK);
  Judged judged = make_judged (DESK, item, 2, RBK_REVIEW_DECISION_NONE);
  RbkReviewDraft *draft = &judged.draft;
  g_autoptr (GError) error = NULL;

  check_lack (showroom, draft, "Q-4");
  act_as (showroom, MONA);
  check_lack (showroom, draft, NULL);
  json_object_remove_member (judged.scores, rbk_rubric_get_criterion (rubric, 1)->id);
  check_lack (showroom, draft, "1 criterion");
  json_object_set_int_member (judged.scores, rbk_rubric_get_criterion (rubric, 0)->id, 4);
  check_lack (showroom, draft, "2 criteria");
  json_object_set_int_member (judged.scores, rbk_rubric_get_criterion (rubric, 0)->id, 3);
  json_object_set_int_member (judged.scores, rbk_rubric_get_criterion (rubric, 1)->id, 0);
  draft->strengths = nothing;
  check_lack (showroom, draft, "Q-2");
  g_assert_false (CALL (DESK, review, &error, draft));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  draft->strengths = one_strength;
  draft->improvement = "Slower.\nAnd louder.";
  check_lack (showroom, draft, "one");
  draft->improvement = NULL;
  check_lack (showroom, draft, NULL);
  draft->decision = RBK_REVIEW_DECISION_RETURNED;
  check_lack (showroom, draft, "Q-5");
  draft->action = "Record it by noon.";
  check_lack (showroom, draft, NULL);
  json_object_unref (judged.scores);
}

/* what fails a gate has nothing and does not leave, whatever the points. */
static void
test_failed_gate_takes_all_points (Showroom *showroom, gconstpointer data)
{
  g_autofree char *item = submit (showroom, 300);
  RbkRubric *rubric = rbk_desk_get_rubric (DESK);
  const RbkRubricGate *gate = rbk_rubric_get_gate (rubric, 2);
  const char *const failed[] = { gate->id, NULL };
  Judged judged = make_judged (DESK, item, 3, RBK_REVIEW_DECISION_APPROVED);
  const RbkReviewDraft *draft = &judged.draft;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;

  act_as (showroom, MONA);
  judged.draft.failed = failed;
  check_lack (showroom, draft, gate->title);
  judged.draft.decision = RBK_REVIEW_DECISION_RETURNED;
  g_assert_true (CALL (DESK, review, &error, draft));
  g_assert_no_error (error);
  reviews = list_reviews (showroom, item);
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpuint (rbk_review_get_total (reviews->pdata[0]), ==, 0);
  g_assert_cmpstr (rbk_review_get_failed (reviews->pdata[0])[0], ==, gate->id);
  g_assert_cmpint (state_of (showroom, item), ==, RBK_REVIEW_STATE_RETURNED);
  json_object_unref (judged.scores);
}

/* a new version counts from now on, and old scores keep theirs. */
static void
test_old_scores_keep_their_rubric (Showroom *showroom, gconstpointer data)
{
  g_autofree char *item = submit (showroom, 300);
  g_autoptr (JsonObject) changed = rbk_rubric_dup_facts (rbk_desk_get_rubric (DESK));
  JsonObject *first = rbk_json_array_get_object (rbk_json_get_array (changed, "criteria"), 0);
  JsonObject *second = rbk_json_array_get_object (rbk_json_get_array (changed, "criteria"), 1);
  guint version = rbk_rubric_get_version (rbk_desk_get_rubric (DESK));
  guint weight = rbk_rubric_get_criterion (rbk_desk_get_rubric (DESK), 0)->weight;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (CALL (DESK, change_rubric, &error, changed));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, item, 2, RBK_REVIEW_DECISION_NONE, NULL));
  json_object_set_int_member (first, "weight", weight + 1);
  g_assert_false (CALL (DESK, change_rubric, &error, changed));
  g_assert_nonnull (error);
  g_clear_error (&error);
  json_object_set_int_member (second, "weight", rbk_json_get_int (second, "weight", 0) - 1);
  g_assert_true (CALL (DESK, change_rubric, &error, changed));
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_rubric_get_version (rbk_desk_get_rubric (DESK)) == version + 1);
  g_assert_cmpuint (rbk_rubric_get_criterion (rbk_desk_get_rubric (DESK), 0)->weight, ==, weight + 1);
  reviews = list_reviews (showroom, item);
  g_assert_cmpuint (rbk_review_get_rubric (reviews->pdata[0]), ==, version);
  g_assert_cmpuint (rbk_rubric_get_criterion (rbk_desk_find_rubric (DESK, version), 0)->weight, ==, weight);
  /* Of a version that nobody knows there is one all the same. */
  g_assert_nonnull (rbk_desk_find_rubric (DESK, 99));
}

/* what was measured stands beside the score, and leaves it as it is. */
static void
test_measures_do_not_change_the_score (Showroom *showroom, gconstpointer data)
{
  g_autofree char *item = submit (showroom, 300);
  g_autoptr (RbkReviewPageFacts) facts = rbk_review_page_facts_new (DESK, item);
  Judged judged = make_judged (DESK, item, 3, RBK_REVIEW_DECISION_NONE);
  const RbkReviewDraft *draft = &judged.draft;
  static const char *const found[] = { "V-1", "V-11", NULL };
  g_autoptr (GPtrArray) reviews = NULL;

  rbk_test_wait_until (rbk_review_page_facts_get_sound (facts) != NULL);
  g_assert_cmpuint (
    g_bytes_get_size (rbk_review_page_facts_get_sound (facts)), ==, 4 * RBK_PCM_BYTES_PER_SECOND);
  g_assert_cmpuint (rbk_review_page_facts_get_remarks (facts)->len, >, 0);
  act_as (showroom, MONA);
  rbk_review_page_facts_fill (facts, &judged.draft);
  g_assert_cmpstr (draft->item, ==, item);
  g_assert_nonnull (draft->heard);
  judged.draft.found = found;
  g_assert_true (CALL (DESK, review, NULL, draft));
  reviews = list_reviews (showroom, item);
  g_assert_cmpuint (rbk_review_get_total (reviews->pdata[0]), ==, 100);
  g_assert_cmpstr (rbk_review_get_content (reviews->pdata[0]), ==, draft->heard);
  json_object_unref (judged.scores);
}

/* a comment stands at its second, is kept as it is written, and is its author's own. */
static void
test_comments_are_kept_as_they_are_written (Showroom *showroom, gconstpointer data)
{
  g_autofree char *item = submit (showroom, 300);
  g_autoptr (RbkReviewPageFacts) facts = NULL;
  g_autofree char *first = NULL;
  g_autoptr (GError) error = NULL;
  RbkReviewComment *comment;

  act_as (showroom, MONA);
  facts = rbk_review_page_facts_new (DESK, item);
  g_assert_true (CALL (DESK, comment, &error, item, NULL, 2 * SECOND, " Slower here "));
  g_assert_true (CALL (DESK, comment, &error, item, NULL, SECOND, "Well said"));
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_review_page_facts_get_comments (facts)->len == 2);
  comment = rbk_review_page_facts_get_comments (facts)->pdata[1];
  g_assert_cmpstr (rbk_review_comment_get_text (comment), ==, "Slower here");
  g_assert_cmpint (rbk_review_comment_get_position_us (comment), ==, 2 * SECOND);
  first = g_strdup (rbk_review_comment_get_id (comment));
  g_assert_false (CALL (DESK, comment, &error, item, NULL, SECOND, "  "));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  act_as (showroom, CAL);
  g_assert_false (CALL (DESK, comment, &error, item, first, SECOND, ""));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  act_as (showroom, MONA);
  g_assert_true (CALL (DESK, comment, &error, item, first, 2 * SECOND, ""));
  rbk_test_wait_until (rbk_review_page_facts_get_comments (facts)->len == 1);
}

/* whoever spoke it acknowledges and answers; only they do. */
static void
test_review_is_answered (Showroom *showroom, gconstpointer data)
{
  g_autofree char *item = submit (showroom, 300);
  g_autoptr (RbkReviewPageFacts) facts = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;
  const char *review;
  RbkEntry *reply;

  act_as (showroom, MONA);
  g_assert_true (judge (showroom, item, 1, RBK_REVIEW_DECISION_RETURNED, NULL));
  reviews = list_reviews (showroom, item);
  review = rbk_review_get_id (reviews->pdata[0]);
  g_assert_false (CALL (DESK, reply_to_review, &error, item, review, NULL));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Q-5"));
  g_clear_error (&error);
  act_as (showroom, showroom->ana);
  facts = rbk_review_page_facts_new (DESK, item);
  g_assert_true (CALL (DESK, reply_to_review, &error, item, review, NULL));
  g_assert_true (CALL (DESK, reply_to_review, &error, item, review, "I was in the car."));
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_review_page_facts_get_replies (facts)->len == 2);
  reply = rbk_review_page_facts_get_replies (facts)->pdata[1];
  g_assert_cmpstr (rbk_entry_get_string (reply, "text"), ==, "I was in the car.");
  g_assert_true (rbk_json_get_boolean (rbk_entry_get_payload (reply), "acknowledged", FALSE));
}

/* what is spoken instead says so, and the one before is out of the queue. */
static void
test_recorded_again_is_linked (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *item = submit (showroom, 300);
  g_autoptr (RbkVoicemailPlan) plan = make_plan ("It is in silver", FALSE);
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkReviewItem) again = NULL;
  g_autoptr (RbkDraft) before = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *take = NULL;
  RbkComposer *composer;

  act_as (showroom, MONA);
  g_assert_true (judge (showroom, item, 1, RBK_REVIEW_DECISION_RETURNED, NULL));
  act_as (showroom, showroom->ana);
  composer = rbk_composer_new_again (DESK, fixture->customer, item);
  g_assert_null (rbk_composer_get_draft (composer));
  rbk_composer_set_plan (composer, plan);
  close_composer (composer);
  /* It was begun: who comes back goes on with it. */
  composer = rbk_composer_new_again (DESK, fixture->customer, item);
  draft = g_strdup (rbk_composer_get_draft (composer));
  g_assert_nonnull (draft);
  g_assert_cmpstr (draft, !=, item);
  g_assert_cmpstr (rbk_voicemail_plan_get_fact (rbk_composer_get_plan (composer)), ==, "It is in silver");
  close_composer (composer);
  reader = read_ledger (fixture);
  before = rbk_ledger_reader_get_draft (reader, item, NULL);
  g_assert_true (rbk_draft_is_closed (before));
  take = speak (showroom, draft, 500);
  g_assert_true (CALL (DESK, submit_voicemail, &error, fixture->customer, draft, take, NULL));
  g_assert_no_error (error);
  again = get_item_of (showroom, draft);
  g_assert_cmpstr (rbk_review_item_get_facts (again)->replaces, ==, item);
  g_assert_cmpint (state_of (showroom, item), ==, RBK_REVIEW_STATE_REPLACED);
  g_assert_cmpint (state_of (showroom, draft), ==, RBK_REVIEW_STATE_WAITING);
}

static void
submit_again (Showroom *showroom, const char *item)
{
  Fixture *fixture = &showroom->fixture;
  g_autoptr (RbkReviewItem) found = get_item_of (showroom, item);
  g_autofree char *json =
    g_strdup_printf ("{'draft':'%s','take':'%s'}", item, rbk_review_item_get_facts (found)->take);

  ADD_ENTRY (VOICEMAIL_SUBMITTED, TRUE, json);
}

/* nobody sees what the other said before theirs is in; then both are told how far they are apart. */
static void
test_two_judge_blind (Showroom *showroom, gconstpointer data)
{
  g_autofree char *item = NULL;
  g_autoptr (RbkReviewPageFacts) facts = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkEntry) monas = NULL;
  g_autoptr (GError) error = NULL;

  set_policy (showroom, "{'calibration':100}");
  item = submit (showroom, 300);
  act_as (showroom, MONA);
  g_assert_true (CALL (DESK, comment, &error, item, NULL, SECOND, "Too fast"));
  g_assert_true (judge (showroom, item, 3, RBK_REVIEW_DECISION_NONE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state_of (showroom, item), ==, RBK_REVIEW_STATE_SECOND);
  rbk_test_wait_until (get_waiting (showroom) == 0);
  reviews = list_reviews (showroom, item);
  reader = read_ledger (&showroom->fixture);
  monas = rbk_ledger_reader_get_entry (reader, rbk_review_get_id (reviews->pdata[0]), NULL);
  g_assert_false (rbk_desk_hides_review (DESK, monas));

  /* The same sound comes once more, by another entry: it is still the one that Mona judged. */
  submit_again (showroom, item);
  act_as (showroom, CAL);
  rbk_test_wait_until (get_waiting (showroom) == 1);
  g_assert_true (rbk_desk_hides_review (DESK, monas));
  facts = rbk_review_page_facts_new (DESK, item);
  g_assert_cmpuint (rbk_review_page_facts_get_reviews (facts)->len, ==, 0);
  g_assert_cmpuint (rbk_review_page_facts_get_comments (facts)->len, ==, 0);
  g_assert_true (rbk_review_page_facts_is_hiding (facts));
  g_assert_null (rbk_review_page_facts_dup_calibration (facts));
  g_assert_true (judge (showroom, item, 2, RBK_REVIEW_DECISION_NONE, &error));
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_review_page_facts_get_reviews (facts)->len == 2);
  g_assert_cmpuint (rbk_review_page_facts_get_comments (facts)->len, ==, 1);
  g_assert_false (rbk_review_page_facts_is_hiding (facts));
  g_assert_false (rbk_desk_hides_review (DESK, monas));
  words = rbk_review_page_facts_dup_calibration (facts);
  /* 100 and 67: more than 15 apart. */
  g_assert_nonnull (strstr (words, "Q-3"));
  g_assert_nonnull (strstr (words, "33"));
  g_assert_cmpint (state_of (showroom, item), ==, RBK_REVIEW_STATE_REVIEWED);
  /* Whoever comes after both has read them. */
  g_assert_true (judge (showroom, item, 1, RBK_REVIEW_DECISION_NONE, &error));
  g_clear_pointer (&reviews, g_ptr_array_unref);
  reviews = list_reviews (showroom, item);
  g_assert_cmpuint (reviews->len, ==, 3);
  g_assert_true (rbk_review_is_blind (reviews->pdata[1]));
  g_assert_false (rbk_review_is_blind (reviews->pdata[2]));
}

/* of two, one must be somebody else; the voicemails of one of two managers wait for nobody. */
static void
test_one_alone_is_not_blind (Showroom *showroom, gconstpointer data)
{
  g_autofree char *item = NULL;
  g_autoptr (GError) error = NULL;

  set_policy (showroom, "{'calibration':100}");
  act_as (showroom, CAL);
  item = submit (showroom, 300);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, item, 3, RBK_REVIEW_DECISION_NONE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state_of (showroom, item), ==, RBK_REVIEW_STATE_REVIEWED);
}

static const char *
get_id (GListModel *queue, guint position)
{
  g_autoptr (RbkReviewItem) item = g_list_model_get_item (queue, position);

  return rbk_review_item_get_facts (item)->id;
}

static gboolean
is_loading (GListModel *queue)
{
  gboolean loading;

  g_object_get (queue, "loading", &loading, NULL);
  return loading;
}

/* first those who were never reviewed; the queue follows what happens, and filters. */
static void
test_queue_has_the_order_of_q1 (Showroom *showroom, gconstpointer data)
{
  g_autofree char *first = submit (showroom, 300);
  g_autofree char *second = submit (showroom, 400);
  g_autofree char *cals = NULL;
  g_autoptr (RbkReviewQueue) queue = NULL;
  GListModel *model;

  act_as (showroom, CAL);
  cals = submit (showroom, 500);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, first, 2, RBK_REVIEW_DECISION_NONE, NULL));
  queue = rbk_review_queue_new (DESK);
  model = G_LIST_MODEL (queue);
  rbk_test_wait_until (g_list_model_get_n_items (model) == 2);
  /* Ana was reviewed once, Cal never. */
  g_assert_cmpstr (get_id (model, 0), ==, cals);
  g_assert_cmpstr (get_id (model, 1), ==, second);
  g_assert_true (judge (showroom, cals, 2, RBK_REVIEW_DECISION_NONE, NULL));
  rbk_test_wait_until (g_list_model_get_n_items (model) == 1);
  g_assert_cmpstr (get_id (model, 0), ==, second);
  rbk_review_queue_set_filter (
    queue, &(RbkReviewFilter) { .person = CAL, .outcome = -1, .state = RBK_REVIEW_STATE_REVIEWED });
  rbk_test_wait_until (!is_loading (model));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  g_assert_cmpstr (get_id (model, 0), ==, cals);
}

/* Fairness: of each person's week the same number is drawn by lot, and it is the same each time. */
static void
test_sample_is_fair (Showroom *showroom, gconstpointer data)
{
  g_autoptr (RbkReviewQueue) queue = NULL;
  g_autoptr (RbkReviewQueue) again = NULL;
  const RbkReviewFilter filter = { .outcome = -1, .state = -1, .sample = TRUE };
  guint of_ana = 0;

  set_policy (showroom, "{'sample':2}");
  for (guint i = 0; i < 5; i++)
    g_free (submit (showroom, 300 + i));
  act_as (showroom, CAL);
  g_free (submit (showroom, 500));
  act_as (showroom, MONA);
  g_free (submit (showroom, 600));
  queue = rbk_review_queue_new (DESK);
  rbk_review_queue_set_filter (queue, &filter);
  rbk_test_wait_until (!is_loading (G_LIST_MODEL (queue)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RbkReviewItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);

      of_ana += g_str_equal (rbk_review_item_get_facts (item)->author, showroom->ana);
    }
  g_assert_cmpuint (of_ana, ==, 2);
  again = rbk_review_queue_new (DESK);
  rbk_review_queue_set_filter (again, &filter);
  rbk_test_wait_until (!is_loading (G_LIST_MODEL (again)));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (get_id (G_LIST_MODEL (queue), i), ==, get_id (G_LIST_MODEL (again), i));
}

/* More than a page comes page by page. */
static void
test_queue_comes_by_pages (Showroom *showroom, gconstpointer data)
{
  g_autoptr (RbkReviewQueue) queue = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *model;
  gboolean has_more;

  for (guint i = 0; i < 60; i++)
    g_free (submit (showroom, 300 + i));
  act_as (showroom, MONA);
  queue = rbk_review_queue_new (DESK);
  model = G_LIST_MODEL (queue);
  rbk_test_wait_until (!is_loading (model));
  g_assert_cmpuint (g_list_model_get_n_items (model), <, 60);
  g_object_get (queue, "has-more", &has_more, NULL);
  while (has_more)
    {
      rbk_paged_list_load_more (RBK_PAGED_LIST (queue));
      rbk_test_wait_until (!is_loading (model));
      g_object_get (queue, "has-more", &has_more, NULL);
    }
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_hash_table_add (seen, g_strdup (get_id (model, i)));
  g_assert_cmpuint (g_hash_table_size (seen), ==, 60);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("Q-4/nobody-judges-their-own", test_nobody_judges_their_own);
  ADD ("V-20/practice-is-not-submitted", test_practice_is_not_submitted);
  ADD ("Q-2/whole-or-says-what-lacks", test_review_is_whole_or_says_what_lacks);
  ADD ("Q-6/failed-gate-takes-all-points", test_failed_gate_takes_all_points);
  ADD ("Q-7/old-scores-keep-their-rubric", test_old_scores_keep_their_rubric);
  ADD ("Q-8/measures-do-not-change-the-score", test_measures_do_not_change_the_score);
  ADD ("Q-2/comments-are-kept-as-they-are-written", test_comments_are_kept_as_they_are_written);
  ADD ("Q-5/is-answered", test_review_is_answered);
  ADD ("Q-5/recorded-again-is-linked", test_recorded_again_is_linked);
  ADD ("Q-3/two-judge-blind", test_two_judge_blind);
  ADD ("Q-3/one-alone-is-not-blind", test_one_alone_is_not_blind);
  ADD ("Q-1/queue-has-the-order", test_queue_has_the_order_of_q1);
  ADD ("Q-1/sample-is-fair", test_sample_is_fair);
  ADD ("Q-1/queue-comes-by-pages", test_queue_comes_by_pages);
  return g_test_run ();
}
