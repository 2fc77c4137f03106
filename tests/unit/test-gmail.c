/* test-gmail.c: what Gmail may answer, and how a message goes there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-gmail-mailbox.h"
#include "channels/email/rbk-gmail-reply.h"
#include "rbk-test.h"

#define ID "id@dealer.test"

/* JSON with ' for ". */
static GBytes *
json (const char *text)
{
  char *copy = g_strdelimit (g_strdup (text), "'", '"');

  return g_bytes_new_take (copy, strlen (copy));
}

/* Nothing of the message changes but how the name of one header is spelled. */
static void
test_mark (void)
{
  static const struct
  {
    const char *before, *after;
  } all[] = {
    { "From: a@b.co\r\nMessage-Id: <" ID ">\r\n\r\nMessage-Id: body\r\n",
      "From: a@b.co\r\nMessage-ID: <" ID ">\r\n\r\nMessage-Id: body\r\n" },
    { "Message-Id: <" ID ">", "Message-ID: <" ID ">" },
    { "Subject: x\r\n message-id: folded\r\n\r\n", "Subject: x\r\n message-id: folded\r\n\r\n" },
    { "\r\nMessage-Id: body", "\r\nMessage-Id: body" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GBytes) before = g_bytes_new_static (all[i].before, strlen (all[i].before));
      g_autoptr (GBytes) marked = rbk_gmail_mark (before, ID);
      g_autofree char *expected = g_strconcat ("X-Ringback-Message-ID: <" ID ">\r\n", all[i].after, NULL);

      g_assert_cmpmem (
        g_bytes_get_data (marked, NULL), g_bytes_get_size (marked), expected, strlen (expected));
    }
}

