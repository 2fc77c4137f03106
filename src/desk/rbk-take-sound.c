/* rbk-take-sound.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-take-sound.h"

#include "desk/rbk-desk-private.h"
#include "desk/rbk-voicemail-guide.h"
#include "media/rbk-splice.h"
#include "media/rbk-take-measure.h"
#include "rules/rbk-voicemail-check.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_take_sound_judge:
 * @sound: 48 kHz mono 16-bit PCM
 * @band: (nullable): how long it should be; NULL for the default school's
 *
 * Returns: (transfer full) (element-type RbkRemark): what the rules say of how it sounds
 */
GPtrArray *
rbk_take_sound_judge (GBytes *sound, const RbkLengthBand *band)
{
  RbkTakeMeasure measure;
  RbkVoicemailFacts facts;

  rbk_take_measure (sound, &measure);
  facts = (RbkVoicemailFacts) {
    .duration_us = measure.duration_us,
    .active_level_db = measure.active_level_db,
    .overall_level_db = measure.overall_rms_db,
    .clipped_share = measure.clipped_share,
    .lead_in_us = measure.lead_in_us,
    .tail_us = measure.tail_us,
    .longest_gap_us = measure.longest_gap_us,
    .speech_to_noise_db = measure.speech_to_noise_db,
    .band = band,
  };
  return rbk_voicemail_check (&facts);
}

/* The sound of one take, from @sounds or the ledger; borrowed from @sounds. */
static GBytes *
get_sound (RbkLedgerReader *reader, RbkDraft *draft, const char *id, GHashTable *sounds, GError **error)
{
  RbkTake *take = rbk_draft_find_take (draft, id);
  GBytes *sound = g_hash_table_lookup (sounds, id);

  if (sound != NULL)
    return sound;
  if (take == NULL)
    {
      g_set_error_literal (error,
                           RBK_DESK_ERROR,
                           RBK_DESK_ERROR_INVALID,
                           _ ("A part of this voicemail was cut from a recording that is not here."));
      return NULL;
    }
  sound = rbk_ledger_reader_get_media (reader, rbk_take_get_media (take), error);
  if (sound != NULL)
    g_hash_table_insert (sounds, g_strdup (id), sound);
  return sound;
}

/**
 * rbk_take_sound_render:
 * @draft: the draft of all takes that are needed
 * @take: the take that is listened to
 * @cut: (nullable): what was made of it; NULL for the take as it was recorded
 * @sounds: (element-type utf8 GBytes): sounds of takes by their ids, as far as they are known; those that
 *   had to be read are added, owned by it
 *
 * Returns: (transfer full): what it sounds like, 48 kHz mono 16-bit PCM, or NULL with an RbkLedgerError,
 *   RbkMediaError or %RBK_DESK_ERROR_INVALID
 */
GBytes *
rbk_take_sound_render (
  RbkLedgerReader *reader, RbkDraft *draft, RbkTake *take, RbkCut *cut, GHashTable *sounds, GError **error)
{
  g_auto (GStrv) takes = NULL;
  GBytes *sound;

  if (cut == NULL)
    {
      sound = get_sound (reader, draft, rbk_take_get_id (take), sounds, error);
      return sound != NULL ? g_bytes_ref (sound) : NULL;
    }
  takes = rbk_cut_dup_takes (cut);
  for (guint i = 0; takes[i] != NULL; i++)
    {
      if (get_sound (reader, draft, takes[i], sounds, error) == NULL)
        return NULL;
    }
  return rbk_splice (cut, sounds, error);
}

/**
 * rbk_take_sound_read_history:
 * @draft: the id of a draft
 * @take: the id of one of its takes
 *
 * Returns: (transfer full): how the take was edited so far, or NULL with an RbkLedgerError
 */
