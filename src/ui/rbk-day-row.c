/* rbk-day-row.c: when a showroom is open on one day of the week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-day-row.h"

#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

/* Showrooms open and close at half hours. */
#define STEP_MINUTES 30
#define N_STEPS      (24 * 60 / STEP_MINUTES)

struct _RbkDayRow
{
  AdwActionRow parent_instance;

  gboolean showing;  /* being filled by us, not by the person */
  GtkDropDown *from; /* "closed", then the half hours */
  GtkDropDown *until;
  GtkWidget *dash;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkDayRow, rbk_day_row, ADW_TYPE_ACTION_ROW)

static void
show_state (RbkDayRow *self)
{
  gboolean open = gtk_drop_down_get_selected (self->from) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->until), open);
  gtk_widget_set_visible (self->dash, open);
}

static void
selected_cb (RbkDayRow *self)
{
  guint from = gtk_drop_down_get_selected (self->from);

  if (self->showing)
    return;
  /* It closes after it opened: both lists begin at midnight, this one half an hour later. */
  if (from > 0 && gtk_drop_down_get_selected (self->until) + 1 < from)
    gtk_drop_down_set_selected (self->until, from - 1);
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Of any day without a change of clocks. */
static char *
dup_clock (guint minutes)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return rbk_time_dup_clock ((gint64) minutes * 60 * G_USEC_PER_SEC, utc);
}

static void
rbk_day_row_class_init (RbkDayRowClass *klass)
{
  signals[CHANGED] =
    g_signal_new ("changed", RBK_TYPE_DAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_day_row_init (RbkDayRow *self)
{
  g_autoptr (GtkStringList) from = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) until = gtk_string_list_new (NULL);

  gtk_string_list_append (from, _ ("Closed"));
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autofree char *opens = dup_clock (i * STEP_MINUTES);
      g_autofree char *closes = dup_clock ((i + 1) * STEP_MINUTES);

      gtk_string_list_append (from, opens);
      gtk_string_list_append (until, closes);
    }
  self->from = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (from)), NULL));
  self->until = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (until)), NULL));
  self->dash = gtk_label_new ("–");
  gtk_widget_set_valign (GTK_WIDGET (self->from), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->until), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->from));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->dash);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->until));
  g_signal_connect_object (self->from, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->until, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_day_row_new:
 * @day: 1 (Monday) to 7
 *
 * Returns: (transfer floating): the row of that day
 */
GtkWidget *
rbk_day_row_new (guint day)
{
  RbkDayRow *self = g_object_new (RBK_TYPE_DAY_ROW, NULL);
  /* The fifth of January 1970 was a Monday. */
  g_autoptr (GDateTime) date = g_date_time_new_utc (1970, 1, 4 + (int) day, 12, 0, 0);
  g_autofree char *name = g_date_time_format (date, "%A");
  /* Translators: %s is a day of the week */
  g_autofree char *from = g_strdup_printf (_ ("%s, from"), name);
  /* Translators: %s is a day of the week */
  g_autofree char *until = g_strdup_printf (_ ("%s, until"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->from), GTK_ACCESSIBLE_PROPERTY_LABEL, from, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->until), GTK_ACCESSIBLE_PROPERTY_LABEL, until, -1);
  return GTK_WIDGET (self);
}

/**
 * rbk_day_row_set_hours:
 * @open: whether it is open on that day at all
 * @opens: minutes since midnight
 * @closes: minutes since midnight
 */
void
rbk_day_row_set_hours (RbkDayRow *self, gboolean open, guint opens, guint closes)
{
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->from, open ? 1 + MIN (opens / STEP_MINUTES, N_STEPS - 1) : 0);
  gtk_drop_down_set_selected (self->until,
                              closes >= STEP_MINUTES ? MIN (closes / STEP_MINUTES, N_STEPS) - 1 : 0);
  self->showing = FALSE;
  show_state (self);
}

/**
 * rbk_day_row_get_hours:
 * @opens: (out): minutes since midnight
 * @closes: (out): minutes since midnight, more than @opens
 *
 * Returns: whether it is open on that day at all
 */
gboolean
rbk_day_row_get_hours (RbkDayRow *self, guint *opens, guint *closes)
{
  guint from = gtk_drop_down_get_selected (self->from);

  *opens = from > 0 ? (from - 1) * STEP_MINUTES : 0;
  *closes = (gtk_drop_down_get_selected (self->until) + 1) * STEP_MINUTES;
  return from > 0;
}
