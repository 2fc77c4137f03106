/* rbk-time-words.c: times as people on the sales floor read them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#define DAY_SECONDS (24 * 60 * 60)

/**
 * rbk_time_dup_zone:
 * @identifier: (nullable): an IANA name, such as "America/Chicago"
 *
 * Returns: (transfer full): that zone; this computer's own if there is none of that name
 */
GTimeZone *
rbk_time_dup_zone (const char *identifier)
{
  GTimeZone *zone = NULL;

  if (identifier != NULL && *identifier != '\0')
    zone = g_time_zone_new_identifier (identifier);
  return zone != NULL ? zone : g_time_zone_new_local ();
}

static gint64
get_offset (gint64 time_us, GTimeZone *zone)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time_us / G_USEC_PER_SEC);

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

/**
 * rbk_time_get_day:
 *
 * Returns: the number of the day, since 1970, that it is at @time_us in @zone
 */
gint64
rbk_time_get_day (gint64 time_us, GTimeZone *zone)
{
  gint64 seconds = time_us / G_USEC_PER_SEC + get_offset (time_us, zone);
  gint64 day = seconds / DAY_SECONDS;

  return seconds % DAY_SECONDS < 0 ? day - 1 : day;
}

/**
 * rbk_time_differs:
 *
 * Returns: whether clocks in the two zones show different times at @time_us
 */
gboolean
rbk_time_differs (gint64 time_us, GTimeZone *one, GTimeZone *other)
{
  return get_offset (time_us, one) != get_offset (time_us, other);
}

static char *
format (gint64 time_us, GTimeZone *zone, const char *pattern)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, pattern) : g_strdup ("");
}

/* Whether people who chose this locale write half past one in the afternoon as 1:30 PM. */
static gboolean
has_twelve_hours (void)
{
  const char *pattern = nl_langinfo (T_FMT);

  return strstr (pattern, "%p") != NULL || strstr (pattern, "%P") != NULL || strstr (pattern, "%r") != NULL ||
         strstr (pattern, "%I") != NULL;
}

/**
 * rbk_time_dup_clock:
 *
 * Returns: (transfer full): what a clock in @zone shows, as the locale writes it
 */
char *
rbk_time_dup_clock (gint64 time_us, GTimeZone *zone)
{
  /* Translators: a time with twelve hours, see g_date_time_format(); the space is one that does not break */
  return format (time_us, zone, has_twelve_hours () ? _ ("%-I:%M %p") : "%H:%M");
}

/**
 * rbk_time_dup_day:
 *
 * Returns: (transfer full): the day of @time_us in @zone, seen from @now_us: "Today",
 *   "Yesterday", a weekday of this week, else a date
 */
char *
rbk_time_dup_day (gint64 time_us, gint64 now_us, GTimeZone *zone)
{
  gint64 ago = rbk_time_get_day (now_us, zone) - rbk_time_get_day (time_us, zone);

  if (ago == 0)
    return g_strdup (_ ("Today"));
  if (ago == 1)
    return g_strdup (_ ("Yesterday"));
  if (ago > 1 && ago < 7)
    return format (time_us, zone, "%A");
  if (ago < 300 && ago > -60)
    /* Translators: a date without its year, see g_date_time_format() */
    return format (time_us, zone, _ ("%A, %B %-d"));
  /* Translators: a date with its year, see g_date_time_format() */
  return format (time_us, zone, _ ("%A, %B %-d, %Y"));
}

/**
 * rbk_time_dup_short:
 *
 * Returns: (transfer full): when that was, in as few letters as a list has room for
 */
char *
rbk_time_dup_short (gint64 time_us, gint64 now_us, GTimeZone *zone)
{
  gint64 ago = rbk_time_get_day (now_us, zone) - rbk_time_get_day (time_us, zone);

  if (ago == 0)
    return rbk_time_dup_clock (time_us, zone);
  if (ago == 1)
    return g_strdup (_ ("Yesterday"));
  if (ago > 1 && ago < 7)
    return format (time_us, zone, "%a");
  if (ago < 300 && ago > -60)
    /* Translators: a short date without its year, see g_date_time_format() */
    /* xgettext:no-c-format */
    return format (time_us, zone, _ ("%b %-d"));
  return format (time_us, zone, "%x");
}

/**
 * rbk_time_dup_full:
 *
 * Returns: (transfer full): day and time in full, for tooltips and screen readers
 */
char *
rbk_time_dup_full (gint64 time_us, GTimeZone *zone)
{
  g_autofree char *clock = rbk_time_dup_clock (time_us, zone);
  g_autofree char *day = format (time_us, zone, _ ("%A, %B %-d, %Y"));

  /* Translators: a day and a time */
  return g_strdup_printf (_ ("%s at %s"), day, clock);
}

/**
 * rbk_time_dup_span:
 *
 * Returns: (transfer full): a span of time in its largest unit, such as "2 h"
 */
char *
rbk_time_dup_span (gint64 span_us)
{
  gint64 minutes = MAX (span_us, 0) / (60 * G_USEC_PER_SEC);
  gint64 hours = minutes / 60;
  gint64 days = hours / 24;

  if (hours < 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d min", "%d min", (gulong) minutes),
                            (int) minutes);
  if (days < 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d h", "%d h", (gulong) hours), (int) hours);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) days), (int) days);
}

/**
 * rbk_time_dup_place:
 * @identifier: an IANA name
 *
 * Returns: (transfer full): the place it is named after: "Los Angeles"
 */
char *
rbk_time_dup_place (const char *identifier)
{
  const char *slash = strrchr (identifier, '/');
  char *place = g_strdup (slash != NULL ? slash + 1 : identifier);

  return g_strdelimit (place, "_", ' ');
}

/**
 * rbk_time_dup_length:
 *
 * Returns: (transfer full): the length of a sound, such as "0:27"
 */
char *
rbk_time_dup_length (gint64 seconds)
{
  seconds = MAX (seconds, 0);
  return g_strdup_printf ("%d:%02d", (int) (seconds / 60), (int) (seconds % 60));
}
