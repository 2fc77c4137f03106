/* test-lanes.c: several accounts and media at once, texts, and times.
 *
 * The carriers here are scripted; tests/peers sends through real servers. Time stands still unless a test
 * moves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "model/rbk-json.h"
#include "outbox/rbk-outbox.h"
#include "rbk-test-carrier.h"
#include "rbk-test-gate.h"
#include "rbk-test.h"

#include <string.h>

#define SECOND   ((gint64) G_USEC_PER_SEC)
#define HOUR     (3600 * SECOND)
#define LINE     "+13125550199"
#define ACCOUNTS 3

typedef struct
{
  char *path;
  RbkClock *clock;
  RbkLedger *ledger;
  RbkLedgerReader *reader;
  RbkConsumerDomains *consumers;
  RbkGateTables *tables;
  RbkOutbox *outbox;
  char *person, *customer;
  char *accounts[ACCOUNTS]; /* two lines and a mailbox */
  ScriptedCarrier *carriers[ACCOUNTS];
} Fixture;

static char *append (Fixture *fixture, RbkEntryKind kind, const char *customer, const char *format, ...)
  G_GNUC_PRINTF (4, 5);

static char *
append (Fixture *fixture, RbkEntryKind kind, const char *customer, const char *format, ...)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *payload;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdelimit (g_strdup_vprintf (format, arguments), "'", '"');
  va_end (arguments);
  payload = rbk_json_parse_object (text, -1, &error);
  g_assert_no_error (error);
  g_ptr_array_add (
    entries, rbk_entry_new (kind, customer, fixture->person, rbk_clock_now_us (fixture->clock), payload));
  rbk_ledger_append (fixture->ledger, entries, &error);
  g_assert_no_error (error);
  return g_strdup (rbk_entry_get_id (g_ptr_array_index (entries, 0)));
}

#define ADD_ENTRY(kind, customer, ...) g_free (append (fixture, RBK_ENTRY_KIND_##kind, customer, __VA_ARGS__))

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char rows[] = "{\"rows\":[{\"domain\":\"gmail.com\"}]}";
  static const guint8 secret[RBK_LEDGER_KEY_BYTES] = "lanes";
  g_autofree char *directory = g_dir_make_tmp ("rbk-lanes-XXXXXX", NULL);
  g_autoptr (GBytes) key = g_bytes_new_static (secret, sizeof secret);
  g_autoptr (GBytes) json = g_bytes_new_static (rows, strlen (rows));
  g_autoptr (GError) error = NULL;

  fixture->path = g_build_filename (directory, "ledger.db", NULL);
  /* A Wednesday afternoon in Chicago, a week before Thanksgiving. */
  fixture->clock = rbk_clock_new_fixed (rbk_test_time ("2026-11-18T15:00:00-06:00"));
  fixture->consumers = rbk_consumer_domains_new (json, &error);
  fixture->tables = rbk_test_make_gate_tables ();
  fixture->ledger = rbk_ledger_open (fixture->path, key, &error);
  g_assert_no_error (error);
  fixture->reader = rbk_ledger_reader_new (fixture->ledger, &error);
  g_assert_no_error (error);
  fixture->person = rbk_id_new ();
  fixture->customer = rbk_id_new ();
  for (guint i = 0; i < ACCOUNTS; i++)
    {
      fixture->accounts[i] = rbk_id_new ();
      fixture->carriers[i] = g_object_new (SCRIPTED_TYPE_CARRIER, NULL);
    }
  ADD_ENTRY (
    SHOWROOM_CHANGED,
    NULL,
    "{'name':'Harbor Point','domains':['harborpoint.example.com'],'address':'1 Pier Road','time_zone':"
    "'America/Chicago'}");
  ADD_ENTRY (PERSON_CHANGED, NULL, "{'person':'%s','name':'Ana Ruiz','role':'salesperson'}", fixture->person);
  ADD_ENTRY (POLICY_CHANGED,
             NULL,
             "{'texting':[{'number':'" LINE "','registration':'C1'},{'number':'+13125550198','registration':"
             "'C1'}]}");
  ADD_ENTRY (ACCOUNT_CHANGED,
             NULL,
             "{'account':'%s','kind':'twilio','address':'" LINE "','user_name':'AC1'}",
             fixture->accounts[0]);
  ADD_ENTRY (ACCOUNT_CHANGED,
             NULL,
             "{'account':'%s','kind':'twilio','address':'+13125550198','user_name':'AC2'}",
             fixture->accounts[1]);
  ADD_ENTRY (ACCOUNT_CHANGED,
             NULL,
             "{'account':'%s','kind':'jmap','address':'ana@harborpoint.example.com'}",
             fixture->accounts[2]);
  ADD_ENTRY (CUSTOMER_CHANGED,
             fixture->customer,
             "{'first':'Lena','phones':[{'number':'+13125550142'}],'emails':[{'address':'lena@mail.test'}],"
             "'time_zone':'America/Chicago'}");
  ADD_ENTRY (CONSENT_GIVEN, fixture->customer, "{'medium':'text','how':'written'}");
  /* What was said first, so that the texts here need not introduce themselves (M-7). */
  ADD_ENTRY (TEXT, fixture->customer, "{'direction':'out','number':'+13125550142','text':'Hello'}");
  rbk_clock_advance (fixture->clock, 48 * HOUR);
}

