/* rbk-quiet-point.c: where a sound can be cut without being heard.
 *
 * A finger or a key is no more exact than a syllable is long, and between two words there is nearly always a
 * moment that is quieter than both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-quiet-point.h"

#include "media/rbk-pcm.h"

#define QUIET_SAMPLES (RBK_PCM_RATE / 1000 * 10) /* how long it must be quiet */
#define REACH         (RBK_PCM_RATE / 1000 * 50) /* how far it is looked for, to either side */

static gint64
get_power (const gint16 *samples, gint64 index)
{
  gint64 sample = GINT16_FROM_LE (samples[index]);

  return sample * sample;
}

/**
 * rbk_quiet_point_find:
 * @pcm: the sound that is cut
 * @position: a sample of it
 *
 * Looks for the 10 ms with the least power that lie within 50 ms before and 50 ms after @position; of several
 * that are as quiet, such as zeros, the nearest, and of two as near the earlier.
 *
 * Returns: the sample in the middle of them. The ends of @pcm stay what they are: 0 for a @position of 0 or
 *   less, the number of samples for one at or past it. @position itself where @pcm is shorter than 10 ms.
 */
gint64
rbk_quiet_point_find (GBytes *pcm, gint64 position)
{
  g_autoptr (GBytes) kept = g_bytes_ref (pcm);
  gsize n_samples;
  const gint16 *samples = rbk_pcm_samples (&kept, &n_samples);
  gint64 n = (gint64) n_samples;
  gint64 best = position;
  gint64 least = G_MAXINT64;
  gint64 power = 0;
  gint64 low;
  gint64 high;

  if (position <= 0 || position >= n)
    return CLAMP (position, 0, n);
  low = MAX (position - REACH, 0);
  high = MIN (position + REACH, n);
  for (gint64 i = low; i < high; i++)
    {
      gint64 middle = i + 1 - QUIET_SAMPLES / 2;

      power += get_power (samples, i);
      if (i - low >= QUIET_SAMPLES)
        power -= get_power (samples, i - QUIET_SAMPLES);
      if (i - low < QUIET_SAMPLES - 1)
        continue;
      if (power < least || (power == least && ABS (middle - position) < ABS (best - position)))
        {
          least = power;
          best = middle;
        }
    }
  return best;
}

/**
 * rbk_quiet_point_snap:
 * @pcm: the sound that is cut
 * @from: (inout): the first sample of a part of it
 * @to: (inout): the one after its last
 *
 * Moves both ends of a part to quiet points.
 *
 * Returns: whether there is a part after that. If both ends belong to the same pause they stay where they
 *   were, for there is no more than that between them.
 */
gboolean
rbk_quiet_point_snap (GBytes *pcm, gint64 *from, gint64 *to)
{
  gint64 first = rbk_quiet_point_find (pcm, *from);
  gint64 end = rbk_quiet_point_find (pcm, *to);

  if (first >= end)
    return FALSE;
  *from = first;
  *to = end;
  return TRUE;
}
