/* rbk-submit-dialog.c: asks a manager to hear a voicemail before it leaves, or instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-submit-dialog.h"

#include "ui/rbk-error-label.h"

#include <glib/gi18n-lib.h>

struct _RbkSubmitDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  char *customer;            /* (owned): id */
  char *draft;               /* (owned) */
  char *take;                /* (owned) */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  gboolean busy;

  AdwWindowTitle *window_title;
  GtkWidget *note_row;
  GtkLabel *error_label;
  GtkWidget *submit_button;
};

enum
{
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkSubmitDialog, rbk_submit_dialog, ADW_TYPE_DIALOG)

static void
set_busy (RbkSubmitDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->submit_button, !busy);
  gtk_widget_set_sensitive (self->note_row, !busy);
}

static void
submitted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkSubmitDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_submit_voicemail_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (!done)
    {
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  g_object_ref (self);
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SUBMITTED], 0);
  g_object_unref (self);
}

static void
submit_cb (RbkSubmitDialog *self)
{
  g_autofree char *note = NULL;

  if (self->busy)
    return;
  note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note_row))));
  set_busy (self, TRUE);
  rbk_error_label_show (self->error_label, NULL);
  rbk_desk_submit_voicemail_async (self->desk,
                                   self->customer,
                                   self->draft,
                                   self->take,
                                   *note != '\0' ? note : NULL,
                                   self->cancellable,
                                   submitted_cb,
                                   self);
}

static void
rbk_submit_dialog_dispose (GObject *object)
{
  RbkSubmitDialog *self = RBK_SUBMIT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_SUBMIT_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_submit_dialog_parent_class)->dispose (object);
}

static void
rbk_submit_dialog_finalize (GObject *object)
{
  RbkSubmitDialog *self = RBK_SUBMIT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->customer);
  g_free (self->draft);
  g_free (self->take);
  G_OBJECT_CLASS (rbk_submit_dialog_parent_class)->finalize (object);
}

static void
rbk_submit_dialog_class_init (RbkSubmitDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_submit_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_submit_dialog_finalize;

  /**
   * RbkSubmitDialog::submitted:
   *
   * It is in the queue of those who review, and the dialog is closed.
   */
  signals[SUBMITTED] = g_signal_new (
    "submitted", RBK_TYPE_SUBMIT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-submit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkSubmitDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkSubmitDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSubmitDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkSubmitDialog, submit_button);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
rbk_submit_dialog_init (RbkSubmitDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * rbk_submit_dialog_new:
 * @draft: the draft that is to be heard
 * @take: its take
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_submit_dialog_new (RbkDesk *desk, RbkCustomer *customer, const char *draft, const char *take)
{
  RbkSubmitDialog *self = g_object_new (RBK_TYPE_SUBMIT_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (rbk_customer_get_id (customer));
  self->draft = g_strdup (draft);
  self->take = g_strdup (take);
  adw_window_title_set_subtitle (self->window_title, rbk_customer_get_name (customer));
  return ADW_DIALOG (self);
}
