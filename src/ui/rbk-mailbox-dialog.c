/* rbk-mailbox-dialog.c: tries a company mailbox and, if it works, adds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-mailbox-dialog.h"

#include "ui/rbk-error-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkMailboxDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the trial under way */

  GtkWidget *form;
  GtkEditable *address_row;
  AdwComboRow *kind_row;
  GtkEditable *secret_row;
  GtkEditable *server_row;
  GtkEditable *user_row;
  GtkLabel *error_label;
  GtkWidget *progress_box;
  GtkLabel *progress_label;
  GtkWidget *add_button;
  GtkWidget *stop_button;
};

enum
{
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkMailboxDialog, rbk_mailbox_dialog, ADW_TYPE_DIALOG)

static char *
dup_entry (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static gboolean
is_token (RbkMailboxDialog *self)
{
  return adw_combo_row_get_selected (self->kind_row) == 1;
}

static void
show_state (RbkMailboxDialog *self)
{
  gboolean trying = self->cancellable != NULL;
  g_autofree char *address = dup_entry (self->address_row);
  gboolean complete = *address != '\0' && *gtk_editable_get_text (self->secret_row) != '\0';

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 is_token (self) ? _ ("_Access token") : _ ("_Password"));
  gtk_widget_set_sensitive (self->form, !trying);
  gtk_widget_set_visible (self->progress_box, trying);
  gtk_widget_set_visible (self->add_button, !trying);
  gtk_widget_set_visible (self->stop_button, trying);
  gtk_widget_set_sensitive (self->add_button, complete);
  gtk_widget_set_tooltip_text (self->add_button,
                               complete ? NULL : _ ("Write the address and the password first"));
}

/* The rule is said as soon as an address is whole, not only when the button is pressed. */
static void
changed_cb (RbkMailboxDialog *self)
{
  g_autofree char *address = dup_entry (self->address_row);
  const char *at = strchr (address, '@');
  g_autoptr (GError) error = NULL;
  gboolean wrong;

  if (self->desk == NULL)
    return;
  wrong = at != NULL && strchr (at, '.') != NULL && at[strlen (at) - 1] != '.' &&
          !rbk_desk_check_company_address (self->desk, address, &error);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  rbk_error_label_show (self->error_label, wrong ? error->message : NULL);
  show_state (self);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkMailboxDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean added = rbk_desk_add_mailbox_finish (RBK_DESK (object), result, &error);

  /* Cancelled by the person, or because the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  show_state (self);
  if (!added)
    {
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  g_signal_emit (self, signals[ADDED], 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
stop (RbkMailboxDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
stop_cb (RbkMailboxDialog *self)
{
  stop (self);
  show_state (self);
  gtk_widget_grab_focus (self->add_button);
}

static void
add_cb (RbkMailboxDialog *self)
{
  g_autofree char *address = dup_entry (self->address_row);
  g_autofree char *server = dup_entry (self->server_row);
  g_autofree char *user = dup_entry (self->user_row);
  g_autofree char *words = NULL;

  if (self->cancellable != NULL || !gtk_widget_get_sensitive (self->add_button))
    return;
  self->cancellable = g_cancellable_new ();
  rbk_error_label_show (self->error_label, NULL);
  show_state (self);
  /* Translators: %s is an email address */
  words = g_strdup_printf (_ ("Signing in as %s…"), *user != '\0' ? user : address);
  gtk_label_set_label (self->progress_label, words);
  gtk_widget_grab_focus (self->stop_button);
  rbk_desk_add_mailbox_async (self->desk,
                              address,
                              *server != '\0' ? server : NULL,
                              *user != '\0' ? user : NULL,
                              gtk_editable_get_text (self->secret_row),
                              is_token (self),
                              self->cancellable,
                              added_cb,
                              self);
}

static void
rbk_mailbox_dialog_dispose (GObject *object)
{
  RbkMailboxDialog *self = RBK_MAILBOX_DIALOG (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_MAILBOX_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_mailbox_dialog_parent_class)->dispose (object);
}

static void
rbk_mailbox_dialog_class_init (RbkMailboxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_mailbox_dialog_dispose;

  /**
   * RbkMailboxDialog::added:
   *
   * The mailbox works and is one of the desk's accounts now.
   */
  signals[ADDED] =
    g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-mailbox-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, progress_box);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, RbkMailboxDialog, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
rbk_mailbox_dialog_init (RbkMailboxDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_mailbox_dialog_new:
 *
 * Closing it while the mailbox is being tried ends the trial.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_mailbox_dialog_new (RbkDesk *desk)
{
  RbkMailboxDialog *self = g_object_new (RBK_TYPE_MAILBOX_DIALOG, NULL);
  RbkPerson *person = rbk_desk_get_person (desk);
  const char *address = person != NULL ? rbk_person_get_email (person) : NULL;

  self->desk = g_object_ref (desk);
  if (address != NULL)
    gtk_editable_set_text (self->address_row, address);
  changed_cb (self);
  return ADW_DIALOG (self);
}
