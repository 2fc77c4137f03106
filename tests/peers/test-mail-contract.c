/* test-mail-contract.c: Graph and Gmail by the providers' own descriptions (with-graph, with-gmail).
 *
 * What is not as they say fails the program that this runs in, whatever is asserted here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-gmail-mailbox.h"
#include "channels/email/rbk-graph-mailbox.h"
#include "channels/rbk-signed-http.h"
#include "rbk-test-faulty.h"

static gboolean is_graph;

static const char *
get_url (void)
{
  return g_getenv (is_graph ? "RBK_TEST_GRAPH_URL" : "RBK_TEST_GMAIL_URL");
}

static RbkMailbox *
mailbox_new_at (const char *server, const char *address, const char *run, RbkAccess *access)
{
  return is_graph ? rbk_graph_mailbox_new (address, server, access)
                  : rbk_gmail_mailbox_new (address, server, access);
}

static RbkMailbox *
mailbox_new_for (const char *address)
{
  g_autoptr (RbkAccess) access = rbk_bearer_access_new (SECRET);

  return mailbox_new_at (get_url (), address, NULL, access);
}

/* the mailbox is the account's own. */
static void
test_own_address (void)
{
  g_autoptr (RbkMailbox) own = mailbox_new_for (ADDRESS);
  g_autoptr (RbkMailbox) other = mailbox_new_for ("boss@dealer.test");
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_mailbox_test (own, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_mailbox_test (other, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
}

/* Asked for before, sent, found, and not sent again; by another process too. */
static void
test_sends_once (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *id = NULL;
  g_autofree char *other_id = NULL;
  g_autoptr (GBytes) message = message_new_with (text, &id);
  g_autoptr (GBytes) other = message_new (&other_id);
  g_autoptr (RbkMailbox) mailbox = mailbox_new_for (ADDRESS);
  g_autoptr (RbkMailbox) again = mailbox_new_for (ADDRESS);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_NOT_SENT);
  g_assert_no_error (error);
  g_assert_cmpint (rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error),
                   ==,
                   RBK_SEND_ACCEPTED);
  g_assert_no_error (error);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &error), ==, RBK_FOUND_SENT);
  g_assert_no_error (error);
  g_assert_cmpint (rbk_mailbox_find_sent (again, id, NULL, &error), ==, RBK_FOUND_SENT);
  g_assert_no_error (error);
  g_assert_cmpint (rbk_mailbox_find_sent (again, other_id, NULL, &error), ==, RBK_FOUND_NOT_SENT);
  g_assert_no_error (error);
}

/* The judges can say no; without this all of the above would prove little. */
static void
test_what_is_wrong_is_seen (void)
{
  const char *wrong = is_graph ? "/me/messages?$selekt=id" : "/gmail/v1/users/me/messages?query=x";
  g_autofree char *address = g_strconcat (get_url (), wrong, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();
  g_autoptr (RbkAccess) basic = rbk_basic_access_new (ADDRESS, SECRET);
  g_autoptr (RbkMailbox) no_token = mailbox_new_at (get_url (), ADDRESS, NULL, basic);
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  reply = rbk_signed_get (http, basic, uri, RBK_HTTP_REDIRECT_NEVER, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_false (rbk_mailbox_test (no_token, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  g_assert_true (g_file_get_contents (
    g_getenv (is_graph ? "RBK_TEST_GRAPH_WRONGS" : "RBK_TEST_GMAIL_WRONGS"), &found, NULL, NULL));
  g_assert_nonnull (strstr (found, is_graph ? "$selekt" : "query"));
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  is_graph = g_getenv ("RBK_TEST_GRAPH_URL") != NULL;
  if (g_getenv ("RBK_TEST_WRONGS_MEANT") != NULL)
    g_test_add_func ("/contract/what-is-wrong-is-seen", test_what_is_wrong_is_seen);
  else
    {
      g_test_add_func ("/contract/A-3/own-address", test_own_address);
      g_test_add_func ("/contract/sends-once", test_sends_once);
    }
  return g_test_run ();
}
