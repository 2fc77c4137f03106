/* rbk-lane-settle.c: a message of which it is not known whether it left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-lane-private.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_search_free:
 */
void
rbk_search_free (gpointer data)
{
  RbkSearch *search = data;

  g_free (search->twin);
  g_free (search);
}

/**
 * rbk_lane_dup_twin:
 *
 * A mail has a name of its own, by which it is found. Of two texts of the same words to the same number
 * nobody could say which of them the provider has.
 *
 * Returns: (transfer full) (nullable): what two messages share that cannot be told apart; NULL if none can
 */
char *
rbk_lane_dup_twin (RbkEntry *entry)
{
  if (rbk_entry_get_kind (entry) != RBK_ENTRY_KIND_TEXT)
    return NULL;
  return g_strdup_printf (
    "%s\n%s", rbk_entry_get_string (entry, "number"), rbk_entry_get_string (entry, "text"));
}

/**
 * rbk_lane_get_search:
 *
 * Returns: (transfer none): what is remembered of the search for a message; made if it is new
 */
RbkSearch *
rbk_lane_get_search (RbkLane *self, RbkEntry *entry)
{
  RbkSearch *search = g_hash_table_lookup (self->searches, rbk_entry_get_id (entry));

  if (search == NULL)
    {
      search = g_new0 (RbkSearch, 1);
      search->twin = rbk_lane_dup_twin (entry);
      g_hash_table_insert (self->searches, g_strdup (rbk_entry_get_id (entry)), search);
    }
  return search;
}

/**
 * rbk_lane_find_twin:
 *
 * Returns: when to look again at a message that has to wait until one is settled which looks the same; 0 if
 *   there is none
 */
gint64
rbk_lane_find_twin (RbkLane *self, RbkEntry *entry)
{
  g_autofree char *twin = rbk_lane_dup_twin (entry);
  GHashTableIter iter;
  gpointer search;

  if (twin == NULL)
    return 0;
  g_hash_table_iter_init (&iter, self->searches);
  while (g_hash_table_iter_next (&iter, NULL, &search))
    {
      if (g_strcmp0 (((RbkSearch *) search)->twin, twin) == 0)
        return MAX (((RbkSearch *) search)->next_us, 1);
    }
  return 0;
}

static gint64
give_up (RbkLane *self, RbkMessage *message, RbkEntry *entry)
{
  g_hash_table_remove (self->searches, rbk_entry_get_id (entry));
  rbk_lane_advance (self,
                    entry,
                    RBK_LANE_SENDING,
                    rbk_lane_make_delivery (
                      entry,
                      RBK_MESSAGE_STATE_UNKNOWN,
                      self->carrier != NULL ? rbk_carrier_get_words (self->carrier, RBK_CARRIER_WORDS_UNKNOWN)
                                            : _ ("It was cut off while it was sent, and the account it left "
                                                 "by was removed, so that nobody can be asked. Ask the "
                                                 "customer before sending it again."),
                      rbk_message_get_attempt (message),
                      0));
  return RBK_LANE_NEVER;
}

static gint64
look_again (RbkLane *self, RbkSearch *search, RbkMessage *message, RbkEntry *entry, const GError *error)
{
  /* Without a network nobody was asked. */
  gboolean asked = !g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE) &&
                   !g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BUSY);

  search->clear_noes = 0;
  search->vain_looks += asked;
  if (search->vain_looks >= RBK_SEND_VAIN_LOOKS)
    return give_up (self, message, entry);
  search->next_us = rbk_clock_now_us (self->setting->clock) +
                    rbk_send_schedule_wait_us (&self->setting->schedule, search->vain_looks, 0);
  return search->next_us;
}

static gint64
note_no (RbkLane *self, RbkSearch *search, RbkMessage *message, RbkEntry *entry)
{
  /* The provider may still be at work on what it got before the line broke. */
  if (++search->clear_noes < RBK_SEND_LOOKS)
    {
      search->next_us = rbk_clock_now_us (self->setting->clock) +
                        self->setting->schedule.look_again_us * rbk_carrier_get_delay (self->carrier);
      return search->next_us;
    }
  g_hash_table_remove (self->searches, rbk_entry_get_id (entry));
  rbk_lane_advance (
    self,
    entry,
    RBK_LANE_SENDING,
    rbk_lane_make_delivery (entry,
                            RBK_MESSAGE_STATE_QUEUED,
                            rbk_carrier_get_words (self->carrier, RBK_CARRIER_WORDS_NOT_THERE),
                            rbk_message_get_attempt (message),
                            0));
  return 0;
}

/**
 * rbk_lane_settle:
 * @message: one in "sending" that nobody is sending
 *
 * Asks the provider whether it has it.
 *
 * Returns: when to look at it again; 0 at once
 */
gint64
rbk_lane_settle (RbkLane *self, RbkMessage *message, RbkEntry *entry)
{
  RbkSearch *search = rbk_lane_get_search (self, entry);
  gint64 now = rbk_clock_now_us (self->setting->clock);
  g_auto (RbkReceipt) receipt = { 0 };
  g_autoptr (GError) error = NULL;
  RbkFound found;

  if (search->next_us > now)
    return search->next_us;
  /* Those that are accounted for are known by the ledger. */
  if (!rbk_lane_keep_accepted (self))
    return now + self->setting->schedule.first_wait_us;
  if (rbk_gate_background_find_account (self->background, self->account) == NULL)
    return look_again (self, search, message, entry, NULL);
  if (rbk_lane_get_carrier (self, &error) == NULL)
    {
      /* A locked keyring says nothing about the message: wait for it. */
      search->next_us = rbk_lane_pause (self, 0);
      return search->next_us;
    }
  found = rbk_carrier_find_sent (self->carrier,
                                 entry,
                                 rbk_message_get_state_us (message),
                                 self->reader,
                                 &receipt,
                                 self->cancellable,
                                 &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return RBK_LANE_NEVER;
  rbk_lane_note_reached (self, error);
  if (receipt.retry_after_us > 0)
    rbk_lane_pause (self, receipt.retry_after_us);
  switch (found)
    {
    case RBK_FOUND_SENT:
      g_hash_table_remove (self->searches, rbk_entry_get_id (entry));
      rbk_lane_accept (self, entry, rbk_message_get_attempt (message), &receipt);
      return RBK_LANE_NEVER;
    case RBK_FOUND_NOT_SENT:
      return note_no (self, search, message, entry);
    case RBK_FOUND_UNKNOWN:
    default:
      return look_again (self, search, message, entry, error);
    }
}
