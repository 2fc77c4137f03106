/* rbk-outbox-row.c: a message in the outbox: to whom, its first words, and how far it came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-outbox-row.h"

#include "ui/rbk-delivery-state.h"
#include "ui/rbk-entry-words.h"

#include <glib/gi18n-lib.h>

struct _RbkOutboxRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkWidget *name_button;
  GtkLabel *name;
  GtkLabel *address;
  GtkLabel *words;
  RbkDeliveryState *delivery;
};

G_DEFINE_FINAL_TYPE (RbkOutboxRow, rbk_outbox_row, GTK_TYPE_BOX)

static void
rbk_outbox_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_OUTBOX_ROW);
  G_OBJECT_CLASS (rbk_outbox_row_parent_class)->dispose (object);
}

static void
rbk_outbox_row_class_init (RbkOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RBK_TYPE_DELIVERY_STATE);
  G_OBJECT_CLASS (klass)->dispose = rbk_outbox_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxRow, name_button);
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxRow, name);
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxRow, address);
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxRow, words);
  gtk_widget_class_bind_template_child (widget_class, RbkOutboxRow, delivery);
}

static void
rbk_outbox_row_init (RbkOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_outbox_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rbk_outbox_row_new (void)
{
  return g_object_new (RBK_TYPE_OUTBOX_ROW, NULL);
}

/* What it is about, in a line or two. */
static char *
dup_first_words (RbkEntry *entry)
{
  const char *subject = rbk_entry_get_string (entry, "subject");
  const char *text = rbk_entry_get_string (entry, "text");
  g_autofree char *line = g_strdup (text != NULL ? text : "");

  g_strdelimit (line, "\n\r\t", ' ');
  if (subject != NULL && *subject != '\0')
    return g_strdup_printf ("%s – %s", subject, line);
  return g_steal_pointer (&line);
}

/**
 * rbk_outbox_row_set_item:
 * @item: (nullable): the message; its state is followed from now on
 * @desk: (nullable): only without @item
 */
void
rbk_outbox_row_set_item (RbkOutboxRow *self, RbkTimelineItem *item, RbkDesk *desk)
{
  RbkEntry *entry;
  const char *number, *id;
  g_autoptr (RbkCustomer) customer = NULL;
  g_autofree char *address = NULL;
  g_autofree char *words = NULL;

  if (item == NULL)
    {
      rbk_delivery_state_set_item (self->delivery, NULL, NULL);
      return;
    }
  entry = rbk_timeline_item_get_entry (item);
  id = rbk_entry_get_customer (entry);
  customer = rbk_desk_dup_customer (desk, id, NULL);
  number = rbk_entry_get_string (entry, "number");
  address = number != NULL ? rbk_desk_dup_phone_words (desk, number)
                           : g_strdup (rbk_entry_get_string (entry, "address"));
  words = dup_first_words (entry);
  gtk_image_set_from_icon_name (self->icon, rbk_entry_words_get_icon (entry));
  gtk_label_set_label (
    self->name, customer != NULL ? rbk_customer_get_name (customer) : _ ("Somebody not in the ledger"));
  /* A button of more than a label is called as its label reads. */
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->name_button), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_label (self->name), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->name_button), "s", id != NULL ? id : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->name_button), "outbox.open-customer");
  gtk_label_set_label (self->address, address != NULL ? address : "");
  gtk_label_set_label (self->words, words);
  rbk_delivery_state_set_item (self->delivery, item, desk);
}

/**
 * rbk_outbox_row_dup_accessible_label:
 *
 * Returns: (transfer full): the row in a sentence
 */
char *
rbk_outbox_row_dup_accessible_label (RbkOutboxRow *self)
{
  /* Translators: a customer's name, their number or address, and the first words of a message */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s"),
                          gtk_label_get_label (self->name),
                          gtk_label_get_label (self->address),
                          gtk_label_get_label (self->words));
}
