/* rbk-send-schedule.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-send-schedule.h"

/**
 * rbk_send_schedule_init:
 * @schedule: (out caller-allocates): filled with what showrooms get
 */
void
rbk_send_schedule_init (RbkSendSchedule *schedule)
{
  schedule->first_wait_us = 15 * G_USEC_PER_SEC;
  schedule->longest_wait_us = 30 * 60 * G_USEC_PER_SEC;
  schedule->look_again_us = 5 * G_USEC_PER_SEC;
  schedule->longest_nap_us = 30 * G_USEC_PER_SEC;
}

/**
 * rbk_send_schedule_wait_us:
 * @attempt: how many attempts were made
 * @retry_after_us: what the server asked for; 0 if it did not
 *
 * Doubles with every attempt and differs by up to a quarter either way, so that the PCs of a
 * showroom do not all come back in the same second.
 *
 * Returns: microseconds until the next attempt, never less than @retry_after_us
 */
gint64
rbk_send_schedule_wait_us (const RbkSendSchedule *schedule, guint attempt, gint64 retry_after_us)
{
  gint64 wait = schedule->first_wait_us;

  for (guint i = 1; i < attempt && wait < schedule->longest_wait_us; i++)
    wait *= 2;
  wait = MIN (wait, schedule->longest_wait_us);
  wait = (gint64) ((double) wait * g_random_double_range (0.75, 1.25));
  return MAX (wait, retry_after_us);
}