static RbkCarrier *
open_carrier (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error)
{
  Fixture *fixture = data;

  for (guint i = 0; i < ACCOUNTS; i++)
    {
      if (g_str_equal (fixture->accounts[i], rbk_account_get_id (account)))
        return g_object_ref (RBK_CARRIER (fixture->carriers[i]));
    }
  g_assert_not_reached ();
}

static void
start (Fixture *fixture)
{
  RbkSendSchedule schedule = { .first_wait_us = SECOND,
                               .longest_wait_us = 1800 * SECOND,
                               .look_again_us = 5 * SECOND,
                               .longest_nap_us = 10000 };

  fixture->outbox = rbk_outbox_new (
    fixture->ledger, fixture->consumers, fixture->tables, fixture->clock, open_carrier, fixture);
  rbk_outbox_set_schedule (fixture->outbox, &schedule);
  rbk_outbox_start (fixture->outbox);
}

static void
stop (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (fixture->outbox == NULL)
    return;
  rbk_outbox_stop_async (fixture->outbox, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_true (rbk_outbox_stop_finish (fixture->outbox, result, NULL));
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&fixture->outbox));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop (fixture);
  g_assert_finalize_object (fixture->reader);
  rbk_ledger_close (fixture->ledger);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->consumers);
  g_clear_object (&fixture->tables);
  g_clear_object (&fixture->clock);
  for (guint i = 0; i < ACCOUNTS; i++)
    {
      g_assert_finalize_object (fixture->carriers[i]);
      g_free (fixture->accounts[i]);
    }
  g_free (fixture->person);
  g_free (fixture->customer);
  g_free (fixture->path);
}

/* A text that may leave at @at_us, and its place in the queue, in one transaction: once it is there, it may
 * leave. Returns: (transfer full): its id */
static char *
press (Fixture *fixture, guint account, const char *words, gint64 at_us)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  gint64 now = rbk_clock_now_us (fixture->clock);
  JsonObject *text = rbk_json_new ("direction",
                                   "out",
                                   "number",
                                   "+13125550142",
                                   "text",
                                   words,
                                   "account",
                                   fixture->accounts[account],
                                   "line",
                                   account == 0 ? LINE : "+13125550198",
                                   NULL);
  RbkEntry *entry = rbk_entry_new (RBK_ENTRY_KIND_TEXT, fixture->customer, fixture->person, now, text);
  JsonObject *queued = rbk_json_new ("message", rbk_entry_get_id (entry), "state", "queued", NULL);

  json_object_set_int_member (text, "not_before_us", at_us);
  json_object_set_int_member (queued, "attempt", 0);
  json_object_set_int_member (queued, "next_us", at_us);
  g_ptr_array_add (entries, entry);
  g_ptr_array_add (entries,
                   rbk_entry_new (RBK_ENTRY_KIND_DELIVERY, fixture->customer, fixture->person, now, queued));
  rbk_ledger_append (fixture->ledger, entries, &error);
  g_assert_no_error (error);
  if (fixture->outbox != NULL)
    rbk_outbox_wake (fixture->outbox, FALSE);
  return g_strdup (rbk_entry_get_id (entry));
}

