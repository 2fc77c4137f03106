/* rbk-details-pane.c: what is known about a customer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-details-pane.h"

#include "model/rbk-json.h"
#include "ui/rbk-entry-words.h"
#include "ui/rbk-known-caller-row.h"
#include "ui/rbk-phone-words.h"
#include "ui/rbk-time-words.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

struct _RbkDetailsPane
{
  AdwBin parent_instance;

  RbkDesk *desk;          /* (owned) (nullable) */
  RbkCustomer *customer;  /* (owned) (nullable) */
  GPtrArray *rows;        /* (element-type GtkWidget): those of the facts, to be made anew */
  AdwActionRow *zone_row; /* (unowned) (nullable): one of them, whose clock goes on */

  GtkWidget *back_button;
  GtkWidget *content;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *assigned;
  GtkWidget *opted_out;
  GtkLabel *opted_out_words;
  AdwPreferencesGroup *reach_group;
  GtkWidget *known_group;
  RbkKnownCallerRow *known_row;
  AdwPreferencesGroup *wanted_group;
  AdwPreferencesGroup *trade_group;
  AdwPreferencesGroup *place_group;
};

G_DEFINE_FINAL_TYPE (RbkDetailsPane, rbk_details_pane, ADW_TYPE_BIN)

static void
copy_value (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  rbk_toasts_say (widget, _ ("Copied"));
}

/* An address that is broken over two lines gets no hyphen that is not its own. */
static void
set_value (AdwActionRow *row, const char *value)
{
  g_autofree char *markup = g_markup_printf_escaped ("<span insert_hyphens=\"no\">%s</span>", value);

  adw_action_row_set_subtitle (row, markup);
}

static AdwActionRow *
add_row (RbkDetailsPane *self, AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  set_value (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_ptr_array_add (self->rows, row);
  return ADW_ACTION_ROW (row);
}

static void
add_copied_row (
  RbkDetailsPane *self, AdwPreferencesGroup *group, const char *title, const char *value, const char *copied)
{
  AdwActionRow *row = add_row (self, group, title, value);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: %s is a number or an address */
  g_autofree char *label = g_strdup_printf (_ ("Copy %s"), value);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "details.copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", copied);
  adw_action_row_add_suffix (row, button);
}

static const char *
get_phone_title (const char *type)
{
  if (g_strcmp0 (type, "mobile") == 0)
    return _ ("Mobile");
  if (g_strcmp0 (type, "home") == 0)
    return _ ("Home Phone");
  if (g_strcmp0 (type, "work") == 0)
    return _ ("Work Phone");
  return _ ("Phone");
}

static void
add_reach (RbkDetailsPane *self, JsonObject *facts)
{
  JsonArray *phones = rbk_json_get_array (facts, "phones");
  JsonArray *emails = rbk_json_get_array (facts, "emails");
  const char *preferred = rbk_customer_get_preferred_medium (self->customer);

  for (guint i = 0; phones != NULL && i < json_array_get_length (phones); i++)
    {
      JsonObject *phone = rbk_json_array_get_object (phones, i);
      const char *number = rbk_json_get_string (phone, "number");
      g_autofree char *words = number != NULL ? rbk_phone_words_dup (self->desk, number) : NULL;

      if (number != NULL)
        add_copied_row (
          self, self->reach_group, get_phone_title (rbk_json_get_string (phone, "type")), words, number);
    }
  for (guint i = 0; emails != NULL && i < json_array_get_length (emails); i++)
    {
      const char *address = rbk_json_get_string (rbk_json_array_get_object (emails, i), "address");

      if (address != NULL)
        add_copied_row (self, self->reach_group, _ ("Email"), address, address);
    }
  if (preferred != NULL)
    {
      g_autofree char *medium = rbk_entry_words_dup_medium (preferred);

      add_row (self, self->reach_group, _ ("Prefers"), medium);
    }
}

static void
add_vehicles (RbkDetailsPane *self, AdwPreferencesGroup *group, JsonArray *vehicles)
{
  for (guint i = 0; vehicles != NULL && i < json_array_get_length (vehicles); i++)
    {
      JsonObject *vehicle = rbk_json_array_get_object (vehicles, i);
      const char *stock = rbk_json_get_string (vehicle, "stock");
      gint64 mileage = rbk_json_get_int (vehicle, "mileage", 0);
      g_autofree char *words = rbk_vehicle_dup_words (vehicle);
      g_autofree char *more = NULL;

      if (stock != NULL)
        /* Translators: the number of a car in the showroom's stock */
        more = g_strdup_printf (_ ("Stock number %s"), stock);
      else if (mileage > 0)
        more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d mile", "%'d miles", (gulong) mileage),
                                (int) mileage);
      /* Here the car is the value, and what is known besides is its label. */
      if (*words != '\0')
        add_row (self, group, more != NULL ? more : _ ("Vehicle"), words);
    }
}

