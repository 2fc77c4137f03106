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

#define ADD(path, function)                                                                                  \
  g_test_add ("/desk/overrides/" path, Fixture, NULL, set_up_showroom, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("A-1/overridable-rows-are-data", test_overridable_rows_are_data);
  ADD ("rule-is-decided-otherwise", test_rule_is_decided_otherwise);
  ADD ("rule-is-not-decided-lightly", test_rule_is_not_decided_lightly);
  return g_test_run ();
}
