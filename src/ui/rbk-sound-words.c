/* rbk-sound-words.c: lengths and moments of sound as people read and hear them.
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
 * rbk_sound_words_dup_spoken:
 * @duration_us: a length, microseconds; below 0 counts as 0
 *
 * For screen readers, which read "0:05" as a time of day.
 *
 * Returns: (transfer full): for example "5 seconds"
 */
char *
rbk_sound_words_dup_spoken (gint64 duration_us)
{
  gint64 seconds = MAX (duration_us, 0) / G_USEC_PER_SEC;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d second", "%d seconds", (gulong) seconds),
                          (int) MIN (seconds, G_MAXINT));
}

/**
 * rbk_sound_words_dup_time_of_day:
 * @time_us: a moment, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the time of day on this computer, such as "3:05 PM"; with the
 *   date before it unless it is today's
 */
char *
rbk_sound_words_dup_time_of_day (gint64 time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (local == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (local) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (now))
    {
      /* Translators: the time of day, see strftime(3); use %H:%M where people do */
      return g_date_time_format (local, _ ("%-I:%M %p"));
    }
  /* Translators: a short date and the time of day, see strftime(3) */
  return g_date_time_format (local, _ ("%b %-e, %-I:%M %p"));
}
