/* send-batch.c: the program that test_kill_sending.py kills, and bench_outbox.py measures.
 *
 *   send-batch LEDGER COUNT email|text [many]
 *
 * Presses COUNT messages that are not in LEDGER yet, says "pressed", then sends what waits until
 * nothing does, and says "done". Killed at any moment and started again, it goes on. All go to one customer,
 * or each to one of its own ("many"). Says how long the sending took, and what memory it took: when a tenth
 * was sent, and in the end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-email.h"
#include "channels/email/rbk-jmap-mailbox.h"
#include "channels/text/rbk-twilio-line.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-json.h"
#include "outbox/rbk-mail-carrier.h"
#include "outbox/rbk-outbox.h"
#include "outbox/rbk-text-carrier.h"

#include "../unit/rbk-test-gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PERSON    "01990000-0000-7000-8000-000000000001"
#define ACCOUNT   "01990000-0000-7000-8000-000000000002"
#define CUSTOMER  "01990000-0000-7000-8000-000000000003"
#define RECORDING "01990000-0000-7000-8000-000000000004"
#define NUMBER    "+13125550142"
#define ADDRESS   "lena@mail.test"

static void
check (gboolean ok, const GError *error, const char *what)
{
  if (!ok)
    g_error ("%s: %s", what, error != NULL ? error->message : "?");
}

static RbkEntry *
entry (const char *id, RbkEntryKind kind, const char *customer, JsonObject *payload)
{
  return rbk_entry_new_stored (
    id, kind, RBK_ENTRY_VERSION, customer, PERSON, NULL, g_get_real_time (), payload);
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = rbk_json_parse_object (text, -1, &error);

  check (object != NULL, error, text);
  return object;
}

static void
add (GPtrArray *entries, RbkEntryKind kind, const char *customer, char *payload)
{
  g_autofree char *text = g_strdelimit (payload, "'", '"');

  g_ptr_array_add (entries, rbk_entry_new (kind, customer, PERSON, 1, parse (text)));
}

/* The showroom, its mailbox or line, and a customer, the first time. A reply may leave at any hour here, so
 * that the test runs at any. */
static void
found (RbkLedger *ledger, gboolean texts)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) sound = g_bytes_new_take (g_malloc0 (30000), 30000);
  g_autoptr (GError) error = NULL;
  const char *line = g_getenv ("RBK_TEST_TWILIO_LINE");

  add (entries,
       RBK_ENTRY_KIND_SHOWROOM_CHANGED,
       NULL,
       g_strdup ("{'name':'Test','domains':['dealer.test'],'address':'1 Pier Road','time_zone':"
                 "'America/Chicago'}"));
  add (entries,
       RBK_ENTRY_KIND_PERSON_CHANGED,
       NULL,
       g_strdup ("{'person':'" PERSON "','name':'Ana','role':'salesperson'}"));
  if (texts)
    {
      add (
        entries,
        RBK_ENTRY_KIND_POLICY_CHANGED,
        NULL,
        g_strdup_printf ("{'texting':[{'number':'%s','registration':'C1'}],'overrides':[{'row':'reply-hours',"
                         "'value':'allowed','reason':'A test','person':'Ana','time_us':1}]}",
                         line));
      add (entries,
           RBK_ENTRY_KIND_ACCOUNT_CHANGED,
           NULL,
           g_strdup_printf ("{'account':'" ACCOUNT
                            "','kind':'twilio','address':'%s','server':'%s','user_name':'%s'}",
                            line,
                            g_getenv ("RBK_TEST_TWILIO_URL"),
                            g_getenv ("RBK_TEST_TWILIO_ACCOUNT")));
    }
  else
    add (entries,
         RBK_ENTRY_KIND_ACCOUNT_CHANGED,
         NULL,
         g_strdup_printf ("{'account':'" ACCOUNT "','kind':'jmap','address':'%s','server':'%s'}",
                          g_getenv ("RBK_TEST_USER"),
                          g_getenv ("RBK_TEST_JMAP_URL")));
  check (rbk_ledger_append_media (ledger, RECORDING, sound, &error) &&
           rbk_ledger_finish_media (ledger, RECORDING, &error),
         error,
         "recording");
  check (rbk_ledger_append (ledger, entries, &error), error, "founding");
}

