/* rbk-time-words.h: times as people on the sales floor read them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GTimeZone *rbk_time_dup_zone (const char *identifier);
gint64 rbk_time_get_day (gint64 time_us, GTimeZone *zone);
gboolean rbk_time_differs (gint64 time_us, GTimeZone *one, GTimeZone *other);
char *rbk_time_dup_clock (gint64 time_us, GTimeZone *zone);
char *rbk_time_dup_day (gint64 time_us, gint64 now_us, GTimeZone *zone);
char *rbk_time_dup_short (gint64 time_us, gint64 now_us, GTimeZone *zone);
char *rbk_time_dup_full (gint64 time_us, GTimeZone *zone);
char *rbk_time_dup_span (gint64 span_us);
char *rbk_time_dup_place (const char *identifier);
char *rbk_time_dup_length (gint64 seconds);

G_END_DECLS
