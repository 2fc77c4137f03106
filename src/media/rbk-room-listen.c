/* rbk-room-listen.c: a second of listening, of which nothing is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-pcm.h"
#include "media/rbk-recorder.h"
#include "media/rbk-room.h"

#define LISTEN_US G_USEC_PER_SEC

/* Microphones click when they are switched on, and some give zeros at first: so much of it does not count. */
#define SETTLE_US 200000

/* What a task listens with. Main thread. */
typedef struct
{
  RbkRecorder *recorder; /* (owned) */
  GByteArray *heard;     /* (owned) */
  GSource *cancelled;    /* (owned) (nullable): holds the task while it is attached */
} Ear;

static void
ear_free (Ear *ear)
{
  g_object_unref (ear->recorder);
  g_byte_array_unref (ear->heard);
  g_free (ear);
}

/* The task has its answer. */
static void
let_go (GTask *task)
{
  Ear *ear = g_task_get_task_data (task);

  if (ear->cancelled != NULL)
    g_source_destroy (ear->cancelled);
  g_clear_pointer (&ear->cancelled, g_source_unref);
  g_signal_handlers_disconnect_by_data (ear->recorder, task);
  g_object_unref (task);
}

static void
pcm_cb (RbkRecorder *recorder, GBytes *bytes, GTask *task)
{
  Ear *ear = g_task_get_task_data (task);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (ear->heard, data, (guint) size);
  if (ear->heard->len >= rbk_pcm_bytes_at (LISTEN_US))
    rbk_recorder_stop (recorder);
}

static void
stopped_cb (RbkRecorder *recorder, GTask *task)
{
  Ear *ear = g_task_get_task_data (task);
  g_autoptr (GBytes) heard = g_bytes_new (ear->heard->data, ear->heard->len);
  g_autoptr (GBytes) settled = rbk_pcm_slice (heard, SETTLE_US, LISTEN_US);
  g_autofree RbkRoom *room = g_new0 (RbkRoom, 1);

  rbk_room_measure (settled, room);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&room), g_free);
  let_go (task);
}

static void
failed_cb (RbkRecorder *recorder, GError *error, GTask *task)
{
  g_task_return_error (task, g_error_copy (error));
  let_go (task);
}

/* The answer comes when the microphone is let go of. */
static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Ear *ear = g_task_get_task_data (user_data);

  rbk_recorder_stop (ear->recorder);
  return G_SOURCE_REMOVE;
}

/**
 * rbk_room_listen_async:
 * @microphone: (nullable): as rbk_recorder_set_microphone()
 * @cancellable: (nullable): lets go of the microphone; the answer comes when that is done
 *
 * Listens for a second and says how noisy it is. The desktop shows meanwhile that the
 * microphone is in use, so it is for the moments in which somebody is about to speak. Nothing of what is
 * heard is kept. It does not stand in the way of a recording that begins in the middle. Main thread.
 */
void
rbk_room_listen_async (const char *microphone,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Ear *ear = g_new0 (Ear, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, rbk_room_listen_async);
  ear->recorder = rbk_recorder_new ();
  ear->heard = g_byte_array_new ();
  g_task_set_task_data (task, ear, (GDestroyNotify) ear_free);
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  rbk_recorder_set_microphone (ear->recorder, microphone);
  g_signal_connect (ear->recorder, "pcm", G_CALLBACK (pcm_cb), task);
  g_signal_connect (ear->recorder, "stopped", G_CALLBACK (stopped_cb), task);
  g_signal_connect (ear->recorder, "failed", G_CALLBACK (failed_cb), task);
  if (!rbk_recorder_start (ear->recorder, &error))
    {
      g_task_return_error (task, error);
      let_go (task);
      return;
    }
  if (cancellable != NULL)
    {
      ear->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, ear->cancelled, G_SOURCE_FUNC (cancelled_cb));
    }
}

/**
 * rbk_room_listen_finish:
 * @room: (out caller-allocates): how noisy it is
 *
 * Returns: whether it was heard; an error of the recorder otherwise, in words for the person who speaks
 */
gboolean
rbk_room_listen_finish (GAsyncResult *result, RbkRoom *room, GError **error)
{
  g_autofree RbkRoom *heard = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  heard = g_task_propagate_pointer (G_TASK (result), error);
  if (heard == NULL)
    return FALSE;
  *room = *heard;
  return TRUE;
}
