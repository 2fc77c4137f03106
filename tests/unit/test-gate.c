/* test-gate.c: texts, calls and emails before the gate, rule by rule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-question.h"

static void
test_yes (Fixture *fixture, gconstpointer data)
{
  const RbkGateQuestion *const all[] = { &fixture->question, &fixture->email, &fixture->call };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (RbkVerdict) verdict = expect (all[i], RBK_GATE_YES, NULL);

      g_assert_cmpuint (verdict->remarks->len, ==, 0);
      g_assert_null (rbk_verdict_find_asking (verdict));
    }
}

/* A-1, A-3, A-5, K-40. */
static void
test_line (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkAccount) removed = rbk_account_new ("t", "twilio", LINE, NULL, NULL, FALSE, TRUE);
  RbkGateQuestion *question = &fixture->question;
  g_autoptr (RbkVerdict) verdict = NULL;

  question->from = "+13125550102";
  check (question, RBK_GATE_REFUSED, "A-3");
  question->from = LINE;
  question->account = removed;
  check (question, RBK_GATE_HELD, "A-1");
  question->account = NULL;
  check (question, RBK_GATE_HELD, "A-1");
  question->account = fixture->line;
  fixture->registered.registration = "";
  verdict = expect (question, RBK_GATE_HELD, "K-40");
  g_assert_cmpint (verdict->instead, ==, RBK_INSTEAD_POLICY);
  fixture->registered.registration = "C123";
  fixture->registered.number = "312 555 0101";
  check (question, RBK_GATE_YES, NULL);
  fixture->registered.number = "+13125550102";
  check (question, RBK_GATE_HELD, "K-40");
  question->policy.n_texting = 0;
  check (question, RBK_GATE_HELD, "K-40");
}

/* K-30: each medium by itself, and all. */
static void
test_opted_out (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RbkMedium opted_out;
    gboolean text, call, email;
  } cases[] = {
    { RBK_MEDIUM_TEXT, FALSE, TRUE, TRUE },
    { RBK_MEDIUM_CALL, TRUE, FALSE, TRUE },
    { RBK_MEDIUM_EMAIL, TRUE, TRUE, FALSE },
    { RBK_MEDIUM_ALL, FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      rbk_customer_set_standing (
        fixture->customer, 0, 0, RBK_ENTRY_KIND_NOTE, NULL, cases[i].opted_out, NULL);
      check (
        &fixture->question, cases[i].text ? RBK_GATE_YES : RBK_GATE_REFUSED, cases[i].text ? NULL : "K-30");
      check (&fixture->call, cases[i].call ? RBK_GATE_YES : RBK_GATE_REFUSED, cases[i].call ? NULL : "K-30");
      check (
        &fixture->email, cases[i].email ? RBK_GATE_YES : RBK_GATE_REFUSED, cases[i].email ? NULL : "K-30");
    }
  /* Not even to answer. */
  fixture->question.is_reply = TRUE;
  check (&fixture->question, RBK_GATE_REFUSED, "K-30");
}

/* K-34: five minutes, once, at any hour, and nothing to sell. */
static void
test_confirmation (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->question;
  static const char *const sells[] = {
    "You are out. See https://x.test",
    "You are out. www.x.test",
    "Out. Only $99",
    "Out. 5% off",
    "You will get no more about the 2026 Avia Kestrel",
  };

  rbk_customer_set_standing (fixture->customer, 0, 0, RBK_ENTRY_KIND_NOTE, NULL, RBK_MEDIUM_ALL, NULL);
  question->now_us = rbk_test_time ("2026-11-25T23:00:00-06:00");
  question->is_confirmation = TRUE;
  question->text = "Harbor Point Motors: you will get no more texts.";
  check (question, RBK_GATE_REFUSED, "K-34");
  question->opted_out_us = question->now_us - 5 * MINUTE;
  check (question, RBK_GATE_YES, NULL);
  question->opted_out_us--;
  check (question, RBK_GATE_REFUSED, "K-34");
  question->opted_out_us = question->now_us;
  check (question, RBK_GATE_YES, NULL);
  question->confirmed_us = question->now_us;
  check (question, RBK_GATE_REFUSED, "K-34");
  question->confirmed_us = question->opted_out_us - 1;
  check (question, RBK_GATE_YES, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sells); i++)
    {
      question->text = sells[i];
      check (question, RBK_GATE_REFUSED, "K-34");
    }
}

