/* test-desk-media.c: recordings, films and contact cards from the press of the button to where a customer's
 * phone opens them.
 *
 * Runs beside a real web space (with-web), a texting provider (with-twilio) and a web space that fails on
 * request (faulty_web.py); without a window, so that the sanitizers see all of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-access.h"
#include "channels/rbk-channel-error.h"
#include "channels/rbk-http-session.h"
#include "desk/rbk-known-line.h"
#include "ledger/rbk-ledger-reader.h"
#include "media/rbk-render.h"
#include "rbk-test-texting-showroom.h"

#include <math.h>
#include <string.h>

#define FILM (3 * 1024 * 1024)

/* One that fails as @plan says. */
static void
add_faulty_web_space (Fixture *fixture, const char *plan)
{
  g_autofree char *run = rbk_id_new ();
  g_autofree char *upload = g_strdup_printf ("%s/%s/%s/up/", g_getenv ("RBK_TEST_FAULTY_HTTP"), plan, run);
  g_autofree char *shown = g_strdup_printf ("%s/%s/%s/pub/", g_getenv ("RBK_TEST_FAULTY_HTTP"), plan, run);

  add_account (fixture,
               rbk_json_new ("kind",
                             "web",
                             "server",
                             upload,
                             "public_base",
                             shown,
                             "user_name",
                             "showroom",
                             "sign_in",
                             "password",
                             NULL),
               "any");
}

/* Seconds to noon on a Wednesday to come, at the customer's: any other hour would be held (K-1). */
static gint64
count_to_noon (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Chicago");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  gint days = (3 - g_date_time_get_day_of_week (now) + 7) % 7;
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days == 0 ? 7 : days);
  g_autoptr (GDateTime) noon = g_date_time_new (zone,
                                                g_date_time_get_year (day),
                                                g_date_time_get_month (day),
                                                g_date_time_get_day_of_month (day),
                                                12,
                                                0,
                                                0);

  return g_date_time_to_unix (noon) - g_date_time_to_unix (now);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const customer =
    "{\"first\":\"Lena\",\"last\":\"Fischer\",\"emails\":[{\"address\":\"lena@mail.test\"}],"
    "\"phones\":[{\"number\":\"" CUSTOMER
    "\"}],\"time_zone\":\"America/Chicago\",\"address\":{\"region\":\"IL\","
    "\"postal_code\":\"60601\"},\"wanted\":[{\"year\":2022,\"make\":\"Honda\",\"model\":\"Civic\"}]}";
  g_autofree char *policy = g_strdup_printf ("{\"postal_address\":\"1 Pier Road\",\"why_buy\":"
                                             "\"https://dealer.test/why\",\"texting\":[{\"number\":\"%s\","
                                             "\"registration\":\"C1\"}]}",
                                             g_getenv ("RBK_TEST_TWILIO_LINE"));
  g_autofree char *directory = g_dir_make_tmp ("rbk-desk-media-XXXXXX", NULL);

  open_desk (fixture, directory, rbk_clock_new ());
  found (fixture, policy, customer);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_desk (fixture);
}

/* ---- What was recorded ---- */

/* @seconds of a tone that is as loud as a voice, recorded for the customer. Gives out its draft, which is its
 * take too. */
static char *
record (Fixture *fixture, guint seconds)
{
  char *draft = rbk_id_new ();
  g_autofree char *media = rbk_id_new ();
  gint16 *samples = g_new (gint16, seconds * 48000);
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < seconds * 48000; i++)
    samples[i] = (gint16) (8000 * sin (i * 2 * G_PI * 440 / 48000) * (0.6 + 0.4 * sin (i / 9600.0)));
  sound = g_bytes_new_take (samples, seconds * 48000 * sizeof *samples);
  rbk_ledger_append_media (rbk_desk_get_ledger (fixture->desk), media, sound, &error);
  g_assert_no_error (error);
  rbk_ledger_finish_media (rbk_desk_get_ledger (fixture->desk), media, &error);
  g_assert_no_error (error);
  append (fixture,
          RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
          fixture->customer,
          rbk_json_new ("event", "opened", "draft", draft, NULL));
  append (fixture,
          RBK_ENTRY_KIND_VOICEMAIL_TAKE,
          fixture->customer,
          rbk_json_new ("draft", draft, "take", draft, "media", media, NULL));
  return draft;
}

