/* test-faulty-graph.c: what is certain and what is not when Microsoft Graph misbehaves (faulty_graph.py).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-graph-mailbox.h"
#include "rbk-test-faulty.h"

static const Case cases[] = {
  { "folder-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "folder-404", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "folder-500", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "folder-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "folder-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "folder-empty", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "folder-html", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "folder-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "folder-error:404:MailboxNotEnabledForRESTAPI", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_ACCOUNT, 0 },
  { "folder-error:403:ErrorAccessDenied", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },

  { "look-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "look-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "look-503", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "look-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-endless", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-headers", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "look-drip", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "look-hang", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "look-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "look-close", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "https:look-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },

  { "create-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "create-403", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "create-413", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "create-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "create-500", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "create-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "create-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "create-empty", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "create-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "create-close-done", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "create-hang-done", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  /* One that could not be found again is not sent. */
  { "create-stubborn", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "create-error:400:ErrorMimeContentInvalidBase64String", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_MESSAGE, 0 },
  { "create-error:507:ErrorQuotaExceeded", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "create-error:429:ApplicationThrottled", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },

  { "submit-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "submit-error:401:InvalidAuthenticationToken", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "submit-error:403:ErrorSendAsDenied", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-error:403:ErrorAccountSuspend", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-error:400:ErrorInvalidRecipients", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_RECIPIENT, 0 },
  { "submit-error:413:ErrorMessageSizeExceeded", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "submit-error:404:ErrorItemNotFound", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "submit-error:429:ErrorExceededMessageLimit", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "submit-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "https:submit-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "submit-elsewhere", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "submit-500", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "submit-503", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "submit-error:504:ErrorTimeoutExpired", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "submit-endless", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "submit-headers", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "submit-drip", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "submit-hang", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "submit-cut", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "https:submit-cut", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  { "submit-close", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_CUT, 0 },
  /* Taken, it says; but the draft stays one. */
  { "submit-html", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "submit-stuck", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 0 },
  /* Taken, and no answer to whether it has gone. */
  { "find-500", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "find-wrongtypes", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 0 },
};

static const FindCase find_cases[] = {
  { "look-401", RBK_CHANNEL_ERROR_SIGN_IN },     { "look-404", RBK_CHANNEL_ERROR_NOT_A_SERVER },
  { "look-500", RBK_CHANNEL_ERROR_SERVER },      { "look-badjson", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "look-empty", RBK_CHANNEL_ERROR_BAD_REPLY }, { "look-wrongtypes", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "look-cut", RBK_CHANNEL_ERROR_CUT },         { "look-hang", RBK_CHANNEL_ERROR_UNREACHABLE },
  { "folder-close", RBK_CHANNEL_ERROR_CUT },
};

static const char *const faults[] = { "500", "503", "cut", "close", "hang", "headers", NULL };
static const char *const stages[] = { "folder", "look", "create", "submit", NULL };
static const char *const elsewhere[] = { "folder", "look", "create", "submit", "look", NULL };

static const Provider graph = {
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
  g_autofree char *url = g_strdup_printf ("%s/%s/%s/", server, plan, run);
  RbkMailbox *mailbox = rbk_graph_mailbox_new (ADDRESS, url, access);

  rbk_graph_mailbox_set_timeout (RBK_GRAPH_MAILBOX (mailbox), IDLE_SECONDS, WHOLE_SECONDS);
  rbk_graph_mailbox_set_patience (RBK_GRAPH_MAILBOX (mailbox), 10);
  return mailbox;
}

/* 202 means queued: it is believed once the draft has gone, at a second look, to Sent or on its way there. */
static void
test_queued_is_not_sent (void)
{
  const char *plans[] = { "submit-slow", "submit-outgoing", "submit-vanished", "submit-html-done" };

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
      g_assert_cmpuint (count_stage (plans[i], run, "submit"), ==, 1);
      g_assert_cmpuint (count_stage (plans[i], run, "find"), ==, i == 0 ? 2 : 1);
    }
}

