/* test-desk-sends.c: from the press of the button to a real mail server and back onto the timeline.
 *
 * Runs under with-cyrus; without a window, so that the sanitizers see all of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "channels/rbk-channel-error.h"
#include "desk/rbk-composer.h"
#include "desk/rbk-desk-written.h"
#include "desk/rbk-desk.h"
#include "desk/rbk-timeline.h"
#include "keyring/rbk-keyring.h"
#include "ledger/rbk-ledger-reader.h"
#include "media/rbk-clean-up.h"
#include "media/rbk-render.h"
#include "media/rbk-take-measure.h"
#include "model/rbk-json.h"
#include "rbk-test-speech.h"
#include "rbk-test.h"

#include <gmime/gmime.h>

/* GMime brings none. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)

#define ADDRESS "lena@mail.test"

typedef struct
{
  RbkClock *clock;
  RbkDesk *desk;
  char *directory;
  char *customer;
} Fixture;

/* The result of one use case. */
typedef struct
{
  GAsyncResult *result;
} Wait;

static GAsyncResult *
finished (Wait *wait)
{
  rbk_test_wait_until (wait->result != NULL);
  return wait->result;
}

static void
wait_clear (Wait *wait)
{
  g_clear_object (&wait->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wait, wait_clear)

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const domains[] = { "dealer.test", NULL };
  g_autofree char *keyring = NULL;
  g_autoptr (JsonObject) facts = rbk_json_parse_object (
    "{\"first\":\"Lena\",\"last\":\"Fischer\",\"emails\":[{\"address\":\"" ADDRESS "\"}]}", -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) policy = rbk_json_new ("postal_address", "1 Pier Road", NULL);
  g_auto (Wait) open = { 0 }, found = { 0 }, change = { 0 }, decide = { 0 };

  fixture->directory = g_dir_make_tmp ("rbk-desk-sends-XXXXXX", NULL);
  keyring = g_build_filename (fixture->directory, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  fixture->clock = rbk_clock_new ();
  fixture->desk = rbk_desk_new (fixture->directory, FALSE, fixture->clock);
  rbk_desk_open_async (fixture->desk, NULL, rbk_test_keep_result_cb, &open.result);
  rbk_desk_open_finish (fixture->desk, finished (&open), &error);
  g_assert_no_error (error);
  rbk_desk_found_showroom_async (fixture->desk,
                                 "Harbor Point Motors",
                                 domains,
                                 "Anna Ruiz",
                                 g_getenv ("RBK_TEST_USER"),
                                 "(312) 555-0101",
                                 NULL,
                                 rbk_test_keep_result_cb,
                                 &found.result);
  rbk_desk_found_showroom_finish (fixture->desk, finished (&found), &error);
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_desk_is_founded (fixture->desk));
  /* M-5: below every email. */
  rbk_desk_change_policy_async (fixture->desk, policy, NULL, rbk_test_keep_result_cb, &decide.result);
  rbk_desk_change_policy_finish (fixture->desk, finished (&decide), &error);
  g_assert_no_error (error);
  rbk_desk_change_customer_async (fixture->desk, NULL, facts, NULL, rbk_test_keep_result_cb, &change.result);
  fixture->customer = rbk_desk_change_customer_finish (fixture->desk, finished (&change), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_auto (Wait) close = { 0 };

  rbk_desk_close_async (fixture->desk, rbk_test_keep_result_cb, &close.result);
  g_assert_true (rbk_desk_close_finish (fixture->desk, finished (&close), NULL));
  g_clear_object (&close.result);
  g_assert_finalize_object (fixture->desk);
  g_clear_object (&fixture->clock);
  g_free (fixture->directory);
  g_free (fixture->customer);
}

static gboolean
add_mailbox (Fixture *fixture, const char *secret, GError **error)
{
  g_auto (Wait) add = { 0 };

  rbk_desk_add_mailbox_async (fixture->desk,
                              g_getenv ("RBK_TEST_USER"),
                              g_getenv ("RBK_TEST_JMAP_URL"),
                              NULL,
                              secret,
                              FALSE,
                              NULL,
                              rbk_test_keep_result_cb,
                              &add.result);
  return rbk_desk_add_mailbox_finish (fixture->desk, finished (&add), error);
}

/* Records three seconds; returns the take. */
static RbkTake *
record (RbkComposer *composer)
{
  g_autoptr (GError) error = NULL;
  gint64 duration = 0;

  g_assert_true (rbk_composer_record (composer, &error));
  while (duration < 3000000)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (composer, "duration-us", &duration, NULL);
    }
  rbk_composer_stop (composer);
  rbk_test_wait_until (rbk_composer_get_chosen_sound (composer) != NULL);
  return g_object_ref (rbk_composer_get_chosen (composer));
}

