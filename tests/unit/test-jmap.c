/* test-jmap.c: what a JMAP server may answer, and where it may be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-jmap-discovery.h"
#include "channels/email/rbk-jmap-mailbox.h"
#include "channels/email/rbk-jmap-reply.h"
#include "rbk-test.h"

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* JSON with ' for ". */
static char *
json (const char *text)
{
  char *copy = g_strdup (text);

  return g_strdelimit (copy, "'", '"');
}

static JsonObject *
reply (const char *text)
{
  g_autofree char *copy = json (text);
  g_autoptr (GBytes) body = bytes (copy);
  g_autoptr (GError) error = NULL;
  JsonObject *object = rbk_jmap_reply_parse (body, &error);

  g_assert_no_error (error);
  return object;
}

static RbkJmapSession *
session (const char *text, GError **error)
{
  g_autofree char *copy = json (text);
  g_autoptr (GBytes) body = bytes (copy);
  g_autoptr (GUri) at = g_uri_parse ("https://mail.example.com/jmap/session", G_URI_FLAGS_NONE, NULL);

  return rbk_jmap_session_parse (body, at, error);
}

#define CAPABLE          "{'" RBK_JMAP_MAIL "':{},'" RBK_JMAP_SUBMISSION "':{}}"
#define CORE             "'capabilities':{'" RBK_JMAP_CORE "':{'maxSizeUpload':1000}}"
#define ACCOUNT(account) "'accounts':{'a@b.co':{'accountCapabilities':" account "}}"
#define PRIMARY          "'primaryAccounts':{'" RBK_JMAP_MAIL "':'a@b.co'}"

static void
test_session (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkJmapSession) relative = NULL;
  g_autoptr (RbkJmapSession) absolute = NULL;
  g_autofree char *api = NULL;
  g_autofree char *upload = NULL;
  g_autofree char *other = NULL;

  relative = session (
    "{" CORE "," ACCOUNT (CAPABLE) "," PRIMARY ",'apiUrl':'/jmap/','uploadUrl':'/jmap/upload/{accountId}/'}",
    &error);
  g_assert_no_error (error);
  api = g_uri_to_string (relative->api);
  upload = g_uri_to_string (relative->upload);
  g_assert_cmpstr (api, ==, "https://mail.example.com/jmap/");
  /* The account's @ is written as RFC 6570 wants it. */
  g_assert_cmpstr (upload, ==, "https://mail.example.com/jmap/upload/a%40b.co/");
  g_assert_cmpint (relative->max_upload, ==, 1000);

  absolute = session (
    "{" CORE "," ACCOUNT (
      CAPABLE) "," PRIMARY
               ",'apiUrl':'https://api.example.com/x','uploadUrl':'https://up.example.com/{accountId}'}",
    &error);
  g_assert_no_error (error);
  other = g_uri_to_string (absolute->upload);
  g_assert_cmpstr (other, ==, "https://up.example.com/a%40b.co");
}

