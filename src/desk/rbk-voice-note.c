/* rbk-voice-note.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-voice-note.h"

#include "desk/rbk-desk-private.h"
#include "desk/rbk-leaving-sound.h"
#include "media/rbk-pcm.h"
#include "media/rbk-render.h"
#include "model/rbk-transcript.h"
#include "rules/rbk-remark.h"

#include <glib/gi18n-lib.h>

/* Nobody looks for what was recorded longer ago than so many voicemails. */
#define MOST_EVENTS     100
#define MOST_RECORDINGS 20

#define KIND_BIT(kind) (G_GUINT64_CONSTANT (1) << RBK_ENTRY_KIND_##kind)

/* ---- What there is ---- */

void
rbk_recording_free (RbkRecording *recording)
{
  g_free (recording->draft);
  g_free (recording->take);
  g_free (recording);
}

static void
add_takes (GPtrArray *recordings, RbkDraft *draft)
{
  GPtrArray *takes = rbk_draft_get_takes (draft);
  RbkTake *chosen = rbk_draft_get_chosen (draft);

  for (guint i = takes->len; i > 0 && recordings->len < MOST_RECORDINGS; i--)
    {
      RbkTake *take = g_ptr_array_index (takes, i - 1);
      RbkRecording *recording;

      if (rbk_take_is_deleted (take) || rbk_take_get_mends (take) != NULL || rbk_take_get_bytes (take) == 0 ||
          !rbk_desk_check_may_leave (draft, take, NULL, NULL))
        continue;
      recording = g_new0 (RbkRecording, 1);
      recording->draft = g_strdup (rbk_draft_get_id (draft));
      recording->take = g_strdup (rbk_take_get_id (take));
      recording->time_us = rbk_take_get_time_us (take);
      recording->duration_us = rbk_pcm_duration_us ((gsize) rbk_take_get_bytes (take));
      recording->is_chosen = take == chosen;
      g_ptr_array_add (recordings, recording);
    }
}

/**
 * rbk_desk_list_recordings:
 * @customer: an id
 *
 * What was practised only is not among them (V-20).
 *
 * Returns: (transfer full) (element-type RbkRecording): what was recorded for @customer, whether it was sent
 *   or left before or not, the newest first; or NULL with an RbkLedgerError
 */
GPtrArray *
rbk_desk_list_recordings (RbkDesk *self, const char *customer, GError **error)
{
  g_autoptr (GPtrArray) recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) rbk_recording_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) events = NULL;

  if (self->reader == NULL)
    return g_steal_pointer (&recordings);
  events =
    rbk_ledger_reader_list_of_kinds (self->reader, customer, KIND_BIT (VOICEMAIL_DRAFT), MOST_EVENTS, error);
  if (events == NULL)
    return NULL;
  for (guint i = 0; i < events->len && recordings->len < MOST_RECORDINGS; i++)
    {
      const char *id = rbk_entry_get_string (g_ptr_array_index (events, i), "draft");
      g_autoptr (RbkDraft) draft = NULL;

      if (id == NULL || !g_hash_table_add (seen, g_strdup (id)))
        continue;
      draft = rbk_ledger_reader_get_draft (self->reader, id, NULL);
      if (draft != NULL)
        add_takes (recordings, draft);
    }
  return g_steal_pointer (&recordings);
}

/* ---- As it leaves ---- */

RbkVoiceNote *
rbk_voice_note_ref (RbkVoiceNote *note)
{
  return g_atomic_rc_box_acquire (note);
}

static void
voice_note_clear (gpointer data)
{
  RbkVoiceNote *note = data;

  g_free (note->draft);
  g_free (note->take);
  g_free (note->media);
  g_clear_pointer (&note->heard, g_bytes_unref);
  g_clear_pointer (&note->passages, json_array_unref);
  g_free (note->title);
  g_free (note->words);
  g_free (note->file_name);
  g_free (note->media_type);
  g_clear_pointer (&note->bytes, g_bytes_unref);
}

