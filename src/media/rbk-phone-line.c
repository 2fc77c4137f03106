/* rbk-phone-line.c: down to the telephone's 8 kHz and up again.
 *
 * Three filters with linear phase: 3400 Hz and below at 48 kHz, of which only every sixth sample is worked
 * out; 300 Hz and above at 8 kHz; and the first again, from 8 kHz up. Each is centred on the sample that it
 * makes, so nothing is delayed: sample k at 8 kHz sounds together with sample 6 k at 48 kHz.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-pcm.h"
#include "media/rbk-phone-line-private.h"
#include <math.h>

#define RATIO (RBK_PCM_RATE / RBK_PHONE_RATE)

/* As many products at once as two common vector registers hold; all rows of coefficients are multiples of it,
 * filled up with zeros. */
#define LANES 8

/* The telephone's band is 300 to 3400 Hz (ITU-T G.712). The upper filter has fallen by 60 dB where 8 kHz can
 * carry nothing any more, the lower one where the hum of the mains is. */
#define UPPER_HZ   3700.0
#define UPPER_HALF 144
#define LOWER_HZ   235.0
#define LOWER_HALF 96

/* By Kaiser's formula, for a stop band of 60 dB. */
#define KAISER_BETA 5.65

#define FILL(taps)   (((taps) + LANES - 1) / LANES * LANES)
#define UPPER_TAPS   FILL (2 * UPPER_HALF + 1)
#define LOWER_TAPS   FILL (2 * LOWER_HALF + 1)
#define UPPER_REACH  (UPPER_HALF / RATIO) /* samples at 8 kHz to either side that make one at 48 kHz */
#define WIDENER_TAPS FILL (2 * UPPER_REACH + 1)

G_STATIC_ASSERT (RBK_PCM_RATE % RBK_PHONE_RATE == 0 && UPPER_HALF % RATIO == 0);

/* Between two of them it can be cancelled: about 0.1 s of sound. */
#define BLOCK 4800

static float upper[UPPER_TAPS];
static float lower[LOWER_TAPS];
static float wideners[RATIO][WIDENER_TAPS]; /* by how far the sample lies behind the last one at 8 kHz */

/* The modified Bessel function of order zero. */
static double
bessel (double x)
{
  double term = 1;
  double sum = 1;

  for (guint i = 1; term > sum * 1e-12; i++)
    {
      term *= (x / 2 / i) * (x / 2 / i);
      sum += term;
    }
  return sum;
}

/* One coefficient of a low-pass filter; the mean of all of them is left to the caller. */
static double
windowed_sinc (int at, int half, double cycles_per_sample)
{
  double share = (double) at / (half + 1);
  double window = bessel (KAISER_BETA * sqrt (1 - share * share)) / bessel (KAISER_BETA);
  double x = 2 * G_PI * cycles_per_sample * at;

  return window * (at == 0 ? 2 * cycles_per_sample : sin (x) / (G_PI * at));
}

static void
make_low_pass (float *taps, int half, double cycles_per_sample)
{
  double sum = 0;

  for (int i = -half; i <= half; i++)
    sum += windowed_sinc (i, half, cycles_per_sample);
  for (int i = -half; i <= half; i++)
    taps[half + i] = (float) (windowed_sinc (i, half, cycles_per_sample) / sum);
}

static void
make_filters (void)
{
  static gsize is_made;

  if (!g_once_init_enter (&is_made))
    return;
  make_low_pass (upper, UPPER_HALF, UPPER_HZ / RBK_PCM_RATE);
  make_low_pass (lower, LOWER_HALF, LOWER_HZ / RBK_PHONE_RATE);
  for (guint i = 0; i <= 2 * LOWER_HALF; i++)
    lower[i] = (i == LOWER_HALF ? 1.0f : 0.0f) - lower[i];
  /* Row @behind is every sixth coefficient of the upper filter, for the sample that lies so far after one at
   * 8 kHz; times six, since of six samples five are nothing. */
  for (int behind = 0; behind < RATIO; behind++)
    for (int i = -UPPER_REACH; i <= UPPER_REACH; i++)
      {
        int at = behind - i * RATIO;

        if (ABS (at) <= UPPER_HALF)
          wideners[behind][i + UPPER_REACH] = upper[UPPER_HALF + at] * RATIO;
      }
  g_once_init_leave (&is_made, 1);
}

