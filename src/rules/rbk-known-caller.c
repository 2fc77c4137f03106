/* rbk-known-caller.c
 *
 * A phone that silences unknown callers lets through whom it has in its contacts or has itself called or
 * written to. We see only our end of that, so the best there is to say is "likely".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-known-caller.h"

#include <glib/gi18n-lib.h>

/* @dated: %s is a day, such as Tuesday, or a date */
static const struct
{
  const char *title;
  const char *words;
  const char *dated;
} states[] = {
  [RBK_KNOWN_CALLER_NO] = { N_ ("They may not know this number, as far as we can see"),
                            N_ ("Nothing shows that the customer’s phone knows your line, so the call may "
                                "never ring."),
                            NULL },
  [RBK_KNOWN_CALLER_CARD_SENT] = { N_ ("Perhaps they know this number"),
                                   N_ ("A contact card with your line was sent. Whether they kept it is not "
                                       "known, so the call may still not ring."),
                                   N_ ("A contact card with your line was sent (%s). Whether they kept it is "
                                       "not known, so the call may still not ring.") },
  [RBK_KNOWN_CALLER_SAID_SAVED] = { N_ ("They likely know this number"),
                                    N_ (
                                      "They said that they saved your line, so their phone likely knows it."),
                                    N_ (
                                      "They said that they saved your line (%s), so their phone likely knows "
                                      "it.") },
  [RBK_KNOWN_CALLER_ANSWERED_TEXT] = { N_ ("They likely know this number"),
                                       N_ ("They answered a text from your line, so their phone likely knows "
                                           "it."),
                                       N_ ("They answered a text from your line (%s), so their phone likely "
                                           "knows it.") },
  [RBK_KNOWN_CALLER_CALLED_US] = { N_ ("They likely know this number"),
                                   N_ ("They have called your line, so their phone likely knows it."),
                                   N_ ("They have called your line (last: %s), so their phone likely knows "
                                       "it.") },
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
 * @card_first: whether a contact card comes before the call (C-17)
 *
 * Returns: (transfer full): a few words, which never claim it as certain
 */
char *
rbk_known_caller_dup_title (RbkKnownCaller state, gboolean card_first)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);
  if (card_first)
    return g_strdup (_ ("They likely do not know this number: send your contact card first"));
  return g_strdup (_ (states[state].title));
}

/**
 * rbk_known_caller_dup_words:
 * @day: (nullable): when what decided it happened, as people say it
 *
 * Returns: (transfer full): what is known, and what follows from it
 */
char *
rbk_known_caller_dup_words (RbkKnownCaller state, const char *day)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);
  if (day == NULL || states[state].dated == NULL)
    return g_strdup (_ (states[state].words));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (states[state].dated), day);
#pragma GCC diagnostic pop
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
