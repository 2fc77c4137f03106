/* test-review-approval.c: voicemails that a manager hears before they leave.
 *
 * Time stands still, so that nothing leaves while a test looks; what left the gate finds no server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-review.h"

#define DESK  (showroom->fixture.desk)
#define RULE  "Q-approval"
#define WAITS 60

/* A voicemail in an email by whoever acts, whose undo time has passed. */
static char *
send_voicemail (Showroom *showroom, const char *draft, const char *take)
{
  g_autoptr (GError) error = NULL;
  char *message = send_take (&showroom->fixture, draft, take, &error);

  g_assert_no_error (error);
  rbk_clock_advance (showroom->fixture.clock, WAITS * SECOND);
  return message;
}

static char *
send_new (Showroom *showroom, double hz, char **draft)
{
  g_autofree char *take = NULL;

  *draft = open_draft (showroom);
  take = speak (showroom, *draft, hz);
  return send_voicemail (showroom, *draft, take);
}

/* Whatever is decided wakes the outbox, which looks at the clock by itself only twice a minute. */
static void
wake (Showroom *showroom)
{
  Fixture *fixture = &showroom->fixture;

  ADD_ENTRY (POLICY_CHANGED, FALSE, "{'why_buy':'https://harborpoint.example.com/why'}");
}

static RbkMessage *
get_message (Showroom *showroom, const char *id)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (&showroom->fixture);

  return rbk_ledger_reader_get_message (reader, id, NULL);
}

static gboolean
is_held_for_approval (Showroom *showroom, const char *id)
{
  g_autoptr (RbkMessage) message = get_message (showroom, id);

  return rbk_message_get_state (message) == RBK_MESSAGE_STATE_HELD &&
         g_strcmp0 (rbk_message_get_rule (message), RULE) == 0;
}

/* It was tried: there is no server to take it. */
static gboolean
has_passed_gate (Showroom *showroom, const char *id)
{
  g_autoptr (RbkMessage) message = get_message (showroom, id);

  return rbk_message_get_rule (message) == NULL && rbk_message_get_detail (message) != NULL;
}

static gboolean
has_state (Showroom *showroom, const char *id, RbkMessageState state)
{
  g_autoptr (RbkMessage) message = get_message (showroom, id);

  return rbk_message_get_state (message) == state;
}

static void
test_nobody_waits_unless_decided (Showroom *showroom, gconstpointer data)
{
  g_autofree char *draft = NULL;
  g_autofree char *message = send_new (showroom, 300, &draft);
  g_autoptr (RbkReviewItem) item = NULL;

  wake (showroom);
  rbk_test_wait_until (has_passed_gate (showroom, message));
  item = get_item_of (showroom, draft);
  g_assert_cmpstr (rbk_review_item_get_facts (item)->message, ==, message);
}

static void
test_approved_leaves (Showroom *showroom, gconstpointer data)
{
  g_autofree char *draft = NULL;
  g_autofree char *message = NULL;
  g_autofree char *before = NULL;
  g_autoptr (RbkMessage) held = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (rbk_desk_dup_approval_words (DESK));
  set_policy (showroom, "{'approval':'all'}");
  rbk_test_wait_until ((before = rbk_desk_dup_approval_words (DESK)) != NULL);
  g_assert_nonnull (strstr (before, "Mona Lund"));
  message = send_new (showroom, 300, &draft);
  wake (showroom);
  rbk_test_wait_until (is_held_for_approval (showroom, message));
  held = get_message (showroom, message);
  g_assert_nonnull (strstr (rbk_message_get_detail (held), "Mona Lund"));
  g_assert_nonnull (strstr (rbk_message_get_detail (held), "Cal Ortiz"));
  g_assert_null (strstr (rbk_message_get_detail (held), "Ana"));
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, draft, 2, RBK_REVIEW_DECISION_APPROVED, &error));
  g_assert_no_error (error);
  rbk_test_wait_until (has_passed_gate (showroom, message));
  g_assert_cmpint (state_of (showroom, draft), ==, RBK_REVIEW_STATE_APPROVED);
}

