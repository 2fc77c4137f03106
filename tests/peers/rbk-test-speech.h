/* rbk-test-speech.h: is this the same speech? Compares how loud two sounds are over time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-pcm.h"
#include <math.h>

/* The loudness of every 20 ms. */
static inline GArray *
rbk_test_envelope (GBytes *pcm)
{
  const gsize step = RBK_PCM_RATE / 50;
  GArray *envelope = g_array_new (FALSE, FALSE, sizeof (double));
  gsize size;
  const guint8 *data = g_bytes_get_data (pcm, &size);

  for (gsize from = 0; (from + step) * 2 <= size; from += step)
    {
      double sum = 0;

      for (gsize i = from * 2; i < (from + step) * 2; i += 2)
        {
          double sample = (gint16) (data[i] | data[i + 1] << 8);

          sum += sample * sample;
        }
      sum = sqrt (sum / (double) step);
      g_array_append_val (envelope, sum);
    }
  return envelope;
}

static inline double
rbk_test_correlation (const double *a, const double *b, guint n)
{
  double mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;

  for (guint i = 0; i < n; i++)
    {
      mean_a += a[i] / n;
      mean_b += b[i] / n;
    }
  for (guint i = 0; i < n; i++)
    {
      aa += (a[i] - mean_a) * (a[i] - mean_a);
      bb += (b[i] - mean_b) * (b[i] - mean_b);
      ab += (a[i] - mean_a) * (b[i] - mean_b);
    }
  return aa > 0 && bb > 0 ? ab / sqrt (aa * bb) : 0;
}

/* How well @recording contains @reference, wherever it begins: the same speech gives more than 0.9, other
 * speech less than 0.6. */
static inline double
rbk_test_likeness (GBytes *reference, GBytes *recording)
{
  g_autoptr (GArray) a = rbk_test_envelope (reference);
  g_autoptr (GArray) b = rbk_test_envelope (recording);
  double silence = 0;
  double best = 0;

  g_assert_cmpuint (a->len, >, 10);
  for (guint i = 0; i < a->len; i++)
    g_array_append_val (b, silence);
  for (guint shift = 0; shift + a->len <= b->len; shift++)
    best = MAX (
      best, rbk_test_correlation (&g_array_index (a, double, 0), &g_array_index (b, double, shift), a->len));
  return best;
}

/* How much of @pcm lies above about 6 kHz, against the whole: the share of what two samples differ by. */
static inline double
rbk_test_hiss (GBytes *pcm)
{
  const gint16 *samples = g_bytes_get_data (pcm, NULL);
  gsize n = g_bytes_get_size (pcm) / 2;
  double differences = 0;
  double sum = 1;

  for (gsize i = 4; i < n; i++)
    {
      double difference = samples[i] - 2.0 * samples[i - 2] + samples[i - 4];

      differences += difference * difference;
      sum += (double) samples[i] * samples[i];
    }
  return sqrt (differences / sum);
}