/* The one message in the sink with @subject; waits for it. (transfer full) */
static GMimeMessage *
arrived (const char *subject)
{
  const char *sink = g_getenv ("RBK_TEST_SINK");
  g_autoptr (GDir) dir = g_dir_open (sink, 0, NULL);
  GMimeMessage *found = NULL;
  const char *name;
  guint count = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (sink, name, NULL);
      g_autoptr (GMimeStream) stream = NULL;
      g_autoptr (GMimeParser) parser = NULL;
      g_autoptr (GMimeMessage) message = NULL;

      if (!g_str_has_suffix (name, ".eml"))
        continue;
      stream = g_mime_stream_file_open (path, "r", NULL);
      parser = g_mime_parser_new_with_stream (stream);
      message = g_mime_parser_construct_message (parser, NULL);
      if (g_strcmp0 (g_mime_message_get_subject (message), subject) != 0)
        continue;
      g_set_object (&found, message);
      count++;
    }
  g_assert_cmpuint (count, ==, 1);
  return found;
}

static void
find_sound (GMimeObject *parent, GMimeObject *part, gpointer data)
{
  GMimeContentType *type = g_mime_object_get_content_type (part);

  if (g_mime_content_type_is_type (type, "audio", "*"))
    g_set_object ((GMimeObject **) data, part);
}

static GBytes *
get_sound (GMimeMessage *message)
{
  g_autoptr (GMimeObject) part = NULL;
  GMimeStream *stream = g_mime_stream_mem_new ();
  GBytes *bytes;
  GByteArray *array;

  g_mime_message_foreach (message, find_sound, &part);
  g_assert_nonnull (part);
  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (part)), stream);
  array = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  bytes = g_bytes_new (array->data, array->len);
  g_object_unref (stream);
  return bytes;
}

static RbkMessageState
state_of (RbkTimeline *timeline, const char *message)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++)
    {
      g_autoptr (RbkTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (timeline), i);

      if (g_str_equal (rbk_entry_get_id (rbk_timeline_item_get_entry (item)), message))
        return rbk_timeline_item_get_state (item);
    }
  return RBK_MESSAGE_STATE_NONE;
}

static void
test_recorded_heard_and_sent (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  RbkComposer *composer = rbk_composer_new (desk, fixture->customer);
  g_autoptr (RbkTimeline) timeline = rbk_timeline_new (desk, fixture->customer);
  g_autoptr (RbkTake) take = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_auto (Wait) send = { 0 }, close = { 0 };

  g_assert_true (add_mailbox (fixture, g_getenv ("RBK_TEST_SECRET"), &error));
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_desk_get_accounts (desk)->len == 1);
  take = record (composer);
  rbk_desk_send_email_async (desk,
                             fixture->customer,
                             ADDRESS,
                             "A voice message",
                             "Hello Lena,\n\nit is here.",
                             rbk_composer_get_draft (composer),
                             rbk_take_get_id (take),
                             FALSE,
                             NULL,
                             0,
                             NULL,
                             rbk_test_keep_result_cb,
                             &send.result);
  id = rbk_desk_send_email_finish (desk, finished (&send), &error);
  g_assert_no_error (error);
  rbk_test_wait_until (state_of (timeline, id) == RBK_MESSAGE_STATE_QUEUED);
  rbk_test_wait_until (state_of (timeline, id) == RBK_MESSAGE_STATE_ACCEPTED);

  message = arrived ("A voice message");
  g_assert_nonnull (strstr (g_mime_message_get_message_id (message), id));
  sound = get_sound (message);
  pcm = rbk_decode_to_pcm (sound, 60 * (gint64) G_USEC_PER_SEC, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS ((gint64) g_bytes_get_size (pcm) - rbk_take_get_bytes (take)) * 10, <, 96000 * 2);

  rbk_composer_close_async (composer, rbk_test_keep_result_cb, &close.result);
  g_assert_true (rbk_composer_close_finish (composer, finished (&close), NULL));
  g_clear_object (&close.result);
  g_assert_finalize_object (composer);
}

