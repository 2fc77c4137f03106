/* rbk-take-measure.h: the facts of a take, judged elsewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a level is said to be where there is nothing but zeros. */
#define RBK_TAKE_MEASURE_SILENCE_DB (-120.0)

/**
 * RbkTakeMeasure:
 * @duration_us: the whole take
 * @active_level_db: dBFS (RMS against a full scale of 32768) of the 20 ms frames in which somebody speaks
 * @overall_rms_db: dBFS of all of it
 * @peak_db: dBFS of the largest sample
 * @clipped_share: share (0…1) of samples at the end of the scale
 * @lead_in_us: silence before speech; the whole take where nobody speaks
 * @tail_us: silence after the last speech; 0 where nobody speaks
 * @longest_gap_us: longest silence between the first and the last speech
 * @speech_to_noise_db: how far speech lies above the quietest twentieth of the take; 0 where nothing in it is
 *   quieter than the speech, which is so for steady noise
 */
typedef struct
{
  gint64 duration_us;
  double active_level_db;
  double overall_rms_db;
  double peak_db;
  double clipped_share;
  gint64 lead_in_us;
  gint64 tail_us;
  gint64 longest_gap_us;
  double speech_to_noise_db;
} RbkTakeMeasure;

void rbk_take_measure (GBytes *pcm, RbkTakeMeasure *measure);

G_END_DECLS
