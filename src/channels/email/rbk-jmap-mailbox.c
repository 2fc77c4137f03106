/* rbk-jmap-mailbox.c
 *
 * A message is sent once because
 *   - it is imported as a draft by its own bytes: the same message again is the same draft,
 *   - the state of the submissions is read before the draft is looked at, and the submission is
 *     made only if that state still holds (`ifInState`): whoever was first has changed it,
 *   - a draft that was there before is asked for its submissions first,
 *   - and from the first byte of the submission on, nothing but a whole and well-formed answer is
 *     taken for a yes or a no.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-jmap-mailbox.h"

#include "channels/email/rbk-jmap-discovery.h"
#include "channels/email/rbk-jmap-reply.h"
#include "channels/rbk-signed-http.h"

#include <libsoup/soup.h>

/* How often we step back for others that submit in the same mailbox at the same moment. */
#define MOST_MISMATCHES 8

#define USING "\"using\":[\"" RBK_JMAP_CORE "\",\"" RBK_JMAP_MAIL "\",\"" RBK_JMAP_SUBMISSION "\"]"

struct _RbkJmapMailbox
{
  GObject parent_instance;

  char *address;        /* (owned) */
  char *server;         /* (owned) (nullable) */
  RbkAccess *access;    /* (owned) */
  RbkHttpSession *http; /* (owned) */

  /* What the server told, as long as it answers well; the worker's thread. */
  RbkJmapSession *session; /* (owned) (nullable) */
  char *drafts;            /* (owned) (nullable) */
  char *sent;              /* (owned) (nullable) */
  char *identity;          /* (owned) (nullable) */
};

static void mailbox_iface_init (RbkMailboxInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkJmapMailbox,
                               rbk_jmap_mailbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_MAILBOX, mailbox_iface_init))

static void
forget (RbkJmapMailbox *self)
{
  g_clear_pointer (&self->session, rbk_jmap_session_free);
  g_clear_pointer (&self->drafts, g_free);
  g_clear_pointer (&self->sent, g_free);
  g_clear_pointer (&self->identity, g_free);
}

static void
rbk_jmap_mailbox_finalize (GObject *object)
{
  RbkJmapMailbox *self = RBK_JMAP_MAILBOX (object);

  forget (self);
  g_free (self->address);
  g_free (self->server);
  g_clear_object (&self->access);
  g_clear_object (&self->http);
  G_OBJECT_CLASS (rbk_jmap_mailbox_parent_class)->finalize (object);
}

static void
rbk_jmap_mailbox_class_init (RbkJmapMailboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_jmap_mailbox_finalize;
}

static void
rbk_jmap_mailbox_init (RbkJmapMailbox *self)
{
  self->http = rbk_http_session_new ();
}

/* A text as JSON writes it, with its quotes. */
static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);
  return json_to_string (node, FALSE);
}

/* ---- Requests ---- */

static RbkHttpReply *
post (RbkJmapMailbox *self,
      const char *method_calls,
      gboolean repeatable,
      gboolean *left,
      gint64 *retry_after_us,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *text = g_strdup_printf ("{" USING ",\"methodCalls\":[%s]}", method_calls);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  RbkHttpReply *reply = rbk_signed_post (self->http,
                                         self->access,
                                         self->session->api,
                                         "application/json",
                                         body,
                                         repeatable,
                                         left,
                                         cancellable,
                                         error);

  if (reply != NULL)
    *retry_after_us = reply->retry_after_us;
  return reply;
}

static gboolean
check_status (RbkHttpReply *reply, GError **error)
{
  if (reply->status == 400)
    {
      rbk_jmap_explain_problem (reply->body, error);
      return FALSE;
    }
  return rbk_http_reply_check (reply, error);
}

/* A request that changes nothing that could leave: asked twice, an import is "alreadyExists". */
static JsonObject *
call (RbkJmapMailbox *self,
      const char *method_calls,
      gint64 *retry_after_us,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (RbkHttpReply) reply = post (self, method_calls, TRUE, NULL, retry_after_us, cancellable, error);

  if (reply == NULL || !check_status (reply, error))
    return NULL;
  return rbk_jmap_reply_parse (reply->body, error);
}

/* ---- Session, mailboxes and identity, once ---- */

static gboolean
open_session (RbkJmapMailbox *self, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (RbkHttpReply) reply = NULL;

  uri = rbk_jmap_discover (self->http, self->address, self->server, cancellable, error);
  if (uri == NULL)
    return FALSE;
  reply = rbk_signed_get (self->http, self->access, uri, RBK_HTTP_REDIRECT_SAME_ORIGIN, cancellable, error);
  if (reply == NULL)
    return FALSE;
  *retry_after_us = reply->retry_after_us;
  if (!rbk_http_reply_check (reply, error))
    return FALSE;
  self->session = rbk_jmap_session_parse (reply->body, reply->uri, error);
  return self->session != NULL;
}