/* What @command writes to its end; both programs are needed to run this suite. */
static void
run (const char *command)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", command, error->message);
}

/* Somebody speaks beside a fan. */
static GBytes *
speak_in_noise (const char *folder)
{
  g_autofree char *wav = g_build_filename (folder, "said.wav", NULL);
  g_autofree char *raw = g_build_filename (folder, "said.raw", NULL);
  g_autofree char *speak = g_strdup_printf (
    "espeak-ng -v en -w %s 'Hello Lena, this is Anna at Harbor Point. The blue one came in this morning, and "
    "I have put the key aside for you. Call or text me at three one two, five five five, zero one zero one.'",
    wav);
  g_autofree char *convert =
    g_strdup_printf ("sox -V1 -R %s -t raw -r 48000 -c 1 -b 16 -e signed-integer %s gain -12", wav, raw);
  gint16 *samples;
  gsize size;

  run (speak);
  run (convert);
  g_assert_true (g_file_get_contents (raw, (char **) &samples, &size, NULL));
  for (gsize i = 0; i < size / 2; i++)
    samples[i] = (gint16) CLAMP (samples[i] + g_test_rand_int_range (-900, 900), -32768, 32767);
  return g_bytes_new_take (samples, size);
}

/* A take as if it had been recorded in @draft. */
static void
add_take (Fixture *fixture, const char *draft, GBytes *sound)
{
  RbkLedger *ledger = rbk_desk_get_ledger (fixture->desk);
  const char *person = rbk_person_get_id (rbk_desk_get_person (fixture->desk));
  g_autofree char *media = rbk_id_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  rbk_ledger_append_media (ledger, media, sound, &error);
  g_assert_no_error (error);
  rbk_ledger_finish_media (ledger, media, &error);
  g_assert_no_error (error);
  g_ptr_array_add (entries,
                   rbk_entry_new (RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                                  fixture->customer,
                                  person,
                                  1,
                                  rbk_json_new ("event", "opened", "draft", draft, NULL)));
  g_ptr_array_add (entries,
                   rbk_entry_new (RBK_ENTRY_KIND_VOICEMAIL_TAKE,
                                  fixture->customer,
                                  person,
                                  1,
                                  rbk_json_new ("draft", draft, "take", draft, "media", media, NULL)));
  rbk_ledger_append (ledger, entries, &error);
  g_assert_no_error (error);
}

/* Sends @sound, waits until it arrived, and gives out what was heard there. */
static GBytes *
send_and_hear (Fixture *fixture, RbkTimeline *timeline, GBytes *sound, const char *subject, gboolean clean)
{
  g_autofree char *draft = rbk_id_new ();
  g_autofree char *id = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) send = { 0 };
  GBytes *pcm;

  add_take (fixture, draft, sound);
  rbk_desk_send_email_async (fixture->desk,
                             fixture->customer,
                             ADDRESS,
                             subject,
                             "Hello Lena,\n\nit is here.",
                             draft,
                             draft,
                             clean,
                             NULL,
                             0,
                             NULL,
                             rbk_test_keep_result_cb,
                             &send.result);
  id = rbk_desk_send_email_finish (fixture->desk, finished (&send), &error);
  g_assert_no_error (error);
  rbk_test_wait_until (state_of (timeline, id) == RBK_MESSAGE_STATE_ACCEPTED);
  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture->desk), NULL);
  entry = rbk_ledger_reader_get_entry (reader, id, NULL);
  g_assert_cmpint (rbk_json_get_boolean (rbk_entry_get_payload (entry), "cleaned", FALSE), ==, clean);
  message = arrived (subject);
  bytes = get_sound (message);
  pcm = rbk_decode_to_pcm (bytes, 60 * (gint64) G_USEC_PER_SEC, NULL, &error);
  g_assert_no_error (error);
  return pcm;
}

