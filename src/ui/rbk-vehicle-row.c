/* rbk-vehicle-row.c: a vehicle that a customer wants or would trade in, being written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-vehicle-row.h"

#include "model/rbk-customer.h"
#include "model/rbk-json.h"
#include "ui/rbk-remove-button.h"

#include <glib/gi18n-lib.h>

#define N_FIELDS 6

struct _RbkVehicleRow
{
  AdwExpanderRow parent_instance;

  gboolean trade;
  JsonObject *original;           /* (owned) (nullable): as it was */
  GtkEditable *entries[N_FIELDS]; /* (nullable): for the fields below */
  AdwComboRow *condition;         /* (nullable): of a wanted one */
};

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkVehicleRow, rbk_vehicle_row, ADW_TYPE_EXPANDER_ROW)

static const struct
{
  const char *member;
  const char *words;
  gboolean number;
  gboolean wanted;
  gboolean trade;
} fields[N_FIELDS] = {
  { "year", N_ ("Year"), TRUE, TRUE, TRUE },
  { "make", N_ ("Make"), FALSE, TRUE, TRUE },
  { "model", N_ ("Model"), FALSE, TRUE, TRUE },
  { "trim", N_ ("Trim"), FALSE, TRUE, FALSE },
  { "stock", N_ ("Stock number"), FALSE, TRUE, FALSE },
  { "mileage", N_ ("Mileage"), TRUE, FALSE, TRUE },
};

static const char *const conditions[] = { "new", "certified", "used" };

static void
show_title (RbkVehicleRow *self)
{
  g_autoptr (JsonObject) facts = rbk_vehicle_row_dup_facts (self);
  g_autofree char *words = rbk_vehicle_dup_words (facts);

  if (*words == '\0')
    g_set_str (&words, self->trade ? _ ("A Vehicle to Trade In") : _ ("A Vehicle They Want"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), words);
}

static void
remove_cb (RbkVehicleRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
rbk_vehicle_row_finalize (GObject *object)
{
  RbkVehicleRow *self = RBK_VEHICLE_ROW (object);

  g_clear_pointer (&self->original, json_object_unref);
  G_OBJECT_CLASS (rbk_vehicle_row_parent_class)->finalize (object);
}

static void
rbk_vehicle_row_class_init (RbkVehicleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_vehicle_row_finalize;

  /**
   * RbkVehicleRow::remove:
   *
   * The person wants it gone.
   */
  signals[REMOVE] = g_signal_new (
    "remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_vehicle_row_init (RbkVehicleRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static char *
dup_original (RbkVehicleRow *self, guint field)
{
  const char *text = rbk_json_get_string (self->original, fields[field].member);
  gint64 number = rbk_json_get_int (self->original, fields[field].member, 0);

  if (text != NULL)
    return g_strdup (text);
  return number != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup ("");
}

static void
add_fields (RbkVehicleRow *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *text = NULL;
      GtkWidget *entry;

      if (self->trade ? !fields[i].trade : !fields[i].wanted)
        continue;
      text = dup_original (self, i);
      entry = g_object_new (ADW_TYPE_ENTRY_ROW,
                            "title",
                            _ (fields[i].words),
                            "text",
                            text,
                            "input-purpose",
                            fields[i].number ? GTK_INPUT_PURPOSE_DIGITS : GTK_INPUT_PURPOSE_FREE_FORM,
                            NULL);
      self->entries[i] = GTK_EDITABLE (entry);
      g_signal_connect_object (entry, "changed", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
    }
}

static void
add_condition (RbkVehicleRow *self)
{
  const char *const words[] = { _ ("New"), _ ("Certified"), _ ("Used"), _ ("Not known"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);
  const char *condition = rbk_json_get_string (self->original, "condition");
  guint selected = G_N_ELEMENTS (conditions);

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      if (g_strcmp0 (condition, conditions[i]) == 0)
        selected = i;
    }
  self->condition =
    g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Condition"), "model", model, "selected", selected, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->condition));
}

static void
add_remove (RbkVehicleRow *self)
{
  GtkWidget *button = rbk_remove_button_new (_ ("Remove This Vehicle"), _ ("Remove this vehicle"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), button);
}

/**
 * rbk_vehicle_row_new:
 * @vehicle: (nullable): one of a customer's "wanted" or "trade"; %NULL for a new one
 * @trade: whether it would be traded in
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rbk_vehicle_row_new (JsonObject *vehicle, gboolean trade)
{
  RbkVehicleRow *self = g_object_new (RBK_TYPE_VEHICLE_ROW, NULL);

  self->trade = trade;
  self->original = vehicle != NULL ? json_object_ref (vehicle) : NULL;
  add_fields (self);
  if (!trade)
    add_condition (self);
  add_remove (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), vehicle == NULL);
  show_title (self);
  return GTK_WIDGET (self);
}

/* A year that is no number is kept as it was written rather than lost. */
static void
set_field (RbkVehicleRow *self, JsonObject *facts, guint field)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entries[field])));
  g_autofree char *before = dup_original (self, field);
  gint64 number;

  if (g_str_equal (text, before))
    return;
  if (*text == '\0')
    json_object_remove_member (facts, fields[field].member);
  else if (fields[field].number && g_ascii_string_to_signed (text, 10, 0, 10000000, &number, NULL))
    json_object_set_int_member (facts, fields[field].member, number);
  else
    json_object_set_string_member (facts, fields[field].member, text);
}

/**
 * rbk_vehicle_row_dup_facts:
 *
 * Returns: (transfer full) (nullable): what stands there, as it goes into a customer-changed
 *   payload; %NULL if nothing does
 */
JsonObject *
rbk_vehicle_row_dup_facts (RbkVehicleRow *self)
{
  g_autoptr (JsonObject) facts = NULL;

  g_return_val_if_fail (RBK_IS_VEHICLE_ROW (self), NULL);

  facts = self->original != NULL ? rbk_customer_merge_facts (NULL, self->original) : json_object_new ();
  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (self->entries[i] != NULL)
        set_field (self, facts, i);
    }
  if (self->condition != NULL)
    {
      guint selected = adw_combo_row_get_selected (self->condition);

      if (selected < G_N_ELEMENTS (conditions))
        json_object_set_string_member (facts, "condition", conditions[selected]);
    }
  return json_object_get_size (facts) > 0 ? g_steal_pointer (&facts) : NULL;
}
