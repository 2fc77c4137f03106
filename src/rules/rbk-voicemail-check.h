/* rbk-voicemail-check.h: what the rules say of how a take sounds (V-11, V-12, V-14, V-15).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-remark.h"
#include "rules/rbk-voicemail-school.h"

G_BEGIN_DECLS

/* The band of the default preset, in seconds of speech (V-11). */
#define RBK_VOICEMAIL_BAND_FROM 20
#define RBK_VOICEMAIL_BAND_TO   30
/* Recording stops here (V-11). */
#define RBK_VOICEMAIL_HARD_STOP 60

/* What was measured of a take. */
typedef struct
{
  gint64 duration_us;
  double active_level_db; /* dBFS of the frames in which somebody speaks */
  double overall_level_db;
  double clipped_share; /* of all samples, 0…1 */
  gint64 lead_in_us;
  gint64 longest_gap_us;
  double speech_to_noise_db;
  gint64 tail_us;            /* silence after the last speech */
  const RbkLengthBand *band; /* (nullable): the school's; NULL is the default's */
} RbkVoicemailFacts;

GPtrArray *rbk_voicemail_check (const RbkVoicemailFacts *facts);

G_END_DECLS
