/* rbk-gate-consent.c: what they agreed to, for what reaches them how (K-20…K-27, K-41).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-private.h"

#include <glib/gi18n-lib.h>

static const RbkGateConsent *
find_consent (const RbkGateQuestion *question, gboolean *withdrawn_since)
{
  const RbkGateConsent *found = NULL;

  *withdrawn_since = FALSE;
  for (guint i = 0; i < question->n_consents; i++)
    {
      const RbkGateConsent *consent = &question->consents[i];

      if (!(consent->media & question->medium) || consent->given_us == 0)
        continue;
      if (consent->withdrawn_us >= consent->given_us)
        *withdrawn_since |= question->written_us != 0 && consent->withdrawn_us > question->written_us;
      else if (found == NULL || consent->given_us > found->given_us)
        found = consent;
    }
  return found;
}

/* How much each kind of consent is worth; 0 for none. */
static guint
rank (const char *how)
{
  static const char *const kinds[] = { "number-given", "oral", "written" };

  for (guint i = 0; how != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (how, kinds[i]))
        return i + 1;
    }
  return 0;
}

static RbkVerdict *
make_withdrawn (const RbkGateQuestion *question)
{
  return rbk_verdict_new (
    RBK_GATE_REFUSED,
    "K-26",
    RBK_INSTEAD_OTHER_WAY,
    question->medium == RBK_MEDIUM_TEXT
      ? _ ("They took their consent to texts back after this was written, so it does not leave (rule K-26). "
           "Write "
           "an email or call, unless they asked us to stop that too.")
      : _ (
          "They took their consent back after this was scheduled, so it does not leave (rule K-26). Speak it "
          "live, or write an email, unless they asked us to stop that too."));
}

/* K-21 to K-25: in law a recording is a prerecorded voice, whoever presses the key. */
static RbkVerdict *
judge_recording (const RbkGateQuestion *question)
{
  gboolean ringless = question->act == RBK_ACT_RINGLESS;
  const char *needed = rbk_gate_get_value (question, "recorded-consent");
  gboolean withdrawn;
  const RbkGateConsent *consent = find_consent (question, &withdrawn);
  RbkVerdict *verdict;

  if (consent == NULL && withdrawn)
    return make_withdrawn (question);
  if (consent == NULL || rank (consent->how) == 0)
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      ringless ? "K-21" : "K-22",
      RBK_INSTEAD_OTHER_WAY,
      ringless ? _ ("A ringless voicemail is a call with a recorded voice, and needs the customer’s "
                    "consent, which is not on their file (rule K-21). Speak it live, or send it as "
                    "a voice note.")
               : _ ("Playing a recording into a call needs the customer’s consent, which is not on "
                    "their file, even if you dial yourself (rule K-22). Speak it live, or send it "
                    "as a voice note."));
  if (rank (consent->how) < rank (needed != NULL ? needed : "written"))
    {
      verdict = rbk_verdict_new (RBK_GATE_REFUSED,
                                 "K-24",
                                 RBK_INSTEAD_CUSTOMER,
                                 _ ("Their consent to calls with a recorded voice is not in writing (rule "
                                    "K-24). Ask for it in writing, and "
                                    "note it on their file; until then, speak it live."));
      verdict->row = g_strdup ("recorded-consent");
      return verdict;
    }
  if (question->policy.opt_out_number == NULL || *question->policy.opt_out_number == '\0')
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "K-25",
      RBK_INSTEAD_POLICY,
      _ ("A recorded message must give a toll-free number at which a machine takes people "
         "off the list, and the showroom has none (rule K-25). Speak it live."));
  return NULL;
}

/* K-41: not even the question whether we may. An answer to what they asked us by text is what they want. */
static RbkVerdict *
judge_text (const RbkGateQuestion *question)
{
  const char *needed = rbk_gate_get_value (question, "text-consent");
  gboolean withdrawn;
  const RbkGateConsent *consent = find_consent (question, &withdrawn);
  RbkVerdict *verdict;

  if (question->is_confirmation || (question->is_reply && !question->asks_for_consent))
    return NULL;
  if (consent == NULL && withdrawn)
    return make_withdrawn (question);
  if (consent != NULL && rank (consent->how) >= rank (needed != NULL ? needed : "number-given"))
    return NULL;
  verdict = rbk_verdict_new (RBK_GATE_REFUSED,
                             "K-41",
                             RBK_INSTEAD_OTHER_WAY,
                             question->asks_for_consent
                               ? _ ("Nobody may be asked by text whether they may be texted (rule K-41). Ask "
                                    "by email or on the phone, and "
                                    "note their answer on their file.")
                               : _ ("That they agreed to texts is not on their file (rule K-41). Ask by "
                                    "email or on the phone, and note "
                                    "how they agreed on their file; until then, write an email or call."));
  verdict->row = g_strdup ("text-consent");
  return verdict;
}

/* K-20…K-27, K-41. */
RbkVerdict *
rbk_gate_judge_consent (const RbkGateQuestion *question)
{
  if (question->medium == RBK_MEDIUM_TEXT)
    return judge_text (question);
  if (question->medium == RBK_MEDIUM_CALL && question->act != RBK_ACT_LIVE)
    return judge_recording (question);
  return NULL;
}
