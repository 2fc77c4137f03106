/* rbk-composer-edit.c: the edits of the takes, each an entry, and a passage spoken again.
 *
 * A take is never changed. What is edited is which parts of which takes are heard; the history of that
 * is replayed from its entries when the draft is opened again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer-private.h"

#include "media/rbk-pcm.h"
#include "media/rbk-quiet-point.h"
#include "media/rbk-take-measure.h"
#include "model/rbk-cut-history.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/* So much is heard before a passage that is spoken again. */
#define LEAD_UP_US (2 * G_USEC_PER_SEC)
/* The player's clock is not asked more often than the screen is drawn. */
#define NEARLY_THERE_US (G_USEC_PER_SEC / 10)
/* What is left of the silence before somebody speaks. */
#define BREATH_US (G_USEC_PER_SEC / 20)

#define SAMPLE_BYTES ((gint64) sizeof (gint16))

static gint64
to_us (gint64 samples)
{
  return samples * G_USEC_PER_SEC / RBK_PCM_RATE;
}

static RbkCutHistory *
ensure_history (RbkComposer *self, const char *take)
{
  RbkCutHistory *history = g_hash_table_lookup (self->histories, take);

  if (history == NULL)
    {
      history = rbk_cut_history_new ();
      g_hash_table_insert (self->histories, g_strdup (take), history);
    }
  return history;
}

static void
note_used (RbkComposer *self, JsonArray *passages, const char *take)
{
  for (guint i = 0; passages != NULL && i < json_array_get_length (passages); i++)
    {
      const char *used = rbk_json_get_string (rbk_json_array_get_object (passages, i), "take");

      if (used != NULL && g_strcmp0 (used, take) != 0)
        g_hash_table_add (self->mending, g_strdup (used));
    }
}

/* The histories as the ledger has them, unless something newer is about to go there. */
void
rbk_composer_load_edits (RbkComposer *self)
{
  g_autoptr (GPtrArray) edits = NULL;

  if (self->pending > 0)
    return;
  edits = rbk_ledger_reader_list_edits (self->desk->reader, self->draft, NULL);
  if (edits == NULL)
    return;
  g_hash_table_remove_all (self->histories);
  g_hash_table_remove_all (self->mending);
  for (guint i = 0; i < edits->len; i++)
    {
      RbkEntry *edit = g_ptr_array_index (edits, i);
      JsonObject *payload = rbk_entry_get_payload (edit);
      const char *take = rbk_entry_get_string (edit, "take");

      /* An edit that cannot be read counts as a step that changed nothing. */
      rbk_cut_history_replay (ensure_history (self, take), payload, NULL);
      note_used (self, rbk_json_get_array (payload, "passages"), take);
    }
}

/* Whether @take is a part of another by now, and no voicemail by itself. */
gboolean
rbk_composer_is_mending (RbkComposer *self, RbkTake *take)
{
  const char *id = rbk_take_get_id (take);

  return rbk_take_get_mends (take) != NULL &&
         (g_hash_table_contains (self->mending, id) || g_strcmp0 (self->punch.by, id) == 0);
}

/* (nullable) (transfer none): what was made of @take; NULL while it is as it was recorded */
RbkCut *
rbk_composer_get_made_cut (RbkComposer *self, RbkTake *take)
{
  RbkCutHistory *history = g_hash_table_lookup (self->histories, rbk_take_get_id (take));

  return history != NULL ? rbk_cut_history_get_current (history) : NULL;
}

static RbkCut *
dup_cut (RbkComposer *self, RbkTake *take, GError **error)
{
  RbkCut *made = rbk_composer_get_made_cut (self, take);

  if (made != NULL)
    return g_object_ref (made);
  return rbk_cut_new_whole (rbk_take_get_id (take), rbk_take_get_bytes (take) / SAMPLE_BYTES, error);
}

/**
 * rbk_composer_dup_cut:
 *
 * Returns: (transfer full) (nullable): what the chosen take is made of now; NULL if none is chosen or it
 *   holds no sound
 */
RbkCut *
rbk_composer_dup_cut (RbkComposer *self)
{
  return self->chosen != NULL ? dup_cut (self, self->chosen, NULL) : NULL;
}

/**
 * rbk_composer_is_edited:
 *
 * Returns: whether @take is heard otherwise than it was recorded
 */