static RbkMessage *
get_message (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  RbkMessage *message = rbk_ledger_reader_get_message (fixture->reader, id, &error);

  g_assert_no_error (error);
  return message;
}

static RbkMessageState
state_of (Fixture *fixture, const char *id)
{
  g_autoptr (RbkMessage) message = get_message (fixture, id);

  return rbk_message_get_state (message);
}

#define EXPECT(id, state) rbk_test_wait_until (state_of (fixture, id) == RBK_MESSAGE_STATE_##state)
#define COUNT(member)     g_atomic_int_get (&fixture->carriers[0]->member)

/* The lanes look at the clock every few milliseconds while anything is to come. */
static void
move_clock (Fixture *fixture, gint64 by_us)
{
  rbk_clock_advance (fixture->clock, by_us);
  rbk_outbox_wake (fixture->outbox, FALSE);
}

static void
test_slow_account_blocks_no_other (Fixture *fixture, gconstpointer data)
{
  g_autofree char *slow = NULL;
  g_autofree char *other = NULL;

  g_mutex_lock (&fixture->carriers[0]->gate);
  start (fixture);
  slow = press (fixture, 0, "One", 0);
  rbk_test_wait_until (COUNT (sends) == 1);
  other = press (fixture, 1, "Two", 0);
  EXPECT (other, ACCEPTED);
  g_assert_cmpint (state_of (fixture, slow), ==, RBK_MESSAGE_STATE_SENDING);
  g_mutex_unlock (&fixture->carriers[0]->gate);
  EXPECT (slow, ACCEPTED);
}

static void
test_what_an_account_cannot_take_is_held (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 2, "By mail", 0);
  g_autoptr (RbkMessage) message = NULL;

  start (fixture);
  EXPECT (id, HELD);
  g_assert_cmpint (g_atomic_int_get (&fixture->carriers[2]->sends), ==, 0);
}

/* Retry-After is kept for the account: the others of it are not tried, and none of them has failed. */
static void
test_busy_pauses_the_account (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, 0, "One", 0);
  g_autofree char *two = press (fixture, 0, "Two", 0);
  g_autofree char *other = press (fixture, 1, "Three", 0);
  g_autoptr (RbkMessage) message = NULL;

  fixture->carriers[0]->answers = "BA";
  start (fixture);
  EXPECT (other, ACCEPTED);
  rbk_test_wait_until (COUNT (sends) == 1);
  EXPECT (one, QUEUED);
  /* Not even a network that comes back, or another start, shortens it. */
  rbk_outbox_wake (fixture->outbox, TRUE);
  move_clock (fixture, HOUR / 2);
  stop (fixture);
  start (fixture);
  move_clock (fixture, HOUR / 4);
  stop (fixture);
  g_assert_cmpint (COUNT (sends), ==, 1);
  message = get_message (fixture, one);
  g_assert_cmpuint (rbk_message_get_attempt (message), ==, 0);
  g_assert_cmpstr (rbk_message_get_detail (message), ==, "The provider asks us to wait.");
  g_assert_cmpint (rbk_message_get_next_us (message), >=, rbk_clock_now_us (fixture->clock));
  start (fixture);
  move_clock (fixture, HOUR);
  EXPECT (one, ACCEPTED);
  EXPECT (two, ACCEPTED);
  g_assert_cmpint (COUNT (sends), ==, 3);
}

