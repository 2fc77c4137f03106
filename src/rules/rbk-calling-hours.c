/* rbk-calling-hours.c
 *
 * Each row that counts is asked at each place where the customer may be: the window is the intersection of
 * all (K-2, K-3). A row is about the clock on the wall at that place, and an instant has one reading of that
 * clock however it is put forward or back, so “may I now” never meets a time that is not there; only “when
 * does it open” does, and looks from one change of the clock to the next (K-7).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-calling-hours.h"

#include "rules/rbk-gate-tables-private.h"
#include "rules/rbk-table-words.h"

#include <glib/gi18n-lib.h>

#define DAY_US ((gint64) G_TIME_SPAN_DAY)

/* A row at a place. */
typedef struct
{
  RbkHoursKind kind;
  const RbkHoursRow
    *row;              /* (nullable): NULL: the showroom's opening hours, or what it put in a row's place */
  const char *id;      /* (nullable): of the row */
  RbkDayWindow window; /* what the showroom put in the row's place, on all days */
  gboolean is_overridden;
  const char *state;   /* (nullable) */
  const char *zone_id; /* borrowed */
  GTimeZone *zone;     /* borrowed */
} Constraint;

typedef struct
{
  RbkGateTables *tables;
  const RbkGatePolicy *policy;
  GHashTable *zones;   /* (owned) (element-type utf8 GTimeZone) */
  GArray *constraints; /* (owned) (element-type Constraint) */
  gboolean is_past_table;
} Search;

static GTimeZone *
get_zone (Search *self, const char *id)
{
  GTimeZone *zone = g_hash_table_lookup (self->zones, id);

  if (zone != NULL)
    return zone;
  zone = rbk_zone_find (id);
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  g_hash_table_insert (self->zones, g_strdup (id), zone);
  return zone;
}

static void
add_row (Search *self, const RbkHoursRow *row, const RbkPlaceCandidate *at)
{
  const char *value;
  Constraint constraint = {
    .kind = row->state == NULL ? RBK_HOURS_FEDERAL : RBK_HOURS_STATE,
    .row = row,
    .id = row->id,
    .state = row->state,
    .zone_id = at->zone,
    .zone = get_zone (self, at->zone),
  };

  if (rbk_gate_policy_find_override (self->policy, row->id, &value))
    {
      if (value == NULL)
        return;
      /* What cannot be read changes nothing. */
      constraint.is_overridden = rbk_day_window_read (value, &constraint.window);
    }
  g_array_append_val (self->constraints, constraint);
}

static void
add_rows (Search *self, const RbkCustomerPlace *place, RbkHoursKind kinds)
{
  guint n;
  const RbkHoursRow *rows = rbk_gate_tables_get_hours (self->tables, &n);

  for (guint i = 0; i < n; i++)
    {
      if (!(kinds & (rows[i].state == NULL ? RBK_HOURS_FEDERAL : RBK_HOURS_STATE)))
        continue;
      for (guint j = 0; j < place->candidates->len; j++)
        {
          const RbkPlaceCandidate *at = &g_array_index (place->candidates, RbkPlaceCandidate, j);
          gboolean there = FALSE;

          if (rows[i].state != NULL && g_strcmp0 (rows[i].state, at->state) != 0)
            continue;
          /* Many states share a zone: once is enough for what counts everywhere. */
          for (guint k = 0; !there && rows[i].state == NULL && k < j; k++)
            there = g_str_equal (g_array_index (place->candidates, RbkPlaceCandidate, k).zone, at->zone);
          if (!there)
            add_row (self, &rows[i], at);
        }
    }
}

static GDateWeekday
get_weekday (gint64 day)
{
  /* 1970-01-01 was a Thursday. */
  return (GDateWeekday) (((day + 3) % 7 + 7) % 7 + 1);
}

/* How the policy writes it. FALSE if it cannot be read. */
static gboolean
read_opening (const RbkOpeningHours *hours, RbkDayWindow *window)
{
  g_autofree char *text = g_strdup_printf ("%s-%s", hours->opens, hours->closes);

  return rbk_day_window_read (text, window);
}

