/* rbk-review-report-page.c: what came of reviews, by person and week: pictures first, then the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-report-page.h"

#include "ui/rbk-choice-factory.h"
#include "ui/rbk-review-chart.h"
#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const guint spans[] = { 4, 8, 13, 26, 52 };

/* The columns of the table. */
static const char *const columns[] = {
  N_ ("Person"), N_ ("Week of"), N_ ("Voicemails"), N_ ("Reviewed"), N_ ("Mean total"), N_ ("Not recognised"),
};

struct _RbkReviewReportPage
{
  AdwNavigationPage parent_instance;

  RbkDesk *desk;             /* (owned) (nullable): not before everything is there */
  GCancellable *cancellable; /* (owned) (nullable): of what is being counted */
  RbkReviewReport *report;   /* (owned) (nullable) */
  GPtrArray *people;         /* (owned) (element-type utf8) (nullable elements): ids beside person_choice */
  GPtrArray *criteria_rows;  /* (owned) (element-type GtkWidget) */
  GPtrArray *coverage_rows;  /* (owned) (element-type GtkWidget) */

  GtkWidget *export_button;
  GtkDropDown *person_choice;
  GtkDropDown *weeks_choice;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkLabel *trend_label;
  RbkReviewChart *total_chart;
  RbkReviewChart *unknown_chart;
  AdwPreferencesGroup *criteria_group;
  AdwPreferencesGroup *coverage_group;
  GtkColumnView *table;
};

G_DEFINE_FINAL_TYPE (RbkReviewReportPage, rbk_review_report_page, ADW_TYPE_NAVIGATION_PAGE)

static GTimeZone *
dup_zone (RbkReviewReportPage *self)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);

  return rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);
}

/* "3 Nov" */
static char *
dup_week (RbkReviewReportPage *self, gint64 week_us)
{
  g_autoptr (GTimeZone) zone = dup_zone (self);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (week_us);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  /* Translators: a day of a year that is known, such as "3 Nov"; see strftime(3) */
  return g_date_time_format (local, _ ("%-d %b"));
}

static const char *
get_person (RbkReviewReportPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->person_choice);

  return selected < self->people->len ? self->people->pdata[selected] : NULL;
}

static char *
dup_share (guint part, guint whole)
{
  /* Translators: a share in percent */
  return whole > 0 ? g_strdup_printf (_ ("%.0f %%"), 100.0 * part / whole) : g_strdup ("–");
}

static char *
dup_number (double number)
{
  return isnan (number) ? g_strdup ("–") : g_strdup_printf ("%.0f", number);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

/* Pictures */

static void
describe (RbkReviewChart *chart, GString *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
}

static void
show_charts (RbkReviewReportPage *self)
{
  GArray *weeks = rbk_review_report_get_weeks (self->report);
  g_autoptr (GString) totals = g_string_new (_ ("Mean total by week"));
  g_autoptr (GString) shares = g_string_new (_ ("Share of callers nobody could recognise by week"));
  g_autofree char *line = g_strdup_printf (_ ("%.0f %%"), 100 * RBK_REVIEW_UNRECOGNISABLE_LINE);

  rbk_review_chart_clear (self->total_chart, 100);
  rbk_review_chart_clear (self->unknown_chart, 0.5);
  rbk_review_chart_set_line (self->unknown_chart, RBK_REVIEW_UNRECOGNISABLE_LINE, line);
  for (guint i = 0; i < weeks->len; i++)
    {
      const RbkReviewWeek *week = &g_array_index (weeks, RbkReviewWeek, i);
      g_autofree char *label = NULL;
      g_autofree char *total = NULL;
      g_autofree char *share = NULL;

      if (g_strcmp0 (week->person, get_person (self)) != 0)
        continue;
      label = dup_week (self, week->week_us);
      total = dup_number (week->total);
      share = dup_share (week->unrecognisable, week->reviewed);
      rbk_review_chart_add (self->total_chart, label, week->total, total);
      rbk_review_chart_add (self->unknown_chart,
                            label,
                            week->reviewed > 0 ? (double) week->unrecognisable / week->reviewed : NAN,
                            share);
      g_string_append_printf (totals, ", %s: %s", label, total);
      g_string_append_printf (shares, ", %s: %s", label, share);
    }
  describe (self->total_chart, totals);
  describe (self->unknown_chart, shares);
}

static void
show_trend (RbkReviewReportPage *self)
{
  double trend = rbk_review_report_get_trend (self->report, get_person (self));
  g_autofree char *words = NULL;

  if (isnan (trend))
    words = g_strdup (_ ("A trend needs two weeks with reviews."));
  else if (fabs (trend) < 0.5)
    words = g_strdup (_ ("About the same from week to week."));
  else if (trend > 0)
    words = g_strdup_printf (_ ("Grows by %.1f points a week."), trend);
  else
    words = g_strdup_printf (_ ("Falls by %.1f points a week."), -trend);
  gtk_label_set_label (self->trend_label, words);
}

/* The mean of the weeks' means, each by how many were reviewed in it. */
static double
get_criterion_mean (RbkReviewReportPage *self, const char *criterion)
{
  GArray *weeks = rbk_review_report_get_weeks (self->report);
  double sum = 0, n = 0;

  for (guint i = 0; i < weeks->len; i++)
    {
      const RbkReviewWeek *week = &g_array_index (weeks, RbkReviewWeek, i);
      const double *mean = week->criteria != NULL ? g_hash_table_lookup (week->criteria, criterion) : NULL;

      if (mean == NULL || g_strcmp0 (week->person, get_person (self)) != 0)
        continue;
      sum += *mean * week->reviewed;
      n += week->reviewed;
    }
  return n > 0 ? sum / n : NAN;
}

static void
show_criteria (RbkReviewReportPage *self)
{
  RbkRubric *rubric = rbk_desk_get_rubric (self->desk);

  clear (self->criteria_group, self->criteria_rows);
  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
    {
      const RbkCriterion *criterion = rbk_rubric_get_criterion (rubric, i);
      double mean = get_criterion_mean (self, criterion->id);
      /* Translators: a mean score; the best is 3 */
      g_autofree char *words =
        isnan (mean) ? g_strdup (_ ("No score yet")) : g_strdup_printf (_ ("%.1f of 3"), mean);
      GtkWidget *row = make_row (criterion->title, words);
      GtkWidget *bar = gtk_level_bar_new_for_interval (0, RBK_RUBRIC_BEST);

      /* One colour for all: what is high or low is for a person to say. */
      gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
      gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
      gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
      gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), isnan (mean) ? 0 : mean);
      gtk_widget_set_size_request (bar, 110, -1);
      gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (
        GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, criterion->title, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
      add_row (self->criteria_group, self->criteria_rows, row);
    }
}

