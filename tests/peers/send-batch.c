/* send-batch.c: the program that test_kill_sending.py kills.
 *
 *   send-batch LEDGER COUNT
 *
 * Presses COUNT messages that are not in LEDGER yet, says "pressed", then sends what waits until
 * nothing does, and says "done". Killed at any moment and started again, it goes on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-email.h"
#include "channels/email/rbk-jmap-mailbox.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-json.h"
#include "outbox/rbk-mail-carrier.h"
#include "outbox/rbk-outbox.h"

#include "../unit/rbk-test-gate.h"

#include <stdio.h>
#include <string.h>

#define PERSON    "01990000-0000-7000-8000-000000000001"
#define ACCOUNT   "01990000-0000-7000-8000-000000000002"
#define CUSTOMER  "01990000-0000-7000-8000-000000000003"
#define RECORDING "01990000-0000-7000-8000-000000000004"

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

/* The showroom, its mailbox and a customer, the first time. */
static void
found (RbkLedger *ledger)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) sound = g_bytes_new_take (g_malloc0 (30000), 30000);
  g_autoptr (GError) error = NULL;
  g_autofree char *account =
    g_strdup_printf ("{\"account\":\"" ACCOUNT "\",\"kind\":\"jmap\",\"address\":\"%s\",\"server\":\"%s\"}",
                     g_getenv ("RBK_TEST_USER"),
                     g_getenv ("RBK_TEST_JMAP_URL"));

  g_ptr_array_add (
    entries,
    rbk_entry_new (RBK_ENTRY_KIND_SHOWROOM_CHANGED,
                   NULL,
                   PERSON,
                   1,
                   parse ("{\"name\":\"Test\",\"domains\":[\"dealer.test\"],\"address\":\"1 Pier Road\"}")));
  g_ptr_array_add (
    entries,
    rbk_entry_new (RBK_ENTRY_KIND_PERSON_CHANGED,
                   NULL,
                   PERSON,
                   1,
                   parse ("{\"person\":\"" PERSON "\",\"name\":\"Ana\",\"role\":\"salesperson\"}")));
  g_ptr_array_add (entries, rbk_entry_new (RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, PERSON, 1, parse (account)));
  g_ptr_array_add (
    entries,
    rbk_entry_new (RBK_ENTRY_KIND_CUSTOMER_CHANGED,
                   CUSTOMER,
                   PERSON,
                   1,
                   parse ("{\"first\":\"Lena\",\"emails\":[{\"address\":\"lena@mail.test\"}]}")));
  check (rbk_ledger_append_media (ledger, RECORDING, sound, &error) &&
           rbk_ledger_finish_media (ledger, RECORDING, &error),
         error,
         "recording");
  check (rbk_ledger_append (ledger, entries, &error), error, "founding");
}

static void
press (RbkLedger *ledger, RbkLedgerReader *reader, int number)
{
  g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-%012d", 1000 + number);
  g_autofree char *queued_id = g_strdup_printf ("01990000-0000-7000-9000-%012d", 1000 + number);
  g_autofree char *message_id = rbk_email_make_message_id (id, "dealer.test");
  g_autofree char *queued =
    g_strdup_printf ("{\"message\":\"%s\",\"state\":\"queued\",\"attempt\":0,\"next_us\":0}", id);
  g_autofree char *email = g_strdup_printf (
    "{\"direction\":\"out\",\"address\":\"lena@mail.test\",\"name\":\"Lena\",\"subject\":\"Number %d\","
    "\"text\":\"Hello Lena, this is number %d.\",\"signature\":\"1 Pier Road\\nno more "
    "emails\",\"message_id\":\"%s\",\"account\":\"" ACCOUNT "\","
    "\"from\":\"%s\",\"from_name\":\"Ana\",\"attachments\":[{\"media\":\"" RECORDING "\","
    "\"file_name\":\"voicemail.mp3\",\"media_type\":\"audio/mpeg\"}]}",
    number,
    number,
    message_id,
    g_getenv ("RBK_TEST_USER"));
  g_autoptr (RbkEntry) there = rbk_ledger_reader_get_entry (reader, id, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  if (there != NULL)
    return;
  g_ptr_array_add (entries, entry (id, RBK_ENTRY_KIND_EMAIL, CUSTOMER, parse (email)));
  g_ptr_array_add (entries, entry (queued_id, RBK_ENTRY_KIND_DELIVERY, CUSTOMER, parse (queued)));
  check (rbk_ledger_append (ledger, entries, &error), error, "press");
}

static RbkCarrier *
open_carrier (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error)
{
  const char *address = rbk_account_get_address (account);
  g_autoptr (RbkAccess) access = rbk_basic_access_new (address, g_getenv ("RBK_TEST_SECRET"));

  return rbk_mail_carrier_new (rbk_jmap_mailbox_new (address, rbk_account_get_server (account), access));
}

static guint
count (RbkLedgerReader *reader, guint states)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = rbk_ledger_reader_list_messages (reader, states, 100000, &error);

  check (messages != NULL, error, "list");
  return messages->len;
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
  gboolean stopped = FALSE;

  g_assert_cmpint (argc, ==, 3);
  ledger = rbk_ledger_open (argv[1], key, &error);
  check (ledger != NULL, error, "open");
  reader = rbk_ledger_reader_new (ledger, &error);
  check (reader != NULL, error, "reader");
  showroom = rbk_ledger_reader_get_showroom (reader, NULL);
  if (showroom == NULL)
    found (ledger);
  for (int i = 0; i < atoi (argv[2]); i++)
    press (ledger, reader, i);
  puts ("pressed");
  fflush (stdout);

  outbox = rbk_outbox_new (ledger, consumers, tables, clock, open_carrier, NULL);
  rbk_outbox_set_schedule (outbox, &schedule);
  rbk_outbox_start (outbox);
  while (count (reader, waiting) > 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (20000);
    }
  rbk_outbox_stop_async (outbox, ready_cb, &stopped);
  while (!stopped)
    g_main_context_iteration (NULL, TRUE);
  printf ("accepted %u\n", count (reader, RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_ACCEPTED)));
  puts ("done");
  g_clear_object (&reader);
  rbk_ledger_close (ledger);
  return 0;
}