gboolean
rbk_composer_is_edited (RbkComposer *self, RbkTake *take)
{
  return rbk_composer_get_made_cut (self, take) != NULL;
}

/**
 * rbk_composer_get_length:
 * @take: a take of the draft
 *
 * Returns: how long it is with its edits, samples at 48 kHz
 */
gint64
rbk_composer_get_length (RbkComposer *self, RbkTake *take)
{
  RbkCut *made = rbk_composer_get_made_cut (self, take);

  return made != NULL ? rbk_cut_get_length (made) : MAX (rbk_take_get_bytes (take), 0) / SAMPLE_BYTES;
}

/* Queues what was done to the chosen take, and lets it be heard. */
static void
tell_edit (RbkComposer *self, const char *event)
{
  const char *take = rbk_take_get_id (self->chosen);
  g_autoptr (RbkCut) cut = rbk_composer_dup_cut (self);
  JsonObject *payload = rbk_json_new ("draft", self->draft, "take", take, "event", event, NULL);

  if (cut != NULL)
    {
      JsonArray *passages = rbk_cut_to_json (cut);

      note_used (self, passages, take);
      json_object_set_array_member (payload, "passages", passages);
    }
  rbk_composer_append_one (self, RBK_ENTRY_KIND_VOICEMAIL_EDIT, payload);
  rbk_composer_show_chosen (self, self->chosen);
  rbk_composer_tell_changed (self);
}

static gboolean
check_may_edit (RbkComposer *self, GError **error)
{
  if (self->chosen != NULL && self->opened && self->closing == NULL && self->punch.take == NULL &&
      !rbk_take_keeper_is_recording (self->keeper))
    return TRUE;
  g_set_error_literal (error,
                       RBK_DESK_ERROR,
                       RBK_DESK_ERROR_INVALID,
                       self->chosen == NULL ? _ ("There is nothing to edit yet. Record a take first.")
                                            : _ ("Stop the recording before you edit."));
  return FALSE;
}

/**
 * rbk_composer_set_cut:
 * @cut: what the chosen take shall be made of
 *
 * One step of the history, durably; rbk_composer_undo() takes it back.
 *
 * Returns: whether it was done; if not, %RBK_DESK_ERROR_INVALID or %RBK_CUT_ERROR_INVALID
 */
gboolean
rbk_composer_set_cut (RbkComposer *self, RbkCut *cut, GError **error)
{
  g_auto (GStrv) takes = rbk_cut_dup_takes (cut);

  if (!check_may_edit (self, error))
    return FALSE;
  for (guint i = 0; takes[i] != NULL; i++)
    {
      if (rbk_draft_find_take (self->stored, takes[i]) != NULL)
        continue;
      g_set_error_literal (error,
                           RBK_CUT_ERROR,
                           RBK_CUT_ERROR_INVALID,
                           _ ("A part of this voicemail was cut from a recording that is not here."));
      return FALSE;
    }
  rbk_cut_history_push (ensure_history (self, rbk_take_get_id (self->chosen)), cut);
  tell_edit (self, RBK_CUT_EVENT_EDITED);
  return TRUE;
}

/* The sound in which positions of @cut are counted, if it is loaded. */
static void
snap (RbkComposer *self, RbkCut *cut, gint64 *from, gint64 *to)
{
  GBytes *pcm = rbk_draft_sound_get_pcm (self->sound);

  if (pcm != NULL && (gint64) g_bytes_get_size (pcm) == rbk_cut_get_length (cut) * SAMPLE_BYTES)
    rbk_quiet_point_snap (pcm, from, to);
}

typedef RbkCut *(*Edit) (RbkCut *cut, gint64 from, gint64 to, GError **error);

static gboolean
edit (RbkComposer *self, Edit how, gint64 from, gint64 to, GError **error)
{
  g_autoptr (RbkCut) before = NULL;
  g_autoptr (RbkCut) after = NULL;

  if (!check_may_edit (self, error))
    return FALSE;
  before = dup_cut (self, self->chosen, error);
  if (before == NULL)
    return FALSE;
  snap (self, before, &from, &to);
  after = how (before, from, to, error);
  return after != NULL && rbk_composer_set_cut (self, after, error);
}

/**
 * rbk_composer_trim:
 * @from: the first sample of the message that stays
 * @to: the one after the last that stays
 *
 * Returns: whether it was done; if not, an RbkCutError or %RBK_DESK_ERROR_INVALID
 */
