/* send-film.c: the program that test_kill_upload.py kills.
 *
 *   send-film FOLDER COUNT
 *
 * Sends COUNT texts, one after the other, each with something that has to be in the showroom's web space
 * first: a film, as a link to a page, and a file that goes with the text, by turns. What is in the ledger
 * already is not sent again, as a person would not; what was cut off before is begun anew. Says "done N"
 * after each, and in the end where everything is: "online URL".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "desk/rbk-desk-written.h"
#include "keyring/rbk-keyring.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CUSTOMER "+13125550163"
#define FILM     (6 * 1024 * 1024)
#define NOTE     (300 * 1000)
#define SECOND   ((gint64) G_USEC_PER_SEC)

typedef struct
{
  RbkClock *clock;
  RbkDesk *desk;
  char *directory;
  char *customer;
} Floor;

#define CALL(desk, name, error, ...)                                                                         \
  ({                                                                                                         \
    g_autoptr (GAsyncResult) result_ = NULL;                                                                 \
    rbk_desk_##name##_async (desk, __VA_ARGS__, NULL, rbk_test_keep_result_cb, &result_);                    \
    rbk_test_wait_until (result_ != NULL);                                                                   \
    rbk_desk_##name##_finish (desk, result_, error);                                                         \
  })

static void
append (Floor *floor, RbkEntryKind kind, const char *customer, JsonObject *payload)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries,
                   rbk_entry_new (kind,
                                  customer,
                                  rbk_person_get_id (rbk_desk_get_person (floor->desk)),
                                  rbk_clock_now_us (floor->clock),
                                  payload));
  rbk_ledger_append (rbk_desk_get_ledger (floor->desk), entries, &error);
  g_assert_no_error (error);
}

static void
add_account (Floor *floor, JsonObject *facts, const char *secret)
{
  g_autofree char *id = rbk_id_new ();
  g_autoptr (GError) error = NULL;

  rbk_keyring_store (RBK_KEYRING_MAILBOX, id, "test", secret, NULL, &error);
  g_assert_no_error (error);
  json_object_set_string_member (facts, "account", id);
  append (floor, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, facts);
}

/* The first time; never killed. */
static void
found (Floor *floor)
{
  static const char *const domains[] = { "dealer.test", NULL };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  /* Where it is noon now: at any other hour it would be held (K-1), and the provider's clock is the real one.
   * The sign of these names is POSIX's. */
  g_autofree char *customer_facts = g_strdup_printf ("{\"first\":\"Lena\",\"phones\":[{\"number\":\"" CUSTOMER
                                                     "\"}],\"time_zone\":\"Etc/GMT%+d\"}",
                                                     g_date_time_get_hour (now) - 12);
  g_autoptr (JsonObject) facts = rbk_json_parse_object (customer_facts, -1, NULL);
  g_autofree char *policy = g_strdup_printf ("{\"postal_address\":\"1 Pier Road\",\"texting\":[{\"number\":"
                                             "\"%s\",\"registration\":\"C1\"}],\"overrides\":[{\"row\":"
                                             "\"reply-hours\",\"value\":\"allowed\",\"reason\":\"A test\","
                                             "\"person\":\"Anna\",\"time_us\":1}]}",
                                             g_getenv ("RBK_TEST_TWILIO_LINE"));
  g_autofree char *base = g_strconcat (g_getenv ("RBK_TEST_WEB_URL"), "/m/", NULL);
  g_autofree char *customer = NULL;
  g_autoptr (GError) error = NULL;

  CALL (floor->desk,
        found_showroom,
        &error,
        "Harbor Point Motors",
        domains,
        "Anna Ruiz",
        "anna@dealer.test",
        "(312) 555-0101");
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_desk_is_founded (floor->desk));
  append (floor, RBK_ENTRY_KIND_SHOWROOM_CHANGED, NULL, rbk_json_new ("time_zone", "America/Chicago", NULL));
  append (floor, RBK_ENTRY_KIND_POLICY_CHANGED, NULL, rbk_json_parse_object (policy, -1, NULL));
  customer = CALL (floor->desk, change_customer, &error, NULL, facts);
  g_assert_no_error (error);
  append (
    floor, RBK_ENTRY_KIND_CONSENT_GIVEN, customer, rbk_json_new ("medium", "text", "how", "written", NULL));
  add_account (floor,
               rbk_json_new ("kind",
                             "twilio",
                             "server",
                             g_getenv ("RBK_TEST_TWILIO_URL"),
                             "address",
                             g_getenv ("RBK_TEST_TWILIO_LINE"),
                             "user_name",
                             g_getenv ("RBK_TEST_TWILIO_ACCOUNT"),
                             "sign_in",
                             "password",
                             NULL),
               g_getenv ("RBK_TEST_TWILIO_TOKEN"));
  add_account (floor,
               rbk_json_new ("kind",
                             "web",
                             "server",
                             base,
                             "public_base",
                             base,
                             "user_name",
                             g_getenv ("RBK_TEST_USER"),
                             "sign_in",
                             "password",
                             NULL),
               g_getenv ("RBK_TEST_SECRET"));
  rbk_test_wait_until (rbk_desk_get_accounts (floor->desk)->len == 2);
}

