/* rbk-review-report.c: how people speak, week by week, and whether managers listen (practices 46, 48, 63).
 *
 * Everybody gets the same numbers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-written.h"
#include "desk/rbk-review-report-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_WEEKS 106 /* two years */

G_DEFINE_FINAL_TYPE (RbkReviewReport, rbk_review_report, G_TYPE_OBJECT)

static void
week_clear (gpointer data)
{
  g_clear_pointer (&((RbkReviewWeek *) data)->criteria, g_hash_table_unref);
}

static void
rbk_review_report_finalize (GObject *object)
{
  RbkReviewReport *self = RBK_REVIEW_REPORT (object);

  g_array_unref (self->weeks);
  g_array_unref (self->coverage);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->criteria);
  g_ptr_array_unref (self->titles);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_string_chunk_free (self->ids);
  G_OBJECT_CLASS (rbk_review_report_parent_class)->finalize (object);
}

static void
rbk_review_report_class_init (RbkReviewReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_review_report_finalize;
}

static void
rbk_review_report_init (RbkReviewReport *self)
{
  self->weeks = g_array_new (FALSE, TRUE, sizeof (RbkReviewWeek));
  g_array_set_clear_func (self->weeks, week_clear);
  self->coverage = g_array_new (FALSE, TRUE, sizeof (RbkReviewCoverage));
  self->ids = g_string_chunk_new (256);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->criteria = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_ptr_array_new_with_free_func (g_free);
}

/* ---- Reading ---- */

/* What is asked of the worker, and what it found. */
typedef struct
{
  GArray *starts;    /* (owned) (element-type gint64): the beginnings of the weeks, and the end of the last */
  GPtrArray *people; /* (owned) (element-type utf8): ids of those who work here */
  GPtrArray *managers; /* (owned) (element-type utf8): ids of those who judge */
  GPtrArray *sums;     /* (owned) (element-type GArray of RbkReviewSum): of each week */
  GArray *coverage;    /* (owned) (element-type RbkReviewCoverage): of managers */
} Inquiry;

static void
inquiry_free (gpointer data)
{
  Inquiry *inquiry = data;

  g_array_unref (inquiry->starts);
  g_ptr_array_unref (inquiry->people);
  g_ptr_array_unref (inquiry->managers);
  g_ptr_array_unref (inquiry->sums);
  g_array_unref (inquiry->coverage);
  g_free (inquiry);
}

static gint64
get_start (const Inquiry *inquiry, guint week)
{
  return g_array_index (inquiry->starts, gint64, week);
}

static const RbkReviewerSum *
find_reviewer (GArray *sums, const char *person)
{
  for (guint i = 0; i < sums->len; i++)
    {
      const RbkReviewerSum *sum = &g_array_index (sums, RbkReviewerSum, i);

      if (g_strcmp0 (sum->person, person) == 0)
        return sum;
    }
  return NULL;
}

/* Practice 63: what each manager judged in all these weeks, and what still waits for them. */
static gboolean
read_coverage (RbkLedgerReader *reader, Inquiry *inquiry, GError **error)
{
  g_autoptr (GArray) sums = rbk_ledger_reader_sum_reviewers (
    reader, get_start (inquiry, 0), get_start (inquiry, inquiry->starts->len - 1), error);

  if (sums == NULL)
    return FALSE;
  for (guint i = 0; i < inquiry->managers->len; i++)
    {
      const char *manager = g_ptr_array_index (inquiry->managers, i);
      const RbkReviewerSum *sum = find_reviewer (sums, manager);
      RbkReviewCoverage row = { .person = manager };
      gint64 waiting = rbk_ledger_reader_count_waiting_reviews (reader, manager, error);

      if (waiting < 0)
        return FALSE;
      row.waiting = (guint) waiting;
      row.oldest_us = rbk_ledger_reader_get_oldest_review_us (reader, manager, error);
      if (row.oldest_us < 0)
        return FALSE;
      if (sum != NULL)
        {
          row.reviewed = sum->reviewed;
          row.calibrations = sum->calibrations;
          row.apart = sum->apart;
        }
      g_array_append_val (inquiry->coverage, row);
    }
  return TRUE;
}

