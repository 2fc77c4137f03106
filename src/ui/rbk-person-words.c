/* rbk-person-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-person-words.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_person_words_get_role:
 *
 * Returns: (transfer none): what they are
 */
const char *
rbk_person_words_get_role (RbkPerson *person)
{
  return g_str_equal (rbk_person_get_role (person), "manager") ? _ ("Manager") : _ ("Salesperson");
}

/**
 * rbk_person_words_dup_label:
 *
 * Returns: (transfer full): their name and what they are
 */
char *
rbk_person_words_dup_label (RbkPerson *person)
{
  /* Translators: a person, then "Manager" or "Salesperson" */
  return g_strdup_printf (
    _ ("%1$s · %2$s"), rbk_person_get_name (person), rbk_person_words_get_role (person));
}

/**
 * rbk_person_words_dup_customers:
 *
 * Returns: (transfer full): so many customers
 */
char *
rbk_person_words_dup_customers (guint count)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u customer", "%u customers", count), count);
}