static char *
dup_address (JsonObject *address)
{
  const char *street = rbk_json_get_string (address, "street");
  const char *city = rbk_json_get_string (address, "city");
  const char *region = rbk_json_get_string (address, "region");
  const char *code = rbk_json_get_string (address, "postal_code");
  GString *words = g_string_new (street);

  if (city != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", city);
  if (region != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", region);
  if (code != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", code);
  return g_string_free_and_steal (words);
}

static void
update_zone (RbkDetailsPane *self)
{
  const char *identifier = rbk_customer_get_time_zone (self->customer);
  g_autoptr (GTimeZone) zone = rbk_time_dup_zone (identifier);
  g_autofree char *place = rbk_time_dup_place (identifier);
  g_autofree char *clock = rbk_time_dup_clock (rbk_clock_now_us (rbk_desk_get_clock (self->desk)), zone);
  /* Translators: a place, and what time it is there */
  g_autofree char *words = g_strdup_printf (_ ("%s, now %s"), place, clock);

  set_value (self->zone_row, words);
}

static void
add_place (RbkDetailsPane *self, JsonObject *facts)
{
  const char *zone = rbk_customer_get_time_zone (self->customer);
  g_autofree char *address = dup_address (rbk_json_get_object (facts, "address"));

  if (*address != '\0')
    add_row (self, self->place_group, _ ("Address"), address);
  if (zone != NULL && *zone != '\0')
    {
      self->zone_row = add_row (self, self->place_group, _ ("Time Zone"), "");
      update_zone (self);
    }
}

static void
show_opted_out (RbkDetailsPane *self)
{
  g_autofree char *words = rbk_entry_words_dup_opted_out (rbk_customer_get_opted_out (self->customer));

  gtk_widget_set_visible (self->opted_out, words != NULL);
  gtk_label_set_label (self->opted_out_words, words != NULL ? words : "");
}

static void
forget_rows (RbkDetailsPane *self)
{
  GtkWidget *groups[] = { GTK_WIDGET (self->wanted_group),
                          GTK_WIDGET (self->trade_group),
                          GTK_WIDGET (self->place_group) };

  self->zone_row = NULL;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      if (group != NULL)
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_set_visible (groups[i], FALSE);
}

static void
rbk_details_pane_dispose (GObject *object)
{
  RbkDetailsPane *self = RBK_DETAILS_PANE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->customer);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_DETAILS_PANE);
  G_OBJECT_CLASS (rbk_details_pane_parent_class)->dispose (object);
}

static void
rbk_details_pane_finalize (GObject *object)
{
  g_ptr_array_unref (RBK_DETAILS_PANE (object)->rows);
  G_OBJECT_CLASS (rbk_details_pane_parent_class)->finalize (object);
}

static void
rbk_details_pane_class_init (RbkDetailsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RBK_TYPE_KNOWN_CALLER_ROW);
  G_OBJECT_CLASS (klass)->dispose = rbk_details_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_details_pane_finalize;
  gtk_widget_class_install_action (widget_class, "details.copy", "s", copy_value);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-details-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, content);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, avatar);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, name);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, assigned);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, opted_out);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, opted_out_words);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, reach_group);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, known_group);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, known_row);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, wanted_group);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, trade_group);
  gtk_widget_class_bind_template_child (widget_class, RbkDetailsPane, place_group);
}

static void
rbk_details_pane_init (RbkDetailsPane *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* P-1, before somebody dials: of the number that is called first. */
static void
show_known (RbkDetailsPane *self)
{
  const char *number = rbk_customer_get_phone (self->customer);

  gtk_widget_set_visible (self->known_group, number != NULL && rbk_desk_is_founded (self->desk));
  if (gtk_widget_get_visible (self->known_group))
    rbk_known_caller_row_show (self->known_row, self->desk, self->customer, number);
}

/**
 * rbk_details_pane_show:
 * @customer: the customer, as known now
 */
void
rbk_details_pane_show (RbkDetailsPane *self, RbkDesk *desk, RbkCustomer *customer)
{
  JsonObject *facts = rbk_customer_get_facts (customer);
  const char *assigned = rbk_customer_get_assigned (customer);
  g_autofree char *words = NULL;

  forget_rows (self);
  g_set_object (&self->desk, desk);
  g_set_object (&self->customer, customer);
  adw_avatar_set_text (self->avatar, rbk_customer_get_name (customer));
  gtk_label_set_label (self->name, rbk_customer_get_name (customer));
  if (assigned != NULL)
    /* Translators: %s is a salesperson */
    words = g_strdup_printf (_ ("Looked after by %s"), rbk_desk_get_person_name (desk, assigned));
  gtk_label_set_label (self->assigned, words != NULL ? words : _ ("Looked after by nobody yet"));
  show_opted_out (self);
  add_reach (self, facts);
  show_known (self);
  add_vehicles (self, self->wanted_group, rbk_json_get_array (facts, "wanted"));
  add_vehicles (self, self->trade_group, rbk_json_get_array (facts, "trade"));
  add_place (self, facts);
  gtk_widget_set_visible (self->content, TRUE);
}

/**
 * rbk_details_pane_set_over:
 * @over: whether the pane lies over the timeline, so that there must be a way back
 */
void
rbk_details_pane_set_over (RbkDetailsPane *self, gboolean over)
{
  gtk_widget_set_visible (self->back_button, over);
}

/**
 * rbk_details_pane_tick:
 *
 * To be called every minute or so: the customer's clock goes on.
 */
void
rbk_details_pane_tick (RbkDetailsPane *self)
{
  if (self->zone_row != NULL)
    update_zone (self);
}
