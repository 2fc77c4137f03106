/* test-rules.c: the gate, phone numbers and what is said of a take.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-json.h"
#include "rbk-test-gate.h"
#include "rbk-test.h"
#include "rules/rbk-gate.h"
#include "rules/rbk-phone-number.h"
#include "rules/rbk-voicemail-check.h"

typedef struct
{
  RbkConsumerDomains *rows;
  RbkGateTables *tables;
  RbkShowroom *showroom;
  RbkPerson *author;
  RbkAccount *account;
  RbkCustomer *customer;
  RbkGateQuestion question;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const domains[] = { "harborpoint.example.com", NULL };
  static const char rows[] = "{\"rows\":[{\"domain\":\"gmail.com\"}]}";
  g_autoptr (GBytes) json = g_bytes_new_static (rows, strlen (rows));
  g_autoptr (JsonObject) facts =
    rbk_json_parse_object ("{\"first\":\"Lena\",\"emails\":[{\"address\":\"lena@mail.test\"}]}", -1, NULL);

  fixture->rows = rbk_consumer_domains_new (json, NULL);
  fixture->tables = rbk_test_make_gate_tables ();
  fixture->showroom =
    rbk_showroom_new ("Harbor Point", domains, "America/Chicago", "12 Quay Street, Harbor Point, IL 60601");
  fixture->author = rbk_person_new ("p", "Ana", "salesperson", "+13125550101", "ana@x.test", FALSE);
  fixture->account = rbk_account_new ("a", "jmap", "ana@harborpoint.example.com", NULL, NULL, FALSE, FALSE);
  fixture->customer = rbk_customer_new ("c", facts);
  fixture->question = (RbkGateQuestion) {
    .consumer_domains = fixture->rows,
    .showroom = fixture->showroom,
    .author = fixture->author,
    .account = fixture->account,
    .customer = fixture->customer,
    .address = "lena@mail.test",
    .from = "ana@harborpoint.example.com",
    .subject = "The Kestrel you asked about",
    .text = "Hello Lena,\n\nit is here.",
    .signature =
      "Ana\n312 555 0101\n12 Quay Street\nHarbor Point, IL 60601\nReply STOP to get no more emails.",
    .medium = RBK_MEDIUM_EMAIL,
    .tables = fixture->tables,
    .now_us = rbk_test_time ("2026-11-25T12:00:00-06:00"),
  };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->rows);
  g_assert_finalize_object (fixture->tables);
  g_assert_finalize_object (fixture->showroom);
  g_clear_object (&fixture->author);
  g_clear_object (&fixture->account);
  g_assert_finalize_object (fixture->customer);
}

static void
expect (Fixture *fixture, RbkGateAnswer answer, const char *rule)
{
  g_autoptr (RbkVerdict) verdict = rbk_gate_judge (&fixture->question);

  g_assert_cmpint (verdict->answer, ==, answer);
  g_assert_cmpstr (verdict->rule, ==, rule);
  if (answer != RBK_GATE_YES)
    g_assert_cmpuint (strlen (verdict->words), >, 30);
}

static void
test_gate_says_yes (Fixture *fixture, gconstpointer data)
{
  expect (fixture, RBK_GATE_YES, NULL);
  /* Addresses do not differ by capitals. */
  fixture->question.address = "Lena@Mail.test";
  expect (fixture, RBK_GATE_YES, NULL);
}

static void
test_gate_wants_company_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkAccount) personal = rbk_account_new ("b", "jmap", "ana@gmail.com", NULL, NULL, FALSE, FALSE);
  g_autoptr (RbkAccount) foreign = rbk_account_new ("b", "jmap", "ana@x.test", NULL, NULL, FALSE, FALSE);
  g_autoptr (RbkAccount) removed =
    rbk_account_new ("b", "jmap", "ana@harborpoint.example.com", NULL, NULL, FALSE, TRUE);

  fixture->question.account = NULL;
  expect (fixture, RBK_GATE_HELD, "A-1");
  fixture->question.account = removed;
  expect (fixture, RBK_GATE_HELD, "A-1");
  fixture->question.account = personal;
  expect (fixture, RBK_GATE_REFUSED, "A-1");
  fixture->question.account = foreign;
  expect (fixture, RBK_GATE_REFUSED, "A-1");
  fixture->question.account = fixture->account;
  fixture->question.from = "boss@harborpoint.example.com";
  expect (fixture, RBK_GATE_REFUSED, "A-3");
}

