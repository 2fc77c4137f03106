/* test-gate-background.c: what the gate is told when the ledger cannot be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-gate-background.h"
#include "rbk-test-gate.h"
#include "test-ledger-dump.h"

#define ACCOUNT  "0190b5a0-0003-7000-8000-00000000b001"
#define CUSTOMER "0190b5a0-0003-7000-8000-00000000c001"
/* Who makes the entries of test-ledger.h. */
#define AUTHOR "0190b5a0-0000-7000-8000-00000000a001"

static RbkVerdict *
judge (RbkGateBackground *background, RbkLedgerReader *reader)
{
  const RbkLeaving email = {
    .medium = RBK_MEDIUM_EMAIL,
    .customer = CUSTOMER,
    .author = AUTHOR,
    .account = ACCOUNT,
    .address = "lena@mail.test",
    .subject = "The Civic",
    .text = "Hello Lena, it is here.",
    .signature = "1 Pier Road\nReply with \"stop\" to get no more emails from us.",
    .now_us = rbk_test_time ("2026-11-25T12:00:00-06:00"),
  };
  g_autoptr (GError) error = NULL;
  RbkVerdict *verdict = rbk_gate_background_judge (background, reader, &email, &error);

  g_assert_no_error (error);
  return verdict;
}

static void
fill (RbkLedger *ledger)
{
  rbk_test_add (ledger,
                SHOWROOM_CHANGED,
                NULL,
                1,
                "{'name':'Harbor Point Motors','domains':['harborpoint.example.com']}");
  rbk_test_add (ledger,
                PERSON_CHANGED,
                NULL,
                2,
                "{'person':'" AUTHOR "','name':'Ana Reyes','role':'manager','line':'+13125550142',"
                "'email':'ana@harborpoint.example.com'}");
  rbk_test_add (ledger,
                ACCOUNT_CHANGED,
                NULL,
                3,
                "{'account':'" ACCOUNT "','kind':'jmap','address':"
                "'ana@harborpoint.example.com','server':'https://127.0.0.1:9'}");
  rbk_test_add (ledger, POLICY_CHANGED, NULL, 4, "{'postal_address':'1 Pier Road'}");
  rbk_test_add (
    ledger, CUSTOMER_CHANGED, CUSTOMER, 5, "{'first':'Lena','emails':[{'address':'lena@mail.test'}]}");
}

/* M-5: the address that the company put under its emails was the policy's, and is forgotten with it. */
static void
test_unread_policy_says_nothing (void)
{
  static const char rows[] = "{\"rows\":[{\"domain\":\"gmail.com\"}]}";
  g_autofree char *path = rbk_test_make_path ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (GBytes) json = g_bytes_new_static (rows, strlen (rows));
  g_autoptr (RbkConsumerDomains) domains = rbk_consumer_domains_new (json, NULL);
  g_autoptr (RbkGateTables) tables = rbk_test_make_gate_tables ();
  g_autoptr (RbkGateBackground) background = rbk_gate_background_new (domains, tables);
  g_autoptr (RbkVerdict) known = NULL;
  g_autoptr (RbkVerdict) unknown = NULL;
  g_autoptr (GError) error = NULL;

  fill (ledger);
  reader = rbk_test_read (ledger);
  g_assert_true (rbk_gate_background_load (background, reader, &error));
  known = judge (background, reader);
  g_assert_cmpstr (known->words, ==, NULL);
  g_assert_cmpint (known->answer, ==, RBK_GATE_YES);

  rbk_test_execute (path, "DROP TABLE policy");
  g_assert_false (rbk_gate_background_load (background, reader, &error));
  g_assert_nonnull (error);
  g_assert_null (rbk_gate_background_get_policy (background));
  unknown = judge (background, reader);
  g_assert_cmpint (unknown->answer, ==, RBK_GATE_HELD);
  g_assert_cmpint (unknown->instead, ==, RBK_INSTEAD_POLICY);
  g_assert_cmpstr (unknown->rule, ==, "M-5");

  g_clear_object (&reader);
  rbk_ledger_close (ledger);
  rbk_test_remove (path);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/gate-background/M-5/unread-policy-says-nothing", test_unread_policy_says_nothing);
  return g_test_run ();
}