static void
test_own_address (void)
{
  g_autoptr (GBytes) own = json ("{'emailAddress':'Anna@dealer.test'}");
  g_autoptr (GBytes) other = json ("{'emailAddress':'anna@gmail.com'}");
  g_autoptr (GBytes) none = json ("{'emailAddress':['anna@dealer.test']}");
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_gmail_read_profile (own, "anna@dealer.test", &error));
  g_assert_no_error (error);
  g_assert_false (rbk_gmail_read_profile (other, "anna@dealer.test", &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
  g_clear_error (&error);
  g_assert_false (rbk_gmail_read_profile (none, "anna@dealer.test", &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
}

static void
test_lists (void)
{
  static const struct
  {
    const char *text;
    int length; /* -1: none */
    const char *next;
  } all[] = {
    { "{'resultSizeEstimate':0}", 0, NULL },
    { "{'messages':[{'id':'18f0','threadId':'1'},{'id':'18f1'}],'resultSizeEstimate':2}", 2, NULL },
    { "{'messages':[{'id':'18f0'}],'nextPageToken':'123','resultSizeEstimate':201}", 1, "123" },
    { "{'nextPageToken':'123','resultSizeEstimate':201}", 0, "123" },
    /* No clear "none": an empty object, an estimate without its messages, other types, half of an answer. */
    { "{}", -1, NULL },
    { "{'resultSizeEstimate':3}", -1, NULL },
    { "{'resultSizeEstimate':'0'}", -1, NULL },
    { "{'messages':null,'resultSizeEstimate':0}", -1, NULL },
    { "{'messages':[{'id':7}]}", -1, NULL },
    { "{'messages':[{'id':'../x'}]}", -1, NULL },
    { "{'messages':[{'id':'18f0'}],'nextPageToken':'a&q=x'}", -1, NULL },
    { "{'messages':[{'id':'18f0'}", -1, NULL },
    { "<html>", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GBytes) body = json (all[i].text);
      g_autoptr (GError) error = NULL;
      g_autofree char *next = NULL;
      g_autoptr (GPtrArray) ids = rbk_gmail_read_list (body, &next, &error);

      if (all[i].length < 0)
        {
          g_assert_null (ids);
          g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint ((int) ids->len, ==, all[i].length);
      g_assert_cmpstr (next, ==, all[i].next);
    }
}

#define MESSAGE(labels, headers) "{'id':'18f0','labelIds':[" labels "],'payload':{'headers':[" headers "]}}"
#define HEADER(name, value)      "{'name':'" name "','value':'" value "'}"

/* Sent is what lies in Sent and bears our Message-ID, in whichever header Gmail left it. */
static void
test_messages (void)
{
  static const struct
  {
    const char *text;
    int sent; /* -1: no answer */
  } all[] = {
    { MESSAGE ("'SENT'", HEADER ("Message-Id", "<" ID ">")), TRUE },
    { MESSAGE ("'INBOX','SENT'", HEADER ("X-Ringback-Message-ID", "<" ID "> ")), TRUE },
    { MESSAGE ("'SENT'", HEADER ("X-Google-Original-Message-ID", "<" ID ">")), TRUE },
    { MESSAGE ("'SENT'", HEADER ("Message-ID", "<x" ID ">")), FALSE },
    { MESSAGE ("'SENT'", HEADER ("Message-ID", "<" ID ">x")), FALSE },
    { MESSAGE ("'SENT'", HEADER ("In-Reply-To", "<" ID ">")), FALSE },
    { MESSAGE ("'DRAFT'", HEADER ("Message-ID", "<" ID ">")), FALSE },
    { MESSAGE ("'INBOX'", HEADER ("Message-ID", "<" ID ">")), FALSE },
    { "{'id':'18f0','payload':{'headers':[]}}", FALSE },
    { "{'id':'18f0','labelIds':['SENT'],'payload':{}}", FALSE },
    { "{'id':'18f0','labelIds':['SENT']}", -1 },
    { "{'id':'18f0','labelIds':'SENT','payload':{'headers':[]}}", -1 },
    { "{'id':'18f0','labelIds':['SENT'],'payload':{'headers':{}}}", -1 },
    { "{}", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GBytes) body = json (all[i].text);
      g_autoptr (GError) error = NULL;
      gboolean sent;

      g_assert_cmpint (rbk_gmail_read_message (body, ID, &sent, &error), ==, all[i].sent >= 0);
      g_assert_true ((error == NULL) == (all[i].sent >= 0));
      g_assert_cmpint (sent, ==, MAX (all[i].sent, 0));
    }
}

static void
test_errors_in_words (void)
{
  static const struct
  {
    guint status;
    const char *text;
    RbkChannelError meant;
    const char *says; /* a part of the sentence */
  } all[] = {
    { 403,
      "{'error':{'code':403,'status':'RESOURCE_EXHAUSTED','errors':[{'reason':'dailyLimitExceeded'}]}}",
      RBK_CHANNEL_ERROR_FORBIDDEN,
      "in a day" },
    { 403, "{'error':{'errors':[{'reason':'userRateLimitExceeded'}]}}", RBK_CHANNEL_ERROR_BUSY, "wait" },
    { 429, "{'error':{'status':'RESOURCE_EXHAUSTED'}}", RBK_CHANNEL_ERROR_BUSY, "wait" },
    { 403,
      "{'error':{'status':'PERMISSION_DENIED','details':[{'reason':'ACCESS_TOKEN_SCOPE_INSUFFICIENT'}]}}",
      RBK_CHANNEL_ERROR_SIGN_IN,
      "allow both" },
    { 403, "{'error':{'errors':[{'reason':'domainPolicy'}]}}", RBK_CHANNEL_ERROR_FORBIDDEN, "Workspace" },
    { 400,
      "{'error':{'status':'FAILED_PRECONDITION','message':'Mail service not enabled'}}",
      RBK_CHANNEL_ERROR_ACCOUNT,
      "no Gmail mailbox" },
    { 400,
      "{'error':{'status':'INVALID_ARGUMENT','message':'Recipient address required'}}",
      RBK_CHANNEL_ERROR_RECIPIENT,
      "customer's address" },
    { 400, "{'error':{'status':'INVALID_ARGUMENT','message':'x'}}", RBK_CHANNEL_ERROR_MESSAGE, NULL },
    { 401, "<html>", RBK_CHANNEL_ERROR_SIGN_IN, "Sign in again" },
    { 404, "{}", RBK_CHANNEL_ERROR_NOT_A_SERVER, "no Gmail at this place" },
    { 403, "{'error':{'errors':[{'reason':7}]}}", RBK_CHANNEL_ERROR_FORBIDDEN, NULL },
    { 500, "{'error':{'errors':[{'reason':'backendError'}]}}", RBK_CHANNEL_ERROR_SERVER, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GBytes) body = json (all[i].text);
      g_autoptr (GError) error = NULL;
      gint64 wait = 0;

      rbk_gmail_explain (all[i].status, body, &wait, &error);
      g_assert_error (error, RBK_CHANNEL_ERROR, (int) all[i].meant);
      g_assert_true (all[i].says == NULL || strstr (error->message, all[i].says) != NULL);
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_cmpint (wait, ==, 0);
    }
}

static void
test_wait_in_words (void)
{
  static const struct
  {
    const char *message;
    gint64 wait;
  } all[] = {
    { "User-rate limit exceeded.  Retry after 2026-01-01T00:01:30.000Z (Mail sending)", 90 },
    { "Retry after 2026-01-01T00:00:01Z.", 1 },
    { "Retry after 2025-12-31T23:59:59Z", 0 },
    { "Retry after 2036-01-01T00:00:00Z", 24 * 60 * 60 },
    { "Retry after lunch", 0 },
    { "Retry after 2026-01-01T00:01:30", 0 },
    { "Retry after ", 0 },
    { "", 0 },
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 1, 1, 0, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'error':{'message':'%s'}}", all[i].message);
      g_autoptr (GBytes) body = json (text);

      g_assert_cmpint (rbk_gmail_read_wait (body, g_date_time_to_unix (now) * G_USEC_PER_SEC),
                       ==,
                       all[i].wait * G_USEC_PER_SEC);
    }
}

static void
test_mailbox_ends (void)
{
  RbkAccess *access = rbk_bearer_access_new ("secret");
  RbkMailbox *mailbox = rbk_gmail_mailbox_new ("anna@example.com", NULL, access);

  g_assert_cmpstr (rbk_mailbox_get_address (mailbox), ==, "anna@example.com");
  g_assert_finalize_object (mailbox);
  g_assert_finalize_object (access);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/gmail/mark", test_mark);
  g_test_add_func ("/gmail/A-3/own-address", test_own_address);
  g_test_add_func ("/gmail/lists", test_lists);
  g_test_add_func ("/gmail/messages", test_messages);
  g_test_add_func ("/gmail/errors-in-words", test_errors_in_words);
  g_test_add_func ("/gmail/wait-in-words", test_wait_in_words);
  g_test_add_func ("/gmail/mailbox-ends", test_mailbox_ends);
  return g_test_run ();
}
