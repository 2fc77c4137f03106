/* rbk-waveform.c: the picture of a sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-waveform.h"
#include "media/rbk-pcm.h"

/* As many samples as the widest common vector registers hold. */
#define LANES 32

/* The largest magnitude of @n samples. The inner loop has a fixed length and no branch, so that the compiler
 * turns it into packed minimum and maximum instructions at -O2. */
static int
peak_of (const gint16 *samples, gsize n)
{
  gint16 low[LANES] = { 0 };
  gint16 high[LANES] = { 0 };
  int peak = 0;
  gsize i = 0;

  for (; i + LANES <= n; i += LANES)
    for (guint lane = 0; lane < LANES; lane++)
      {
        gint16 sample = (gint16) GINT16_FROM_LE (samples[i + lane]);

        low[lane] = MIN (low[lane], sample);
        high[lane] = MAX (high[lane], sample);
      }
  for (; i < n; i++)
    {
      gint16 sample = (gint16) GINT16_FROM_LE (samples[i]);

      low[0] = MIN (low[0], sample);
      high[0] = MAX (high[0], sample);
    }
  for (guint lane = 0; lane < LANES; lane++)
    peak = MAX (peak, MAX (high[lane], -(int) low[lane]));
  return peak;
}

/**
 * rbk_waveform_compute:
 * @pcm: the sound
 * @buckets: how many columns the picture has
 *
 * Every sample counts in exactly one bucket, and buckets differ in length by at most one sample; where there
 * are fewer samples than buckets, neighbours show the same sample. About a millisecond for a minute of
 * sound, so nothing needs to keep the result.
 *
 * Returns: (transfer full) (element-type float): @buckets peaks from 0 to 1 (full scale), in order
 */
GArray *
rbk_waveform_compute (GBytes *pcm, guint buckets)
{
  g_autoptr (GBytes) held = g_bytes_ref (pcm);
  GArray *peaks = g_array_sized_new (FALSE, TRUE, sizeof (float), buckets);
  gsize n;
  const gint16 *samples = rbk_pcm_samples (&held, &n);

  g_array_set_size (peaks, buckets);
  if (samples == NULL)
    return peaks;
  for (guint i = 0; i < buckets; i++)
    {
      gsize from = (gsize) ((guint64) n * i / buckets);
      gsize to = MAX ((gsize) ((guint64) n * (i + 1) / buckets), from + 1);

      g_array_index (peaks, float, i) = (float) peak_of (samples + from, to - from) / 32768.0f;
    }
  return peaks;
}