/* On @day (since 1970) the constraint is open in these windows. */
static void
get_windows (Search *self, const Constraint *constraint, gint64 day, GArray *windows, const char **holiday)
{
  GDate date;
  RbkDayKind kind;
  GDateWeekday weekday = get_weekday (day);
  RbkDayWindow window;

  *holiday = NULL;
  g_array_set_size (windows, 0);
  if (constraint->row == NULL)
    {
      for (guint i = 0; i < self->policy->n_hours; i++)
        {
          if (self->policy->hours[i].day == weekday && read_opening (&self->policy->hours[i], &window))
            g_array_append_val (windows, window);
        }
      return;
    }
  if (constraint->is_overridden)
    {
      g_array_append_val (windows, constraint->window);
      return;
    }
  kind = weekday == G_DATE_SUNDAY     ? RBK_DAY_SUNDAY
         : weekday == G_DATE_SATURDAY ? RBK_DAY_SATURDAY
                                      : RBK_DAY_WEEKDAY;
  if (constraint->row->has_holidays)
    {
      const RbkDayWindow *ordinary = &constraint->row->windows[kind];

      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) (day + 719163)); /* GDate's day of 1970-01-01 */
      self->is_past_table |= !rbk_gate_tables_knows_year (self->tables, g_date_get_year (&date));
      *holiday = rbk_gate_tables_get_holiday (self->tables, &date);
      if (*holiday != NULL && ordinary->from_s < ordinary->to_s)
        kind = RBK_DAY_HOLIDAY;
      else
        *holiday = NULL;
    }
  g_array_append_val (windows, constraint->row->windows[kind]);
}

static gint64
floor_day (gint64 local_us)
{
  return local_us >= 0 ? local_us / DAY_US : -((-local_us + DAY_US - 1) / DAY_US);
}

/* Whether @constraint is open at @time_us; if so, @until_us is when it closes by the same reading of the
 * clock. */
static gboolean
is_open (Search *self, const Constraint *constraint, gint64 time_us, gint64 *until_us, const char **holiday)
{
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (RbkDayWindow));
  gint64 local = rbk_zone_to_local (constraint->zone, time_us);
  gint64 day = floor_day (local);

  get_windows (self, constraint, day, windows, holiday);
  for (guint i = 0; i < windows->len; i++)
    {
      RbkDayWindow window = g_array_index (windows, RbkDayWindow, i);
      gint64 from = day * DAY_US + (gint64) window.from_s * G_USEC_PER_SEC;
      gint64 to = day * DAY_US + (gint64) window.to_s * G_USEC_PER_SEC;

      if (local >= from && local < to)
        {
          *until_us = time_us + (to - local);
          return TRUE;
        }
    }
  return FALSE;
}

/* The first instant in [@from_us, @end_us) at which @constraint is open; @end_us if there is none. */
static gint64
find_open (Search *self, const Constraint *constraint, gint64 from_us, gint64 end_us)
{
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (RbkDayWindow));
  gint64 time = from_us, until;
  const char *holiday;

  while (time < end_us)
    {
      gint64 local = rbk_zone_to_local (constraint->zone, time);
      gint64 day = floor_day (local);
      gint64 midnight = time + ((day + 1) * DAY_US - local); /* if the clock is left alone */
      gint64 stop = MIN (rbk_zone_find_change (constraint->zone, time, midnight), midnight);
      gint64 best = G_MAXINT64;

      if (is_open (self, constraint, time, &until, &holiday))
        return time;
      get_windows (self, constraint, day, windows, &holiday);
      for (guint i = 0; i < windows->len; i++)
        {
          RbkDayWindow window = g_array_index (windows, RbkDayWindow, i);
          gint64 opens = time + (day * DAY_US + (gint64) window.from_s * G_USEC_PER_SEC - local);

          if (window.from_s < window.to_s && opens > time && opens < stop)
            best = MIN (best, opens);
        }
      if (best != G_MAXINT64)
        return MIN (best, end_us);
      time = stop;
    }
  return end_us;
}