/* A review that decides nothing frees nothing. */
static void
test_score_alone_does_not_free (Showroom *showroom, gconstpointer data)
{
  char *drafts[3], *messages[3];

  set_policy (showroom, "{'approval':'all'}");
  messages[0] = send_new (showroom, 300, &drafts[0]);
  wake (showroom);
  rbk_test_wait_until (is_held_for_approval (showroom, messages[0]));
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, drafts[0], 3, RBK_REVIEW_DECISION_NONE, NULL));
  act_as (showroom, showroom->ana);
  /* When another was looked at twice, so was this. */
  for (guint i = 1; i < G_N_ELEMENTS (messages); i++)
    {
      messages[i] = send_new (showroom, 300 + 100 * i, &drafts[i]);
      wake (showroom);
      rbk_test_wait_until (is_held_for_approval (showroom, messages[i]));
    }
  g_assert_true (is_held_for_approval (showroom, messages[0]));
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_free (drafts[i]);
      g_free (messages[i]);
    }
}

/* Returned: it is taken back from the outbox and in the making again, in one step; then it is spoken anew,
 * and what was approved of the one is nothing to the other. */
static void
test_returned_comes_back (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *draft = NULL;
  g_autofree char *message = NULL;
  g_autofree char *take = NULL;
  g_autofree char *second = NULL;
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkDraft) open = NULL;
  g_autoptr (GError) error = NULL;

  set_policy (showroom, "{'approval':'all'}");
  message = send_new (showroom, 300, &draft);
  wake (showroom);
  rbk_test_wait_until (is_held_for_approval (showroom, message));
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, draft, 1, RBK_REVIEW_DECISION_RETURNED, &error));
  g_assert_no_error (error);
  g_assert_true (has_state (showroom, message, RBK_MESSAGE_STATE_CANCELLED));
  reader = read_ledger (fixture);
  open = rbk_ledger_reader_get_draft (reader, draft, NULL);
  g_assert_false (rbk_draft_is_closed (open));
  g_assert_cmpint (state_of (showroom, draft), ==, RBK_REVIEW_STATE_RETURNED);

  act_as (showroom, showroom->ana);
  take = speak (showroom, draft, 500);
  second = send_voicemail (showroom, draft, take);
  wake (showroom);
  rbk_test_wait_until (is_held_for_approval (showroom, second));
  g_assert_cmpint (state_of (showroom, draft), ==, RBK_REVIEW_STATE_WAITING);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, draft, 3, RBK_REVIEW_DECISION_APPROVED, &error));
  g_assert_no_error (error);
  rbk_test_wait_until (has_passed_gate (showroom, second));
}

/* What was returned does not leave as it is: whoever presses Send again hears it at once, edits or not. */
static void
test_returned_sound_never_leaves (Showroom *showroom, gconstpointer data)
{
  g_autofree char *draft = open_draft (showroom);
  g_autofree char *take = speak (showroom, draft, 300);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  set_policy (showroom, "{'approval':'all'}");
  first = send_voicemail (showroom, draft, take);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, draft, 1, RBK_REVIEW_DECISION_RETURNED, NULL));
  act_as (showroom, showroom->ana);
  second = send_take (&showroom->fixture, draft, take, &error);
  g_assert_null (second);
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Mona Lund"));
}

/* An approval is one of the very sound: what was submitted and approved may leave, another take may not. */
static void
test_approval_is_of_the_sound (Showroom *showroom, gconstpointer data)
{
  g_autofree char *draft = submit (showroom, 300);
  g_autoptr (RbkReviewItem) item = get_item_of (showroom, draft);
  g_autofree char *take = g_strdup (rbk_review_item_get_facts (item)->take);
  g_autofree char *other_draft = NULL;
  g_autofree char *approved_take = NULL;
  g_autofree char *another_take = NULL;
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;

  set_policy (showroom, "{'approval':'all'}");
  other_draft = submit (showroom, 400);
  another_take = speak (showroom, other_draft, 600);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, draft, 3, RBK_REVIEW_DECISION_APPROVED, NULL));
  g_assert_true (judge (showroom, other_draft, 3, RBK_REVIEW_DECISION_APPROVED, NULL));
  act_as (showroom, showroom->ana);
  /* The other way round, the gate would not be asked: a lane that finds no server waits. */
  bad = send_voicemail (showroom, other_draft, another_take);
  wake (showroom);
  rbk_test_wait_until (is_held_for_approval (showroom, bad));
  good = send_voicemail (showroom, draft, take);
  wake (showroom);
  rbk_test_wait_until (has_passed_gate (showroom, good));
}

