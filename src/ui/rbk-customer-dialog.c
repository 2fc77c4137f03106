/* rbk-customer-dialog.c: what is known of a customer, to be written down or put right.
 *
 * Only what was changed is sent: two people who edit the same customer then lose nothing of each
 * other's work unless both changed the same thing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-customer-dialog.h"

#include "model/rbk-json.h"
#include "ui/rbk-contact-row.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-time-zones.h"
#include "ui/rbk-vehicle-row.h"

#include <glib/gi18n-lib.h>

struct _RbkCustomerDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  char *customer;            /* (owned) (nullable): id; NULL for a new one */
  JsonObject *facts;         /* (owned): what was known when the dialog was opened */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  GListModel *zones;         /* (owned) (element-type RbkTimeZone) */
  GPtrArray *phones;         /* (owned) (element-type RbkContactRow): not owned, of the group */
  GPtrArray *emails;         /* likewise */
  GPtrArray *wanted;         /* (owned) (element-type RbkVehicleRow): likewise */
  GPtrArray *trade;          /* likewise */
  gboolean saving;

  GtkWidget *form;
  GtkWidget *save_button;
  GtkLabel *error_label;
  GtkEditable *first_row;
  GtkEditable *last_row;
  AdwPreferencesGroup *phones_group;
  GtkLabel *phones_error;
  AdwPreferencesGroup *emails_group;
  GtkLabel *emails_error;
  AdwComboRow *medium_row;
  AdwComboRow *zone_row;
  AdwPreferencesGroup *wanted_group;
  AdwPreferencesGroup *trade_group;
  GtkEditable *street_row;
  GtkEditable *city_row;
  GtkEditable *region_row;
  GtkEditable *postal_code_row;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkCustomerDialog, rbk_customer_dialog, ADW_TYPE_DIALOG)

/* By the choices of the row, of which the first is that it is not known. */
static const char *const media[] = { NULL, "call", "text", "email" };

static void
show_state (RbkCustomerDialog *self)
{
  gtk_widget_set_sensitive (self->save_button, !self->saving);
  gtk_widget_set_sensitive (self->form, !self->saving);
}

/* Beside the field that the words are about, where that can be told; else above all. */
static void
show_error (RbkCustomerDialog *self, const char *words)
{
  struct
  {
    GPtrArray *rows;
    GtkLabel *label;
  } places[] = { { self->phones, self->phones_error }, { self->emails, self->emails_error } };

  rbk_error_label_show (self->phones_error, NULL);
  rbk_error_label_show (self->emails_error, NULL);
  rbk_error_label_show (self->error_label, NULL);
  for (guint i = 0; words != NULL && i < G_N_ELEMENTS (places); i++)
    {
      for (guint j = 0; j < places[i].rows->len; j++)
        {
          RbkContactRow *row = places[i].rows->pdata[j];

          if (!rbk_contact_row_check (row, words))
            continue;
          rbk_contact_row_set_wrong (row, words);
          rbk_error_label_show (places[i].label, words);
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return;
        }
    }
  if (words != NULL)
    rbk_error_label_show (self->error_label, words);
}

/* Rows */

static void
remove_row (AdwPreferencesGroup *group, GPtrArray *rows, gpointer row)
{
  adw_preferences_group_remove (group, row);
  g_ptr_array_remove (rows, row);
  gtk_widget_grab_focus (GTK_WIDGET (group));
}

static void
remove_phone_cb (GtkWidget *row, RbkCustomerDialog *self)
{
  remove_row (self->phones_group, self->phones, row);
}

static void
remove_email_cb (GtkWidget *row, RbkCustomerDialog *self)
{
  remove_row (self->emails_group, self->emails, row);
}

static void
remove_wanted_cb (GtkWidget *row, RbkCustomerDialog *self)
{
  remove_row (self->wanted_group, self->wanted, row);
}

static void
remove_trade_cb (GtkWidget *row, RbkCustomerDialog *self)
{
  remove_row (self->trade_group, self->trade, row);
}

static GtkWidget *
add_row (
  RbkCustomerDialog *self, AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row, GCallback removed)
{
  g_signal_connect_object (row, "remove", removed, self, 0);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
  return row;
}

static GtkWidget *
add_phone (RbkCustomerDialog *self, JsonObject *phone)
{
  return add_row (self,
                  self->phones_group,
                  self->phones,
                  rbk_contact_row_new_phone (self->desk, phone),
                  G_CALLBACK (remove_phone_cb));
}

static GtkWidget *
add_email (RbkCustomerDialog *self, JsonObject *email)
{
  return add_row (
    self, self->emails_group, self->emails, rbk_contact_row_new_email (email), G_CALLBACK (remove_email_cb));
}

