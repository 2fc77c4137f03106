/* rbk-graph-mailbox.c
 *
 * A message is sent once because
 *   - it is a draft first, found again by its Message-ID: the same message again is the same draft, and
 *     one that is no draft any more has been sent,
 *   - only a draft is submitted, by an id that it keeps when it moves to Sent (ImmutableId): Exchange
 *     submits no item twice,
 *   - the 202 that follows means queued: we look until the draft is none any more,
 *   - and from the first byte of the submission on, nothing but a whole answer is taken for a yes or a no.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-graph-mailbox.h"

#include "channels/email/rbk-graph-reply.h"
#include "channels/email/rbk-mail-api.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_SERVER "https://graph.microsoft.com/v1.0"
#define IMMUTABLE      "IdType=\"ImmutableId\""
/* What is queued is mostly on its way in a second; the outbox looks again later by itself. */
#define MOST_LOOKS    5
#define LOOK_AGAIN_MS 1000u

struct _RbkGraphMailbox
{
  GObject parent_instance;

  char *address;   /* (owned) */
  RbkMailApi *api; /* (owned) */
  guint look_again_ms;

  /* The worker's thread. */
  char *outbox;         /* (owned) (nullable): the folder's id, as long as the server answers well */
  GHashTable *departed; /* (owned) (element-type utf8): Message-IDs whose submission may have left */
};

static void mailbox_iface_init (RbkMailboxInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkGraphMailbox,
                               rbk_graph_mailbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_MAILBOX, mailbox_iface_init))

static void
rbk_graph_mailbox_finalize (GObject *object)
{
  RbkGraphMailbox *self = RBK_GRAPH_MAILBOX (object);

  g_free (self->address);
  g_free (self->outbox);
  g_clear_pointer (&self->api, rbk_mail_api_free);
  g_clear_pointer (&self->departed, g_hash_table_unref);
  G_OBJECT_CLASS (rbk_graph_mailbox_parent_class)->finalize (object);
}

static void
rbk_graph_mailbox_class_init (RbkGraphMailboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_graph_mailbox_finalize;
}