static gboolean
connect (RbkJmapMailbox *self, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autofree char *account = NULL;
  g_autofree char *calls = NULL;
  g_autoptr (JsonObject) reply = NULL;

  if (self->identity != NULL)
    return TRUE;
  if (!open_session (self, retry_after_us, cancellable, error))
    return FALSE;
  account = quote (self->session->account);
  calls = g_strdup_printf ("[\"Mailbox/get\",{\"accountId\":%s,\"properties\":[\"role\"]},\"m\"],"
                           "[\"Identity/get\",{\"accountId\":%s},\"i\"]",
                           account,
                           account);
  reply = call (self, calls, retry_after_us, cancellable, error);
  if (reply == NULL || !rbk_jmap_read_mailboxes (reply, &self->drafts, &self->sent, error))
    return FALSE;
  self->identity = rbk_jmap_read_identity (reply, self->address, error);
  return self->identity != NULL;
}

/* ---- Sending ---- */

static char *
upload (
  RbkJmapMailbox *self, GBytes *message, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkHttpReply) reply = NULL;

  if ((gint64) g_bytes_get_size (message) > self->session->max_upload)
    {
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_TOO_LARGE, NULL);
      return NULL;
    }
  reply = rbk_signed_post (self->http,
                           self->access,
                           self->session->upload,
                           "message/rfc822",
                           message,
                           TRUE,
                           NULL,
                           cancellable,
                           error);
  if (reply == NULL)
    return NULL;
  *retry_after_us = reply->retry_after_us;
  if (!check_status (reply, error))
    return NULL;
  return rbk_jmap_read_blob (reply->body, error);
}

/* The state of the submissions first: what is submitted after it makes our own fail. */
static char *
import (RbkJmapMailbox *self,
        const char *blob,
        char **state,
        gboolean *existed,
        gint64 *retry_after_us,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *account = quote (self->session->account);
  g_autofree char *calls = g_strdup_printf (
    "[\"EmailSubmission/get\",{\"accountId\":%s,\"ids\":[]},\"g\"],"
    "[\"Email/import\",{\"accountId\":%s,\"emails\":{\"m\":{\"blobId\":\"%s\",\"mailboxIds\":{\"%s\":true},"
    "\"keywords\":{\"$draft\":true,\"$seen\":true}}}},\"i\"]",
    account,
    account,
    blob,
    self->drafts);
  g_autoptr (JsonObject) reply = call (self, calls, retry_after_us, cancellable, error);

  if (reply == NULL)
    return NULL;
  *state = rbk_jmap_read_state (reply, error);
  return *state != NULL ? rbk_jmap_read_import (reply, existed, error) : NULL;
}

/* @ids: of emails. A new state of the submissions is returned in @state. */
static RbkFound
find_submissions (
  RbkJmapMailbox *self, GPtrArray *ids, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autofree char *account = quote (self->session->account);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *calls = NULL;
  g_autoptr (JsonObject) reply = NULL;

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%s\"%s\"", i > 0 ? "," : "", (const char *) g_ptr_array_index (ids, i));
  calls = g_strdup_printf (
    "[\"EmailSubmission/query\",{\"accountId\":%s,\"filter\":{\"emailIds\":[%s]}},\"q\"],"
    "[\"EmailSubmission/get\",{\"accountId\":%s,\"properties\":[\"undoStatus\"],\"#ids\":{\"resultOf\":\"q\","
    "\"name\":\"EmailSubmission/query\",\"path\":\"/ids\"}},\"g\"]",
    account,
    list->str,
    account);
  reply = call (self, calls, retry_after_us, cancellable, error);
  return reply != NULL ? rbk_jmap_read_submissions (reply, error) : RBK_FOUND_UNKNOWN;
}

static RbkFound
judge_emails (RbkJmapMailbox *self,
              RbkJmapEmails *emails,
              gint64 *retry_after_us,
              GCancellable *cancellable,
              GError **error)
{
  if (emails->sent)
    return RBK_FOUND_SENT;
  if (emails->ids->len == 0)
    return RBK_FOUND_NOT_SENT;
  return find_submissions (self, emails->ids, retry_after_us, cancellable, error);
}