static void
test_recipient (Fixture *fixture, gconstpointer data)
{
  fixture->question.address = "+17735550122";
  check (&fixture->question, RBK_GATE_REFUSED, "V-17");
  fixture->question.address = "(773) 555-0121";
  check (&fixture->question, RBK_GATE_YES, NULL);
  fixture->question.address = NULL;
  check (&fixture->question, RBK_GATE_REFUSED, "V-17");
}

/* K-10: whoever put the number on the list, and even to answer. */
static void
test_company_list (Fixture *fixture, gconstpointer data)
{
  fixture->question.company_list_us = fixture->call.company_list_us = fixture->email.company_list_us = 1;
  check (&fixture->question, RBK_GATE_REFUSED, "K-10");
  check (&fixture->call, RBK_GATE_REFUSED, "K-10");
  check (&fixture->email, RBK_GATE_YES, NULL);
  fixture->call.is_reply = TRUE;
  check (&fixture->call, RBK_GATE_REFUSED, "K-10");
}

/* K-11: the registry's age. */
static void
test_registry_age (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->call;
  const RbkRowOverride weekly = { .row = "registry-age-days", .value = "7", .reason = "R", .person = "boss" };
  const RbkRowOverride longer = {
    .row = "registry-age-days", .value = "90", .reason = "R", .person = "boss"
  };

  question->registry_checked_us = question->now_us - 31 * DAY;
  check_remark (question, "K-11", FALSE);
  question->registry_checked_us--;
  check_remark (question, "K-11", TRUE);
  /* The law's days cannot be overridden to more. */
  question->policy.overrides = &longer;
  question->policy.n_overrides = 1;
  check_remark (question, "K-11", TRUE);
  question->registry_checked_us = 0;
  check_remark (question, "K-11", TRUE);
  question->policy.overrides = &weekly;
  question->registry_checked_us = question->now_us - 7 * DAY;
  check_remark (question, "K-11", FALSE);
  question->registry_checked_us--;
  check_remark (question, "K-11", TRUE);
  /* While they are customers of ours, or signed, nobody needs to ask. */
  question->last_inquiry_us = question->now_us - DAY;
  check_remark (question, "K-11", FALSE);
  question->last_inquiry_us = 0;
  fixture->consent.how = "written";
  check_remark (question, "K-11", FALSE);
}

