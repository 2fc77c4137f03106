/* rbk-gate.c
 *
 * Pure: it reads no clock, no file and no network, so that the same question always gets the
 * same answer, when the button is pressed and again in the moment of sending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate.h"

#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

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
      RBK_GATE_HELD, "A-4", _ ("Ringback does not know the showroom and you yet. Set them up first."));
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

/* V-20: practice is never sent, by whatever way. */
static RbkVerdict *
judge_practice (const RbkGateQuestion *question)
{
  return question->is_practice
           ? make_verdict (
               RBK_GATE_REFUSED,
               "V-20",
               _ ("This is a practice take, and practice never leaves Ringback (rule V-20). Record "
                  "another take to send one."))
           : NULL;
}

/**
 * rbk_gate_judge_email:
 * @question: what is to leave, by what and to whom
 *
 * Practice (V-20), company account (A-1… ), opted out (K-30), recipient (V-17) and words (M-4), in
 * this order; the first that objects answers.
 *
 * Returns: (transfer full): the answer, with words for a person unless it is yes
 */
RbkVerdict *
rbk_gate_judge_email (const RbkGateQuestion *question)
{
  RbkVerdict *verdict = judge_practice (question);

  if (verdict == NULL)
    verdict = judge_sender (question);
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

static gboolean
has_phone (RbkCustomer *customer, const char *number)
{
  JsonArray *phones = rbk_json_get_array (rbk_customer_get_facts (customer), "phones");
  g_autofree char *wanted = rbk_phone_number_normalise (number);

  for (guint i = 0; wanted != NULL && phones != NULL && i < json_array_get_length (phones); i++)
    {
      g_autofree char *known =
        rbk_phone_number_normalise (rbk_json_get_string (rbk_json_array_get_object (phones, i), "number"));

      if (g_strcmp0 (known, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static RbkVerdict *
judge_callee (const RbkGateQuestion *question)
{
  const char *name;
  g_autofree char *words = NULL;

  if (question->showroom == NULL || question->author == NULL)
    return make_verdict (
      RBK_GATE_HELD, "A-4", _ ("Ringback does not know the showroom and you yet. Set them up first."));
  if (rbk_person_has_left (question->author))
    return make_verdict (
      RBK_GATE_REFUSED,
      "A-5",
      _ ("Its author no longer works at the showroom (rule A-5). Somebody else can call this customer."));
  if (question->customer == NULL)
    return make_verdict (RBK_GATE_REFUSED, "A-4", _ ("This customer is not in the ledger."));
  name = rbk_customer_get_name (question->customer);
  if (rbk_customer_get_opted_out (question->customer) & RBK_MEDIUM_CALL)
    {
      words =
        g_strdup_printf (_ ("%s asked not to be called (rule K-30). No voicemail may be left, spoken or "
                            "played, until they say otherwise."),
                         name);
      return make_verdict (RBK_GATE_REFUSED, "K-30", words);
    }
  if (!has_phone (question->customer, question->address))
    {
      words = g_strdup_printf (
        _ ("This voicemail is for a number that is not on the file of %s. Check whom it is for."), name);
      return make_verdict (RBK_GATE_REFUSED, "V-17", words);
    }
  return NULL;
}

/* K-21 to K-25: in law a recording is a prerecorded voice, whoever presses the key. */
static RbkVerdict *
judge_recording (RbkAct act, const RbkGateQuestion *question)
{
  gboolean ringless = act == RBK_ACT_RINGLESS;

  if (question->call_consent == NULL)
    return make_verdict (
      RBK_GATE_REFUSED,
      ringless ? "K-21" : "K-22",
      ringless ? _ ("A ringless voicemail is a call with a recorded voice, and needs the customer’s "
                    "consent, which is not on their file (rule K-21). Speak it live, or send it as "
                    "a voice note.")
               : _ ("Playing a recording into a call needs the customer’s consent, which is not on "
                    "their file, even if you dial yourself (rule K-22). Speak it live, or send it "
                    "as a voice note."));
  if (g_strcmp0 (question->call_consent, "written") != 0)
    return make_verdict (RBK_GATE_REFUSED,
                         "K-24",
                         _ ("Their consent to calls with a recorded voice is not in writing (rule K-24). Ask "
                            "for it in writing, and note it on their file; until then, speak it live."));
  if (question->opt_out_number == NULL)
    return make_verdict (RBK_GATE_REFUSED,
                         "K-25",
                         _ ("A recorded message must give a toll-free number at which a machine takes people "
                            "off the list, and the showroom has none (rule K-25). Speak it live."));
  return NULL;
}

/**
 * rbk_gate_judge_voicemail:
 * @act: how it reaches the customer
 * @question: by whom and to whom; its address is the number that is called
 *
 * Practice (V-20), author, opted out (K-30), whose number (V-17), and of a recording consent and
 * opt-out (K-21…K-25), in this order; the first that objects answers. Asked again in the moment it leaves,
 * so that a consent that was withdrawn meanwhile counts (K-26). A voice note is an email:
 * rbk_gate_judge_email().
 *
 * Returns: (transfer full): the answer, with words for a person unless it is yes
 */
RbkVerdict *
rbk_gate_judge_voicemail (RbkAct act, const RbkGateQuestion *question)
{
  RbkVerdict *verdict;

  if (act == RBK_ACT_VOICE_NOTE)
    return rbk_gate_judge_email (question);
  verdict = judge_practice (question);
  if (verdict == NULL)
    verdict = judge_callee (question);
  if (verdict == NULL && act != RBK_ACT_LIVE)
    verdict = judge_recording (act, question);
  return verdict != NULL ? verdict : make_verdict (RBK_GATE_YES, NULL, NULL);
}

/**
 * rbk_gate_dup_demands:
 * @act: how a voicemail reaches the customer
 * @is_practice: it is practised only
 *
 * Returns: (transfer full) (array zero-terminated=1): what the gate will ask of it, a sentence each, the
 *   rule's id at the end of those that have one
 */
char **
rbk_gate_dup_demands (RbkAct act, gboolean is_practice)
{
  g_autoptr (GStrvBuilder) demands = g_strv_builder_new ();

  if (is_practice)
    {
      g_strv_builder_add (demands,
                          _ ("Practice stays here: it can be heard and judged, but never sent (V-20)."));
      return g_strv_builder_end (demands);
    }
  switch (act)
    {
    case RBK_ACT_PLAYED:
    case RBK_ACT_RINGLESS:
      g_strv_builder_add (demands,
                          act == RBK_ACT_RINGLESS ? _ ("By law a ringless voicemail is a call with a "
                                                       "recorded voice: it needs consent on file (K-21).")
                                                  : _ ("By law a recording played into a call is a recorded "
                                                       "voice, even if you dial: it needs consent on "
                                                       "file (K-22)."));
      g_strv_builder_add (demands, _ ("The consent is in writing, with its date, words and source (K-24)."));
      g_strv_builder_add (
        demands,
        _ ("The message begins with who is calling, and gives a toll-free number to get off "
           "the list (K-25)."));
      g_strv_builder_add (
        demands,
        _ ("If the customer takes the consent back before the message leaves, it does not leave (K-26)."));
      g_strv_builder_add (
        demands, _ ("A call without consent can cost 500 to 1,500 dollars in the United States (K-27)."));
      break;
    case RBK_ACT_VOICE_NOTE:
      g_strv_builder_add (
        demands, _ ("It goes from your company mailbox to an address on the customer’s file (A-1, V-17)."));
      g_strv_builder_add (demands, _ ("The customer has not asked us to stop emailing (K-30)."));
      break;
    case RBK_ACT_LIVE:
    case RBK_N_ACTS:
    default:
      g_strv_builder_add (
        demands,
        _ ("Rehearse it here and speak it on the phone: a live voice needs no consent in writing (K-20)."));
      g_strv_builder_add (demands, _ ("The customer has not asked us to stop calling (K-30)."));
      break;
    }
  return g_strv_builder_end (demands);
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
