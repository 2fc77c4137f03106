/* test-twilio.c: what Twilio may answer, and what of it is believed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-twilio-line.h"
#include "channels/text/rbk-twilio-reply.h"
#include "channels/text/rbk-twilio-words.h"
#include "rbk-test.h"

#define SID  "SM0123456789abcdef0123456789abcdef"
#define LINE "+15035550142"
#define TO   "+15035550199"
/* 2026-11-22 04:54:47 UTC */
#define TIME_US (G_GINT64_CONSTANT (1795323287) * G_USEC_PER_SEC)

/* JSON with ' for ". */
static GBytes *
json (const char *text)
{
  char *copy = g_strdelimit (g_strdup (text), "'", '"');

  return g_bytes_new_take (copy, strlen (copy));
}

static RbkTwilioMessage *
message_new (const char *members)
{
  g_autofree char *text = g_strdup_printf ("{'sid':'" SID "','to':'" TO "','from':'" LINE "','body':'Hello',"
                                           "'status':'queued','direction':'outbound-api','num_media':'0',"
                                           "'date_created':'Sun, 22 Nov 2026 04:54:47 +0000'%s}",
                                           members);
  g_autoptr (GBytes) body = json (text);
  g_autoptr (GError) error = NULL;
  RbkTwilioMessage *message = rbk_twilio_read_message (body, &error);

  g_assert_no_error (error);
  return message;
}

static void
test_message (void)
{
  g_autoptr (RbkTwilioMessage) queued = message_new (",'date_sent':null,'error_code':null");
  g_autoptr (RbkTwilioMessage) sent =
    message_new (",'date_sent':'Sun, 22 Nov 2026 04:54:48 +0000','status':'sent'");
  g_autoptr (RbkTwilioMessage) blocked = message_new (",'status':'undelivered','error_code':30007");
  g_autoptr (RbkTextReport) report = rbk_twilio_message_report (queued);
  g_autoptr (RbkTextReport) bad = rbk_twilio_message_report (blocked);

  g_assert_cmpstr (queued->sid, ==, SID);
  g_assert_cmpint (queued->time_us, ==, TIME_US);
  g_assert_cmpint (sent->time_us, ==, TIME_US + G_USEC_PER_SEC);
  g_assert_cmpint (report->state, ==, RBK_TEXT_STATE_ACCEPTED);
  g_assert_cmpstr (report->reference, ==, SID);
  g_assert_null (report->code);
  g_assert_null (report->words);
  g_assert_cmpint (bad->state, ==, RBK_TEXT_STATE_UNDELIVERED);
  g_assert_cmpstr (bad->code, ==, "30007");
  g_assert_nonnull (strstr (bad->words, "spam"));
  g_assert_false (bad->opted_out);
}

