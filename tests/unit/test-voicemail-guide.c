/* test-voicemail-guide.c: how voicemails are spoken in this showroom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-voicemail-guide.h"
#include "test-composer.h"

#include <string.h>

static void
set_cb (gboolean *set)
{
  *set = TRUE;
}

static void
change_policy (Fixture *fixture, const char *json)
{
  g_autoptr (JsonObject) changes = parse (json);
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  gulong handler =
    g_signal_connect_swapped (fixture->desk, "showroom-changed", G_CALLBACK (set_cb), &changed);

  g_assert_true (CALL (fixture->desk, change_voicemail_policy, &error, changes));
  g_assert_no_error (error);
  rbk_test_wait_until (changed);
  g_signal_handler_disconnect (fixture->desk, handler);
}

static const char *
get_school (Fixture *fixture)
{
  return rbk_voicemail_school_get_id (rbk_voicemail_guide_get_school (fixture->desk));
}

/* ---- C-15: the school ---- */

static void
test_school_is_the_one_that_was_chosen (Fixture *fixture, gconstpointer data)
{
  GPtrArray *schools = rbk_voicemail_guide_get_schools ();

  g_assert_cmpuint (schools->len, >, 5);
  g_assert_cmpstr (get_school (fixture), ==, rbk_voicemail_school_get_id (schools->pdata[0]));
  for (guint i = 0; i < schools->len; i++)
    {
      g_autofree char *json =
        g_strdup_printf ("{'voicemail_school':'%s'}", rbk_voicemail_school_get_id (schools->pdata[i]));

      change_policy (fixture, json);
      g_assert_cmpstr (get_school (fixture), ==, rbk_voicemail_school_get_id (schools->pdata[i]));
    }
  /* One of a newer Ringback. */
  change_policy (fixture, "{'voicemail_school':'of-tomorrow'}");
  g_assert_cmpstr (get_school (fixture), ==, rbk_voicemail_school_get_id (schools->pdata[0]));
}

static void
test_manager_chooses_where_there_is_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = NULL;

  g_assert_true (rbk_voicemail_guide_may_choose (fixture->desk));
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'boss','name':'Pat','role':'manager'}");
  rbk_test_wait_until (rbk_desk_get_people (fixture->desk)->len == 2);
  g_assert_false (rbk_voicemail_guide_may_choose (fixture->desk));
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'boss','left':true}");
  rbk_test_wait_until (rbk_voicemail_guide_may_choose (fixture->desk));
  own = g_strdup_printf ("{'person':'%s','role':'manager'}",
                         rbk_person_get_id (rbk_desk_get_person (fixture->desk)));
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'boss','left':false}");
  rbk_test_wait_until (!rbk_voicemail_guide_may_choose (fixture->desk));
  g_free (append (fixture, RBK_ENTRY_KIND_PERSON_CHANGED, FALSE, own));
  rbk_test_wait_until (rbk_voicemail_guide_may_choose (fixture->desk));
}

/* ---- Scripts ---- */

static void
test_own_scripts_come_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = rbk_voicemail_guide_list_scripts (fixture->desk, RBK_REASON_NONE);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) some = NULL;

  g_assert_cmpuint (before->len, >, 3);
  g_assert_null (rbk_voicemail_guide_find_script (fixture->desk, "ours"));
  g_assert_null (rbk_voicemail_guide_find_script (fixture->desk, NULL));
  change_policy (fixture,
                 "{'scripts':[{'id':'ours','name':'Ours','reason':'question','text':'Hi {first_name}'}]}");
  all = rbk_voicemail_guide_list_scripts (fixture->desk, RBK_REASON_NONE);
  g_assert_cmpuint (all->len, ==, before->len + 1);
  g_assert_cmpstr (rbk_script_get_id (all->pdata[0]), ==, "ours");
  some = rbk_voicemail_guide_list_scripts (fixture->desk, RBK_REASON_QUESTION);
  g_assert_cmpstr (rbk_script_get_id (some->pdata[0]), ==, "ours");
  g_assert_cmpuint (some->len, >=, 2);
  for (guint i = 0; i < some->len; i++)
    {
      g_assert_cmpint (rbk_script_get_reason (some->pdata[i]), ==, RBK_REASON_QUESTION);
      g_assert_cmpstr (rbk_script_get_name (
                         rbk_voicemail_guide_find_script (fixture->desk, rbk_script_get_id (some->pdata[i]))),
                       ==,
                       rbk_script_get_name (some->pdata[i]));
    }
}

static char *
merge (Fixture *fixture, const char *fact)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (fixture->desk, fixture->customer, NULL);
  g_autoptr (RbkVoicemailPlan) plan = make_plan (fact, FALSE);
  g_autoptr (JsonObject) json =
    parse ("{'id':'a','name':'A','text':'Hi {first_name}, {my_name} of {showroom} about the {vehicle}: "
           "{fact}. [{next_step}.] {direct_line}. [twice: Again, {direct_line}.]'}");
  g_autoptr (RbkScript) script = rbk_script_new_from_json (json);
  g_autoptr (RbkMergedScript) merged = rbk_voicemail_guide_merge (fixture->desk, customer, script, plan);

  return g_steal_pointer (&merged->text);
}