static gboolean
read_all (RbkDesk *desk, Inquiry *inquiry, GCancellable *cancellable, GError **error)
{
  RbkLedgerReader *reader = rbk_desk_get_worker_reader (desk, error);

  for (guint i = 0; reader != NULL && i + 1 < inquiry->starts->len; i++)
    {
      GArray *sums;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      sums =
        rbk_ledger_reader_sum_reviews (reader, get_start (inquiry, i), get_start (inquiry, i + 1), error);
      if (sums == NULL)
        return FALSE;
      g_ptr_array_add (inquiry->sums, sums);
    }
  return reader != NULL && read_coverage (reader, inquiry, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_all (RBK_DESK (source), data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- Putting together ---- */

/* Means of means, each counted by how many reviews it is of. */
typedef struct
{
  double sum;
  guint n;
} Mean;

static void
add_to_mean (Mean *mean, double value, guint n)
{
  if (isnan (value) || n == 0)
    return;
  mean->sum += value * n;
  mean->n += n;
}

static void
set_criterion (RbkReviewWeek *week, const char *id, double value)
{
  if (week->criteria == NULL)
    week->criteria = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (week->criteria, g_strdup (id), g_memdup2 (&value, sizeof value));
}

/* @person: (nullable): everybody */
static void
add_week (RbkReviewReport *self, const char *person, gint64 week_us, GArray *sums, guint wanted)
{
  g_autoptr (GHashTable) criteria = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  RbkReviewWeek week = { .person = person, .week_us = week_us, .wanted = wanted };
  Mean total = { 0 };
  GHashTableIter iter;
  gpointer id, value;

  for (guint i = 0; i < sums->len; i++)
    {
      const RbkReviewSum *sum = &g_array_index (sums, RbkReviewSum, i);

      if (person != NULL && g_strcmp0 (sum->person, person) != 0)
        continue;
      week.recorded += sum->recorded;
      week.reviewed += sum->reviewed;
      week.unrecognisable += sum->unrecognisable;
      add_to_mean (&total, sum->total, sum->n_reviews);
      if (sum->criteria == NULL)
        continue;
      g_hash_table_iter_init (&iter, sum->criteria);
      while (g_hash_table_iter_next (&iter, &id, &value))
        {
          Mean *mean = g_hash_table_lookup (criteria, id);

          if (mean == NULL)
            g_hash_table_insert (criteria, id, mean = g_new0 (Mean, 1));
          add_to_mean (mean, *(double *) value, sum->n_reviews);
        }
    }
  week.total = total.n > 0 ? total.sum / total.n : NAN;
  g_hash_table_iter_init (&iter, criteria);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Mean *mean = value;

      if (mean->n > 0)
        set_criterion (&week, id, mean->sum / mean->n);
    }
  g_array_append_val (self->weeks, week);
}

/* Whoever is in any of the weeks, though they may have left, and whoever works here. */
static GPtrArray *
list_people (const Inquiry *inquiry)
{
  GPtrArray *people = g_ptr_array_new ();

  for (guint i = 0; i < inquiry->people->len; i++)
    g_ptr_array_add (people, g_ptr_array_index (inquiry->people, i));
  for (guint i = 0; i < inquiry->sums->len; i++)
    {
      GArray *sums = g_ptr_array_index (inquiry->sums, i);

      for (guint j = 0; j < sums->len; j++)
        {
          char *person = g_array_index (sums, RbkReviewSum, j).person;

          if (!g_ptr_array_find_with_equal_func (people, person, g_str_equal, NULL))
            g_ptr_array_add (people, person);
        }
    }
  return people;
}

static void
add_person (RbkReviewReport *self, const Inquiry *inquiry, const char *person, guint wanted)
{
  for (guint i = 0; i < inquiry->sums->len; i++)
    add_week (self, person, get_start (inquiry, i), g_ptr_array_index (inquiry->sums, i), wanted);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  GHashTable *names = data;

  return g_utf8_collate (g_hash_table_lookup (names, *(const char *const *) a),
                         g_hash_table_lookup (names, *(const char *const *) b));
}

static RbkReviewReport *
make_report (RbkDesk *desk, const Inquiry *inquiry)
{
  RbkReviewReport *self = g_object_new (RBK_TYPE_REVIEW_REPORT, NULL);
  RbkRubric *rubric = rbk_desk_get_rubric (desk);
  guint sample = rbk_company_policy_get_review (rbk_desk_get_policy (desk))->sample;
  g_autoptr (GPtrArray) people = list_people (inquiry);

  self->zone = rbk_desk_dup_zone (desk);
  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
    {
      g_ptr_array_add (self->criteria, g_strdup (rbk_rubric_get_criterion (rubric, i)->id));
      g_ptr_array_add (self->titles, g_strdup (rbk_rubric_get_criterion (rubric, i)->title));
    }
  for (guint i = 0; i < people->len; i++)
    {
      const char *person = g_ptr_array_index (people, i);

      g_hash_table_insert (
        self->names, g_strdup (person), g_strdup (rbk_desk_get_person_name (desk, person)));
    }
  g_ptr_array_sort_with_data (people, compare_names, self->names);
  add_person (self, inquiry, NULL, sample * people->len);
  for (guint i = 0; i < people->len; i++)
    add_person (
      self, inquiry, g_string_chunk_insert_const (self->ids, g_ptr_array_index (people, i)), sample);
  for (guint i = 0; i < inquiry->coverage->len; i++)
    {
      RbkReviewCoverage row = g_array_index (inquiry->coverage, RbkReviewCoverage, i);

      row.person = g_string_chunk_insert_const (self->ids, row.person);
      g_array_append_val (self->coverage, row);
    }
  return self;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (self->reader == NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
  else
    g_task_return_pointer (task, make_report (self, g_task_get_task_data (task)), g_object_unref);
}

/**
 * rbk_desk_get_week_us:
 * @weeks: 0 for this week; 1 for the one before; -1 for the one after
 *
 * Returns: when the week begins: its Monday at midnight where the showroom is
 */
gint64
rbk_desk_get_week_us (RbkDesk *self, int weeks)
{
  g_autoptr (GTimeZone) zone = rbk_desk_dup_zone (self);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (rbk_clock_now_us (self->clock) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone,
                                                    g_date_time_get_year (now),
                                                    g_date_time_get_month (now),
                                                    g_date_time_get_day_of_month (now),
                                                    0,
                                                    0,
                                                    0);
  g_autoptr (GDateTime) monday =
    g_date_time_add_days (midnight, 1 - g_date_time_get_day_of_week (midnight) - 7 * weeks);

  return g_date_time_to_unix (monday) * G_USEC_PER_SEC;
}

/* The oldest first, and the next one as the end of the last week. */
static GArray *
list_starts (RbkDesk *desk, guint weeks)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int i = (int) weeks - 1; i >= -1; i--)
    {
      gint64 start_us = rbk_desk_get_week_us (desk, i);

      g_array_append_val (starts, start_us);
    }
  return starts;
}

/**
 * rbk_desk_report_reviews_async:
 * @weeks: how many, this one included
 */
void
rbk_desk_report_reviews_async (
  RbkDesk *self, guint weeks, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Inquiry *inquiry;
  GTask *read;

  g_task_set_source_tag (task, rbk_desk_report_reviews_async);
  if (!rbk_desk_check_may_act (self, task))
    return;
  inquiry = g_new0 (Inquiry, 1);
  inquiry->starts = list_starts (self, CLAMP (weeks, 1, MOST_WEEKS));
  inquiry->people = g_ptr_array_new_with_free_func (g_free);
  inquiry->managers = g_ptr_array_new_with_free_func (g_free);
  inquiry->sums = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  inquiry->coverage = g_array_new (FALSE, FALSE, sizeof (RbkReviewCoverage));
  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);

      if (rbk_person_has_left (person))
        continue;
      g_ptr_array_add (inquiry->people, g_strdup (rbk_person_get_id (person)));
      if (g_str_equal (rbk_person_get_role (person), "manager"))
        g_ptr_array_add (inquiry->managers, g_strdup (rbk_person_get_id (person)));
    }
  g_task_set_task_data (task, inquiry, inquiry_free);
  read = g_task_new (self, cancellable, read_cb, g_object_ref (task));
  /* The inquiry outlives the worker's part: the outer task owns it. */
  g_task_set_task_data (read, inquiry, NULL);
  rbk_worker_queue (self->worker, read, read_thread);
}

