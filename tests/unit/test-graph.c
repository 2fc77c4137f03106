/* test-graph.c: what Microsoft Graph may answer about a mailbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-graph-mailbox.h"
#include "channels/email/rbk-graph-reply.h"
#include "rbk-test.h"

#define ID "id@dealer.test"

/* JSON with ' for ". */
static GBytes *
json (const char *text)
{
  char *copy = g_strdelimit (g_strdup (text), "'", '"');

  return g_bytes_new_take (copy, strlen (copy));
}

static void
assert_user (const char *text, const char *address, int code)
{
  g_autoptr (GBytes) body = json (text);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_graph_read_user (body, address, &error) == (code < 0));
  if (code >= 0)
    g_assert_error (error, RBK_CHANNEL_ERROR, code);
}

static void
test_own_address (void)
{
  assert_user ("{'mail':'Anna@Dealer.test','userPrincipalName':'x'}", "anna@dealer.test", -1);
  assert_user ("{'mail':null,'userPrincipalName':'anna@dealer.test'}", "anna@dealer.test", -1);
  /* Not the sign-in name where there is an address, nor an alias: the customer would see another sender. */
  assert_user ("{'mail':'a@dealer.test','userPrincipalName':'anna@dealer.test','proxyAddresses':"
               "['smtp:anna@dealer.test']}",
               "anna@dealer.test",
               RBK_CHANNEL_ERROR_ACCOUNT);
  assert_user ("{'mail':'anna@dealer.test.evil.example'}", "anna@dealer.test", RBK_CHANNEL_ERROR_ACCOUNT);
  assert_user ("{}", "anna@dealer.test", RBK_CHANNEL_ERROR_BAD_REPLY);
  assert_user ("[]", "anna@dealer.test", RBK_CHANNEL_ERROR_BAD_REPLY);
}

#define MESSAGE(id, draft, number, folder)                                                                   \
  "{'id':'" id "','isDraft':" draft ",'internetMessageId':'" number "','parentFolderId':'" folder "'}"

