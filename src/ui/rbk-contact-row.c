/* rbk-contact-row.c: a phone number or an email address of a customer, being written.
 *
 * What is known of it besides (members that this Ringback does not know included) is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-contact-row.h"

#include "model/rbk-json.h"
#include "ui/rbk-remove-button.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkContactRow
{
  AdwEntryRow parent_instance;

  gboolean phone;
  JsonObject *original; /* (owned) (nullable): as it was */
  char *shown;          /* (owned): how @original was shown; what was not touched is not changed */
  GtkDropDown *types;   /* (nullable): of a phone */
  GtkWidget *wrong_icon;
};

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkContactRow, rbk_contact_row, ADW_TYPE_ENTRY_ROW)

/* As they are stored; a text can go to the first alone (voice 5). */
static const char *const type_names[] = { "mobile", "home", "work" };

static void
remove_cb (RbkContactRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
changed_cb (RbkContactRow *self)
{
  rbk_contact_row_set_wrong (self, NULL);
}

static void
rbk_contact_row_finalize (GObject *object)
{
  RbkContactRow *self = RBK_CONTACT_ROW (object);

  g_clear_pointer (&self->original, json_object_unref);
  g_free (self->shown);
  G_OBJECT_CLASS (rbk_contact_row_parent_class)->finalize (object);
}

static void
rbk_contact_row_class_init (RbkContactRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_contact_row_finalize;

  /**
   * RbkContactRow::remove:
   *
   * The person wants it gone.
   */
  signals[REMOVE] = g_signal_new (
    "remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_contact_row_init (RbkContactRow *self)
{
  self->wrong_icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_set_visible (self->wrong_icon, FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->wrong_icon);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

static void
add_types (RbkContactRow *self)
{
  const char *const words[] = { _ ("Mobile"), _ ("Home"), _ ("Work"), _ ("Unknown"), NULL };
  const char *type = rbk_json_get_string (self->original, "type");
  guint selected = self->original == NULL ? 0 : G_N_ELEMENTS (type_names);

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    {
      if (g_strcmp0 (type, type_names[i]) == 0)
        selected = i;
    }
  self->types = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (words));
  gtk_drop_down_set_selected (self->types, selected);
  gtk_widget_set_valign (GTK_WIDGET (self->types), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->types), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->types), _ ("What Kind of Line It Is"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->types), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What kind of line it is"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->types));
}

static void
add_remove (RbkContactRow *self, const char *words)
{
  GtkWidget *button = rbk_remove_button_new (words, words);

  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

/**
 * rbk_contact_row_new_phone:
 * @phone: (nullable): one of a customer's "phones"; %NULL for a new one
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rbk_contact_row_new_phone (RbkDesk *desk, JsonObject *phone)
{
  RbkContactRow *self = g_object_new (
    RBK_TYPE_CONTACT_ROW, "title", _ ("Phone number"), "input-purpose", GTK_INPUT_PURPOSE_PHONE, NULL);
  const char *number = rbk_json_get_string (phone, "number");

  self->phone = TRUE;
  self->original = phone != NULL ? json_object_ref (phone) : NULL;
  self->shown = number != NULL ? rbk_desk_dup_phone_words (desk, number) : g_strdup ("");
  gtk_editable_set_text (GTK_EDITABLE (self), self->shown);
  add_types (self);
  add_remove (self, _ ("Remove This Number"));
  return GTK_WIDGET (self);
}

/**
 * rbk_contact_row_new_email:
 * @email: (nullable): one of a customer's "emails"; %NULL for a new one
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rbk_contact_row_new_email (JsonObject *email)
{
  RbkContactRow *self = g_object_new (
    RBK_TYPE_CONTACT_ROW, "title", _ ("Email address"), "input-purpose", GTK_INPUT_PURPOSE_EMAIL, NULL);
  const char *address = rbk_json_get_string (email, "address");

  self->original = email != NULL ? json_object_ref (email) : NULL;
  self->shown = g_strdup (address != NULL ? address : "");
  gtk_editable_set_text (GTK_EDITABLE (self), self->shown);
  add_remove (self, _ ("Remove This Address"));
  return GTK_WIDGET (self);
}

/**
 * rbk_contact_row_dup_facts:
 *
 * Returns: (transfer full) (nullable): what stands there, as it goes into a customer-changed
 *   payload; %NULL if nothing does
 */
JsonObject *
rbk_contact_row_dup_facts (RbkContactRow *self)
{
  const char *member = self->phone ? "number" : "address";
  g_autofree char *text = NULL;
  JsonObject *facts;

  g_return_val_if_fail (RBK_IS_CONTACT_ROW (self), NULL);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  if (*text == '\0')
    return NULL;
  facts = self->original != NULL ? rbk_customer_merge_facts (NULL, self->original) : json_object_new ();
  if (g_strcmp0 (text, self->shown) != 0 || !json_object_has_member (facts, member))
    json_object_set_string_member (facts, member, text);
  if (self->types != NULL)
    {
      guint selected = gtk_drop_down_get_selected (self->types);

      if (selected < G_N_ELEMENTS (type_names))
        json_object_set_string_member (facts, "type", type_names[selected]);
      else if (self->original == NULL || rbk_json_get_string (self->original, "type") == NULL)
        json_object_remove_member (facts, "type");
    }
  return facts;
}

/**
 * rbk_contact_row_check:
 * @words: what was said to be wrong
 *
 * Returns: whether @words are about what stands in this row
 */
gboolean
rbk_contact_row_check (RbkContactRow *self, const char *words)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (RBK_IS_CONTACT_ROW (self), FALSE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  return *text != '\0' && strstr (words, text) != NULL;
}

/**
 * rbk_contact_row_set_wrong:
 * @words: (nullable): why what stands there cannot be so; %NULL if it can
 */
void
rbk_contact_row_set_wrong (RbkContactRow *self, const char *words)
{
  g_return_if_fail (RBK_IS_CONTACT_ROW (self));

  gtk_widget_set_visible (self->wrong_icon, words != NULL);
  gtk_widget_set_tooltip_text (self->wrong_icon, words);
  if (words != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->wrong_icon), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      gtk_accessible_update_state (
        GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID);
    }
}
