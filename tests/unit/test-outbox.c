/* test-outbox.c: what the outbox does with every answer a mailbox can give.
 *
 * The mailbox here is scripted; tests/peers sends through real servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "channels/rbk-channel-error.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-json.h"
#include "outbox/rbk-mail-carrier.h"
#include "outbox/rbk-outbox.h"
#include "rbk-test-gate.h"
#include "rbk-test.h"

/* A mailbox that gives the answers it was told, in order, and counts what it was asked. */
#define SCRIPTED_TYPE_MAILBOX (scripted_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedMailbox, scripted_mailbox, SCRIPTED, MAILBOX, GObject)

struct _ScriptedMailbox
{
  GObject parent_instance;

  const char *answers; /* a letter each: A accepted, N not sent, R refused, U uncertain, I sign-in */
  const char *finds;   /* S sent, N not sent, ? unknown */
  gint sends;          /* (atomic) */
  gint looks;          /* (atomic) */
};

/* The last answer holds for whatever comes after it. */
static char
next_of (const char *script, gint asked)
{
  return script[MIN ((gsize) asked, strlen (script) - 1)];
}

static RbkSendResult
scripted_send (RbkMailbox *mailbox,
               const char *message_id,
               const char *to_address,
               GBytes *message,
               gint64 *retry_after_us,
               GCancellable *cancellable,
               GError **error)
{
  ScriptedMailbox *self = SCRIPTED_MAILBOX (mailbox);
  char answer = next_of (self->answers, g_atomic_int_add (&self->sends, 1));

  g_assert_cmpuint (g_bytes_get_size (message), >, 100);
  switch (answer)
    {
    case 'A':
      return RBK_SEND_ACCEPTED;
    case 'N':
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNREACHABLE, "The server does not answer.");
      return RBK_SEND_NOT_SENT;
    case 'R':
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_RECIPIENT, "There is no such mailbox.");
      return RBK_SEND_REFUSED;
    case 'I':
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_SIGN_IN, "The password is not accepted.");
      return RBK_SEND_NOT_SENT;
    default:
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_CUT, "The answer was cut off.");
      return RBK_SEND_UNCERTAIN;
    }
}

static RbkFound
scripted_find_sent (RbkMailbox *mailbox, const char *message_id, GCancellable *cancellable, GError **error)
{
  ScriptedMailbox *self = SCRIPTED_MAILBOX (mailbox);
  char answer = next_of (self->finds, g_atomic_int_add (&self->looks, 1));

  if (answer == 'S')
    return RBK_FOUND_SENT;
  if (answer == 'N')
    return RBK_FOUND_NOT_SENT;
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNREACHABLE, "The server does not answer.");
  return RBK_FOUND_UNKNOWN;
}

static void
scripted_mailbox_iface_init (RbkMailboxInterface *iface)
{
  iface->send = scripted_send;
  iface->find_sent = scripted_find_sent;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedMailbox,
                               scripted_mailbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_MAILBOX, scripted_mailbox_iface_init))

static void
scripted_mailbox_class_init (ScriptedMailboxClass *klass)
{
}

static void
scripted_mailbox_init (ScriptedMailbox *self)
{
  self->answers = "A";
  self->finds = "?";
}

typedef struct
{
  char *path;
  RbkClock *clock;
  RbkLedger *ledger;
  RbkLedgerReader *reader;
  RbkConsumerDomains *consumers;
  RbkGateTables *tables;
  ScriptedMailbox *mailbox;
  RbkOutbox *outbox;
  char *person, *account, *customer;
} Fixture;

