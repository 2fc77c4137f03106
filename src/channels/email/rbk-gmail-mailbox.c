/* rbk-gmail-mailbox.c
 *
 * Gmail sends what it is given in one request, and has nothing by which it would know the same message again.
 * A message is sent once because
 *   - from the first byte of that request on, nothing but a whole answer is taken for a yes or a no,
 *   - after a doubt it is looked for: by its Message-ID, and since Gmail may give it another one, also among
 *     what was sent since, by a header of ours that Gmail leaves alone,
 *   - and a "no" is said only by a search that saw all of that; else it is a person's turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-gmail-mailbox.h"

#include "base/rbk-id.h"
#include "channels/email/rbk-email.h"
#include "channels/email/rbk-gmail-reply.h"
#include "channels/email/rbk-mail-api.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_SERVER "https://gmail.googleapis.com"
#define ME             "/gmail/v1/users/me"
#define SEND           "/upload" ME "/messages/send?uploadType=media"
/* A PC's clock may be wrong by a time zone, and more. */
#define CLOCK_SECONDS (24 * 60 * 60)
/* Where nothing says when a message was made. */
#define LONG_AGO_SECONDS (30 * 24 * 60 * 60)
#define PAGE             100u

struct _RbkGmailMailbox
{
  GObject parent_instance;

  char *address;   /* (owned) */
  RbkMailApi *api; /* (owned) */

  /* The worker's thread. */
  GHashTable *departed; /* (owned) (element-type utf8 gint64): when what may have left was first sent, in s */
};

static void mailbox_iface_init (RbkMailboxInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkGmailMailbox,
                               rbk_gmail_mailbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_MAILBOX, mailbox_iface_init))

static void
rbk_gmail_mailbox_finalize (GObject *object)
{
  RbkGmailMailbox *self = RBK_GMAIL_MAILBOX (object);

  g_free (self->address);
  g_clear_pointer (&self->api, rbk_mail_api_free);
  g_clear_pointer (&self->departed, g_hash_table_unref);
  G_OBJECT_CLASS (rbk_gmail_mailbox_parent_class)->finalize (object);
}

static void
rbk_gmail_mailbox_class_init (RbkGmailMailboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_gmail_mailbox_finalize;
}

static void
rbk_gmail_mailbox_init (RbkGmailMailbox *self)
{
  self->departed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* ---- Looking ---- */

static GPtrArray *
list (RbkGmailMailbox *self,
      const char *query,
      const char *page,
      char **next_page,
      gint64 *retry_after_us,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (query, NULL, FALSE);
  g_autofree char *escaped_page = page != NULL ? g_uri_escape_string (page, NULL, FALSE) : NULL;
  g_autofree char *path = g_strdup_printf (ME "/messages?includeSpamTrash=true&maxResults=%u&q=%s%s%s",
                                           PAGE,
                                           escaped,
                                           page != NULL ? "&pageToken=" : "",
                                           page != NULL ? escaped_page : "");
  g_autoptr (GBytes) body = rbk_mail_api_get (self->api, path, retry_after_us, cancellable, error);

  return body != NULL ? rbk_gmail_read_list (body, next_page, error) : NULL;
}

/* @ids: of messages, each of which is asked for its headers. */
static RbkFound
look_at (RbkGmailMailbox *self,
         GPtrArray *ids,
         const char *message_id,
         gint64 *retry_after_us,
         GCancellable *cancellable,
         GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *path = g_strdup_printf (
        ME "/messages/%s?format=metadata&metadataHeaders=Message-ID&metadataHeaders=" RBK_GMAIL_MARK
           "&metadataHeaders=X-Google-Original-Message-ID",
        (const char *) g_ptr_array_index (ids, i));
      g_autoptr (GBytes) body = rbk_mail_api_get (self->api, path, retry_after_us, cancellable, error);
      gboolean sent;

      if (body == NULL || !rbk_gmail_read_message (body, message_id, &sent, error))
        return RBK_FOUND_UNKNOWN;
      if (sent)
        return RBK_FOUND_SENT;
    }
  return RBK_FOUND_NOT_SENT;
}

