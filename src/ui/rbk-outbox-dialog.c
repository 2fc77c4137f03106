/* rbk-outbox-dialog.c: every message that is on its way, and what failed lately.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-outbox-dialog.h"

#include "desk/rbk-outbox-list.h"
#include "ui/rbk-message-actions.h"
#include "ui/rbk-outbox-row.h"

#include <glib/gi18n-lib.h>

struct _RbkOutboxDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;       /* (owned) */
  RbkOutboxList *list; /* (owned) */

  AdwWindowTitle *window_title;
  GtkStack *stack;
  GtkListView *list_view;
};

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkOutboxDialog, rbk_outbox_dialog, ADW_TYPE_DIALOG)

static void
show_count (RbkOutboxDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *words =
    n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u message", "%u messages", n), n) : NULL;

  adw_window_title_set_subtitle (self->window_title, words != NULL ? words : "");
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "messages" : "empty");
}

static void
open_customer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkOutboxDialog *self = RBK_OUTBOX_DIALOG (widget);

  g_signal_emit (self, signals[OPENED], 0, g_variant_get_string (parameter, NULL));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, rbk_outbox_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  RbkOutboxDialog *self = data;
  RbkOutboxRow *row = RBK_OUTBOX_ROW (gtk_list_item_get_child (item));
  g_autofree char *label = NULL;

  if (self->desk == NULL)
    return;
  rbk_outbox_row_set_item (row, gtk_list_item_get_item (item), self->desk);
  label = rbk_outbox_row_dup_accessible_label (row);
  gtk_list_item_set_accessible_label (item, label);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  rbk_outbox_row_set_item (RBK_OUTBOX_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
rbk_outbox_dialog_dispose (GObject *object)
{
  RbkOutboxDialog *self = RBK_OUTBOX_DIALOG (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_OUTBOX_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_outbox_dialog_parent_class)->dispose (object);
}

static void
rbk_outbox_dialog_class_init (RbkOutboxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_outbox_dialog_dispose;
  signals[OPENED] = g_signal_new (
    "opened", RBK_TYPE_OUTBOX_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "outbox.open-customer", "s", open_customer);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-outbox-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxDialog, list_view);
}

static void
rbk_outbox_dialog_init (RbkOutboxDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), self);
  gtk_list_view_set_factory (self->list_view, factory);
}

/**
 * rbk_outbox_dialog_new:
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_outbox_dialog_new (RbkDesk *desk)
{
  RbkOutboxDialog *self = g_object_new (RBK_TYPE_OUTBOX_DIALOG, NULL);
  g_autoptr (GtkNoSelection) model = NULL;

  self->desk = g_object_ref (desk);
  self->list = rbk_outbox_list_new (desk);
  rbk_message_actions_insert (GTK_WIDGET (self), desk);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (model));
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (show_count), self);
  show_count (self);
  return ADW_DIALOG (self);
}
