/* rbk-hand-over-dialog.c: customers of somebody who left get somebody who looks after them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-hand-over-dialog.h"

#include "desk/rbk-desk-people.h"
#include "ui/rbk-choice-factory.h"
#include "ui/rbk-hand-over-row.h"
#include "ui/rbk-person-words.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

/* Longer than for one message: that it was a mistake is seen on going through a list. */
#define UNDO_SECONDS 20

struct _RbkHandOverDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  char *person;              /* (owned) (nullable): whose customers; NULL: those of all who left */
  GtkWidget *opener;         /* (weak) (nullable): where the toast goes */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  GListStore *customers;     /* (owned) (element-type RbkCustomer) */
  GHashTable *left_out;      /* (owned) (element-type utf8): ids of those who are not to be handed over */
  GHashTable *bound;         /* (owned) (element-type GtkListItem): rows that show somebody */
  GPtrArray *receivers;      /* (owned) (element-type RbkPerson): as person_row lists them */
  guint n_chosen;            /* when it was pressed */

  GtkWidget *hand_over_button;
  AdwBanner *error_banner;
  GtkStack *stack;
  AdwComboRow *person_row;
  GtkEditable *reason_row;
  GtkLabel *count_label;
  GtkButton *all_button;
  GtkListView *list_view;
};

G_DEFINE_FINAL_TYPE (RbkHandOverDialog, rbk_hand_over_dialog, ADW_TYPE_DIALOG)

/* Choosing */

static guint
count_chosen (RbkHandOverDialog *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->customers)) - g_hash_table_size (self->left_out);
}

static void
show_count (RbkHandOverDialog *self)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->customers));
  guint chosen = count_chosen (self);
  /* Translators: so many of so many customers are ticked */
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%1$u of %2$u customer", "%1$u of %2$u customers", all), chosen, all);

  gtk_label_set_label (self->count_label, words);
  gtk_button_set_label (self->all_button, chosen == all ? _ ("Choose _None") : _ ("Choose _All"));
  gtk_widget_set_sensitive (self->hand_over_button, chosen > 0 && self->receivers->len > 0);
}

static void
show_chosen (RbkHandOverDialog *self, GtkListItem *item)
{
  RbkCustomer *customer = gtk_list_item_get_item (item);
  g_autofree char *words = NULL;
  gboolean chosen;

  if (customer == NULL)
    return;
  chosen = !g_hash_table_contains (self->left_out, rbk_customer_get_id (customer));
  rbk_hand_over_row_set_chosen (RBK_HAND_OVER_ROW (gtk_list_item_get_child (item)), chosen);
  /* Translators: %s is a customer in a list of some who are chosen and others who are not */
  words =
    g_strdup_printf (chosen ? _ ("%s, chosen") : _ ("%s, not chosen"), rbk_customer_get_name (customer));
  gtk_list_item_set_accessible_label (item, words);
}

static void
show_all_chosen (RbkHandOverDialog *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    show_chosen (self, item);
  show_count (self);
}

static void
choose (RbkHandOverDialog *self, RbkCustomer *customer, gboolean chosen)
{
  if (chosen)
    g_hash_table_remove (self->left_out, rbk_customer_get_id (customer));
  else
    g_hash_table_add (self->left_out, g_strdup (rbk_customer_get_id (customer)));
  show_all_chosen (self);
}

static void
toggled_cb (RbkHandOverDialog *self, RbkCustomer *customer, gboolean chosen)
{
  choose (self, customer, chosen);
}

/* Return on a row, or a click on it. */
static void
activated (RbkHandOverDialog *self, guint position)
{
  g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (self->customers), position);

  if (customer != NULL)
    choose (self, customer, g_hash_table_contains (self->left_out, rbk_customer_get_id (customer)));
}

static void
all_cb (RbkHandOverDialog *self)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->customers));
  gboolean none = count_chosen (self) == all;

  g_hash_table_remove_all (self->left_out);
  for (guint i = 0; none && i < all; i++)
    {
      g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (self->customers), i);

      g_hash_table_add (self->left_out, g_strdup (rbk_customer_get_id (customer)));
    }
  show_all_chosen (self);
}

/* Rows */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = rbk_hand_over_row_new ();

  g_signal_connect_object (row, "toggled", G_CALLBACK (toggled_cb), data, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  RbkHandOverDialog *self = data;
  RbkCustomer *customer = gtk_list_item_get_item (item);
  RbkHandOverRow *row = RBK_HAND_OVER_ROW (gtk_list_item_get_child (item));

  if (self->desk == NULL)
    return;
  g_hash_table_add (self->bound, item);
  rbk_hand_over_row_show (
    row, customer, rbk_desk_get_person_name (self->desk, rbk_customer_get_assigned (customer)));
  show_chosen (self, item);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_hash_table_remove (((RbkHandOverDialog *) data)->bound, item);
}

/* Handing over */

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) opener = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_undo_reassign_finish (RBK_DESK (object), result, &error))
    rbk_toasts_say (opener, _ ("They are back where they were"));
  else
    rbk_toasts_say (opener, error->message);
}

static void
undo_cb (AdwToast *toast, gpointer data)
{
  GtkWidget *opener = g_object_get_data (G_OBJECT (toast), "opener");

  rbk_desk_undo_reassign_async (
    g_object_get_data (G_OBJECT (toast), "desk"), NULL, undone_cb, g_object_ref (opener));
}

