/* rbk-known-caller-row.c
 *
 * Never said as certain: what is seen here is our end alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-known-caller-row.h"

#include "ui/rbk-error-label.h"
#include "ui/rbk-time-words.h"
#include "ui/rbk-write-dialog.h"

#include <glib/gi18n-lib.h>

struct _RbkKnownCallerRow
{
  AdwPreferencesRow parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  RbkCustomer *customer;     /* (owned) (nullable) */
  char *number;              /* (owned) (nullable): any of theirs */
  GCancellable *cancellable; /* (owned) */
  RbkKnownLine known;

  GtkLabel *title_label;
  GtkLabel *words_label;
  GtkLabel *error_label;
  GtkWidget *buttons;
  GtkWidget *card_button;
  GtkWidget *saved_button;
};

G_DEFINE_FINAL_TYPE (RbkKnownCallerRow, rbk_known_caller_row, ADW_TYPE_PREFERENCES_ROW)

static char *
dup_day (RbkKnownCallerRow *self)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);
  g_autoptr (GTimeZone) zone =
    rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);

  if (self->known.time_us == 0)
    return NULL;
  return rbk_time_dup_day (self->known.time_us, rbk_clock_now_us (rbk_desk_get_clock (self->desk)), zone);
}

static void
show_state (RbkKnownCallerRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  g_autofree char *day = NULL;
  g_autoptr (GError) error = NULL;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  if (!rbk_desk_judge_known_line (
        self->desk, rbk_customer_get_id (self->customer), self->number, &self->known, &error))
    {
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  day = dup_day (self);
  title = rbk_known_caller_dup_title (self->known.state, self->known.card_first);
  words = rbk_known_caller_dup_words (self->known.state, day);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->words_label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_set_visible (self->card_button, self->known.card_by != 0);
  gtk_widget_set_visible (self->saved_button, self->known.state < RBK_KNOWN_CALLER_SAID_SAVED);
  gtk_widget_set_visible (self->buttons, self->known.state < RBK_KNOWN_CALLER_SAID_SAVED);
  /* The keyboard goes on where the pressed button went away. */
  if (had_focus && !gtk_widget_get_visible (self->buttons))
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_FORWARD);
}

static void
customer_changed_cb (RbkKnownCallerRow *self, const char *id)
{
  if (self->customer != NULL && g_strcmp0 (id, rbk_customer_get_id (self->customer)) == 0)
    show_state (self);
}

static void
card_cb (RbkKnownCallerRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkWrittenDraft) draft = NULL;

  /* By what is set up now. */
  show_state (self);
  if (self->known.card_by == 0)
    return;
  draft = rbk_desk_make_card_draft (self->desk, self->customer, self->known.card_by, &error);
  rbk_error_label_show (self->error_label, draft == NULL ? error->message : NULL);
  if (draft != NULL)
    adw_dialog_present (rbk_write_dialog_new (self->desk, self->customer, draft), GTK_WIDGET (self));
}

static void
noted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkKnownCallerRow *self = data;
  g_autoptr (GError) error = NULL;
  gboolean noted = rbk_desk_note_saved_line_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the row went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  rbk_error_label_show (self->error_label, noted ? NULL : error->message);
}

static void
saved_cb (RbkKnownCallerRow *self)
{
  rbk_desk_note_saved_line_async (
    self->desk, rbk_customer_get_id (self->customer), self->cancellable, noted_cb, self);
}

static void
rbk_known_caller_row_dispose (GObject *object)
{
  RbkKnownCallerRow *self = RBK_KNOWN_CALLER_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_KNOWN_CALLER_ROW);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->customer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_known_caller_row_parent_class)->dispose (object);
}

static void
rbk_known_caller_row_finalize (GObject *object)
{
  g_clear_object (&RBK_KNOWN_CALLER_ROW (object)->cancellable);
  g_free (RBK_KNOWN_CALLER_ROW (object)->number);
  G_OBJECT_CLASS (rbk_known_caller_row_parent_class)->finalize (object);
}

static void
rbk_known_caller_row_class_init (RbkKnownCallerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_known_caller_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_known_caller_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-known-caller-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkKnownCallerRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, RbkKnownCallerRow, words_label);
  gtk_widget_class_bind_template_child (widget_class, RbkKnownCallerRow, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkKnownCallerRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, RbkKnownCallerRow, card_button);
  gtk_widget_class_bind_template_child (widget_class, RbkKnownCallerRow, saved_button);
  gtk_widget_class_bind_template_callback (widget_class, card_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_cb);
}

static void
rbk_known_caller_row_init (RbkKnownCallerRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_known_caller_row_new:
 *
 * Returns: (transfer floating): the row, of nobody yet
 */
GtkWidget *
rbk_known_caller_row_new (void)
{
  return g_object_new (RBK_TYPE_KNOWN_CALLER_ROW, NULL);
}

/**
 * rbk_known_caller_row_show:
 * @number: (nullable): the number that is going to be called; NULL: any of theirs
 *
 * Shows what is likely, and keeps it current.
 */
void
rbk_known_caller_row_show (RbkKnownCallerRow *self, RbkDesk *desk, RbkCustomer *customer, const char *number)
{
  if (self->desk != desk)
    {
      if (self->desk != NULL)
        g_signal_handlers_disconnect_by_data (self->desk, self);
      g_set_object (&self->desk, desk);
      g_signal_connect_object (
        desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
    }
  g_set_object (&self->customer, customer);
  g_set_str (&self->number, number);
  show_state (self);
}
