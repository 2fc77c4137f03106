/* rbk-take-sound.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-take-sound.h"

#include "desk/rbk-desk-private.h"
#include "media/rbk-take-measure.h"
#include "rules/rbk-voicemail-check.h"

/* What the worker finds out about a take. */
typedef struct
{
  GBytes *sound;      /* (owned) (nullable) */
  GPtrArray *remarks; /* (owned) (nullable) */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->sound, g_bytes_unref);
  g_clear_pointer (&loaded->remarks, g_ptr_array_unref);
  g_free (loaded);
}

/**
 * rbk_take_sound_judge:
 * @sound: 48 kHz mono 16-bit PCM
 *
 * Takes some milliseconds a minute of sound.
 *
 * Returns: (transfer full) (element-type RbkRemark): what the rules say of how it sounds
 */
GPtrArray *
rbk_take_sound_judge (GBytes *sound)
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
    .longest_gap_us = measure.longest_gap_us,
    .speech_to_noise_db = measure.speech_to_noise_db,
  };
  return rbk_voicemail_check (&facts);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *desk = source;
  Loaded *loaded;
  GBytes *sound = NULL;
  GError *error = NULL;

  if (desk->worker_reader != NULL)
    sound = rbk_ledger_reader_get_media (desk->worker_reader, data, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closing");
  if (sound == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  loaded = g_new0 (Loaded, 1);
  loaded->sound = sound;
  loaded->remarks = rbk_take_sound_judge (sound);
  g_task_return_pointer (task, loaded, loaded_free);
}

/**
 * rbk_take_sound_load_async:
 * @media: the id of the take's sound
 *
 * Reads and judges on the desk's worker. The callback's source is the desk.
 */
void
rbk_take_sound_load_async (
  RbkDesk *desk, const char *media, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (desk, cancellable, callback, data);

  g_task_set_source_tag (task, rbk_take_sound_load_async);
  g_task_set_task_data (task, g_strdup (media), g_free);
  rbk_worker_queue (desk->worker, task, load_thread);
}

/**
 * rbk_take_sound_load_finish:
 * @remarks: (out) (transfer full) (element-type RbkRemark): what the rules say of it
 *
 * Returns: (transfer full): 48 kHz mono 16-bit PCM, or NULL with an RbkLedgerError, or with
 *   %G_IO_ERROR_CANCELLED or %G_IO_ERROR_CLOSED if nobody wants it any more
 */
GBytes *
rbk_take_sound_load_finish (GAsyncResult *result, GPtrArray **remarks, GError **error)
{
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), error);
  GBytes *sound;

  if (loaded == NULL)
    return NULL;
  sound = g_steal_pointer (&loaded->sound);
  *remarks = g_steal_pointer (&loaded->remarks);
  loaded_free (loaded);
  return sound;
}
