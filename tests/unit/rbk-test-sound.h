/* rbk-test-sound.h: sounds with known facts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-pcm.h"
#include <math.h>

static inline void
rbk_test_append_sample (GByteArray *pcm, int sample)
{
  gint16 value = GINT16_TO_LE ((gint16) CLAMP (sample, G_MININT16, G_MAXINT16));

  g_byte_array_append (pcm, (const guint8 *) &value, 2);
}

/* A sine whose RMS is @rms_db below full scale; what does not fit is clipped. */
static inline void
rbk_test_append_tone (GByteArray *pcm, double seconds, double hz, double rms_db)
{
  guint n = (guint) (seconds * RBK_PCM_RATE);
  double amplitude = 32768 * G_SQRT2 * pow (10, rms_db / 20);

  for (guint i = 0; i < n; i++)
    rbk_test_append_sample (pcm, (int) lrint (amplitude * sin (2 * G_PI * hz * i / RBK_PCM_RATE)));
}

/* White noise, the same in every run. */
static inline void
rbk_test_append_noise (GByteArray *pcm, double seconds, double rms_db)
{
  static guint32 state = 1;
  guint n = (guint) (seconds * RBK_PCM_RATE);
  double amplitude = 32768 * sqrt (3) * pow (10, rms_db / 20);

  for (guint i = 0; i < n; i++)
    {
      state = state * 1664525u + 1013904223u;
      rbk_test_append_sample (pcm, (int) lrint (amplitude * ((double) state / G_MAXUINT32 * 2 - 1)));
    }
}

static inline void
rbk_test_append_silence (GByteArray *pcm, double seconds)
{
  guint from = pcm->len;

  g_byte_array_set_size (pcm, from + (guint) (seconds * RBK_PCM_RATE) * 2);
  memset (pcm->data + from, 0, pcm->len - from);
}

static inline double
rbk_test_rms_db (const guint8 *data, gsize bytes)
{
  double sum = 0;

  for (gsize i = 0; i + 1 < bytes; i += 2)
    {
      double sample = (gint16) (data[i] | data[i + 1] << 8);

      sum += sample * sample;
    }
  return bytes >= 2 ? 10 * log10 (sum / (double) (bytes / 2) / (32768.0 * 32768.0)) : -120;
}
