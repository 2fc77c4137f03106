/* rbk-text-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-text-report.h"

/* Most texts are delivered within seconds; a provider keeps one queued for ten hours at most (Twilio's
 * ValidityPeriod), and a phone company that says nothing after a day says nothing any more. */
#define FIRST_LOOK_US   ((gint64) 2 * G_USEC_PER_SEC)
#define LONGEST_WAIT_US ((gint64) 20 * 60 * G_USEC_PER_SEC)
#define LAST_LOOK_US    ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

/**
 * rbk_text_report_new:
 * @reference: (nullable): the provider's id
 *
 * Returns: (transfer full): a report of nothing wrong
 */
RbkTextReport *
rbk_text_report_new (RbkTextState state, const char *reference)
{
  RbkTextReport *report = g_new0 (RbkTextReport, 1);

  report->state = state;
  report->reference = g_strdup (reference);
  return report;
}

/**
 * rbk_text_report_free:
 * @report: (nullable) (transfer full):
 */
void
rbk_text_report_free (RbkTextReport *report)
{
  if (report == NULL)
    return;
  g_free (report->reference);
  g_free (report->code);
  g_free (report->words);
  g_free (report);
}

/**
 * rbk_text_state_is_final:
 *
 * Returns: whether the provider will say nothing more of a text in @state
 */
gboolean
rbk_text_state_is_final (RbkTextState state)
{
  return state != RBK_TEXT_STATE_ACCEPTED && state != RBK_TEXT_STATE_SENT;
}

/**
 * rbk_text_next_look_us:
 * @since_accepted_us: how long ago the provider took a text whose state is not final
 *
 * Waits half as long again as the text is old: about twenty looks in the first hour, and no more than
 * three an hour after it.
 *
 * Returns: microseconds until it is worth asking again; -1: not any more, what is known stays
 */
gint64
rbk_text_next_look_us (gint64 since_accepted_us)
{
  if (since_accepted_us >= LAST_LOOK_US)
    return -1;
  return CLAMP (since_accepted_us / 2, FIRST_LOOK_US, LONGEST_WAIT_US);
}
