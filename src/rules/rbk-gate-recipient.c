/* rbk-gate-recipient.c: whether it is still for this customer, and whether they want it (V-17, K-30…K-34).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-json.h"
#include "rules/rbk-gate-private.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* A price is marketing (K-34). */
#define PRICE "[$€£] ?[0-9]|[0-9] ?(%|dollars)"

static gboolean
has_email (RbkCustomer *customer, const char *address)
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

static gboolean
has_phone (RbkCustomer *customer, const char *wanted)
{
  JsonArray *phones = rbk_json_get_array (rbk_customer_get_facts (customer), "phones");

  for (guint i = 0; phones != NULL && i < json_array_get_length (phones); i++)
    {
      g_autofree char *known =
        rbk_phone_number_normalise (rbk_json_get_string (rbk_json_array_get_object (phones, i), "number"));

      if (g_strcmp0 (known, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static RbkVerdict *
judge_address (const RbkGateQuestion *question)
{
  const char *name = rbk_customer_get_name (question->customer);
  g_autofree char *to = NULL;
  g_autoptr (GError) error = NULL;

  if (question->medium == RBK_MEDIUM_EMAIL)
    {
      to = rbk_address_normalise (question->address != NULL ? question->address : "", &error);
      if (to == NULL)
        return rbk_verdict_new (RBK_GATE_REFUSED, "M-4", RBK_INSTEAD_EDIT, error->message);
      if (has_email (question->customer, question->address))
        return NULL;
    }
  else
    {
      to = rbk_phone_number_normalise (question->address);
      if (to != NULL && has_phone (question->customer, to))
        return NULL;
    }
  if (question->medium == RBK_MEDIUM_CALL)
    return rbk_verdict_take (
      RBK_GATE_REFUSED,
      "V-17",
      RBK_INSTEAD_EDIT,
      g_strdup_printf (
        _ ("This voicemail is for a number that is not on the file of %s (rule V-17). Check whom it is for."),
        name));
  return rbk_verdict_take (
    RBK_GATE_REFUSED,
    "V-17",
    RBK_INSTEAD_EDIT,
    g_strdup_printf (
      _ ("This message is addressed to %s, which is not on the file of %s (rule V-17). Check whom it is for, "
         "and write it anew."),
      question->address != NULL ? question->address : _ ("nobody"),
      name));
}

/* K-34: one text may say that we understood, soon, and without anything to sell. */
static RbkVerdict *
judge_confirmation (const RbkGateQuestion *question)
{
  const char *value = rbk_gate_get_value (question, "confirmation-minutes");
  gint64 minutes = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
  g_autofree char *wanted = rbk_customer_dup_wanted (question->customer);
  const char *text = question->text != NULL ? question->text : "";

  if (question->opted_out_us <= 0 || question->now_us < question->opted_out_us ||
      question->now_us - question->opted_out_us > minutes * 60 * G_USEC_PER_SEC)
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "K-34",
      RBK_INSTEAD_NOTHING,
      _ ("They asked us to stop longer ago than a text may still confirm it (rule K-34). "
         "Nothing needs to be sent; it is on their file."));
  if (question->confirmed_us >= question->opted_out_us)
    return rbk_verdict_new (RBK_GATE_REFUSED,
                            "K-34",
                            RBK_INSTEAD_NOTHING,
                            _ ("A text has already confirmed that we stop, and only one may (rule K-34). "
                               "Nothing more needs to be sent."));
  if (g_regex_match_simple ("https?://|www\\.", text, G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT) ||
      g_regex_match_simple (PRICE, text, G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT) ||
      (*wanted != '\0' && strstr (text, wanted) != NULL))
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "K-34",
      RBK_INSTEAD_EDIT,
      _ ("The text that confirms a STOP may sell nothing: no link, price or vehicle (rule "
         "K-34). Say only that no more texts will come."));
  return NULL;
}

static char *
dup_opted_out_words (const RbkGateQuestion *question)
{
  const char *name = rbk_customer_get_name (question->customer);

  if ((rbk_customer_get_opted_out (question->customer) & RBK_MEDIUM_ALL) == RBK_MEDIUM_ALL)
    return g_strdup_printf (
      _ ("%s asked us to stop altogether (rule K-30). Nothing may be sent or left until they say "
         "otherwise; see the timeline for when and how they asked."),
      name);
  switch (question->medium)
    {
    case RBK_MEDIUM_EMAIL:
      return g_strdup_printf (
        _ ("%s asked not to get emails (rule K-30). Nothing may be sent by email until they "
           "say otherwise; see the timeline for when and how they asked."),
        name);
    case RBK_MEDIUM_TEXT:
      return g_strdup_printf (
        _ ("%s asked not to get texts (rule K-30). Nothing may be texted until they say "
           "otherwise; see the timeline for when and how they asked."),
        name);
    case RBK_MEDIUM_CALL:
    case RBK_MEDIUM_ALL:
    default:
      return g_strdup_printf (
        _ (
          "%s asked not to be called (rule K-30). No voicemail may be left, spoken or played, until they say "
          "otherwise."),
        name);
    }
}

/* V-17, K-30…K-34. */
RbkVerdict *
rbk_gate_judge_recipient (const RbkGateQuestion *question)
{
  RbkMedium opted_out;

  if (question->customer == NULL)
    return rbk_verdict_new (
      RBK_GATE_REFUSED, "A-4", RBK_INSTEAD_NOTHING, _ ("This customer is not in the ledger."));
  opted_out = rbk_customer_get_opted_out (question->customer);
  if (question->medium == RBK_MEDIUM_TEXT && question->is_confirmation)
    {
      RbkVerdict *verdict = judge_confirmation (question);

      return verdict != NULL ? verdict : judge_address (question);
    }
  if (opted_out & question->medium)
    {
      RbkMedium left = RBK_MEDIUM_ALL & ~opted_out;

      return rbk_verdict_take (RBK_GATE_REFUSED,
                               "K-30",
                               left != 0 ? RBK_INSTEAD_OTHER_WAY : RBK_INSTEAD_NOTHING,
                               dup_opted_out_words (question));
    }
  return judge_address (question);
}
