/* rbk-take-measure.c: the facts of a take.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-take-measure.h"
#include "media/rbk-pcm.h"
#include <math.h>
#include <stdlib.h>

#define FRAME_MS      20
#define FRAME_SAMPLES (RBK_PCM_RATE / 1000 * FRAME_MS)

/* ITU-T P.56 counts as speech what lies less than this below the level of the speech itself. */
#define P56_MARGIN_DB 15.9

/* A click of the mouse or a knock at the desk is shorter than speech: frames in a row that begin speech. */
#define FRAMES_OF_SPEECH 3

/* Below one step of the converter: the zeros that a sound card gives before it has started. */
#define DIGITAL_ZERO_POWER (1.0 / (32768.0 * 32768.0))

/* Share of the frames that stand for the noise of the room. */
#define NOISE_SHARE 20

static double
power_to_db (double power)
{
  return power > 0 ? MAX (10 * log10 (power), RBK_TAKE_MEASURE_SILENCE_DB) : RBK_TAKE_MEASURE_SILENCE_DB;
}

static int
compare_powers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The level of speech by the method of ITU-T P.56, on frames: the lowest threshold that lies no further than
 * P56_MARGIN_DB below the mean of what passes it. Sought from below, so that one knock, however loud, is no
 * more than one frame of many. Returns the mean power; *threshold is the power a frame must have. @sorted
 * rises. */
static double
find_active_power (const double *sorted, gsize n, double *threshold)
{
  const double margin = pow (10, P56_MARGIN_DB / 10);
  double sum = 0;
  double active = 0;

  *threshold = INFINITY;
  for (gsize i = n; i-- > 0;)
    {
      double mean;

      if (sorted[i] < DIGITAL_ZERO_POWER)
        break;
      sum += sorted[i];
      mean = sum / (double) (n - i);
      if (sorted[i] * margin < mean)
        continue;
      active = mean;
      *threshold = sorted[i];
    }
  return active;
}

/* What the room sounds like while nobody speaks: the mean of the quietest frames, zeros left out. */
static double
find_noise_power (const double *sorted, gsize n)
{
  gsize first = 0;
  gsize share;
  double sum = 0;

  while (first < n && sorted[first] < DIGITAL_ZERO_POWER)
    first++;
  share = MAX ((n - first) / NOISE_SHARE, 1);
  share = MIN (share, n - first);
  for (gsize i = first; i < first + share; i++)
    sum += sorted[i];
  return share > 0 ? sum / (double) share : 0;
}

/* Where speech begins and ends, the longest silence within it, and its power without what is too short for
 * speech. */
static double
find_speech (const double *powers, gsize n, double threshold, RbkTakeMeasure *measure)
{
  gsize run = 0;
  gsize speech_end = 0; /* the frame after the last of speech; 0 before any */
  gsize longest = 0;
  gsize counted = 0;
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      gsize begins = i + 1 - FRAMES_OF_SPEECH;

      run = powers[i] >= threshold ? run + 1 : 0;
      if (run < FRAMES_OF_SPEECH)
        continue;
      if (run == FRAMES_OF_SPEECH && speech_end == 0)
        measure->lead_in_us = (gint64) begins * FRAME_MS * 1000;
      else if (run == FRAMES_OF_SPEECH)
        longest = MAX (longest, begins - speech_end);
      for (gsize k = run == FRAMES_OF_SPEECH ? begins : i; k <= i; k++, counted++)
        sum += powers[k];
      speech_end = i + 1;
    }
  measure->longest_gap_us = (gint64) longest * FRAME_MS * 1000;
  if (speech_end > 0)
    measure->tail_us = measure->duration_us - (gint64) speech_end * FRAME_MS * 1000;
  return counted > 0 ? sum / (double) counted : 0;
}

/**
 * rbk_take_measure:
 * @pcm: a take
 * @measure: (out caller-allocates): its facts
 *
 * Measures only; what is too quiet, too long or too noisy is for the rules to say.
 */
void
rbk_take_measure (GBytes *pcm, RbkTakeMeasure *measure)
{
  g_autoptr (GBytes) held = g_bytes_ref (pcm);
  g_autofree double *powers = NULL;
  g_autofree double *sorted = NULL;
  gsize n;
  const gint16 *samples = rbk_pcm_samples (&held, &n);
  gsize n_frames = n / FRAME_SAMPLES;
  gsize clipped = 0;
  double total = 0;
  double active;
  double noise;
  double threshold;
  int peak = 0;

  *measure = (RbkTakeMeasure) {
    .duration_us = rbk_pcm_duration_us (n * 2),
    .active_level_db = RBK_TAKE_MEASURE_SILENCE_DB,
    .overall_rms_db = RBK_TAKE_MEASURE_SILENCE_DB,
    .peak_db = RBK_TAKE_MEASURE_SILENCE_DB,
  };
  measure->lead_in_us = measure->duration_us;
  if (n == 0)
    return;
  powers = g_new0 (double, n_frames + 1);
  for (gsize from = 0; from < n; from += FRAME_SAMPLES)
    {
      gsize to = MIN (from + FRAME_SAMPLES, n);
      guint64 sum = 0;

      for (gsize i = from; i < to; i++)
        {
          int sample = GINT16_FROM_LE (samples[i]);

          peak = MAX (peak, ABS (sample));
          clipped += sample == G_MAXINT16 || sample == G_MININT16;
          sum += (guint64) (sample * sample);
        }
      total += (double) sum;
      /* The rest that does not fill a frame counts in the totals only. */
      if (to - from == FRAME_SAMPLES)
        powers[from / FRAME_SAMPLES] = (double) sum / FRAME_SAMPLES / (32768.0 * 32768.0);
    }
  measure->overall_rms_db = power_to_db (total / (double) n / (32768.0 * 32768.0));
  measure->peak_db = power_to_db ((double) peak * peak / (32768.0 * 32768.0));
  measure->clipped_share = (double) clipped / (double) n;
  if (n_frames == 0)
    return;

  sorted = g_memdup2 (powers, n_frames * sizeof (double));
  qsort (sorted, n_frames, sizeof (double), compare_powers);
  active = find_active_power (sorted, n_frames, &threshold);
  noise = find_noise_power (sorted, n_frames);
  if (active > 0)
    {
      double speech = find_speech (powers, n_frames, threshold, measure);

      /* Nothing but knocks has a level too. */
      active = speech > 0 ? speech : active;
    }
  measure->active_level_db = power_to_db (active);
  /* Without a frame between zero and speech there is no noise to speak of, unless there is no silence at all.
   */
  if (noise >= threshold && sorted[0] < DIGITAL_ZERO_POWER)
    noise = DIGITAL_ZERO_POWER;
  if (active > 0)
    measure->speech_to_noise_db = MAX (power_to_db (active) - power_to_db (noise), 0);
}
