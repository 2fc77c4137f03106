/* rbk-lane.c
 *
 * A message goes
 *
 *   queued or held ──gate──► sending (committed) ──carrier──► accepted ──► delivered or failed
 *
 * and every step is an entry appended under the condition that nobody else took the message a different way
 * in between (rbk_ledger_advance()). A message found in "sending" was cut off, by a crash or by the network:
 * the provider is asked for it before anything else, and it is sent anew only after two clear answers, some
 * time apart, that it is not there. That is also why "accepted" may be written a moment later than it is so,
 * together with "sending" of the next (rbk-lane-step.c), and "sending" may not.
 *
 * The table is the queue: memory holds only what is being settled, and when to look again. An account has one
 * lane, so that what its provider asks of us (wait, sign in anew) is asked once and touches no other account.
 *
 * One process at a time has the ledger (rbk_ledger_file_lock()), with one outbox in it: whatever a lane finds
 * in "sending" and does not send itself, nobody sends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-lane-private.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

#define LONGEST_SLEEP_US ((gint64) 3600 * G_USEC_PER_SEC)
#define PAGE             50

/* ---- The provider ---- */

/**
 * rbk_lane_get_carrier:
 *
 * Returns: (transfer none): the account's, opened if it was not; NULL with an error of the keyring or the
 *   channel
 */
RbkCarrier *
rbk_lane_get_carrier (RbkLane *self, GError **error)
{
  RbkAccount *account = rbk_gate_background_find_account (self->background, self->account);

  if (account == NULL)
    {
      g_clear_object (&self->carrier);
      rbk_channel_error_set (
        error, RBK_CHANNEL_ERROR_ACCOUNT, _ ("The account it was to leave by was removed."));
      return NULL;
    }
  if (self->carrier == NULL)
    self->carrier =
      self->setting->open_carrier (account, self->cancellable, self->setting->open_carrier_data, error);
  return self->carrier;
}

/**
 * rbk_lane_note_reached:
 * @error: (nullable): how something that was asked of the provider failed; NULL: it did not
 */
void
rbk_lane_note_reached (RbkLane *self, const GError *error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->setting->reached (self->account,
                          !g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE) &&
                            !g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNREACHABLE),
                          self->setting->reached_data);
}

/**
 * rbk_lane_pause:
 * @retry_after_us: how long the provider asks to be left alone; 0 if it does not
 *
 * Asks nothing of the provider for a while, longer each time until something is accepted.
 *
 * Returns: until when
 */
gint64
rbk_lane_pause (RbkLane *self, gint64 retry_after_us)
{
  gint64 until_us = rbk_clock_now_us (self->setting->clock) +
                    rbk_send_schedule_wait_us (&self->setting->schedule, ++self->troubles, retry_after_us);

  if (retry_after_us > 0)
    self->busy_until_us = MAX (self->busy_until_us, until_us);
  else
    self->pause_until_us = MAX (self->pause_until_us, until_us);
  return rbk_lane_get_pause_us (self);
}

/**
 * rbk_lane_get_pause_us:
 *
 * Returns: until when nothing is asked of the provider
 */
gint64
rbk_lane_get_pause_us (RbkLane *self)
{
  return MAX (self->pause_until_us, self->busy_until_us);
}

/* ---- One message ---- */

static gint64
hold (RbkLane *self, RbkMessage *message, RbkEntry *entry, const RbkVerdict *verdict)
{
  gint64 soonest = rbk_clock_now_us (self->setting->clock) + self->setting->schedule.first_wait_us;
  /* A time that has come already would be asked for without end. */
  gint64 until_us = verdict->until_us != 0 ? MAX (verdict->until_us, soonest) : 0;
  JsonObject *payload;

  if (rbk_message_get_state (message) == RBK_MESSAGE_STATE_HELD &&
      rbk_message_get_next_us (message) == until_us &&
      g_strcmp0 (rbk_message_get_detail (message), verdict->words) == 0)
    return until_us != 0 ? until_us : RBK_LANE_NEVER;
  payload = rbk_lane_make_delivery (
    entry, RBK_MESSAGE_STATE_HELD, verdict->words, rbk_message_get_attempt (message), until_us);
  if (verdict->rule != NULL)
    json_object_set_string_member (payload, "rule", verdict->rule);
  rbk_lane_advance (self, entry, RBK_LANE_WAITING, payload);
  return until_us != 0 ? until_us : RBK_LANE_NEVER;
}

