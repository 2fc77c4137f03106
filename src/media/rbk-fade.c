/* rbk-fade.c: from one sound to another that runs beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-fade-private.h"
#include "media/rbk-pcm.h"
#include <math.h>

/* Long enough that no step is heard as a click, short enough to seem at once. */
#define FADE_SAMPLES (RBK_PCM_RATE / 200)

static float
sample_at (const RbkFadeEnd *end, gsize index)
{
  const guint8 *data = g_bytes_get_data (end->pcm, NULL);
  gsize at = index * sizeof (gint16);

  return (float) (gint16) (data[at] | data[at + 1] << 8) * end->gain;
}

/**
 * rbk_fade_cut:
 * @before: what was heard until now
 * @after: what is to be heard, as long as @before
 * @offset: where the piece begins, in bytes
 * @size: how long it is, in bytes
 *
 * Returns: (transfer full): the piece of @after, which begins as @before where the two differ, and has gone
 * over after 5 ms, or at its end; not a copy where nothing is to be done
 */
GBytes *
rbk_fade_cut (const RbkFadeEnd *before, const RbkFadeEnd *after, gsize offset, gsize size)
{
  gboolean is_fading = before->pcm != after->pcm || !G_APPROX_VALUE (before->gain, after->gain, 1e-6f);
  gsize first = offset / sizeof (gint16);
  gsize n = size / sizeof (gint16);
  gsize n_fading = is_fading ? MIN (n, FADE_SAMPLES) : 0;
  gint16 *samples;

  if (!is_fading && G_APPROX_VALUE (after->gain, 1.0f, 1e-6f))
    return g_bytes_new_from_bytes (after->pcm, offset, size);
  samples = g_new (gint16, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    {
      float sample = sample_at (after, first + i);

      if (i < n_fading)
        {
          float share = (float) (i + 1) / (float) n_fading;

          sample = sample * share + sample_at (before, first + i) * (1 - share);
        }
      samples[i] = GINT16_TO_LE ((gint16) lrintf (CLAMP (sample, (float) G_MININT16, (float) G_MAXINT16)));
    }
  return g_bytes_new_take (samples, n * sizeof (gint16));
}
