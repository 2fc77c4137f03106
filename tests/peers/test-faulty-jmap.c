/* test-faulty-jmap.c: what is certain and what is not when a mail server misbehaves (faulty_jmap.py).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-jmap-mailbox.h"
#include "rbk-test-faulty.h"

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

static const FindCase find_cases[] = {
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

static const char *const faults[] = { "500", "503", "badjson", "empty", "cut", "close", "hang", NULL };
static const char *const stages[] = { "session", "setup", "upload", "import", "submit", NULL };
static const char *const elsewhere[] = { "session", "setup", "upload", "submit", "find", NULL };

static const Provider jmap = {
  .cases = cases,
  .n_cases = G_N_ELEMENTS (cases),
  .find_cases = find_cases,
  .n_find_cases = G_N_ELEMENTS (find_cases),
  .faults = faults,
  .stages = stages,
  .elsewhere = elsewhere,
};

static RbkMailbox *
mailbox_new_at (const char *server, const char *plan, const char *run, RbkAccess *access)
{
  g_autofree char *url = g_strdup_printf ("%s/%s/%s/session", server, plan, run);
  RbkMailbox *mailbox = rbk_jmap_mailbox_new (ADDRESS, url, access);

  rbk_jmap_mailbox_set_timeout (RBK_JMAP_MAILBOX (mailbox), IDLE_SECONDS, WHOLE_SECONDS);
  return mailbox;
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

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  add_tests_of_every_mailbox (&jmap);
  g_test_add_func ("/faulty/others-at-the-same-moment", test_others_at_the_same_moment);
  return g_test_run ();
}
