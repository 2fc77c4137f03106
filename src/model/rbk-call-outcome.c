/* rbk-call-outcome.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-call-outcome.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *words;
} outcomes[RBK_N_CALL_OUTCOMES] = {
  [RBK_CALL_OUTCOME_CONNECTED] = { "connected", N_ ("Connected") },
  [RBK_CALL_OUTCOME_SCREENED] = { "screened", N_ ("Screened by an assistant") },
  [RBK_CALL_OUTCOME_VOICEMAIL_LEFT] = { "voicemail-left", N_ ("Voicemail left") },
  [RBK_CALL_OUTCOME_VOICEMAIL_PLAYED] = { "voicemail-played", N_ ("Voicemail played") },
  [RBK_CALL_OUTCOME_NO_MESSAGE] = { "no-message", N_ ("No answer, no message") },
  [RBK_CALL_OUTCOME_BUSY] = { "busy", N_ ("Busy") },
  [RBK_CALL_OUTCOME_FAILED] = { "failed", N_ ("Call failed") },
  [RBK_CALL_OUTCOME_WRONG_NUMBER] = { "wrong-number", N_ ("Wrong number") },
};

/**
 * rbk_call_outcome_get_name:
 *
 * Returns: the name as it is stored
 */
const char *
rbk_call_outcome_get_name (RbkCallOutcome outcome)
{
  g_return_val_if_fail (outcome < RBK_N_CALL_OUTCOMES, "failed");
  return outcomes[outcome].name;
}

/**
 * rbk_call_outcome_dup_words:
 *
 * Returns: (transfer full): the outcome as a person reads it
 */
char *
rbk_call_outcome_dup_words (RbkCallOutcome outcome)
{
  g_return_val_if_fail (outcome < RBK_N_CALL_OUTCOMES, NULL);
  return g_strdup (_ (outcomes[outcome].words));
}

/**
 * rbk_call_outcome_from_name:
 * @name: (nullable): a stored name
 * @outcome: (out): what it means
 *
 * Returns: whether @name is one of the words of rule R-5
 */
gboolean
rbk_call_outcome_from_name (const char *name, RbkCallOutcome *outcome)
{
  for (guint i = 0; i < RBK_N_CALL_OUTCOMES; i++)
    {
      if (g_strcmp0 (name, outcomes[i].name) == 0)
        {
          *outcome = (RbkCallOutcome) i;
          return TRUE;
        }
    }
  return FALSE;
}