static gint64
find_all_open (Search *self, gint64 from_us)
{
  gint64 end = from_us + RBK_HOURS_AHEAD * DAY_US;
  gint64 time = from_us;
  gboolean moved = TRUE;

  while (moved && time < end)
    {
      moved = FALSE;
      for (guint i = 0; i < self->constraints->len; i++)
        {
          gint64 open = find_open (self, &g_array_index (self->constraints, Constraint, i), time, end);

          moved |= open > time;
          time = open;
        }
    }
  return time < end ? time : 0;
}

static gint64
find_close (Search *self, gint64 from_us)
{
  gint64 closes = from_us + RBK_HOURS_AHEAD * DAY_US;

  for (guint i = 0; i < self->constraints->len; i++)
    {
      const Constraint *constraint = &g_array_index (self->constraints, Constraint, i);
      const char *holiday;
      gint64 until = from_us, time = from_us;

      /* A change of the clock within the window moves its end; two windows may meet at midnight. */
      while (time < closes && is_open (self, constraint, time, &until, &holiday))
        time = MIN (rbk_zone_find_change (constraint->zone, time, until), until);
      closes = MIN (closes, time);
    }
  return closes;
}

/* The law is named before the showroom, and the federation before a state. */
static void
find_closers (Search *self, RbkCallingHours *answer, gint64 time_us)
{
  for (guint i = 0; i < self->constraints->len; i++)
    {
      const Constraint *constraint = &g_array_index (self->constraints, Constraint, i);
      const char *holiday;
      gint64 until;

      if (is_open (self, constraint, time_us, &until, &holiday))
        continue;
      if (answer->closed_by == 0)
        {
          answer->rule = constraint->kind == RBK_HOURS_FEDERAL ? "K-1"
                         : constraint->kind == RBK_HOURS_STATE ? "K-4"
                                                               : "K-3";
          answer->row = g_strdup (constraint->id);
          answer->state = g_strdup (constraint->state);
          answer->zone = g_strdup (constraint->zone_id);
          answer->holiday = g_strdup (holiday);
        }
      answer->closed_by |= constraint->kind;
    }
  answer->is_open = answer->closed_by == 0;
}

/**
 * rbk_calling_hours_find:
 * @place: where the customer may be
 * @showroom_zone: (nullable): IANA id; the showroom's opening hours are judged by its own clock
 * @kinds: which of the three count
 * @from_us: the instant that is asked about
 *
 * Returns: (transfer full): whether all are open at @from_us, and if not which close and when they open
 */
RbkCallingHours *
rbk_calling_hours_find (RbkGateTables *tables,
                        const RbkCustomerPlace *place,
                        const RbkGatePolicy *policy,
                        const char *showroom_zone,
                        RbkHoursKind kinds,
                        gint64 from_us)
{
  RbkCallingHours *answer = g_new0 (RbkCallingHours, 1);
  g_autoptr (GHashTable) zones =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  g_autoptr (GArray) constraints = g_array_new (FALSE, FALSE, sizeof (Constraint));
  Search search = { .tables = tables, .policy = policy, .zones = zones, .constraints = constraints };

  add_rows (&search, place, kinds & RBK_HOURS_LAW);
  if ((kinds & RBK_HOURS_SHOWROOM) && policy->n_hours > 0)
    {
      const char *id = showroom_zone != NULL ? showroom_zone : "UTC";
      Constraint showroom = { .kind = RBK_HOURS_SHOWROOM, .zone_id = id, .zone = get_zone (&search, id) };

      g_array_append_val (constraints, showroom);
    }
  find_closers (&search, answer, from_us);
  if (answer->is_open)
    answer->closes_us = find_close (&search, from_us);
  else
    answer->opens_us = find_all_open (&search, from_us);
  answer->is_past_table = search.is_past_table;
  return answer;
}