static void
test_sessions_that_are_none (void)
{
  static const struct
  {
    const char *text;
    RbkChannelError code;
  } all[] = {
    { "", RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { "[]", RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { "{}", RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { "<html>", RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { "{'capabilities':[]}", RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { "{'capabilities':{'" RBK_JMAP_CORE "':7}}", RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { "{" CORE "}", RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{" CORE ",'accounts':[],'apiUrl':'/','uploadUrl':'/'}", RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{" CORE "," ACCOUNT (CAPABLE) "," PRIMARY ",'apiUrl':null,'uploadUrl':'/'}",
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{" CORE "," ACCOUNT (CAPABLE) "," PRIMARY ",'apiUrl':'https://[','uploadUrl':'/'}",
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{" CORE "," ACCOUNT ("null") "," PRIMARY ",'apiUrl':'/','uploadUrl':'/'}", RBK_CHANNEL_ERROR_ACCOUNT },
    { "{" CORE "," ACCOUNT ("{'" RBK_JMAP_MAIL "':{}}") "," PRIMARY ",'apiUrl':'/','uploadUrl':'/'}",
      RBK_CHANNEL_ERROR_ACCOUNT },
    { "{" CORE "," ACCOUNT (CAPABLE) ",'primaryAccounts':{},'apiUrl':'/','uploadUrl':'/'}",
      RBK_CHANNEL_ERROR_ACCOUNT },
    { "{" CORE "," ACCOUNT (CAPABLE) ",'primaryAccounts':{'" RBK_JMAP_MAIL
                                     "':'../x'},'apiUrl':'/','uploadUrl':'/'}",
      RBK_CHANNEL_ERROR_ACCOUNT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (session (all[i].text, &error));
      g_assert_error (error, RBK_CHANNEL_ERROR, (int) all[i].code);
    }
}

static void
test_identities (void)
{
  g_autoptr (JsonObject) exact =
    reply ("{'methodResponses':[['Identity/"
           "get',{'list':[{'id':'1','email':'bob@b.co'},{'id':'2','email':'Anna@B.co'}]},''"
           "]]}");
  g_autoptr (JsonObject) wild =
    reply ("{'methodResponses':[['Identity/get',{'list':[{'id':'1','email':'*@b.co'}]},'']"
           "]}");
  g_autoptr (JsonObject) other = reply (
    "{'methodResponses':[['Identity/"
    "get',{'list':[{'id':'1','email':'*@x.b.co'},{'id':'2','email':'*'},{'id':'3',"
    "'email':'anna@b.co.evil'},{'id':4,'email':'anna@b.co'},{'id':'','email':'anna@b.co'},7,null]},'']]}");
  g_autoptr (GError) error = NULL;
  g_autofree char *one = rbk_jmap_read_identity (exact, "anna@b.co", &error);
  g_autofree char *two = rbk_jmap_read_identity (wild, "anna@b.co", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (one, ==, "2");
  g_assert_cmpstr (two, ==, "1");
  g_assert_null (rbk_jmap_read_identity (other, "anna@b.co", &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
}

static void
test_mailboxes (void)
{
  g_autoptr (JsonObject) good = reply (
    "{'methodResponses':[['Mailbox/get',{'list':[{'id':'1','role':null},{'id':'2','role':'drafts'},{'id':'3',"
    "'role':'sent'}]},'m']]}");
  g_autoptr (JsonObject) missing =
    reply ("{'methodResponses':[['Mailbox/get',{'list':[{'id':'2','role':'drafts'}]},'m']]}");
  g_autoptr (GError) error = NULL;
  g_autofree char *drafts = NULL;
  g_autofree char *sent = NULL;

  g_assert_true (rbk_jmap_read_mailboxes (good, &drafts, &sent, &error));
  g_assert_cmpstr (drafts, ==, "2");
  g_assert_cmpstr (sent, ==, "3");
  g_assert_false (rbk_jmap_read_mailboxes (missing, &drafts, &sent, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
}

/* Only a well-formed answer about our very submission counts. */
static void
test_submissions_answers (void)
{
  static const struct
  {
    const char *text;
    RbkSendResult result;
    int code; /* -1: none */
  } all[] = {
    { "{'methodResponses':[['EmailSubmission/set',{'created':{'s':{'id':'S1'}}},'s']]}",
      RBK_SEND_ACCEPTED,
      -1 },
    /* The move to Sent that failed afterwards does not take back what was sent. */
    { "{'methodResponses':[['EmailSubmission/"
      "set',{'created':{'s':{'id':'S1'}}},'s'],['error',{'type':'serverFail'},"
      "'s']]}",
      RBK_SEND_ACCEPTED,
      -1 },
    { "{'methodResponses':[['EmailSubmission/set',{'created':{'t':{'id':'S1'}}},'s']]}",
      RBK_SEND_UNCERTAIN,
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['EmailSubmission/set',{'created':{'s':{}}},'s']]}",
      RBK_SEND_UNCERTAIN,
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['EmailSubmission/"
      "set',{'created':{'s':{'id':'S1'}},'notCreated':{'s':{'type':'x'}}},'s']]}",
      RBK_SEND_UNCERTAIN,
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['EmailSubmission/set',{'notCreated':{'s':{}}},'s']]}",
      RBK_SEND_UNCERTAIN,
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['EmailSubmission/set',{},'s'],['error',{'type':'serverFail'},'s']]}",
      RBK_SEND_UNCERTAIN,
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['Email/set',{},'s']]}", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[]}", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':7}", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{}", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['error',{'type':'serverPartialFail'},'s']]}",
      RBK_SEND_UNCERTAIN,
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['error',{'type':7},'s']]}", RBK_SEND_UNCERTAIN, RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{'methodResponses':[['error',{'type':'serverUnavailable'},'s']]}",
      RBK_SEND_NOT_SENT,
      RBK_CHANNEL_ERROR_BUSY },
    { "{'methodResponses':[['EmailSubmission/"
      "set',{'notCreated':{'s':{'type':'forbiddenToSend','description':'450 "
      "4.2.0 x'}}},'s']]}",
      RBK_SEND_NOT_SENT,
      RBK_CHANNEL_ERROR_BUSY },
    { "{'methodResponses':[['EmailSubmission/"
      "set',{'notCreated':{'s':{'type':'forbiddenToSend','description':'4000 "
      "mails'}}},'s']]}",
      RBK_SEND_REFUSED,
      RBK_CHANNEL_ERROR_FORBIDDEN },
    { "{'methodResponses':[['EmailSubmission/set',{'notCreated':{'s':{'type':'overQuota'}}},'s']]}",
      RBK_SEND_REFUSED,
      RBK_CHANNEL_ERROR_TOO_LARGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (JsonObject) object = reply (all[i].text);
      g_autoptr (GError) error = NULL;
      gboolean mismatch;

      g_test_message ("%s", all[i].text);
      g_assert_cmpint (rbk_jmap_read_submission (object, &mismatch, &error), ==, all[i].result);
      g_assert_false (mismatch);
      if (all[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, RBK_CHANNEL_ERROR, all[i].code);
    }
}

static void
test_state_mismatch (void)
{
  g_autoptr (JsonObject) object = reply ("{'methodResponses':[['error',{'type':'stateMismatch'},'s']]}");
  g_autoptr (GError) error = NULL;
  gboolean mismatch;

  g_assert_cmpint (rbk_jmap_read_submission (object, &mismatch, &error), ==, RBK_SEND_NOT_SENT);
  g_assert_true (mismatch);
}

static void
test_what_was_sent (void)
{
  static const struct
  {
    const char *list;
    int ids;
    gboolean sent;
  } all[] = {
    { "", 0, FALSE },
    { "{'id':'1','messageId':['x@y'],'mailboxIds':{'D':true},'keywords':{'$draft':true}}", 1, FALSE },
    { "{'id':'1','messageId':['x@y'],'mailboxIds':{'S':true},'keywords':{}}", 1, TRUE },
    { "{'id':'1','messageId':['x@y'],'mailboxIds':{'D':true,'S':true},'keywords':{'$draft':true}}", 1, TRUE },
    /* filed away by somebody after it was sent */
    { "{'id':'1','messageId':['x@y'],'mailboxIds':{'A':true},'keywords':{'$seen':true}}", 1, TRUE },
    /* a draft that somebody threw away */
    { "{'id':'1','messageId':['x@y'],'mailboxIds':{'T':true},'keywords':{'$draft':true}}", 1, FALSE },
    /* found by a part of its Message-ID only */
    { "{'id':'1','messageId':['xx@y'],'mailboxIds':{'S':true},'keywords':{}}", 0, FALSE },
    { "{'id':'1','messageId':['xx@y'],'mailboxIds':{'S':true},'keywords':{}},{'id':'2','messageId':['x@y'],"
      "'mailboxIds':{'D':true},'keywords':{'$draft':true}}",
      1,
      FALSE },
    { "{'id':'1','messageId':null,'mailboxIds':{'S':true},'keywords':{}}", 0, FALSE },
    { "{'id':'1','messageId':['x@y'],'mailboxIds':[],'keywords':{}}", -1, FALSE },
    { "{'id':7,'messageId':['x@y'],'mailboxIds':{},'keywords':{}}", -1, FALSE },
    { "7", -1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{'methodResponses':[['Email/get',{'list':[%s]},'e']]}", all[i].list);
      g_autoptr (JsonObject) object = reply (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkJmapEmails) emails = rbk_jmap_read_emails (object, "x@y", "D", "S", &error);

      g_test_message ("%s", text);
      if (all[i].ids < 0)
        {
          g_assert_null (emails);
          g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (emails->ids->len, ==, all[i].ids);
      g_assert_cmpint (emails->sent, ==, all[i].sent);
    }
}

static void
test_what_was_submitted (void)
{
  static const struct
  {
    const char *ids;
    const char *list;
    RbkFound found;
  } all[] = {
    { "[]", "[]", RBK_FOUND_NOT_SENT },
    { "['1']", "[{'undoStatus':'final'}]", RBK_FOUND_SENT },
    { "['1']", "[{'undoStatus':'pending'}]", RBK_FOUND_SENT },
    { "['1']", "[{'undoStatus':'canceled'}]", RBK_FOUND_NOT_SENT },
    { "['1','2']", "[{'undoStatus':'canceled'},{'undoStatus':'final'}]", RBK_FOUND_SENT },
    { "['1']", "[]", RBK_FOUND_UNKNOWN },
    { "['1']", "[{'undoStatus':'new'}]", RBK_FOUND_UNKNOWN },
    { "['1']", "[{}]", RBK_FOUND_UNKNOWN },
    { "['1']", "[7]", RBK_FOUND_UNKNOWN },
    { "7", "[]", RBK_FOUND_UNKNOWN },
    { "[]", "{}", RBK_FOUND_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{'methodResponses':[['EmailSubmission/query',{'ids':%s},'q'],['EmailSubmission/"
                         "get',{'list':%s},'g']]}",
                         all[i].ids,
                         all[i].list);
      g_autoptr (JsonObject) object = reply (text);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", text);
      g_assert_cmpint (rbk_jmap_read_submissions (object, &error), ==, all[i].found);
      g_assert_cmpint (error != NULL, ==, all[i].found == RBK_FOUND_UNKNOWN);
    }
}

static void
test_import_and_upload (void)
{
  g_autoptr (JsonObject) created =
    reply ("{'methodResponses':[['Email/import',{'created':{'m':{'id':'M1'}}},'i']]}");
  g_autoptr (JsonObject) existing =
    reply ("{'methodResponses':[['Email/"
           "import',{'notCreated':{'m':{'type':'alreadyExists','existingId':'M2'}}},'i']]}");
  g_autoptr (JsonObject) nameless =
    reply ("{'methodResponses':[['Email/import',{'notCreated':{'m':{'type':'alreadyExists'}}},'i']]}");
  g_autoptr (GBytes) blob = bytes ("{\"blobId\":\"B1\"}");
  g_autoptr (GBytes) evil = bytes ("{\"blobId\":\"B1\\\",\\\"x\"}");
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  gboolean existed;

  one = rbk_jmap_read_import (created, &existed, &error);
  g_assert_cmpstr (one, ==, "M1");
  g_assert_false (existed);
  two = rbk_jmap_read_import (existing, &existed, &error);
  g_assert_cmpstr (two, ==, "M2");
  g_assert_true (existed);
  three = rbk_jmap_read_blob (blob, &error);
  g_assert_cmpstr (three, ==, "B1");
  g_assert_no_error (error);
  g_assert_null (rbk_jmap_read_import (nameless, &existed, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
  g_clear_error (&error);
  g_assert_null (rbk_jmap_read_blob (evil, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
}

/* ---- Discovery, with a resolver of our own ---- */

typedef struct
{
  GResolver parent_instance;
  const char *target; /* (nullable) */
} TestResolver;
typedef GResolverClass TestResolverClass;

GType test_resolver_get_type (void);
G_DEFINE_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static GList *
test_resolver_lookup_service (GResolver *resolver,
                              const char *name,
                              GCancellable *cancellable,
                              GError **error)
{
  TestResolver *self = (TestResolver *) resolver;

  g_assert_cmpstr (name, ==, "_jmap._tcp.example.com");
  if (self->target != NULL)
    return g_list_append (NULL, g_srv_target_new (self->target, 8443, 1, 1));
  g_set_error_literal (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "none");
  return NULL;
}

static GList *
test_resolver_lookup_by_name (GResolver *resolver,
                              const char *name,
                              GResolverNameLookupFlags flags,
                              GCancellable *cancellable,
                              GError **error)
{
  g_set_error_literal (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "none");
  return NULL;
}

static GList *
test_resolver_lookup_by_plain_name (GResolver *resolver,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GError **error)
{
  return test_resolver_lookup_by_name (
    resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, error);
}

static void
test_resolver_lookup_by_name_async (GResolver *resolver,
                                    const char *name,
                                    GResolverNameLookupFlags flags,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "none");
}

static GList *
test_resolver_lookup_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  klass->lookup_service = test_resolver_lookup_service;
  klass->lookup_by_name = test_resolver_lookup_by_plain_name;
  klass->lookup_by_name_with_flags = test_resolver_lookup_by_name;
  klass->lookup_by_name_with_flags_async = test_resolver_lookup_by_name_async;
  klass->lookup_by_name_with_flags_finish = test_resolver_lookup_by_name_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static void
test_discovery (void)
{
  static const struct
  {
    const char *server;
    const char *target;
    const char *uri; /* NULL: an error */
    RbkChannelError code;
  } all[] = {
    { "mail.example.com", NULL, "https://mail.example.com/.well-known/jmap", 0 },
    { " mail.example.com:8443/ ", NULL, "https://mail.example.com:8443/.well-known/jmap", 0 },
    { "https://mail.example.com/jmap/session", NULL, "https://mail.example.com/jmap/session", 0 },
    { "http://mail.example.com", NULL, NULL, RBK_CHANNEL_ERROR_UNSAFE },
    { "http://127.0.0.1.example.com", NULL, NULL, RBK_CHANNEL_ERROR_UNSAFE },
    { "ftp://mail.example.com", NULL, NULL, RBK_CHANNEL_ERROR_UNSAFE },
    { "https://anna:secret@mail.example.com", NULL, NULL, RBK_CHANNEL_ERROR_UNSAFE },
    { "https://", NULL, NULL, RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { "what is this", NULL, NULL, RBK_CHANNEL_ERROR_NOT_A_SERVER },
    { NULL, "mail.example.com.", "https://mail.example.com:8443/.well-known/jmap", 0 },
    { "", "example.com", "https://example.com:8443/.well-known/jmap", 0 },
    { NULL, "mail.evil.test", NULL, RBK_CHANNEL_ERROR_UNSAFE },
    { NULL, "evilexample.com", NULL, RBK_CHANNEL_ERROR_UNSAFE },
    { NULL, NULL, NULL, RBK_CHANNEL_ERROR_OFFLINE },
  };
  TestResolver *resolver = g_object_new (test_resolver_get_type (), NULL);
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();

  g_resolver_set_default (G_RESOLVER (resolver));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri = NULL;

      g_test_message ("%s %s", all[i].server, all[i].target);
      resolver->target = all[i].target;
      uri = rbk_jmap_discover (http, "anna@example.com", all[i].server, NULL, &error);
      if (all[i].uri != NULL)
        {
          g_autofree char *text = uri != NULL ? g_uri_to_string (uri) : NULL;

          g_assert_no_error (error);
          g_assert_cmpstr (text, ==, all[i].uri);
        }
      else
        {
          g_assert_null (uri);
          g_assert_error (error, RBK_CHANNEL_ERROR, (int) all[i].code);
        }
    }
  g_resolver_set_default (before);
  g_object_unref (resolver);
}

static void
test_mailbox_ends (void)
{
  RbkAccess *access = rbk_bearer_access_new ("secret");
  RbkMailbox *mailbox = rbk_jmap_mailbox_new ("anna@example.com", NULL, access);

  g_assert_cmpstr (rbk_mailbox_get_address (mailbox), ==, "anna@example.com");
  g_assert_finalize_object (mailbox);
  g_assert_finalize_object (access);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/jmap/session", test_session);
  g_test_add_func ("/jmap/sessions-that-are-none", test_sessions_that_are_none);
  g_test_add_func ("/jmap/A-3/identities", test_identities);
  g_test_add_func ("/jmap/mailboxes", test_mailboxes);
  g_test_add_func ("/jmap/submissions-answers", test_submissions_answers);
  g_test_add_func ("/jmap/state-mismatch", test_state_mismatch);
  g_test_add_func ("/jmap/what-was-sent", test_what_was_sent);
  g_test_add_func ("/jmap/what-was-submitted", test_what_was_submitted);
  g_test_add_func ("/jmap/import-and-upload", test_import_and_upload);
  g_test_add_func ("/jmap/discovery", test_discovery);
  g_test_add_func ("/jmap/mailbox-ends", test_mailbox_ends);
  return g_test_run ();
}