static void
test_gate_wants_an_author (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkPerson) gone = rbk_person_new ("p", "Ana", "salesperson", NULL, NULL, TRUE);

  fixture->question.author = gone;
  expect (fixture, RBK_GATE_REFUSED, "A-5");
  fixture->question.author = NULL;
  expect (fixture, RBK_GATE_HELD, "A-4");
  fixture->question.author = fixture->author;
  fixture->question.showroom = NULL;
  expect (fixture, RBK_GATE_HELD, "A-4");
}

static void
test_gate_honours_opt_out (Fixture *fixture, gconstpointer data)
{
  rbk_customer_set_standing (fixture->customer, 0, 0, RBK_ENTRY_KIND_NOTE, NULL, RBK_MEDIUM_EMAIL, NULL);
  expect (fixture, RBK_GATE_REFUSED, "K-30");
  rbk_customer_set_standing (fixture->customer, 0, 0, RBK_ENTRY_KIND_NOTE, NULL, RBK_MEDIUM_ALL, NULL);
  expect (fixture, RBK_GATE_REFUSED, "K-30");
  rbk_customer_set_standing (
    fixture->customer, 0, 0, RBK_ENTRY_KIND_NOTE, NULL, RBK_MEDIUM_CALL | RBK_MEDIUM_TEXT, NULL);
  expect (fixture, RBK_GATE_YES, NULL);
}

static void
test_gate_checks_recipient (Fixture *fixture, gconstpointer data)
{
  fixture->question.address = "somebody.else@mail.test";
  expect (fixture, RBK_GATE_REFUSED, "V-17");
  fixture->question.address = "no address";
  expect (fixture, RBK_GATE_REFUSED, "M-4");
  fixture->question.customer = NULL;
  expect (fixture, RBK_GATE_REFUSED, "A-4");
}

static void
test_gate_refuses_empty_fields (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "", "Hi ,\n\nit is here.", "Hello {first_name}, it is here", "Dear {{name}}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      fixture->question.text = texts[i];
      expect (fixture, RBK_GATE_REFUSED, "M-4");
    }
  fixture->question.text = "Hi Lena, see you {soon} :)";
  expect (fixture, RBK_GATE_REFUSED, "M-4");
  fixture->question.text = "Hi Lena, 2 > 1";
  expect (fixture, RBK_GATE_YES, NULL);
}

static void
test_gate_keeps_practice (Fixture *fixture, gconstpointer data)
{
  fixture->question.is_practice = TRUE;
  expect (fixture, RBK_GATE_REFUSED, "V-20");
  for (guint act = 0; act < RBK_N_ACTS; act++)
    {
      g_autoptr (RbkVerdict) verdict = NULL;

      fixture->question.medium = act == RBK_ACT_VOICE_NOTE ? RBK_MEDIUM_EMAIL : RBK_MEDIUM_CALL;
      fixture->question.act = (RbkAct) act;
      verdict = rbk_gate_judge (&fixture->question);
      g_assert_cmpint (verdict->answer, ==, RBK_GATE_REFUSED);
      g_assert_cmpstr (verdict->rule, ==, "V-20");
    }
}

static void
expect_act (Fixture *fixture, RbkAct act, RbkGateAnswer answer, const char *rule)
{
  g_autoptr (RbkVerdict) verdict = NULL;

  fixture->question.medium = act == RBK_ACT_VOICE_NOTE ? RBK_MEDIUM_EMAIL : RBK_MEDIUM_CALL;
  fixture->question.act = act;
  verdict = rbk_gate_judge (&fixture->question);
  g_assert_cmpint (verdict->answer, ==, answer);
  g_assert_cmpstr (verdict->rule, ==, rule);
  g_assert_true ((verdict->words == NULL) == (answer == RBK_GATE_YES));
}