static GtkWidget *
add_wanted (RbkCustomerDialog *self, JsonObject *vehicle)
{
  return add_row (self,
                  self->wanted_group,
                  self->wanted,
                  rbk_vehicle_row_new (vehicle, FALSE),
                  G_CALLBACK (remove_wanted_cb));
}

static GtkWidget *
add_trade (RbkCustomerDialog *self, JsonObject *vehicle)
{
  return add_row (
    self, self->trade_group, self->trade, rbk_vehicle_row_new (vehicle, TRUE), G_CALLBACK (remove_trade_cb));
}

static void
add_phone_cb (RbkCustomerDialog *self)
{
  gtk_widget_grab_focus (add_phone (self, NULL));
}

static void
add_email_cb (RbkCustomerDialog *self)
{
  gtk_widget_grab_focus (add_email (self, NULL));
}

static void
add_wanted_cb (RbkCustomerDialog *self)
{
  gtk_widget_grab_focus (add_wanted (self, NULL));
}

static void
add_trade_cb (RbkCustomerDialog *self)
{
  gtk_widget_grab_focus (add_trade (self, NULL));
}

static void
cancel_cb (RbkCustomerDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* What was changed */

static gboolean
same (JsonNode *a, JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return json_node_equal (a, b);
}

/* Puts @node into @changes if it is not what was known. (transfer full) @node, (nullable): nothing. */
static void
change (RbkCustomerDialog *self, JsonObject *changes, const char *member, JsonNode *node)
{
  JsonNode *before = json_object_get_member (self->facts, member);

  if (node == NULL)
    {
      if (before != NULL && !JSON_NODE_HOLDS_NULL (before))
        json_object_set_null_member (changes, member);
    }
  else if (!same (before, node))
    json_object_set_member (changes, member, json_node_ref (node));
  g_clear_pointer (&node, json_node_unref);
}

static char *
dup_entry (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static void
change_text (RbkCustomerDialog *self, JsonObject *changes, const char *member, const char *text)
{
  change (self,
          changes,
          member,
          text != NULL && *text != '\0' ? json_node_init_string (json_node_alloc (), text) : NULL);
}

static void
change_list (RbkCustomerDialog *self,
             JsonObject *changes,
             const char *member,
             GPtrArray *rows,
             JsonObject *(*dup_facts) (gpointer row))
{
  g_autoptr (JsonArray) list = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *facts = dup_facts (rows->pdata[i]);

      if (facts != NULL)
        json_array_add_object_element (list, facts);
    }
  /* Nothing before and nothing now is no change. */
  if (json_array_get_length (list) == 0 && rbk_json_get_array (self->facts, member) == NULL)
    return;
  change (self, changes, member, json_node_init_array (json_node_alloc (), list));
}

static JsonObject *
dup_contact (gpointer row)
{
  return rbk_contact_row_dup_facts (row);
}

static JsonObject *
dup_vehicle (gpointer row)
{
  return rbk_vehicle_row_dup_facts (row);
}

static void
change_address (RbkCustomerDialog *self, JsonObject *changes)
{
  JsonObject *before = rbk_json_get_object (self->facts, "address");
  g_autoptr (JsonObject) address =
    before != NULL ? rbk_customer_merge_facts (NULL, before) : json_object_new ();
  struct
  {
    const char *member;
    GtkEditable *row;
  } parts[] = { { "street", self->street_row },
                { "city", self->city_row },
                { "region", self->region_row },
                { "postal_code", self->postal_code_row } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = dup_entry (parts[i].row);

      if (*text != '\0')
        json_object_set_string_member (address, parts[i].member, text);
      else
        json_object_remove_member (address, parts[i].member);
    }
  change (self,
          changes,
          "address",
          json_object_get_size (address) > 0 ? json_node_init_object (json_node_alloc (), address) : NULL);
}

static JsonObject *
dup_changes (RbkCustomerDialog *self)
{
  JsonObject *changes = json_object_new ();
  RbkTimeZone *zone = adw_combo_row_get_selected_item (self->zone_row);
  guint medium = adw_combo_row_get_selected (self->medium_row);
  g_autofree char *first = dup_entry (self->first_row);
  g_autofree char *last = dup_entry (self->last_row);

  change_text (self, changes, "first", first);
  change_text (self, changes, "last", last);
  change_list (self, changes, "phones", self->phones, dup_contact);
  change_list (self, changes, "emails", self->emails, dup_contact);
  change_list (self, changes, "wanted", self->wanted, dup_vehicle);
  change_list (self, changes, "trade", self->trade, dup_vehicle);
  change_address (self, changes);
  change_text (self, changes, "time_zone", zone != NULL ? rbk_time_zone_get_id (zone) : NULL);
  change_text (self, changes, "preferred_medium", medium < G_N_ELEMENTS (media) ? media[medium] : NULL);
  return changes;
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkCustomerDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = rbk_desk_change_customer_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->saving = FALSE;
  show_state (self);
  if (id == NULL)
    {
      show_error (self, error->message);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0, id);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_cb (RbkCustomerDialog *self)
{
  g_autoptr (JsonObject) changes = dup_changes (self);

  if (self->saving)
    return;
  if (self->customer != NULL && json_object_get_size (changes) == 0)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  self->saving = TRUE;
  show_error (self, NULL);
  show_state (self);
  rbk_desk_change_customer_async (self->desk, self->customer, changes, self->cancellable, saved_cb, self);
}

static void
rbk_customer_dialog_dispose (GObject *object)
{
  RbkCustomerDialog *self = RBK_CUSTOMER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_CUSTOMER_DIALOG);
  g_clear_object (&self->zones);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_customer_dialog_parent_class)->dispose (object);
}

