/* rbk-mastering.c: from a take to a sound of the loudness that leaves.
 *
 * A gain brings the sound to the target, and a limiter that sees peaks coming holds them below the ceiling.
 * It judges samples; what lies between them may be higher, and a limiter at work makes the whole quieter. So
 * the result is measured, and where it missed, made again with what was learnt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-mastering-private.h"
#include "media/rbk-pcm.h"
#include "media/rbk-phone-line-private.h"
#include <math.h>

#define PASSES 8

/* What may be left of the one LU by which the result may miss; the rest is for the encoder. */
#define TOLERANCE_LU 0.2

/* Lowers the ceiling by a little more than was missed, so as not to come nearer for ever. */
#define EXTRA_DB 0.1

/* The gain begins to fall so long before a peak, and recovers in so long after it: fast enough for a plosive,
 * and slower than the periods of a voice, which it would distort. */
#define AHEAD_S   0.005
#define RELEASE_S 0.08

static float
db_to_gain (double db)
{
  return (float) pow (10, db / 20);
}

/* Makes every element the least of itself and the @ahead that follow it, in time that does not depend on
 * @ahead: a window reaches into two blocks at most, of which the rest of the one and the beginning of the
 * other are worked out once (van Herk). */
static void
look_ahead (float *gains, gsize n, gsize ahead)
{
  gsize width = ahead + 1;
  g_autofree float *begun = g_memdup2 (gains, n * sizeof (float));

  for (gsize i = 1; i < n; i++)
    if (i % width != 0)
      begun[i] = MIN (begun[i], begun[i - 1]);
  for (gsize i = n - 1; i-- > 0;)
    if (i % width != ahead)
      gains[i] = MIN (gains[i], gains[i + 1]);
  for (gsize i = 0; i < n; i++)
    gains[i] = MIN (gains[i], begun[MIN (i + ahead, n - 1)]);
}

/* @samples by @gain, with no sample above @ceiling. */
static float *
limit (const float *samples, gsize n, guint rate, float gain, float ceiling)
{
  float *limited = g_new (float, n);
  g_autofree float *gains = g_new (float, n);
  const gsize ahead = (gsize) (AHEAD_S * rate);
  const float recovery = (float) (1 - exp (-1 / (RELEASE_S * rate)));
  gboolean is_whole = TRUE;
  double sum;

  for (gsize i = 0; i < n; i++)
    {
      float magnitude = fabsf (samples[i]) * gain;

      limited[i] = samples[i] * gain;
      gains[i] = magnitude > ceiling ? ceiling / magnitude : 1;
      is_whole &= magnitude <= ceiling;
    }
  if (is_whole)
    return limited;

  look_ahead (gains, n, ahead);
  for (gsize i = 1; i < n; i++)
    gains[i] = MIN (gains[i], gains[i - 1] + (1 - gains[i - 1]) * recovery);
  /* The mean of the last gains, each of which has seen the peak, falls gently and is low enough at the peak.
   */
  sum = (double) gains[0] * (double) (ahead + 1);
  for (gsize i = 0; i < n; i++)
    {
      sum += (double) gains[i] - (double) gains[i > ahead ? i - ahead - 1 : 0];
      limited[i] *= (float) (sum / (double) (ahead + 1));
    }
  return limited;
}

/* Between the samples of 8 kHz there is more room for peaks than BS.1770's interpolation sees; so a
 * telephone's sound is measured as it comes out of the telephone. */
static gboolean
measure (const float *samples,
         gsize n,
         const RbkMastering *wish,
         RbkLoudness *loudness,
         GCancellable *cancellable,
         GError **error)
{
  const gsize ratio = RBK_PCM_RATE / RBK_PHONE_RATE;
  g_autofree float *companded = NULL;
  g_autofree float *heard = NULL;

  if (wish->rate != RBK_PHONE_RATE)
    return rbk_loudness_measure_floats (samples, n, wish->rate, loudness, cancellable, error);
  if (wish->is_companded)
    {
      companded = g_new (float, n);
      for (gsize i = 0; i < n; i++)
        companded[i] = rbk_phone_line_companded (samples[i]);
      samples = companded;
    }
  heard = rbk_phone_line_widen (samples, n, 1, n * ratio, cancellable, error);
  return heard != NULL &&
         rbk_loudness_measure_floats (heard, n * ratio, RBK_PCM_RATE, loudness, cancellable, error);
}

/**
 * rbk_master:
 * @samples: (array length=n): full scale is 1; at least one
 * @wish: how it is to be
 * @cancellable: (nullable): obeyed within tens of milliseconds
 *
 * Returns: (transfer full) (array length=n): the sound as loud as @wish says, with no true peak above its
 *   ceiling. Silence, and what is shorter than can be measured, is only held below the ceiling; the gain is
 *   never above %RBK_MASTERING_MAX_GAIN_DB. %NULL where it was cancelled
 */
float *
rbk_master (
  const float *samples, gsize n, const RbkMastering *wish, GCancellable *cancellable, GError **error)
{
  g_autofree float *mastered = NULL;
  RbkLoudness loudness;
  double gain_db = 0;
  double ceiling_db = wish->ceiling_dbtp;
  double over_db = 0;

  if (!measure (samples, n, wish, &loudness, cancellable, error))
    return NULL;
  for (guint pass = 0; pass < PASSES; pass++)
    {
      double miss = 0;

      if (loudness.integrated_lufs > RBK_LOUDNESS_SILENCE)
        miss = wish->target_lufs - loudness.integrated_lufs;
      if (over_db > 0)
        ceiling_db -= over_db + EXTRA_DB;
      /* The limiter takes back part of what is added. */
      gain_db = MIN (gain_db + (pass == 0 ? miss : 1.4 * miss), RBK_MASTERING_MAX_GAIN_DB);
      g_clear_pointer (&mastered, g_free);
      mastered = limit (samples, n, wish->rate, db_to_gain (gain_db), db_to_gain (ceiling_db));
      /* Nothing but a gain, whose effect is known. */
      if (pass == 0 && !wish->is_companded && loudness.true_peak_dbtp + gain_db <= wish->ceiling_dbtp)
        return g_steal_pointer (&mastered);
      if (!measure (mastered, n, wish, &loudness, cancellable, error))
        return NULL;
      over_db = loudness.true_peak_dbtp - wish->ceiling_dbtp;
      if (over_db <= 0 &&
          (gain_db >= RBK_MASTERING_MAX_GAIN_DB || loudness.integrated_lufs <= RBK_LOUDNESS_SILENCE ||
           fabs (wish->target_lufs - loudness.integrated_lufs) <= TOLERANCE_LU))
        return g_steal_pointer (&mastered);
    }
  /* A sound that is nothing but peaks. The ceiling is kept, whatever becomes of the loudness. */
  for (gsize i = 0; over_db > 0 && i < n; i++)
    mastered[i] *= db_to_gain (-over_db - EXTRA_DB);
  return g_steal_pointer (&mastered);
}
