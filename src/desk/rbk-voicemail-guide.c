/* rbk-voicemail-guide.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-voicemail-guide.h"

#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"
#include "rules/rbk-gate.h"
#include "rules/rbk-phone-number.h"

#include <string.h>

typedef GPtrArray *(*Read) (GBytes *json, GError **error);

/* Of the resources of this program: that they can be read is a promise of the build. */
static GPtrArray *
read_rows (const char *path, Read read)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  GPtrArray *rows = json != NULL ? read (json, &error) : NULL;

  if (rows == NULL)
    g_error ("%s: %s", path, error->message);
  return rows;
}

/**
 * rbk_voicemail_guide_get_schools:
 *
 * Returns: (transfer none) (element-type RbkVoicemailSchool): the schools that a showroom can choose from
 *   (C-15); the default is the first
 */
GPtrArray *
rbk_voicemail_guide_get_schools (void)
{
  static GPtrArray *schools = NULL;

  if (schools == NULL)
    schools = read_rows ("/app/ringback/Ringback/rules/voicemail-schools.json", rbk_voicemail_schools_read);
  return schools;
}

/**
 * rbk_voicemail_guide_get_school:
 *
 * Returns: (transfer none): the showroom's school; the default if none was chosen, or one that this version
 *   does not know
 */
RbkVoicemailSchool *
rbk_voicemail_guide_get_school (RbkDesk *desk)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);
  GPtrArray *schools = rbk_voicemail_guide_get_schools ();
  RbkVoicemailSchool *school =
    showroom != NULL ? rbk_voicemail_schools_find (schools, rbk_showroom_get_voicemail_school (showroom))
                     : NULL;

  return school != NULL ? school : g_ptr_array_index (schools, 0);
}

/**
 * rbk_voicemail_guide_may_choose:
 *
 * Returns: whether whoever acts here decides how voicemails are spoken: a manager, or anybody where there is
 *   none (C-15)
 */
gboolean
rbk_voicemail_guide_may_choose (RbkDesk *desk)
{
  RbkPerson *person = rbk_desk_get_person (desk);
  GPtrArray *people = rbk_desk_get_people (desk);

  if (person == NULL || g_str_equal (rbk_person_get_role (person), "manager"))
    return person != NULL;
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      RbkPerson *other = g_ptr_array_index (people, i);

      if (!rbk_person_has_left (other) && g_str_equal (rbk_person_get_role (other), "manager"))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
get_own_scripts (void)
{
  static GPtrArray *scripts = NULL;

  if (scripts == NULL)
    scripts = read_rows ("/app/ringback/Ringback/rules/voicemail-scripts.json", rbk_scripts_read);
  return scripts;
}

static void
add_scripts (GPtrArray *found, GPtrArray *scripts, RbkReasonId reason)
{
  for (guint i = 0; scripts != NULL && i < scripts->len; i++)
    {
      RbkScript *script = g_ptr_array_index (scripts, i);

      if (reason == RBK_REASON_NONE || rbk_script_get_reason (script) == reason)
        g_ptr_array_add (found, g_object_ref (script));
    }
}

/**
 * rbk_voicemail_guide_list_scripts:
 * @reason: why somebody is called; %RBK_REASON_NONE for any reason
 *
 * Returns: (transfer full) (element-type RbkScript): scripts for it, the showroom's own before those that
 *   come with Ringback
 */
GPtrArray *
rbk_voicemail_guide_list_scripts (RbkDesk *desk, RbkReasonId reason)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);

  add_scripts (found, showroom != NULL ? rbk_showroom_get_scripts (showroom) : NULL, reason);
  add_scripts (found, get_own_scripts (), reason);
  return found;
}

/**
 * rbk_voicemail_guide_find_script:
 * @script: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the script of that id
 */
RbkScript *
rbk_voicemail_guide_find_script (RbkDesk *desk, const char *script)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);
  RbkScript *found = showroom != NULL && script != NULL ? rbk_showroom_find_script (showroom, script) : NULL;
  GPtrArray *own = get_own_scripts ();

  for (guint i = 0; found == NULL && i < own->len; i++)
    {
      RbkScript *candidate = g_ptr_array_index (own, i);

      if (g_strcmp0 (rbk_script_get_id (candidate), script) == 0)
        found = candidate;
    }
  return found;
}

