/* rbk-call-dialog.c: writes down a call that was made or taken by hand.
 *
 * How it ended has to be chosen: a proposed answer would be pressed through unread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-call-dialog.h"

#include "desk/rbk-next-call.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-known-caller-row.h"
#include "ui/rbk-number-choice.h"

#include <glib/gi18n-lib.h>

struct _RbkCallDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  RbkCustomer *customer;     /* (owned) */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  char *advice;              /* (owned) (nullable): what the school does if nobody answers (C-15) */
  GtkCheckButton *outcomes[RBK_N_CALL_OUTCOMES];
  gboolean saving;

  AdwWindowTitle *window_title;
  GtkWidget *form;
  GtkWidget *save_button;
  GtkLabel *error_label;
  GtkWidget *known_group;
  RbkKnownCallerRow *known_row;
  AdwComboRow *direction_row;
  AdwComboRow *number_row;
  AdwEntryRow *other_row;
  AdwPreferencesGroup *outcome_group;
  AdwComboRow *time_row;
  GtkWidget *day_row;
  GtkMenuButton *day_button;
  GtkPopover *day_popover;
  GtkCalendar *calendar;
  AdwSpinRow *hour_row;
  AdwSpinRow *minute_row;
  AdwEntryRow *note_row;
};

G_DEFINE_FINAL_TYPE (RbkCallDialog, rbk_call_dialog, ADW_TYPE_DIALOG)

/* Minutes before now, by the time row's choices; the last choice is another time. */
static const int minutes_ago[] = { 0, 5, 15, 30, 60 };

static int
get_outcome (RbkCallDialog *self)
{
  for (guint i = 0; i < RBK_N_CALL_OUTCOMES; i++)
    {
      if (gtk_check_button_get_active (self->outcomes[i]))
        return (int) i;
    }
  return -1;
}

static void
show_state (RbkCallDialog *self)
{
  gboolean chosen = get_outcome (self) >= 0;

  gtk_widget_set_sensitive (self->save_button, chosen && !self->saving);
  gtk_widget_set_sensitive (self->form, !self->saving);
  gtk_widget_set_tooltip_text (self->save_button, chosen ? NULL : _ ("Choose how the call ended first"));
}

static void
cancel_cb (RbkCallDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* P-1: of the number that is called. What their other phone knows says nothing of this one. */
static void
show_known (RbkCallDialog *self)
{
  gboolean out = adw_combo_row_get_selected (self->direction_row) == 0;
  gboolean another = rbk_number_choice_is_another (self->number_row);
  g_autofree char *number = NULL;

  if (self->desk == NULL)
    return;
  gtk_widget_set_visible (self->known_group, out && !another);
  if (!out || another)
    return;
  number = rbk_number_choice_dup_number (self->number_row, GTK_EDITABLE (self->other_row), self->customer);
  rbk_known_caller_row_show (self->known_row, self->desk, self->customer, number);
}

static void
number_cb (RbkCallDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->other_row), rbk_number_choice_is_another (self->number_row));
  show_known (self);
}

static gboolean
is_another_time (RbkCallDialog *self)
{
  return adw_combo_row_get_selected (self->time_row) >= G_N_ELEMENTS (minutes_ago);
}

static void
time_cb (RbkCallDialog *self)
{
  gboolean another = is_another_time (self);

  gtk_widget_set_visible (self->day_row, another);
  gtk_widget_set_visible (GTK_WIDGET (self->hour_row), another);
  gtk_widget_set_visible (GTK_WIDGET (self->minute_row), another);
}

static void
show_day (RbkCallDialog *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  /* Translators: a day, see strftime(3) */
  g_autofree char *words = g_date_time_format (day, _ ("%A, %B %-e"));

  gtk_menu_button_set_label (self->day_button, words);
}

static void
day_cb (RbkCallDialog *self)
{
  show_day (self);
  gtk_popover_popdown (self->day_popover);
}

/* Of a call that they made there is nothing to leave. */
static void
show_advice (RbkCallDialog *self)
{
  gboolean out = adw_combo_row_get_selected (self->direction_row) == 0;

  adw_preferences_group_set_description (self->outcome_group, out ? self->advice : NULL);
  show_known (self);
}