static RbkVoiceNote *
make_note (Fixture *fixture, const char *draft)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (fixture->desk, fixture->customer, NULL);
  g_autoptr (GError) error = NULL;
  RbkVoiceNote *note = CALL (fixture->desk, make_voice_note, &error, customer, draft, draft);

  g_assert_no_error (error);
  return note;
}

static RbkWrittenDraft *
make_text (Fixture *fixture, const char *words)
{
  RbkWrittenDraft *draft = rbk_written_draft_new (RBK_MEDIUM_TEXT, fixture->customer);

  draft->text = g_strdup (words);
  return draft;
}

/* ---- What came of it ---- */

static RbkMessageState
state_of (Fixture *fixture, const char *id)
{
  g_autoptr (RbkLedgerReader) reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture->desk), NULL);
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (reader, id, NULL);

  return message != NULL ? rbk_message_get_state (message) : RBK_MESSAGE_STATE_NONE;
}

static RbkEntry *
get_entry (Fixture *fixture, const char *id)
{
  g_autoptr (RbkLedgerReader) reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture->desk), NULL);

  return rbk_ledger_reader_get_entry (reader, id, NULL);
}

/* What anybody gets at @url, without a password; and as what. */
static GBytes *
fetch (const char *url, char **media_type)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = rbk_http_session_get (http, uri, NULL, RBK_HTTP_REDIRECT_NEVER, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  if (media_type != NULL)
    *media_type = g_strdup (reply->media_type);
  return g_bytes_ref (reply->body);
}

static char *
fetch_text (const char *url)
{
  g_autoptr (GBytes) body = fetch (url, NULL);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* What the provider itself has. */
static JsonObject *
ask_provider (const char *path)
{
  g_autofree char *url = g_strdup_printf ("%s/2010-04-01/Accounts/%s/%s",
                                          g_getenv ("RBK_TEST_TWILIO_STATE"),
                                          g_getenv ("RBK_TEST_TWILIO_ACCOUNT"),
                                          path);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();
  g_autoptr (RbkAccess) access =
    rbk_basic_access_new (g_getenv ("RBK_TEST_TWILIO_ACCOUNT"), g_getenv ("RBK_TEST_TWILIO_TOKEN"));
  char *authorization = rbk_access_dup_authorization (access, NULL, NULL);
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  reply = rbk_http_session_get (http, uri, authorization, RBK_HTTP_REDIRECT_NEVER, NULL, &error);
  rbk_access_free_authorization (authorization);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  object = rbk_json_parse_bytes (reply->body, &error);
  g_assert_no_error (error);
  return object;
}

/* The one text at the provider in which @words stand. */
static JsonObject *
arrived (const char *words)
{
  g_autoptr (JsonObject) reply = ask_provider ("Messages.json?PageSize=1000");
  JsonArray *messages = rbk_json_get_array (reply, "messages");
  JsonObject *found = NULL;
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = rbk_json_array_get_object (messages, i);

      if (strstr (rbk_json_get_string (message, "body"), words) == NULL)
        continue;
      count++;
      g_clear_pointer (&found, json_object_unref);
      found = json_object_ref (message);
    }
  g_assert_cmpuint (count, ==, 1);
  return found;
}

/* Sends it, and waits until the provider took it. */
static char *
send (Fixture *fixture, const RbkWrittenDraft *draft)
{
  g_autoptr (GError) error = NULL;
  char *id = CALL (fixture->desk, send_written, &error, draft);

  g_assert_no_error (error);
  rbk_test_wait_until (state_of (fixture, id) == RBK_MESSAGE_STATE_ACCEPTED);
  return id;
}