/* The answer to its creation was lost: the draft is found and sent, and no second one is made. */
static void
test_draft_is_used_again (void)
{
  const char *plans[] = { "create-close-done-once", "create-cut-once", "submit-429-once", "submit-500-once" };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 2; j++)
        {
          /* Another process each time. */
          g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", plans[i], run);
          RbkSendResult result =
            rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

          g_assert_cmpint (result == RBK_SEND_ACCEPTED, ==, j == 1);
          if (j == 0)
            g_clear_error (&error);
        }
      g_assert_no_error (error);
      g_assert_cmpuint (count_stage (plans[i], run, "create"), ==, 1);
    }
}

/* We asked for it to be sent, no answer came, and now there is neither draft nor copy: that is no clear no.
 */
static void
test_vanished_is_unknown (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-gone", run);
  g_autoptr (RbkMailbox) fresh = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-none", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error),
                   ==,
                   RBK_SEND_UNCERTAIN);
  g_clear_error (&error);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_UNKNOWN);
  assert_readable (error);
  g_clear_error (&error);
  /* What was never there at all is a clear no. */
  g_assert_cmpint (rbk_mailbox_find_sent (fresh, id, NULL, &error), ==, RBK_FOUND_NOT_SENT);
  g_assert_no_error (error);
}

/* A draft that came out under another Message-ID could not be found again: it is given ours. */
static void
test_draft_bears_our_message_id (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "create-renumbered", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
  g_assert_cmpuint (count_stage ("create-renumbered", run, "number"), ==, 1);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_SENT);
  g_assert_no_error (error);
}

/* the account's own main address, and no other. */
static void
test_own_address (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autofree char *url = g_strdup_printf ("%s/user-none/%s", g_getenv ("RBK_TEST_FAULTY_HTTP"), run);
  g_autoptr (RbkAccess) access = rbk_bearer_access_new (SECRET);
  g_autoptr (RbkMailbox) own = mailbox_new ("RBK_TEST_FAULTY_HTTP", "user-none", run);
  g_autoptr (RbkMailbox) principal = rbk_graph_mailbox_new ("a@tenant.test", url, access);
  g_autoptr (RbkMailbox) none =
    mailbox_new ("RBK_TEST_FAULTY_HTTP", "folder-error:404:MailboxNotEnabledForRESTAPI", run);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_mailbox_test (own, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_mailbox_test (principal, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
  g_assert_nonnull (strstr (error->message, ADDRESS));
  g_clear_error (&error);
  g_assert_false (rbk_mailbox_test (none, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
  assert_readable (error);
}

/* What does not fit into one request is refused in words, before anything leaves; what just fits is sent. */
static void
test_too_large (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "size-none", run);
      g_autofree char *text = g_malloc0 (RBK_GRAPH_LARGEST_MESSAGE + 2);
      g_autofree char *head = g_strdup ("Message-ID: <size@dealer.test>\r\n\r\n");
      g_autoptr (GBytes) message = NULL;
      g_autoptr (GError) error = NULL;
      RbkSendResult result;

      memset (text, 'x', RBK_GRAPH_LARGEST_MESSAGE + 1);
      memcpy (text, head, strlen (head));
      message = g_bytes_new (text, RBK_GRAPH_LARGEST_MESSAGE + i);
      result =
        rbk_mailbox_send (mailbox, "size@dealer.test", "customer@example.net", message, NULL, NULL, &error);
      if (i == 0)
        {
          g_assert_no_error (error);
          g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
          continue;
        }
      g_assert_cmpint (result, ==, RBK_SEND_REFUSED);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_TOO_LARGE);
      assert_readable (error);
      g_assert_cmpuint (count_requests (run), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  add_tests_of_every_mailbox (&graph);
  g_test_add_func ("/faulty/queued-is-not-sent", test_queued_is_not_sent);
  g_test_add_func ("/faulty/draft-is-used-again", test_draft_is_used_again);
  g_test_add_func ("/faulty/vanished-is-unknown", test_vanished_is_unknown);
  g_test_add_func ("/faulty/draft-bears-our-message-id", test_draft_bears_our_message_id);
  g_test_add_func ("/faulty/A-3/own-address", test_own_address);
  g_test_add_func ("/faulty/too-large-for-one-request", test_too_large);
  return g_test_run ();
}