static void
rbk_customer_dialog_finalize (GObject *object)
{
  RbkCustomerDialog *self = RBK_CUSTOMER_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->customer);
  g_clear_pointer (&self->facts, json_object_unref);
  g_ptr_array_unref (self->phones);
  g_ptr_array_unref (self->emails);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->trade);
  G_OBJECT_CLASS (rbk_customer_dialog_parent_class)->finalize (object);
}

static void
rbk_customer_dialog_class_init (RbkCustomerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_customer_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_customer_dialog_finalize;

  /**
   * RbkCustomerDialog::saved:
   * @customer: the id, also of a new customer
   */
  signals[SAVED] = g_signal_new ("saved",
                                 G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_STRING);

  g_type_ensure (RBK_TYPE_TIME_ZONE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-customer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, last_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, phones_group);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, phones_error);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, emails_group);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, emails_error);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, medium_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, zone_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, wanted_group);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, trade_group);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, street_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, city_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, region_row);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerDialog, postal_code_row);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_phone_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_email_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_trade_cb);
}

static void
rbk_customer_dialog_init (RbkCustomerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->phones = g_ptr_array_new ();
  self->emails = g_ptr_array_new ();
  self->wanted = g_ptr_array_new ();
  self->trade = g_ptr_array_new ();
  self->zones = rbk_time_zones_new ();
}

static void
show_list (RbkCustomerDialog *self,
           const char *member,
           GtkWidget *(*add) (RbkCustomerDialog *, JsonObject *) )
{
  JsonArray *list = rbk_json_get_array (self->facts, member);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *item = rbk_json_array_get_object (list, i);

      if (item != NULL)
        add (self, item);
    }
}

static void
show_text (GtkEditable *row, JsonObject *facts, const char *member)
{
  const char *text = rbk_json_get_string (facts, member);

  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
show_facts (RbkCustomerDialog *self)
{
  JsonObject *address = rbk_json_get_object (self->facts, "address");
  const char *medium = rbk_json_get_string (self->facts, "preferred_medium");

  show_text (self->first_row, self->facts, "first");
  show_text (self->last_row, self->facts, "last");
  show_list (self, "phones", add_phone);
  show_list (self, "emails", add_email);
  show_list (self, "wanted", add_wanted);
  show_list (self, "trade", add_trade);
  show_text (self->street_row, address, "street");
  show_text (self->city_row, address, "city");
  show_text (self->region_row, address, "region");
  show_text (self->postal_code_row, address, "postal_code");
  for (guint i = 1; i < G_N_ELEMENTS (media); i++)
    {
      if (g_strcmp0 (media[i], medium) == 0)
        adw_combo_row_set_selected (self->medium_row, i);
    }
  adw_combo_row_set_model (self->zone_row, self->zones);
  adw_combo_row_set_selected (
    self->zone_row, rbk_time_zones_find (self->zones, rbk_json_get_string (self->facts, "time_zone")));
}

/**
 * rbk_customer_dialog_new:
 * @customer: (nullable): whom to edit; %NULL to write down a new customer
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_customer_dialog_new (RbkDesk *desk, RbkCustomer *customer)
{
  RbkCustomerDialog *self = g_object_new (RBK_TYPE_CUSTOMER_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  self->customer = customer != NULL ? g_strdup (rbk_customer_get_id (customer)) : NULL;
  self->facts = customer != NULL ? json_object_ref (rbk_customer_get_facts (customer)) : json_object_new ();
  adw_dialog_set_title (ADW_DIALOG (self), customer != NULL ? _ ("Edit Customer") : _ ("New Customer"));
  show_facts (self);
  /* A place to write into at once. */
  if (self->phones->len == 0)
    add_phone (self, NULL);
  if (self->emails->len == 0)
    add_email (self, NULL);
  return ADW_DIALOG (self);
}
