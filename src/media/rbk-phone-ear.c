/* rbk-phone-ear.c: what a telephone makes of a sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-phone-ear.h"
#include "media/rbk-media-private.h"
#include "media/rbk-pcm.h"
#include "media/rbk-phone-line-private.h"

static GBytes *
through_the_line (GBytes *pcm, guint rate, GCancellable *cancellable, GError **error)
{
  g_autofree float *samples = NULL;
  g_autofree float *narrow = NULL;
  g_autofree float *wide = NULL;
  guint step = RBK_PCM_RATE / rate;
  gsize n;
  gsize n_narrow;
  gsize n_wide;

  samples = rbk_pcm_to_floats (pcm, &n);
  narrow = rbk_phone_line_narrow (samples, n, &n_narrow, cancellable, error);
  if (narrow == NULL)
    return NULL;
  for (gsize k = 0; k < n_narrow; k++)
    narrow[k] = rbk_phone_line_companded (narrow[k]);
  n_wide = (n + step - 1) / step;
  wide = rbk_phone_line_widen (narrow, n_narrow, step, n_wide, cancellable, error);
  return wide != NULL ? rbk_pcm_from_floats (wide, n_wide) : NULL;
}

/**
 * rbk_phone_ear:
 * @pcm: the sound
 * @cancellable: (nullable): obeyed within milliseconds
 *
 * What a customer's phone makes of @pcm: 300 to 3400 Hz, 8000 samples a second, mu-law. Blocking, for worker
 * threads: about a tenth of a second for a minute of sound.
 *
 * Returns: (transfer full): PCM as in rbk-pcm.h, of the length of @pcm, in which everything sounds at the
 * same sample; %NULL where it was cancelled
 */
GBytes *
rbk_phone_ear (GBytes *pcm, GCancellable *cancellable, GError **error)
{
  return through_the_line (pcm, RBK_PCM_RATE, cancellable, error);
}

/**
 * rbk_phone_ear_for_recogniser:
 * @pcm: the sound
 * @cancellable: (nullable): obeyed within milliseconds
 *
 * The same sound as rbk_phone_ear() in the form in which recognisers take it: a transcript of the recording
 * itself would flatter. Blocking, for worker threads.
 *
 * Returns: (transfer full): %RBK_PHONE_EAR_RECOGNISER_RATE samples a second, mono, signed 16 bit little
 * endian; sample i sounds together with sample 3 i of @pcm. %NULL where it was cancelled
 */
GBytes *
rbk_phone_ear_for_recogniser (GBytes *pcm, GCancellable *cancellable, GError **error)
{
  return through_the_line (pcm, RBK_PHONE_EAR_RECOGNISER_RATE, cancellable, error);
}

static void
return_heard (GTask *task, GBytes *heard, GError *error)
{
  if (heard != NULL)
    g_task_return_pointer (task, heard, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
phone_ear_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *heard = rbk_phone_ear (data, cancellable, &error);

  return_heard (task, heard, error);
}

/**
 * rbk_phone_ear_async:
 * @pcm: the sound
 *
 * rbk_phone_ear() on the media module's own thread.
 */
void
rbk_phone_ear_async (GBytes *pcm, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_phone_ear_async);
  g_task_set_task_data (task, g_bytes_ref (pcm), (GDestroyNotify) g_bytes_unref);
  rbk_media_queue (task, phone_ear_cb);
}

/**
 * rbk_phone_ear_finish:
 *
 * Returns: (transfer full): as rbk_phone_ear()
 */
GBytes *
rbk_phone_ear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
for_recogniser_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *heard = rbk_phone_ear_for_recogniser (data, cancellable, &error);

  return_heard (task, heard, error);
}

/**
 * rbk_phone_ear_for_recogniser_async:
 * @pcm: the sound
 *
 * rbk_phone_ear_for_recogniser() on the media module's own thread.
 */
void
rbk_phone_ear_for_recogniser_async (GBytes *pcm,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_phone_ear_for_recogniser_async);
  g_task_set_task_data (task, g_bytes_ref (pcm), (GDestroyNotify) g_bytes_unref);
  rbk_media_queue (task, for_recogniser_cb);
}

/**
 * rbk_phone_ear_for_recogniser_finish:
 *
 * Returns: (transfer full): as rbk_phone_ear_for_recogniser()
 */
GBytes *
rbk_phone_ear_for_recogniser_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
