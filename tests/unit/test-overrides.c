/* test-overrides.c: rules that a showroom decides otherwise, with a name and a reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-written.h"
#include "rbk-test-gate.h"
#include "test-composer.h"

#include <string.h>

static void
set_up_showroom (Fixture *fixture, gconstpointer data)
{
  set_up_at (fixture, "2026-11-18T15:00:00-06:00");
  ADD_ENTRY (SHOWROOM_CHANGED, FALSE, "{'time_zone':'America/Chicago'}");
  add_texting (fixture);
}

/* K-30: whose mailbox it is and who asked us to stop is no row, so there is nothing to override. */
static void
test_overridable_rows_are_data (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = rbk_desk_list_rule_rows (fixture->desk);
  static const struct
  {
    const char *row, *value;
    gboolean allowed;
  } cases[] = {
    { "reply-hours", "allowed", TRUE },
    { "reply-hours", "always", FALSE },
    { "reply-hours", NULL, FALSE },
    { "registry-age-days", "31", TRUE },
    { "registry-age-days", "32", FALSE },
    { "hours-federal", "09:00-20:00", TRUE },
    { "hours-federal", "9-20", FALSE },
    { "hours-federal", NULL, TRUE },
    { "limit-fl", "4", TRUE },
    { "limit-fl", "0", FALSE },
    { "inquiry-federal", "30 days", TRUE },
    { "inquiry-federal", "a month", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RbkRuleRow *row = rbk_rule_rows_find (rows, cases[i].row);

      g_assert_nonnull (row);
      g_assert_cmpint (rbk_rule_row_allows (row, cases[i].value), ==, cases[i].allowed);
    }
  g_assert_cmpuint (rows->len, >, 50);
  for (guint i = 0; i < rows->len; i++)
    {
      const RbkRuleRow *row = g_ptr_array_index (rows, i);

      g_assert_false (g_str_has_prefix (row->rule, "A-"));
      g_assert_cmpstr (row->rule, !=, "K-30");
      g_assert_nonnull (row->id);
      g_assert_nonnull (row->value);
      g_assert_nonnull (row->source);
    }
}

static RbkGateAnswer
judge_night_answer (Fixture *fixture)
{
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Ana of Harbor Point Motors: it is here.");
  g_autoptr (RbkVerdict) verdict = NULL;

  draft->is_reply = TRUE;
  draft->not_before_us = rbk_test_time ("2026-11-18T22:00:00-06:00");
  verdict = rbk_desk_judge_written (fixture->desk, draft);
  return verdict->answer;
}

static const RbkRuleOverride *
find_decided (Fixture *fixture, const char *row)
{
  return rbk_company_policy_find_override (rbk_desk_get_policy (fixture->desk), row);
}

/* A showroom overrides a row with a name and a reason, the gate follows it, and it can be taken back. */
static void
test_rule_is_decided_otherwise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *me = g_strdup (rbk_person_get_id (rbk_desk_get_person (fixture->desk)));

  g_assert_cmpint (judge_night_answer (fixture), ==, RBK_GATE_HELD);
  g_assert_true (
    CALL (fixture->desk, override_rule, &error, "reply-hours", "allowed", " Our lawyer says so "));
  g_assert_no_error (error);
  rbk_test_wait_until (find_decided (fixture, "reply-hours") != NULL);
  g_assert_cmpstr (find_decided (fixture, "reply-hours")->reason, ==, "Our lawyer says so");
  g_assert_cmpstr (find_decided (fixture, "reply-hours")->person, ==, me);
  g_assert_cmpint (find_decided (fixture, "reply-hours")->time_us, ==, rbk_clock_now_us (fixture->clock));
  g_assert_cmpint (judge_night_answer (fixture), ==, RBK_GATE_YES);
  /* Another stands beside it; the same once more stands in its place. */
  g_assert_true (CALL (fixture->desk, override_rule, &error, "limit-fl", "2", "We call less"));
  rbk_test_wait_until (find_decided (fixture, "limit-fl") != NULL);
  g_assert_true (CALL (fixture->desk, override_rule, &error, "reply-hours", "held", "A suit"));
  rbk_test_wait_until (g_str_equal (find_decided (fixture, "reply-hours")->reason, "A suit"));
  g_assert_cmpuint (rbk_company_policy_get_overrides (rbk_desk_get_policy (fixture->desk))->len, ==, 2);
  g_assert_true (CALL (fixture->desk, restore_rule, &error, "limit-fl"));
  rbk_test_wait_until (find_decided (fixture, "limit-fl") == NULL);
  g_assert_nonnull (find_decided (fixture, "reply-hours"));
}