static void
append (Fixture *fixture, RbkEntryKind kind, const char *id, const char *customer, char *payload)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = payload;
  g_autofree char *made = rbk_id_new ();
  JsonObject *object = rbk_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  g_ptr_array_add (entries,
                   rbk_entry_new_stored (id != NULL ? id : made,
                                         kind,
                                         1,
                                         customer,
                                         fixture->person,
                                         NULL,
                                         rbk_clock_now_us (fixture->clock),
                                         object));
  rbk_ledger_append (fixture->ledger, entries, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char rows[] = "{\"rows\":[{\"domain\":\"gmail.com\"}]}";
  static const guint8 secret[RBK_LEDGER_KEY_BYTES] = "outbox";
  g_autofree char *directory = g_dir_make_tmp ("rbk-outbox-XXXXXX", NULL);
  g_autoptr (GBytes) key = g_bytes_new_static (secret, sizeof secret);
  g_autoptr (GBytes) json = g_bytes_new_static (rows, strlen (rows));
  g_autoptr (GError) error = NULL;

  fixture->path = g_build_filename (directory, "ledger.db", NULL);
  fixture->clock = rbk_clock_new ();
  fixture->consumers = rbk_consumer_domains_new (json, &error);
  fixture->tables = rbk_test_make_gate_tables ();
  fixture->ledger = rbk_ledger_open (fixture->path, key, &error);
  g_assert_no_error (error);
  fixture->reader = rbk_ledger_reader_new (fixture->ledger, &error);
  g_assert_no_error (error);
  fixture->mailbox = g_object_new (SCRIPTED_TYPE_MAILBOX, NULL);
  fixture->person = rbk_id_new ();
  fixture->account = rbk_id_new ();
  fixture->customer = rbk_id_new ();
  append (fixture,
          RBK_ENTRY_KIND_SHOWROOM_CHANGED,
          NULL,
          NULL,
          g_strdup ("{\"name\":\"Harbor Point\",\"domains\":[\"harborpoint.example.com\"],"
                    "\"address\":\"1 Pier Road\",\"time_zone\":\"America/Chicago\"}"));
  append (fixture,
          RBK_ENTRY_KIND_PERSON_CHANGED,
          NULL,
          NULL,
          g_strdup_printf ("{\"person\":\"%s\",\"name\":\"Ana\",\"role\":\"salesperson\"}", fixture->person));
  append (
    fixture,
    RBK_ENTRY_KIND_ACCOUNT_CHANGED,
    NULL,
    NULL,
    g_strdup_printf ("{\"account\":\"%s\",\"kind\":\"jmap\",\"address\":\"ana@harborpoint.example.com\"}",
                     fixture->account));
  append (fixture,
          RBK_ENTRY_KIND_CUSTOMER_CHANGED,
          NULL,
          fixture->customer,
          g_strdup ("{\"first\":\"Lena\",\"emails\":[{\"address\":\"lena@mail.test\"}]}"));
}

static RbkCarrier *
open_carrier (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error)
{
  return rbk_mail_carrier_new (g_object_ref (RBK_MAILBOX (((Fixture *) data)->mailbox)));
}

static void
start (Fixture *fixture)
{
  RbkSendSchedule schedule = {
    .first_wait_us = 20000, .longest_wait_us = 40000, .look_again_us = 20000, .longest_nap_us = 20000
  };

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
  g_assert_finalize_object (fixture->mailbox);
  g_free (fixture->person);
  g_free (fixture->account);
  g_free (fixture->customer);
  g_free (fixture->path);
}

/* Presses: the message, with more members in it, and its place in the queue. Returns the message's id. */
static char *
press_with (Fixture *fixture, gint64 next_us, const char *members)
{
  char *id = rbk_id_new ();

  append (
    fixture,
    RBK_ENTRY_KIND_EMAIL,
    id,
    fixture->customer,
    g_strdup_printf (
      "{\"direction\":\"out\",\"address\":\"lena@mail.test\",\"subject\":\"The Kestrel\",\"text\":\"Hello "
      "Lena.\",\"message_id\":\"%s@harborpoint.example.com\",\"account\":\"%s\",\"from\":"
      "\"ana@harborpoint.example.com\",\"signature\":\"Ana\\n1 Pier Road\\nWrite to get no more emails\"%s}",
      id,
      fixture->account,
      members));
  append (fixture,
          RBK_ENTRY_KIND_DELIVERY,
          NULL,
          fixture->customer,
          g_strdup_printf (
            "{\"message\":\"%s\",\"state\":\"queued\",\"attempt\":0,\"next_us\":%" G_GINT64_FORMAT "}",
            id,
            next_us));
  return id;
}

static char *
press (Fixture *fixture, gint64 next_us)
{
  return press_with (fixture, next_us, "");
}

static RbkMessageState
state_of (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (fixture->reader, id, &error);

  g_assert_no_error (error);
  return rbk_message_get_state (message);
}

static char *
dup_detail (Fixture *fixture, const char *id)
{
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (fixture->reader, id, NULL);

  return g_strdup (rbk_message_get_detail (message));
}

static void
expect (Fixture *fixture, const char *id, RbkMessageState state)
{
  rbk_test_wait_until (state_of (fixture, id) == state);
}

static void
test_accepted_is_sent_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);

  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_ACCEPTED);
  rbk_outbox_wake (fixture->outbox, TRUE);
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 1);
  start (fixture);
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 1);
}