/* A thousand tries with a wrong password lock an account. */
static void
test_wrong_password_is_tried_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, 0, "One", 0);
  g_autofree char *two = press (fixture, 0, "Two", 0);

  fixture->carriers[0]->answers = "IA";
  start (fixture);
  EXPECT (one, HELD);
  rbk_outbox_wake (fixture->outbox, FALSE);
  stop (fixture);
  g_assert_cmpint (COUNT (sends), ==, 1);
  g_assert_cmpint (state_of (fixture, two), ==, RBK_MESSAGE_STATE_QUEUED);
  start (fixture);
  EXPECT (one, ACCEPTED);
  EXPECT (two, ACCEPTED);
}

/* A PC that is off the network over the weekend has not failed on Monday. */
static void
test_without_a_network_nothing_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0, "One", 0);
  g_autoptr (RbkMessage) message = NULL;

  fixture->carriers[0]->answers = "OOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOA";
  start (fixture);
  for (gint i = 1; i <= 40; i++)
    {
      rbk_test_wait_until (COUNT (sends) == i);
      EXPECT (id, QUEUED);
      rbk_outbox_wake (fixture->outbox, TRUE);
    }
  EXPECT (id, ACCEPTED);
  message = get_message (fixture, id);
  g_assert_cmpuint (rbk_message_get_attempt (message), ==, 1);
}

static void
test_delivery_is_followed_until_final (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0, "One", 0);
  g_autoptr (RbkMessage) message = NULL;

  fixture->carriers[0]->words = "AA?D";
  start (fixture);
  EXPECT (id, ACCEPTED);
  stop (fixture);
  g_assert_cmpint (COUNT (asked), ==, 0);
  start (fixture);
  rbk_test_wait_until (({
    move_clock (fixture, 40 * 60 * SECOND);
    state_of (fixture, id) == RBK_MESSAGE_STATE_DELIVERED;
  }));
  message = get_message (fixture, id);
  g_assert_cmpstr (rbk_message_get_reference (message), ==, "SM0");
  /* Final: nobody asks any more. */
  move_clock (fixture, 10 * HOUR);
  stop (fixture);
  g_assert_cmpint (COUNT (asked), ==, 4);
}

/* A text that failed later says why, in words and by the provider's number. */
static void
test_failure_after_acceptance_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0, "One", 0);
  g_autoptr (RbkMessage) message = NULL;

  fixture->carriers[0]->words = "F";
  start (fixture);
  EXPECT (id, ACCEPTED);
  move_clock (fixture, 10 * SECOND);
  EXPECT (id, FAILED);
  message = get_message (fixture, id);
  g_assert_cmpstr (rbk_message_get_detail (message), ==, "The carrier filtered it.");
  g_assert_cmpstr (rbk_message_get_code (message), ==, "30007");
}

static void
test_what_is_never_told_is_let_go (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0, "One", 0);

  fixture->carriers[0]->words = "A";
  start (fixture);
  EXPECT (id, ACCEPTED);
  move_clock (fixture, 25 * HOUR);
  rbk_test_wait_until (({
    g_autoptr (RbkMessage) message = get_message (fixture, id);
    rbk_message_get_next_us (message) == 0;
  }));
  g_assert_cmpint (state_of (fixture, id), ==, RBK_MESSAGE_STATE_ACCEPTED);
}

/* K-30: who told the provider to stop has told us. */
static void
test_stop_told_to_the_provider_counts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, 0, "One", 0);
  g_autofree char *two = press (fixture, 1, "Two", rbk_clock_now_us (fixture->clock) + 60 * SECOND);
  g_autoptr (RbkCustomer) customer = NULL;
  g_autoptr (RbkMessage) message = NULL;

  fixture->carriers[0]->answers = "X";
  start (fixture);
  EXPECT (one, FAILED);
  rbk_test_wait_until (({
    g_autoptr (RbkCustomer) now = rbk_ledger_reader_get_customer (fixture->reader, fixture->customer, NULL);
    rbk_customer_get_opted_out (now) & RBK_MEDIUM_TEXT;
  }));
  move_clock (fixture, 61 * SECOND);
  EXPECT (two, FAILED);
  message = get_message (fixture, two);
  g_assert_nonnull (rbk_message_get_rule (message));
  g_assert_cmpint (g_atomic_int_get (&fixture->carriers[1]->sends), ==, 0);
}

