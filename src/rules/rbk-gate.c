/* rbk-gate.c
 *
 * Pure: it reads no clock, no file and no network, so that the same question always gets the
 * same answer, when the button is pressed and again in the moment of sending. What was true at
 * the press may no longer be: a consent that was withdrawn meanwhile counts (K-26).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-private.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_verdict_new:
 * @rule: (nullable): which rule answers
 * @words: (nullable): which rule, why, until when and what to do instead; NULL for a yes
 *
 * Returns: (transfer full): an answer without remarks
 */
RbkVerdict *
rbk_verdict_new (RbkGateAnswer answer, const char *rule, RbkInstead instead, const char *words)
{
  return rbk_verdict_take (answer, rule, instead, g_strdup (words));
}

/* rbk_verdict_new() with (transfer full) @words. */
RbkVerdict *
rbk_verdict_take (RbkGateAnswer answer, const char *rule, RbkInstead instead, char *words)
{
  RbkVerdict *verdict = g_new0 (RbkVerdict, 1);

  verdict->answer = answer;
  verdict->rule = g_strdup (rule);
  verdict->instead = instead;
  verdict->words = words;
  verdict->remarks = g_ptr_array_new_with_free_func (g_object_unref);
  return verdict;
}

/**
 * rbk_verdict_find_asking:
 *
 * A message that breaks a rule about which only a person can decide may leave once they did; see the
 * question's @settled.
 *
 * Returns: (transfer none) (nullable): the first remark that asks a person
 */
RbkRemark *
rbk_verdict_find_asking (const RbkVerdict *verdict)
{
  for (guint i = 0; i < verdict->remarks->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (verdict->remarks, i);

      if (rbk_remark_get_level (remark) == RBK_REMARK_FAIL)
        return remark;
    }
  return NULL;
}

/**
 * rbk_verdict_free:
 * @verdict: (nullable): an answer of the gate
 */
void
rbk_verdict_free (RbkVerdict *verdict)
{
  if (verdict == NULL)
    return;
  g_free (verdict->rule);
  g_free (verdict->words);
  g_free (verdict->row);
  g_ptr_array_unref (verdict->remarks);
  g_free (verdict);
}

/* (transfer none) (nullable): what holds at this showroom of a row of gate-rows.json. */
const char *
rbk_gate_get_value (const RbkGateQuestion *question, const char *row)
{
  return rbk_gate_policy_get_value (&question->policy, question->tables, row);
}

/* V-20: practice is never sent, by whatever way. */
static RbkVerdict *
judge_practice (const RbkGateQuestion *question)
{
  return question->is_practice
           ? rbk_verdict_new (RBK_GATE_REFUSED,
                              "V-20",
                              RBK_INSTEAD_EDIT,
                              _ ("This is a practice take, and practice never leaves Ringback (rule V-20). "
                                 "Record another take to send one."))
           : NULL;
}

static RbkVerdict *
judge_all (const RbkGateQuestion *question, GPtrArray *remarks)
{
  RbkVerdict *verdict = judge_practice (question);
  g_autoptr (RbkCustomerPlace) place = NULL;

  if (verdict == NULL)
    verdict = rbk_gate_judge_sender (question);
  if (verdict == NULL)
    verdict = rbk_gate_judge_recipient (question);
  if (verdict != NULL)
    return verdict;
  if (question->medium != RBK_MEDIUM_EMAIL)
    place = rbk_customer_place_find (question->tables, question->customer, question->address);
  verdict = rbk_gate_judge_lists (question, place, remarks);
  if (verdict == NULL)
    verdict = rbk_gate_judge_consent (question);
  if (verdict == NULL)
    verdict = rbk_gate_judge_written (question, remarks);
  /* After all that somebody can mend at once, so that a manager hears only what could leave. */
  if (verdict == NULL)
    verdict = rbk_gate_judge_approval (question);
  if (verdict == NULL)
    verdict = rbk_gate_judge_hours (question, place, remarks);
  return verdict;
}

/**
 * rbk_gate_judge:
 * @question: what is to leave, by what, to whom, and what is known of them; its medium is one of
 *   %RBK_MEDIUM_EMAIL, %RBK_MEDIUM_TEXT and %RBK_MEDIUM_CALL (a voicemail, by its act). A voice note is an
 *   email or a text
 *
 * Practice (V-20); author and company account (A-…, K-40); recipient: on file (V-17), opted out
 * (K-30…K-34); do-not-call lists (K-10…K-13); consent (K-20…K-27, K-41); words (M-…, V-17); a
 * manager's approval (Q-approval); the hour (K-1…K-7). The first that objects answers, so that what can never
 * leave is said before what can leave later.
 *
 * Returns: (transfer full): the answer, with words for a person unless it is yes, and remarks in any case
 */
RbkVerdict *
rbk_gate_judge (const RbkGateQuestion *question)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_object_unref);
  RbkVerdict *verdict;

  /* Whoever asks amiss gets no yes. */
  g_return_val_if_fail (question->medium == RBK_MEDIUM_EMAIL || question->medium == RBK_MEDIUM_TEXT ||
                          question->medium == RBK_MEDIUM_CALL,
                        rbk_verdict_new (RBK_GATE_REFUSED, NULL, RBK_INSTEAD_NOTHING, ""));
  g_return_val_if_fail (question->medium == RBK_MEDIUM_EMAIL ||
                          (question->tables != NULL && question->now_us > 0),
                        rbk_verdict_new (RBK_GATE_REFUSED, NULL, RBK_INSTEAD_NOTHING, ""));
  verdict = judge_all (question, remarks);
  if (verdict == NULL)
    verdict = rbk_verdict_new (RBK_GATE_YES, NULL, RBK_INSTEAD_NOTHING, NULL);
  g_ptr_array_extend_and_steal (verdict->remarks, g_steal_pointer (&remarks));
  return verdict;
}