static void
test_failure_is_tried_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);

  fixture->mailbox->answers = "NNNA";
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_ACCEPTED);
  g_assert_cmpint (g_atomic_int_get (&fixture->mailbox->sends), ==, 4);
  g_assert_cmpint (g_atomic_int_get (&fixture->mailbox->looks), ==, 0);
}

static void
test_refusal_is_final_and_says_why (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);
  g_autofree char *detail = NULL;

  fixture->mailbox->answers = "R";
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_FAILED);
  detail = dup_detail (fixture, id);
  g_assert_cmpstr (detail, ==, "There is no such mailbox.");
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 1);
}

static void
test_password_is_held_until_mended (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);
  g_autofree char *detail = NULL;

  fixture->mailbox->answers = "IA";
  start (fixture);
  rbk_test_wait_until (state_of (fixture, id) != RBK_MESSAGE_STATE_QUEUED &&
                       state_of (fixture, id) != RBK_MESSAGE_STATE_SENDING);
  rbk_outbox_wake (fixture->outbox, TRUE);
  expect (fixture, id, RBK_MESSAGE_STATE_ACCEPTED);
}

static void
test_cut_off_is_asked_before_all_else (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);

  fixture->mailbox->answers = "U";
  fixture->mailbox->finds = "S";
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_ACCEPTED);
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 1);
  g_assert_cmpint (fixture->mailbox->looks, ==, 1);
}

static void
test_cut_off_is_sent_again_after_two_noes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);

  fixture->mailbox->answers = "UA";
  fixture->mailbox->finds = "N?NN";
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_ACCEPTED);
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 2);
  /* A look without an answer between them makes the first no worthless. */
  g_assert_cmpint (fixture->mailbox->looks, ==, 4);
}

static void
test_what_cannot_be_known_is_unknown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);
  g_autofree char *detail = NULL;

  fixture->mailbox->answers = "U";
  fixture->mailbox->finds = "?";
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_UNKNOWN);
  detail = dup_detail (fixture, id);
  g_assert_nonnull (strstr (detail, "Sent"));
  rbk_outbox_wake (fixture->outbox, TRUE);
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 1);
}

static void
test_crash_in_sending_asks_first (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);

  append (fixture,
          RBK_ENTRY_KIND_DELIVERY,
          NULL,
          fixture->customer,
          g_strdup_printf ("{\"message\":\"%s\",\"state\":\"sending\",\"attempt\":1,\"next_us\":0}", id));
  fixture->mailbox->finds = "S";
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_ACCEPTED);
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 0);
}

static void
test_undo_time_is_kept (Fixture *fixture, gconstpointer data)
{
  gint64 now = rbk_clock_now_us (fixture->clock);
  g_autofree char *later = press (fixture, now + 3600 * (gint64) G_USEC_PER_SEC);
  g_autofree char *first = press (fixture, 0);

  start (fixture);
  expect (fixture, first, RBK_MESSAGE_STATE_ACCEPTED);
  /* Not even a network that comes back, or a new account, shortens it. */
  rbk_outbox_wake (fixture->outbox, TRUE);
  stop (fixture);
  g_assert_cmpint (state_of (fixture, later), ==, RBK_MESSAGE_STATE_QUEUED);
  g_assert_cmpint (fixture->mailbox->sends, ==, 1);
}

static void
test_cancelled_never_leaves (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);

  append (fixture,
          RBK_ENTRY_KIND_DELIVERY,
          NULL,
          fixture->customer,
          g_strdup_printf ("{\"message\":\"%s\",\"state\":\"cancelled\"}", id));
  start (fixture);
  stop (fixture);
  g_assert_cmpint (fixture->mailbox->sends, ==, 0);
}

/* K-26 for written messages: the gate is asked again in the moment of sending. */
static void
test_opt_out_after_the_press_counts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);
  g_autofree char *detail = NULL;

  append (fixture,
          RBK_ENTRY_KIND_CONSENT_WITHDRAWN,
          NULL,
          fixture->customer,
          g_strdup ("{\"medium\":\"email\",\"words\":\"Stop. Thank you\"}"));
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_FAILED);
  stop (fixture);
  detail = dup_detail (fixture, id);
  g_assert_nonnull (strstr (detail, "K-30"));
  g_assert_cmpint (fixture->mailbox->sends, ==, 0);
}

