/* test-faulty-gmail.c: what is certain and what is not when Gmail misbehaves (faulty_gmail.py).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-gmail-mailbox.h"
#include "rbk-test-faulty.h"

static const Case cases[] = {
  { "look-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "look-404", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_NOT_A_SERVER, 0 },
  { "look-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "look-500", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "look-badjson", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-wrongtypes", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-empty", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-html", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-endless", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "look-headers", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "look-drip", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "look-hang", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNREACHABLE, 0 },
  { "look-cut", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "look-close", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_CUT, 0 },
  { "https:look-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "look-error:403:insufficientPermissions", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },

  { "submit-401", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "submit-403", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-413", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_TOO_LARGE, 0 },
  { "submit-429", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "submit-error:401:authError", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_SIGN_IN, 0 },
  { "submit-error:403:rateLimitExceeded", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "submit-error:403:userRateLimitExceeded", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0 },
  { "submit-error:429:rateLimitExceeded", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY, 0 },
  /* Held, in words: no waiting helps, but for a person. */
  { "submit-error:403:dailyLimitExceeded", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-error:403:domainPolicy", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_FORBIDDEN, 0 },
  { "submit-error:400:failedPrecondition", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_ACCOUNT, 0 },
  { "submit-error:400:invalidArgument", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_MESSAGE, 0 },
  { "submit-error:400:invalidArgument:Invalid+To+header", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_RECIPIENT, 0 },
  { "submit-error:400:somethingNew", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BAD_REPLY, 0 },
  { "https:submit-plain", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "submit-elsewhere", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_UNSAFE, 0 },
  { "submit-500", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0 },
  { "submit-503", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BUSY, 7 },
  { "submit-error:500:backendError", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_SERVER, 0 },
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
};

static const FindCase find_cases[] = {
  { "look-401", RBK_CHANNEL_ERROR_SIGN_IN },
  { "look-500", RBK_CHANNEL_ERROR_SERVER },
  { "look-badjson", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "look-wrongtypes", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "look-empty", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "look-cut", RBK_CHANNEL_ERROR_CUT },
  { "look-hang", RBK_CHANNEL_ERROR_UNREACHABLE },
  { "sift-500", RBK_CHANNEL_ERROR_SERVER },
  { "sift-429", RBK_CHANNEL_ERROR_BUSY },
  { "sift-badjson", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "sift-wrongtypes", RBK_CHANNEL_ERROR_BAD_REPLY },
  { "sift-cut", RBK_CHANNEL_ERROR_CUT },
  { "sift-error:403:insufficientPermissions", RBK_CHANNEL_ERROR_SIGN_IN },
};

static const char *const faults[] = { "500", "503", "badjson", "empty", "cut", "close", "hang", NULL };
static const char *const stages[] = { "look", "submit", NULL };
static const char *const elsewhere[] = { "look", "submit", "sift", NULL };

static const Provider gmail = {
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
  g_autofree char *url = g_strdup_printf ("%s/%s/%s", server, plan, run);
  RbkMailbox *mailbox = rbk_gmail_mailbox_new (ADDRESS, url, access);

  rbk_gmail_mailbox_set_timeout (RBK_GMAIL_MAILBOX (mailbox), IDLE_SECONDS, WHOLE_SECONDS);
  return mailbox;
}

/* Gmail may send a message under a Message-ID of its own: it is found among what was sent since, by us and by
 * another process, and not sent again. */
static void
test_found_under_another_message_id (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-renumbered-once", run);
  g_autoptr (RbkMailbox) other = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-renumbered-once", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);

  g_assert_cmpint (result, ==, RBK_SEND_UNCERTAIN);
  g_clear_error (&error);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_SENT);
  g_assert_cmpint (rbk_mailbox_find_sent (other, id, NULL, &error), ==, RBK_FOUND_SENT);
  g_assert_no_error (error);
  result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
  g_assert_cmpuint (count_stage ("submit-renumbered-once", run, "submit"), ==, 1);
}

/* Where more was sent than can be looked through there is no "no", and nothing is sent again. */
static void
test_crowded_is_unknown (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-crowded-once", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error),
                   ==,
                   RBK_SEND_UNCERTAIN);
  g_clear_error (&error);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_UNKNOWN);
  assert_readable (error);
  g_assert_cmpuint (count_stage ("submit-crowded-once", run, "read"), ==, RBK_GMAIL_MOST_LOOKED_AT);
}

/* Half an answer about a message that was found is neither yes nor no. */
static void
test_unreadable_message_is_unknown (void)
{
  const char *plans[] = { "read-500", "read-badjson", "read-wrongtypes", "read-cut" };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", plans[i], run);
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new (&id);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error),
                       ==,
                       RBK_SEND_ACCEPTED);
      g_assert_no_error (error);
      g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_UNKNOWN);
      assert_readable (error);
      /* And so it is not sent again either. */
      g_clear_error (&error);
      g_assert_cmpint (rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error),
                       ==,
                       RBK_SEND_NOT_SENT);
      g_assert_cmpuint (count_stage (plans[i], run, "submit"), ==, 1);
    }
}

/* The limit of a day says only in its words when it ends. */
static void
test_waits_as_long_as_the_words_say (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMailbox) mailbox = mailbox_new ("RBK_TEST_FAULTY_HTTP", "submit-later", run);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (&id);
  g_autoptr (GError) error = NULL;
  gint64 wait = 0;

  g_assert_cmpint (rbk_mailbox_send (mailbox, id, "customer@example.net", message, &wait, NULL, &error),
                   ==,
                   RBK_SEND_NOT_SENT);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BUSY);
  g_assert_cmpint (wait, >, 30 * G_USEC_PER_SEC);
  g_assert_cmpint (wait, <=, 90 * G_USEC_PER_SEC);
}

/* the address of whoever is signed in, and no other; and leave to search, without which no doubt ends.
 */
static void
test_own_address (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autofree char *url = g_strdup_printf ("%s/profile-none/%s", g_getenv ("RBK_TEST_FAULTY_HTTP"), run);
  g_autoptr (RbkAccess) access = rbk_bearer_access_new (SECRET);
  g_autoptr (RbkMailbox) own = mailbox_new ("RBK_TEST_FAULTY_HTTP", "profile-none", run);
  g_autoptr (RbkMailbox) other = rbk_gmail_mailbox_new ("boss@dealer.test", url, access);
  g_autoptr (RbkMailbox) blind =
    mailbox_new ("RBK_TEST_FAULTY_HTTP", "sift-error:403:insufficientPermissions", run);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_mailbox_test (own, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_mailbox_test (other, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
  g_assert_nonnull (strstr (error->message, ADDRESS));
  g_clear_error (&error);
  g_assert_false (rbk_mailbox_test (blind, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  assert_readable (error);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  add_tests_of_every_mailbox (&gmail);
  g_test_add_func ("/faulty/found-under-another-message-id", test_found_under_another_message_id);
  g_test_add_func ("/faulty/crowded-is-unknown", test_crowded_is_unknown);
  g_test_add_func ("/faulty/unreadable-message-is-unknown", test_unreadable_message_is_unknown);
  g_test_add_func ("/faulty/waits-as-long-as-the-words-say", test_waits_as_long_as_the_words_say);
  g_test_add_func ("/faulty/A-3/own-address", test_own_address);
  return g_test_run ();
}