/* Microseconds since 1970 UTC; 0 for now. */
static gint64
get_time (RbkCallDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->time_row);
  gint64 now_us = rbk_clock_now_us (rbk_desk_get_clock (self->desk));
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (!is_another_time (self))
    return selected == 0 ? 0 : now_us - minutes_ago[selected] * 60 * G_USEC_PER_SEC;
  day = gtk_calendar_get_date (self->calendar);
  time = g_date_time_new_local (g_date_time_get_year (day),
                                g_date_time_get_month (day),
                                g_date_time_get_day_of_month (day),
                                (int) adw_spin_row_get_value (self->hour_row),
                                (int) adw_spin_row_get_value (self->minute_row),
                                0);
  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkCallDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = rbk_desk_claim_call_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->saving = FALSE;
  show_state (self);
  if (saved)
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    rbk_error_label_show (self->error_label, error->message);
}

static void
save_cb (RbkCallDialog *self)
{
  gboolean out = adw_combo_row_get_selected (self->direction_row) == 0;
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note_row))));
  g_autofree char *number =
    rbk_number_choice_dup_number (self->number_row, GTK_EDITABLE (self->other_row), self->customer);
  gint64 time_us = get_time (self);

  if (self->saving || get_outcome (self) < 0)
    return;
  if (time_us > rbk_clock_now_us (rbk_desk_get_clock (self->desk)))
    {
      rbk_error_label_show (self->error_label, _ ("That time is still to come. Choose when the call was."));
      return;
    }
  self->saving = TRUE;
  rbk_error_label_show (self->error_label, NULL);
  show_state (self);
  rbk_desk_claim_call_async (self->desk,
                             rbk_customer_get_id (self->customer),
                             out ? "out" : "in",
                             (RbkCallOutcome) get_outcome (self),
                             number,
                             *note != '\0' ? note : NULL,
                             time_us,
                             self->cancellable,
                             saved_cb,
                             self);
}

static void
rbk_call_dialog_dispose (GObject *object)
{
  RbkCallDialog *self = RBK_CALL_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_CALL_DIALOG);
  g_clear_object (&self->customer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_call_dialog_parent_class)->dispose (object);
}

static void
rbk_call_dialog_finalize (GObject *object)
{
  g_clear_object (&RBK_CALL_DIALOG (object)->cancellable);
  g_free (RBK_CALL_DIALOG (object)->advice);
  G_OBJECT_CLASS (rbk_call_dialog_parent_class)->finalize (object);
}

static void
rbk_call_dialog_class_init (RbkCallDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RBK_TYPE_KNOWN_CALLER_ROW);
  G_OBJECT_CLASS (klass)->dispose = rbk_call_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_call_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-call-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, known_group);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, known_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, direction_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, number_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, other_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, outcome_group);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, time_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, day_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, day_button);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, day_popover);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, hour_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, minute_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCallDialog, note_row);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
}

static void
add_outcomes (RbkCallDialog *self)
{
  for (guint i = 0; i < RBK_N_CALL_OUTCOMES; i++)
    {
      g_autofree char *words = rbk_call_outcome_dup_words ((RbkCallOutcome) i);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      self->outcomes[i] = GTK_CHECK_BUTTON (check);
      if (i > 0)
        gtk_check_button_set_group (self->outcomes[i], self->outcomes[0]);
      g_signal_connect_object (check, "toggled", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_preferences_group_add (self->outcome_group, row);
    }
}

static void
rbk_call_dialog_init (RbkCallDialog *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  add_outcomes (self);
  g_signal_connect_object (
    self->direction_row, "notify::selected", G_CALLBACK (show_advice), self, G_CONNECT_SWAPPED);
  adw_spin_row_set_value (self->hour_row, g_date_time_get_hour (now));
  adw_spin_row_set_value (self->minute_row, g_date_time_get_minute (now));
  show_day (self);
  show_state (self);
}

/**
 * rbk_call_dialog_new:
 * @customer: with whom the call was
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_call_dialog_new (RbkDesk *desk, RbkCustomer *customer)
{
  RbkCallDialog *self = g_object_new (RBK_TYPE_CALL_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  self->customer = g_object_ref (customer);
  adw_window_title_set_subtitle (self->window_title, rbk_customer_get_name (customer));
  rbk_number_choice_fill (self->number_row, desk, customer);
  number_cb (self);
  self->advice = rbk_next_call_dup_advice (desk, rbk_customer_get_id (customer), NULL);
  show_advice (self);
  return ADW_DIALOG (self);
}