gboolean
rbk_composer_trim (RbkComposer *self, gint64 from, gint64 to, GError **error)
{
  return edit (self, rbk_cut_trim, from, to, error);
}

/**
 * rbk_composer_remove:
 * @from: the first sample of the message that goes
 * @to: the one after the last that goes
 *
 * Returns: whether it was done; if not, an RbkCutError or %RBK_DESK_ERROR_INVALID
 */
gboolean
rbk_composer_remove (RbkComposer *self, gint64 from, gint64 to, GError **error)
{
  return edit (self, rbk_cut_remove, from, to, error);
}

static RbkCutHistory *
get_chosen_history (RbkComposer *self)
{
  return check_may_edit (self, NULL) ? g_hash_table_lookup (self->histories, rbk_take_get_id (self->chosen))
                                     : NULL;
}

/**
 * rbk_composer_can_undo:
 *
 * Returns: whether the chosen take has an edit that can be taken back
 */
gboolean
rbk_composer_can_undo (RbkComposer *self)
{
  RbkCutHistory *history = get_chosen_history (self);

  return history != NULL && rbk_cut_history_can_undo (history);
}

/**
 * rbk_composer_can_redo:
 *
 * Returns: whether the chosen take has an edit that was taken back and can be made again
 */
gboolean
rbk_composer_can_redo (RbkComposer *self)
{
  RbkCutHistory *history = get_chosen_history (self);

  return history != NULL && rbk_cut_history_can_redo (history);
}

/**
 * rbk_composer_undo:
 *
 * Takes back the last edit of the chosen take, durably.
 */
void
rbk_composer_undo (RbkComposer *self)
{
  if (!rbk_composer_can_undo (self))
    return;
  rbk_cut_history_undo (get_chosen_history (self));
  tell_edit (self, RBK_CUT_EVENT_UNDONE);
}

/**
 * rbk_composer_redo:
 *
 * Makes the edit again that was taken back last, durably.
 */
void
rbk_composer_redo (RbkComposer *self)
{
  if (!rbk_composer_can_redo (self))
    return;
  rbk_cut_history_redo (get_chosen_history (self));
  tell_edit (self, RBK_CUT_EVENT_REDONE);
}

/* ---- A passage spoken again ---- */

static void
tell_punching (RbkComposer *self)
{
  g_object_notify (G_OBJECT (self), "punching-in");
}

/* It is spoken again no more, or is done. */
void
rbk_composer_forget_punch (RbkComposer *self)
{
  gboolean was = self->punch.take != NULL;

  g_clear_pointer (&self->punch.take, g_free);
  g_clear_pointer (&self->punch.spoken, g_free);
  g_clear_pointer (&self->punch.by, g_free);
  g_clear_object (&self->punch.cut);
  self->punch.leading_up = FALSE;
  if (was)
    tell_punching (self);
}

static gboolean
start_punch (RbkComposer *self, GError **error)
{
  self->punch.leading_up = FALSE;
  rbk_player_pause (self->player);
  if (rbk_composer_start_take (self, self->punch.take, error))
    {
      g_set_str (&self->punch.spoken, rbk_take_keeper_get_take (self->keeper));
      return TRUE;
    }
  rbk_composer_forget_punch (self);
  return FALSE;
}

/* The player came nearer to the passage, or stopped. */
static void
player_moved_cb (RbkComposer *self)
{
  gint64 position = rbk_player_get_position_us (self->player);
  gint64 from = to_us (self->punch.from);
  g_autoptr (GError) error = NULL;

  if (!self->punch.leading_up)
    return;
  if (position >= from || (!rbk_player_get_playing (self->player) && position >= from - NEARLY_THERE_US))
    {
      if (!start_punch (self, &error))
        rbk_composer_tell_failed (self, error);
    }
  else if (!rbk_player_get_playing (self->player))
    rbk_composer_forget_punch (self);
}

