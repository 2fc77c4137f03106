/* rbk-gate-sender.c: who sends, and by which account or line of the company (A-…, K-40).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-private.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

static RbkVerdict *
judge_mailbox (const RbkGateQuestion *question)
{
  g_autofree char *from = NULL;
  g_autoptr (GError) error = NULL;

  if (question->account == NULL || rbk_account_is_removed (question->account))
    return rbk_verdict_new (RBK_GATE_HELD,
                            "A-1",
                            RBK_INSTEAD_ACCOUNT,
                            _ ("No company mailbox is set up. Add yours in Preferences, under Accounts."));
  from = rbk_consumer_domains_check_address (question->consumer_domains,
                                             rbk_account_get_address (question->account),
                                             rbk_showroom_get_domains (question->showroom),
                                             &error);
  if (from == NULL)
    return rbk_verdict_new (RBK_GATE_REFUSED, "A-1", RBK_INSTEAD_ACCOUNT, error->message);
  if (question->from == NULL ||
      g_ascii_strcasecmp (question->from, rbk_account_get_address (question->account)) != 0)
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "A-3",
      RBK_INSTEAD_EDIT,
      _ ("The sender is not the address of the company mailbox (rule A-3). Write it anew."));
  return NULL;
}

static RbkVerdict *
judge_line (const RbkGateQuestion *question)
{
  g_autofree char *line = rbk_phone_number_normalise (question->from);
  g_autofree char *number = NULL;
  g_autofree char *written = NULL;

  if (question->account == NULL || rbk_account_is_removed (question->account))
    return rbk_verdict_new (
      RBK_GATE_HELD,
      "A-1",
      RBK_INSTEAD_ACCOUNT,
      _ ("No company number for texts is set up, and customers are texted from company numbers only (rule "
         "A-1). Add one in Preferences, under Accounts; until then, write an email."));
  number = rbk_phone_number_normalise (rbk_account_get_address (question->account));
  if (line == NULL || g_strcmp0 (line, number) != 0)
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "A-3",
      RBK_INSTEAD_EDIT,
      _ ("The number it is sent from is not the one of the company account (rule A-3). Write it anew."));
  if (rbk_gate_policy_find_registration (&question->policy, line) != NULL)
    return NULL;
  written = rbk_phone_number_dup_words (line);
  return rbk_verdict_take (
    RBK_GATE_HELD,
    "K-40",
    RBK_INSTEAD_POLICY,
    g_strdup_printf (
      _ ("%s is not registered for texts, and carriers block what comes from such numbers (rule "
         "K-40). Whoever runs the showroom’s numbers registers it and enters the campaign in "
         "Preferences, under Policy; until then, write an email or call."),
      written));
}

/* A-1…A-5, K-40. */
RbkVerdict *
rbk_gate_judge_sender (const RbkGateQuestion *question)
{
  if (question->showroom == NULL || question->author == NULL)
    return rbk_verdict_new (RBK_GATE_HELD,
                            "A-4",
                            RBK_INSTEAD_SET_UP,
                            _ ("Ringback does not know the showroom and you yet. Set them up first."));
  if (rbk_person_has_left (question->author))
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "A-5",
      RBK_INSTEAD_SOMEBODY,
      question->medium == RBK_MEDIUM_CALL
        ? _ ("Its author no longer works at the showroom (rule A-5). Somebody else can call this customer.")
        : _ ("Its author no longer works at the showroom (rule A-5). Somebody else can write to this "
             "customer."));
  switch (question->medium)
    {
    case RBK_MEDIUM_EMAIL:
      return judge_mailbox (question);
    case RBK_MEDIUM_TEXT:
      return judge_line (question);
    case RBK_MEDIUM_CALL:
    case RBK_MEDIUM_ALL:
    default:
      return NULL;
    }
}
