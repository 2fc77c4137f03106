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
#include "ledger/rbk-ledger-reader.h"
#include "rbk-test-texting-showroom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILM   (6 * 1024 * 1024)
#define NOTE   (300 * 1000)
#define SECOND ((gint64) G_USEC_PER_SEC)

/* The first time; never killed. */
static void
begin (Fixture *fixture)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  /* Where it is noon now: at any other hour it would be held (K-1), and the provider's clock is the real one.
   * The sign of these names is POSIX's. */
  g_autofree char *customer = g_strdup_printf ("{\"first\":\"Lena\",\"phones\":[{\"number\":\"" CUSTOMER
                                               "\"}],\"time_zone\":\"Etc/GMT%+d\"}",
                                               g_date_time_get_hour (now) - 12);
  g_autofree char *policy = g_strdup_printf ("{\"postal_address\":\"1 Pier Road\",\"texting\":[{\"number\":"
                                             "\"%s\",\"registration\":\"C1\"}],\"overrides\":[{\"row\":"
                                             "\"reply-hours\",\"value\":\"allowed\",\"reason\":\"A test\","
                                             "\"person\":\"Anna\",\"time_us\":1}]}",
                                             g_getenv ("RBK_TEST_TWILIO_LINE"));

  found (fixture, policy, customer);
  add_web_space (fixture);
}

/* The one customer, and of the texts to them the one in which @words stand. */
static RbkEntry *
find_text (Fixture *fixture, RbkLedgerReader *reader, const char *words)
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
send_one (Fixture *fixture, const char *words, int number)
{
  g_autoptr (RbkWrittenDraft) text = rbk_written_draft_new (RBK_MEDIUM_TEXT, fixture->customer);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  text->text = g_strdup (words);
  if (number % 2 == 0)
    {
      g_autoptr (GBytes) film = make_bytes (FILM, number);
      const RbkUploadPlan plan = {
        .file_name = "walk-around.mp4", .media_type = "video/mp4", .bytes = film, .title = "A video"
      };
      g_autoptr (RbkUpload) upload = rbk_upload_new (fixture->desk, &plan);

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
  id = CALL (fixture->desk, send_written, &error, text);
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
  Fixture fixture = { 0 };
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (GPtrArray) customers = NULL;
  g_autoptr (GError) error = NULL;
  guint waiting = RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) |
                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD) |
                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_SENDING);

  g_assert_cmpint (argc, ==, 3);
  /* Moves as this says: nobody waits here for the ten seconds in which a text can be taken back. */
  open_desk (&fixture, argv[1], rbk_clock_new_fixed (g_get_real_time ()));
  if (!rbk_desk_is_founded (fixture.desk))
    begin (&fixture);
  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture.desk), &error);
  g_assert_no_error (error);
  customers = rbk_ledger_reader_list_customers (reader, NULL, RBK_CUSTOMER_ORDER_RECENT, 0, 1, &error);
  g_assert_no_error (error);
  g_set_str (&fixture.customer, rbk_customer_get_id (customers->pdata[0]));
  puts ("open");
  fflush (stdout);

  for (int i = 0; i < atoi (argv[2]); i++)
    {
      g_autofree char *words =
        g_strdup_printf ("Anna of Harbor Point here, with number %d. Reply STOP to opt out.", i);
      g_autoptr (RbkEntry) sent = find_text (&fixture, reader, words);

      if (sent == NULL)
        send_one (&fixture, words, i);
      rbk_test_wait_until (({
        rbk_clock_advance (fixture.clock, SECOND);
        !has_any (reader, waiting);
      }));
      printf ("done %d\n", i);
      fflush (stdout);
    }
  for (int i = 0; i < atoi (argv[2]); i++)
    {
      g_autofree char *words = g_strdup_printf ("with number %d. Reply", i);
      g_autoptr (RbkEntry) sent = find_text (&fixture, reader, words);

      tell_online (sent, "links", "url");
      tell_online (sent, "links", "media_url");
      tell_online (sent, "attachments", "url");
    }
  g_clear_object (&reader);
  close_desk (&fixture);
  puts ("end");
  return 0;
}