static void
test_script_is_this_customers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = merge (fixture, "it has arrived");
  g_autofree char *twice = NULL;
  g_autofree char *named = NULL;
  g_autofree char *once = NULL;
  g_autoptr (JsonObject) second =
    parse ("{'wanted':[{'year':2022,'make':'Honda','model':'Civic'},{'make':'Ford','model':'Escape'}]}");

  g_assert_cmpstr (first,
                   ==,
                   "Hi Lena, Ana Reyes of Harbor Point Motors about the 2022 Honda Civic: it has arrived. "
                   "Call or text me. 312, 555, 0142. Again, 312, 555, 0142.");
  /* The school says how often the number is said (V-7). */
  change_policy (fixture, "{'voicemail_school':'once'}");
  once = merge (fixture, "it has arrived");
  g_assert_null (strstr (once, "Again"));
  change_policy (fixture, "{'voicemail_school':'stauning'}");
  twice = merge (fixture, "it has arrived");
  g_assert_nonnull (strstr (twice, "Again, 312, 555, 0142"));
  /* Of several vehicles it is about the one that the fact names. */
  g_free (CALL (fixture->desk, change_customer, NULL, fixture->customer, second));
  named = merge (fixture, "the offer on the Ford Escape has changed");
  g_assert_nonnull (strstr (named, "about the Ford Escape:"));
}

/* ---- V-19 ---- */

static void
test_screening_line_is_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (fixture->desk, fixture->customer, NULL);
  g_autoptr (RbkVoicemailPlan) plan = make_plan ("the offer on the 2022 Honda Civic has changed", FALSE);
  g_autofree char *made = rbk_voicemail_guide_dup_screening_line (fixture->desk, customer, plan);
  g_autofree char *own = NULL;
  g_autoptr (JsonObject) changes = parse ("{'screening_line':'Ana of the Point, about your Civic'}");

  g_assert_nonnull (strstr (made, "Ana Reyes"));
  g_assert_nonnull (strstr (made, "Harbor Point Motors"));
  g_assert_nonnull (strstr (made, "Honda Civic"));
  g_assert_cmpuint (rbk_voicemail_guide_count_words (made), <=, RBK_SCREENING_LINE_WORDS);
  g_assert_true (CALL (fixture->desk, change_own_voicemail, NULL, changes));
  rbk_test_wait_until (rbk_person_get_screening_line (rbk_desk_get_person (fixture->desk)) != NULL);
  own = rbk_voicemail_guide_dup_screening_line (fixture->desk, customer, plan);
  g_assert_cmpstr (own, ==, "Ana of the Point, about your Civic");
}

/* ---- Words ---- */

static void
test_number_is_said_in_groups (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *number;
    const char *groups;
  } cases[] = {
    { "+13125550142", "312 · 555 · 0142" },
    { "(312) 555-0142", "312 · 555 · 0142" },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *groups = rbk_voicemail_guide_dup_number_groups (cases[i].number);

      g_assert_cmpstr (groups, ==, cases[i].groups);
    }
}

static void
test_words_are_counted_as_they_are_said (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (rbk_voicemail_guide_count_words (""), ==, 0);
  g_assert_cmpuint (rbk_voicemail_guide_count_words (" Hi Lena,\nthis is Ana. "), ==, 5);
}

static void
test_every_act_has_its_demands (Fixture *fixture, gconstpointer data)
{
  static const char *const rules[RBK_N_ACTS] = { [RBK_ACT_LIVE] = "K-20",
                                                 [RBK_ACT_PLAYED] = "K-22",
                                                 [RBK_ACT_RINGLESS] = "K-21",
                                                 [RBK_ACT_VOICE_NOTE] = "A-1" };

  for (guint act = 0; act < RBK_N_ACTS; act++)
    {
      g_autofree char *demands = rbk_voicemail_guide_dup_demands ((RbkAct) act, FALSE);
      g_autofree char *practice = rbk_voicemail_guide_dup_demands ((RbkAct) act, TRUE);

      g_assert_nonnull (strstr (demands, rules[act]));
      g_assert_nonnull (strstr (practice, "V-20"));
    }
}

#define ADD(path, function) g_test_add ("/voicemail-guide/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("C-15/school", test_school_is_the_one_that_was_chosen);
  ADD ("C-15/manager", test_manager_chooses_where_there_is_one);
  ADD ("scripts", test_own_scripts_come_first);
  ADD ("M-4/merged", test_script_is_this_customers);
  ADD ("V-19/screening-line", test_screening_line_is_short);
  ADD ("V-8/groups", test_number_is_said_in_groups);
  ADD ("words", test_words_are_counted_as_they_are_said);
  ADD ("K-20/demands", test_every_act_has_its_demands);
  return g_test_run ();
}