/* K-11: how long an inquiry and a purchase last, everywhere and by state, at noon of their last day. */
static void
test_relationship (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *zip, *since;
    gboolean of_purchase;
    const char *last; /* NULL: never */
  } cases[] = {
    { "60601", "2026-08-25T12:00:00-05:00", FALSE, "2026-11-25T12:00:00-06:00" },
    { "60601", "2025-05-25T12:00:00-05:00", TRUE, "2026-11-25T12:00:00-06:00" },
    { "10001", "2026-08-25T12:00:00-04:00", FALSE, "2026-11-25T12:00:00-05:00" },
    /* Thirty business days from 12 October, Columbus Day: Veterans Day and Thanksgiving do not count. */
    { "90001", "2026-10-12T12:00:00-07:00", FALSE, "2026-11-24T12:00:00-08:00" },
    { "80202", "2026-10-26T12:00:00-06:00", FALSE, "2026-11-25T12:00:00-07:00" },
    { "78701", "2025-11-25T12:00:00-06:00", TRUE, "2026-11-25T12:00:00-06:00" },
    /* Twelve months of Texas are longer than the federal three. */
    { "78701", "2026-08-25T12:00:00-05:00", FALSE, "2026-11-25T12:00:00-06:00" },
    { "06103", "2025-11-25T12:00:00-05:00", TRUE, "2026-11-25T12:00:00-05:00" },
    { "87102", "2025-11-25T12:00:00-07:00", TRUE, "2026-11-25T12:00:00-07:00" },
    { "17101", "2025-11-25T12:00:00-05:00", TRUE, "2026-11-25T12:00:00-05:00" },
    { "37201", "2025-11-25T12:00:00-06:00", TRUE, "2026-11-25T12:00:00-06:00" },
    { "98101", "2025-11-25T12:00:00-08:00", TRUE, "2026-11-25T12:00:00-08:00" },
    { "48201", "2025-11-25T12:00:00-05:00", TRUE, "2026-11-25T12:00:00-05:00" },
    { "48201", "2026-11-24T12:00:00-05:00", FALSE, NULL },
    { "70112", "2026-05-25T12:00:00-05:00", TRUE, "2026-11-25T12:00:00-06:00" },
    { "39201", "2026-05-25T12:00:00-05:00", TRUE, "2026-11-25T12:00:00-06:00" },
    { "63101", "2026-05-25T12:00:00-05:00", TRUE, "2026-11-25T12:00:00-06:00" },
    { "59101", "2026-05-25T12:00:00-06:00", TRUE, "2026-11-25T12:00:00-07:00" },
    { "07101", "2026-11-24T12:00:00-05:00", FALSE, NULL },
    { "07101", "2025-05-25T12:00:00-04:00", TRUE, "2026-11-25T12:00:00-05:00" },
    { "53202", "2026-11-24T12:00:00-06:00", FALSE, NULL },
    { "46204", "2026-11-24T12:00:00-05:00", FALSE, NULL },
    { "46204", "2026-11-24T12:00:00-05:00", TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = g_strdup_printf ("{\"postal_code\":\"%s\"}", cases[i].zip);
      g_autoptr (RbkCustomer) customer = make_customer (address);
      RbkGateQuestion question = fixture->call;
      RbkGateConsent written = { RBK_MEDIUM_CALL, "written", 1, 0 };

      g_test_message (
        "%s, %s of %s", cases[i].zip, cases[i].of_purchase ? "purchase" : "inquiry", cases[i].since);
      question.customer = customer;
      question.on_registry = TRUE;
      question.registry_checked_us = question.now_us;
      if (cases[i].of_purchase)
        question.last_purchase_us = rbk_test_time (cases[i].since);
      else
        question.last_inquiry_us = rbk_test_time (cases[i].since);
      if (cases[i].last != NULL)
        {
          question.now_us = rbk_test_time (cases[i].last);
          question.registry_checked_us = question.now_us;
          check (&question, RBK_GATE_YES, NULL);
          question.now_us++;
        }
      check (&question, RBK_GATE_REFUSED, "K-11");
      /* K-13, and their signature. */
      question.is_reply = TRUE;
      check (&question, RBK_GATE_YES, NULL);
      question.is_reply = FALSE;
      question.consents = &written;
      check (&question, RBK_GATE_YES, NULL);
      written.withdrawn_us = 2;
      check (&question, RBK_GATE_REFUSED, "K-11");
    }
}

static void
test_term_override (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkCustomer) customer = make_customer ("{\"postal_code\":\"46204\"}");
  RbkGateQuestion *question = &fixture->call;
  RbkRowOverride override = { .row = "inquiry-in", .value = "10 days", .reason = "R", .person = "boss" };
  g_autoptr (RbkVerdict) verdict = NULL;

  question->customer = customer;
  question->on_registry = TRUE;
  question->last_inquiry_us = question->now_us - 10 * DAY;
  verdict = expect (question, RBK_GATE_REFUSED, "K-11");
  g_assert_cmpstr (verdict->row, ==, "inquiry-in");
  question->policy.overrides = &override;
  question->policy.n_overrides = 1;
  check (question, RBK_GATE_YES, NULL);
  override.value = "9 days";
  check (question, RBK_GATE_REFUSED, "K-11");
  override.value = "ten days";
  check (question, RBK_GATE_REFUSED, "K-11");
  override.value = NULL;
  check (question, RBK_GATE_YES, NULL);
}

