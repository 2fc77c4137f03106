/* test-faulty-twilio.c: what is certain and what is not when a texting provider misbehaves
 * (faulty_twilio.py).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "channels/text/rbk-twilio-line.h"
#include "rbk-test.h"

#define SECRET "quite-a-secret"
/* Short, so that what hangs is noticed soon. */
#define IDLE_SECONDS  1
#define WHOLE_SECONDS 3
#define ACCOUNT       "AC0123456789abcdef0123456789abcdef"
#define LINE          "+15035550142"
#define TO            "+15035550199"

static const RbkText hello = { TO, "Hello", NULL };

typedef struct
{
  const char *plan; /* as faulty_twilio.py reads it; "https:" before it: over TLS */
  RbkSendResult result;
  RbkChannelError code;
  int wait_seconds;
  const char *number; /* (nullable): the provider's own, as it is reported */
} Case;

static const Case cases[] = {
  { "send-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0, NULL },
  { "send-403", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0, NULL },
  { "send-404", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0, NULL },
  { "send-413", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0, NULL },
  { "send-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7, NULL },
  { "https:send-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0, NULL },
  { "send-elsewhere", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0, NULL },

  { "send-code:20003:401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0, NULL },
  { "send-code:20003:403", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0, "20003" },
  { "send-code:20005:403", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_ACCOUNT, 0, "20005" },
  { "send-code:20404:404", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0, "20404" },
  { "send-code:20429:429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0, "20429" },
  { "send-code:21211", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_RECIPIENT, 0, "21211" },
  { "send-code:21606", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_ACCOUNT, 0, "21606" },
  { "send-code:21610", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_RECIPIENT, 0, "21610" },
  { "send-code:21611", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0, "21611" },
  { "send-code:21614", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_RECIPIENT, 0, "21614" },
  { "send-code:21617", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_MESSAGE, 0, "21617" },
  { "send-code:21620", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_MESSAGE, 0, "21620" },
  { "send-code:30034", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_ACCOUNT, 0, "30034" },
  { "send-code:29999", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_MESSAGE, 0, "29999" },
  { "send-state:failed:30034", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_ACCOUNT, 0, "30034" },

  { "send-500", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0, NULL },
  { "send-503", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 7, NULL },
  { "send-code:20500:500", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0, NULL },
  { "send-code:21610:502", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0, NULL },
  { "send-408", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0, NULL },
  { "send-badjson", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0, NULL },
  { "send-wrongtypes", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0, NULL },
  { "send-empty", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0, NULL },
  { "send-html", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0, NULL },
  { "send-endless", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0, NULL },
  { "send-headers", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0, NULL },
  { "send-drip", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_UNREACHABLE, 0, NULL },
  { "send-hang", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_UNREACHABLE, 0, NULL },
  { "send-hang-done", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_UNREACHABLE, 0, NULL },
  { "send-cut", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0, NULL },
  { "https:send-cut", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0, NULL },
  { "send-close", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0, NULL },
  { "https:send-close", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0, NULL },
};

typedef struct
{
  const char *plan;
  RbkChannelError code;
  int wait_seconds;
} AskCase;

/* What is no clear answer when a text is looked for is never taken for a no. */
static const AskCase find_cases[] = {
  { "find-401", RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "find-403", RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "find-404", RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "find-429", RBK_CHANNEL_ERROR_BUSY, 7 },
  { "find-500", RBK_CHANNEL_ERROR_SERVER, 0 },
  { "find-503", RBK_CHANNEL_ERROR_BUSY, 7 },
  { "find-code:20404:404", RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "find-badjson", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-wrongtypes", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-empty", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-html", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-endless", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-cut", RBK_CHANNEL_ERROR_CUT, 0 },
  { "find-hang", RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "find-elsewhere", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-round", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-away", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "find-outside", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
};

static const AskCase look_cases[] = {
  { "look-401", RBK_CHANNEL_ERROR_SIGN_IN, 0 },       { "look-404", RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "look-429", RBK_CHANNEL_ERROR_BUSY, 7 },          { "look-500", RBK_CHANNEL_ERROR_SERVER, 0 },
  { "look-badjson", RBK_CHANNEL_ERROR_BAD_REPLY, 0 }, { "look-wrongtypes", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-cut", RBK_CHANNEL_ERROR_CUT, 0 },           { "look-other", RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
};

static RbkTextLine *
line_new (const char *variable, const char *plan, const char *run)
{
  g_autofree char *url = g_strdup_printf ("%s/%s/%s/", g_getenv (variable), plan, run);
  g_autoptr (RbkAccess) access = rbk_basic_access_new (ACCOUNT, SECRET);
  RbkTextLine *line = rbk_twilio_line_new (url, ACCOUNT, LINE, NULL, access);

  rbk_twilio_line_set_timeout (RBK_TWILIO_LINE (line), IDLE_SECONDS, WHOLE_SECONDS);
  return line;
}

/* How often the server was asked for @what, a part of its log's lines. */
static guint
count_requests (const char *what)
{
  g_autofree char *log = NULL;
  guint n = 0;

  g_file_get_contents (g_getenv ("RBK_TEST_FAULTY_LOG"), &log, NULL, NULL);
  for (const char *p = log; p != NULL && (p = strstr (p, what)) != NULL; p++)
    n++;
  return n;
}

static guint
count_stage (const char *plan, const char *run, const char *stage)
{
  g_autofree char *line = g_strdup_printf ("%s/%s %s\n", plan, run, stage);

  return count_requests (line);
}

/* Sends @hello where nothing goes wrong; its id. */
static char *
send_well (RbkTextLine *line)
{
  g_autoptr (RbkTextReport) report = NULL;
  g_autoptr (GError) error = NULL;
  RbkSendResult result = rbk_text_line_send (line, &hello, &report, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
  return g_strdup (report->reference);
}

/* A sentence for a person, in which neither the secret nor the customer is named. */
static void
assert_readable (GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (error->message, "5550199"));
  g_assert_null (strstr (error->message, ACCOUNT));
  g_assert_null (strstr (error->message, "mail server"));
}

static void
test_send (gconstpointer data)
{
  const Case *one = data;
  gboolean tls = g_str_has_prefix (one->plan, "https:");
  const char *plan = tls ? one->plan + 6 : one->plan;
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkTextLine) line = line_new (tls ? "RBK_TEST_FAULTY_HTTPS" : "RBK_TEST_FAULTY_HTTP", plan, run);
  g_autoptr (RbkTextReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  gint64 wait = -1;
  RbkSendResult result = rbk_text_line_send (line, &hello, &report, &wait, NULL, &error);

  assert_readable (error);
  g_test_message ("%s", error->message);
  g_assert_cmpint (result, ==, one->result);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) one->code);
  g_assert_cmpint (wait, ==, one->wait_seconds * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 30 * G_USEC_PER_SEC);
  g_assert_cmpstr (report != NULL ? report->code : NULL, ==, one->number);
  g_assert_cmpint (report != NULL && report->opted_out, ==, g_strcmp0 (one->number, "21610") == 0);
  /* Nothing that sends is ever repeated by itself. */
  g_assert_cmpuint (count_stage (plan, run, "send"), ==, 1);
}

static void
test_find (gconstpointer data)
{
  const AskCase *one = data;
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkTextLine) line = line_new ("RBK_TEST_FAULTY_HTTP", one->plan, run);
  g_autoptr (GError) error = NULL;
  gint64 wait = -1;
  RbkFound found =
    rbk_text_line_find_sent (line, &hello, g_get_real_time (), NULL, NULL, &wait, NULL, &error);

  g_assert_cmpint (found, ==, RBK_FOUND_UNKNOWN);
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) one->code);
  g_assert_cmpint (wait, ==, one->wait_seconds * G_USEC_PER_SEC);
  g_assert_cmpuint (count_stage (one->plan, run, "find"), <=, 10);
}

static void
test_look (gconstpointer data)
{
  const AskCase *one = data;
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkTextLine) line = line_new ("RBK_TEST_FAULTY_HTTP", one->plan, run);
  g_autofree char *reference = send_well (line);
  g_autoptr (RbkTextReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 wait = -1;

  report = rbk_text_line_look_up (line, reference, &wait, NULL, &error);
  g_assert_null (report);
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) one->code);
  g_assert_cmpint (wait, ==, one->wait_seconds * G_USEC_PER_SEC);
}

/* What the phone companies said is said, with words where it is bad news. */
static void
test_look_states (void)
{
  static const struct
  {
    const char *plan;
    RbkTextState state;
    const char *code;
  } states[] = {
    { "look-state:sending", RBK_TEXT_STATE_ACCEPTED, NULL },
    { "look-state:sent", RBK_TEXT_STATE_SENT, NULL },
    { "look-state:delivered", RBK_TEXT_STATE_DELIVERED, NULL },
    { "look-state:undelivered:30007", RBK_TEXT_STATE_UNDELIVERED, "30007" },
    { "look-state:undelivered", RBK_TEXT_STATE_UNDELIVERED, NULL },
    { "look-state:failed:30034", RBK_TEXT_STATE_FAILED, "30034" },
    { "look-state:failed:21610", RBK_TEXT_STATE_FAILED, "21610" },
    { "look-code:20404:404", RBK_TEXT_STATE_GONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTextLine) line = line_new ("RBK_TEST_FAULTY_HTTP", states[i].plan, run);
      g_autofree char *reference = send_well (line);
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkTextReport) report = rbk_text_line_look_up (line, reference, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (report->state, ==, states[i].state);
      g_assert_cmpstr (report->code, ==, states[i].code);
      g_assert_cmpstr (report->reference, ==, reference);
      g_assert_cmpint (report->words != NULL,
                       ==,
                       report->state == RBK_TEXT_STATE_UNDELIVERED || report->state == RBK_TEXT_STATE_FAILED);
      g_assert_cmpint (report->opted_out, ==, g_strcmp0 (states[i].code, "21610") == 0);
    }
}

/* However the answer was lost: asked afterwards, the provider says what it did, and the text is sent again
 * only if it had not been sent. An identical one that was sent before does not count for it. */
static void
test_recovers_exactly_once (void)
{
  const char *faults[] = { "500", "503", "badjson", "empty", "cut", "close", "hang" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (faults); i++)
    {
      gboolean done = i % 2 == 1;
      g_autofree char *plan = g_strdup_printf ("send-%s%s-once", faults[i / 2], done ? "-done" : "");
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTextLine) line = line_new ("RBK_TEST_FAULTY_HTTP", plan, run);
      const char *known[] = { NULL, NULL };
      g_autofree char *reference = NULL;
      g_autoptr (RbkTextReport) report = NULL;
      g_autoptr (GError) error = NULL;
      gint64 since = g_get_real_time ();
      RbkSendResult result;
      RbkFound found;

      /* A cut answer is the half of a right one: the server has carried it out. */
      done = done || g_str_equal (faults[i / 2], "cut");
      result = rbk_text_line_send (line, &hello, NULL, NULL, NULL, &error);
      g_assert_cmpint (result, ==, RBK_SEND_UNCERTAIN);
      g_clear_error (&error);
      found = rbk_text_line_find_sent (line, &hello, since, NULL, &report, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (found, ==, done ? RBK_FOUND_SENT : RBK_FOUND_NOT_SENT);
      reference = done ? g_strdup (report->reference) : send_well (line);
      g_assert_cmpuint (count_stage (plan, run, "send"), ==, done ? 1 : 2);

      /* It is there once. */
      known[0] = reference;
      found = rbk_text_line_find_sent (line, &hello, since, known, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (found, ==, RBK_FOUND_NOT_SENT);
    }
}

/* Two identical texts, the second of them cut off: the first does not count for it, also over several pages.
 */
static void
test_identical_texts (void)
{
  const char *plans[] = { "send-none", "find-paged" };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTextLine) line = line_new ("RBK_TEST_FAULTY_HTTP", plans[i], run);
      g_autofree char *first = send_well (line);
      g_autofree char *second = send_well (line);
      g_autofree char *third = send_well (line);
      const char *known[] = { first, NULL, NULL, NULL };
      g_autoptr (RbkTextReport) report = NULL;
      g_autoptr (RbkTextReport) next_report = NULL;
      g_autoptr (GError) error = NULL;
      gint64 now = g_get_real_time ();
      RbkFound found;

      found = rbk_text_line_find_sent (line, &hello, now, known, &report, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (found, ==, RBK_FOUND_SENT);
      g_assert_true (g_str_equal (report->reference, second) || g_str_equal (report->reference, third));
      known[1] = report->reference;
      found = rbk_text_line_find_sent (line, &hello, now, known, &next_report, NULL, NULL, &error);
      g_assert_cmpint (found, ==, RBK_FOUND_SENT);
      g_assert_cmpstr (next_report->reference, !=, report->reference);
      known[2] = next_report->reference;
      found = rbk_text_line_find_sent (line, &hello, now, known, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (found, ==, RBK_FOUND_NOT_SENT);
    }
}

/* Nobody answers at all: certain that nothing left. */
static void
test_nobody_there (void)
{
  g_autoptr (RbkAccess) access = rbk_basic_access_new (ACCOUNT, SECRET);
  g_autoptr (RbkTextLine) refused = rbk_twilio_line_new ("http://127.0.0.1:1", ACCOUNT, LINE, NULL, access);
  g_autoptr (RbkTextLine) unknown =
    rbk_twilio_line_new ("https://no-such-host.invalid", ACCOUNT, LINE, NULL, access);
  g_autoptr (RbkTextLine) plain =
    rbk_twilio_line_new ("http://api.twilio.invalid", ACCOUNT, LINE, NULL, access);
  g_autoptr (GError) refused_error = NULL;
  g_autoptr (GError) unknown_error = NULL;
  g_autoptr (GError) plain_error = NULL;

  g_assert_cmpint (
    rbk_text_line_send (refused, &hello, NULL, NULL, NULL, &refused_error), ==, RBK_SEND_NOT_SENT);
  g_assert_error (refused_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpint (
    rbk_text_line_send (unknown, &hello, NULL, NULL, NULL, &unknown_error), ==, RBK_SEND_NOT_SENT);
  g_assert_error (unknown_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE);
  g_assert_cmpint (rbk_text_line_send (plain, &hello, NULL, NULL, NULL, &plain_error), ==, RBK_SEND_NOT_SENT);
  g_assert_error (plain_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNSAFE);
}

static void
test_certificates (void)
{
  const char *variables[] = { "RBK_TEST_FAULTY_OTHER_NAME", "RBK_TEST_FAULTY_EXPIRED" };
  g_autofree char *good_run = rbk_id_new ();
  g_autoptr (RbkTextLine) good = line_new ("RBK_TEST_FAULTY_HTTPS", "certificate-none", good_run);
  g_autoptr (GError) good_error = NULL;

  g_assert_true (rbk_text_line_test (good, NULL, &good_error));
  g_assert_no_error (good_error);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTextLine) line = line_new (variables[i], "certificate-none", run);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (rbk_text_line_send (line, &hello, NULL, NULL, NULL, &error), ==, RBK_SEND_NOT_SENT);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CERTIFICATE);
      assert_readable (error);
      g_assert_cmpuint (count_requests (run), ==, 0);
    }
}

