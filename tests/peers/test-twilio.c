/* test-twilio.c: texts by Twilio's interface, judged by its own description (with-twilio).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-http-session.h"
#include "channels/text/rbk-twilio-line.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

#define CAR_1 "https://cars.example.com/1.jpg?size=large&lot=7"
#define CAR_2 "https://cars.example.com/2.jpg"

static RbkAccess *
access_new (const char *token)
{
  return rbk_basic_access_new (g_getenv ("RBK_TEST_TWILIO_ACCOUNT"), token);
}

static RbkTextLine *
line_new_from (const char *number, const char *service)
{
  g_autoptr (RbkAccess) access = access_new (g_getenv ("RBK_TEST_TWILIO_TOKEN"));

  return rbk_twilio_line_new (
    g_getenv ("RBK_TEST_TWILIO_URL"), g_getenv ("RBK_TEST_TWILIO_ACCOUNT"), number, service, access);
}

static RbkTextLine *
line_new (void)
{
  return line_new_from (g_getenv ("RBK_TEST_TWILIO_LINE"), NULL);
}

/* A customer's number of this test alone. */
static char *
number_new (void)
{
  static guint n = 0;

  return g_strdup_printf ("+1503555%04u", 1000 + n++);
}

/* What the provider itself has, past both judges. @form: (nullable): to be posted */
static JsonObject *
ask_state (const char *path, const char *form)
{
  g_autofree char *url = g_strconcat (g_getenv ("RBK_TEST_TWILIO_STATE"), path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();
  g_autoptr (RbkAccess) access = access_new (g_getenv ("RBK_TEST_TWILIO_TOKEN"));
  char *authorization = rbk_access_dup_authorization (access, NULL, NULL);
  g_autoptr (GBytes) body = form != NULL ? g_bytes_new (form, strlen (form)) : NULL;
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  reply =
    form != NULL
      ? rbk_http_session_post (
          http, uri, authorization, "application/x-www-form-urlencoded", body, FALSE, NULL, NULL, &error)
      : rbk_http_session_get (http, uri, authorization, RBK_HTTP_REDIRECT_NEVER, NULL, &error);
  rbk_access_free_authorization (authorization);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  object = rbk_json_parse_bytes (reply->body, &error);
  g_assert_no_error (error);
  return object;
}

static JsonObject *
ask_messages (const char *to)
{
  g_autofree char *escaped = g_uri_escape_string (to, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/2010-04-01/Accounts/%s/Messages.json?PageSize=1000&To=%s",
                                           g_getenv ("RBK_TEST_TWILIO_ACCOUNT"),
                                           escaped);

  return ask_state (path, NULL);
}

static guint
count_messages (const char *to)
{
  g_autoptr (JsonObject) reply = ask_messages (to);

  return json_array_get_length (rbk_json_get_array (reply, "messages"));
}

static void
set_state (const char *reference, const char *state)
{
  g_autofree char *form = g_strdup_printf ("MessageSid=%s&Status=%s", reference, state);
  g_autoptr (JsonObject) reply = ask_state ("/_twilio/simulate/message-status", form);

  g_assert_cmpstr (rbk_json_get_string (reply, "status"), ==, state);
}

static char *
send (RbkTextLine *line, const RbkText *text)
{
  g_autoptr (RbkTextReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 wait = -1;
  RbkSendResult result = rbk_text_line_send (line, text, &report, &wait, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
  g_assert_cmpint (report->state, ==, RBK_TEXT_STATE_ACCEPTED);
  g_assert_nonnull (report->reference);
  g_assert_null (report->code);
  g_assert_cmpint (wait, ==, 0);
  return g_strdup (report->reference);
}

/* Every character arrives as it was written. */
static void
test_words_arrive (void)
{
  const char *bodies[] = {
    "Hello",
    "50 % off? No: 100 & more + tax = $1 #7; a/b\\c \"d\" <e>",
    "Your Civic\nis here.\n\nAnna",
    "Der K\u00f6nig sagt: sch\u00f6n \u2013 \u20ac 9.000, \U0001f697\U0001f44d\U0001f3fd",
    " leading and trailing ",
  };
  g_autoptr (RbkTextLine) line = line_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *to = number_new ();
      const RbkText text = { to, bodies[i], NULL };
      g_autofree char *reference = send (line, &text);
      g_autoptr (JsonObject) reply = ask_messages (to);
      JsonObject *message = rbk_json_array_get_object (rbk_json_get_array (reply, "messages"), 0);

      g_assert_cmpuint (json_array_get_length (rbk_json_get_array (reply, "messages")), ==, 1);
      g_assert_cmpstr (rbk_json_get_string (message, "sid"), ==, reference);
      g_assert_cmpstr (rbk_json_get_string (message, "body"), ==, bodies[i]);
      g_assert_cmpstr (rbk_json_get_string (message, "from"), ==, g_getenv ("RBK_TEST_TWILIO_LINE"));
      g_assert_cmpstr (rbk_json_get_string (message, "num_media"), ==, "0");
    }
}

static void
test_files (void)
{
  static const char *const one[] = { CAR_1, NULL };
  static const char *const two[] = { CAR_1, CAR_2, NULL };
  const char *const *media[] = { one, two };
  g_autoptr (RbkTextLine) line = line_new ();

  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    {
      g_autofree char *to = number_new ();
      const RbkText text = { to, i == 0 ? NULL : "Here it is", media[i] };
      g_autofree char *reference = send (line, &text);
      g_autofree char *path = g_strdup_printf (
        "/2010-04-01/Accounts/%s/Messages/%s/Media.json", g_getenv ("RBK_TEST_TWILIO_ACCOUNT"), reference);
      g_autoptr (JsonObject) reply = ask_state (path, NULL);
      JsonArray *list = rbk_json_get_array (reply, "media_list");

      g_assert_true (g_str_has_prefix (reference, "MM"));
      g_assert_cmpuint (json_array_get_length (list), ==, i + 1);
      g_assert_cmpstr (rbk_json_get_string (rbk_json_array_get_object (list, 0), "uri"), ==, CAR_1);
    }
}

/* K-40: by the service that the line is registered with, and still from the line that the customer knows. */
static void
test_messaging_service (void)
{
  g_autoptr (RbkTextLine) line =
    line_new_from (g_getenv ("RBK_TEST_TWILIO_LINE"), g_getenv ("RBK_TEST_TWILIO_SERVICE"));
  g_autofree char *to = number_new ();
  const RbkText text = { to, "Hello", NULL };
  g_autofree char *reference = send (line, &text);
  g_autoptr (JsonObject) reply = ask_messages (to);
  JsonObject *message = rbk_json_array_get_object (rbk_json_get_array (reply, "messages"), 0);
  g_autoptr (RbkTextReport) report = NULL;

  g_assert_cmpstr (
    rbk_json_get_string (message, "messaging_service_sid"), ==, g_getenv ("RBK_TEST_TWILIO_SERVICE"));
  g_assert_cmpstr (rbk_json_get_string (message, "from"), ==, g_getenv ("RBK_TEST_TWILIO_LINE"));
  g_assert_cmpint (rbk_text_line_find_sent (line, &text, g_get_real_time (), NULL, &report, NULL, NULL, NULL),
                   ==,
                   RBK_FOUND_SENT);
  g_assert_cmpstr (report->reference, ==, reference);
}

static void
test_delivery (void)
{
  static const struct
  {
    const char *said;
    RbkTextState state;
  } states[] = {
    { "sending", RBK_TEXT_STATE_ACCEPTED },    { "sent", RBK_TEXT_STATE_SENT },
    { "delivered", RBK_TEXT_STATE_DELIVERED }, { "undelivered", RBK_TEXT_STATE_UNDELIVERED },
    { "failed", RBK_TEXT_STATE_FAILED },
  };
  g_autoptr (RbkTextLine) line = line_new ();
  g_autofree char *to = number_new ();
  const RbkText text = { to, "Hello", NULL };
  g_autofree char *reference = send (line, &text);
  g_autoptr (RbkTextReport) gone = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (RbkTextReport) report = NULL;

      set_state (reference, states[i].said);
      report = rbk_text_line_look_up (line, reference, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (report->state, ==, states[i].state);
      g_assert_cmpint (report->words != NULL, ==, i >= 3);
    }
  gone = rbk_text_line_look_up (line, "SM00000000000000000000000000000000", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gone->state, ==, RBK_TEXT_STATE_GONE);
}

static RbkFound
find (RbkTextLine *line, const RbkText *text, gint64 since_us, const char *known)
{
  const char *list[] = { known, NULL };
  g_autoptr (GError) error = NULL;
  RbkFound found = rbk_text_line_find_sent (line, text, since_us, list, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return found;
}

/* Found by number, line, words, files and time; and by nothing less. */
static void
test_found_again (void)
{
  static const char *const media[] = { CAR_1, NULL };
  const gint64 now = g_get_real_time ();
  g_autoptr (RbkTextLine) line = line_new ();
  g_autoptr (RbkTextLine) other_line = line_new_from (g_getenv ("RBK_TEST_TWILIO_LINE_2"), NULL);
  g_autofree char *to = number_new ();
  g_autofree char *other_to = number_new ();
  const RbkText text = { to, "It\u2019s here + ready", NULL };
  const RbkText other_words = { to, "It\u2019s here + sold", NULL };
  const RbkText other_number = { other_to, "It\u2019s here + ready", NULL };
  const RbkText with_file = { to, "It\u2019s here + ready", media };
  g_autofree char *reference = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpint (find (line, &text, now, NULL), ==, RBK_FOUND_NOT_SENT);
  reference = send (line, &text);
  g_assert_cmpint (find (line, &text, now, NULL), ==, RBK_FOUND_SENT);
  g_assert_cmpint (find (line, &text, now, reference), ==, RBK_FOUND_NOT_SENT);
  g_assert_cmpint (find (line, &other_words, now, NULL), ==, RBK_FOUND_NOT_SENT);
  g_assert_cmpint (find (line, &other_number, now, NULL), ==, RBK_FOUND_NOT_SENT);
  g_assert_cmpint (find (line, &with_file, now, NULL), ==, RBK_FOUND_NOT_SENT);
  g_assert_cmpint (find (other_line, &text, now, NULL), ==, RBK_FOUND_NOT_SENT);
  /* A clock that runs on another zone's time changes nothing; two days are no zone. */
  g_assert_cmpint (find (line, &text, now + (gint64) 14 * 3600 * G_USEC_PER_SEC, NULL), ==, RBK_FOUND_SENT);
  g_assert_cmpint (
    find (line, &text, now + (gint64) 48 * 3600 * G_USEC_PER_SEC, NULL), ==, RBK_FOUND_NOT_SENT);
  again = send (line, &text);
  g_assert_cmpint (find (line, &text, now, reference), ==, RBK_FOUND_SENT);
  g_assert_cmpuint (count_messages (to), ==, 2);
}

/* the account says by itself what is not right, and nothing leaves. */
static void
test_account (void)
{
  g_autoptr (RbkAccess) wrong = access_new ("not-the-token");
  g_autoptr (RbkTextLine) good = line_new ();
  g_autoptr (RbkTextLine) stranger = rbk_twilio_line_new (g_getenv ("RBK_TEST_TWILIO_URL"),
                                                          g_getenv ("RBK_TEST_TWILIO_ACCOUNT"),
                                                          g_getenv ("RBK_TEST_TWILIO_LINE"),
                                                          NULL,
                                                          wrong);
  g_autoptr (RbkTextLine) not_ours = line_new_from ("+15035550150", NULL);
  g_autofree char *to = number_new ();
  const RbkText text = { to, "Hello", NULL };
  g_autoptr (RbkTextReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_text_line_test (good, NULL, &error));
  g_assert_no_error (error);

  g_assert_false (rbk_text_line_test (stranger, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  g_assert_null (strstr (error->message, "not-the-token"));
  g_clear_error (&error);
  g_assert_cmpint (rbk_text_line_send (stranger, &text, NULL, NULL, NULL, &error), ==, RBK_SEND_NOT_SENT);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  g_clear_error (&error);

  g_assert_false (rbk_text_line_test (not_ours, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
  g_assert_nonnull (strstr (error->message, "+15035550150"));
  g_clear_error (&error);
  g_assert_cmpint (rbk_text_line_send (not_ours, &text, &report, NULL, NULL, &error), ==, RBK_SEND_REFUSED);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
  g_assert_cmpstr (report->code, ==, "21606");
  g_assert_cmpuint (count_messages (to), ==, 0);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/twilio/words-arrive", test_words_arrive);
  g_test_add_func ("/twilio/files", test_files);
  g_test_add_func ("/twilio/k-40-messaging-service", test_messaging_service);
  g_test_add_func ("/twilio/delivery", test_delivery);
  g_test_add_func ("/twilio/found-again", test_found_again);
  g_test_add_func ("/twilio/a-3-account", test_account);
  return g_test_run ();
}
