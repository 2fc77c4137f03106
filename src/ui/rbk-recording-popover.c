/* rbk-recording-popover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-recording-popover.h"

#include "ui/rbk-time-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RbkRecordingPopover
{
  GtkPopover parent_instance;

  GPtrArray *recordings; /* (owned) (element-type RbkRecording): of the list's rows */

  GtkListBox *list;
  GtkWidget *nothing_label;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkRecordingPopover, rbk_recording_popover, GTK_TYPE_POPOVER)

static void
row_cb (RbkRecordingPopover *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);
  RbkRecording *recording;
  g_autofree char *draft = NULL;
  g_autofree char *take = NULL;

  if (index >= self->recordings->len)
    return;
  recording = g_ptr_array_index (self->recordings, index);
  draft = g_strdup (recording->draft);
  take = g_strdup (recording->take);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, draft, take);
}

static void
rbk_recording_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_RECORDING_POPOVER);
  G_OBJECT_CLASS (rbk_recording_popover_parent_class)->dispose (object);
}

static void
rbk_recording_popover_finalize (GObject *object)
{
  g_ptr_array_unref (RBK_RECORDING_POPOVER (object)->recordings);
  G_OBJECT_CLASS (rbk_recording_popover_parent_class)->finalize (object);
}

static void
rbk_recording_popover_class_init (RbkRecordingPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_recording_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_recording_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen",
                                  RBK_TYPE_RECORDING_POPOVER,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING,
                                  G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-recording-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkRecordingPopover, list);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordingPopover, nothing_label);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
}

static void
rbk_recording_popover_init (RbkRecordingPopover *self)
{
  self->recordings = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_row (RbkDesk *desk, RbkRecording *recording)
{
  GtkWidget *row = adw_action_row_new ();
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);
  g_autoptr (GTimeZone) zone =
    rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);
  gint64 now = rbk_clock_now_us (rbk_desk_get_clock (desk));
  g_autofree char *day = rbk_time_dup_day (recording->time_us, now, zone);
  g_autofree char *clock = rbk_time_dup_clock (recording->time_us, zone);
  g_autofree char *length = rbk_time_dup_length (recording->duration_us / G_USEC_PER_SEC);
  /* Translators: a day and a time of day: "Tomorrow, 9:00" */
  g_autofree char *when = g_strdup_printf (_ ("%1$s, %2$s"), day, clock);
  /* Translators: %s is how long it is; of several recordings it is the one that was chosen to be sent */
  g_autofree char *words =
    recording->is_chosen ? g_strdup_printf (_ ("%s, the chosen one"), length) : g_strdup (length);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/**
 * rbk_recording_popover_fill:
 * @customer: the id of whom the recordings are for
 *
 * Shows what there is now, the newest first.
 *
 * Returns: whether it could be read; otherwise an RbkLedgerError
 */
gboolean
rbk_recording_popover_fill (RbkRecordingPopover *self, RbkDesk *desk, const char *customer, GError **error)
{
  GPtrArray *recordings = rbk_desk_list_recordings (desk, customer, error);

  if (recordings == NULL)
    return FALSE;
  g_ptr_array_unref (self->recordings);
  self->recordings = recordings;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < recordings->len; i++)
    gtk_list_box_append (self->list, make_row (desk, g_ptr_array_index (recordings, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), recordings->len > 0);
  gtk_widget_set_visible (self->nothing_label, recordings->len == 0);
  /* It opened before there was anything in it that the keyboard could go to. */
  if (recordings->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  return TRUE;
}
