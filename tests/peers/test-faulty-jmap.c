/* test-faulty-jmap.c: what is certain and what is not when a mail server misbehaves (faulty_jmap.py).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-jmap-mailbox.h"
#include "rbk-test-faulty.h"

typedef struct
{
  const char *plan; /* as faulty_jmap.py reads it; "https:" before it: over TLS */
  RbkSendResult result;
  RbkChannelError code;
  int wait_seconds;
} Case;

static const Case cases[] = {
  { "session-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "session-403", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "session-404", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "session-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "session-500", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "session-503", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "session-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "session-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "session-empty", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "session-html", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "session-endless", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "session-headers", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "session-drip", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "session-hang", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "session-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "session-close", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "https:session-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "session-elsewhere", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },

  { "setup-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "setup-500", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "setup-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "setup-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "setup-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "setup-elsewhere", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "setup-error:accountNotFound", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_ACCOUNT, 0 },

  { "upload-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "upload-403", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "upload-413", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "upload-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "upload-500", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "upload-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "upload-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "upload-empty", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "upload-endless", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "upload-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "upload-close", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "upload-hang", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "https:upload-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "upload-elsewhere", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },

  { "import-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "import-500", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "import-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "import-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "import-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "import-hang-done", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "import-error:serverUnavailable", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "import-error:serverPartialFail", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "import-not:overQuota", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "import-not:invalidEmail", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_MESSAGE, 0 },

  { "submit-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "submit-403", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-413", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "submit-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "https:submit-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "submit-elsewhere", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "submit-500", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "submit-503", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "submit-badjson", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "submit-wrongtypes", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "submit-empty", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "submit-html", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "submit-endless", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "submit-headers", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "submit-drip", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "submit-hang", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "submit-cut", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "https:submit-cut", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "submit-close", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "https:submit-close", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "submit-error:serverFail", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "submit-error:serverPartialFail", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "submit-error:stateMismatch", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "submit-not:forbiddenToSend:4.2.0+later", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "submit-not:forbiddenToSend:5.7.1+no", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-not:forbiddenFrom", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-not:invalidRecipients", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_RECIPIENT, 0 },
  { "submit-not:tooLarge", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "submit-not:rateLimit", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "submit-not:somethingNew", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
};

static const struct
{
  const char *plan;
  RbkChannelError code;
} find_cases[] = {
  { "find-401", RBK_CHANNEL_ERROR_SIGN_IN },
  { "find-500", RBK_CHANNEL_ERROR_SERVER },
  { "find-badjson", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "find-wrongtypes", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "find-empty", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "find-cut", RBK_CHANNEL_ERROR_CUT },
  { "find-hang", RBK_CHANNEL_ERROR_UNREACHABLE },
  { "find-error:unsupportedFilter", RBK_CHANNEL_ERROR_SERVER },
  { "setup-cut", RBK_CHANNEL_ERROR_CUT },
};

static RbkMailbox *
mailbox_new_with (const char *variable, const char *plan, const char *run, RbkAccess *access)
{
  g_autofree char *url = g_strdup_printf ("%s/%s/%s/session", g_getenv (variable), plan, run);
  RbkMailbox *mailbox = rbk_jmap_mailbox_new (ADDRESS, url, access);

  rbk_jmap_mailbox_set_timeout (RBK_JMAP_MAILBOX (mailbox), IDLE_SECONDS, WHOLE_SECONDS);
  return mailbox;
}

static RbkMailbox *
mailbox_new (const char *variable, const char *plan, const char *run)
{
  g_autoptr (RbkAccess) access = rbk_basic_access_new (ADDRESS, SECRET);

  return mailbox_new_with (variable, plan, run, access);
}

static void
test_send (gconstpointer data)
{
  const Case *one = data;
  gboolean tls = g_str_has_prefix (one->plan, "https:");
  const char *plan = tls ? one->plan + 6 : one->plan;
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox =
    mailbox_new (tls ? "RBK_TEST_FAULTY_HTTPS" : "RBK_TEST_FAULTY_HTTP", plan, run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  gint64 wait = -1;
  RbkSendResult result;

  result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, &wait, NULL, &error);
  assert_readable (error);
  g_test_message ("%s", error->message);
  g_assert_cmpint (result, ==, one->result);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) one->code);
  g_assert_cmpint (wait, ==, one->wait_seconds * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 30 * G_USEC_PER_SEC);
  if (!g_str_has_prefix (plan, "submit"))
    g_assert_cmpuint (count_stage (plan, run, "submit"), ==, 0);
}