/* Who listened to one take does not decide about another that came meanwhile. */
static void
test_what_is_judged_was_heard (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *draft = submit (showroom, 300);
  g_autoptr (RbkReviewPageFacts) facts = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *take = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;
  const RbkReviewDraft *review;
  Judged judged;

  act_as (showroom, MONA);
  facts = rbk_review_page_facts_new (DESK, draft);
  rbk_test_wait_until (rbk_review_page_facts_get_content (facts) != NULL);
  heard = g_strdup (rbk_review_page_facts_get_content (facts));
  act_as (showroom, showroom->ana);
  take = speak (showroom, draft, 500);
  g_assert_true (CALL (DESK, submit_voicemail, &error, fixture->customer, draft, take, NULL));
  act_as (showroom, MONA);
  judged = make_judged (DESK, draft, 3, RBK_REVIEW_DECISION_APPROVED);
  judged.draft.heard = heard;
  review = &judged.draft;
  g_assert_false (CALL (DESK, review, &error, review));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  reviews = list_reviews (showroom, draft);
  g_assert_cmpuint (reviews->len, ==, 0);
  json_object_unref (judged.scores);
}

/* Two managers decide about the same: the first wins, the second is told, nothing of theirs is lost. */
static void
test_first_decision_wins (Showroom *showroom, gconstpointer data)
{
  g_autofree char *draft = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;

  set_policy (showroom, "{'approval':'all'}");
  message = send_new (showroom, 300, &draft);
  act_as (showroom, MONA);
  g_assert_true (judge (showroom, draft, 2, RBK_REVIEW_DECISION_APPROVED, NULL));
  act_as (showroom, CAL);
  g_assert_false (judge (showroom, draft, 1, RBK_REVIEW_DECISION_RETURNED, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE);
  g_assert_nonnull (strstr (error->message, "Mona Lund has approved it"));
  reviews = list_reviews (showroom, draft);
  g_assert_cmpuint (reviews->len, ==, 2);
  g_assert_cmpstr (rbk_review_get_reviewer (reviews->pdata[1]), ==, CAL);
  g_assert_cmpint (rbk_review_get_decision (reviews->pdata[1]), ==, RBK_REVIEW_DECISION_NONE);
  g_assert_cmpstr (rbk_review_get_improvement (reviews->pdata[1]), ==, "Say the number twice.");
  g_assert_false (has_state (showroom, message, RBK_MESSAGE_STATE_CANCELLED));
  wake (showroom);
  rbk_test_wait_until (has_passed_gate (showroom, message));
}

/* A person's first few wait; managers' own only for another manager. */
static void
test_only_the_first_wait (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *draft = NULL;
  g_autofree char *second_draft = NULL;
  g_autofree char *delivered = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_policy (showroom, "{'approval':'first','first':1}");
  first = send_new (showroom, 300, &draft);
  wake (showroom);
  rbk_test_wait_until (is_held_for_approval (showroom, first));
  delivered = g_strdup_printf ("{'message':'%s','state':'accepted'}", first);
  ADD_ENTRY (DELIVERY, TRUE, delivered);
  second = send_new (showroom, 400, &second_draft);
  wake (showroom);
  rbk_test_wait_until (has_passed_gate (showroom, second));
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("approval/nobody-waits-unless-decided", test_nobody_waits_unless_decided);
  ADD ("approval/approved-leaves", test_approved_leaves);
  ADD ("approval/score-alone-does-not-free", test_score_alone_does_not_free);
  ADD ("approval/returned-comes-back", test_returned_comes_back);
  ADD ("approval/returned-sound-never-leaves", test_returned_sound_never_leaves);
  ADD ("approval/is-of-the-sound", test_approval_is_of_the_sound);
  ADD ("approval/what-is-judged-was-heard", test_what_is_judged_was_heard);
  ADD ("approval/first-decision-wins", test_first_decision_wins);
  ADD ("approval/only-the-first-wait", test_only_the_first_wait);
  return g_test_run ();
}