static guint
count_online (void)
{
  g_autoptr (GDir) folder = g_dir_open (g_getenv ("RBK_TEST_WEB_FILES"), 0, NULL);
  guint n = 0;

  g_assert_nonnull (folder);
  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
wait_for (RbkUpload *upload, RbkUploadState state)
{
  rbk_test_wait_until (rbk_upload_get_state (upload) != RBK_UPLOAD_RUNNING);
  if (rbk_upload_get_state (upload) != state)
    g_error ("%s", rbk_upload_get_words (upload));
}

/* ---- Tests ---- */

/* The phone of whoever gets the text opens the very file that was heard here. */
static void
test_voice_note_goes_with_a_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft = record (fixture, 4);
  g_autoptr (RbkVoiceNote) note = make_note (fixture, draft);
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "A note for you, Lena.");
  g_autoptr (RbkEntry) entry = NULL;
  g_autoptr (JsonObject) message = NULL;
  g_autoptr (GBytes) got = NULL;
  g_autofree char *type = NULL;
  g_autofree char *id = NULL;
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkDraft) closed = NULL;
  JsonObject *attachment;

  add_web_space (fixture);
  g_assert_true (rbk_desk_can_attach_to_text (fixture->desk, text, g_bytes_get_size (note->bytes)));
  rbk_written_draft_attach_note (text, note);
  id = send (fixture, text);
  message = arrived ("A note for you");
  g_assert_cmpstr (rbk_json_get_string (message, "num_media"), ==, "1");
  entry = get_entry (fixture, id);
  attachment =
    rbk_json_array_get_object (rbk_json_get_array (rbk_entry_get_payload (entry), "attachments"), 0);
  got = fetch (rbk_json_get_string (attachment, "url"), &type);
  g_assert_true (g_bytes_equal (got, note->bytes));
  g_assert_true (g_str_has_prefix (type, "audio/"));
  /* It is heard on the timeline, and its draft is over. */
  g_assert_cmpstr (rbk_entry_get_string (entry, "media"), ==, note->media);
  g_assert_cmpint (rbk_entry_get_int (entry, "seconds", 0), ==, 4);
  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture->desk), NULL);
  closed = rbk_ledger_reader_get_draft (reader, draft, NULL);
  g_assert_true (rbk_draft_is_closed (closed));
}

/* What was sent once can be sent again; what is too much for a text goes as a link to a page that plays it.
 */
static void
test_long_note_goes_as_a_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft = record (fixture, 90);
  g_autoptr (GPtrArray) recordings = NULL;
  g_autoptr (RbkVoiceNote) note = NULL;
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "A long one for you.");
  g_autoptr (RbkUpload) upload = NULL;
  g_autoptr (RbkVerdict) verdict = NULL;
  g_autoptr (JsonObject) message = NULL;
  g_autoptr (GBytes) got = NULL;
  g_autofree char *page = NULL;
  g_autofree char *id = NULL;
  g_autofree char *link = NULL;
  RbkUploadPlan plan = { 0 };

  add_web_space (fixture);
  append (fixture,
          RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
          fixture->customer,
          rbk_json_new ("event", "closed", "draft", draft, NULL));
  recordings = rbk_desk_list_recordings (fixture->desk, fixture->customer, NULL);
  g_assert_cmpuint (recordings->len, ==, 1);
  g_assert_cmpstr (((RbkRecording *) recordings->pdata[0])->take, ==, draft);
  g_assert_cmpint (((RbkRecording *) recordings->pdata[0])->duration_us, ==, 90 * G_USEC_PER_SEC);
  note = make_note (fixture, draft);
  g_assert_false (rbk_desk_can_attach_to_text (fixture->desk, text, g_bytes_get_size (note->bytes)));

  rbk_written_draft_attach_note (text, note);
  verdict = rbk_desk_judge_written (fixture->desk, text);
  g_assert_cmpint (verdict->answer, ==, RBK_GATE_REFUSED);
  g_assert_nonnull (strstr (verdict->words, "as a link"));
  g_ptr_array_set_size (text->attachments, 0);

  plan = (RbkUploadPlan) {
    .file_name = note->file_name, .media_type = note->media_type, .bytes = note->bytes, .title = note->title
  };
  upload = rbk_upload_new (fixture->desk, &plan);
  rbk_written_draft_attach_upload (text, upload, note);
  rbk_upload_start (upload);
  g_clear_pointer (&verdict, rbk_verdict_free);
  verdict = rbk_desk_judge_written (fixture->desk, text);
  g_assert_cmpint (verdict->answer, ==, RBK_GATE_REFUSED);
  g_assert_nonnull (strstr (verdict->words, "on its way"));
  wait_for (upload, RBK_UPLOAD_DONE);
  link = g_strdup (rbk_upload_get_link (upload));
  g_assert_true (g_str_has_suffix (link, ".html"));
  id = send (fixture, text);
  message = arrived ("A long one for you.");
  g_assert_cmpstr (rbk_json_get_string (message, "num_media"), ==, "0");
  g_assert_nonnull (strstr (rbk_json_get_string (message, "body"), link));
  page = fetch_text (link);
  g_assert_nonnull (strstr (page, "<audio"));
  g_assert_nonnull (strstr (page, "Harbor Point Motors"));
  g_assert_null (strstr (page, "Lena"));
  got = fetch (rbk_upload_get_media_url (upload), NULL);
  g_assert_true (g_bytes_equal (got, note->bytes));
}