static RbkFound
find_by_message_id (RbkGmailMailbox *self,
                    const char *message_id,
                    gint64 *retry_after_us,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *query = g_strdup_printf ("in:sent rfc822msgid:%s", message_id);
  g_autofree char *next_page = NULL;
  g_autoptr (GPtrArray) ids = list (self, query, NULL, &next_page, retry_after_us, cancellable, error);

  return ids != NULL ? look_at (self, ids, message_id, retry_after_us, cancellable, error)
                     : RBK_FOUND_UNKNOWN;
}

/* No message was sent before it was made, nor before we first tried. */
static gint64
get_earliest (RbkGmailMailbox *self, const char *message_id)
{
  const gint64 *departed = g_hash_table_lookup (self->departed, message_id);
  g_autofree char *id = g_strndup (message_id, strcspn (message_id, "@"));
  gint64 made_ms = rbk_id_get_time_ms (id);

  if (departed != NULL)
    return *departed - CLOCK_SECONDS;
  if (made_ms >= 0)
    return made_ms / 1000 - CLOCK_SECONDS;
  return g_get_real_time () / G_USEC_PER_SEC - LONG_AGO_SECONDS;
}

static RbkFound
find_among_sent (RbkGmailMailbox *self,
                 const char *message_id,
                 gint64 *retry_after_us,
                 GCancellable *cancellable,
                 GError **error)
{
  gint64 earliest = get_earliest (self, message_id);
  g_autofree char *query = g_strdup_printf ("in:sent after:%" G_GINT64_FORMAT, MAX (earliest, 0));
  g_autofree char *page = NULL;

  for (guint i = 0; i < RBK_GMAIL_MOST_LOOKED_AT / PAGE; i++)
    {
      char *next_page = NULL;
      g_autoptr (GPtrArray) ids = list (self, query, page, &next_page, retry_after_us, cancellable, error);
      RbkFound found;

      g_free (page);
      page = next_page;
      if (ids == NULL)
        return RBK_FOUND_UNKNOWN;
      found = look_at (self, ids, message_id, retry_after_us, cancellable, error);
      if (found != RBK_FOUND_NOT_SENT || page == NULL)
        return found;
    }
  rbk_channel_error_set (
    error,
    RBK_CHANNEL_ERROR_BAD_REPLY,
    _ ("So much was sent from this mailbox since that Ringback cannot tell whether the message "
       "was. Look into its Sent folder before sending it again."));
  return RBK_FOUND_UNKNOWN;
}

static RbkFound
find (RbkGmailMailbox *self,
      const char *message_id,
      gint64 *retry_after_us,
      GCancellable *cancellable,
      GError **error)
{
  RbkFound found = find_by_message_id (self, message_id, retry_after_us, cancellable, error);

  return found == RBK_FOUND_NOT_SENT ? find_among_sent (self, message_id, retry_after_us, cancellable, error)
                                     : found;
}

static RbkFound
gmail_find_sent (RbkMailbox *mailbox, const char *message_id, GCancellable *cancellable, GError **error)
{
  gint64 ignored = 0;

  return find (RBK_GMAIL_MAILBOX (mailbox), message_id, &ignored, cancellable, error);
}

/* ---- Sending ---- */

/* The one request after which the message may have left. */
static RbkSendResult
submit (RbkGmailMailbox *self,
        const char *message_id,
        GBytes *message,
        gint64 *retry_after_us,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GBytes) marked = rbk_gmail_mark (message, message_id);
  g_autoptr (GBytes) answer = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  RbkSendResult result;

  answer = rbk_mail_api_post (
    self->api, SEND, "message/rfc822", marked, &result, retry_after_us, cancellable, error);
  if (answer != NULL && !rbk_gmail_read_accepted (answer, error))
    result = RBK_SEND_UNCERTAIN;
  if (result != RBK_SEND_NOT_SENT && !g_hash_table_contains (self->departed, message_id))
    g_hash_table_insert (self->departed, g_strdup (message_id), g_memdup2 (&now, sizeof now));
  return result;
}

