/* rbk-known-caller.c
 *
 * A phone that silences unknown callers lets through whom it has in its contacts or has itself called or
 * written to. We see only our end of that, so the best there is to say is "likely".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-known-caller.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *title;
  const char *words;
} states[] = {
  [RBK_KNOWN_CALLER_NO] = { N_ ("Not a known caller, as far as we can see"),
                            N_ ("Nothing shows that the customer’s phone knows this line, so the call may "
                                "never ring. Send your contact card first.") },
  [RBK_KNOWN_CALLER_CARD_SENT] = { N_ ("Perhaps a known caller"),
                                   N_ ("A contact card with this line was sent. Whether it was saved we "
                                       "cannot see, so the call may still not ring.") },
  [RBK_KNOWN_CALLER_SAID_SAVED] = { N_ ("Likely a known caller"),
                                    N_ ("The customer said that they saved this line, so their phone likely "
                                        "knows it.") },
  [RBK_KNOWN_CALLER_ANSWERED_TEXT] = { N_ ("Likely a known caller"),
                                       N_ ("The customer answered a text from this line, so their phone "
                                           "likely knows it.") },
  [RBK_KNOWN_CALLER_CALLED_US] = { N_ ("Likely a known caller"),
                                   N_ (
                                     "The customer has called this line, so their phone likely knows it.") },
};

static gboolean
is_about (const RbkCallerFact *fact, const char *line, const char *number)
{
  return fact->what > RBK_KNOWN_CALLER_NO && fact->what <= RBK_KNOWN_CALLER_CALLED_US && fact->line != NULL &&
         g_str_equal (fact->line, line) &&
         (fact->number == NULL || number == NULL || g_str_equal (fact->number, number));
}

/**
 * rbk_known_caller_judge:
 * @line: the line of ours that is going to call, E.164
 * @number: (nullable): the number that is going to be called, E.164; NULL: any of theirs
 * @now_us: facts after it do not count
 * @facts: (array length=n_facts): what happened between us and the customer. A card that did not arrive is
 *   not among them, nor a text that was answered by a stop word.
 * @time_us: (out) (optional): when the fact that decided it last happened; 0 with %RBK_KNOWN_CALLER_NO
 *
 * Judges whether a customer's phone is likely to know the line (P-1). What was between them and another line
 * of ours says nothing about this one, and what their other phone knows says nothing about this phone.
 *
 * Returns: the strongest of the facts
 */
RbkKnownCaller
rbk_known_caller_judge (const char *line,
                        const char *number,
                        gint64 now_us,
                        const RbkCallerFact *facts,
                        guint n_facts,
                        gint64 *time_us)
{
  RbkKnownCaller state = RBK_KNOWN_CALLER_NO;
  gint64 since_us = 0;

  g_return_val_if_fail (line != NULL, RBK_KNOWN_CALLER_NO);

  for (guint i = 0; i < n_facts; i++)
    {
      if (!is_about (&facts[i], line, number) || facts[i].time_us > now_us || facts[i].what < state)
        continue;
      since_us = facts[i].what > state ? facts[i].time_us : MAX (since_us, facts[i].time_us);
      state = facts[i].what;
    }
  if (time_us != NULL)
    *time_us = since_us;
  return state;
}

/**
 * rbk_known_caller_is_likely:
 *
 * Returns: whether @state is more than a card that was sent
 */
gboolean
rbk_known_caller_is_likely (RbkKnownCaller state)
{
  return state > RBK_KNOWN_CALLER_CARD_SENT;
}

/**
 * rbk_known_caller_dup_title:
 *
 * Returns: (transfer full): a few words, which never claim it as certain
 */
char *
rbk_known_caller_dup_title (RbkKnownCaller state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);
  return g_strdup (_ (states[state].title));
}

/**
 * rbk_known_caller_dup_words:
 *
 * Returns: (transfer full): what is known, what follows from it, and what to do
 */
char *
rbk_known_caller_dup_words (RbkKnownCaller state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);
  return g_strdup (_ (states[state].words));
}

/**
 * rbk_known_caller_wants_card:
 * @called_before: whether somebody has called them already
 * @has_email_address: whether a card can reach them by email
 * @may_text: whether they agreed to texts
 *
 * Returns: whether a contact card comes before the first call (C-17)
 */
gboolean
rbk_known_caller_wants_card (RbkKnownCaller state,
                             gboolean called_before,
                             gboolean has_email_address,
                             gboolean may_text)
{
  return state == RBK_KNOWN_CALLER_NO && !called_before && (has_email_address || may_text);
}
