/* test-verdict-trust.c: how far verdicts can be trusted, the schools, and tables and transcripts of any kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-verdicts.h"

#define SAID                                                                                                 \
  "Hi Maria, this is Devon Clark at Sunrise Chevrolet. Two blue Silverados just arrived. Call or text me. "  \
  "My direct line is 240-555-0143. Again, 240-555-0143."

/* Every rule speaks, in order; and a good mark needs a measured recogniser. */
static void
test_every_rule (void)
{
  RbkVoicemailContext context = known ();
  g_autoptr (RbkTranscript) transcript = rbk_test_transcript (SAID);

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GPtrArray) remarks = NULL;
      guint words = 0;

      context.transcript = round > 0 ? transcript : NULL;
      context.engine_trusted = round == 2;
      remarks = rbk_voicemail_judge (&context);
      g_assert_cmpuint (remarks->len, ==, 20);
      for (guint i = 0; i < remarks->len; i++)
        {
          RbkRemark *remark = g_ptr_array_index (remarks, i);
          g_autofree char *rule = g_strdup_printf ("V-%u", i + 1);
          RbkRemarkLevel level = rbk_remark_get_level (remark);

          g_assert_cmpstr (rbk_remark_get_rule (remark), ==, rule);
          g_assert_false (g_str_equal (rbk_remark_get_words (remark), ""));
          if (!rbk_voicemail_rule_is_by_ear (rule) && i != 12)
            continue;
          g_test_message ("%u %s %u", round, rule, level);
          words++;
          if (round < 2)
            g_assert_cmpint (level, !=, RBK_REMARK_GOOD);
          if (round < 1 && i != 18)
            g_assert_cmpint (level, ==, RBK_REMARK_NOT_CHECKED);
        }
      g_assert_cmpuint (words, ==, 14);
    }
}

static void
test_unmeasured_engine (void)
{
  RbkVoicemailContext context = known ();

  context.engine_trusted = FALSE;
  expect (&context, SAID, "V-1", RBK_REMARK_HEARD);
  expect (&context, SAID, "V-5", RBK_REMARK_HEARD);
  expect (&context, "hello", "V-1", RBK_REMARK_NOT_HEARD);
  expect (&context, "at 240-555-0134", "V-5", RBK_REMARK_NOT_HEARD);
  /* What is forbidden stays a warning, but blocks nothing. */
  expect (&context, "Hi James", "V-17", RBK_REMARK_WARNING);
  expect (&context, "just checking in", "V-3", RBK_REMARK_WARNING);
  expect (&context, SAID, "V-18", RBK_REMARK_NOT_HEARD);
  g_assert_true (rbk_voicemail_rule_is_unwanted ("V-18"));
  g_assert_false (rbk_voicemail_rule_is_unwanted ("V-1"));
}

static void
test_ticks (void)
{
  static const RbkEarTick ticks[] = { { "V-1", 2000000 }, { "V-5", 14000000 }, { "V-17", 500000 },
                                      { "V-11", 500000 }, { "V-15", 0 },       { "V-20", 0 } };
  RbkVoicemailContext context = known ();
  g_autoptr (RbkRemark) remark = NULL;

  context.ticks = ticks;
  context.n_ticks = G_N_ELEMENTS (ticks);
  remark = judge (&context, NULL, "V-5");
  g_assert_cmpint (rbk_remark_get_level (remark), ==, RBK_REMARK_BY_EAR);
  g_assert_cmpint (rbk_remark_get_evidence (remark, 0)->kind, ==, RBK_EVIDENCE_EAR);
  g_assert_cmpint (rbk_remark_get_evidence (remark, 0)->t0_us, ==, 14000000);
  expect (&context, NULL, "V-6", RBK_REMARK_NOT_CHECKED);
  /* What a measured recogniser did not understand, the customer's phone will not either. */
  expect (&context, "hello", "V-1", RBK_REMARK_FAIL);
  expect (&context, SAID, "V-1", RBK_REMARK_GOOD);
  /* What it misheard can be lifted. */
  expect (&context, "Hi James", "V-17", RBK_REMARK_BY_EAR);
  context.engine_trusted = FALSE;
  expect (&context, "hello", "V-1", RBK_REMARK_BY_EAR);
  /* Not for the ear. */
  context.is_practice = TRUE;
  expect (&context, NULL, "V-20", RBK_REMARK_REFUSAL);
}

