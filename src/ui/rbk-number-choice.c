/* rbk-number-choice.c: which number a call was with: one of the customer's, another, or nobody knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-number-choice.h"

#include "model/rbk-json.h"
#include "ui/rbk-phone-words.h"

#include <glib/gi18n-lib.h>

/* What stands below the customer's own numbers. */
enum
{
  ANOTHER_NUMBER,
  NOBODY_KNOWS,
  N_OTHER_CHOICES
};

static JsonArray *
get_phones (RbkCustomer *customer)
{
  return customer != NULL ? rbk_json_get_array (rbk_customer_get_facts (customer), "phones") : NULL;
}

/* The numbers of the customer that @row was filled with. */
static guint
count_numbers (AdwComboRow *row)
{
  GListModel *choices = adw_combo_row_get_model (row);
  guint n = choices != NULL ? g_list_model_get_n_items (choices) : 0;

  return n > N_OTHER_CHOICES ? n - N_OTHER_CHOICES : 0;
}

/**
 * rbk_number_choice_fill:
 * @row: gets the choices, of which the first is selected
 * @customer: (nullable): whose numbers they are
 *
 * Returns: how many of the choices are numbers of @customer; the next is another number
 */
guint
rbk_number_choice_fill (AdwComboRow *row, RbkDesk *desk, RbkCustomer *customer)
{
  JsonArray *phones = get_phones (customer);
  guint n = phones != NULL ? json_array_get_length (phones) : 0;
  g_autoptr (GtkStringList) numbers = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *number = rbk_json_get_string (rbk_json_array_get_object (phones, i), "number");

      gtk_string_list_take (numbers, number != NULL ? rbk_phone_words_dup (desk, number) : g_strdup (""));
    }
  gtk_string_list_append (numbers, _ ("Another number"));
  gtk_string_list_append (numbers, _ ("I do not know"));
  adw_combo_row_set_model (row, G_LIST_MODEL (numbers));
  return n;
}

/**
 * rbk_number_choice_is_another:
 *
 * Returns: whether another number than the customer's is chosen, which is to be entered
 */
gboolean
rbk_number_choice_is_another (AdwComboRow *row)
{
  return adw_combo_row_get_model (row) != NULL &&
         adw_combo_row_get_selected (row) == count_numbers (row) + ANOTHER_NUMBER;
}

/**
 * rbk_number_choice_dup_number:
 * @other_row: where another number is entered
 * @customer: (nullable): that of rbk_number_choice_fill()
 *
 * Returns: (transfer full) (nullable): the number as it is on file or was typed; NULL if nobody knows
 */
char *
rbk_number_choice_dup_number (AdwComboRow *row, GtkEditable *other_row, RbkCustomer *customer)
{
  guint selected = adw_combo_row_get_selected (row);
  g_autofree char *other = g_strstrip (g_strdup (gtk_editable_get_text (other_row)));

  if (selected < count_numbers (row))
    return g_strdup (
      rbk_json_get_string (rbk_json_array_get_object (get_phones (customer), selected), "number"));
  return rbk_number_choice_is_another (row) && *other != '\0' ? g_steal_pointer (&other) : NULL;
}