static gint64
refuse (RbkLane *self, RbkMessage *message, RbkEntry *entry, const RbkVerdict *verdict)
{
  JsonObject *payload = rbk_lane_make_delivery (
    entry, RBK_MESSAGE_STATE_FAILED, verdict->words, rbk_message_get_attempt (message), 0);

  if (verdict->rule != NULL)
    json_object_set_string_member (payload, "rule", verdict->rule);
  rbk_lane_advance (self, entry, RBK_LANE_WAITING, payload);
  return RBK_LANE_NEVER;
}

/* What an account of this Ringback cannot take away, such as a video of a newer one. */
static gint64
hold_strange (RbkLane *self, RbkMessage *message, RbkEntry *entry)
{
  rbk_lane_advance (self,
                    entry,
                    RBK_LANE_WAITING | RBK_LANE_SENDING,
                    rbk_lane_make_delivery (entry,
                                            RBK_MESSAGE_STATE_HELD,
                                            _ ("This Ringback cannot send this by that account."),
                                            rbk_message_get_attempt (message),
                                            0));
  return RBK_LANE_NEVER;
}

/* What cannot be read ends the round: it is tried again a while later. */
static void
note_unreadable (RbkLane *self, const GError *error)
{
  g_warning ("The outbox could not be read: %s", error->message);
  self->is_stuck = TRUE;
}

/* Something about the showroom may be another since it was read. */
static gboolean
refresh (RbkLane *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->stale, TRUE, FALSE))
    return TRUE;
  if (rbk_gate_background_load (self->background, self->reader, &error))
    return TRUE;
  g_atomic_int_set (&self->stale, TRUE);
  note_unreadable (self, error);
  return FALSE;
}

/* Whether it is this account's to send. One that was removed meanwhile is the gate's to speak of. */
static gboolean
is_ours (RbkLane *self, RbkEntry *entry)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  RbkAccount *account = rbk_gate_background_find_account (self->background, self->account);

  if (kind != RBK_ENTRY_KIND_EMAIL && kind != RBK_ENTRY_KIND_TEXT)
    return FALSE;
  return account == NULL || rbk_account_get_medium (account) ==
                              (kind == RBK_ENTRY_KIND_TEXT ? RBK_MEDIUM_TEXT : RBK_MEDIUM_EMAIL);
}