static void
rbk_graph_mailbox_init (RbkGraphMailbox *self)
{
  self->look_again_ms = LOOK_AGAIN_MS;
  self->departed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* ---- Looking ---- */

/* Where Exchange keeps what it is about to send; a draft that lies there is ours no more. */
static gboolean
connect (RbkGraphMailbox *self, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = NULL;

  if (self->outbox != NULL)
    return TRUE;
  body =
    rbk_mail_api_get (self->api, "/me/mailFolders/outbox?$select=id", retry_after_us, cancellable, error);
  if (body != NULL)
    self->outbox = rbk_graph_read_folder (body, error);
  return self->outbox != NULL;
}

static RbkGraphMessages *
look_for (RbkGraphMailbox *self,
          const char *message_id,
          gint64 *retry_after_us,
          GCancellable *cancellable,
          GError **error)
{
  g_auto (GStrv) halves = g_strsplit (message_id, "'", -1);
  /* OData doubles the quotes in a text. */
  g_autofree char *quoted = g_strjoinv ("''", halves);
  g_autofree char *filter = g_strdup_printf ("internetMessageId eq '<%s>'", quoted);
  g_autofree char *escaped = g_uri_escape_string (filter, NULL, FALSE);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;

  if (!connect (self, retry_after_us, cancellable, error))
    return NULL;
  path = g_strdup_printf (
    "/me/messages?$filter=%s&$select=id,isDraft,internetMessageId,parentFolderId&$top=50", escaped);
  body = rbk_mail_api_get (self->api, path, retry_after_us, cancellable, error);
  return body != NULL ? rbk_graph_read_messages (body, message_id, self->outbox, error) : NULL;
}

/* ---- Sending ---- */

/* So that the message is found again, it has to bear our own Message-ID: a draft that came out of its MIME
 * form under another one is given ours. */
static gboolean
number_draft (RbkGraphMailbox *self,
              const char *draft,
              const char *message_id,
              gint64 *retry_after_us,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (draft, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/me/messages/%s", escaped);
  g_autofree char *bracketed = g_strdup_printf ("<%s>", message_id);
  g_autoptr (JsonObject) change = rbk_json_new ("internetMessageId", bracketed, NULL);
  g_autofree char *json = rbk_json_write (change);
  g_autoptr (GBytes) body = rbk_mail_api_patch (self->api, path, json, retry_after_us, cancellable, error);
  g_autofree char *id = NULL;
  gboolean ours = FALSE;

  if (body == NULL)
    return FALSE;
  id = rbk_graph_read_draft (body, message_id, &ours, error);
  if (id == NULL)
    return FALSE;
  if (!ours)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_BAD_REPLY,
      _ ("Microsoft keeps the message under another number than ours, so it could not be "
         "found again, and was not sent. Tell whoever looks after your company's mail."));
  return ours;
}

static char *
create_draft (RbkGraphMailbox *self,
              const char *message_id,
              GBytes *message,
              gint64 *retry_after_us,
              GCancellable *cancellable,
              GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (message, &size);
  char *encoded = g_base64_encode (data, size);
  g_autoptr (GBytes) body = g_bytes_new_take (encoded, strlen (encoded));
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *draft = NULL;
  RbkSendResult ignored;
  gboolean ours = FALSE;

  /* However this ends, nothing has left: at most there is a draft more, which the next look finds. */
  answer = rbk_mail_api_post (
    self->api, "/me/messages", "text/plain", body, &ignored, retry_after_us, cancellable, error);
  if (answer == NULL)
    return NULL;
  draft = rbk_graph_read_draft (answer, message_id, &ours, error);
  if (draft == NULL || (!ours && !number_draft (self, draft, message_id, retry_after_us, cancellable, error)))
    return NULL;
  return g_steal_pointer (&draft);
}

/* The one request after which the message may leave. */
static RbkSendResult
submit (RbkGraphMailbox *self,
        const char *message_id,
        const char *draft,
        gint64 *retry_after_us,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (draft, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/me/messages/%s/send", escaped);
  g_autoptr (GBytes) answer = NULL;
  RbkSendResult result;

  answer = rbk_mail_api_post (self->api, path, NULL, NULL, &result, retry_after_us, cancellable, error);
  if (result != RBK_SEND_NOT_SENT)
    g_hash_table_add (self->departed, g_strdup (message_id));
  return result;
}

static gboolean
wait (RbkGraphMailbox *self, GCancellable *cancellable)
{
  GPollFD fd;

  if (cancellable == NULL || !g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_usleep (self->look_again_ms * 1000ul);
      return TRUE;
    }
  g_poll (&fd, 1, (int) self->look_again_ms);
  g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

/* Until what was queued has gone: whatever is no draft any more, or gone altogether, has been sent. */
static RbkSendResult
see_off (RbkGraphMailbox *self, const char *message_id, GCancellable *cancellable, GError **error)
{
  gint64 ignored = 0;

  for (guint i = 0; i < MOST_LOOKS; i++)
    {
      g_autoptr (RbkGraphMessages) found = NULL;

      if (i > 0 && !wait (self, cancellable))
        break;
      found = look_for (self, message_id, &ignored, cancellable, NULL);
      if (found != NULL && (found->sent || found->draft == NULL))
        return RBK_SEND_ACCEPTED;
    }
  rbk_channel_error_set (error,
                         RBK_CHANNEL_ERROR_BUSY,
                         _ ("Microsoft has taken the message and not sent it yet. Ringback looks again by "
                            "itself."));
  return RBK_SEND_UNCERTAIN;
}

static RbkSendResult
send_whole (RbkGraphMailbox *self,
            const char *message_id,
            GBytes *message,
            gint64 *retry_after_us,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (RbkGraphMessages) found = NULL;
  g_autofree char *draft = NULL;
  RbkSendResult result;

  if (g_bytes_get_size (message) > RBK_GRAPH_LARGEST_MESSAGE)
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_TOO_LARGE,
        _ ("Microsoft takes messages of up to 3 MB from Ringback, about 2 MB of recordings "
           "and files, and this one is larger. Send a shorter recording, or put the file "
           "on your company's web space and send its link."));
      return RBK_SEND_REFUSED;
    }
  found = look_for (self, message_id, retry_after_us, cancellable, error);
  if (found == NULL)
    return RBK_SEND_NOT_SENT;
  if (found->sent)
    return RBK_SEND_ACCEPTED;
  draft = found->draft != NULL ? g_steal_pointer (&found->draft)
                               : create_draft (self, message_id, message, retry_after_us, cancellable, error);
  if (draft == NULL)
    return RBK_SEND_NOT_SENT;
  result = submit (self, message_id, draft, retry_after_us, cancellable, error);
  return result == RBK_SEND_ACCEPTED ? see_off (self, message_id, cancellable, error) : result;
}

static void
forget (RbkGraphMailbox *self)
{
  g_clear_pointer (&self->outbox, g_free);
}

static RbkSendResult
graph_send (RbkMailbox *mailbox,
            const char *message_id,
            const char *to_address,
            GBytes *message,
            gint64 *retry_after_us,
            GCancellable *cancellable,
            GError **error)
{
  RbkGraphMailbox *self = RBK_GRAPH_MAILBOX (mailbox);
  GError *cause = NULL;
  RbkSendResult result = send_whole (self, message_id, message, retry_after_us, cancellable, &cause);

  if (result == RBK_SEND_ACCEPTED)
    {
      g_hash_table_remove (self->departed, message_id);
      return result;
    }
  if (result == RBK_SEND_NOT_SENT)
    result = rbk_mailbox_judge_unsent (cause);
  if (cause->code == RBK_CHANNEL_ERROR_SIGN_IN || cause->code == RBK_CHANNEL_ERROR_ACCOUNT)
    forget (self);
  g_propagate_error (error, cause);
  return result;
}

static RbkFound
graph_find_sent (RbkMailbox *mailbox, const char *message_id, GCancellable *cancellable, GError **error)
{
  RbkGraphMailbox *self = RBK_GRAPH_MAILBOX (mailbox);
  gint64 ignored = 0;
  g_autoptr (RbkGraphMessages) found = look_for (self, message_id, &ignored, cancellable, error);

  if (found == NULL)
    return RBK_FOUND_UNKNOWN;
  if (found->sent)
    return RBK_FOUND_SENT;
  if (found->draft != NULL || !g_hash_table_contains (self->departed, message_id))
    return RBK_FOUND_NOT_SENT;
  /* There was a draft, and we had asked for it to be sent. */
  rbk_channel_error_set (
    error,
    RBK_CHANNEL_ERROR_BAD_REPLY,
    _ ("The message has left the drafts of the company mailbox, and is not among what was "
       "sent either. Ask the customer before sending it again."));
  return RBK_FOUND_UNKNOWN;
}

static gboolean
graph_test (RbkMailbox *mailbox, GCancellable *cancellable, GError **error)
{
  RbkGraphMailbox *self = RBK_GRAPH_MAILBOX (mailbox);
  const char *folders[] = { "/me/mailFolders/drafts?$select=id", "/me/mailFolders/sentitems?$select=id" };
  gint64 ignored = 0;
  g_autoptr (GBytes) user = NULL;

  /* A test asks anew, whatever worked before. */
  forget (self);
  user = rbk_mail_api_get (self->api, "/me?$select=mail,userPrincipalName", &ignored, cancellable, error);
  if (user == NULL || !rbk_graph_read_user (user, self->address, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GBytes) body = rbk_mail_api_get (self->api, folders[i], &ignored, cancellable, error);
      g_autofree char *id = body != NULL ? rbk_graph_read_folder (body, error) : NULL;

      if (id == NULL)
        return FALSE;
    }
  return connect (self, &ignored, cancellable, error);
}

static const char *
graph_get_address (RbkMailbox *mailbox)
{
  return RBK_GRAPH_MAILBOX (mailbox)->address;
}

static void
mailbox_iface_init (RbkMailboxInterface *iface)
{
  iface->send = graph_send;
  iface->find_sent = graph_find_sent;
  iface->test = graph_test;
  iface->get_address = graph_get_address;
}

/**
 * rbk_graph_mailbox_new:
 * @address: the company mailbox's address: the main one of whoever signs in
 * @server: (nullable): the API's base URL; NULL: Microsoft 365's own. Governments' clouds have another.
 * @access: asked for each request on the mailbox's thread, and to renew after a 401; it needs the scopes
 *   User.Read, Mail.ReadWrite and Mail.Send
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full): the mailbox, for one worker thread
 */
RbkMailbox *
rbk_graph_mailbox_new (const char *address, const char *server, RbkAccess *access)
{
  RbkGraphMailbox *self;

  g_return_val_if_fail (address != NULL && RBK_IS_ACCESS (access), NULL);

  self = g_object_new (RBK_TYPE_GRAPH_MAILBOX, NULL);
  self->address = g_strdup (address);
  self->api =
    rbk_mail_api_new (server != NULL && *server != '\0' ? server : DEFAULT_SERVER, access, rbk_graph_explain);
  rbk_http_session_set_prefer (self->api->http, IMMUTABLE);
  return RBK_MAILBOX (self);
}

/**
 * rbk_graph_mailbox_set_timeout:
 * @idle_seconds: without a byte for this long the server counts as gone
 * @whole_seconds: how long each request with its reply may take in all
 */
void
rbk_graph_mailbox_set_timeout (RbkGraphMailbox *self, guint idle_seconds, guint whole_seconds)
{
  g_return_if_fail (RBK_IS_GRAPH_MAILBOX (self));
  rbk_http_session_set_timeout (self->api->http, idle_seconds, whole_seconds);
}

/**
 * rbk_graph_mailbox_set_patience:
 * @look_again_ms: how long to wait between two looks after a message that was queued
 */
void
rbk_graph_mailbox_set_patience (RbkGraphMailbox *self, guint look_again_ms)
{
  g_return_if_fail (RBK_IS_GRAPH_MAILBOX (self));
  self->look_again_ms = look_again_ms;
}
