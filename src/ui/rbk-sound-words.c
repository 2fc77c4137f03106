/* rbk-sound-words.c: lengths of sound as people read and hear them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-sound-words.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_sound_words_dup_clock:
 * @duration_us: a length or a position, microseconds; below 0 counts as 0
 *
 * Whole seconds that have passed, so that a clock never shows a second before it is over.
 *
 * Returns: (transfer full): minutes and seconds, such as "0:05"
 */
char *
rbk_sound_words_dup_clock (gint64 duration_us)
{
  gint64 seconds = MAX (duration_us, 0) / G_USEC_PER_SEC;

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", seconds / 60, (int) (seconds % 60));
}

/**
 * rbk_sound_words_dup_length:
 * @duration_us: the length of a sound that is whole, microseconds; below 0 counts as 0
 *
 * The nearest second, which is what everybody else says of it too.
 *
 * Returns: (transfer full): minutes and seconds, such as "0:24"
 */
char *
rbk_sound_words_dup_length (gint64 duration_us)
{
  return rbk_sound_words_dup_clock (MAX (duration_us, 0) + G_USEC_PER_SEC / 2);
}

/**
 * rbk_sound_words_dup_tenths:
 * @position_us: a moment in a sound, microseconds; below 0 counts as 0
 *
 * Where a sound is cut, a second is a long time.
 *
 * Returns: (transfer full): minutes, seconds and tenths that have passed, such as "0:05.3"
 */
char *
rbk_sound_words_dup_tenths (gint64 position_us)
{
  gint64 tenths = MAX (position_us, 0) * 10 / G_USEC_PER_SEC;

  return g_strdup_printf (
    "%" G_GINT64_FORMAT ":%02d.%d", tenths / 600, (int) (tenths / 10 % 60), (int) (tenths % 10));
}

/**
 * rbk_sound_words_dup_spoken:
 * @duration_us: a length, microseconds; below 0 counts as 0
 *
 * For screen readers, which read "0:05" as a time of day. The nearest second.
 *
 * Returns: (transfer full): for example "5 seconds"
 */
char *
rbk_sound_words_dup_spoken (gint64 duration_us)
{
  gint64 seconds = (MAX (duration_us, 0) + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d second", "%d seconds", (gulong) seconds),
                          (int) MIN (seconds, G_MAXINT));
}