/* The vehicle that it is about: the one that the fact names, else the first that they want. */
static char *
dup_vehicle (RbkCustomer *customer, const char *fact)
{
  JsonArray *wanted = rbk_json_get_array (rbk_customer_get_facts (customer), "wanted");
  g_autofree char *first = NULL;

  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      g_autofree char *vehicle = rbk_vehicle_dup_words (rbk_json_array_get_object (wanted, i));

      if (*vehicle == '\0')
        continue;
      if (strstr (fact, vehicle) != NULL)
        return g_steal_pointer (&vehicle);
      if (first == NULL)
        first = g_steal_pointer (&vehicle);
    }
  return g_steal_pointer (&first);
}

/**
 * rbk_voicemail_guide_merge:
 * @plan: with the fact and the next step
 *
 * Returns: (transfer full): the script for this customer, as whoever acts here would say it
 */
RbkMergedScript *
rbk_voicemail_guide_merge (RbkDesk *desk, RbkCustomer *customer, RbkScript *script, RbkVoicemailPlan *plan)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);
  RbkPerson *person = rbk_desk_get_person (desk);
  g_autofree char *vehicle = dup_vehicle (customer, rbk_voicemail_plan_get_fact (plan));
  RbkVoicemailSchool *school = rbk_voicemail_guide_get_school (desk);
  RbkScriptFields fields = {
    .first_name = rbk_customer_get_first_name (customer),
    .my_name = person != NULL ? rbk_person_get_name (person) : NULL,
    .showroom = showroom != NULL ? rbk_showroom_get_name (showroom) : NULL,
    .direct_line = person != NULL ? rbk_person_get_line (person) : NULL,
    .vehicle = vehicle,
    .fact = rbk_voicemail_plan_get_fact (plan),
    .next_step = rbk_voicemail_plan_get_next_step (plan),
    .number_twice = rbk_voicemail_school_get_number_count (school) == RBK_NUMBER_COUNT_TWICE,
  };

  return rbk_script_merge (rbk_script_get_text (script), &fields);
}

/**
 * rbk_voicemail_guide_dup_screening_line:
 *
 * What to say to a phone that asks who is calling (V-19): the person's own line if they wrote one.
 *
 * Returns: (transfer full) (nullable): the line; NULL while name or showroom are missing
 */
char *
rbk_voicemail_guide_dup_screening_line (RbkDesk *desk, RbkCustomer *customer, RbkVoicemailPlan *plan)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);
  RbkPerson *person = rbk_desk_get_person (desk);
  const char *own = person != NULL ? rbk_person_get_screening_line (person) : NULL;
  const char *fact = rbk_voicemail_plan_get_fact (plan);
  g_autofree char *vehicle = dup_vehicle (customer, fact);

  if (own != NULL && *own != '\0')
    return g_strdup (own);
  return rbk_screening_line_make (person != NULL ? rbk_person_get_name (person) : NULL,
                                  showroom != NULL ? rbk_showroom_get_name (showroom) : NULL,
                                  fact,
                                  vehicle);
}

/**
 * rbk_voicemail_guide_count_words:
 *
 * Returns: how many words it takes to say @text
 */
guint
rbk_voicemail_guide_count_words (const char *text)
{
  g_auto (GStrv) words = rbk_plain_words_split (text);

  return g_strv_length (words);
}

/**
 * rbk_voicemail_guide_dup_number_groups:
 * @number: (nullable): a phone number
 *
 * Returns: (transfer full) (nullable): the number as it is said: in groups with a pause between them (V-8)
 */
char *
rbk_voicemail_guide_dup_number_groups (const char *number)
{
  g_autofree char *e164 = number != NULL ? rbk_phone_number_normalise (number) : NULL;

  if (e164 != NULL && g_str_has_prefix (e164, "+1") && strlen (e164) == 12)
    return g_strdup_printf ("%.3s · %.3s · %s", e164 + 2, e164 + 5, e164 + 8);
  return number != NULL && *number != '\0' ? rbk_phone_number_dup_words (number) : NULL;
}

/**
 * rbk_voicemail_guide_dup_demands:
 * @act: how a voicemail reaches somebody
 *
 * Returns: (transfer full): what the gate will ask of it, a sentence each, separated by spaces
 */
char *
rbk_voicemail_guide_dup_demands (RbkAct act, gboolean is_practice)
{
  g_auto (GStrv) demands = rbk_gate_dup_demands (act, is_practice);

  return g_strjoinv (" ", demands);
}