static RbkSendResult
send_whole (RbkGmailMailbox *self,
            const char *message_id,
            GBytes *message,
            gint64 *retry_after_us,
            GCancellable *cancellable,
            GError **error)
{
  gboolean doubtful = g_hash_table_contains (self->departed, message_id);
  RbkFound found;

  if (!rbk_email_address_is_valid (message_id))
    {
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_MESSAGE, NULL);
      return RBK_SEND_REFUSED;
    }
  if (g_bytes_get_size (message) > RBK_GMAIL_LARGEST_MESSAGE)
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_TOO_LARGE,
        _ ("Gmail takes messages of up to 35 MB, about 25 MB of recordings and files, and "
           "this one is larger. Send a shorter recording, or put the file on your "
           "company's web space and send its link."));
      return RBK_SEND_REFUSED;
    }
  /* What never left needs no look at all that was sent since; whoever settles a doubt asks find_sent(). */
  found = doubtful ? find (self, message_id, retry_after_us, cancellable, error)
                   : find_by_message_id (self, message_id, retry_after_us, cancellable, error);
  if (found != RBK_FOUND_NOT_SENT)
    return found == RBK_FOUND_SENT ? RBK_SEND_ACCEPTED : RBK_SEND_NOT_SENT;
  return submit (self, message_id, message, retry_after_us, cancellable, error);
}

static RbkSendResult
gmail_send (RbkMailbox *mailbox,
            const char *message_id,
            const char *to_address,
            GBytes *message,
            gint64 *retry_after_us,
            GCancellable *cancellable,
            GError **error)
{
  GError *cause = NULL;
  RbkSendResult result =
    send_whole (RBK_GMAIL_MAILBOX (mailbox), message_id, message, retry_after_us, cancellable, &cause);

  if (result == RBK_SEND_ACCEPTED)
    return result;
  if (result == RBK_SEND_NOT_SENT)
    result = rbk_mailbox_judge_unsent (cause);
  g_propagate_error (error, cause);
  return result;
}

static gboolean
gmail_test (RbkMailbox *mailbox, GCancellable *cancellable, GError **error)
{
  RbkGmailMailbox *self = RBK_GMAIL_MAILBOX (mailbox);
  g_autofree char *next_page = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GBytes) profile = NULL;
  gint64 ignored = 0;

  profile = rbk_mail_api_get (self->api, ME "/profile", &ignored, cancellable, error);
  if (profile == NULL || !rbk_gmail_read_profile (profile, self->address, error))
    return FALSE;
  /* Without leave to search there would be no answer after a doubt. */
  ids = list (self, "in:sent newer_than:1d", NULL, &next_page, &ignored, cancellable, error);
  return ids != NULL;
}

static const char *
gmail_get_address (RbkMailbox *mailbox)
{
  return RBK_GMAIL_MAILBOX (mailbox)->address;
}

static void
mailbox_iface_init (RbkMailboxInterface *iface)
{
  iface->send = gmail_send;
  iface->find_sent = gmail_find_sent;
  iface->test = gmail_test;
  iface->get_address = gmail_get_address;
}

/**
 * rbk_gmail_mailbox_new:
 * @address: the company mailbox's address: that of whoever signs in
 * @server: (nullable): where the API is; NULL: Google's own
 * @access: asked for each request on the mailbox's thread, and to renew after a 401; it needs the scopes
 *   gmail.send and gmail.readonly
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full): the mailbox, for one worker thread
 */
RbkMailbox *
rbk_gmail_mailbox_new (const char *address, const char *server, RbkAccess *access)
{
  RbkGmailMailbox *self;

  g_return_val_if_fail (address != NULL && RBK_IS_ACCESS (access), NULL);

  self = g_object_new (RBK_TYPE_GMAIL_MAILBOX, NULL);
  self->address = g_strdup (address);
  self->api =
    rbk_mail_api_new (server != NULL && *server != '\0' ? server : DEFAULT_SERVER, access, rbk_gmail_explain);
  return RBK_MAILBOX (self);
}

/**
 * rbk_gmail_mailbox_set_timeout:
 * @idle_seconds: without a byte for this long the server counts as gone
 * @whole_seconds: how long each request with its reply may take in all
 */
void
rbk_gmail_mailbox_set_timeout (RbkGmailMailbox *self, guint idle_seconds, guint whole_seconds)
{
  g_return_if_fail (RBK_IS_GMAIL_MAILBOX (self));
  rbk_http_session_set_timeout (self->api->http, idle_seconds, whole_seconds);
}
