/* rbk-pcm.c: from bytes to time and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-pcm.h"
#include <math.h>

/**
 * rbk_pcm_duration_us:
 * @bytes: how much PCM
 *
 * Returns: how long it sounds, in microseconds, rounded down; half a sample counts for nothing
 */
gint64
rbk_pcm_duration_us (gsize bytes)
{
  gsize samples = bytes / 2;

  /* In two steps, so that no file that fits in memory overflows. */
  return (gint64) (samples / RBK_PCM_RATE) * G_USEC_PER_SEC +
         (gint64) (samples % RBK_PCM_RATE) * G_USEC_PER_SEC / RBK_PCM_RATE;
}

/**
 * rbk_pcm_bytes_at:
 * @position_us: microseconds from the beginning; what lies before it counts as 0
 *
 * Returns: the offset in bytes of the sample that sounds at @position_us
 */
gsize
rbk_pcm_bytes_at (gint64 position_us)
{
  gint64 seconds;
  gint64 rest;

  if (position_us <= 0)
    return 0;
  seconds = position_us / G_USEC_PER_SEC;
  rest = position_us % G_USEC_PER_SEC;
  return (gsize) (seconds * RBK_PCM_RATE + rest * RBK_PCM_RATE / G_USEC_PER_SEC) * 2;
}

/**
 * rbk_pcm_slice:
 * @pcm: the whole
 * @from_us: where the part begins
 * @to_us: where it ends; a negative value means at the end of @pcm
 *
 * Returns: (transfer full): the part, exact to the sample, sharing memory with @pcm; empty where the two
 *   lie outside of it or the wrong way round
 */
GBytes *
rbk_pcm_slice (GBytes *pcm, gint64 from_us, gint64 to_us)
{
  gsize size = g_bytes_get_size (pcm) & ~(gsize) 1;
  gsize from = MIN (rbk_pcm_bytes_at (from_us), size);
  gsize to = to_us < 0 ? size : MIN (rbk_pcm_bytes_at (to_us), size);

  return g_bytes_new_from_bytes (pcm, from, to > from ? to - from : 0);
}

/**
 * rbk_pcm_samples:
 * @pcm: (inout) (transfer full): the PCM; replaced by a copy where its bytes do not lie as samples must
 * @n_samples: (out): how many there are
 *
 * Returns: (array length=n_samples) (nullable): the samples in the file's byte order, for
 *   GINT16_FROM_LE(), valid as long as @pcm; %NULL where there are none
 */
const gint16 *
rbk_pcm_samples (GBytes **pcm, gsize *n_samples)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (*pcm, &size);

  *n_samples = size / 2;
  if (*n_samples == 0)
    return NULL;
  if ((guintptr) data % G_ALIGNOF (gint16) != 0)
    {
      GBytes *copy = g_bytes_new (data, size);

      g_bytes_unref (*pcm);
      *pcm = copy;
      data = g_bytes_get_data (copy, NULL);
    }
  return (const gint16 *) (const void *) data;
}

/**
 * rbk_pcm_to_floats:
 * @n_samples: (out): how many there are
 *
 * Returns: (transfer full) (array length=n_samples): a copy to calculate with; full scale is 1
 */
float *
rbk_pcm_to_floats (GBytes *pcm, gsize *n_samples)
{
  g_autoptr (GBytes) held = g_bytes_ref (pcm);
  const gint16 *samples = rbk_pcm_samples (&held, n_samples);
  float *floats = g_new (float, MAX (*n_samples, 1));

  for (gsize i = 0; i < *n_samples; i++)
    floats[i] = (float) (gint16) GINT16_FROM_LE (samples[i]) / 32768.0f;
  return floats;
}

/**
 * rbk_pcm_from_floats:
 * @samples: (array length=n_samples): full scale is 1; what lies above it is clipped
 *
 * Returns: (transfer full): the nearest signed 16 bit, little endian
 */
GBytes *
rbk_pcm_from_floats (const float *samples, gsize n_samples)
{
  g_autofree gint16 *whole = g_new (gint16, MAX (n_samples, 1));

  for (gsize i = 0; i < n_samples; i++)
    {
      float sample = CLAMP (samples[i] * 32768.0f, (float) G_MININT16, (float) G_MAXINT16);

      whole[i] = GINT16_TO_LE ((gint16) lrintf (sample));
    }
  return g_bytes_new_take (g_steal_pointer (&whole), n_samples * sizeof (gint16));
}