/* Of two texts of the same words to the same number nobody could tell which of them the provider has. */
static void
test_twin_waits_until_the_first_is_settled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = press (fixture, 0, "The same", 0);
  g_autofree char *twin = NULL;
  g_autofree char *other = NULL;

  fixture->carriers[0]->answers = "UA";
  fixture->carriers[0]->finds = "S";
  start (fixture);
  rbk_test_wait_until (COUNT (sends) == 1);
  twin = press (fixture, 0, "The same", 0);
  other = press (fixture, 0, "Another", 0);
  EXPECT (other, ACCEPTED);
  g_assert_cmpint (state_of (fixture, twin), ==, RBK_MESSAGE_STATE_QUEUED);
  g_assert_cmpint (state_of (fixture, first), ==, RBK_MESSAGE_STATE_SENDING);
  move_clock (fixture, 6 * SECOND);
  EXPECT (first, ACCEPTED);
  EXPECT (twin, ACCEPTED);
  g_assert_cmpint (COUNT (sends), ==, 3);
  g_assert_cmpint (COUNT (looks), ==, 1);
}

static void
test_cut_off_text_is_sent_again_after_two_noes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0, "One", 0);

  fixture->carriers[0]->answers = "UA";
  fixture->carriers[0]->finds = "N";
  start (fixture);
  rbk_test_wait_until (({
    move_clock (fixture, 6 * SECOND);
    state_of (fixture, id) == RBK_MESSAGE_STATE_ACCEPTED;
  }));
  g_assert_cmpint (COUNT (looks), ==, 2);
  g_assert_cmpint (COUNT (sends), ==, 2);
}

static void
note_changes_cb (RbkLedger *ledger, RbkChangeSet *changes, gpointer data)
{
  GPtrArray *entries = rbk_change_set_get_entries (changes);
  g_autoptr (GString) states = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      if (rbk_entry_get_kind (entries->pdata[i]) == RBK_ENTRY_KIND_DELIVERY)
        g_string_append_printf (
          states, "%s%s", states->len > 0 ? " " : "", rbk_entry_get_string (entries->pdata[i], "state"));
    }
  if (states->len > 0)
    g_strv_builder_add (data, states->str);
}

/* A long queue has one durable step a message: that it was accepted goes with that the next is sent. On the
 * wire is only what the ledger says is being sent; and what the ledger says was accepted is written down. */
static void
test_accepted_is_written_with_the_next (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, 0, "One", 0);
  g_autofree char *two = press (fixture, 0, "Two", 0);
  g_autofree char *three = press (fixture, 0, "Three", 0);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) steps = NULL;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (fixture->ledger, "changed", G_CALLBACK (note_changes_cb), builder);
  fixture->carriers[0]->steps = TRUE;
  start (fixture);
  for (gint i = 1; i <= 3; i++)
    {
      rbk_test_wait_until (COUNT (sends) == i);
      g_assert_cmpint (
        state_of (fixture, one), ==, i > 1 ? RBK_MESSAGE_STATE_ACCEPTED : RBK_MESSAGE_STATE_SENDING);
      g_assert_cmpint (state_of (fixture, two),
                       ==,
                       i > 2   ? RBK_MESSAGE_STATE_ACCEPTED
                       : i > 1 ? RBK_MESSAGE_STATE_SENDING
                               : RBK_MESSAGE_STATE_QUEUED);
      g_assert_cmpint (
        state_of (fixture, three), ==, i > 2 ? RBK_MESSAGE_STATE_SENDING : RBK_MESSAGE_STATE_QUEUED);
      g_atomic_int_inc (&fixture->carriers[0]->allowed);
    }
  EXPECT (three, ACCEPTED);
  stop (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handlers_disconnect_by_data (fixture->ledger, builder);
  steps = g_strv_builder_end (builder);
  g_assert_cmpstrv (
    steps, ((const char *const[]) { "sending", "accepted sending", "accepted sending", "accepted", NULL }));
}