/* Noise is taken out of what leaves, where that is wished for; what was said stays. */
static void
test_cleaned_up_leaves_without_the_fan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkTimeline) timeline = rbk_timeline_new (fixture->desk, fixture->customer);
  g_autoptr (GBytes) said = NULL;
  g_autoptr (GBytes) noisy = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GError) error = NULL;
  RbkTakeMeasure before, after;

  if (!rbk_clean_up_can ())
    {
      g_test_skip ("webrtcdsp is not installed");
      return;
    }
  g_assert_true (add_mailbox (fixture, g_getenv ("RBK_TEST_SECRET"), &error));
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == 1);
  said = speak_in_noise (fixture->directory);
  noisy = send_and_hear (fixture, timeline, said, "As it was spoken", FALSE);
  clean = send_and_hear (fixture, timeline, said, "Without the fan", TRUE);
  rbk_take_measure (noisy, &before);
  rbk_take_measure (clean, &after);
  g_test_message ("%.1f dB above the noise, %.1f without it; likeness %.3f",
                  before.speech_to_noise_db,
                  after.speech_to_noise_db,
                  rbk_test_likeness (said, clean));
  g_assert_cmpfloat (after.speech_to_noise_db, >, before.speech_to_noise_db + 6);
  g_assert_cmpfloat (rbk_test_likeness (said, clean), >, 0.9);
}

static void
test_wrong_password_is_said_and_kept_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (add_mailbox (fixture, "not the password", &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  g_assert_null (strstr (error->message, "not the password"));
  g_assert_cmpuint (rbk_desk_get_accounts (fixture->desk)->len, ==, 0);
}

static void
test_removed_mailbox_leaves_no_secret (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  g_autofree char *account = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) removed = { 0 };
  char *secret;

  g_assert_true (add_mailbox (fixture, g_getenv ("RBK_TEST_SECRET"), &error));
  rbk_test_wait_until (rbk_desk_get_accounts (desk)->len == 1);
  account = g_strdup (rbk_account_get_id (g_ptr_array_index (rbk_desk_get_accounts (desk), 0)));
  secret = rbk_keyring_lookup (RBK_KEYRING_MAILBOX, account, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, g_getenv ("RBK_TEST_SECRET"));
  rbk_keyring_free (secret);
  rbk_desk_remove_mailbox_async (desk, account, NULL, rbk_test_keep_result_cb, &removed.result);
  g_assert_true (rbk_desk_remove_mailbox_finish (desk, finished (&removed), &error));
  rbk_test_wait_until (rbk_desk_get_accounts (desk)->len == 0);
  g_assert_null (rbk_keyring_lookup (RBK_KEYRING_MAILBOX, account, NULL, &error));
  g_assert_no_error (error);
}

#define ADD(path, function) g_test_add ("/desk-sends/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true volume=0.1", TRUE);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  g_mime_init ();
  ADD ("recorded-heard-and-sent", test_recorded_heard_and_sent);
  ADD ("cleaned-up", test_cleaned_up_leaves_without_the_fan);
  ADD ("A-6/wrong-password", test_wrong_password_is_said_and_kept_nowhere);
  ADD ("A-6/removed-mailbox-leaves-no-secret", test_removed_mailbox_leaves_no_secret);
  return g_test_run ();
}