static void
add_customer (RbkLedger *ledger, const char *customer, const char *address, const char *number)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  add (entries,
       RBK_ENTRY_KIND_CUSTOMER_CHANGED,
       customer,
       g_strdup_printf ("{'first':'Lena','emails':[{'address':'%s'}],'phones':[{'number':'%s'}],"
                        "'time_zone':'America/Chicago'}",
                        address,
                        number));
  add (entries, RBK_ENTRY_KIND_CONSENT_GIVEN, customer, g_strdup ("{'medium':'text','how':'written'}"));
  check (rbk_ledger_append (ledger, entries, &error), error, "customer");
}

static char *
make_email (const char *id, const char *address, int number)
{
  g_autofree char *message_id = rbk_email_make_message_id (id, "dealer.test");

  return g_strdup_printf (
    "{\"direction\":\"out\",\"address\":\"%s\",\"name\":\"Lena\",\"subject\":\"Number %d\","
    "\"text\":\"Hello Lena, this is number %d.\",\"signature\":\"1 Pier Road\\nno more "
    "emails\",\"message_id\":"
    "\"%s\",\"account\":\"" ACCOUNT "\",\"from\":\"%s\",\"from_name\":\"Ana\",\"attachments\":[{\"media\":"
    "\"" RECORDING "\",\"file_name\":\"voicemail.mp3\",\"media_type\":\"audio/mpeg\"}]}",
    address,
    number,
    number,
    message_id,
    g_getenv ("RBK_TEST_USER"));
}

/* Of every five, the last says the same as the one before it: nothing tells them apart at the provider. */
static char *
make_text (const char *to, int number)
{
  return g_strdup_printf ("{\"direction\":\"out\",\"number\":\"%s\",\"text\":\"Ana of Test here, with number "
                          "%d. Reply STOP to opt out.\",\"line\":\"%s\",\"account\":\"" ACCOUNT
                          "\",\"reply\":true}",
                          to,
                          number % 5 == 4 ? number - 1 : number,
                          g_getenv ("RBK_TEST_TWILIO_LINE"));
}

static void
press (RbkLedger *ledger, RbkLedgerReader *reader, int number, gboolean texts, gboolean many)
{
  g_autofree char *customer =
    many ? g_strdup_printf ("01990000-0000-7000-a000-%012d", number) : g_strdup (CUSTOMER);
  g_autofree char *address = many ? g_strdup_printf ("lena%d@mail.test", number) : g_strdup (ADDRESS);
  g_autofree char *to = many ? g_strdup_printf ("+1312556%04d", number % 10000) : g_strdup (NUMBER);
  g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-%012d", 1000 + number);
  g_autofree char *queued_id = g_strdup_printf ("01990000-0000-7000-9000-%012d", 1000 + number);
  g_autofree char *queued =
    g_strdup_printf ("{\"message\":\"%s\",\"state\":\"queued\",\"attempt\":0,\"next_us\":0}", id);
  g_autofree char *message = texts ? make_text (to, number) : make_email (id, address, number);
  g_autoptr (RbkEntry) there = rbk_ledger_reader_get_entry (reader, id, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  if (there != NULL)
    return;
  if (many)
    add_customer (ledger, customer, address, to);
  g_ptr_array_add (entries,
                   entry (id, texts ? RBK_ENTRY_KIND_TEXT : RBK_ENTRY_KIND_EMAIL, customer, parse (message)));
  g_ptr_array_add (entries, entry (queued_id, RBK_ENTRY_KIND_DELIVERY, customer, parse (queued)));
  check (rbk_ledger_append (ledger, entries, &error), error, "press");
}

static RbkCarrier *
open_carrier (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error)
{
  const char *address = rbk_account_get_address (account);
  const char *server = rbk_account_get_server (account);
  gboolean texts = rbk_account_get_medium (account) == RBK_MEDIUM_TEXT;
  const char *name = texts ? rbk_account_get_user_name (account) : address;
  const char *secret = g_getenv (texts ? "RBK_TEST_TWILIO_TOKEN" : "RBK_TEST_SECRET");
  g_autoptr (RbkAccess) access = rbk_basic_access_new (name, secret);

  return texts ? rbk_text_carrier_new (rbk_twilio_line_new (server, name, address, NULL, access))
               : rbk_mail_carrier_new (rbk_jmap_mailbox_new (address, server, access));
}

static guint
count (RbkLedgerReader *reader, guint states)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = rbk_ledger_reader_list_messages (reader, states, 100000, &error);

  check (messages != NULL, error, "list");
  return messages->len;
}