void
rbk_voice_note_unref (RbkVoiceNote *note)
{
  g_atomic_rc_box_release_full (note, voice_note_clear);
}

/* What is asked of the worker. */
typedef struct
{
  char *customer; /* (owned) */
  char *draft;    /* (owned) */
  char *take;     /* (owned) */
  char *title;    /* (owned) */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->customer);
  g_free (wish->draft);
  g_free (wish->take);
  g_free (wish->title);
  g_free (wish);
}

/* What somebody wrote down after hearing it; what a machine heard is shown to no customer. */
static char *
dup_words (RbkLedgerReader *reader, GBytes *sound)
{
  g_autofree char *content = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sound);
  g_autoptr (GPtrArray) entries = rbk_ledger_reader_list_transcripts (reader, content, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      g_autoptr (RbkTranscript) transcript =
        rbk_transcript_new_from_json (rbk_entry_get_payload (g_ptr_array_index (entries, i)), NULL);

      if (transcript != NULL && rbk_transcript_is_corrected (transcript))
        return rbk_transcript_dup_text (transcript);
    }
  return NULL;
}

static gboolean
render (RbkVoiceNote *note, GBytes *sound, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) renditions = rbk_render_voice_note (sound, cancellable, error);
  RbkRendition *best;

  if (renditions == NULL)
    return FALSE;
  best = g_ptr_array_index (renditions, 0);
  note->file_name = g_strdup (best->file_name);
  note->media_type = g_strdup (best->media_type);
  note->bytes = g_bytes_ref (best->bytes);
  note->duration_us = rbk_pcm_duration_us (g_bytes_get_size (sound));
  return TRUE;
}

static RbkVoiceNote *
make (RbkDesk *self, const Wish *wish, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkVoiceNote) note = g_atomic_rc_box_new0 (RbkVoiceNote);
  g_autoptr (RbkLeavingSound) sound =
    rbk_leaving_sound_read (self, wish->customer, wish->draft, wish->take, error);

  if (sound == NULL || !render (note, sound->pcm, cancellable, error))
    return NULL;
  note->draft = rbk_draft_is_closed (sound->draft) ? NULL : g_strdup (wish->draft);
  note->take = g_strdup (wish->take);
  note->media = g_strdup (rbk_take_get_media (sound->take));
  note->title = g_strdup (wish->title);
  note->words = dup_words (self->worker_reader, sound->pcm);
  if (sound->passages != NULL)
    {
      note->passages = json_array_ref (sound->passages);
      note->heard = g_bytes_ref (sound->pcm);
    }
  return g_steal_pointer (&note);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RbkVoiceNote *note = make (RBK_DESK (source), data, cancellable, &error);

  if (note != NULL)
    g_task_return_pointer (task, note, (GDestroyNotify) rbk_voice_note_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_desk_make_voice_note_async:
 * @draft, @take: one of rbk_desk_list_recordings()
 *
 * Renders it with its edits as they are now; what is edited later does not change it.
 */
void
rbk_desk_make_voice_note_async (RbkDesk *self,
                                RbkCustomer *customer,
                                const char *draft,
                                const char *take,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Wish *wish = g_new0 (Wish, 1);

  wish->customer = g_strdup (rbk_customer_get_id (customer));
  wish->draft = g_strdup (draft);
  wish->take = g_strdup (take);
  wish->title = rbk_desk_dup_email_subject (self, customer);
  g_task_set_task_data (task, wish, wish_free);
  rbk_worker_queue (self->worker, task, make_thread);
}

/**
 * rbk_desk_make_voice_note_finish:
 *
 * Returns: (transfer full): it, or NULL with %RBK_DESK_ERROR_REFUSED (V-15, V-20), %RBK_DESK_ERROR_INVALID,
 * an RbkMediaError or RbkLedgerError
 */
RbkVoiceNote *
rbk_desk_make_voice_note_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