static void
show_coverage (RbkReviewReportPage *self)
{
  GArray *coverage = rbk_review_report_get_coverage (self->report);
  gint64 now_us = rbk_clock_now_us (rbk_desk_get_clock (self->desk));

  clear (self->coverage_group, self->coverage_rows);
  for (guint i = 0; i < coverage->len; i++)
    {
      const RbkReviewCoverage *one = &g_array_index (coverage, RbkReviewCoverage, i);
      g_autoptr (GString) words = g_string_new (NULL);

      g_string_append_printf (
        words, g_dngettext (GETTEXT_PACKAGE, "%u reviewed", "%u reviewed", one->reviewed), one->reviewed);
      if (one->waiting > 0)
        {
          g_autofree char *age = rbk_time_dup_span (now_us - one->oldest_us);

          g_string_append (words, " · ");
          /* Translators: how many voicemails wait, and since when the oldest does, such as "2 d" */
          g_string_append_printf (
            words,
            g_dngettext (
              GETTEXT_PACKAGE, "%u waits, the oldest for %s", "%u wait, the oldest for %s", one->waiting),
            one->waiting,
            age);
        }
      if (one->calibrations > 0)
        {
          g_string_append (words, " · ");
          g_string_append_printf (words,
                                  /* Translators: of voicemails that two managers judged */
                                  _ ("%u of %u judged by two were more than 15 points apart"),
                                  one->apart,
                                  one->calibrations);
        }
      add_row (self->coverage_group,
               self->coverage_rows,
               make_row (rbk_desk_get_person_name (self->desk, one->person), words->str));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->coverage_group), coverage->len > 0);
}

/* The table: each row is a list of its cells. */

static void
setup_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (
    item,
    g_object_new (
      GTK_TYPE_LABEL, "xalign", GPOINTER_TO_UINT (data) < 2 ? 0.0 : 1.0, "single-line-mode", TRUE, NULL));
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_list_get_string (gtk_list_item_get_item (item), GPOINTER_TO_UINT (data)));
}

static void
make_columns (RbkReviewReportPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (columns[i]), factory);
      gtk_column_view_column_set_expand (column, i == 0);
      gtk_column_view_append_column (self->table, column);
    }
}

static void
show_table (RbkReviewReportPage *self)
{
  GArray *weeks = rbk_review_report_get_weeks (self->report);
  g_autoptr (GListStore) store = g_list_store_new (GTK_TYPE_STRING_LIST);
  g_autoptr (GtkSelectionModel) selection = NULL;

  for (guint i = 0; i < weeks->len; i++)
    {
      const RbkReviewWeek *week = &g_array_index (weeks, RbkReviewWeek, i);
      g_autoptr (GtkStringList) row = gtk_string_list_new (NULL);

      if (get_person (self) != NULL && g_strcmp0 (week->person, get_person (self)) != 0)
        continue;
      gtk_string_list_append (
        row, week->person != NULL ? rbk_desk_get_person_name (self->desk, week->person) : _ ("Everybody"));
      gtk_string_list_take (row, dup_week (self, week->week_us));
      gtk_string_list_take (row, g_strdup_printf ("%u", week->recorded));
      /* Translators: how many were reviewed, and how many were to be */
      gtk_string_list_take (row,
                            week->wanted > 0 ? g_strdup_printf (_ ("%u of %u"), week->reviewed, week->wanted)
                                             : g_strdup_printf ("%u", week->reviewed));
      gtk_string_list_take (row, dup_number (week->total));
      gtk_string_list_take (row, dup_share (week->unrecognisable, week->reviewed));
      g_list_store_append (store, row);
    }
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (store))));
  gtk_column_view_set_model (self->table, selection);
}

