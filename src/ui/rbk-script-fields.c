/* rbk-script-fields.c: what a script can have filled in for each customer, and what it then looks like.
 *
 * The rules fill a script in and know its fields by name; here are the words for who writes one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-script-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In the order in which a voicemail says them (V-1, V-2, V-10). */
static const struct
{
  const char *name;
  const char *title;
} fields[] = {
  { "first_name", N_ ("First name") }, { "my_name", N_ ("My name") },  { "showroom", N_ ("Showroom") },
  { "vehicle", N_ ("Vehicle") },       { "fact", N_ ("What is new") }, { "next_step", N_ ("Next step") },
  { "direct_line", N_ ("My line") },
};

/**
 * rbk_script_fields_count:
 *
 * Returns: how many there are
 */
guint
rbk_script_fields_count (void)
{
  return G_N_ELEMENTS (fields);
}

/**
 * rbk_script_fields_get_name:
 * @field: below rbk_script_fields_count()
 *
 * Returns: (transfer none): what stands between { and } in a script
 */
const char *
rbk_script_fields_get_name (guint field)
{
  g_return_val_if_fail (field < G_N_ELEMENTS (fields), NULL);

  return fields[field].name;
}

/**
 * rbk_script_fields_get_title:
 * @field: below rbk_script_fields_count()
 *
 * Returns: (transfer none): what it is called on a button
 */
const char *
rbk_script_fields_get_title (guint field)
{
  g_return_val_if_fail (field < G_N_ELEMENTS (fields), NULL);

  return _ (fields[field].title);
}

static gboolean
is_field (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (strlen (fields[i].name) == length && strncmp (fields[i].name, name, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_script_fields_dup_fault:
 * @text: a script
 *
 * Every customer would be missing what is written here wrongly: an empty field never goes out (M-4), so its
 * sentence would never be said.
 *
 * Returns: (transfer full) (nullable): what is wrong, in a sentence; NULL if nothing is
 */
char *
rbk_script_fields_dup_fault (const char *text)
{
  gboolean optional = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '{')
        {
          gsize length = strcspn (p + 1, "{}[]\n");

          if (p[1 + length] != '}')
            return g_strdup (
              _ ("A field begins with { and does not end with }. Use the buttons for fields."));
          if (length == 0)
            return g_strdup (_ ("There is an empty field, {}. Use the buttons for fields."));
          if (!is_field (p + 1, length))
            {
              g_autofree char *name = g_strndup (p + 1, length);

              /* Translators: %s is what somebody wrote between { and } */
              return g_strdup_printf (
                _ ("{%s} is no field that Ringback can fill in. Use the buttons for fields."), name);
            }
          p += length + 1;
        }
      else if (*p == '}')
        return g_strdup (_ ("There is a } without a {. Use the buttons for fields."));
      else if ((*p == '[') == optional && (*p == '[' || *p == ']'))
        return g_strdup (_ ("Each [ needs its own ], and none may stand within another."));
      else if (*p == '[' || *p == ']')
        optional = *p == '[';
    }
  return optional ? g_strdup (_ ("Each [ needs its own ], and none may stand within another.")) : NULL;
}

/**
 * rbk_script_fields_preview:
 * @text: a script
 * @little_known: as for a customer of whom only the name and what is new are known
 *
 * Returns: (transfer full): how whoever acts here would say it to a customer who is made up
 */
RbkMergedScript *
rbk_script_fields_preview (RbkDesk *desk, const char *text, gboolean little_known)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);
  RbkPerson *person = rbk_desk_get_person (desk);
  RbkVoicemailSchool *school = rbk_voicemail_guide_get_school (desk);
  RbkScriptFields sample = {
    /* Translators: the first name of a customer who is made up */
    .first_name = _ ("Maria"),
    .my_name = person != NULL ? rbk_person_get_name (person) : NULL,
    .showroom = showroom != NULL ? rbk_showroom_get_name (showroom) : NULL,
    .direct_line = person != NULL ? rbk_person_get_line (person) : NULL,
    .vehicle = little_known ? NULL : _ ("blue wagon"),
    .fact = _ ("its price came down this morning"),
    .next_step = little_known ? NULL : _ ("Call me when it suits you"),
    .number_twice = rbk_voicemail_school_get_number_count (school) == RBK_NUMBER_COUNT_TWICE,
  };

  return rbk_script_merge (text, &sample);
}
