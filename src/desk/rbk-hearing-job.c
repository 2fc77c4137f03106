/* rbk-hearing-job.c: what is done to find out what is said in the takes.
 *
 * One thing is done at a time: the chosen sound is measured and read, then the other takes, so that they can
 * be compared. Recording, or another chosen sound, ends what is under way; it is taken up again when nothing
 * has changed for a moment. What was read is kept with the sound, and never read again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-hearing-private.h"

#include "media/rbk-phone-ear.h"

/* Whoever edits makes the next step sooner than this; nobody waits for it. */
#define SETTLE_MS 400

/* Nothing is under way any more. */
static void
end_job (RbkHearing *self)
{
  g_clear_object (&self->job);
  g_clear_pointer (&self->job_take, g_free);
  g_clear_pointer (&self->job_content, g_free);
}

void
rbk_hearing_cancel_job (RbkHearing *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  end_job (self);
  g_clear_handle_id (&self->settle_timeout, g_source_remove);
}

/* A callback of a job that was cancelled must touch nothing: the hearing may be gone. */
static gboolean
is_over (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whether nothing was tried with @heard that need not be tried again. */
static gboolean
is_unread (const RbkHeard *heard)
{
  return heard->heard == NULL && heard->correct == NULL && heard->error == NULL && !heard->was_stopped;
}

static void
take_failure (RbkHearing *self, GError *error)
{
  RbkHeard *heard = g_hash_table_lookup (self->takes, self->job_take);

  if (heard != NULL)
    {
      g_clear_error (&heard->error);
      heard->error = error;
    }
  else
    g_error_free (error);
  end_job (self);
  rbk_hearing_tell_state (self);
  rbk_hearing_go_on (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkHearing *self = data;
  GError *error = NULL;
  g_autoptr (RbkTranscript) transcript =
    rbk_transcriber_transcribe_finish (RBK_TRANSCRIBER (source), result, &error);
  RbkHeard *heard;

  if (is_over (error))
    {
      g_error_free (error);
      return;
    }
  if (transcript == NULL)
    {
      take_failure (self, error);
      return;
    }
  rbk_composer_keep_transcript (self->composer, self->job_content, transcript);
  heard = g_hash_table_lookup (self->takes, self->job_take);
  if (heard != NULL && g_strcmp0 (heard->content, self->job_content) == 0)
    g_set_object (&heard->heard, transcript);
  end_job (self);
  rbk_hearing_tell (self);
  rbk_hearing_go_on (self);
}

static void
progress_cb (double progress, gpointer data)
{
  RbkHearing *self = data;

  /* What a helper says after it was ended is about nothing any more. */
  if (self->job_content != NULL)
    rbk_hearing_set_progress (self, progress);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkHearing *self = data;
  GError *error = NULL;
  g_autoptr (GBytes) sound = rbk_phone_ear_for_recogniser_finish (result, &error);
  RbkSpeechModel *model;

  if (is_over (error))
    {
      g_error_free (error);
      return;
    }
  model = rbk_speech_shelf_get_model (self->shelf);
  if (sound == NULL)
    take_failure (self, error);
  else if (model == NULL)
    {
      end_job (self);
      rbk_hearing_tell_state (self);
    }
  else
    rbk_transcriber_transcribe_async (
      self->transcriber, sound, model, progress_cb, self, self->job, read_cb, self);
}

/* Reads @pcm, the sound of @take; the job's cancellable is there. */
static void
begin_reading (RbkHearing *self, const char *content, GBytes *pcm)
{
  g_set_str (&self->job_content, content);
  rbk_hearing_set_progress (self, 0);
  rbk_phone_ear_for_recogniser_async (pcm, self->job, rendered_cb, self);
  rbk_hearing_tell_state (self);
}

typedef struct
{
  GBytes *pcm;   /* (owned) */
  char *content; /* (owned) */
  RbkTakeMeasure measure;
} Measuring;

static void
measuring_free (gpointer data)
{
  Measuring *measuring = data;

  g_bytes_unref (measuring->pcm);
  g_free (measuring->content);
  g_free (measuring);
}

static void
measure_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Measuring *measuring = data;

  rbk_take_measure (measuring->pcm, &measuring->measure);
  g_task_return_boolean (task, TRUE);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkHearing *self = data;
  Measuring *measuring = g_task_get_task_data (G_TASK (result));
  RbkHeard *heard;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return; /* cancelled, or the desk is closing */
  heard = g_hash_table_lookup (self->takes, self->job_take);
  if (heard != NULL)
    {
      if (g_strcmp0 (heard->content, measuring->content) != 0)
        {
          rbk_hearing_forget_sound (heard);
          heard->content = g_strdup (measuring->content);
          heard->heard = rbk_composer_dup_transcript (self->composer, heard->content, NULL);
          heard->correct = rbk_composer_dup_corrected (self->composer, heard->content);
        }
      heard->is_stale = FALSE;
      heard->measure = measuring->measure;
      /* The chosen sound waits until it is settled; of the others the sound is at hand now. */
      if (rbk_hearing_find_chosen (self) != heard && is_unread (heard) &&
          rbk_speech_shelf_get_model (self->shelf) != NULL)
        {
          begin_reading (self, measuring->content, measuring->pcm);
          return;
        }
    }
  end_job (self);
  rbk_hearing_tell (self);
  rbk_hearing_go_on (self);
}

static void
begin_measuring (RbkHearing *self, const char *content, GBytes *pcm)
{
  RbkDesk *desk = rbk_composer_get_desk (self->composer);
  GTask *task = g_task_new (desk, self->job, measured_cb, self);
  Measuring *measuring = g_new0 (Measuring, 1);

  measuring->pcm = g_bytes_ref (pcm);
  measuring->content = g_strdup (content);
  g_task_set_source_tag (task, begin_measuring);
  g_task_set_task_data (task, measuring, measuring_free);
  rbk_worker_queue (desk->worker, task, measure_thread);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkHearing *self = data;
  g_autofree char *content = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) pcm = rbk_composer_load_take_finish (RBK_COMPOSER (source), result, &content, &error);

  if (is_over (error))
    g_error_free (error);
  else if (pcm == NULL)
    take_failure (self, error);
  else
    begin_measuring (self, content, pcm);
}