static void
test_messages (void)
{
  static const struct
  {
    const char *text; /* of the list */
    const char *draft;
    gboolean sent;
  } all[] = {
    { "", NULL, FALSE },
    { MESSAGE ("A", "true", "<" ID ">", "D"), "A", FALSE },
    { MESSAGE ("A", "true", ID, "D"), "A", FALSE },
    { MESSAGE ("A", "false", "<" ID ">", "S"), NULL, TRUE },
    /* On its way out already. */
    { MESSAGE ("A", "true", "<" ID ">", "OUT"), NULL, TRUE },
    { MESSAGE ("A", "true", "<" ID ">", "D") "," MESSAGE ("B", "false", "<" ID ">", "S"), "A", TRUE },
    /* What the search found though it was not asked for. */
    { MESSAGE ("A", "false", "<x" ID ">", "S") "," MESSAGE ("B", "false", "<" ID "x>", "S"), NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'value':[%s]}", all[i].text);
      g_autoptr (GBytes) body = json (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkGraphMessages) messages = rbk_graph_read_messages (body, ID, "OUT", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (messages->draft, ==, all[i].draft);
      g_assert_cmpint (messages->sent, ==, all[i].sent);
    }
}

/* A list that is not whole, or says not clearly what is a draft, is no answer. */
static void
test_messages_that_say_nothing (void)
{
  static const char *const all[] = {
    "{}",
    "{'value':null}",
    "{'value':{}}",
    "{'value':[1]}",
    "{'value':[],'@odata.nextLink':'https://graph.microsoft.com/v1.0/me/messages?$skip=10'}",
    "{'value':[{'id':'A','internetMessageId':'<" ID ">'}]}",
    "{'value':[{'id':'A','isDraft':'false','internetMessageId':'<" ID ">'}]}",
    "{'value':[{'id':'A','isDraft':null,'internetMessageId':'<" ID ">'}]}",
    "{'value':[{'isDraft':false,'internetMessageId':'<" ID ">'}]}",
    "{'value':[{'id':'a b','isDraft':true,'internetMessageId':'<" ID ">'}]}",
    "{'value':[" MESSAGE ("A", "true", "<" ID ">", "D"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GBytes) body = json (all[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (rbk_graph_read_messages (body, ID, "OUT", &error));
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
    }
}

static void
test_draft (void)
{
  g_autoptr (GBytes) ours = json (MESSAGE ("A/=", "true", "<" ID ">", "D"));
  g_autoptr (GBytes) other = json (MESSAGE ("A", "true", "<y@outlook.com>", "D"));
  g_autoptr (GBytes) sent = json (MESSAGE ("A", "false", "<" ID ">", "S"));
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *other_id = NULL;
  gboolean is_ours;

  id = rbk_graph_read_draft (ours, ID, &is_ours, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "A/=");
  g_assert_true (is_ours);
  other_id = rbk_graph_read_draft (other, ID, &is_ours, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other_id, ==, "A");
  g_assert_false (is_ours);
  g_assert_null (rbk_graph_read_draft (sent, ID, &is_ours, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
}

/* The code decides where it is known, else the status; Graph's own words never reach the screen. */
static void
test_errors_in_words (void)
{
  static const struct
  {
    guint status;
    const char *code;
    RbkChannelError meant;
    const char *says; /* a part of the sentence */
  } all[] = {
    { 401, "InvalidAuthenticationToken", RBK_CHANNEL_ERROR_SIGN_IN, "Sign in again" },
    { 401, NULL, RBK_CHANNEL_ERROR_SIGN_IN, "Sign in again" },
    { 403, "ErrorSendAsDenied", RBK_CHANNEL_ERROR_FORBIDDEN, "send as this address" },
    { 403, "ErrorAccessDenied", RBK_CHANNEL_ERROR_FORBIDDEN, "Mail.Send" },
    { 404, "MailboxNotEnabledForRESTAPI", RBK_CHANNEL_ERROR_ACCOUNT, "no mailbox" },
    { 404, "ErrorItemNotFound", RBK_CHANNEL_ERROR_SERVER, "vanished" },
    { 404, "ErrorSomethingNew", RBK_CHANNEL_ERROR_NOT_A_SERVER, "no Microsoft 365" },
    { 400, "ErrorInvalidRecipients", RBK_CHANNEL_ERROR_RECIPIENT, "customer's address" },
    { 507, "ErrorQuotaExceeded", RBK_CHANNEL_ERROR_TOO_LARGE, "full" },
    { 429, "ErrorExceededMessageLimit", RBK_CHANNEL_ERROR_BUSY, "a day" },
    { 429, "ApplicationThrottled", RBK_CHANNEL_ERROR_BUSY, "wait" },
    { 400, "ErrorSomethingNew", RBK_CHANNEL_ERROR_BAD_REPLY, NULL },
    { 503, NULL, RBK_CHANNEL_ERROR_BUSY, NULL },
    { 500, "ErrorSomethingNew", RBK_CHANNEL_ERROR_SERVER, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *text =
        all[i].code != NULL
          ? g_strdup_printf ("{'error':{'code':'%s','message':'customer@example.net is unwanted'}}",
                             all[i].code)
          : g_strdup ("<html>");
      g_autoptr (GBytes) body = json (text);
      g_autoptr (GError) error = NULL;
      gint64 wait = 5;

      rbk_graph_explain (all[i].status, body, &wait, &error);
      g_assert_error (error, RBK_CHANNEL_ERROR, (int) all[i].meant);
      g_assert_true (all[i].says == NULL || strstr (error->message, all[i].says) != NULL);
      g_assert_null (strstr (error->message, "example.net"));
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_cmpint (wait, ==, 5);
    }
}

static void
test_mailbox_ends (void)
{
  RbkAccess *access = rbk_bearer_access_new ("secret");
  RbkMailbox *mailbox = rbk_graph_mailbox_new ("anna@example.com", NULL, access);

  g_assert_cmpstr (rbk_mailbox_get_address (mailbox), ==, "anna@example.com");
  g_assert_finalize_object (mailbox);
  g_assert_finalize_object (access);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/graph/A-3/own-address", test_own_address);
  g_test_add_func ("/graph/messages", test_messages);
  g_test_add_func ("/graph/messages-that-say-nothing", test_messages_that_say_nothing);
  g_test_add_func ("/graph/draft", test_draft);
  g_test_add_func ("/graph/errors-in-words", test_errors_in_words);
  g_test_add_func ("/graph/mailbox-ends", test_mailbox_ends);
  return g_test_run ();
}
