/* rbk-lane-step.c: the steps of messages, as they are written down.
 *
 * A step is durable when it returns, but for one: that a message was accepted waits for the next one to be
 * begun, and both are written in one transaction, which halves what a long queue asks of the disk. Until then
 * the ledger has the accepted one in "sending"; whoever finds it there, after a crash or because the disk was
 * full, asks the provider, which has it. Nothing else is done in between: every other step, every look at the
 * queue and every question to the provider that rests on what was accepted begins with
 * rbk_lane_keep_accepted().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-lane-private.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_lane_make_delivery:
 *
 * Returns: (transfer full): the payload of a delivery entry about @entry
 */
JsonObject *
rbk_lane_make_delivery (
  RbkEntry *entry, RbkMessageState state, const char *detail, guint attempt, gint64 next_us)
{
  JsonObject *payload = rbk_json_new (
    "message", rbk_entry_get_id (entry), "state", rbk_message_state_get_name (state), "detail", detail, NULL);

  json_object_set_int_member (payload, "attempt", attempt);
  json_object_set_int_member (payload, "next_us", next_us);
  return payload;
}

/* @payload: (transfer full) */
static RbkEntry *
make_entry (RbkLane *self, RbkEntry *entry, JsonObject *payload)
{
  return rbk_entry_new (RBK_ENTRY_KIND_DELIVERY,
                        rbk_entry_get_customer (entry),
                        rbk_entry_get_author (entry),
                        rbk_clock_now_us (self->setting->clock),
                        payload);
}

static gboolean
append (RbkLane *self, RbkEntry *delivery, guint from)
{
  g_autoptr (GError) error = NULL;

  if (rbk_ledger_advance (self->setting->ledger, delivery, from, &error))
    {
      self->moved = TRUE;
      return TRUE;
    }
  if (g_error_matches (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT))
    self->moved = TRUE;
  else
    {
      g_warning ("The outbox could not write to the ledger: %s", error->message);
      self->is_stuck = TRUE;
    }
  return FALSE;
}

/**
 * rbk_lane_keep_accepted:
 *
 * Writes down that a message was accepted, if that is still to be done. What cannot be written is let go: the
 * message is in "sending", and is looked for.
 *
 * Returns: whether the ledger says all that is known
 */
gboolean
rbk_lane_keep_accepted (RbkLane *self)
{
  g_autoptr (RbkEntry) accepted = g_steal_pointer (&self->accepted);

  return accepted == NULL || append (self, accepted, RBK_LANE_SENDING) || !self->is_stuck;
}

/**
 * rbk_lane_advance:
 * @payload: (transfer full): of a delivery entry
 *
 * Returns: whether it was appended. FALSE if the message is elsewhere by now, which is no error, or if the
 *   ledger cannot be written, which ends the round
 */
gboolean
rbk_lane_advance (RbkLane *self, RbkEntry *entry, guint from, JsonObject *payload)
{
  g_autoptr (RbkEntry) delivery = make_entry (self, entry, payload);

  return rbk_lane_keep_accepted (self) && append (self, delivery, from);
}

/**
 * rbk_lane_begin:
 * @entry: a message that is about to leave
 * @attempt: its number
 *
 * Writes down that it is being sent, together with what was accepted before it.
 *
 * Returns: whether that is on the disk: only then may its first byte leave
 */
gboolean
rbk_lane_begin (RbkLane *self, RbkEntry *entry, guint attempt)
{
  g_autoptr (RbkEntry) sending =
    make_entry (self, entry, rbk_lane_make_delivery (entry, RBK_MESSAGE_STATE_SENDING, NULL, attempt, 0));

  if (self->accepted != NULL &&
      rbk_ledger_advance_both (
        self->setting->ledger, self->accepted, RBK_LANE_SENDING, sending, RBK_LANE_WAITING, NULL))
    {
      g_clear_object (&self->accepted);
      self->moved = TRUE;
      return TRUE;
    }
  /* Somebody took it back meanwhile, or there is no room: then each by itself, and with its error. */
  return rbk_lane_keep_accepted (self) && append (self, sending, RBK_LANE_WAITING);
}

/**
 * rbk_lane_accept:
 * @receipt: what the provider said
 *
 * The provider has it; if it will tell more, it is asked. It is written down with the next step.
 */
void
rbk_lane_accept (RbkLane *self, RbkEntry *entry, guint attempt, const RbkReceipt *receipt)
{
  gint64 now = rbk_clock_now_us (self->setting->clock);
  gboolean awaited = receipt->reference != NULL && rbk_carrier_is_awaited (self->carrier);
  gint64 next_us = awaited ? now + self->setting->schedule.look_again_us : 0;
  JsonObject *payload = rbk_lane_make_delivery (entry, RBK_MESSAGE_STATE_ACCEPTED, NULL, attempt, next_us);

  if (receipt->reference != NULL)
    json_object_set_string_member (payload, "reference", receipt->reference);
  rbk_lane_keep_accepted (self);
  self->accepted = make_entry (self, entry, payload);
  if (awaited)
    self->poll_next_us = MIN (self->poll_next_us, next_us);
  self->troubles = 0;
}

/**
 * rbk_lane_note_opt_out:
 * @receipt: what the provider said
 *
 * A customer who told the provider to stop has told us (K-30): it is kept, so that nobody tries again.
 */
void
rbk_lane_note_opt_out (RbkLane *self, RbkEntry *entry, const RbkReceipt *receipt)
{
  g_autoptr (RbkCustomer) customer = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  if (!receipt->opted_out)
    return;
  customer = rbk_ledger_reader_get_customer (self->reader, rbk_entry_get_customer (entry), NULL);
  if (customer == NULL || (rbk_customer_get_opted_out (customer) & RBK_MEDIUM_TEXT))
    return;
  g_ptr_array_add (entries,
                   rbk_entry_new (RBK_ENTRY_KIND_CONSENT_WITHDRAWN,
                                  rbk_entry_get_customer (entry),
                                  rbk_entry_get_author (entry),
                                  rbk_clock_now_us (self->setting->clock),
                                  rbk_json_new ("medium",
                                                "text",
                                                "words",
                                                _ ("The texting provider says that they answered STOP."),
                                                "channel",
                                                "text",
                                                NULL)));
  if (!rbk_ledger_append (self->setting->ledger, entries, &error))
    g_warning ("The outbox could not write to the ledger: %s", error->message);
}