/**
 * rbk_desk_report_reviews_finish:
 *
 * Returns: (transfer full): the report, or NULL with an RbkLedgerError
 */
RbkReviewReport *
rbk_desk_report_reviews_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rbk_review_report_get_weeks:
 *
 * Returns: (transfer none) (element-type RbkReviewWeek): everybody first, then each person by name; of each
 * all weeks, the oldest first, those without a voicemail too
 */
GArray *
rbk_review_report_get_weeks (RbkReviewReport *self)
{
  return self->weeks;
}

/**
 * rbk_review_report_get_coverage:
 *
 * Returns: (transfer none) (element-type RbkReviewCoverage): of each manager, in all these weeks
 */
GArray *
rbk_review_report_get_coverage (RbkReviewReport *self)
{
  return self->coverage;
}

/**
 * rbk_review_report_get_trend:
 * @person: (nullable): NULL for everybody
 *
 * The slope of the straight line that is closest to the weeks' means (least squares).
 *
 * Returns: points a week; NAN with less than two weeks in which anything was reviewed
 */
double
rbk_review_report_get_trend (RbkReviewReport *self, const char *person)
{
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  double x = 0;

  for (guint i = 0; i < self->weeks->len; i++)
    {
      const RbkReviewWeek *week = &g_array_index (self->weeks, RbkReviewWeek, i);

      if (g_strcmp0 (week->person, person) != 0)
        continue;
      x++;
      if (isnan (week->total))
        continue;
      n++;
      sum_x += x;
      sum_y += week->total;
      sum_xx += x * x;
      sum_xy += x * week->total;
    }
  return n < 2 ? NAN : (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
}