/* A film of the salesperson's, from a file. */
static GFile *
make_film (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "walk-around.mp4", NULL);
  g_autofree guint8 *bytes = g_malloc (FILM);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < FILM; i++)
    bytes[i] = (guint8) (i * 31 + i / 4099);
  g_file_set_contents (path, (const char *) bytes, FILM, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static RbkUpload *
upload_film (Fixture *fixture, GFile *film)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (fixture->desk, fixture->customer, NULL);
  g_autofree char *title = rbk_desk_dup_video_title (fixture->desk, customer);
  const RbkUploadPlan plan = {
    .file_name = "walk-around.mp4", .media_type = "video/mp4", .file = film, .length = FILM, .title = title
  };
  RbkUpload *upload = rbk_upload_new (fixture->desk, &plan);

  rbk_upload_start (upload);
  return upload;
}

static void
test_film_goes_as_a_link (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) film = make_film (fixture);
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "I filmed the Civic for you.");
  g_autoptr (RbkUpload) upload = NULL;
  g_autoptr (JsonObject) message = NULL;
  g_autoptr (GBytes) got = NULL;
  g_autoptr (GBytes) wanted = NULL;
  g_autofree char *page = NULL;
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  g_autofree char *link = NULL;
  g_autofree char *closing = NULL;
  g_autoptr (GError) error = NULL;

  add_web_space (fixture);
  upload = upload_film (fixture, film);
  g_assert_cmpint (rbk_upload_get_length (upload), ==, FILM);
  rbk_written_draft_attach_upload (text, upload, NULL);
  wait_for (upload, RBK_UPLOAD_DONE);
  g_assert_cmpint (rbk_upload_get_done (upload), ==, FILM);
  closing = rbk_desk_dup_written_closing (fixture->desk, text);
  g_assert_nonnull (strstr (closing, rbk_upload_get_link (upload)));
  url = g_strdup (rbk_upload_get_media_url (upload));
  link = g_strdup (rbk_upload_get_link (upload));
  id = send (fixture, text);
  /* The dialog is gone: what was sent stays online. */
  g_clear_pointer (&text, rbk_written_draft_free);
  g_assert_finalize_object (g_steal_pointer (&upload));
  message = arrived ("I filmed the Civic");
  g_assert_nonnull (strstr (rbk_json_get_string (message, "body"), link));
  page = fetch_text (link);
  g_assert_nonnull (strstr (page, "<video"));
  g_assert_nonnull (strstr (page, "A video about the 2022 Honda Civic"));
  got = fetch (url, NULL);
  wanted = g_file_load_bytes (film, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (got, wanted));
}