static void
test_find (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", find_cases[i].plan, run);
  g_autoptr (GError) error = NULL;
  RbkFound found = rbk_mailbox_find_sent (mailbox, "id@dealer.test", NULL, &error);

  g_assert_cmpint (found, ==, RBK_FOUND_UNKNOWN);
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) find_cases[i].code);
}

/* However the answer to the submission was lost: asked afterwards, the server says what it did, and sending
 * again sends it only if it had not been sent. */
static void
test_recovers_exactly_once (void)
{
  const char *faults[] = { "500", "503", "badjson", "empty", "cut", "close", "hang" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (faults); i++)
    {
      gboolean done = i % 2 == 1;
      g_autofree char *plan = g_strdup_printf ("submit-%s%s-once", faults[i / 2], done ? "-done" : "");
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", plan, run);
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;
      RbkSendResult result;
      RbkFound found;

      /* A cut answer is the half of a right one: the server has carried it out. */
      done = done || g_str_equal (faults[i / 2], "cut");
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_cmpint (result, ==, RBK_SEND_UNCERTAIN);
      g_clear_error (&error);
      found = rbk_mailbox_find_sent (mailbox, id, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (found, ==, done ? RBK_FOUND_SENT : RBK_FOUND_NOT_SENT);
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
      g_assert_cmpuint (count_stage (plan, run, "submit"), ==, done ? 1 : 2);
    }
}

/* Somebody else submits between our look at the draft and our submission: the same message is not sent
 * again, and another one does not keep ours from being sent. */
static void
test_others_at_the_same_moment (void)
{
  const char *plans[] = { "import-raced-once", "import-crowded-once" };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", plans[i], run);
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;
      RbkSendResult result =
        rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
      /* The first is refused for its state; only where the message was not sent there is a second. */
      g_assert_cmpuint (count_stage (plans[i], run, "submit"), ==, i + 1);
    }
}

/* Nobody answers at all: certain that nothing left, also if it happens at the submission. */
static void
test_nobody_there (void)
{
  g_autoptr (RbkAccess) access = rbk_basic_access_new (ADDRESS, SECRET);
  g_autoptr (RbkMailbox) refused = rbk_jmap_mailbox_new (ADDRESS, "http://127.0.0.1:1/a/b/session", access);
  g_autoptr (RbkMailbox) unknown = rbk_jmap_mailbox_new (ADDRESS, "https://no-such-host.invalid", access);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) refused_error = NULL;
  g_autoptr (GError) unknown_error = NULL;
  RbkSendResult result;

  result = rbk_mailbox_send (refused, id, "customer@example.net", message, NULL, NULL, &refused_error);
  g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
  g_assert_error (refused_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNREACHABLE);
  result = rbk_mailbox_send (unknown, id, "customer@example.net", message, NULL, NULL, &unknown_error);
  g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
  g_assert_error (unknown_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE);
}

static void
assert_certificate_refused (const char *variable)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new (variable, "certificate-none", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

  g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CERTIFICATE);
  assert_readable (error);
  g_assert_cmpuint (count_requests (run), ==, 0);
}

static void
test_certificates (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) good = mailbox_new ("RBK_TEST_FAULTY_HTTPS", "certificate-none", run);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_mailbox_test (good, NULL, &error));
  g_assert_no_error (error);
  assert_certificate_refused ("RBK_TEST_FAULTY_OTHER_NAME");
  assert_certificate_refused ("RBK_TEST_FAULTY_EXPIRED");
}

