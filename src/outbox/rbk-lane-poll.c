/* rbk-lane-poll.c: what became of messages that the provider accepted.
 *
 * Each is asked about at ages that double, then every half hour, for a day. Nothing is remembered of a single
 * one: what is due is whatever reached such an age since the last pass over all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-lane-private.h"

#include <glib/gi18n-lib.h>

#define POLL_PAGE 20
/* In units of RbkSendSchedule.longest_wait_us, half an hour: a day. */
#define MOST_WAITS 48

/* The first age after @age at which is asked. */
static gint64
get_next_age (const RbkSendSchedule *schedule, gint64 age_us)
{
  gint64 next_us = schedule->look_again_us;

  while (next_us <= age_us && next_us < schedule->longest_wait_us)
    next_us = MIN (2 * next_us, schedule->longest_wait_us);
  if (next_us <= age_us)
    next_us = (age_us / schedule->longest_wait_us + 1) * schedule->longest_wait_us;
  return next_us;
}

static void
note (
  RbkLane *self, RbkMessage *message, RbkMessageState state, const char *detail, const RbkReceipt *receipt)
{
  g_autoptr (RbkEntry) entry = rbk_ledger_reader_get_entry (self->reader, rbk_message_get_id (message), NULL);
  JsonObject *payload;

  if (entry == NULL)
    return;
  payload = rbk_lane_make_delivery (entry, state, detail, rbk_message_get_attempt (message), 0);
  if (receipt->code != NULL)
    json_object_set_string_member (payload, "code", receipt->code);
  rbk_lane_advance (self, entry, RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_ACCEPTED), payload);
  rbk_lane_note_opt_out (self, entry, receipt);
}

/* FALSE: the provider was not reached; there is no use in asking about the others. */
static gboolean
look_up (RbkLane *self, RbkMessage *message, gint64 age_us)
{
  g_auto (RbkReceipt) receipt = { 0 };
  g_autoptr (GError) error = NULL;
  const char *reference = rbk_message_get_reference (message);
  RbkArrival arrival = RBK_ARRIVAL_NEVER_TOLD;

  if (reference != NULL && rbk_carrier_is_awaited (self->carrier))
    arrival = rbk_carrier_look_up (self->carrier, reference, &receipt, self->cancellable, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (arrival == RBK_ARRIVAL_UNKNOWN && rbk_lane_is_trouble (error))
    {
      rbk_lane_note_reached (self, error);
      rbk_lane_pause (self, receipt.retry_after_us);
      return FALSE;
    }
  rbk_lane_note_reached (self, NULL);
  if (arrival == RBK_ARRIVAL_DELIVERED)
    note (self, message, RBK_MESSAGE_STATE_DELIVERED, NULL, &receipt);
  else if (arrival == RBK_ARRIVAL_FAILED)
    note (self, message, RBK_MESSAGE_STATE_FAILED, error != NULL ? error->message : NULL, &receipt);
  else if (arrival == RBK_ARRIVAL_NEVER_TOLD || age_us > MOST_WAITS * self->setting->schedule.longest_wait_us)
    note (self,
          message,
          RBK_MESSAGE_STATE_ACCEPTED,
          arrival == RBK_ARRIVAL_NEVER_TOLD
            ? NULL
            : _ ("The carrier has not said whether it arrived, and is not asked any more."),
          &receipt);
  return TRUE;
}

/**
 * rbk_lane_poll:
 *
 * Asks about some messages, if any are due.
 *
 * Returns: when to call it again; 0 at once; %RBK_LANE_NEVER when another message was accepted
 */
gint64
rbk_lane_poll (RbkLane *self)
{
  gint64 now = rbk_clock_now_us (self->setting->clock);
  g_autoptr (GPtrArray) page = NULL;

  if (self->poll_begun_us == 0)
    {
      if (self->poll_next_us > now)
        return self->poll_next_us;
      self->poll_begun_us = now;
      self->poll_next_us = RBK_LANE_NEVER;
      self->poll_cursor = 0;
    }
  page = rbk_ledger_reader_list_awaited (self->reader, self->account, &self->poll_cursor, POLL_PAGE, NULL);
  if (page == NULL || (page->len > 0 && rbk_lane_get_carrier (self, NULL) == NULL))
    {
      self->poll_begun_us = 0;
      self->poll_next_us = rbk_lane_pause (self, 0);
      return self->poll_next_us;
    }
  for (guint i = 0; i < page->len; i++)
    {
      RbkMessage *message = g_ptr_array_index (page, i);
      gint64 accepted_us = rbk_message_get_state_us (message);
      gint64 asked_us = MAX (self->polled_us - accepted_us, 0);
      gint64 next_us = accepted_us + get_next_age (&self->setting->schedule, asked_us);

      if (next_us <= self->poll_begun_us)
        {
          if (!look_up (self, message, now - accepted_us))
            {
              /* Those that were not asked about stay due. */
              self->poll_begun_us = 0;
              self->poll_next_us = rbk_lane_get_pause_us (self);
              return self->poll_next_us;
            }
          next_us =
            accepted_us + get_next_age (&self->setting->schedule, MAX (self->poll_begun_us - accepted_us, 0));
        }
      self->poll_next_us = MIN (self->poll_next_us, next_us);
    }
  if (page->len == POLL_PAGE)
    return 0;
  self->polled_us = self->poll_begun_us;
  self->poll_begun_us = 0;
  return self->poll_next_us;
}