static void
test_rule_is_not_decided_lightly (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *row, *value, *reason, *words;
  } cases[] = {
    { "reply-hours", "allowed", "  ", "why" },
    { "reply-hours", "perhaps", "A reason", "reply-hours" },
    { "opted-out", NULL, "A reason", "opted-out" },
    { "registry-age-days", "60", "A reason", "registry-age-days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
        CALL (fixture->desk, override_rule, &error, cases[i].row, cases[i].value, cases[i].reason));
      g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
  /* Where there is a manager it is theirs. */
  ADD_ENTRY (PERSON_CHANGED,
             FALSE,
             "{'person':'01990000-0000-7000-8000-0000000000ff','name':'Mona','role':'manager'}");
  rbk_test_wait_until (!rbk_desk_may (fixture->desk, RBK_RIGHT_DECIDE, NULL));
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (CALL (fixture->desk, override_rule, &error, "reply-hours", "allowed", "A reason"));
    g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  }
}

/* (transfer full): the gate's answer to a text at night, which is no answer to a question. */
static RbkVerdict *
judge_night_text (Fixture *fixture)
{
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Ana of Harbor Point Motors: it is here.");

  draft->not_before_us = rbk_test_time ("2026-11-18T22:00:00-06:00");
  return rbk_desk_judge_written (fixture->desk, draft);
}

/* What is said while it is written leads to the very row that says it, and counts at once. */
static void
test_verdict_leads_to_its_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkVerdict) held = judge_night_text (fixture);
  g_autoptr (RbkVerdict) free = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (held->answer, ==, RBK_GATE_HELD);
  g_assert_cmpstr (rbk_desk_find_row_to_decide (fixture->desk, held), ==, "hours-federal");
  g_assert_true (CALL (fixture->desk, override_rule, &error, "hours-federal", NULL, "Our lawyer says so"));
  rbk_test_wait_until (find_decided (fixture, "hours-federal") != NULL);
  free = judge_night_text (fixture);
  g_assert_cmpint (free->answer, ==, RBK_GATE_YES);
  g_assert_null (rbk_desk_find_row_to_decide (fixture->desk, free));
  g_assert_null (rbk_desk_find_row_to_decide (fixture->desk, NULL));
}

/* K-30, M-4: nobody is led to decide these, a manager neither. */
static void
test_some_verdicts_lead_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Hello {first_name}, it is here.");
  g_autoptr (RbkVerdict) empty = rbk_desk_judge_written (fixture->desk, draft);
  g_autoptr (RbkVerdict) stopped = NULL;
  g_autoptr (RbkVerdict) strange = NULL;

  g_assert_true (rbk_desk_may (fixture->desk, RBK_RIGHT_DECIDE, NULL));
  g_assert_cmpstr (empty->rule, ==, "M-4");
  g_assert_null (rbk_desk_find_row_to_decide (fixture->desk, empty));
  ADD_ENTRY (CONSENT_WITHDRAWN, TRUE, "{'medium':'text','words':'Stop'}");
  g_set_str (&draft->text, "It is here.");
  stopped = rbk_desk_judge_written (fixture->desk, draft);
  g_assert_cmpint (stopped->answer, ==, RBK_GATE_REFUSED);
  g_assert_cmpstr (stopped->rule, ==, "K-30");
  g_assert_null (rbk_desk_find_row_to_decide (fixture->desk, stopped));
  /* Even if the gate named a row of which nobody says that it may be decided. */
  strange = rbk_verdict_new (RBK_GATE_REFUSED, "A-1", RBK_INSTEAD_ACCOUNT, "No.");
  strange->row = g_strdup ("company-only");
  g_assert_null (rbk_desk_find_row_to_decide (fixture->desk, strange));
}

/* K-41: nothing looser than what comes with Ringback may stand there; what the showroom made stricter may. */
static void
test_strictest_row_leads_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *customer = add_customer (
    fixture, "{'first':'Omar','phones':[{'number':'(773) 555-0177'}],'time_zone':'America/Chicago'}");
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "It is here.");
  g_autoptr (RbkVerdict) refused = NULL;
  g_autoptr (RbkVerdict) stricter = NULL;
  g_autoptr (GError) error = NULL;

  g_set_str (&draft->customer, customer);
  refused = rbk_desk_judge_written (fixture->desk, draft);
  g_assert_cmpstr (refused->row, ==, "text-consent");
  g_assert_null (rbk_desk_find_row_to_decide (fixture->desk, refused));
  g_assert_true (CALL (fixture->desk, override_rule, &error, "text-consent", "written", "A suit"));
  rbk_test_wait_until (find_decided (fixture, "text-consent") != NULL);
  stricter = rbk_desk_judge_written (fixture->desk, draft);
  g_assert_cmpstr (rbk_desk_find_row_to_decide (fixture->desk, stricter), ==, "text-consent");
}

