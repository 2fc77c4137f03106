/* test-script-merge.c: scripts with a customer's words in them, and the screening line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-verdicts.h"
#include "rules/rbk-script-merge.h"

static RbkScriptFields
all_fields (void)
{
  return (RbkScriptFields) {
    .first_name = "Maria",
    .my_name = "Devon Clark",
    .showroom = "Sunrise Chevrolet",
    .direct_line = "+12405550143",
    .vehicle = "Silverado",
    .fact = "two blue ones just arrived.",
    .next_step = "Call or text me by Friday",
    .number_twice = TRUE,
  };
}

static void
test_merges (void)
{
  static const struct
  {
    const char *script, *merged, *missing;
  } cases[] = {
    { "Hi {first_name}, it is {my_name}.", "Hi Maria, it is Devon Clark.", "" },
    { "My line is {direct_line}.", "My line is 240, 555, 0143.", "" },
    { "{fact}. Yes.", "Two blue ones just arrived. Yes.", "" },
    { "I am here [twice: , again {direct_line}].", "I am here, again 240, 555, 0143.", "" },
    { "[I like the {vehicle}.] {fact}!", "I like the Silverado. Two blue ones just arrived!", "" },
    /* A field that nobody knows is never shown. */
    { "Hi {who}, hello. Good day.", "Good day.", "who" },
    { "Hello. Hi {}.", "Hello.", "" },
    { "Hello {", "Hello {", "" },
    { "Hello [you", "Hello you", "" },
    { "Hello ] you", "Hello ] you", "" },
    { "", "", "" },
  };
  RbkScriptFields fields = all_fields ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkMergedScript) merged = rbk_script_merge (cases[i].script, &fields);
      g_autofree char *missing = g_strjoinv ("|", merged->missing);

      g_test_message ("%s", cases[i].script);
      g_assert_cmpstr (merged->text, ==, cases[i].merged);
      g_assert_cmpstr (missing, ==, cases[i].missing);
    }
}

static void
test_empty_fields (void)
{
  RbkScriptFields fields = all_fields ();
  g_autoptr (RbkMergedScript) optional = NULL;
  g_autoptr (RbkMergedScript) lacking = NULL;
  g_autofree char *missing = NULL;

  fields.vehicle = "";
  fields.first_name = NULL;
  fields.direct_line = " ";
  fields.number_twice = FALSE;
  optional = rbk_script_merge (
    "I left something out [when we spoke of the {vehicle}], and so on. [twice: Again.]", &fields);
  g_assert_cmpstr (optional->text, ==, "I left something out, and so on.");
  g_assert_null (optional->words);
  lacking = rbk_script_merge ("Hi {first_name}. I am {my_name}. Call {direct_line}, {direct_line}.", &fields);
  missing = g_strjoinv ("|", lacking->missing);
  g_assert_cmpstr (lacking->text, ==, "I am Devon Clark.");
  g_assert_cmpstr (missing, ==, "first_name|direct_line");
  g_assert_nonnull (strstr (lacking->words, "your direct line"));
}