static void
begin_job (RbkHearing *self, const char *take)
{
  self->job = g_cancellable_new ();
  g_set_str (&self->job_take, take);
}

/* Reads the chosen sound, which is measured; nothing else is under way. */
void
rbk_hearing_begin_reading_chosen (RbkHearing *self)
{
  begin_job (self, rbk_take_get_id (rbk_composer_get_chosen (self->composer)));
  begin_reading (
    self, rbk_composer_get_content (self->composer), rbk_composer_get_chosen_sound (self->composer));
}

static gboolean
settled_cb (gpointer data)
{
  RbkHearing *self = data;

  self->settle_timeout = 0;
  if (rbk_hearing_find_chosen (self) != NULL && self->job == NULL && !rbk_hearing_is_recording (self) &&
      rbk_speech_shelf_get_model (self->shelf) != NULL)
    rbk_hearing_begin_reading_chosen (self);
  return G_SOURCE_REMOVE;
}

/* Listens to the next take of which something is not known yet. */
static void
go_on_with_others (RbkHearing *self)
{
  GListModel *takes = G_LIST_MODEL (self->composer);
  gboolean can_read = rbk_speech_shelf_get_model (self->shelf) != NULL;

  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr (RbkTake) take = g_list_model_get_item (takes, i);
      RbkHeard *heard = rbk_hearing_find (self, take);

      if (heard == NULL || take == rbk_composer_get_chosen (self->composer) ||
          (heard->error != NULL && heard->content == NULL))
        continue;
      if (heard->content == NULL || heard->is_stale || heard->bytes != rbk_take_get_bytes (take) ||
          (can_read && is_unread (heard)))
        {
          heard->bytes = rbk_take_get_bytes (take);
          begin_job (self, rbk_take_get_id (take));
          rbk_composer_load_take_async (self->composer, take, self->job, loaded_cb, self);
          return;
        }
    }
}

/* Does what is to be done next, if nothing is under way. */
void
rbk_hearing_go_on (RbkHearing *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  GBytes *sound = rbk_composer_get_chosen_sound (self->composer);
  RbkHeard *heard = rbk_hearing_find_chosen (self);

  if (self->job != NULL || self->settle_timeout != 0 || rbk_hearing_is_recording (self) || chosen == NULL ||
      sound == NULL || rbk_hearing_find (self, chosen) == NULL)
    return;
  if (heard == NULL)
    {
      begin_job (self, rbk_take_get_id (chosen));
      begin_measuring (self, rbk_composer_get_content (self->composer), sound);
    }
  else if (is_unread (heard) && rbk_speech_shelf_get_model (self->shelf) != NULL)
    self->settle_timeout = g_timeout_add (SETTLE_MS, settled_cb, self);
  else
    go_on_with_others (self);
}
