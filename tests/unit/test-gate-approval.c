/* test-gate-approval.c: the gate holds a voicemail until a manager has heard it (Q-approval).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "rbk-test-question.h"

static const char *const approvers[] = { "Mona", "Cal", "Ida", NULL };

static void
test_waits_with_who_can_approve (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->email;
  g_autoptr (RbkVerdict) held = NULL;
  g_autoptr (RbkVerdict) nobody = NULL;

  check (question, RBK_GATE_YES, NULL);
  question->approval = RBK_GATE_APPROVAL_WAITED_FOR;
  question->approvers = approvers;
  held = expect (question, RBK_GATE_HELD, RBK_GATE_APPROVAL_RULE);
  g_assert_nonnull (strstr (held->words, "Mona, Cal or Ida"));
  g_assert_cmpint (held->until_us, ==, 0);
  g_assert_cmpint (held->instead, ==, RBK_INSTEAD_SOMEBODY);
  question->approvers = NULL;
  nobody = expect (question, RBK_GATE_HELD, RBK_GATE_APPROVAL_RULE);
  g_assert_nonnull (strstr (nobody->words, "People"));
  question->approval = RBK_GATE_APPROVAL_GIVEN;
  check (question, RBK_GATE_YES, NULL);
}

static void
test_returned_is_refused_by_name (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->email;
  g_autoptr (RbkVerdict) refused = NULL;

  question->approval = RBK_GATE_APPROVAL_RETURNED;
  question->decided_by = "Mona";
  refused = expect (question, RBK_GATE_REFUSED, RBK_GATE_APPROVAL_RULE);
  g_assert_true (g_str_has_prefix (refused->words, "Mona "));
}

/* An approval is no way around anything else: what else forbids it is said first, and asked again after it.
 */
static void
test_approval_is_no_way_around (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->question;

  question->approval = RBK_GATE_APPROVAL_WAITED_FOR;
  question->approvers = approvers;
  question->is_practice = TRUE;
  check (question, RBK_GATE_REFUSED, "V-20");
  question->approval = RBK_GATE_APPROVAL_GIVEN;
  check (question, RBK_GATE_REFUSED, "V-20");
  question->is_practice = FALSE;
  question->now_us = rbk_test_time ("2026-11-25T23:00:00-06:00");
  check (question, RBK_GATE_HELD, "K-1");
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add ("/gate/Q-approval/waits", Fixture, NULL, set_up, test_waits_with_who_can_approve, tear_down);
  g_test_add (
    "/gate/Q-approval/returned", Fixture, NULL, set_up, test_returned_is_refused_by_name, tear_down);
  g_test_add (
    "/gate/Q-approval/no-way-around", Fixture, NULL, set_up, test_approval_is_no_way_around, tear_down);
  return g_test_run ();
}
