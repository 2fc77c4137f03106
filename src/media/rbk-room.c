/* rbk-room.c: how noisy it is before anybody speaks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-room.h"
#include "media/rbk-pcm.h"
#include <math.h>
#include <stdlib.h>

#define FRAME_SAMPLES (RBK_PCM_RATE / 50)

/* What is said where there is nothing but zeros, or a steady voltage. */
#define SILENCE_DB (-120.0)

/* Below one step of a 16 bit converter; a microphone that listens hisses more. */
#define DEAD_DB (-90.3)

static int
compare_powers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Without the steady voltage that cheap sound cards add, which nobody hears. */
static double
frame_power (const gint16 *samples)
{
  double sum = 0;
  double squares = 0;

  for (guint i = 0; i < FRAME_SAMPLES; i++)
    {
      double sample = (gint16) GINT16_FROM_LE (samples[i]);

      sum += sample;
      squares += sample * sample;
    }
  return MAX (squares - sum * sum / FRAME_SAMPLES, 0) / FRAME_SAMPLES / (32768.0 * 32768.0);
}

/**
 * rbk_room_measure:
 * @pcm: what the microphone heard while nobody spoke; a second is enough
 * @room: (out caller-allocates): how noisy it is
 *
 * The noise is that of the frame of 20 ms in the middle, the loudest last: a knock, or a word that came too
 * early, counts for little.
 *
 * Returns: whether @pcm holds a frame to be judged
 */
gboolean
rbk_room_measure (GBytes *pcm, RbkRoom *room)
{
  g_autoptr (GBytes) held = g_bytes_ref (pcm);
  g_autofree double *powers = NULL;
  double middle;
  gsize n;
  const gint16 *samples = rbk_pcm_samples (&held, &n);
  gsize n_frames = n / FRAME_SAMPLES;

  *room = (RbkRoom) { .noise_db = SILENCE_DB, .verdict = RBK_ROOM_DEAD };
  if (n_frames == 0)
    return FALSE;
  powers = g_new (double, n_frames);
  for (gsize i = 0; i < n_frames; i++)
    powers[i] = frame_power (samples + i * FRAME_SAMPLES);
  qsort (powers, n_frames, sizeof (double), compare_powers);
  middle = powers[n_frames / 2];
  if (middle > 0)
    room->noise_db = MAX (10 * log10 (middle), SILENCE_DB);
  if (room->noise_db >= RBK_ROOM_VERY_NOISY_DB)
    room->verdict = RBK_ROOM_VERY_NOISY;
  else if (room->noise_db >= RBK_ROOM_NOISY_DB)
    room->verdict = RBK_ROOM_NOISY;
  else if (room->noise_db >= DEAD_DB)
    room->verdict = RBK_ROOM_QUIET;
  return TRUE;
}
