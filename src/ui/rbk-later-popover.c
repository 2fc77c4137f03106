/* rbk-later-popover.c: when a message is to leave, if not now.
 *
 * Times are the showroom's, as the clock on its wall; what it is at the customer's is said beside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-later-popover.h"

#include "ui/rbk-time-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define HOUR_US ((gint64) 3600 * G_USEC_PER_SEC)

struct _RbkLaterPopover
{
  GtkPopover parent_instance;

  gint64 now_us;         /* when it was opened */
  GTimeZone *zone;       /* (owned) (nullable): the showroom's */
  GTimeZone *their_zone; /* (owned) (nullable): the customer's, if it is another */
  RbkLaterGate gate;     /* (nullable) */
  gpointer gate_data;    /* of whoever asks for a time */
  gboolean showing;      /* being filled by us, not by the person */

  GtkStack *stack;
  GtkListBox *hours_list;
  GtkCalendar *calendar;
  GtkSpinButton *hour_button;
  GtkSpinButton *minute_button;
  GtkLabel *held_label;
  GtkLabel *their_time_label;
  GtkWidget *choose_button;
  GtkLabel *choose_label;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkLaterPopover, rbk_later_popover, GTK_TYPE_POPOVER)

/* 0: there is no such time. */
static gint64
get_time (RbkLaterPopover *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) time = g_date_time_new (self->zone,
                                                g_date_time_get_year (day),
                                                g_date_time_get_month (day),
                                                g_date_time_get_day_of_month (day),
                                                gtk_spin_button_get_value_as_int (self->hour_button),
                                                gtk_spin_button_get_value_as_int (self->minute_button),
                                                0);

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static char *
dup_words (RbkLaterPopover *self, gint64 time_us)
{
  g_autofree char *day = rbk_time_dup_day (time_us, self->now_us, self->zone);
  g_autofree char *clock = rbk_time_dup_clock (time_us, self->zone);

  /* Translators: a day and a time of day: "Tomorrow, 9:00" */
  return g_strdup_printf (_ ("%1$s, %2$s"), day, clock);
}

static char *
dup_their_words (RbkLaterPopover *self, gint64 time_us)
{
  g_autofree char *clock = NULL;

  if (self->their_zone == NULL || !rbk_time_differs (time_us, self->zone, self->their_zone))
    return NULL;
  clock = rbk_time_dup_clock (time_us, self->their_zone);
  /* Translators: %s is a time of day, at the customer's place */
  return g_strdup_printf (_ ("%s at their place"), clock);
}

/* When it leaves if it is to leave then: later, if a rule holds it for so long. */
static gint64
ask_gate (RbkLaterPopover *self, gint64 time_us)
{
  return self->gate != NULL ? MAX (self->gate (time_us, self->gate_data), time_us) : time_us;
}

static void
show_label (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static void
show_choice (RbkLaterPopover *self)
{
  gint64 time_us = get_time (self);
  gboolean later = time_us > self->now_us;
  gint64 leaves_us = later ? ask_gate (self, time_us) : 0;
  g_autofree char *when = later ? dup_words (self, time_us) : NULL;
  g_autofree char *theirs = later ? dup_their_words (self, time_us) : NULL;
  /* Translators: %s is a day and a time of day */
  g_autofree char *words = later ? g_strdup_printf (_ ("Send %s"), when) : g_strdup (_ ("That time is past"));
  g_autofree char *held = NULL;

  if (leaves_us > time_us)
    {
      g_autofree char *leaves = dup_words (self, leaves_us);

      /* Translators: %s is a day and a time of day */
      held = g_strdup_printf (_ ("The rules hold it until %s"), leaves);
    }
  gtk_label_set_label (self->choose_label, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->choose_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_sensitive (self->choose_button, later);
  show_label (self->held_label, held);
  show_label (self->their_time_label, theirs);
}

static void
changed_cb (RbkLaterPopover *self)
{
  if (!self->showing && self->zone != NULL)
    show_choice (self);
}

static void
choose (RbkLaterPopover *self, gint64 time_us)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, time_us);
}

static void
choose_cb (RbkLaterPopover *self)
{
  gint64 time_us = get_time (self);

  if (time_us > self->now_us)
    choose (self, time_us);
}

static void
back_cb (RbkLaterPopover *self)
{
  gtk_stack_set_visible_child_name (self->stack, "suggested");
  gtk_widget_child_focus (GTK_WIDGET (self->hours_list), GTK_DIR_TAB_FORWARD);
}