/* What nobody sent is of no use to anybody, and nobody was told its name: it goes offline again. */
static void
test_unsent_film_goes_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) film = make_film (fixture);
  g_autoptr (RbkUpload) upload = NULL;
  guint before = count_online ();

  add_web_space (fixture);
  upload = upload_film (fixture, film);
  wait_for (upload, RBK_UPLOAD_DONE);
  g_assert_cmpuint (count_online (), ==, before + 2);
  g_assert_finalize_object (g_steal_pointer (&upload));
  rbk_test_wait_until (count_online () == before);
  /* Stopped on its way, or forgotten on its way. */
  upload = upload_film (fixture, film);
  rbk_upload_stop (upload);
  g_assert_cmpint (rbk_upload_get_state (upload), ==, RBK_UPLOAD_FAILED);
  g_assert_null (rbk_upload_get_link (upload));
  rbk_upload_start (upload);
  g_assert_finalize_object (g_steal_pointer (&upload));
  rbk_test_wait_until (count_online () == before);
}

static void
remove_last_account (Fixture *fixture)
{
  GPtrArray *accounts = rbk_desk_get_accounts (fixture->desk);
  RbkAccount *last = g_ptr_array_index (accounts, accounts->len - 1);
  JsonObject *facts = rbk_json_new ("account", rbk_account_get_id (last), NULL);
  guint before = accounts->len;

  json_object_set_boolean_member (facts, "removed", TRUE);
  append (fixture, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, facts);
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == before - 1);
}

/* Cut in the middle: said in words, never sent without it, and once it is there sent once. */
static void
test_cut_upload_is_said_and_tried_again (Fixture *fixture, gconstpointer data)
{
  static const char *const plans[] = {
    "put-half-once", "put-close-once", "page-half-once", "check-404-once"
  };
  g_autoptr (GFile) film = make_film (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *words = g_strdup_printf ("Film number %u, Lena.", i);
      g_autoptr (RbkWrittenDraft) text = make_text (fixture, words);
      g_autoptr (RbkUpload) upload = NULL;
      g_autoptr (RbkVerdict) verdict = NULL;
      g_autoptr (JsonObject) message = NULL;
      g_autofree char *id = NULL;
      g_autoptr (GError) error = NULL;

      add_faulty_web_space (fixture, plans[i]);
      upload = upload_film (fixture, film);
      rbk_written_draft_attach_upload (text, upload, NULL);
      wait_for (upload, RBK_UPLOAD_FAILED);
      g_test_message ("%s: %s", plans[i], rbk_upload_get_words (upload));
      g_assert_true (g_str_has_suffix (rbk_upload_get_words (upload), "."));
      verdict = rbk_desk_judge_written (fixture->desk, text);
      g_assert_cmpint (verdict->answer, ==, RBK_GATE_REFUSED);
      g_assert_null (CALL (fixture->desk, send_written, &error, text));
      g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
      rbk_upload_start (upload);
      wait_for (upload, RBK_UPLOAD_DONE);
      id = send (fixture, text);
      message = arrived (words);
      g_assert_nonnull (strstr (rbk_json_get_string (message, "body"), rbk_upload_get_link (upload)));
      remove_last_account (fixture);
    }
}

/* A voice note whose upload is cut at the press: nothing is queued, the words are on the screen still, and
 * the second press sends one. */
static void
test_cut_note_is_sent_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft = record (fixture, 3);
  g_autoptr (RbkVoiceNote) note = make_note (fixture, draft);
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "The note that was cut.");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) message = NULL;
  g_autofree char *id = NULL;

  add_faulty_web_space (fixture, "put-half-once");
  rbk_written_draft_attach_note (text, note);
  g_assert_null (CALL (fixture->desk, send_written, &error, text));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CUT);
  g_test_message ("%s", error->message);
  g_assert_cmpuint (rbk_desk_get_queued (fixture->desk, RBK_MESSAGE_STATE_QUEUED), ==, 0);
  id = send (fixture, text);
  message = arrived ("The note that was cut.");
  g_assert_cmpstr (rbk_json_get_string (message, "num_media"), ==, "1");
}