/* Every script of Ringback's, with every set of fields, keeps the rules that its words can keep. */
static void
test_own_scripts (void)
{
  g_autoptr (GBytes) json = read_data ("voicemail-scripts.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) scripts = rbk_scripts_read (json, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < scripts->len * 256; i++)
    {
      RbkScript *script = g_ptr_array_index (scripts, i / 256);
      RbkScriptFields fields = all_fields ();
      const char **values[] = { &fields.first_name, &fields.my_name, &fields.showroom, &fields.direct_line,
                                &fields.vehicle,    &fields.fact,    &fields.next_step };
      g_autoptr (RbkMergedScript) merged = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          if (i & (1u << j))
            *values[j] = NULL;
        }
      fields.number_twice = (i & 128) == 0;
      merged = rbk_script_merge (rbk_script_get_text (script), &fields);
      g_assert_null (strpbrk (merged->text, "{}[]"));
      g_assert_null (strstr (merged->text, "  "));
      g_assert_null (strstr (merged->text, " ,"));
      g_assert_null (strstr (merged->text, " ."));
      g_assert_true ((merged->words != NULL) == (merged->missing[0] != NULL));
      g_assert_cmpuint (rbk_script_get_reason (script), !=, RBK_REASON_NONE);
      if ((i & 127) == 0)
        {
          static const char *const rules[] = { "V-1", "V-2",  "V-3",  "V-5",  "V-6", "V-7",
                                               "V-9", "V-10", "V-16", "V-17", "V-18" };
          RbkVoicemailContext context = known ();

          g_assert_null (merged->words);
          context.fact = fields.fact;
          context.school = rbk_voicemail_schools_find (schools, fields.number_twice ? "ringback" : "once");
          for (guint j = 0; j < G_N_ELEMENTS (rules); j++)
            {
              g_autoptr (RbkRemark) remark = NULL;

              if (g_str_equal (rules[j], "V-16") &&
                  strstr (rbk_script_get_text (script), "{vehicle}") == NULL)
                continue;
              remark = judge (&context, merged->text, rules[j]);
              g_assert_cmpint (rbk_remark_get_level (remark), ==, RBK_REMARK_GOOD);
            }
        }
    }
}

static void
test_screening_lines (void)
{
  RbkVoicemailContext context = known ();
  g_autofree char *subject =
    rbk_screening_line_make ("Devon Clark", "Sunrise Chevrolet", "the rebate on your Tahoe", "Silverado");
  g_autofree char *vehicle = rbk_screening_line_make (
    "Devon Clark",
    "Sunrise Chevrolet",
    "a long story of many words that nobody who is asked who is calling would ever want to hear",
    "Silverado");
  g_autofree char *neither = rbk_screening_line_make ("Devon Clark", "Sunrise Chevrolet", NULL, "");
  const char *const lines[] = { subject, vehicle, neither };

  g_assert_cmpstr (
    subject, ==, "Devon Clark from Sunrise Chevrolet, calling about the rebate on your Tahoe.");
  g_assert_nonnull (strstr (vehicle, "Silverado"));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      context.screening_line = lines[i];
      expect (&context, NULL, "V-19", RBK_REMARK_GOOD);
    }
  g_assert_null (rbk_screening_line_make (NULL, "Sunrise Chevrolet", NULL, NULL));
  g_assert_null (rbk_screening_line_make ("Devon", " ", NULL, NULL));
}

/* Whatever a manager types into a script, and whatever is in the fields. */
static void
test_any_script (void)
{
  static const char *const parts[] = { "[", "]", "{first_name}", "{fact}", "twice:",     ".",  " ",
                                       "{", "}", "word",         "é",      "[twice: a]", "\n", "?" };

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) script = g_string_new (NULL);
      g_autoptr (RbkMergedScript) merged = NULL;
      RbkScriptFields fields = all_fields ();

      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        g_string_append (script, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      fields.fact = g_test_rand_bit () ? NULL : "{first_name} [x]\n.";
      merged = rbk_script_merge (script->str, &fields);
      g_assert_true (g_utf8_validate (merged->text, -1, NULL));
      g_assert_null (strstr (merged->text, "{first_name}"));
      g_assert_null (strstr (merged->text, "{fact}"));
    }
}

static void
test_hostile_scripts (void)
{
  static const char *const bad[] = { "", "[]", "{}", "{\"rows\":[]}", "{\"rows\":[7]}", "{\"rows\":[{}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (rbk_scripts_read (json, &error));
      g_assert_nonnull (error);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/script-merge/merges", test_merges);
  g_test_add_func ("/script-merge/M-4/empty-fields", test_empty_fields);
  g_test_add_func ("/script-merge/own-scripts-keep-the-rules", test_own_scripts);
  g_test_add_func ("/script-merge/V-19/screening-lines", test_screening_lines);
  g_test_add_func ("/script-merge/any-script", test_any_script);
  g_test_add_func ("/script-merge/hostile-scripts", test_hostile_scripts);
}

int
main (int argc, char *argv[])
{
  return rbk_test_verdicts_run (argc, argv, add_tests);
}