/* Stopped by the person: what had left is uncertain, and nothing is said of a fault. */
static void
test_cancelled (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkTextLine) line = line_new ("RBK_TEST_FAULTY_HTTP", "send-none", run);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (rbk_text_line_send (line, &hello, NULL, NULL, cancellable, &error), ==, RBK_SEND_NOT_SENT);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CANCELLED);
  g_assert_cmpuint (count_requests (run), ==, 0);
}

/* Wherever it is sent on to, whoever else is there gets nothing, the password least of all. */
static void
test_stranger_got_nothing (void)
{
  const char *plans[] = { "send-elsewhere", "find-elsewhere", "find-away", "find-outside", "look-elsewhere" };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTextLine) line = line_new ("RBK_TEST_FAULTY_HTTP", plans[i], run);
      g_autoptr (RbkTextReport) report = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        rbk_text_line_send (line, &hello, NULL, NULL, NULL, &error);
      else if (i < 4)
        rbk_text_line_find_sent (line, &hello, g_get_real_time (), NULL, NULL, NULL, NULL, &error);
      else
        report = rbk_text_line_look_up (line,
                                        "SM"
                                        "0123456789abcdef0123456789abcdef",
                                        NULL,
                                        NULL,
                                        &error);
      g_assert_nonnull (error);
      g_assert_cmpuint (count_requests (run), ==, 1);
    }
  g_assert_cmpuint (count_requests ("stranger"), ==, 0);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/faulty-twilio/identical-texts", test_identical_texts);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faulty-twilio/send/%s", cases[i].plan);

      g_test_add_data_func (path, &cases[i], test_send);
    }
  for (guint i = 0; i < G_N_ELEMENTS (find_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faulty-twilio/find/%s", find_cases[i].plan);

      g_test_add_data_func (path, &find_cases[i], test_find);
    }
  for (guint i = 0; i < G_N_ELEMENTS (look_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faulty-twilio/look/%s", look_cases[i].plan);

      g_test_add_data_func (path, &look_cases[i], test_look);
    }
  g_test_add_func ("/faulty-twilio/look-states", test_look_states);
  g_test_add_func ("/faulty-twilio/recovers-exactly-once", test_recovers_exactly_once);
  g_test_add_func ("/faulty-twilio/nobody-there", test_nobody_there);
  g_test_add_func ("/faulty-twilio/certificates", test_certificates);
  g_test_add_func ("/faulty-twilio/cancelled", test_cancelled);
  g_test_add_func ("/faulty-twilio/stranger-got-nothing", test_stranger_got_nothing);
  return g_test_run ();
}