/* Whoever takes a message back while the one before it is on the wire has taken it back; and what was
 * accepted is known all the same. */
static void
test_taken_back_between_two_is_not_sent (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, 0, "One", 0);
  g_autofree char *two = press (fixture, 0, "Two", 0);
  g_autofree char *three = press (fixture, 0, "Three", 0);

  fixture->carriers[0]->steps = TRUE;
  start (fixture);
  rbk_test_wait_until (COUNT (sends) == 1);
  ADD_ENTRY (DELIVERY, fixture->customer, "{'message':'%s','state':'cancelled'}", two);
  g_atomic_int_add (&fixture->carriers[0]->allowed, 2);
  EXPECT (three, ACCEPTED);
  stop (fixture);
  g_assert_cmpint (state_of (fixture, one), ==, RBK_MESSAGE_STATE_ACCEPTED);
  g_assert_cmpint (state_of (fixture, two), ==, RBK_MESSAGE_STATE_CANCELLED);
  g_assert_cmpint (COUNT (sends), ==, 2);
}

/* Ended while one is accepted and another is on the wire: the first is not asked about, the other is. */
static void
test_what_follows_the_accepted_is_looked_for (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, 0, "One", 0);
  g_autofree char *two = press (fixture, 0, "Two", 0);

  fixture->carriers[0]->answers = "AU";
  fixture->carriers[0]->finds = "S";
  start (fixture);
  rbk_test_wait_until (COUNT (sends) == 2);
  stop (fixture);
  g_assert_cmpint (state_of (fixture, one), ==, RBK_MESSAGE_STATE_ACCEPTED);
  g_assert_cmpint (state_of (fixture, two), ==, RBK_MESSAGE_STATE_SENDING);
  start (fixture);
  move_clock (fixture, 6 * SECOND);
  EXPECT (two, ACCEPTED);
  stop (fixture);
  g_assert_cmpint (COUNT (sends), ==, 2);
  g_assert_cmpint (COUNT (looks), ==, 1);
}

/* The provider is not well: what is in the dark is settled before more goes there. */
static void
test_no_more_is_sent_into_the_dark (Fixture *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;

  fixture->carriers[0]->answers = "U";
  fixture->carriers[0]->finds = "S";
  for (guint i = 0; i < 2 * RBK_SEND_MOST_UNSETTLED; i++)
    {
      g_autofree char *words = g_strdup_printf ("Number %u", i);

      g_free (g_steal_pointer (&last));
      last = press (fixture, 0, words, 0);
    }
  start (fixture);
  rbk_test_wait_until (COUNT (sends) == RBK_SEND_MOST_UNSETTLED);
  rbk_outbox_wake (fixture->outbox, FALSE);
  rbk_outbox_wake (fixture->outbox, TRUE);
  stop (fixture);
  g_assert_cmpint (COUNT (sends), ==, RBK_SEND_MOST_UNSETTLED);
  start (fixture);
  rbk_test_wait_until (COUNT (sends) == 2 * RBK_SEND_MOST_UNSETTLED);
  move_clock (fixture, 6 * SECOND);
  EXPECT (last, ACCEPTED);
}