static gboolean
has_reviews (RbkReviewReportPage *self)
{
  GArray *weeks = rbk_review_report_get_weeks (self->report);

  for (guint i = 0; i < weeks->len; i++)
    {
      if (g_array_index (weeks, RbkReviewWeek, i).recorded > 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_report (RbkReviewReportPage *self)
{
  if (self->report == NULL)
    return;
  show_charts (self);
  show_trend (self);
  show_criteria (self);
  show_coverage (self);
  show_table (self);
  gtk_widget_set_sensitive (self->export_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, has_reviews (self) ? "report" : "empty");
}

static void
reported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewReportPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkReviewReport) report = rbk_desk_report_reviews_finish (RBK_DESK (object), result, &error);

  /* Cancelled for another span, or when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report == NULL)
    {
      adw_status_page_set_title (self->empty_page, _ ("The Report Could Not Be Made"));
      adw_status_page_set_description (self->empty_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  g_set_object (&self->report, report);
  show_report (self);
}

static void
count (RbkReviewReportPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->weeks_choice);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rbk_desk_report_reviews_async (
    self->desk, spans[MIN (selected, G_N_ELEMENTS (spans) - 1)], self->cancellable, reported_cb, self);
}

static void
choice_cb (RbkReviewReportPage *self)
{
  if (self->desk != NULL)
    show_report (self);
}

static void
weeks_cb (RbkReviewReportPage *self)
{
  if (self->desk != NULL)
    count (self);
}

/* Export */

static void
say_error (RbkReviewReportPage *self, const char *words)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("The Table Was Not Saved"), words);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkReviewReportPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    say_error (self, error->message);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkReviewReportPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error);
  g_autoptr (GBytes) csv = NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
          !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
        say_error (self, error->message);
      return;
    }
  if (self->report == NULL)
    return;
  csv = rbk_review_report_dup_csv (self->report);
  g_file_replace_contents_bytes_async (
    file, csv, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, written_cb, g_object_ref (self));
}

static void
export_cb (RbkReviewReportPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Export the Report"));
  /* Translators: the name of a file */
  gtk_file_dialog_set_initial_name (dialog, _ ("reviews.csv"));
  gtk_file_dialog_save (
    dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen_cb, g_object_ref (self));
}

/* The object */

static void
rbk_review_report_page_dispose (GObject *object)
{
  RbkReviewReportPage *self = RBK_REVIEW_REPORT_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->report);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_REPORT_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_report_page_parent_class)->dispose (object);
}

static void
rbk_review_report_page_finalize (GObject *object)
{
  RbkReviewReportPage *self = RBK_REVIEW_REPORT_PAGE (object);

  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->criteria_rows);
  g_ptr_array_unref (self->coverage_rows);
  G_OBJECT_CLASS (rbk_review_report_page_parent_class)->finalize (object);
}

static void
rbk_review_report_page_class_init (RbkReviewReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_report_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_report_page_finalize;
  g_type_ensure (RBK_TYPE_REVIEW_CHART);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, person_choice);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, weeks_choice);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, trend_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, total_chart);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, unknown_chart);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, criteria_group);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, coverage_group);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewReportPage, table);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, weeks_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
rbk_review_report_page_init (RbkReviewReportPage *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();

  self->people = g_ptr_array_new_with_free_func (g_free);
  self->criteria_rows = g_ptr_array_new ();
  self->coverage_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_list_factory (self->person_choice, factory);
  gtk_drop_down_set_list_factory (self->weeks_choice, factory);
  make_columns (self);
}

static void
show_choices (RbkReviewReportPage *self, RbkDesk *desk)
{
  GPtrArray *people = rbk_desk_get_people (desk);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) weeks = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Everybody"));
  g_ptr_array_add (self->people, NULL);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      gtk_string_list_append (names, rbk_person_get_name (people->pdata[i]));
      g_ptr_array_add (self->people, g_strdup (rbk_person_get_id (people->pdata[i])));
    }
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    gtk_string_list_take (
      weeks,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Last %u week", "Last %u weeks", spans[i]), spans[i]));
  gtk_drop_down_set_model (self->person_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->weeks_choice, G_LIST_MODEL (weeks));
  gtk_drop_down_set_selected (self->weeks_choice, 1);
}

/**
 * rbk_review_report_page_new:
 *
 * Returns: (transfer floating): the page; its numbers come when they are counted
 */
AdwNavigationPage *
rbk_review_report_page_new (RbkDesk *desk)
{
  RbkReviewReportPage *self = g_object_new (RBK_TYPE_REVIEW_REPORT_PAGE, NULL);

  show_choices (self, desk);
  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "reviews-changed", G_CALLBACK (count), self);
  count (self);
  return ADW_NAVIGATION_PAGE (self);
}