/* Whoever queued it: what was practised never leaves, and what was not does. */
static void
test_practice_never_leaves (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      gboolean practice = i < 2;
      g_autofree char *draft = rbk_id_new ();
      g_autofree char *take = rbk_id_new ();
      g_autofree char *other = rbk_id_new ();
      g_autofree char *media = rbk_id_new ();
      /* As a whole, and as a part of another. */
      g_autofree char *members =
        g_strdup_printf (",\"draft\":\"%s\",\"take\":\"%s\",\"passages\":[{\"take\":\"%s\"}]",
                         draft,
                         i == 0 ? take : other,
                         i == 1 ? take : other);
      g_autofree char *id = NULL;
      g_autofree char *detail = NULL;

      append (fixture,
              RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
              draft,
              fixture->customer,
              g_strdup_printf ("{\"event\":\"opened\",\"draft\":\"%s\"}", draft));
      append (fixture,
              RBK_ENTRY_KIND_VOICEMAIL_TAKE,
              take,
              fixture->customer,
              g_strdup_printf ("{\"draft\":\"%s\",\"take\":\"%s\",\"media\":\"%s\",\"practice\":%s}",
                               draft,
                               take,
                               media,
                               practice ? "true" : "false"));
      id = press_with (fixture, 0, members);
      append (fixture,
              RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
              NULL,
              fixture->customer,
              g_strdup_printf ("{\"event\":\"closed\",\"draft\":\"%s\"}", draft));
      start (fixture);
      expect (fixture, id, practice ? RBK_MESSAGE_STATE_FAILED : RBK_MESSAGE_STATE_ACCEPTED);
      detail = dup_detail (fixture, id);
      g_assert_true ((detail != NULL && strstr (detail, "V-20") != NULL) == practice);
      stop (fixture);
      g_assert_cmpint (fixture->mailbox->sends, ==, practice ? 0 : 1);
    }
}

static void
test_removed_account_holds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = press (fixture, 0);

  append (fixture,
          RBK_ENTRY_KIND_ACCOUNT_CHANGED,
          NULL,
          NULL,
          g_strdup_printf ("{\"account\":\"%s\",\"removed\":true}", fixture->account));
  start (fixture);
  expect (fixture, id, RBK_MESSAGE_STATE_HELD);
  append (fixture,
          RBK_ENTRY_KIND_ACCOUNT_CHANGED,
          NULL,
          NULL,
          g_strdup_printf ("{\"account\":\"%s\",\"removed\":false}", fixture->account));
  rbk_outbox_wake (fixture->outbox, TRUE);
  expect (fixture, id, RBK_MESSAGE_STATE_ACCEPTED);
}

static void
test_waits_grow_and_obey_the_server (void)
{
  RbkSendSchedule schedule;
  gint64 last = 0;

  rbk_send_schedule_init (&schedule);
  for (guint attempt = 1; attempt < 7; attempt++)
    {
      gint64 wait = rbk_send_schedule_wait_us (&schedule, attempt, 0);

      /* Doubled, and a quarter off at most either way: always longer than the one before. */
      g_assert_cmpint (wait, >, last * 6 / 5);
      last = wait;
    }
  g_assert_cmpint (rbk_send_schedule_wait_us (&schedule, 40, 0), <=, schedule.longest_wait_us * 5 / 4);
  g_assert_cmpint (rbk_send_schedule_wait_us (&schedule, 1, 7200 * (gint64) G_USEC_PER_SEC),
                   >=,
                   7200 * (gint64) G_USEC_PER_SEC);
}

#define ADD(path, function) g_test_add ("/outbox/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("accepted-is-sent-once", test_accepted_is_sent_once);
  ADD ("failure-is-tried-again", test_failure_is_tried_again);
  ADD ("refusal-is-final-and-says-why", test_refusal_is_final_and_says_why);
  ADD ("A-6/password-is-held-until-mended", test_password_is_held_until_mended);
  ADD ("cut-off-is-asked-before-all-else", test_cut_off_is_asked_before_all_else);
  ADD ("cut-off-is-sent-again-after-two-noes", test_cut_off_is_sent_again_after_two_noes);
  ADD ("what-cannot-be-known-is-unknown", test_what_cannot_be_known_is_unknown);
  ADD ("crash-in-sending-asks-first", test_crash_in_sending_asks_first);
  ADD ("undo-time-is-kept", test_undo_time_is_kept);
  ADD ("cancelled-never-leaves", test_cancelled_never_leaves);
  ADD ("K-26/opt-out-after-the-press-counts", test_opt_out_after_the_press_counts);
  ADD ("V-20/practice-never-leaves", test_practice_never_leaves);
  ADD ("removed-account-holds", test_removed_account_holds);
  g_test_add_func ("/outbox/schedule", test_waits_grow_and_obey_the_server);
  return g_test_run ();
}
