/* rbk-gate-demands.c: what the gate will ask of a voicemail, said before it is recorded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate.h"

#include <glib/gi18n-lib.h>

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
