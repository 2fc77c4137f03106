/* rbk-loudness.c: how loud a sound is to an ear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-loudness.h"
#include "media/rbk-mastering-private.h"
#include "media/rbk-media-private.h"
#include "media/rbk-pcm.h"
#include <ebur128.h>
#include <math.h>

/* Between two of them it can be cancelled: a second of sound, which takes about two milliseconds. */
#define PIECE RBK_PCM_RATE

/* Longer than what libebur128 looks at to find a peak between samples. */
#define PEAK_BLOCK 64

/* Whether a block holds a sample of @loud or more. */
static gboolean
is_loud (const float *samples, gsize n, gsize block, float loud)
{
  gsize to = MIN (n, (block + 1) * PEAK_BLOCK);
  gboolean found = FALSE;

  for (gsize i = block * PEAK_BLOCK; i < to; i++)
    found |= fabsf (samples[i]) >= loud;
  return found;
}

/* The highest peak, as libebur128 finds it. Its interpolation adds up the twelve samples around with weights
 * whose magnitudes come to less than 1.9: where all of those are below half of the highest sample, it finds
 * nothing higher than that sample. So it is shown only the blocks in which there is more, with a quiet one or
 * the end of the sound to either side, and zeros in place of the rest; the answer is the same, for a small
 * part of the work. */
static double
find_true_peak (const float *samples, gsize n, guint rate)
{
  static const float zeros[PEAK_BLOCK];
  ebur128_state *state = ebur128_init (1, rate, EBUR128_MODE_TRUE_PEAK);
  gsize n_blocks = (n + PEAK_BLOCK - 1) / PEAK_BLOCK;
  gboolean was_loud = FALSE;
  gboolean was_shown = TRUE;
  double peak = 0;
  float highest = 0;

  g_assert (state != NULL);
  for (gsize i = 0; i < n; i++)
    highest = MAX (highest, fabsf (samples[i]));
  for (gsize block = 0; highest > 0 && block < n_blocks; block++)
    {
      gboolean now = is_loud (samples, n, block, highest / 2);
      gboolean next = block + 1 < n_blocks && is_loud (samples, n, block + 1, highest / 2);
      gboolean is_shown = was_loud || now || next;

      if (is_shown && !was_shown)
        ebur128_add_frames_float (state, zeros, PEAK_BLOCK);
      if (is_shown)
        ebur128_add_frames_float (
          state, samples + block * PEAK_BLOCK, MIN (n - block * PEAK_BLOCK, PEAK_BLOCK));
      was_shown = is_shown;
      was_loud = now;
    }
  ebur128_true_peak (state, 0, &peak);
  ebur128_destroy (&state);
  return peak;
}

/**
 * rbk_loudness_measure_floats:
 * @samples: (array length=n): full scale is 1
 * @rate: samples a second
 * @cancellable: (nullable): obeyed within tens of milliseconds
 *
 * Returns: whether it was measured; not where it was cancelled
 */
gboolean
rbk_loudness_measure_floats (
  const float *samples, gsize n, guint rate, RbkLoudness *loudness, GCancellable *cancellable, GError **error)
{
  ebur128_state *state = ebur128_init (1, rate, EBUR128_MODE_I);
  double integrated = -HUGE_VAL;
  double peak = find_true_peak (samples, n, rate);
  gboolean done = TRUE;

  g_assert (state != NULL);
  for (gsize i = 0; done && i < n; i += PIECE)
    {
      done = !g_cancellable_set_error_if_cancelled (cancellable, error);
      ebur128_add_frames_float (state, samples + i, MIN (n - i, PIECE));
    }
  ebur128_loudness_global (state, &integrated);
  ebur128_destroy (&state);
  loudness->integrated_lufs = MAX (integrated, RBK_LOUDNESS_SILENCE);
  loudness->true_peak_dbtp = peak > 0 ? MAX (20 * log10 (peak), RBK_LOUDNESS_SILENCE) : RBK_LOUDNESS_SILENCE;
  return done;
}

static gboolean
measure (GBytes *pcm, RbkLoudness *loudness, GCancellable *cancellable, GError **error)
{
  gsize n;
  g_autofree float *samples = rbk_pcm_to_floats (pcm, &n);

  return rbk_loudness_measure_floats (samples, n, RBK_PCM_RATE, loudness, cancellable, error);
}

/**
 * rbk_loudness_measure:
 * @pcm: the sound
 * @loudness: (out caller-allocates): how loud it is
 *
 * Less than a tenth of a second for a minute of sound; from the main thread use the asynchronous one.
 */
void
rbk_loudness_measure (GBytes *pcm, RbkLoudness *loudness)
{
  measure (pcm, loudness, NULL, NULL);
}

static void
measure_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree RbkLoudness *loudness = g_new0 (RbkLoudness, 1);
  GError *error = NULL;

  if (measure (data, loudness, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&loudness), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_loudness_measure_async:
 * @pcm: the sound
 *
 * rbk_loudness_measure() on the media module's own thread.
 */
void
rbk_loudness_measure_async (GBytes *pcm,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_loudness_measure_async);
  g_task_set_task_data (task, g_bytes_ref (pcm), (GDestroyNotify) g_bytes_unref);
  rbk_media_queue (task, measure_cb);
}

/**
 * rbk_loudness_measure_finish:
 * @loudness: (out caller-allocates): how loud it is
 *
 * Returns: whether it was measured; not where it was cancelled
 */
gboolean
rbk_loudness_measure_finish (GAsyncResult *result, RbkLoudness *loudness, GError **error)
{
  g_autofree RbkLoudness *measured = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  measured = g_task_propagate_pointer (G_TASK (result), error);
  if (measured == NULL)
    return FALSE;
  *loudness = *measured;
  return TRUE;
}

/**
 * rbk_loudness_match:
 * @takes: (array length=n_takes): takes that are heard one after the other
 * @gains_db: (array length=n_takes) (out caller-allocates): for rbk_player_set_gain_db()
 *
 * Gains at which all takes play equally loud, so that the louder is not taken for the better. They play as
 * loud as a voicemail leaves, or as much more softly as the one with the highest peaks needs to stay whole;
 * but never by more than 12 dB, where a click would make all of them hard to hear. What is silent stays as it
 * is.
 */
void
rbk_loudness_match (const RbkLoudness *takes, guint n_takes, double *gains_db)
{
  const double lowest = RBK_LOUDNESS_TARGET_LUFS - 12;
  double level = RBK_LOUDNESS_TARGET_LUFS;

  for (guint i = 0; i < n_takes; i++)
    if (takes[i].integrated_lufs > RBK_LOUDNESS_SILENCE)
      {
        double room = RBK_LOUDNESS_CEILING_DBTP - takes[i].true_peak_dbtp;

        level = MIN (level, takes[i].integrated_lufs + room);
      }
  level = MAX (level, lowest);
  for (guint i = 0; i < n_takes; i++)
    gains_db[i] = takes[i].integrated_lufs > RBK_LOUDNESS_SILENCE ? level - takes[i].integrated_lufs : 0;
}
