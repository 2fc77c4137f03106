/* rbk-zone.c: instants and the clock on the wall, by IANA's rules (K-7).
 *
 * Local times here are microseconds since 1970 as the clock on the wall counts them, so that a day has
 * always 24 hours and a wall time may exist once, twice or not at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-customer-place.h"

/* No zone has ever been further from UTC. */
#define FURTHEST_S (26 * 60 * 60)
/* So many zones are kept: all that IANA has, but not what somebody may make up. */
#define MOST_ZONES 700

/**
 * rbk_zone_find:
 * @id: (nullable): a zone's name by IANA
 *
 * Reading a zone's rules takes longer than all that the gate works out with them, and the same few are asked
 * for about every message: once read, a zone is kept until the program ends.
 *
 * Returns: (transfer full) (nullable): the zone; NULL if there is none of that name. From any thread
 */
GTimeZone *
rbk_zone_find (const char *id)
{
  static GMutex lock;
  static GHashTable *kept; /* (mutex lock) (element-type utf8 GTimeZone) */
  GTimeZone *zone;

  if (id == NULL || *id == '\0')
    return NULL;
  g_mutex_lock (&lock);
  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  zone = g_hash_table_lookup (kept, id);
  if (zone == NULL)
    {
      zone = g_time_zone_new_identifier (id);
      if (zone != NULL && g_hash_table_size (kept) < MOST_ZONES)
        g_hash_table_insert (kept, g_strdup (id), g_time_zone_ref (zone));
    }
  else
    g_time_zone_ref (zone);
  g_mutex_unlock (&lock);
  return zone;
}

static gint64
floor_seconds (gint64 time_us)
{
  return time_us >= 0 ? time_us / G_USEC_PER_SEC : -((-time_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static gint64
get_offset_us (GTimeZone *zone, gint64 time_us)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, floor_seconds (time_us));

  return interval >= 0 ? (gint64) g_time_zone_get_offset (zone, interval) * G_USEC_PER_SEC : 0;
}

/**
 * rbk_zone_to_local:
 *
 * Returns: what the clock on the wall in @zone shows at @time_us
 */
gint64
rbk_zone_to_local (GTimeZone *zone, gint64 time_us)
{
  return time_us + get_offset_us (zone, time_us);
}

/**
 * rbk_zone_find_change:
 *
 * Returns: the first instant in (@from_us, @to_us] at which the clock in @zone is put forward or back, to
 *   the second; @to_us + 1 if it is not. The two are not further apart than a zone's clock changes, some days
 */
gint64
rbk_zone_find_change (GTimeZone *zone, gint64 from_us, gint64 to_us)
{
  gint64 before = floor_seconds (from_us), after = floor_seconds (to_us);
  gint64 offset = get_offset_us (zone, from_us);

  if (get_offset_us (zone, to_us) == offset)
    return to_us + 1;
  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (get_offset_us (zone, middle * G_USEC_PER_SEC) == offset)
        before = middle;
      else
        after = middle;
    }
  return after * G_USEC_PER_SEC;
}

/**
 * rbk_zone_from_local:
 * @local_us: what the clock on the wall is to show
 *
 * A time that does not exist, since the clock is put forward over it, is the moment in which it is put
 * forward; one that exists twice is its second time. So nothing is earlier than somebody would have it (K-7).
 *
 * Returns: the instant
 */
gint64
rbk_zone_from_local (GTimeZone *zone, gint64 local_us)
{
  gint64 early = local_us - (gint64) FURTHEST_S * G_USEC_PER_SEC;
  gint64 late = local_us + (gint64) FURTHEST_S * G_USEC_PER_SEC;
  gint64 change = rbk_zone_find_change (zone, early, late);
  gint64 by_new = local_us - get_offset_us (zone, late);
  gint64 by_old = local_us - get_offset_us (zone, early);

  if (change > late || by_new >= change)
    return by_new;
  return by_old < change ? by_old : change;
}