/* Where there is a manager it is theirs to decide. */
static void
test_verdict_leads_only_who_may_decide (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkVerdict) held = judge_night_text (fixture);

  g_assert_nonnull (rbk_desk_find_row_to_decide (fixture->desk, held));
  ADD_ENTRY (PERSON_CHANGED,
             FALSE,
             "{'person':'01990000-0000-7000-8000-0000000000ff','name':'Mona','role':'manager'}");
  rbk_test_wait_until (!rbk_desk_may (fixture->desk, RBK_RIGHT_DECIDE, NULL));
  g_assert_null (rbk_desk_find_row_to_decide (fixture->desk, held));
}

/* By the words that it is held with: nobody signed in to the account here, so it is held in any case. */
static gboolean
is_held_by_hours (Fixture *fixture, const char *id)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (reader, id, NULL);
  const char *words = rbk_message_get_detail (message);

  return rbk_message_get_state (message) == RBK_MESSAGE_STATE_HELD && words != NULL &&
         strstr (words, "(rule K-1)") != NULL;
}

/* A message that is held in the outbox is judged by the same question as there, and is no longer held once
 * its rule is decided otherwise: nobody has to press anything. */
static void
test_held_message_leads_to_its_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Ana of Harbor Point Motors: it is here.");
  g_autoptr (RbkVerdict) queued = NULL;
  g_autoptr (RbkVerdict) held = NULL;
  g_autoptr (RbkVerdict) free = NULL;
  g_autoptr (RbkVerdict) nothing = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  draft->is_reply = TRUE;
  draft->not_before_us = rbk_test_time ("2026-11-18T22:00:00-06:00");
  id = CALL (fixture->desk, send_written, &error, draft);
  g_assert_no_error (error);
  queued = rbk_desk_judge_message (fixture->desk, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (queued->answer, ==, RBK_GATE_YES);
  rbk_clock_advance (fixture->clock, 8 * 3600 * (gint64) G_USEC_PER_SEC);
  /* Whatever is decided wakes the outbox, which looks at the clock by itself only twice a minute. */
  ADD_ENTRY (POLICY_CHANGED, FALSE, "{'why_buy':'https://harborpoint.example.com/why'}");
  rbk_test_wait_until (is_held_by_hours (fixture, id));
  held = rbk_desk_judge_message (fixture->desk, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (held->answer, ==, RBK_GATE_HELD);
  g_assert_cmpstr (rbk_desk_find_row_to_decide (fixture->desk, held), ==, "reply-hours");
  g_assert_true (CALL (fixture->desk, override_rule, &error, "reply-hours", "allowed", "They asked"));
  rbk_test_wait_until (!is_held_by_hours (fixture, id));
  free = rbk_desk_judge_message (fixture->desk, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (free->answer, ==, RBK_GATE_YES);
  nothing = rbk_desk_judge_message (fixture->desk, "01990000-0000-7000-8000-0000000000aa", &error);
  g_assert_null (nothing);
  g_assert_nonnull (error);
}

#define ADD(path, function)                                                                                  \
  g_test_add ("/desk/overrides/" path, Fixture, NULL, set_up_showroom, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("A-1/overridable-rows-are-data", test_overridable_rows_are_data);
  ADD ("rule-is-decided-otherwise", test_rule_is_decided_otherwise);
  ADD ("rule-is-not-decided-lightly", test_rule_is_not_decided_lightly);
  ADD ("verdict-leads-to-its-row", test_verdict_leads_to_its_row);
  ADD ("A-1/K-30/M-4/some-verdicts-lead-nowhere", test_some_verdicts_lead_nowhere);
  ADD ("K-41/strictest-row-leads-nowhere", test_strictest_row_leads_nowhere);
  ADD ("verdict-leads-only-who-may-decide", test_verdict_leads_only_who_may_decide);
  ADD ("held-message-leads-to-its-row", test_held_message_leads_to_its_row);
  return g_test_run ();
}