static void
say_done (RbkHandOverDialog *self, RbkPerson *receiver)
{
  g_autofree char *customers = rbk_person_words_dup_customers (self->n_chosen);
  /* Translators: "12 customers", then a person */
  g_autofree char *words =
    g_strdup_printf (_ ("%1$s handed over to %2$s"), customers, rbk_person_get_name (receiver));
  AdwToast *toast;

  if (self->opener == NULL)
    return;
  toast = adw_toast_new (words);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "desk", g_object_ref (self->desk), g_object_unref);
  g_object_set_data_full (G_OBJECT (toast), "opener", g_object_ref (self->opener), g_object_unref);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (undo_cb), NULL);
  rbk_toasts_add (self->opener, toast);
}

static RbkPerson *
get_receiver (RbkHandOverDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->person_row);

  return selected < self->receivers->len ? self->receivers->pdata[selected] : NULL;
}

static void
set_busy (RbkHandOverDialog *self, gboolean busy)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
  gtk_widget_set_sensitive (self->hand_over_button, !busy);
  adw_banner_set_revealed (self->error_banner, FALSE);
}

static void
say_error (RbkHandOverDialog *self, const GError *error)
{
  adw_banner_set_title (self->error_banner, error->message);
  adw_banner_set_revealed (self->error_banner, TRUE);
}

static void
handed_over_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkHandOverDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_reassign_finish (RBK_DESK (object), result, &error))
    {
      say_done (self, get_receiver (self));
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  say_error (self, error);
}

static void
hand_over_cb (RbkHandOverDialog *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->customers));
  RbkPerson *receiver = get_receiver (self);

  for (guint i = 0; i < all; i++)
    {
      g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (self->customers), i);

      if (!g_hash_table_contains (self->left_out, rbk_customer_get_id (customer)))
        g_ptr_array_add (ids, g_strdup (rbk_customer_get_id (customer)));
    }
  if (receiver == NULL || ids->len == 0)
    return;
  self->n_chosen = ids->len;
  g_ptr_array_add (ids, NULL);
  set_busy (self, TRUE);
  rbk_desk_reassign_async (self->desk,
                           (const char *const *) ids->pdata,
                           rbk_person_get_id (receiver),
                           gtk_editable_get_text (self->reason_row),
                           self->cancellable,
                           handed_over_cb,
                           self);
}

/* What there is */

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkHandOverDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) customers = rbk_desk_list_customers_of_finish (RBK_DESK (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (customers == NULL)
    say_error (self, error);
  else
    g_list_store_splice (self->customers, 0, 0, customers->pdata, customers->len);
  gtk_stack_set_visible_child_name (
    self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->customers)) > 0 ? "customers" : "none");
  show_count (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->person_row));
}

static void
list_receivers (RbkHandOverDialog *self)
{
  GPtrArray *people = rbk_desk_get_people (self->desk);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();

  for (guint i = 0; i < people->len; i++)
    {
      RbkPerson *person = people->pdata[i];

      if (rbk_person_has_left (person) || g_strcmp0 (rbk_person_get_id (person), self->person) == 0)
        continue;
      g_ptr_array_add (self->receivers, g_object_ref (person));
      gtk_string_list_append (names, rbk_person_get_name (person));
    }
  adw_combo_row_set_list_factory (self->person_row, factory);
  adw_combo_row_set_model (self->person_row, G_LIST_MODEL (names));
}

static void
rbk_hand_over_dialog_dispose (GObject *object)
{
  RbkHandOverDialog *self = RBK_HAND_OVER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->opener);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_HAND_OVER_DIALOG);
  G_OBJECT_CLASS (rbk_hand_over_dialog_parent_class)->dispose (object);
}

static void
rbk_hand_over_dialog_finalize (GObject *object)
{
  RbkHandOverDialog *self = RBK_HAND_OVER_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->customers);
  g_hash_table_unref (self->left_out);
  g_hash_table_unref (self->bound);
  g_ptr_array_unref (self->receivers);
  g_clear_object (&self->desk);
  g_free (self->person);
  G_OBJECT_CLASS (rbk_hand_over_dialog_parent_class)->finalize (object);
}

static void
rbk_hand_over_dialog_class_init (RbkHandOverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_hand_over_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_hand_over_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-hand-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, hand_over_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, all_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHandOverDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, hand_over_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated);
}

static void
rbk_hand_over_dialog_init (RbkHandOverDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->cancellable = g_cancellable_new ();
  self->customers = g_list_store_new (RBK_TYPE_CUSTOMER);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bound = g_hash_table_new (NULL, NULL);
  self->receivers = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->customers)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), self);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}

/**
 * rbk_hand_over_dialog_new:
 * @person: (nullable): whose customers are to be handed over; NULL: those of all who left
 * @opener: where it is said that they were, with a way back
 *
 * Returns: (transfer floating): the dialog; all customers are chosen at first
 */
AdwDialog *
rbk_hand_over_dialog_new (RbkDesk *desk, RbkPerson *person, GtkWidget *opener)
{
  RbkHandOverDialog *self = g_object_new (RBK_TYPE_HAND_OVER_DIALOG, NULL);
  g_autofree char *reason = NULL;

  self->desk = g_object_ref (desk);
  self->person = person != NULL ? g_strdup (rbk_person_get_id (person)) : NULL;
  g_set_weak_pointer (&self->opener, opener);
  list_receivers (self);
  if (person != NULL)
    {
      /* Translators: why a customer gets another salesperson; %s is a person */
      reason = g_strdup_printf (_ ("%s no longer works here"), rbk_person_get_name (person));
      gtk_editable_set_text (self->reason_row, reason);
    }
  show_count (self);
  rbk_desk_list_customers_of_async (desk, self->person, self->cancellable, listed_cb, self);
  return ADW_DIALOG (self);
}