/* Whether an email that was there before has been sent. */
static RbkFound
check_existing (
  RbkJmapMailbox *self, const char *email, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autofree char *account = quote (self->session->account);
  g_autofree char *calls =
    g_strdup_printf ("[\"Email/get\",{\"accountId\":%s,\"ids\":[\"%s\"],\"properties\":[\"mailboxIds\","
                     "\"keywords\"]},\"e\"]",
                     account,
                     email);
  g_autoptr (JsonObject) reply = call (self, calls, retry_after_us, cancellable, error);
  g_autoptr (RbkJmapEmails) emails = NULL;

  if (reply == NULL)
    return RBK_FOUND_UNKNOWN;
  emails = rbk_jmap_read_emails (reply, NULL, self->drafts, self->sent, error);
  return emails != NULL ? judge_emails (self, emails, retry_after_us, cancellable, error) : RBK_FOUND_UNKNOWN;
}

static char *
read_state (RbkJmapMailbox *self, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autofree char *account = quote (self->session->account);
  g_autofree char *calls =
    g_strdup_printf ("[\"EmailSubmission/get\",{\"accountId\":%s,\"ids\":[]},\"g\"]", account);
  g_autoptr (JsonObject) reply = call (self, calls, retry_after_us, cancellable, error);

  return reply != NULL ? rbk_jmap_read_state (reply, error) : NULL;
}

/* The one request after which a message may have left. */
static RbkSendResult
submit (RbkJmapMailbox *self,
        const char *email,
        const char *to_address,
        const char *state,
        gboolean *mismatch,
        gint64 *retry_after_us,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *account = quote (self->session->account);
  g_autofree char *from = quote (self->address);
  g_autofree char *to = quote (to_address);
  g_autofree char *if_in_state = quote (state);
  g_autofree char *calls = g_strdup_printf (
    "[\"EmailSubmission/set\",{\"accountId\":%s,\"ifInState\":%s,\"create\":{\"s\":{\"emailId\":\"%s\","
    "\"identityId\":\"%s\",\"envelope\":{\"mailFrom\":{\"email\":%s},\"rcptTo\":[{\"email\":%s}]}}},"
    "\"onSuccessUpdateEmail\":{\"#s\":{\"mailboxIds/%s\":null,\"mailboxIds/%s\":true,"
    "\"keywords/$draft\":null}}},\"s\"]",
    account,
    if_in_state,
    email,
    self->identity,
    from,
    to,
    self->drafts,
    self->sent);
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (JsonObject) object = NULL;
  gboolean left = FALSE;

  *mismatch = FALSE;
  reply = post (self, calls, FALSE, &left, retry_after_us, cancellable, error);
  if (reply == NULL)
    return left ? RBK_SEND_UNCERTAIN : RBK_SEND_NOT_SENT;
  if (!check_status (reply, error))
    {
      /* A request that was refused or sent elsewhere was not carried out; one on which the server or
       * something before it broke (5xx), or that it gave up waiting for (408), may have been. */
      if (SOUP_STATUS_IS_SERVER_ERROR (reply->status) || reply->status == 408)
        return RBK_SEND_UNCERTAIN;
      return reply->status == 413 || reply->status == 403 ? RBK_SEND_REFUSED : RBK_SEND_NOT_SENT;
    }
  object = reply->status == 200 ? rbk_jmap_reply_parse (reply->body, NULL) : NULL;
  if (object == NULL)
    {
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
      return RBK_SEND_UNCERTAIN;
    }
  return rbk_jmap_read_submission (object, mismatch, error);
}

static RbkSendResult
send_whole (RbkJmapMailbox *self,
            const char *to_address,
            GBytes *message,
            gint64 *retry_after_us,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *blob = NULL;
  g_autofree char *email = NULL;
  g_autofree char *state = NULL;
  gboolean existed = FALSE;

  if (!connect (self, retry_after_us, cancellable, error))
    return RBK_SEND_NOT_SENT;
  blob = upload (self, message, retry_after_us, cancellable, error);
  if (blob == NULL)
    return RBK_SEND_NOT_SENT;
  email = import (self, blob, &state, &existed, retry_after_us, cancellable, error);
  if (email == NULL)
    return RBK_SEND_NOT_SENT;

  for (guint i = 0;; i++)
    {
      RbkSendResult result;
      gboolean mismatch;

      if (existed)
        {
          RbkFound found = check_existing (self, email, retry_after_us, cancellable, error);

          if (found != RBK_FOUND_NOT_SENT)
            return found == RBK_FOUND_SENT ? RBK_SEND_ACCEPTED : RBK_SEND_NOT_SENT;
        }
      result = submit (self, email, to_address, state, &mismatch, retry_after_us, cancellable, error);
      if (!mismatch || i == MOST_MISMATCHES)
        return result;
      g_clear_error (error);
      g_clear_pointer (&state, g_free);
      state = read_state (self, retry_after_us, cancellable, error);
      if (state == NULL)
        return RBK_SEND_NOT_SENT;
      existed = TRUE;
    }
}