/* A PC that slept, or whose clock was set: it leaves when its time has come, and is judged then. */
static void
test_later_is_later_whatever_the_clock_does (Fixture *fixture, gconstpointer data)
{
  gint64 now = rbk_clock_now_us (fixture->clock);
  g_autofree char *later = press (fixture, 0, "Later", now + 2 * HOUR);
  g_autofree char *never = press (fixture, 0, "Never", now + 24 * HOUR);
  g_autofree char *first = press (fixture, 0, "Now", 0);
  g_autoptr (RbkMessage) message = NULL;

  start (fixture);
  EXPECT (first, ACCEPTED);
  rbk_outbox_wake (fixture->outbox, TRUE);
  move_clock (fixture, HOUR);
  /* Set back, too. */
  rbk_clock_advance (fixture->clock, -HOUR / 2);
  rbk_outbox_wake (fixture->outbox, TRUE);
  stop (fixture);
  g_assert_cmpint (COUNT (sends), ==, 1);
  start (fixture);
  /* Nobody wakes it: it looks at the clock by itself. */
  rbk_clock_advance (fixture->clock, 2 * HOUR);
  EXPECT (later, ACCEPTED);
  ADD_ENTRY (CONSENT_WITHDRAWN, fixture->customer, "{'medium':'text','words':'Stop'}");
  rbk_clock_advance (fixture->clock, 24 * HOUR);
  EXPECT (never, FAILED);
  message = get_message (fixture, never);
  g_assert_cmpstr (rbk_message_get_rule (message), ==, "K-30");
  g_assert_cmpint (COUNT (sends), ==, 2);
}

/* K-1, K-6: at night it is held until the morning, where the customer is, and says so. */
static void
test_quiet_hours_hold_until_morning (Fixture *fixture, gconstpointer data)
{
  gint64 night = rbk_test_time ("2026-11-23T21:30:00-06:00");
  gint64 morning = rbk_test_time ("2026-11-24T08:00:00-06:00");
  g_autofree char *id = NULL;
  g_autoptr (RbkMessage) message = NULL;

  rbk_clock_advance (fixture->clock, night - rbk_clock_now_us (fixture->clock));
  id = press (fixture, 0, "Good night", 0);
  start (fixture);
  EXPECT (id, HELD);
  message = get_message (fixture, id);
  g_assert_cmpint (rbk_message_get_next_us (message), ==, morning);
  g_assert_cmpstr (rbk_message_get_rule (message), ==, "K-1");
  rbk_outbox_wake (fixture->outbox, TRUE);
  rbk_clock_advance (fixture->clock, morning - night - SECOND);
  rbk_outbox_wake (fixture->outbox, TRUE);
  stop (fixture);
  g_assert_cmpint (COUNT (sends), ==, 0);
  start (fixture);
  rbk_clock_advance (fixture->clock, SECOND);
  EXPECT (id, ACCEPTED);
}

/* A row that the showroom decides otherwise frees what was held by it; nobody has to press again. */
static void
test_policy_frees_what_it_held (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (RbkMessage) message = NULL;

  ADD_ENTRY (POLICY_CHANGED, NULL, "{'texting':[]}");
  id = press (fixture, 0, "One", 0);
  start (fixture);
  EXPECT (id, HELD);
  message = get_message (fixture, id);
  g_assert_cmpstr (rbk_message_get_rule (message), ==, "K-40");
  ADD_ENTRY (POLICY_CHANGED, NULL, "{'texting':[{'number':'" LINE "','registration':'C1'}]}");
  rbk_outbox_wake (fixture->outbox, TRUE);
  EXPECT (id, ACCEPTED);
}

/* Thousands for next week neither starve one for now nor leave before it. */
static void
test_thousands_for_later_starve_nobody (Fixture *fixture, gconstpointer data)
{
  gint64 now = rbk_clock_now_us (fixture->clock);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      JsonObject *payload = rbk_json_new ("direction",
                                          "out",
                                          "number",
                                          "+13125550142",
                                          "text",
                                          "Next week",
                                          "line",
                                          LINE,
                                          "account",
                                          fixture->accounts[0],
                                          NULL);

      json_object_set_int_member (payload, "not_before_us", now + 7 * 24 * HOUR);
      g_ptr_array_add (entries,
                       rbk_entry_new (RBK_ENTRY_KIND_TEXT, fixture->customer, fixture->person, now, payload));
    }
  rbk_ledger_append (fixture->ledger, entries, &error);
  g_assert_no_error (error);
  start (fixture);
  id = press (fixture, 0, "Now", 0);
  EXPECT (id, ACCEPTED);
  rbk_outbox_wake (fixture->outbox, TRUE);
  stop (fixture);
  g_assert_cmpint (COUNT (sends), ==, 1);
}

