/* rbk-relationship.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-relationship.h"

#include "rules/rbk-gate-tables-private.h"

static gboolean
is_business_day (RbkGateTables *tables, GDateTime *day)
{
  GDate date;
  int year, month, of_month;

  g_date_time_get_ymd (day, &year, &month, &of_month);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) of_month, (GDateMonth) month, (GDateYear) year);
  return g_date_time_get_day_of_week (day) < 6 && rbk_gate_tables_get_holiday (tables, &date) == NULL;
}

/* The last instant at which @term holds, counted from @since_us by the clock of @zone. */
static gint64
add_term (RbkGateTables *tables, RbkTerm term, GTimeZone *zone, gint64 since_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (since_us);
  g_autoptr (GDateTime) since = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) end = NULL;

  switch (term.unit)
    {
    case RBK_TERM_MONTHS:
      end = g_date_time_add_months (since, (int) term.n);
      break;
    case RBK_TERM_DAYS:
      end = g_date_time_add_days (since, (int) term.n);
      break;
    case RBK_TERM_BUSINESS_DAYS:
      end = g_date_time_ref (since);
      for (guint n = 0; n < term.n;)
        {
          GDateTime *next = g_date_time_add_days (end, 1);

          g_date_time_unref (end);
          end = next;
          n += is_business_day (tables, end);
        }
      break;
    case RBK_TERM_NONE:
    default:
      return 0;
    }
  return g_date_time_to_unix_usec (end);
}

/**
 * rbk_relationship_find_end:
 * @of_purchase: a purchase; else an inquiry
 * @since_us: when it was; 0: never
 * @row: (out) (optional) (transfer full) (nullable): the row that ends it
 *
 * The shortest of the terms that may count stands: the federal one, and those of every state where the
 * customer may be. A term that the showroom overrode with what cannot be read stays as it is.
 *
 * Returns: the last instant at which it lets us call; 0 if it does not
 */
gint64
rbk_relationship_find_end (RbkGateTables *tables,
                           const RbkCustomerPlace *place,
                           const RbkGatePolicy *policy,
                           gboolean of_purchase,
                           gint64 since_us,
                           char **row)
{
  const char *zone_id = g_array_index (place->candidates, RbkPlaceCandidate, 0).zone;
  g_autoptr (GTimeZone) known = rbk_zone_find (zone_id);
  g_autoptr (GTimeZone) zone = known != NULL ? g_time_zone_ref (known) : g_time_zone_new_utc ();
  gint64 end = G_MAXINT64;
  guint n;
  const RbkTermRow *rows = rbk_gate_tables_get_terms (tables, &n);
  const char *ends = NULL;

  for (guint i = 0; i < n; i++)
    {
      RbkTerm term = rows[i].term;
      const char *value;
      gint64 its_end;

      if (rows[i].of_purchase != of_purchase || !rbk_customer_place_may_be_in (place, rows[i].state))
        continue;
      if (rbk_gate_policy_find_override (policy, rows[i].id, &value))
        {
          if (value == NULL)
            continue;
          if (!rbk_term_read (value, &term))
            term = rows[i].term;
        }
      its_end = since_us > 0 ? add_term (tables, term, zone, since_us) : 0;
      if (its_end < end)
        {
          end = its_end;
          ends = rows[i].id;
        }
    }
  if (row != NULL)
    *row = g_strdup (ends);
  return end != G_MAXINT64 ? end : 0;
}