/* “8:00 AM”, “Monday, 8:00 AM”, “Monday, January 5, 8:00 AM”. */
static char *
dup_time (gint64 time_us, const char *zone_id, gint64 now_us)
{
  g_autoptr (GTimeZone) zone = rbk_zone_find (zone_id);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GTimeZone *used = zone != NULL ? zone : utc;
  g_autoptr (GDateTime) then_utc = g_date_time_new_from_unix_utc_usec (time_us);
  g_autoptr (GDateTime) then = g_date_time_to_timezone (then_utc, used);
  gint64 days = floor_day (rbk_zone_to_local (used, time_us)) - floor_day (rbk_zone_to_local (used, now_us));

  /* Translators: times of day, on the same day, within a week, and later; see g_date_time_format() */
  return g_date_time_format (then,
                             days == 0  ? _ ("%-I:%M %p")
                             : days < 7 ? _ ("%A, %-I:%M %p")
                                        : _ ("%A, %B %-e, %-I:%M %p"));
}

static char *
dup_reason (const RbkCallingHours *self, const char *name)
{
  if (self->closed_by & RBK_HOURS_FEDERAL)
    return g_strdup_printf (
      _ ("Federal law lets nobody be called or texted before 8 in the morning or from 9 in "
         "the evening where they are (rule K-1), and that is %s’s hour now."),
      name);
  if ((self->closed_by & RBK_HOURS_STATE) && self->holiday != NULL)
    return g_strdup_printf (_ ("In %s nobody may be called or texted now, since it is %s (rule K-4)."),
                            self->state,
                            rbk_table_words_get (self->holiday));
  if (self->closed_by & RBK_HOURS_STATE)
    return g_strdup_printf (
      _ ("The law of %s lets nobody be called or texted at this hour (rule K-4), and %s may be there."),
      self->state,
      name);
  return g_strdup (
    _ ("The showroom is closed now, and calls and texts leave in its opening hours only (rule K-3)."));
}

/**
 * rbk_calling_hours_dup_words:
 * @name: of the customer
 * @showroom_zone: (nullable): in which the person reads the clock
 *
 * Returns: (transfer full): which of the three closes, by the customer's clock, and when it opens by both
 *   clocks; nothing for a person to do, since that depends on what waits
 */
char *
rbk_calling_hours_dup_words (const RbkCallingHours *self,
                             const RbkCustomerPlace *place,
                             const char *name,
                             const char *showroom_zone,
                             gint64 now_us)
{
  g_autofree char *reason = dup_reason (self, name);
  g_autofree char *known = rbk_customer_place_dup_words (place);
  g_autofree char *there_now = dup_time (now_us, self->zone, now_us);
  g_autofree char *there = NULL;
  g_autofree char *here = NULL;

  if (self->closed_by == RBK_HOURS_SHOWROOM)
    {
      if (self->opens_us == 0)
        return g_strdup_printf (_ ("%s It does not open within the next days."), reason);
      here = dup_time (self->opens_us, showroom_zone, now_us);
      return g_strdup_printf (_ ("%s Allowed again from %s."), reason, here);
    }
  if (self->opens_us == 0)
    return g_strdup_printf (
      _ ("%s It is %s there. No hour in the next days is open everywhere they may be. %s"),
      reason,
      there_now,
      known);
  there = dup_time (self->opens_us, self->zone, now_us);
  here = dup_time (self->opens_us, showroom_zone != NULL ? showroom_zone : self->zone, now_us);
  if (g_str_equal (there, here))
    return g_strdup_printf (
      _ ("%s It is %s there. Allowed again from %s. %s"), reason, there_now, there, known);
  return g_strdup_printf (
    _ ("%s It is %s there. Allowed again from %s there, %s here. %s"), reason, there_now, there, here, known);
}

/**
 * rbk_calling_hours_free:
 * @self: (nullable)
 */
void
rbk_calling_hours_free (RbkCallingHours *self)
{
  if (self == NULL)
    return;
  g_free (self->row);
  g_free (self->state);
  g_free (self->holiday);
  g_free (self->zone);
  g_free (self);
}