/* Call once. */
void
rbk_composer_watch_player (RbkComposer *self)
{
  g_signal_connect_object (
    self->player, "notify::position-us", G_CALLBACK (player_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->player, "notify::playing", G_CALLBACK (player_moved_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_composer_punch_in:
 * @from: the first sample of the message that is spoken again
 * @to: the one after the last
 *
 * Plays the two seconds before the passage, and records from there until rbk_composer_stop(). What was
 * said takes the place of the passage, of whatever length; it is a take like any other, and what was there
 * before comes back with rbk_composer_undo(). rbk_composer_stop() while it still plays gives it up.
 *
 * Returns: whether it began; if not, an RbkCutError, RbkMediaError or %RBK_DESK_ERROR_INVALID
 */
gboolean
rbk_composer_punch_in (RbkComposer *self, gint64 from, gint64 to, GError **error)
{
  g_autoptr (RbkCut) cut = NULL;
  g_autoptr (RbkCut) without = NULL;

  if (!check_may_edit (self, error))
    return FALSE;
  cut = dup_cut (self, self->chosen, error);
  if (cut == NULL)
    return FALSE;
  snap (self, cut, &from, &to);
  /* Says in words what is wrong with the passage. */
  without = rbk_cut_trim (cut, from, to, error);
  if (without == NULL)
    return FALSE;
  self->punch = (RbkPunch) {
    .take = g_strdup (rbk_take_get_id (self->chosen)), .from = from, .to = to, .cut = g_steal_pointer (&cut)
  };
  rbk_player_pause (self->player);
  tell_punching (self);
  if (from == 0 || rbk_draft_sound_get_pcm (self->sound) == NULL)
    return start_punch (self, error);
  rbk_player_seek (self->player, MAX (to_us (from) - LEAD_UP_US, 0));
  if (!rbk_player_play (self->player, error))
    {
      rbk_composer_forget_punch (self);
      return FALSE;
    }
  self->punch.leading_up = TRUE;
  return TRUE;
}

/**
 * rbk_composer_give_up_punch_in:
 *
 * Leaves the message as it was. What was said for it by now is kept as a take of its own.
 */
void
rbk_composer_give_up_punch_in (RbkComposer *self)
{
  if (self->punch.take == NULL || self->punch.by != NULL)
    return;
  if (!self->punch.leading_up)
    rbk_composer_forget_punch (self);
  rbk_composer_stop (self);
}

/**
 * rbk_composer_is_punching_in:
 *
 * Returns: whether a passage is spoken again: what comes before it plays, it is recorded, or put in
 */
gboolean
rbk_composer_is_punching_in (RbkComposer *self)
{
  return self->punch.take != NULL;
}

static void
put_in (RbkComposer *self, RbkTake *take, GBytes *pcm, GError **error)
{
  RbkTakeMeasure measure;
  RbkPassage passage = { rbk_take_get_id (take), 0, (gint64) g_bytes_get_size (pcm) / SAMPLE_BYTES };
  g_autoptr (RbkCut) mended = NULL;

  rbk_take_measure (pcm, &measure);
  /* What was there before somebody spoke is the time it took to begin. */
  if (measure.lead_in_us < measure.duration_us)
    passage.first = MAX (measure.lead_in_us - BREATH_US, 0) * RBK_PCM_RATE / G_USEC_PER_SEC;
  mended = rbk_cut_replace (self->punch.cut, self->punch.from, self->punch.to, &passage, error);
  if (mended == NULL)
    return;
  rbk_cut_history_push (ensure_history (self, self->punch.take), mended);
  tell_edit (self, RBK_CUT_EVENT_EDITED);
}

typedef struct
{
  RbkComposer *self; /* (owned) */
  RbkTake *take;     /* (owned) */
} Mending;

static void
mending_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Mending *mending = data;
  g_autoptr (RbkComposer) self = mending->self;
  g_autoptr (RbkTake) take = mending->take;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkTakeSound) sound = rbk_take_sound_load_finish (result, &error);

  g_free (mending);
  /* What the ledger says is taken over again only after this. */
  if (sound != NULL && self->punch.take != NULL && self->chosen != NULL &&
      g_str_equal (rbk_take_get_id (self->chosen), self->punch.take))
    put_in (self, take, sound->pcm, &error);
  rbk_composer_forget_punch (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rbk_composer_tell_failed (self, error);
  rbk_composer_ended (self);
  rbk_composer_reload (self);
}

/* Puts @take, which is whole now, where it belongs. */
void
rbk_composer_mend (RbkComposer *self, RbkTake *take)
{
  Mending *mending = g_new0 (Mending, 1);

  mending->self = g_object_ref (self);
  mending->take = g_object_ref (take);
  rbk_composer_begun (self);
  rbk_take_sound_load_async (self->desk, self->stored, take, NULL, NULL, NULL, mending_loaded_cb, mending);
}