/* The one customer, and of the texts to them the one in which @words stand. */
static RbkEntry *
find_text (Floor *floor, RbkLedgerReader *reader, const char *words)
{
  g_autoptr (GPtrArray) messages = rbk_ledger_reader_list_messages (reader, ~0u, 10000, NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      g_autoptr (RbkEntry) entry =
        rbk_ledger_reader_get_entry (reader, rbk_message_get_id (messages->pdata[i]), NULL);

      if (strstr (rbk_entry_get_string (entry, "text"), words) != NULL)
        return g_steal_pointer (&entry);
    }
  return NULL;
}

static GBytes *
make_bytes (gsize length, int number)
{
  guint8 *bytes = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (i * 31 + i / 4099 + (gsize) number);
  return g_bytes_new_take (bytes, length);
}

static void
send_one (Floor *floor, const char *words, int number)
{
  g_autoptr (RbkWrittenDraft) text = rbk_written_draft_new (RBK_MEDIUM_TEXT, floor->customer);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  text->text = g_strdup (words);
  if (number % 2 == 0)
    {
      g_autoptr (GBytes) film = make_bytes (FILM, number);
      const RbkUploadPlan plan = {
        .file_name = "walk-around.mp4", .media_type = "video/mp4", .bytes = film, .title = "A video"
      };
      g_autoptr (RbkUpload) upload = rbk_upload_new (floor->desk, &plan);

      rbk_upload_start (upload);
      rbk_written_draft_attach_upload (text, upload, NULL);
      rbk_test_wait_until (rbk_upload_get_state (upload) != RBK_UPLOAD_RUNNING);
      if (rbk_upload_get_state (upload) != RBK_UPLOAD_DONE)
        g_error ("%s", rbk_upload_get_words (upload));
    }
  else
    {
      g_autoptr (GBytes) note = make_bytes (NOTE, number);

      rbk_written_draft_attach (text, "note.m4a", "audio/mp4", note);
    }
  id = CALL (floor->desk, send_written, &error, text);
  g_assert_no_error (error);
}

static gboolean
has_any (RbkLedgerReader *reader, guint states)
{
  g_autoptr (GPtrArray) messages = rbk_ledger_reader_list_messages (reader, states, 1, NULL);

  return messages->len > 0;
}

static void
tell_online (RbkEntry *entry, const char *list, const char *member)
{
  JsonArray *array = rbk_json_get_array (rbk_entry_get_payload (entry), list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *url = rbk_json_get_string (rbk_json_array_get_object (array, i), member);

      if (url != NULL)
        printf ("online %s\n", url);
    }
}

int
main (int argc, char *argv[])
{
  Floor floor = { 0 };
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) customers = NULL;
  g_autoptr (GError) error = NULL;
  guint waiting = RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) |
                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD) |
                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_SENDING);

  g_assert_cmpint (argc, ==, 3);
  floor.directory = argv[1];
  /* Moves as this says: nobody waits here for the ten seconds in which a text can be taken back. */
  floor.clock = rbk_clock_new_fixed (g_get_real_time ());
  floor.desk = rbk_desk_new (floor.directory, FALSE, floor.clock);
  rbk_desk_open_async (floor.desk, NULL, rbk_test_keep_result_cb, &opened);
  rbk_test_wait_until (opened != NULL);
  rbk_desk_open_finish (floor.desk, opened, &error);
  g_assert_no_error (error);
  if (!rbk_desk_is_founded (floor.desk))
    found (&floor);
  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (floor.desk), &error);
  g_assert_no_error (error);
  customers = rbk_ledger_reader_list_customers (reader, NULL, RBK_CUSTOMER_ORDER_RECENT, 0, 1, &error);
  g_assert_no_error (error);
  floor.customer = g_strdup (rbk_customer_get_id (customers->pdata[0]));
  puts ("open");
  fflush (stdout);

  for (int i = 0; i < atoi (argv[2]); i++)
    {
      g_autofree char *words =
        g_strdup_printf ("Anna of Harbor Point here, with number %d. Reply STOP to opt out.", i);
      g_autoptr (RbkEntry) sent = find_text (&floor, reader, words);

      if (sent == NULL)
        send_one (&floor, words, i);
      rbk_test_wait_until (({
        rbk_clock_advance (floor.clock, SECOND);
        !has_any (reader, waiting);
      }));
      printf ("done %d\n", i);
      fflush (stdout);
    }
  for (int i = 0; i < atoi (argv[2]); i++)
    {
      g_autofree char *words = g_strdup_printf ("with number %d. Reply", i);
      g_autoptr (RbkEntry) sent = find_text (&floor, reader, words);

      tell_online (sent, "links", "url");
      tell_online (sent, "links", "media_url");
      tell_online (sent, "attachments", "url");
    }
  g_clear_object (&reader);
  rbk_desk_close_async (floor.desk, rbk_test_keep_result_cb, &closed);
  rbk_test_wait_until (closed != NULL);
  g_assert_true (rbk_desk_close_finish (floor.desk, closed, NULL));
  g_clear_object (&closed);
  g_clear_object (&floor.desk);
  g_clear_object (&floor.clock);
  g_free (floor.customer);
  puts ("end");
  return 0;
}