/* What a person wrote into the transcript was said, but no recogniser read it. */
static void
test_corrected (void)
{
  RbkVoicemailContext context = known ();
  g_autoptr (RbkTranscript) heard =
    rbk_test_transcript ("Hi Maria, this is Devin Clock at Sunrise Chevrolet.");
  g_autoptr (RbkTranscript) corrected =
    rbk_transcript_correct (heard, "Hi Maria, this is Devon Clark at Sunrise Chevrolet.");

  context.transcript = corrected;
  expect (&context, NULL, "V-1", RBK_REMARK_BY_EAR);
}

static void
test_schools (void)
{
  static const struct
  {
    const char *id;
    RbkLeave attempts[4];
  } cases[] = {
    { "ringback", { RBK_LEAVE_MESSAGE, RBK_LEAVE_SEND, RBK_LEAVE_MESSAGE, RBK_LEAVE_SEND } },
    { "kershner", { RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE } },
    { "once", { RBK_LEAVE_MESSAGE, RBK_LEAVE_SEND, RBK_LEAVE_SEND, RBK_LEAVE_SEND } },
    { "kephart", { RBK_LEAVE_MESSAGE, RBK_LEAVE_HANG_UP, RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE } },
    { "kain", { RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE } },
    { "applied-concepts", { RBK_LEAVE_MESSAGE, RBK_LEAVE_MESSAGE, RBK_LEAVE_SEND, RBK_LEAVE_SEND } },
  };
  RbkVoicemailSchool *school = g_ptr_array_index (schools, 0);

  g_assert_cmpuint (schools->len, ==, 11);
  g_assert_cmpstr (rbk_voicemail_school_get_id (school), ==, "ringback");
  g_assert_cmpuint (rbk_voicemail_school_get_length (school)->from, ==, RBK_VOICEMAIL_BAND_FROM);
  g_assert_cmpuint (rbk_voicemail_school_get_length (school)->to, ==, RBK_VOICEMAIL_BAND_TO);
  g_assert_cmpint (rbk_voicemail_school_get_number_count (school), ==, RBK_NUMBER_COUNT_TWICE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      school = rbk_voicemail_schools_find (schools, cases[i].id);
      g_assert_nonnull (school);
      for (guint attempt = 1; attempt <= 4; attempt++)
        {
          g_autofree char *advice = rbk_voicemail_school_dup_advice (school, attempt);

          g_assert_cmpint (rbk_voicemail_school_advise (school, attempt), ==, cases[i].attempts[attempt - 1]);
          g_assert_nonnull (strstr (advice, rbk_voicemail_school_get_name (school)));
        }
    }
  /* What a school does not say is as in the first row. */
  g_assert_cmpuint (rbk_voicemail_school_get_length (school)->to, ==, 30);
}

