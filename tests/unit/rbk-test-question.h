/* rbk-test-question.h: a text, an email and a call that may leave, for tests to change one thing of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-json.h"
#include "rbk-test-gate.h"
#include "rbk-test.h"
#include "rules/rbk-gate.h"

#define LINE   "+13125550101"
#define NUMBER "+17735550121"
#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)
#define DAY    ((gint64) G_TIME_SPAN_DAY)

typedef struct
{
  RbkConsumerDomains *rows;
  RbkGateTables *tables;
  RbkShowroom *showroom;
  RbkPerson *author;
  RbkAccount *mailbox;
  RbkAccount *line;
  RbkCustomer *customer;
  RbkTextingLine registered;
  RbkGateConsent consent;
  RbkGateQuestion question; /* a text that may leave */
  RbkGateQuestion email;    /* an email that may leave */
  RbkGateQuestion call;     /* a call that may be made */
} Fixture;

static inline RbkCustomer *
make_customer (const char *address)
{
  g_autofree char *facts =
    g_strdup_printf ("{\"first\":\"Lena\",\"last\":\"Ortiz\","
                     "\"emails\":[{\"address\":\"lena@mail.test\"}],"
                     "\"phones\":[{\"number\":\"+17735550121\"}],"
                     "\"wanted\":[{\"year\":\"2026\",\"make\":\"Avia\",\"model\":\"Kestrel\"}],"
                     "\"address\":%s}",
                     address);
  g_autoptr (JsonObject) object = rbk_json_parse_object (facts, -1, NULL);

  g_assert_nonnull (object);
  return rbk_customer_new ("c", object);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const domains[] = { "harborpoint.example.com", NULL };
  static const char rows[] = "{\"rows\":[{\"domain\":\"gmail.com\"}]}";
  g_autoptr (GBytes) json = g_bytes_new_static (rows, strlen (rows));

  fixture->rows = rbk_consumer_domains_new (json, NULL);
  fixture->tables = rbk_test_make_gate_tables ();
  fixture->showroom = rbk_showroom_new (
    "Harbor Point Motors", domains, "America/Chicago", "12 Quay Street, Harbor Point, IL 60601");
  fixture->author = rbk_person_new ("p", "Ana Silva", "salesperson", LINE, "ana@x.test", FALSE);
  fixture->mailbox = rbk_account_new ("m", "jmap", "ana@harborpoint.example.com", NULL, NULL, FALSE, FALSE);
  fixture->line = rbk_account_new ("t", "twilio", LINE, NULL, NULL, FALSE, FALSE);
  fixture->customer = make_customer ("{\"postal_code\":\"60601\"}");
  fixture->registered = (RbkTextingLine) { LINE, "C123" };
  fixture->consent = (RbkGateConsent) { RBK_MEDIUM_ALL, "number-given", 1000, 0 };
  fixture->question = (RbkGateQuestion) {
    .consumer_domains = fixture->rows,
    .tables = fixture->tables,
    .policy = { .texting = &fixture->registered, .n_texting = 1 },
    .now_us = rbk_test_time ("2026-11-25T12:00:00-06:00"),
    .medium = RBK_MEDIUM_TEXT,
    .showroom = fixture->showroom,
    .author = fixture->author,
    .account = fixture->line,
    .customer = fixture->customer,
    .address = NUMBER,
    .from = LINE,
    .text = "Lena, the Kestrel is here. What would you like to see first?",
    .consents = &fixture->consent,
    .n_consents = 1,
    .registry_checked_us = rbk_test_time ("2026-11-20T12:00:00-06:00"),
  };
  fixture->call = fixture->question;
  fixture->call.medium = RBK_MEDIUM_CALL;
  fixture->call.act = RBK_ACT_LIVE;
  fixture->email = fixture->question;
  fixture->email.medium = RBK_MEDIUM_EMAIL;
  fixture->email.account = fixture->mailbox;
  fixture->email.address = "lena@mail.test";
  fixture->email.from = "ana@harborpoint.example.com";
  fixture->email.subject = "The Kestrel you asked about";
  fixture->email.signature = "Ana Silva\n(312) 555-0101\n12 Quay Street\nHarbor Point, IL 60601\n"
                             "To get no more emails, reply STOP.";
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->rows);
  g_assert_finalize_object (fixture->tables);
  g_assert_finalize_object (fixture->showroom);
  g_assert_finalize_object (fixture->author);
  g_assert_finalize_object (fixture->mailbox);
  g_assert_finalize_object (fixture->line);
  g_clear_object (&fixture->customer);
}

/* (transfer full): the verdict, after it was looked whether it says all that one must. */
static inline RbkVerdict *
expect (const RbkGateQuestion *question, RbkGateAnswer answer, const char *rule)
{
  RbkVerdict *verdict = rbk_gate_judge (question);

  g_test_message ("%d %s: %s", (int) verdict->answer, verdict->rule, verdict->words);
  g_assert_cmpint (verdict->answer, ==, answer);
  g_assert_cmpstr (verdict->rule, ==, rule);
  g_assert_nonnull (verdict->remarks);
  if (answer == RBK_GATE_YES)
    {
      g_assert_null (verdict->words);
      return verdict;
    }
  g_assert_cmpuint (strlen (verdict->words), >, 30);
  g_assert_null (strchr (verdict->words, '%'));
  g_assert_true (answer == RBK_GATE_HELD || verdict->until_us == 0);
  g_assert_true (verdict->instead != RBK_INSTEAD_WAIT || verdict->until_us > question->now_us);
  return verdict;
}

static inline void
check (const RbkGateQuestion *question, RbkGateAnswer answer, const char *rule)
{
  rbk_verdict_free (expect (question, answer, rule));
}

static inline gboolean
warns (const RbkVerdict *verdict, const char *rule)
{
  for (guint i = 0; i < verdict->remarks->len; i++)
    {
      if (g_str_equal (rbk_remark_get_rule (g_ptr_array_index (verdict->remarks, i)), rule))
        return TRUE;
    }
  return FALSE;
}

static inline void
check_remark (const RbkGateQuestion *question, const char *rule, gboolean wanted)
{
  g_autoptr (RbkVerdict) verdict = expect (question, RBK_GATE_YES, NULL);

  g_assert_cmpint (warns (verdict, rule), ==, wanted);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
