/* rbk-review-csv.c: the report for a spreadsheet (RFC 4180).
 *
 * A name can be anything: a cell that a spreadsheet would take for a formula is made a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-review-report-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What a spreadsheet may begin to reckon at, blanks before it included. */
static gboolean
begins_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* One cell, and the comma after it. */
static void
add_cell (GString *csv, const char *text)
{
  g_autofree char *harmless = begins_formula (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);

  if (strpbrk (harmless, ",\"\r\n") == NULL)
    {
      g_string_append_printf (csv, "%s,", harmless);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *p = harmless; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append (csv, "\",");
}

static void
end_line (GString *csv)
{
  /* No comma after the last cell of a line. */
  g_string_truncate (csv, csv->len - 1);
  g_string_append (csv, "\r\n");
}

static void
add_count (GString *csv, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  add_cell (csv, text);
}

/* The same in every locale; nothing where there is no number. */
static void
add_number (GString *csv, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  add_cell (csv, isnan (number) ? "" : g_ascii_formatd (text, sizeof text, "%.2f", number));
}

static void
add_heading (RbkReviewReport *self, GString *csv)
{
  add_cell (csv, _ ("Person"));
  add_cell (csv, _ ("Week from"));
  add_cell (csv, _ ("Voicemails"));
  add_cell (csv, _ ("Reviewed"));
  add_cell (csv, _ ("Reviews asked for"));
  add_cell (csv, _ ("Average points"));
  for (guint i = 0; i < self->titles->len; i++)
    add_cell (csv, g_ptr_array_index (self->titles, i));
  add_cell (csv, _ ("Unrecognisable"));
  add_cell (csv, _ ("Unrecognisable, percent of reviewed"));
  end_line (csv);
}

static void
add_week (RbkReviewReport *self, GString *csv, const RbkReviewWeek *week)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (week->week_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) monday = g_date_time_to_timezone (utc, self->zone);
  g_autofree char *date = g_date_time_format (monday, "%Y-%m-%d");
  const char *name = week->person != NULL ? g_hash_table_lookup (self->names, week->person) : _ ("Everybody");

  add_cell (csv, name);
  add_cell (csv, date);
  add_count (csv, week->recorded);
  add_count (csv, week->reviewed);
  add_count (csv, week->wanted);
  add_number (csv, week->total);
  for (guint i = 0; i < self->criteria->len; i++)
    {
      const double *mean = week->criteria != NULL
                             ? g_hash_table_lookup (week->criteria, g_ptr_array_index (self->criteria, i))
                             : NULL;

      add_number (csv, mean != NULL ? *mean : NAN);
    }
  add_count (csv, week->unrecognisable);
  add_number (csv, week->reviewed > 0 ? 100.0 * week->unrecognisable / week->reviewed : NAN);
  end_line (csv);
}

/**
 * rbk_review_report_dup_csv:
 *
 * Returns: (transfer full): UTF-8, one line a person and week, with a heading
 */
GBytes *
rbk_review_report_dup_csv (RbkReviewReport *self)
{
  GString *csv = g_string_new (NULL);

  add_heading (self, csv);
  for (guint i = 0; i < self->weeks->len; i++)
    add_week (self, csv, &g_array_index (self->weeks, RbkReviewWeek, i));
  return g_string_free_to_bytes (csv);
}