/* One found in "sending" by an account that is gone cannot be asked for: a person is told. */
static void
test_removed_account_leaves_no_riddle (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0, "One", 0);

  ADD_ENTRY (DELIVERY, fixture->customer, "{'message':'%s','state':'sending','attempt':1}", id);
  ADD_ENTRY (ACCOUNT_CHANGED, NULL, "{'account':'%s','removed':true}", fixture->accounts[0]);
  start (fixture);
  for (guint i = 0; i < RBK_SEND_VAIN_LOOKS; i++)
    {
      move_clock (fixture, HOUR);
      rbk_outbox_wake (fixture->outbox, TRUE);
    }
  rbk_test_wait_until (({
    move_clock (fixture, HOUR);
    state_of (fixture, id) == RBK_MESSAGE_STATE_UNKNOWN;
  }));
  g_assert_cmpint (COUNT (sends), ==, 0);
}

static void
reachable_cb (RbkOutbox *outbox, gboolean reachable, gpointer told)
{
  *(int *) told = reachable;
}

/* One provider that is not there is its own trouble; the network is away when none is. */
static void
test_network_is_away_when_nobody_is_reached (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, 0, "One", 0);
  g_autofree char *other = NULL;
  int told = -1;

  fixture->carriers[0]->answers = "O";
  start (fixture);
  g_signal_connect (fixture->outbox, "reachable", G_CALLBACK (reachable_cb), &told);
  rbk_test_wait_until (told == FALSE);
  other = press (fixture, 1, "Two", 0);
  EXPECT (other, ACCEPTED);
  rbk_test_wait_until (told == TRUE);
}

#define ADD(path, function) g_test_add ("/lanes/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("slow-account-blocks-no-other", test_slow_account_blocks_no_other);
  ADD ("what-an-account-cannot-take-is-held", test_what_an_account_cannot_take_is_held);
  ADD ("busy-pauses-the-account", test_busy_pauses_the_account);
  ADD ("wrong-password-is-tried-once", test_wrong_password_is_tried_once);
  ADD ("without-a-network-nothing-fails", test_without_a_network_nothing_fails);
  ADD ("delivery-is-followed-until-final", test_delivery_is_followed_until_final);
  ADD ("failure-after-acceptance-is-told", test_failure_after_acceptance_is_told);
  ADD ("what-is-never-told-is-let-go", test_what_is_never_told_is_let_go);
  ADD ("K-30/stop-told-to-the-provider-counts", test_stop_told_to_the_provider_counts);
  ADD ("twin-waits-until-the-first-is-settled", test_twin_waits_until_the_first_is_settled);
  ADD ("cut-off-text-is-sent-again-after-two-noes", test_cut_off_text_is_sent_again_after_two_noes);
  ADD ("accepted-is-written-with-the-next", test_accepted_is_written_with_the_next);
  ADD ("taken-back-between-two-is-not-sent", test_taken_back_between_two_is_not_sent);
  ADD ("what-follows-the-accepted-is-looked-for", test_what_follows_the_accepted_is_looked_for);
  ADD ("no-more-is-sent-into-the-dark", test_no_more_is_sent_into_the_dark);
  ADD ("K-26/later-is-later-whatever-the-clock-does", test_later_is_later_whatever_the_clock_does);
  ADD ("K-1/quiet-hours-hold-until-morning", test_quiet_hours_hold_until_morning);
  ADD ("K-40/policy-frees-what-it-held", test_policy_frees_what_it_held);
  ADD ("thousands-for-later-starve-nobody", test_thousands_for_later_starve_nobody);
  ADD ("removed-account-leaves-no-riddle", test_removed_account_leaves_no_riddle);
  ADD ("network-is-away-when-nobody-is-reached", test_network_is_away_when_nobody_is_reached);
  return g_test_run ();
}