RbkCutHistory *
rbk_take_sound_read_history (RbkLedgerReader *reader, const char *draft, const char *take, GError **error)
{
  g_autoptr (GPtrArray) edits = rbk_ledger_reader_list_edits (reader, draft, error);
  RbkCutHistory *history;

  if (edits == NULL)
    return NULL;
  history = rbk_cut_history_new ();
  for (guint i = 0; i < edits->len; i++)
    {
      RbkEntry *edit = g_ptr_array_index (edits, i);
      g_autoptr (GError) strange = NULL;

      if (g_strcmp0 (rbk_entry_get_string (edit, "take"), take) != 0)
        continue;
      /* One that a newer Ringback made counts as a step that changed nothing: undo goes past it. */
      if (!rbk_cut_history_replay (history, rbk_entry_get_payload (edit), &strange))
        g_debug ("An edit could not be read: %s", strange->message);
    }
  return history;
}

/* What the worker is asked for. */
typedef struct
{
  RbkDraft *draft;           /* (owned) */
  RbkTake *take;             /* (owned) */
  RbkCut *cut;               /* (owned) (nullable) */
  GHashTable *sounds;        /* (owned): the worker's own */
  const RbkLengthBand *band; /* of a school, and none of those goes away */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->draft);
  g_object_unref (asked->take);
  g_clear_object (&asked->cut);
  g_hash_table_unref (asked->sounds);
  g_free (asked);
}

/**
 * rbk_take_sound_free:
 */
void
rbk_take_sound_free (RbkTakeSound *self)
{
  g_bytes_unref (self->pcm);
  g_free (self->content);
  g_ptr_array_unref (self->remarks);
  g_hash_table_unref (self->sounds);
  g_free (self);
}

/**
 * rbk_take_sound_new_sounds:
 * @known: (nullable): sounds that are known already
 *
 * Returns: (transfer full) (element-type utf8 GBytes): a table of its own with what is in @known
 */
GHashTable *
rbk_take_sound_new_sounds (GHashTable *known)
{
  GHashTable *sounds =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer take, sound;

  if (known == NULL)
    return sounds;
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &take, &sound))
    g_hash_table_insert (sounds, g_strdup (take), g_bytes_ref (sound));
  return sounds;
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *desk = source;
  Asked *asked = data;
  RbkTakeSound *loaded;
  GBytes *pcm = NULL;
  GError *error = NULL;

  if (desk->worker_reader != NULL)
    pcm = rbk_take_sound_render (
      desk->worker_reader, asked->draft, asked->take, asked->cut, asked->sounds, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closing");
  if (pcm == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  loaded = g_new0 (RbkTakeSound, 1);
  loaded->pcm = pcm;
  loaded->content = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pcm);
  loaded->remarks = rbk_take_sound_judge (pcm, asked->band);
  loaded->sounds = g_hash_table_ref (asked->sounds);
  g_task_return_pointer (task, loaded, (GDestroyNotify) rbk_take_sound_free);
}

/**
 * rbk_take_sound_load_async:
 * @draft: the draft of all takes that are needed
 * @take: the take that is listened to
 * @cut: (nullable): what was made of it; NULL for the take as it was recorded
 * @sounds: (nullable) (element-type utf8 GBytes): sounds of takes that need not be read again
 *
 * Reads, splices and judges on the desk's worker. The callback's source is the desk.
 */
void
rbk_take_sound_load_async (RbkDesk *desk,
                           RbkDraft *draft,
                           RbkTake *take,
                           RbkCut *cut,
                           GHashTable *sounds,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  GTask *task = g_task_new (desk, cancellable, callback, data);
  Asked *asked = g_new0 (Asked, 1);

  asked->draft = g_object_ref (draft);
  asked->take = g_object_ref (take);
  g_set_object (&asked->cut, cut);
  asked->sounds = rbk_take_sound_new_sounds (sounds);
  asked->band = rbk_voicemail_school_get_length (rbk_voicemail_guide_get_school (desk));
  g_task_set_source_tag (task, rbk_take_sound_load_async);
  g_task_set_task_data (task, asked, asked_free);
  rbk_worker_queue (desk->worker, task, load_thread);
}

/**
 * rbk_take_sound_load_finish:
 *
 * Returns: (transfer full): the take as it sounds, or NULL with an RbkLedgerError or RbkMediaError, or
 *   with %G_IO_ERROR_CANCELLED if nobody wants it any more
 */
RbkTakeSound *
rbk_take_sound_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