/* K-1, K-6: a text as a call; an email at any hour; K-13: an answer too waits for the law. */
static void
test_hours (Fixture *fixture, gconstpointer data)
{
  gint64 night = rbk_test_time ("2026-11-25T21:00:00-06:00");
  gint64 morning = rbk_test_time ("2026-11-26T08:00:00-06:00");
  const RbkRowOverride answers = {
    .row = "reply-hours", .value = "allowed", .reason = "R", .person = "boss"
  };
  RbkGateQuestion *const held[] = { &fixture->question, &fixture->call };

  fixture->email.now_us = night;
  check (&fixture->email, RBK_GATE_YES, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      g_autoptr (RbkVerdict) verdict = NULL;
      g_autoptr (RbkVerdict) reply = NULL;

      held[i]->now_us = night - 1;
      check (held[i], RBK_GATE_YES, NULL);
      held[i]->now_us = night;
      verdict = expect (held[i], RBK_GATE_HELD, "K-1");
      g_assert_cmpint (verdict->until_us, ==, morning);
      g_assert_cmpint (verdict->instead, ==, RBK_INSTEAD_WAIT);
      g_assert_cmpstr (verdict->row, ==, "hours-federal");
      held[i]->is_reply = TRUE;
      reply = expect (held[i], RBK_GATE_HELD, "K-1");
      g_assert_cmpstr (reply->row, ==, "reply-hours");
      held[i]->policy.overrides = &answers;
      held[i]->policy.n_overrides = 1;
      check (held[i], RBK_GATE_YES, NULL);
      held[i]->is_reply = FALSE;
      check (held[i], RBK_GATE_HELD, "K-1");
    }
}

/* K-3: the showroom's hours are not asked about an answer. */
static void
test_showroom_hours (Fixture *fixture, gconstpointer data)
{
  const RbkOpeningHours hours[] = { { 3, "09:00", "11:00" }, { 4, "09:00", "11:00" } };
  g_autoptr (RbkVerdict) verdict = NULL;

  fixture->question.policy.hours = hours;
  fixture->question.policy.n_hours = 2;
  verdict = expect (&fixture->question, RBK_GATE_HELD, "K-3");
  g_assert_cmpint (verdict->until_us, ==, rbk_test_time ("2026-11-26T09:00:00-06:00"));
  fixture->question.is_reply = TRUE;
  check (&fixture->question, RBK_GATE_YES, NULL);
}

/* K-5: in each of the three states, and nowhere else. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *zip, *rule;
  } cases[] = { { "33101", "K-5" }, { "73102", "K-5" }, { "21201", "K-5" }, { "60601", NULL } };
  gint64 now = fixture->call.now_us;
  gint64 attempts[] = { now - 5 * 60 * MINUTE, now - DAY + 1, now - 2 * 60 * MINUTE, now - 2 * DAY };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = g_strdup_printf ("{\"postal_code\":\"%s\"}", cases[i].zip);
      g_autoptr (RbkCustomer) customer = make_customer (address);
      RbkGateQuestion question = fixture->question;
      g_autoptr (RbkVerdict) verdict = NULL;

      question.customer = customer;
      question.attempts_us = attempts;
      question.n_attempts = G_N_ELEMENTS (attempts);
      verdict = expect (&question, cases[i].rule != NULL ? RBK_GATE_HELD : RBK_GATE_YES, cases[i].rule);
      if (cases[i].rule == NULL)
        continue;
      g_assert_cmpint (verdict->until_us, ==, now + 1);
      question.now_us = now + 1;
      check (&question, RBK_GATE_YES, NULL);
      question.now_us = now;
      question.is_reply = TRUE;
      check (&question, RBK_GATE_YES, NULL);
    }
}

/* K-5: when there is room again in the night, it leaves in the morning. */
static void
test_limit_into_night (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkCustomer) customer = make_customer ("{\"postal_code\":\"33101\"}");
  RbkGateQuestion *question = &fixture->call;
  gint64 attempts[3];
  g_autoptr (RbkVerdict) verdict = NULL;
  const RbkRowOverride override = { .row = "limit-fl", .value = "4", .reason = "R", .person = "boss" };

  question->customer = customer;
  question->now_us = rbk_test_time ("2026-11-25T19:55:00-05:00");
  for (guint i = 0; i < 3; i++)
    attempts[i] = rbk_test_time ("2026-11-24T20:05:00-05:00") + i;
  question->attempts_us = attempts;
  question->n_attempts = 3;
  verdict = expect (question, RBK_GATE_HELD, "K-5");
  g_assert_cmpint (verdict->until_us, ==, rbk_test_time ("2026-11-26T08:00:00-05:00"));
  g_assert_cmpstr (verdict->row, ==, "limit-fl");
  question->policy.overrides = &override;
  question->policy.n_overrides = 1;
  check (question, RBK_GATE_YES, NULL);
}

