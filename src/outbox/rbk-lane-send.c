/* rbk-lane-send.c: a message that may leave, leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-lane-private.h"

/* Failures that trying again does not mend, but a person may. */
static gboolean
needs_person (const GError *error)
{
  return error->domain != RBK_CHANNEL_ERROR || error->code == RBK_CHANNEL_ERROR_SIGN_IN ||
         error->code == RBK_CHANNEL_ERROR_CERTIFICATE || error->code == RBK_CHANNEL_ERROR_FORBIDDEN ||
         error->code == RBK_CHANNEL_ERROR_NOT_A_SERVER || error->code == RBK_CHANNEL_ERROR_UNSAFE ||
         error->code == RBK_CHANNEL_ERROR_ACCOUNT;
}

/* Without a network, or when the provider asks to be left alone, nothing was tried. */
static gboolean
was_no_attempt (const GError *error)
{
  return g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE) ||
         g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BUSY);
}

/**
 * rbk_lane_is_trouble:
 * @error: (nullable): how something failed
 *
 * Returns: whether it says something about the account or the way to its provider, rather than about one
 *   message: then the others of the lane would fail the same way, and a thousand wrong passwords lock an
 *   account
 */
gboolean
rbk_lane_is_trouble (const GError *error)
{
  if (error == NULL)
    return FALSE;
  return error->domain != RBK_CHANNEL_ERROR || error->code == RBK_CHANNEL_ERROR_OFFLINE ||
         error->code == RBK_CHANNEL_ERROR_UNREACHABLE || error->code == RBK_CHANNEL_ERROR_CERTIFICATE ||
         error->code == RBK_CHANNEL_ERROR_SIGN_IN || error->code == RBK_CHANNEL_ERROR_BUSY ||
         error->code == RBK_CHANNEL_ERROR_NOT_A_SERVER || error->code == RBK_CHANNEL_ERROR_UNSAFE ||
         error->code == RBK_CHANNEL_ERROR_ACCOUNT;
}

/* Certain that nothing left. Back it goes, or to a person. */
static gint64
put_back (RbkLane *self,
          RbkEntry *entry,
          guint from,
          guint attempt,
          gboolean refused,
          const RbkReceipt *receipt,
          const GError *error)
{
  gint64 now = rbk_clock_now_us (self->setting->clock);
  JsonObject *payload;
  gint64 next_us;

  if (refused || (attempt >= RBK_SEND_MOST_ATTEMPTS && !needs_person (error) && !was_no_attempt (error)))
    {
      payload = rbk_lane_make_delivery (entry, RBK_MESSAGE_STATE_FAILED, error->message, attempt, 0);
      if (receipt->code != NULL)
        json_object_set_string_member (payload, "code", receipt->code);
      rbk_lane_advance (self, entry, from, payload);
      rbk_lane_note_opt_out (self, entry, receipt);
      return RBK_LANE_NEVER;
    }
  if (g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN))
    g_clear_object (&self->carrier);
  if (rbk_lane_is_trouble (error))
    next_us = rbk_lane_pause (self, receipt->retry_after_us);
  else
    next_us = now + rbk_send_schedule_wait_us (&self->setting->schedule, attempt, receipt->retry_after_us);
  if (was_no_attempt (error))
    attempt--;
  payload = rbk_lane_make_delivery (entry,
                                    needs_person (error) ? RBK_MESSAGE_STATE_HELD : RBK_MESSAGE_STATE_QUEUED,
                                    error->message,
                                    attempt,
                                    next_us);
  if (g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BUSY))
    json_object_set_string_member (payload, "code", RBK_SEND_BUSY_CODE);
  else if (was_no_attempt (error))
    json_object_set_string_member (payload, "code", RBK_SEND_OFFLINE_CODE);
  rbk_lane_advance (self, entry, from, payload);
  return next_us;
}

static gint64
begin_search (RbkLane *self, RbkEntry *entry, guint attempt)
{
  gint64 next_us = rbk_clock_now_us (self->setting->clock) +
                   self->setting->schedule.look_again_us * rbk_carrier_get_delay (self->carrier);

  rbk_lane_get_search (self, entry)->next_us = next_us;
  rbk_lane_advance (self,
                    entry,
                    RBK_LANE_SENDING,
                    rbk_lane_make_delivery (entry,
                                            RBK_MESSAGE_STATE_SENDING,
                                            rbk_carrier_get_words (self->carrier, RBK_CARRIER_WORDS_ASKING),
                                            attempt,
                                            0));
  return next_us;
}

/**
 * rbk_lane_send:
 * @message: one that the gate lets out
 *
 * Returns: when to look at it again; 0 at once
 */
gint64
rbk_lane_send (RbkLane *self, RbkMessage *message, RbkEntry *entry)
{
  guint attempt = rbk_message_get_attempt (message) + 1;
  g_auto (RbkReceipt) receipt = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) written = NULL;
  RbkSendResult result;

  if (rbk_lane_get_carrier (self, &error) == NULL)
    return put_back (self, entry, RBK_LANE_WAITING, attempt, FALSE, &receipt, error);
  written = rbk_carrier_write (self->carrier, entry, self->reader, &error);
  if (written == NULL)
    {
      rbk_lane_advance (self,
                        entry,
                        RBK_LANE_WAITING,
                        rbk_lane_make_delivery (entry, RBK_MESSAGE_STATE_FAILED, error->message, attempt, 0));
      return RBK_LANE_NEVER;
    }
  /* From here on it may have left; whatever happens next, this stands in the ledger. */
  if (!rbk_lane_begin (self, entry, attempt))
    return 0;
  result = rbk_carrier_send (self->carrier, entry, written, &receipt, self->cancellable, &error);
  rbk_lane_note_reached (self, result == RBK_SEND_ACCEPTED ? NULL : error);
  switch (result)
    {
    case RBK_SEND_ACCEPTED:
      rbk_lane_accept (self, entry, attempt, &receipt);
      return RBK_LANE_NEVER;
    case RBK_SEND_NOT_SENT:
    case RBK_SEND_REFUSED:
      if (g_cancellable_is_cancelled (self->cancellable))
        {
          rbk_lane_advance (self,
                            entry,
                            RBK_LANE_SENDING,
                            rbk_lane_make_delivery (entry, RBK_MESSAGE_STATE_QUEUED, NULL, attempt - 1, 0));
          return RBK_LANE_NEVER;
        }
      return put_back (self, entry, RBK_LANE_SENDING, attempt, result == RBK_SEND_REFUSED, &receipt, error);
    case RBK_SEND_UNCERTAIN:
    default:
      return begin_search (self, entry, attempt);
    }
}