static void
test_states (void)
{
  static const struct
  {
    const char *status;
    RbkTextState state;
    gboolean is_final;
  } states[] = {
    { "accepted", RBK_TEXT_STATE_ACCEPTED, FALSE },
    { "scheduled", RBK_TEXT_STATE_ACCEPTED, FALSE },
    { "queued", RBK_TEXT_STATE_ACCEPTED, FALSE },
    { "sending", RBK_TEXT_STATE_ACCEPTED, FALSE },
    { "sent", RBK_TEXT_STATE_SENT, FALSE },
    { "delivered", RBK_TEXT_STATE_DELIVERED, TRUE },
    { "read", RBK_TEXT_STATE_DELIVERED, TRUE },
    { "undelivered", RBK_TEXT_STATE_UNDELIVERED, TRUE },
    { "failed", RBK_TEXT_STATE_FAILED, TRUE },
    { "canceled", RBK_TEXT_STATE_FAILED, TRUE },
    { "something-new", RBK_TEXT_STATE_ACCEPTED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *member = g_strdup_printf (",'status':'%s'", states[i].status);
      g_autoptr (RbkTwilioMessage) message = message_new (member);

      g_assert_cmpint (message->state, ==, states[i].state);
      g_assert_cmpint (rbk_text_state_is_final (message->state), ==, states[i].is_final);
    }
}

static void
test_what_is_no_answer (void)
{
  const char *bodies[] = { "",
                           "[]",
                           "{}",
                           "{'sid':'" SID "'}",
                           "{'sid':'../../etc','status':'queued'}",
                           "{'sid':'SM0123456789abcdef0123456789abcde/','status':'queued'}",
                           "{'sid':'AC0123456789abcdef0123456789abcdef','status':'queued'}",
                           "{'messages':[{}],'next_page_uri':null}",
                           "{'messages':[]}",
                           "{'messages':[],'next_page_uri':7}",
                           "{'messages':{},'next_page_uri':null}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) body = json (bodies[i]);
      g_autofree char *next_page = NULL;
      g_autoptr (GError) one_error = NULL;
      g_autoptr (GError) list_error = NULL;

      g_assert_null (rbk_twilio_read_message (body, &one_error));
      g_assert_error (one_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
      g_assert_null (rbk_twilio_read_messages (body, &next_page, &list_error));
      g_assert_error (list_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
      g_assert_null (next_page);
    }
}

/* A text that was cut off is told from every other one to the same customer. */
static void
test_matching (void)
{
  static const char *const media[] = { "https://cars.example.com/1.jpg", NULL };
  const RbkText text = { TO, "Hello", NULL };
  const RbkText other_words = { TO, "Hello!", NULL };
  const RbkText other_number = { "+15035550198", "Hello", NULL };
  const RbkText with_file = { TO, "Hello", media };
  g_autoptr (RbkTwilioMessage) message = message_new ("");
  g_autoptr (RbkTwilioMessage) theirs = message_new (",'direction':'inbound'");
  g_autoptr (RbkTwilioMessage) mms = message_new (",'num_media':'1'");

  g_assert_true (rbk_twilio_message_matches (message, &text, LINE, TIME_US));
  g_assert_false (rbk_twilio_message_matches (message, &text, LINE, TIME_US + 1));
  g_assert_false (rbk_twilio_message_matches (message, &text, "+15035550143", TIME_US));
  g_assert_false (rbk_twilio_message_matches (message, &other_words, LINE, TIME_US));
  g_assert_false (rbk_twilio_message_matches (message, &other_number, LINE, TIME_US));
  g_assert_false (rbk_twilio_message_matches (message, &with_file, LINE, TIME_US));
  g_assert_false (rbk_twilio_message_matches (theirs, &text, LINE, TIME_US));
  g_assert_true (rbk_twilio_message_matches (mms, &with_file, LINE, TIME_US));
  g_assert_false (rbk_twilio_message_matches (mms, &text, LINE, TIME_US));
}

/* What Twilio does to a text by itself does not make another one of it; what a person would see does. */
static void
test_matching_words (void)
{
  static const struct
  {
    const char *theirs;
    const char *ours;
    gboolean same;
  } pairs[] = {
    { "It's here", "It\u2019s here", TRUE },
    { "Hi...", "Hi\u2026", TRUE },
    { "a - b", "a \u2013 b", TRUE },
    { "Hello", "Hello \\n", TRUE },
    { "one two", "one\\n two", TRUE },
    { "Sent from your Twilio trial account - Hello", "Hello", TRUE },
    { "Hello", "hello", FALSE },
    { "See you at 4", "See you at 5", FALSE },
    { "\xf0\x9f\x9a\x97", "\xf0\x9f\x9a\x99", FALSE },
    { "Muller", "M\u00fcller", FALSE },
    { "", "Hello", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"sid\":\"" SID "\",\"to\":\"" TO "\",\"from\":\"" LINE
                                               "\",\"body\":\"%s\",\"status\":\"sent\","
                                               "\"direction\":\"outbound-api\",\"num_media\":\"0\"}",
                                               pairs[i].theirs);
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
      g_autofree char *ours = g_strcompress (pairs[i].ours);
      const RbkText text = { TO, ours, NULL };
      g_autoptr (RbkTwilioMessage) message = rbk_twilio_read_message (bytes, NULL);

      g_test_message ("%s", pairs[i].theirs);
      g_assert_nonnull (message);
      g_assert_cmpint (rbk_twilio_message_matches (message, &text, LINE, 0), ==, pairs[i].same);
    }
}

/* K-30, K-40: each refusal says what it is and what to do instead; no number of Twilio's is left alone. */
static void
test_words (void)
{
  g_autofree char *opted_out = rbk_twilio_write_words (21610);
  g_autofree char *filtered = rbk_twilio_write_words (30007);
  g_autofree char *unregistered = rbk_twilio_write_words (30034);
  g_autofree char *unknown = rbk_twilio_write_words (65535);

  g_assert_true (rbk_twilio_is_opt_out (21610));
  g_assert_false (rbk_twilio_is_opt_out (21611));
  g_assert_nonnull (strstr (opted_out, "STOP"));
  g_assert_nonnull (strstr (filtered, "spam"));
  g_assert_nonnull (strstr (unregistered, "not registered"));
  g_assert_nonnull (strstr (unknown, "65535"));
  for (guint code = 0; code < 65536; code++)
    {
      g_autofree char *words = rbk_twilio_write_words (code);

      g_assert_true (g_str_has_suffix (words, "."));
      g_assert_cmpuint (strlen (words), >, 20);
    }
}

static void
test_number (void)
{
  g_autoptr (GBytes) body =
    json ("{'incoming_phone_numbers':[{'phone_number':'+15035550143','capabilities':{'sms':true,'mms':true}},"
          "{'phone_number':'" LINE "','capabilities':{'sms':true,'mms':false}}]}");
  RbkTwilioNumber number;

  g_assert_true (rbk_twilio_read_number (body, LINE, &number, NULL));
  g_assert_true (number.there && number.texts && !number.files);
  g_assert_true (rbk_twilio_read_number (body, TO, &number, NULL));
  g_assert_false (number.there);
}

/* Often at first, seldom later, not for ever. */
static void
test_next_look (void)
{
  const gint64 day = (gint64) 24 * 60 * 60 * G_USEC_PER_SEC;
  gint64 age = 0;
  guint looks = 0;

  while (rbk_text_next_look_us (age) >= 0)
    {
      g_assert_cmpint (rbk_text_next_look_us (age), >=, 2 * G_USEC_PER_SEC);
      g_assert_cmpint (rbk_text_next_look_us (age), <=, (gint64) 20 * 60 * G_USEC_PER_SEC);
      age += rbk_text_next_look_us (age);
      looks++;
    }
  g_assert_cmpint (age, >=, day);
  g_assert_cmpuint (looks, <, 120);
  g_assert_cmpint (rbk_text_next_look_us (day), ==, -1);
}

/* What cannot be right leaves nobody's computer. */
static void
test_refused_before_anything_leaves (void)
{
  const char *media[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", NULL };
  g_autofree char *long_body = g_strnfill (RBK_TEXT_LONGEST_BODY + 1, 'x');
  const RbkText texts[] = {
    { "5035550199", "Hello", NULL },    { "+1 503 555 0199", "Hello", NULL },
    { "+0035550199", "Hello", NULL },   { "+15035550199", "", NULL },
    { "+15035550199", NULL, NULL },     { "+15035550199", long_body, NULL },
    { "+15035550199", "Hello", media },
  };
  g_autoptr (RbkAccess) access = rbk_basic_access_new ("AC0123456789abcdef0123456789abcdef", "token");
  g_autoptr (RbkTextLine) line = rbk_twilio_line_new (
    "https://no-such-host.invalid", "AC0123456789abcdef0123456789abcdef", LINE, NULL, access);
  g_autoptr (RbkTextLine) other = rbk_twilio_line_new (NULL, "AC/../secret", LINE, NULL, access);
  g_autoptr (GError) account_error = NULL;

  g_assert_cmpstr (rbk_text_line_get_number (line), ==, LINE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (rbk_text_line_send (line, &texts[i], NULL, NULL, NULL, &error), ==, RBK_SEND_REFUSED);
      g_assert_true (error->code == RBK_CHANNEL_ERROR_RECIPIENT || error->code == RBK_CHANNEL_ERROR_MESSAGE);
    }
  g_assert_false (rbk_text_line_test (other, NULL, &account_error));
  g_assert_error (account_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/twilio/message", test_message);
  g_test_add_func ("/twilio/states", test_states);
  g_test_add_func ("/twilio/what-is-no-answer", test_what_is_no_answer);
  g_test_add_func ("/twilio/matching", test_matching);
  g_test_add_func ("/twilio/matching-words", test_matching_words);
  g_test_add_func ("/twilio/k-30-k-40-words", test_words);
  g_test_add_func ("/twilio/number", test_number);
  g_test_add_func ("/twilio/next-look", test_next_look);
  g_test_add_func ("/twilio/refused-before-anything-leaves", test_refused_before_anything_leaves);
  return g_test_run ();
}
