/* rbk-gate.c
 *
 * Pure: it reads no clock, no file and no network, so that the same question always gets the
 * same answer, when the button is pressed and again in the moment of sending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

static RbkVerdict *
make_verdict (RbkGateAnswer answer, const char *rule, const char *words)
{
  RbkVerdict *verdict = g_new0 (RbkVerdict, 1);

  verdict->answer = answer;
  verdict->rule = g_strdup (rule);
  verdict->words = g_strdup (words);
  return verdict;
}

static gboolean
is_on_file (RbkCustomer *customer, const char *address)
{
  JsonArray *emails = rbk_json_get_array (rbk_customer_get_facts (customer), "emails");

  for (guint i = 0; emails != NULL && i < json_array_get_length (emails); i++)
    {
      const char *known = rbk_json_get_string (rbk_json_array_get_object (emails, i), "address");

      if (known != NULL && g_ascii_strcasecmp (known, address) == 0)
        return TRUE;
    }
  return FALSE;
}

/* "Hi ," or "{first_name}": a merge field that found nothing (M-4). */
static gboolean
has_empty_field (const char *text)
{
  return g_regex_match_simple ("\\{\\{?[a-z_ ]+\\}?\\}|^(hi|hello|dear|hola) *,",
                               text,
                               G_REGEX_CASELESS | G_REGEX_MULTILINE,
                               G_REGEX_MATCH_DEFAULT);
}

static RbkVerdict *
judge_sender (const RbkGateQuestion *question)
{
  g_autofree char *from = NULL;
  g_autoptr (GError) error = NULL;

  if (question->showroom == NULL || question->author == NULL)
    return make_verdict (
      RBK_GATE_HELD, "A-4", _ ("Ringback does not know the showroom and yourself yet. Set them up first."));
  if (rbk_person_has_left (question->author))
    return make_verdict (RBK_GATE_REFUSED,
                         "A-5",
                         _ ("Its author no longer works at the showroom (rule A-5). Somebody else can write "
                            "to this customer."));
  if (question->account == NULL || rbk_account_is_removed (question->account))
    return make_verdict (
      RBK_GATE_HELD, "A-1", _ ("No company mailbox is set up. Add yours in Preferences, Company mailbox."));
  from = rbk_consumer_domains_check_address (question->consumer_domains,
                                             rbk_account_get_address (question->account),
                                             rbk_showroom_get_domains (question->showroom),
                                             &error);
  if (from == NULL)
    return make_verdict (RBK_GATE_REFUSED, "A-1", error->message);
  if (g_ascii_strcasecmp (question->from, rbk_account_get_address (question->account)) != 0)
    return make_verdict (
      RBK_GATE_REFUSED,
      "A-3",
      _ ("The sender is not the address of the company mailbox (rule A-3). Write it anew."));
  return NULL;
}

static RbkVerdict *
judge_recipient (const RbkGateQuestion *question)
{
  g_autofree char *to = NULL;
  g_autoptr (GError) error = NULL;

  if (question->customer == NULL)
    return make_verdict (RBK_GATE_REFUSED, "A-4", _ ("This customer is not in the ledger."));
  if (rbk_customer_get_opted_out (question->customer) & RBK_MEDIUM_EMAIL)
    {
      g_autofree char *words =
        g_strdup_printf (_ ("%s asked not to get emails (rule K-30). Nothing may be sent by email until they "
                            "say otherwise; see the timeline for when and how they asked."),
                         rbk_customer_get_name (question->customer));

      return make_verdict (RBK_GATE_REFUSED, "K-30", words);
    }
  to = rbk_address_normalise (question->address, &error);
  if (to == NULL)
    return make_verdict (RBK_GATE_REFUSED, "M-4", error->message);
  if (!is_on_file (question->customer, question->address))
    {
      g_autofree char *words =
        g_strdup_printf (_ ("This message is addressed to %s, which is not on the file of %s. Check whom it "
                            "is for, and write it anew."),
                         question->address,
                         rbk_customer_get_name (question->customer));

      return make_verdict (RBK_GATE_REFUSED, "V-17", words);
    }
  return NULL;
}

/**
 * rbk_gate_judge_email:
 * @question: what is to leave, by what and to whom
 *
 * Company account (A-1… ), opted out (K-30), recipient (V-17) and words (M-4), in this order;
 * the first that objects answers.
 *
 * Returns: (transfer full): the answer, with words for a person unless it is yes
 */
RbkVerdict *
rbk_gate_judge_email (const RbkGateQuestion *question)
{
  RbkVerdict *verdict = judge_sender (question);

  if (verdict == NULL)
    verdict = judge_recipient (question);
  if (verdict != NULL)
    return verdict;
  if (question->subject == NULL || *question->subject == '\0' || question->text == NULL ||
      *question->text == '\0')
    return make_verdict (
      RBK_GATE_REFUSED, "M-4", _ ("A message needs a subject and words (rule M-4). Add what is missing."));
  if (has_empty_field (question->subject) || has_empty_field (question->text))
    return make_verdict (
      RBK_GATE_REFUSED,
      "M-4",
      _ ("A name or other field in the message is empty (rule M-4). Fill it in or take it out."));
  return make_verdict (RBK_GATE_YES, NULL, NULL);
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
  g_free (verdict);
}
