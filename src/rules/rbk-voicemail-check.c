/* rbk-voicemail-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-voicemail-check.h"

#include <glib/gi18n-lib.h>

/* V-15 */
#define SILENT_US (2 * G_USEC_PER_SEC)
#define SILENT_DB (-50.0)
/* V-14, after RFC 7874 §4: −19 dBm0 ± 6 dB, where full scale is +3 dBm0; on our 16 bit that is
 * about −22 ± 6 dBFS. */
#define LEVEL_DB        (-22.0)
#define LEVEL_WITHIN_DB (6.0)
#define CLIPPED_SHARE   (0.001)
#define NOISE_DB        (20.0)
/* V-11, the default's */
#define WARN_BELOW 8
#define WARN_ABOVE 35
/* V-12 */
#define LEAD_IN_US (G_USEC_PER_SEC / 2)
#define GAP_US     (3 * G_USEC_PER_SEC / 2)

static void
add (GPtrArray *remarks, const char *rule, RbkRemarkLevel level, const char *words)
{
  g_ptr_array_add (remarks, rbk_remark_new (rule, level, words));
}

static void
check_length (const RbkVoicemailFacts *facts, GPtrArray *remarks)
{
  static const RbkLengthBand usual = {
    RBK_VOICEMAIL_BAND_FROM, RBK_VOICEMAIL_BAND_TO, WARN_BELOW, WARN_ABOVE
  };
  const RbkLengthBand *band = facts->band != NULL ? facts->band : &usual;
  gint64 speech_us = MAX (facts->duration_us - facts->lead_in_us - facts->tail_us, 0);
  gint64 seconds = (speech_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;
  g_autofree char *words = NULL;
  RbkRemarkLevel level = RBK_REMARK_GOOD;

  if (speech_us < band->warn_below * (gint64) G_USEC_PER_SEC)
    {
      level = RBK_REMARK_WARNING;
      words = g_strdup_printf (
        ngettext ("%d second is too short to say who you are, why you call and your number.",
                  "%d seconds are too short to say who you are, why you call and your number.",
                  (gulong) seconds),
        (int) seconds);
    }
  else if (speech_us > band->warn_above * (gint64) G_USEC_PER_SEC)
    {
      level = RBK_REMARK_WARNING;
      words = g_strdup_printf (_ ("%d seconds: few people listen past %u. Say one thing, and your number."),
                               (int) seconds,
                               band->to);
    }
  else if (seconds < band->from)
    words = g_strdup_printf (_ ("%d seconds: shorter than the %u to %u that work best. There is room for a "
                                "reason and your number."),
                             (int) seconds,
                             band->from,
                             band->to);
  else if (seconds > band->to)
    words = g_strdup_printf (_ ("%d seconds: a little longer than the %u to %u that work best."),
                             (int) seconds,
                             band->from,
                             band->to);
  else
    words = g_strdup_printf (_ ("%d seconds: a good length."), (int) seconds);
  add (remarks, "V-11", level, words);
}

static void
check_level (const RbkVoicemailFacts *facts, GPtrArray *remarks)
{
  gboolean good = TRUE;

  if (facts->clipped_share >= CLIPPED_SHARE)
    {
      good = FALSE;
      add (remarks,
           "V-14",
           RBK_REMARK_WARNING,
           _ ("Too loud: the sound is clipped. Move back from the microphone, or turn it down, and record "
              "another take."));
    }
  else if (facts->active_level_db > LEVEL_DB + LEVEL_WITHIN_DB)
    {
      good = FALSE;
      add (remarks, "V-14", RBK_REMARK_WARNING, _ ("Rather loud. Move a little back from the microphone."));
    }
  else if (facts->active_level_db < LEVEL_DB - LEVEL_WITHIN_DB)
    {
      good = FALSE;
      add (remarks,
           "V-14",
           RBK_REMARK_WARNING,
           _ ("Rather quiet. Speak closer to the microphone, or turn it up."));
    }
  if (facts->speech_to_noise_db < NOISE_DB)
    {
      good = FALSE;
      add (remarks,
           "V-14",
           RBK_REMARK_WARNING,
           _ ("The room is loud next to your voice. A quieter corner helps the phone to read you right."));
    }
  if (good)
    add (remarks, "V-14", RBK_REMARK_GOOD, _ ("Loud enough, and clean."));
}

/**
 * rbk_voicemail_check:
 * @facts: what was measured
 *
 * Returns: (transfer full) (element-type RbkRemark): what the rules say, a refusal alone if the
 *   take is silent
 */
GPtrArray *
rbk_voicemail_check (const RbkVoicemailFacts *facts)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_object_unref);

  if (facts->duration_us < SILENT_US)
    {
      add (
        remarks,
        "V-15",
        RBK_REMARK_REFUSAL,
        _ ("Shorter than two seconds: this cannot be sent as a voicemail (rule V-15). Record another take."));
      return remarks;
    }
  if (facts->overall_level_db < SILENT_DB)
    {
      add (
        remarks,
        "V-15",
        RBK_REMARK_REFUSAL,
        _ ("Nothing can be heard (rule V-15). Check that the right microphone is chosen and not muted, and "
           "record another take."));
      return remarks;
    }
  check_length (facts, remarks);
  check_level (facts, remarks);
  if (facts->lead_in_us > LEAD_IN_US)
    add (remarks,
         "V-12",
         RBK_REMARK_WARNING,
         _ ("It begins with silence. Speak at once, or the phone may take you for a robot."));
  if (facts->longest_gap_us > GAP_US)
    add (remarks,
         "V-12",
         RBK_REMARK_WARNING,
         _ ("There is a long pause in it. People hang up in a pause of more than a second and a half."));
  return remarks;
}