static void
hour_cb (RbkLaterPopover *self, GtkListBoxRow *row)
{
  const gint64 *time_us = g_object_get_data (G_OBJECT (row), "time");

  if (time_us != NULL)
    {
      choose (self, *time_us);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "other");
  show_choice (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

/* The way to any other time. */
static void
add_other (RbkLaterPopover *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Another time…"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->hours_list, row);
}

static void
add_hour (RbkLaterPopover *self, const char *title, gint64 time_us)
{
  GtkWidget *row;
  g_autofree char *when = dup_words (self, time_us);
  g_autofree char *theirs = dup_their_words (self, time_us);
  g_autofree char *words = theirs != NULL ? g_strdup_printf ("%s · %s", when, theirs) : g_strdup (when);

  /* What would be held is no hour to suggest. */
  if (ask_gate (self, time_us) > time_us)
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "time", g_memdup2 (&time_us, sizeof time_us), g_free);
  gtk_list_box_append (self->hours_list, row);
}

/* That clock time on a day from now in the showroom's zone; 0 if the clocks skip it. */
static gint64
get_clock (RbkLaterPopover *self, int days, int hour)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, self->zone);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);
  g_autoptr (GDateTime) time = g_date_time_new (self->zone,
                                                g_date_time_get_year (day),
                                                g_date_time_get_month (day),
                                                g_date_time_get_day_of_month (day),
                                                hour,
                                                0,
                                                0);

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static void
rbk_later_popover_finalize (GObject *object)
{
  RbkLaterPopover *self = RBK_LATER_POPOVER (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->their_zone, g_time_zone_unref);
  G_OBJECT_CLASS (rbk_later_popover_parent_class)->finalize (object);
}

static void
rbk_later_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_LATER_POPOVER);
  G_OBJECT_CLASS (rbk_later_popover_parent_class)->dispose (object);
}

static gboolean
show_number (GtkSpinButton *button)
{
  g_autofree char *text =
    g_strdup_printf ("%02d", (int) gtk_adjustment_get_value (gtk_spin_button_get_adjustment (button)));

  gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

/* GTK's calendar does not say what its arrows do: of the month, then of the year, back and on. */
static guint
name_arrows (GtkWidget *widget, guint n)
{
  const char *const names[] = {
    _ ("Previous month"), _ ("Next month"), _ ("Previous year"), _ ("Next year")
  };

  if (GTK_IS_BUTTON (widget) && n < G_N_ELEMENTS (names))
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, names[n], -1);
      return n + 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n = name_arrows (child, n);
  return n;
}

static void
rbk_later_popover_class_init (RbkLaterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_later_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_later_popover_finalize;
  signals[CHOSEN] = g_signal_new (
    "chosen", RBK_TYPE_LATER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-later-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, hours_list);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, hour_button);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, minute_button);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, held_label);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, their_time_label);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, choose_button);
  gtk_widget_class_bind_template_child (widget_class, RbkLaterPopover, choose_label);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, hour_cb);
}

static void
rbk_later_popover_init (RbkLaterPopover *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  name_arrows (GTK_WIDGET (self->calendar), 0);
  g_signal_connect (self->hour_button, "output", G_CALLBACK (show_number), NULL);
  g_signal_connect (self->minute_button, "output", G_CALLBACK (show_number), NULL);
  self->showing = FALSE;
}

/**
 * rbk_later_popover_set_gate:
 * @gate: asked while the popover is open, often
 * @data: outlives it
 */
void
rbk_later_popover_set_gate (RbkLaterPopover *self, RbkLaterGate gate, gpointer data)
{
  self->gate = gate;
  self->gate_data = data;
}

/**
 * rbk_later_popover_set_times:
 * @now_us: now
 * @zone: the showroom's time zone
 * @their_zone: (nullable): the customer's, if it is known
 * @opens_us: when the gate opens for this customer; 0 if it is open
 *
 * What is offered: the gate's hour, in an hour, this afternoon and tomorrow morning, as far as nothing holds
 * it then, or any other time.
 */
void
rbk_later_popover_set_times (
  RbkLaterPopover *self, gint64 now_us, GTimeZone *zone, GTimeZone *their_zone, gint64 opens_us)
{
  gint64 afternoon, morning;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) proposed = NULL;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->their_zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (zone);
  self->their_zone = their_zone != NULL ? g_time_zone_ref (their_zone) : NULL;
  self->now_us = now_us;
  afternoon = get_clock (self, 0, 16);
  morning = get_clock (self, 1, 9);

  gtk_list_box_remove_all (self->hours_list);
  if (opens_us > now_us)
    add_hour (self, _ ("As soon as it may leave"), opens_us);
  add_hour (self, _ ("In an hour"), now_us + HOUR_US);
  if (afternoon > now_us + HOUR_US)
    add_hour (self, _ ("This afternoon"), afternoon);
  if (morning > now_us)
    add_hour (self, _ ("Tomorrow morning"), morning);
  add_other (self);
  gtk_stack_set_visible_child_name (self->stack, "suggested");

  utc = g_date_time_new_from_unix_utc ((MAX (opens_us, now_us + HOUR_US)) / G_USEC_PER_SEC);
  proposed = g_date_time_to_timezone (utc, zone);
  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, proposed);
  gtk_spin_button_set_value (self->hour_button, g_date_time_get_hour (proposed));
  gtk_spin_button_set_value (self->minute_button, g_date_time_get_minute (proposed) / 5 * 5);
  self->showing = FALSE;
  show_choice (self);
  /* It opened while there was nothing in it that could have taken the keyboard. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->hours_list), GTK_DIR_TAB_FORWARD);
}