/* Nobody is left to guess what to do. */
static void
test_no_web_space_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft = record (fixture, 3);
  g_autoptr (RbkVoiceNote) note = make_note (fixture, draft);
  g_autoptr (GFile) film = make_film (fixture);
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "Nowhere to put it.");
  g_autoptr (RbkUpload) upload = upload_film (fixture, film);
  g_autoptr (RbkVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rbk_upload_get_state (upload), ==, RBK_UPLOAD_FAILED);
  g_assert_nonnull (strstr (rbk_upload_get_words (upload), "Preferences, under Accounts"));
  rbk_written_draft_attach_note (text, note);
  verdict = rbk_desk_judge_written (fixture->desk, text);
  g_assert_cmpint (verdict->answer, ==, RBK_GATE_HELD);
  g_assert_nonnull (strstr (verdict->words, "Preferences, under Accounts"));
  g_assert_null (CALL (fixture->desk, send_written, &error, text));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP);
}

/* C-17, P-1: the card goes before the first call, with the direct line first; then the phone may know it. */
static void
test_card_goes_with_a_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "My card, Lena, so that you see who calls.");
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = rbk_desk_dup_contact_card (fixture->desk, &name, &error);
  g_autoptr (RbkEntry) entry = NULL;
  g_autoptr (JsonObject) message = NULL;
  g_autofree char *id = NULL;
  g_autofree char *got = NULL;
  const char *line;
  RbkKnownLine known;

  g_assert_no_error (error);
  add_web_space (fixture);
  g_assert_true (rbk_desk_judge_known_line (fixture->desk, fixture->customer, CUSTOMER, &known, NULL));
  g_assert_cmpint (known.card_by, ==, RBK_MEDIUM_TEXT);
  g_assert_true (known.card_first);
  rbk_written_draft_attach (text, name, "text/vcard", card);
  id = send (fixture, text);
  message = arrived ("My card, Lena");
  g_assert_cmpstr (rbk_json_get_string (message, "num_media"), ==, "1");
  entry = get_entry (fixture, id);
  got = fetch_text (rbk_json_get_string (
    rbk_json_array_get_object (rbk_json_get_array (rbk_entry_get_payload (entry), "attachments"), 0), "url"));
  g_assert_true (g_str_has_prefix (got, "BEGIN:VCARD\r\nVERSION:3.0\r\n"));
  line = strstr (got, "\r\nTEL;");
  g_assert_true (g_str_has_prefix (strchr (line, ':'), ":+13125550101\r\n"));
  g_assert_nonnull (strstr (got, "\r\nURL:https://dealer.test/why\r\n"));
  g_assert_true (rbk_desk_judge_known_line (fixture->desk, fixture->customer, CUSTOMER, &known, NULL));
  g_assert_cmpint (known.state, ==, RBK_KNOWN_CALLER_CARD_SENT);
}

#define ADD(path, function) g_test_add ("/desk-media/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autofree char *secrets = NULL;
  g_autofree char *ahead = g_strdup_printf ("%" G_GINT64_FORMAT, count_to_noon ());

  rbk_test_init (&argc, &argv);
  folder = g_dir_make_tmp ("rbk-keyring-XXXXXX", NULL);
  secrets = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", secrets, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  g_setenv ("RBK_OUTBOX_HASTE", "1", TRUE);
  g_setenv ("RBK_CLOCK_AHEAD", ahead, TRUE);
  ADD ("voice-note-goes-with-a-text", test_voice_note_goes_with_a_text);
  ADD ("long-note-goes-as-a-link", test_long_note_goes_as_a_link);
  ADD ("film-goes-as-a-link", test_film_goes_as_a_link);
  ADD ("unsent-film-goes-offline", test_unsent_film_goes_offline);
  ADD ("cut-upload-is-said-and-tried-again", test_cut_upload_is_said_and_tried_again);
  ADD ("cut-note-is-sent-once", test_cut_note_is_sent_once);
  ADD ("no-web-space-is-said", test_no_web_space_is_said);
  ADD ("C-17/card-goes-with-a-text", test_card_goes_with_a_text);
  return g_test_run ();
}
