/* rbk-clean-up.c: less noise in a sound that leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-clean-up.h"
#include "media/rbk-pcm.h"
#include "media/rbk-pipe-private.h"

/* The noise suppression of WebRTC. Its echo canceller waits for a loudspeaker that is not there; loudness is
 * for rbk-mastering.c. */
#define ELEMENTS                                                                                             \
  "webrtcdsp echo-cancel=false gain-control=false limiter=false high-pass-filter=true "                      \
  "noise-suppression=true noise-suppression-level=high"

/* By how much what comes out is late: 7 ms, measured with speech and GStreamer 1.26. */
#define DELAY_SAMPLES 334

static const char *const needed[] = { "webrtcdsp", NULL };

/**
 * rbk_clean_up_can:
 *
 * Returns: whether this computer can do it: the element is one of GStreamer's bad plugins, and not
 * everywhere. Where it cannot, the choice is not to be offered
 */
gboolean
rbk_clean_up_can (void)
{
  return rbk_media_init (NULL) && rbk_media_has (needed);
}

/**
 * rbk_clean_up:
 * @pcm: the sound, which stays as it is
 * @cancellable: (nullable): obeyed within milliseconds
 *
 * Takes steady noise away: a fan, the hum of a hall. Blocking, for worker threads: less than half a second
 * for a minute of sound.
 *
 * Returns: (transfer full): PCM as in rbk-pcm.h, as long as @pcm; %RBK_MEDIA_ERROR_MISSING_ELEMENT where
 *   rbk_clean_up_can() says no
 */
GBytes *
rbk_clean_up (GBytes *pcm, GCancellable *cancellable, GError **error)
{
  gsize size = g_bytes_get_size (pcm) & ~(gsize) 1;
  g_autoptr (GByteArray) longer = NULL;
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) output = NULL;
  gsize from = DELAY_SAMPLES * sizeof (gint16);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !rbk_media_require (needed, error))
    return NULL;
  if (size == 0)
    return g_bytes_new (NULL, 0);
  /* It works on hundredths of a second, and keeps back what does not fill one. */
  longer = g_byte_array_sized_new ((guint) size + RBK_PCM_BYTES_PER_SECOND / 10);
  g_byte_array_append (longer, g_bytes_get_data (pcm, NULL), (guint) size);
  g_byte_array_set_size (longer, (guint) size + RBK_PCM_BYTES_PER_SECOND / 10);
  memset (longer->data + size, 0, longer->len - size);
  input = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  output = rbk_pipe_through (input, RBK_PCM_RATE, ELEMENTS, cancellable, error);
  if (output == NULL)
    return NULL;
  /* Another version of the element may keep back more. */
  if (g_bytes_get_size (output) < from + size)
    {
      rbk_pipe_fail (error);
      return NULL;
    }
  return g_bytes_new_from_bytes (output, from, size);
}

static void
clean_up_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *clean = rbk_clean_up (data, cancellable, &error);

  if (clean != NULL)
    g_task_return_pointer (task, clean, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_clean_up_async:
 * @pcm: the sound
 *
 * rbk_clean_up() on the media module's own thread.
 */
void
rbk_clean_up_async (GBytes *pcm, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_clean_up_async);
  g_task_set_task_data (task, g_bytes_ref (pcm), (GDestroyNotify) g_bytes_unref);
  rbk_media_queue (task, clean_up_cb);
}

/**
 * rbk_clean_up_finish:
 *
 * Returns: (transfer full): as rbk_clean_up()
 */
GBytes *
rbk_clean_up_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