/* Returns when to look at this message again; 0: at once. */
static gint64
handle (RbkLane *self, RbkMessage *message, gboolean try_all)
{
  g_autoptr (RbkEntry) entry = NULL;
  g_autoptr (RbkVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  RbkMessageState state = rbk_message_get_state (message);
  gint64 now = rbk_clock_now_us (self->setting->clock);
  gint64 next = rbk_message_get_next_us (message), twin;

  /* A message that was never tried waits for its time whatever happens: that is the undo. */
  if (state != RBK_MESSAGE_STATE_SENDING && next > now &&
      (!try_all || (state == RBK_MESSAGE_STATE_QUEUED && rbk_message_get_attempt (message) == 0 &&
                    rbk_message_get_code (message) == NULL)))
    return next;
  if (!refresh (self))
    return now + self->setting->schedule.first_wait_us;
  entry = rbk_ledger_reader_get_entry (self->reader, rbk_message_get_id (message), &error);
  if (entry == NULL)
    {
      note_unreadable (self, error);
      return now + self->setting->schedule.first_wait_us;
    }
  if (!is_ours (self, entry))
    return hold_strange (self, message, entry);
  if (state == RBK_MESSAGE_STATE_SENDING)
    return rbk_lane_settle (self, message, entry);
  if (g_hash_table_size (self->searches) >= RBK_SEND_MOST_UNSETTLED)
    return now + self->setting->schedule.look_again_us;
  /* How many of their voicemails have left may decide about this one. */
  if (rbk_entry_get_string (entry, "draft") != NULL && !rbk_lane_keep_accepted (self))
    return now + self->setting->schedule.first_wait_us;
  verdict =
    rbk_gate_background_judge_entry (self->background, self->reader, entry, self->account, now, &error);
  if (verdict == NULL)
    {
      note_unreadable (self, error);
      return now + self->setting->schedule.first_wait_us;
    }
  switch (verdict->answer)
    {
    case RBK_GATE_REFUSED:
      return refuse (self, message, entry, verdict);
    case RBK_GATE_HELD:
      return hold (self, message, entry, verdict);
    case RBK_GATE_YES:
    default:
      twin = rbk_lane_find_twin (self, entry);
      return twin != 0 ? MAX (twin, now + 1) : rbk_lane_send (self, message, entry);
    }
}

/* ---- All of them ---- */

static gboolean
is_ending (RbkLane *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
is_paused (RbkLane *self)
{
  return rbk_lane_get_pause_us (self) > rbk_clock_now_us (self->setting->clock);
}

static gint64
handle_all (RbkLane *self, GPtrArray *messages, gboolean try_all)
{
  gint64 earliest = RBK_LANE_NEVER;

  for (guint i = 0; i < messages->len && !is_ending (self) && !is_paused (self) && !self->is_stuck; i++)
    {
      gint64 next = handle (self, g_ptr_array_index (messages, i), try_all);

      earliest = MIN (earliest, next);
    }
  rbk_lane_keep_accepted (self);
  return earliest;
}

/* One page of what was held, or had failed, when somebody said that something is another now. */
static gint64
sweep (RbkLane *self)
{
  gint64 begun_at = self->sweep_cursor;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page =
    rbk_ledger_reader_list_held (self->reader, self->account, &self->sweep_cursor, PAGE, &error);
  gint64 next;

  if (page == NULL)
    {
      note_unreadable (self, error);
      self->sweep_cursor = begun_at;
      return RBK_LANE_NEVER;
    }
  next = handle_all (self, page, TRUE);
  if (is_ending (self) || is_paused (self) || self->is_stuck)
    /* The rest of the page comes again. */
    self->sweep_cursor = begun_at;
  else
    self->sweeping = page->len == PAGE;
  return next;
}

/* Looks at what is due until nothing more can be done by now. Returns when to come back. */
static gint64
run_round (RbkLane *self)
{
  gint64 earliest = RBK_LANE_NEVER;

  self->is_stuck = FALSE;
  while (!is_ending (self) && !is_paused (self) && !self->is_stuck)
    {
      gint64 now = rbk_clock_now_us (self->setting->clock);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) due = rbk_ledger_reader_list_due (self->reader, self->account, now, PAGE, &error);
      gint64 next, poll = RBK_LANE_NEVER;

      if (due == NULL)
        {
          note_unreadable (self, error);
          break;
        }
      self->moved = FALSE;
      earliest = handle_all (self, due, FALSE);
      if (self->sweeping && !is_paused (self) && !self->is_stuck && !is_ending (self))
        {
          gint64 held = sweep (self);

          earliest = MIN (earliest, held);
        }
      if (self->moved || self->sweeping)
        continue;
      if (!is_paused (self) && !self->is_stuck && !is_ending (self) && refresh (self))
        poll = rbk_lane_poll (self);
      if (poll == 0)
        continue;
      next = rbk_ledger_reader_get_next_due_us (self->reader, self->account, now, &error);
      if (next < 0)
        note_unreadable (self, error);
      earliest = MIN (earliest, poll);
      earliest = MIN (earliest, next);
      break;
    }
  /* What could not be read or written down is still where it was: come back when there may be room. */
  if (self->is_stuck)
    return rbk_clock_now_us (self->setting->clock) + self->setting->schedule.first_wait_us;
  return is_paused (self) ? rbk_lane_get_pause_us (self) : earliest;
}

/* Sleeps until @next or until woken. Returns FALSE when it is time to end. */
static gboolean
wait_for_work (RbkLane *self, gint64 next, gboolean *try_all)
{
  gint64 longest = self->setting->schedule.longest_nap_us;
  gint64 now = rbk_clock_now_us (self->setting->clock);
  gint64 wait = LONGEST_SLEEP_US;
  gboolean go_on;
  gint64 end;

  /* The clock may be set, and stands still for what we wait by while the PC sleeps: something that is
   * due at eight leaves when it wakes at nine. */
  if (next != RBK_LANE_NEVER)
    wait = MIN (next - now, longest > 0 ? longest : LONGEST_SLEEP_US);
  end = g_get_monotonic_time () + CLAMP (wait, 0, LONGEST_SLEEP_US);
  g_mutex_lock (&self->lock);
  while (!self->woken && !self->stopping && g_cond_wait_until (&self->wake, &self->lock, end))
    ;
  *try_all = self->try_all;
  self->woken = self->try_all = FALSE;
  go_on = !self->stopping;
  g_mutex_unlock (&self->lock);
  return go_on;
}

/* What was asked in vain is asked again now; what was answered keeps its distance. */
static void
ask_again (gpointer key, gpointer value, gpointer data)
{
  RbkSearch *search = value;

  if (search->clear_noes == 0 && search->vain_looks > 0)
    search->next_us = 0;
}

static void
begin_anew (RbkLane *self)
{
  /* With the secret as it is now. */
  g_clear_object (&self->carrier);
  g_atomic_int_set (&self->stale, TRUE);
  self->pause_until_us = 0;
  self->troubles = 0;
  self->sweeping = TRUE;
  self->sweep_cursor = 0;
  g_hash_table_foreach (self->searches, ask_again, NULL);
}

/* A provider that asked to be left alone was not asking the program that ended. */
static void
resume_pause (RbkLane *self)
{
  gint64 until_us = rbk_ledger_reader_get_pause_us (self->reader, self->account, RBK_SEND_BUSY_CODE, NULL);

  self->busy_until_us = MAX (until_us, 0);
}

static gpointer
lane_thread (gpointer data)
{
  RbkLane *self = data;
  g_autoptr (GError) error = NULL;
  gboolean try_all = FALSE;
  gint64 next = RBK_LANE_NEVER;

  self->reader = rbk_ledger_reader_new (self->setting->ledger, &error);
  if (self->reader == NULL)
    g_warning ("The outbox could not be opened: %s", error->message);
  else
    {
      begin_anew (self);
      resume_pause (self);
    }
  do
    {
      if (try_all)
        begin_anew (self);
      if (self->reader != NULL)
        next = run_round (self);
    }
  while (wait_for_work (self, next, &try_all));
  g_clear_object (&self->carrier);
  g_clear_object (&self->reader);
  return NULL;
}

/**
 * rbk_lane_start:
 * @account: the id of an account
 *
 * Returns: (transfer full): its lane, which begins with what an earlier run left behind
 */
RbkLane *
rbk_lane_start (const RbkLaneSetting *setting, const char *account)
{
  RbkLane *self = g_new0 (RbkLane, 1);

  self->setting = setting;
  self->account = g_strdup (account);
  self->cancellable = g_cancellable_new ();
  self->background = rbk_gate_background_new (setting->consumer_domains, setting->tables);
  self->searches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, rbk_search_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->thread = g_thread_new ("rbk-lane", lane_thread, self);
  return self;
}

/**
 * rbk_lane_wake:
 * @try_all: whether something changed that held messages may have waited for
 *
 * Looks at the account's queue now. From any thread.
 */
void
rbk_lane_wake (RbkLane *self, gboolean try_all)
{
  if (try_all)
    g_atomic_int_set (&self->stale, TRUE);
  g_mutex_lock (&self->lock);
  self->woken = TRUE;
  self->try_all |= try_all;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

/**
 * rbk_lane_stop:
 *
 * Asks it to end after the step that is under way, which is cut short. Does not wait: rbk_lane_free() does.
 */
void
rbk_lane_stop (RbkLane *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
}

/**
 * rbk_lane_free:
 *
 * After rbk_lane_stop(); waits for it to end.
 */
void
rbk_lane_free (RbkLane *self)
{
  g_thread_join (self->thread);
  rbk_gate_background_free (self->background);
  g_hash_table_unref (self->searches);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self->account);
  g_free (self);
}