static RbkSendResult
jmap_send (RbkMailbox *mailbox,
           const char *message_id,
           const char *to_address,
           GBytes *message,
           gint64 *retry_after_us,
           GCancellable *cancellable,
           GError **error)
{
  RbkJmapMailbox *self = RBK_JMAP_MAILBOX (mailbox);
  GError *cause = NULL;
  RbkSendResult result = send_whole (self, to_address, message, retry_after_us, cancellable, &cause);

  if (result == RBK_SEND_ACCEPTED)
    return result;
  if (result == RBK_SEND_NOT_SENT)
    result = rbk_mailbox_judge_unsent (cause);
  /* Whatever was not about this message may be about what we remember of the server. */
  if (cause->code != RBK_CHANNEL_ERROR_RECIPIENT && cause->code != RBK_CHANNEL_ERROR_BUSY &&
      cause->code != RBK_CHANNEL_ERROR_TOO_LARGE)
    forget (self);
  g_propagate_error (error, cause);
  return result;
}

static RbkFound
find_emails (RbkJmapMailbox *self, const char *message_id, GCancellable *cancellable, GError **error)
{
  g_autofree char *account = NULL;
  g_autofree char *id = quote (message_id);
  g_autofree char *calls = NULL;
  g_autoptr (JsonObject) reply = NULL;
  g_autoptr (RbkJmapEmails) emails = NULL;
  gint64 ignored = 0;

  if (!connect (self, &ignored, cancellable, error))
    return RBK_FOUND_UNKNOWN;
  account = quote (self->session->account);
  calls = g_strdup_printf (
    "[\"Email/query\",{\"accountId\":%s,\"filter\":{\"header\":[\"Message-ID\",%s]}},\"q\"],"
    "[\"Email/get\",{\"accountId\":%s,\"properties\":[\"messageId\",\"mailboxIds\",\"keywords\"],\"#ids\":{"
    "\"resultOf\":\"q\",\"name\":\"Email/query\",\"path\":\"/ids\"}},\"e\"]",
    account,
    id,
    account);
  reply = call (self, calls, &ignored, cancellable, error);
  if (reply == NULL)
    return RBK_FOUND_UNKNOWN;
  emails = rbk_jmap_read_emails (reply, message_id, self->drafts, self->sent, error);
  if (emails == NULL)
    return RBK_FOUND_UNKNOWN;
  return judge_emails (self, emails, &ignored, cancellable, error);
}

static RbkFound
jmap_find_sent (RbkMailbox *mailbox, const char *message_id, GCancellable *cancellable, GError **error)
{
  RbkJmapMailbox *self = RBK_JMAP_MAILBOX (mailbox);
  RbkFound found = find_emails (self, message_id, cancellable, error);

  if (found == RBK_FOUND_UNKNOWN)
    forget (self);
  return found;
}

static gboolean
jmap_test (RbkMailbox *mailbox, GCancellable *cancellable, GError **error)
{
  RbkJmapMailbox *self = RBK_JMAP_MAILBOX (mailbox);
  gint64 ignored = 0;

  /* A test asks anew, whatever worked before. */
  forget (self);
  if (connect (self, &ignored, cancellable, error))
    return TRUE;
  forget (self);
  return FALSE;
}

static const char *
jmap_get_address (RbkMailbox *mailbox)
{
  return RBK_JMAP_MAILBOX (mailbox)->address;
}

static void
mailbox_iface_init (RbkMailboxInterface *iface)
{
  iface->send = jmap_send;
  iface->find_sent = jmap_find_sent;
  iface->test = jmap_test;
  iface->get_address = jmap_get_address;
}

/**
 * rbk_jmap_mailbox_new:
 * @address: the company mailbox's address
 * @server: (nullable): a URL or host name; NULL: found from @address (RFC 8620 §2.2)
 * @access: asked for each request on the mailbox's thread, and to renew after a 401
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full): the mailbox, for one worker thread
 */
RbkMailbox *
rbk_jmap_mailbox_new (const char *address, const char *server, RbkAccess *access)
{
  RbkJmapMailbox *self;

  g_return_val_if_fail (address != NULL && RBK_IS_ACCESS (access), NULL);

  self = g_object_new (RBK_TYPE_JMAP_MAILBOX, NULL);
  self->address = g_strdup (address);
  self->server = g_strdup (server);
  self->access = g_object_ref (access);
  return RBK_MAILBOX (self);
}

/**
 * rbk_jmap_mailbox_set_timeout:
 * @idle_seconds: without a byte for this long the server counts as gone
 * @whole_seconds: how long each request with its reply may take in all
 */
void
rbk_jmap_mailbox_set_timeout (RbkJmapMailbox *self, guint idle_seconds, guint whole_seconds)
{
  g_return_if_fail (RBK_IS_JMAP_MAILBOX (self));
  rbk_http_session_set_timeout (self->http, idle_seconds, whole_seconds);
}