static float
dot (const float *a, const float *b, gsize n)
{
  float lanes[LANES] = { 0 };
  float sum = 0;

  for (gsize i = 0; i < n; i += LANES)
    for (guint lane = 0; lane < LANES; lane++)
      lanes[lane] += a[i + lane] * b[i + lane];
  for (guint lane = 0; lane < LANES; lane++)
    sum += lanes[lane];
  return sum;
}

/* A copy with room for a filter to begin and end in silence. */
static float *
pad (const float *samples, gsize n, gsize half, gsize taps)
{
  float *padded = g_new0 (float, half + n + taps);

  if (n > 0)
    memcpy (padded + half, samples, n * sizeof (float));
  return padded;
}

/**
 * rbk_phone_line_narrow:
 * @samples: (array length=n): sound at 48 kHz
 * @n_narrow: (out): how many there are at 8 kHz: a sixth of @n, rounded up
 *
 * Returns: (transfer full) (array length=n_narrow): what of it lies in the telephone's band, at 8 kHz; %NULL
 *   where it was cancelled
 */
float *
rbk_phone_line_narrow (
  const float *samples, gsize n, gsize *n_narrow, GCancellable *cancellable, GError **error)
{
  g_autofree float *padded = pad (samples, n, UPPER_HALF, UPPER_TAPS);
  g_autofree float *below = NULL;
  g_autofree float *narrow = NULL;

  make_filters ();
  *n_narrow = (n + RATIO - 1) / RATIO;
  below = g_new0 (float, LOWER_HALF + *n_narrow + LOWER_TAPS);
  for (gsize k = 0; k < *n_narrow; k++)
    {
      if (k % BLOCK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      below[LOWER_HALF + k] = dot (padded + k * RATIO, upper, UPPER_TAPS);
    }
  narrow = g_new (float, MAX (*n_narrow, 1));
  for (gsize k = 0; k < *n_narrow; k++)
    narrow[k] = dot (below + k, lower, LOWER_TAPS);
  return g_steal_pointer (&narrow);
}

/**
 * rbk_phone_line_widen:
 * @narrow: (array length=n_narrow): sound at 8 kHz
 * @step: 1 for samples at 48 kHz, 3 for 16 kHz
 * @n: how many of those
 *
 * Returns: (transfer full) (array length=n): the same sound; %NULL where it was cancelled
 */
float *
rbk_phone_line_widen (
  const float *narrow, gsize n_narrow, guint step, gsize n, GCancellable *cancellable, GError **error)
{
  g_autofree float *padded = pad (narrow, n_narrow, UPPER_REACH, WIDENER_TAPS);
  g_autofree float *wide = g_new (float, MAX (n, 1));

  make_filters ();
  for (gsize i = 0; i < n; i++)
    {
      gsize at = i * step;

      if (i % BLOCK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      wide[i] = dot (padded + at / RATIO, wideners[at % RATIO], WIDENER_TAPS);
    }
  return g_steal_pointer (&wide);
}

/**
 * rbk_phone_line_companded:
 * @sample: full scale is 1
 *
 * Returns: what is left of it after mu-law (ITU-T G.711), which keeps a sign, three bits of magnitude class
 * and four bits within it
 */
float
rbk_phone_line_companded (float sample)
{
  /* The classes begin at powers of two once this is added; what lies above the last one is clipped. */
  const int bias = 132;
  const float highest = 32635;
  int magnitude = (int) lrintf (MIN (fabsf (sample) * 32768.0f, highest)) + bias;
  int exponent = 7;
  int mantissa;

  while (exponent > 0 && magnitude < (128 << exponent))
    exponent--;
  mantissa = (magnitude >> (exponent + 3)) & 0xf;
  magnitude = (((mantissa << 3) + bias) << exponent) - bias;
  return copysignf ((float) magnitude / 32768.0f, sample);
}