/* The tables, cut off and changed anywhere: an answer or an error, never both. */
static void
test_hostile_tables (void)
{
  g_autoptr (GBytes) no_value = read_data ("no-value-phrases.json");
  g_autoptr (GBytes) phrases = read_data ("voicemail-phrases.json");
  g_autoptr (GBytes) names = read_data ("vehicle-names.json");
  g_autoptr (GBytes) school_rows = read_data ("voicemail-schools.json");
  static const char *const bad[] = {
    "",
    "{}",
    "[]",
    "{\"rows\":[]}",
    "{\"rows\":[{}]}",
    "{\"rows\":[7]}",
    "{\"rows\":7}",
    "{\"rows\":[{\"kind\":\"direct\"}]}",
    "{\"rows\":[{\"kind\":\"next-step\",\"phrase\":\"call me\"}]}",
    "{\"rows\":[{\"kind\":7,\"phrase\":\"a\"}]}",
    "{\"rows\":[{\"make\":\"A\"}]}",
    "{\"rows\":[{\"id\":\"a\",\"name\":\"A\",\"aim\":\"a\",\"source\":\"s\"}]}",
    "{\"rows\":[{\"id\":\"a\",\"name\":\"A\",\"aim\":\"a\",\"source\":\"s\",\"number\":\"twice\",\"leave\":{"
    "\"on\":"
    "[0]},\"length\":{\"from\":1,\"to\":2,\"warn_below\":0,\"warn_above\":3}}]}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      /* A phrase without value needs no kind. */
      if (strstr (bad[i], "\"phrase\"") == NULL)
        {
          g_assert_null (rbk_voicemail_tables_new (json, phrases, names, &error));
          g_assert_error (error, JSON_PARSER_ERROR, error->code);
          g_clear_error (&error);
        }
      g_assert_null (rbk_voicemail_tables_new (no_value, json, names, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_null (rbk_voicemail_tables_new (no_value, phrases, json, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_null (rbk_voicemail_schools_read (json, &error));
      g_assert_nonnull (error);
    }
  for (guint round = 0; round < 200; round++)
    {
      gsize size;
      const char *text = g_bytes_get_data (school_rows, &size);
      g_autofree char *changed = g_memdup2 (text, size);
      g_autoptr (GBytes) json = NULL;
      g_autoptr (GPtrArray) read = NULL;
      g_autoptr (GError) error = NULL;

      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        changed[g_test_rand_int_range (0, (gint32) size)] = "{}[]\",:0-9a"[g_test_rand_int_range (0, 11)];
      json = g_bytes_new (changed, size);
      read = rbk_voicemail_schools_read (json, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

/* Whatever was heard, the rules have an answer, and it rests on words that are there. */
static void
test_any_words (void)
{
  static const char *const words[] = { "Hi",    "Maria,",   "James", "this",    "is",         "Devon",
                                       "Clark", "Devin",    "at",    "Sunrise", "Chevrolet.", "240-555-0143",
                                       "two",   "four",     "to",    "my",      "direct",     "line",
                                       "call",  "or",       "text",  "me",      "Tahoe",      "Silverado.",
                                       "just",  "checking", "in",    "credit",  "your",       "\xc3\xa9",
                                       "…",     "F-150",    "stop",  "by" };

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GString) said = g_string_new (NULL);
      g_autoptr (RbkTranscript) transcript = NULL;
      g_autoptr (GPtrArray) remarks = NULL;
      RbkVoicemailContext context = known ();

      for (int i = g_test_rand_int_range (0, 60); i > 0; i--)
        g_string_append_printf (said, "%s ", words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      transcript = rbk_test_transcript (said->str);
      context.transcript = transcript;
      context.engine_trusted = g_test_rand_bit ();
      context.is_screening_line = g_test_rand_bit ();
      remarks = rbk_voicemail_judge (&context);
      for (guint i = 0; i < remarks->len; i++)
        {
          RbkRemark *remark = g_ptr_array_index (remarks, i);

          for (guint j = 0; j < rbk_remark_get_n_evidence (remark); j++)
            {
              const RbkEvidence *evidence = rbk_remark_get_evidence (remark, j);

              g_assert_cmpuint (
                evidence->first_word + evidence->n_words, <=, rbk_transcript_get_n_words (transcript));
              g_assert_cmpint (evidence->t0_us, <=, evidence->t1_us);
              g_assert_cmpuint (strlen (evidence->text), >, 0);
            }
        }
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/verdict-trust/every-rule", test_every_rule);
  g_test_add_func ("/verdict-trust/unmeasured-engine", test_unmeasured_engine);
  g_test_add_func ("/verdict-trust/ticks", test_ticks);
  g_test_add_func ("/verdict-trust/corrected", test_corrected);
  g_test_add_func ("/verdict-trust/schools-C-15", test_schools);
  g_test_add_func ("/verdict-trust/hostile-tables", test_hostile_tables);
  g_test_add_func ("/verdict-trust/any-words", test_any_words);
}

int
main (int argc, char *argv[])
{
  return rbk_test_verdicts_run (argc, argv, add_tests);
}