static gboolean
has_any (RbkLedgerReader *reader, guint states)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = rbk_ledger_reader_list_messages (reader, states, 1, &error);

  check (messages != NULL, error, "list");
  return messages->len > 0;
}

/* What of the machine's memory is ours (PSS), in KiB. */
static int
get_memory (void)
{
  g_autofree char *rollup = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &rollup, NULL, NULL))
    return 0;
  line = strstr (rollup, "\nPss:");
  return line != NULL ? atoi (line + strlen ("\nPss:")) : 0;
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  rbk_outbox_stop_finish (RBK_OUTBOX (source), result, NULL);
  *(gboolean *) data = TRUE;
}

int
main (int argc, char *argv[])
{
  static const guint8 secret[RBK_LEDGER_KEY_BYTES] = "a key for this test and no other";
  g_autoptr (GBytes) key = g_bytes_new_static (secret, sizeof secret);
  g_autoptr (GBytes) rows = g_bytes_new_static ("{\"rows\":[{\"domain\":\"gmail.com\"}]}",
                                                strlen ("{\"rows\":[{\"domain\":\"gmail.com\"}]}"));
  g_autoptr (RbkConsumerDomains) consumers = rbk_consumer_domains_new (rows, NULL);
  g_autoptr (RbkGateTables) tables = rbk_test_make_gate_tables ();
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  g_autoptr (RbkLedger) ledger = NULL;
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkOutbox) outbox = NULL;
  g_autoptr (RbkShowroom) showroom = NULL;
  g_autoptr (GError) error = NULL;
  RbkSendSchedule schedule = {
    .first_wait_us = 20000,
    .longest_wait_us = 200000,
    .look_again_us = 150000,
  };
  guint waiting = RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) |
                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD) |
                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_SENDING);
  guint sent =
    RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_ACCEPTED) | RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_DELIVERED);
  gboolean stopped = FALSE, texts, many;
  int memory = 0;
  gint64 begun;

  g_assert_cmpint (argc, >=, 4);
  many = argc > 4 && g_str_equal (argv[4], "many");
  texts = g_str_equal (argv[3], "text");
  ledger = rbk_ledger_open (argv[1], key, &error);
  check (ledger != NULL, error, "open");
  reader = rbk_ledger_reader_new (ledger, &error);
  check (reader != NULL, error, "reader");
  showroom = rbk_ledger_reader_get_showroom (reader, NULL);
  if (showroom == NULL)
    {
      found (ledger, texts);
      add_customer (ledger, CUSTOMER, ADDRESS, NUMBER);
    }
  for (int i = 0; i < atoi (argv[2]); i++)
    press (ledger, reader, i, texts, many);
  puts ("pressed");
  fflush (stdout);

  begun = g_get_monotonic_time ();
  outbox = rbk_outbox_new (ledger, consumers, tables, clock, open_carrier, NULL);
  /* What is measured is not asked about as hastily as what is killed. */
  if (!many)
    rbk_outbox_set_schedule (outbox, &schedule);
  rbk_outbox_start (outbox);
  while (has_any (reader, waiting))
    {
      g_main_context_iteration (NULL, FALSE);
      if (memory == 0 && many && count (reader, sent) >= (guint) atoi (argv[2]) / 10)
        memory = get_memory ();
      g_usleep (20000);
    }
  printf ("took %.3f\n", (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC);
  printf ("memory %d %d\n", memory, get_memory ());
  rbk_outbox_stop_async (outbox, ready_cb, &stopped);
  while (!stopped)
    g_main_context_iteration (NULL, TRUE);
  printf ("accepted %u\n", count (reader, sent));
  puts ("done");
  g_clear_object (&reader);
  rbk_ledger_close (ledger);
  return 0;
}
