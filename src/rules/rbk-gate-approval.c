/* rbk-gate-approval.c: voicemails that a manager hears before they leave (Q-approval).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-private.h"

#include <glib/gi18n-lib.h>

/* (transfer full): "Mona", "Mona or Cal", "Mona, Cal or Ida" */
static char *
dup_names (const char *const *names)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (i > 0)
        /* Translators: between the last two names of a list of people, one of whom can do something */
        g_string_append (list, names[i + 1] == NULL ? _ (" or ") : ", ");
      g_string_append (list, names[i]);
    }
  return g_string_free_and_steal (list);
}

/**
 * rbk_gate_dup_approval_words:
 * @approvers: (nullable): names of those who can approve it
 *
 * Returns: (transfer full): that a voicemail waits for a manager, and for whom; also for before Send is
 * pressed
 */
char *
rbk_gate_dup_approval_words (const char *const *approvers)
{
  g_autofree char *names = NULL;

  if (approvers == NULL || *approvers == NULL)
    return g_strdup (
      _ ("A manager hears this voicemail before it leaves, and no manager works here yet. Whoever "
         "runs the showroom adds one in Preferences, under People, or decides otherwise in Preferences, "
         "under Policy."));
  names = dup_names (approvers);
  return g_strdup_printf (
    _ ("A manager hears this voicemail before it leaves, as the showroom decided. %s can "
       "approve it; then it leaves by itself."),
    names);
}

/**
 * rbk_gate_judge_approval:
 *
 * A voicemail that nobody has decided about waits in the outbox; one that was returned is spoken once more
 * and never leaves as it is.
 */
RbkVerdict *
rbk_gate_judge_approval (const RbkGateQuestion *question)
{
  switch (question->approval)
    {
    case RBK_GATE_APPROVAL_WAITED_FOR:
      return rbk_verdict_take (RBK_GATE_HELD,
                               RBK_GATE_APPROVAL_RULE,
                               RBK_INSTEAD_SOMEBODY,
                               rbk_gate_dup_approval_words (question->approvers));
    case RBK_GATE_APPROVAL_RETURNED:
      return rbk_verdict_take (
        RBK_GATE_REFUSED,
        RBK_GATE_APPROVAL_RULE,
        RBK_INSTEAD_EDIT,
        g_strdup_printf (
          _ ("%s has heard this voicemail and returned it. Read the review, and record it once "
             "more."),
          question->decided_by != NULL ? question->decided_by : _ ("A manager")));
    case RBK_GATE_APPROVAL_NOT_NEEDED:
    case RBK_GATE_APPROVAL_GIVEN:
    default:
      return NULL;
    }
}