/* Runs last of all: whatever was redirected, the other server got nothing. */
static void
test_stranger_got_nothing (void)
{
  const char *stages[] = { "session", "setup", "upload", "submit", "find" };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autofree char *plan = g_strdup_printf ("%s-elsewhere", stages[i]);
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", plan, run);
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;

      if (i == G_N_ELEMENTS (stages) - 1)
        rbk_mailbox_find_sent (mailbox, id, NULL, &error);
      else
        rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNSAFE);
      g_assert_cmpuint (count_requests (run), >, 0);
    }
  g_assert_cmpuint (count_requests ("stranger"), ==, 0);
}

/* The test's own server can be met without faults; otherwise all of the above would prove little. */
static void
test_nothing_wrong (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-none", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result;

  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_NOT_SENT);
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
    }
  g_assert_cmpuint (count_stage ("submit-none", run, "submit"), ==, 1);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_SENT);
  g_assert_no_error (error);
}

/* A token may run out between any two requests: it is renewed once, and the message still sent once. */
static void
test_renews_what_ran_out (void)
{
  const char *stages[] = { "session", "setup", "upload", "import", "submit" };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autofree char *plan = g_strdup_printf ("%s-stale", stages[i]);
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTestAccess) access = g_object_new (RBK_TYPE_TEST_ACCESS, NULL);
      g_autoptr (RbkMailbox) mailbox =
        mailbox_new_with ("RBK_TEST_FAULTY_HTTP", plan, run, RBK_ACCESS (access));
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;
      RbkSendResult result =
        rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
      g_assert_cmpuint (access->renewed, ==, 1);
      g_assert_cmpuint (count_stage (plan, run, stages[i]), ==, 2);
      g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_SENT);
      g_assert_no_error (error);
    }
}

/* What cannot be renewed, or not be shown at all, is said in the words of who knows why, and has sent
 * nothing. */
static void
test_sign_in_in_its_own_words (void)
{
  for (guint i = 0; i < 2; i++)
    {
      gboolean locked = i == 1;
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkTestAccess) access = g_object_new (RBK_TYPE_TEST_ACCESS, NULL);
      g_autoptr (RbkMailbox) mailbox =
        mailbox_new_with ("RBK_TEST_FAULTY_HTTP", "submit-stale", run, RBK_ACCESS (access));
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;
      RbkSendResult result;

      access->renewable = FALSE;
      access->locked = locked;
      result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
      g_assert_cmpint (result, ==, RBK_SEND_NOT_SENT);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
      g_assert_cmpstr (error->message, ==, locked ? "Unlock the keyring, please." : "Sign in again, please.");
      g_assert_cmpuint (count_stage ("submit-stale", run, "submit"), ==, locked ? 0 : 1);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/faulty/nothing-wrong", test_nothing_wrong);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faulty/send/%s", cases[i].plan);

      g_test_add_data_func (path, &cases[i], test_send);
    }
  for (guint i = 0; i < G_N_ELEMENTS (find_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faulty/find/%s", find_cases[i].plan);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_find);
    }
  g_test_add_func ("/faulty/recovers-exactly-once", test_recovers_exactly_once);
  g_test_add_func ("/faulty/A-6/renews-what-ran-out", test_renews_what_ran_out);
  g_test_add_func ("/faulty/A-6/sign-in-in-its-own-words", test_sign_in_in_its_own_words);
  g_test_add_func ("/faulty/others-at-the-same-moment", test_others_at_the_same_moment);
  g_test_add_func ("/faulty/nobody-there", test_nobody_there);
  g_test_add_func ("/faulty/certificates", test_certificates);
  g_test_add_func ("/faulty/stranger-got-nothing", test_stranger_got_nothing);
  return g_test_run ();
}