/* Lists and tables that cannot be read are an error, not an open gate. */
static GBytes *
fetch_with_hole (const char *name, gpointer data, GError **error)
{
  const char *const *hole = data;

  if (!g_str_equal (name, hole[0]))
    return rbk_test_fetch_rules (name, NULL, error);
  return g_bytes_new_static (hole[1], strlen (hole[1]));
}

static void
test_tables (void)
{
  static const char *const holes[][2] = {
    { "gate-rows.json", "{\"rows\":[{\"id\":\"x\"}]}" },
    { "calling-hours.json", "{\"rows\":[]}" },
    { "calling-hours.json", "{\"rows\":[{\"id\":\"a\",\"rule\":\"K-1\",\"weekdays\":\"8-9\"}]}" },
    { "calling-hours.json",
      "{\"rows\":[{\"id\":\"a\",\"rule\":\"K-1\",\"weekdays\":\"08:00-25:00\",\"saturday\":\"closed\","
      "\"sunday\":\"closed\"}]}" },
    { "call-limits.json", "{\"rows\":[{\"id\":\"a\",\"state\":\"FL\",\"calls\":0}]}" },
    { "relationship-terms.json", "{\"rows\":[{\"id\":\"a\",\"of\":\"lease\",\"term\":\"3 months\"}]}" },
    { "relationship-terms.json", "{\"rows\":[{\"id\":\"a\",\"of\":\"inquiry\",\"term\":\"0 months\"}]}" },
    { "holidays.json", "nothing" },
    { "us-states.json", "{\"rows\":[{\"code\":\"IL\"}]}" },
    { "link-shorteners.json", "{\"rows\":[{}]}" },
    { "no-value-phrases.json", "{\"rows\":[{\"phrase\":\"\"}]}" },
    { "number-zones.txt", "" },
    { "number-zones.txt", "1312\n" },
    { "zip-places.txt", "606|IL\n" },
    { "number-states.txt", "IL|1312\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (holes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s: %s", holes[i][0], holes[i][1]);
      g_assert_null (rbk_gate_tables_new (fetch_with_hole, (gpointer) holes[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("/gate/yes", test_yes);
  ADD ("/gate/A-1/A-3/K-40/line", test_line);
  ADD ("/gate/K-30/opted-out", test_opted_out);
  ADD ("/gate/K-34/confirmation", test_confirmation);
  ADD ("/gate/V-17/recipient", test_recipient);
  ADD ("/gate/K-10/company-list", test_company_list);
  ADD ("/gate/K-11/registry-age", test_registry_age);
  ADD ("/gate/K-11/K-13/relationship", test_relationship);
  ADD ("/gate/K-11/override", test_term_override);
  ADD ("/gate/K-1/K-6/K-13/hours", test_hours);
  ADD ("/gate/K-3/showroom", test_showroom_hours);
  ADD ("/gate/K-5/limits", test_limits);
  ADD ("/gate/K-5/night", test_limit_into_night);
  g_test_add_func ("/gate/tables", test_tables);
  return g_test_run ();
}