static void
test_gate_acts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) facts =
    rbk_json_parse_object ("{\"first\":\"Lena\",\"phones\":[{\"number\":\"+17735550121\"}]}", -1, NULL);
  g_autoptr (RbkCustomer) customer = rbk_customer_new ("c", facts);
  g_autoptr (RbkPerson) gone = rbk_person_new ("p", "Ana", "salesperson", NULL, NULL, TRUE);
  RbkGateConsent consent = { .media = RBK_MEDIUM_CALL, .given_us = 1 };

  /* A voice note is an email. */
  expect_act (fixture, RBK_ACT_VOICE_NOTE, RBK_GATE_YES, NULL);
  fixture->question.customer = customer;
  fixture->question.address = "(773) 555-0121";
  expect_act (fixture, RBK_ACT_LIVE, RBK_GATE_YES, NULL);
  expect_act (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-22");
  expect_act (fixture, RBK_ACT_RINGLESS, RBK_GATE_REFUSED, "K-21");
  fixture->question.consents = &consent;
  fixture->question.n_consents = 1;
  consent.how = "oral";
  expect_act (fixture, RBK_ACT_RINGLESS, RBK_GATE_REFUSED, "K-24");
  consent.how = "number-given";
  expect_act (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-24");
  consent.how = "written";
  expect_act (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-25");
  fixture->question.policy.opt_out_number = "+18005550100";
  expect_act (fixture, RBK_ACT_PLAYED, RBK_GATE_YES, NULL);
  expect_act (fixture, RBK_ACT_RINGLESS, RBK_GATE_YES, NULL);
  fixture->question.address = "+17735550122";
  expect_act (fixture, RBK_ACT_LIVE, RBK_GATE_REFUSED, "V-17");
  fixture->question.address = "+17735550121";
  rbk_customer_set_standing (customer, 0, 0, RBK_ENTRY_KIND_NOTE, NULL, RBK_MEDIUM_CALL, NULL);
  expect_act (fixture, RBK_ACT_RINGLESS, RBK_GATE_REFUSED, "K-30");
  expect_act (fixture, RBK_ACT_LIVE, RBK_GATE_REFUSED, "K-30");
  fixture->question.author = gone;
  expect_act (fixture, RBK_ACT_LIVE, RBK_GATE_REFUSED, "A-5");
  fixture->question.author = NULL;
  expect_act (fixture, RBK_ACT_LIVE, RBK_GATE_HELD, "A-4");
}

static void
test_gate_demands (void)
{
  for (guint i = 0; i < RBK_N_ACTS * 2; i++)
    {
      gboolean practice = i >= RBK_N_ACTS;
      RbkAct act = (RbkAct) (i % RBK_N_ACTS);
      g_auto (GStrv) demands = rbk_gate_dup_demands (act, practice);
      g_autofree char *all = g_strjoinv (" ", demands);

      g_assert_cmpuint (g_strv_length (demands), >, 0);
      g_assert_true ((strstr (all, "V-20") != NULL) == practice);
      g_assert_true ((strstr (all, "K-24") != NULL) ==
                     (!practice && (act == RBK_ACT_PLAYED || act == RBK_ACT_RINGLESS)));
    }
}

static void
test_phone_numbers (void)
{
  static const struct
  {
    const char *typed, *e164;
  } cases[] = {
    { "(312) 555-0142", "+13125550142" },
    { "312.555.0142", "+13125550142" },
    { "+1 312 555 0142", "+13125550142" },
    { "1-312-555-0142", "+13125550142" },
    { "312 555 0142 ext. 7", "+13125550142" },
    { "+44 20 7946 0958", "+442079460958" },
    { "555-01", NULL },
    { "", NULL },
    { "call me", NULL },
    { "+1 312 555 0142 99999", NULL },
    { NULL, NULL },
  };
  g_autofree char *words = rbk_phone_number_dup_words ("+13125550142");
  g_autofree char *abroad = rbk_phone_number_dup_words ("+442079460958");
  g_autofree char *none = rbk_phone_number_dup_words (NULL);
  g_autofree char *odd = rbk_phone_number_dup_words ("who knows");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *e164 = rbk_phone_number_normalise (cases[i].typed);

      g_assert_cmpstr (e164, ==, cases[i].e164);
    }
  g_assert_cmpstr (words, ==, "(312) 555-0142");
  g_assert_cmpstr (abroad, ==, "+44 20 7946 0958");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (odd, ==, "who knows");
}

/* A take that is fine but for what a case changes. */
static RbkVoicemailFacts
fine (double seconds)
{
  return (RbkVoicemailFacts) {
    .duration_us = (gint64) (seconds * G_USEC_PER_SEC),
    .active_level_db = -22,
    .overall_level_db = -25,
    .speech_to_noise_db = 40,
  };
}

static RbkRemarkLevel
level_of (const RbkVoicemailFacts *facts, const char *rule)
{
  g_autoptr (GPtrArray) remarks = rbk_voicemail_check (facts);
  RbkRemarkLevel worst = RBK_REMARK_GOOD;

  for (guint i = 0; i < remarks->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (remarks, i);

      g_assert_cmpuint (strlen (rbk_remark_get_words (remark)), >, 10);
      if (g_str_equal (rbk_remark_get_rule (remark), rule))
        worst = MAX (worst, rbk_remark_get_level (remark));
    }
  return worst;
}

static void
test_take_length (void)
{
  static const struct
  {
    double seconds;
    RbkRemarkLevel level;
  } cases[] = {
    { 7.9, RBK_REMARK_WARNING }, { 8, RBK_REMARK_GOOD },  { 20, RBK_REMARK_GOOD },
    { 30, RBK_REMARK_GOOD },     { 35, RBK_REMARK_GOOD }, { 35.1, RBK_REMARK_WARNING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RbkVoicemailFacts facts = fine (cases[i].seconds);

      g_assert_cmpint (level_of (&facts, "V-11"), ==, cases[i].level);
    }
}

static void
test_take_silence (void)
{
  RbkVoicemailFacts facts = fine (1.99);

  g_assert_cmpint (level_of (&facts, "V-15"), ==, RBK_REMARK_REFUSAL);
  facts = fine (2);
  g_assert_cmpint (level_of (&facts, "V-15"), ==, RBK_REMARK_GOOD);
  facts = fine (25);
  facts.overall_level_db = -50.1;
  g_assert_cmpint (level_of (&facts, "V-15"), ==, RBK_REMARK_REFUSAL);
  facts.overall_level_db = -50;
  g_assert_cmpint (level_of (&facts, "V-15"), ==, RBK_REMARK_GOOD);
}

static void
test_take_level (void)
{
  RbkVoicemailFacts facts = fine (25);

  g_assert_cmpint (level_of (&facts, "V-14"), ==, RBK_REMARK_GOOD);
  facts.active_level_db = -28.1;
  g_assert_cmpint (level_of (&facts, "V-14"), ==, RBK_REMARK_WARNING);
  facts.active_level_db = -15.9;
  g_assert_cmpint (level_of (&facts, "V-14"), ==, RBK_REMARK_WARNING);
  facts = fine (25);
  facts.clipped_share = 0.001;
  g_assert_cmpint (level_of (&facts, "V-14"), ==, RBK_REMARK_WARNING);
  facts = fine (25);
  facts.speech_to_noise_db = 19.9;
  g_assert_cmpint (level_of (&facts, "V-14"), ==, RBK_REMARK_WARNING);
}

static void
test_take_dead_air (void)
{
  RbkVoicemailFacts facts = fine (25);

  facts.lead_in_us = 500000;
  facts.longest_gap_us = 1500000;
  g_assert_cmpint (level_of (&facts, "V-12"), ==, RBK_REMARK_GOOD);
  facts.lead_in_us = 500001;
  g_assert_cmpint (level_of (&facts, "V-12"), ==, RBK_REMARK_WARNING);
  facts.lead_in_us = 0;
  facts.longest_gap_us = 1500001;
  g_assert_cmpint (level_of (&facts, "V-12"), ==, RBK_REMARK_WARNING);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("/rules/gate/yes", test_gate_says_yes);
  ADD ("/rules/gate/A-1/A-3/company-account", test_gate_wants_company_account);
  ADD ("/rules/gate/A-4/A-5/author", test_gate_wants_an_author);
  ADD ("/rules/gate/K-30/opted-out", test_gate_honours_opt_out);
  ADD ("/rules/gate/V-17/recipient", test_gate_checks_recipient);
  ADD ("/rules/gate/M-4/empty-fields", test_gate_refuses_empty_fields);
  ADD ("/rules/gate/V-20/practice", test_gate_keeps_practice);
  ADD ("/rules/gate/K-20/K-21/K-22/K-24/K-25/K-30/acts", test_gate_acts);
  g_test_add_func ("/rules/gate/K-20/demands", test_gate_demands);
  g_test_add_func ("/rules/phone-number", test_phone_numbers);
  g_test_add_func ("/rules/take/V-11/length", test_take_length);
  g_test_add_func ("/rules/take/V-15/silence", test_take_silence);
  g_test_add_func ("/rules/take/V-14/level", test_take_level);
  g_test_add_func ("/rules/take/V-12/dead-air", test_take_dead_air);
  return g_test_run ();
}
