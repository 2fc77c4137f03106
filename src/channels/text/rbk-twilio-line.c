/* rbk-twilio-line.c
 *
 * Twilio's Messages resource, version 2010-04-01. It has nothing by which it would know a text that it gets
 * twice, so
 *   - from the first byte of the request on, nothing but a whole and well-formed answer is taken for a yes or
 *     a no, and nothing of it is ever sent a second time by itself,
 *   - a text that was cut off is looked for in the conversation with that customer: by numbers, words and
 *     time, without those that are accounted for.
 *
 * The list of the conversation is asked for without Twilio's filter by DateSent. A text that still waits
 * there has no such date, and a clear no must not rest on what a filter does with it; the dates are compared
 * here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-twilio-line.h"

#include "channels/rbk-signed-http.h"
#include "channels/text/rbk-twilio-reply.h"
#include "channels/text/rbk-twilio-words.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define SERVER  "https://api.twilio.com"
#define VERSION "2010-04-01"
#define FORM    "application/x-www-form-urlencoded"
/* A page of so many texts, each as long and as foreign as can be, is well within RBK_HTTP_LONGEST_REPLY. */
#define PAGE_SIZE         "200"
#define MOST_PAGES        10
#define TOO_MANY_REQUESTS 429
/* This computer's clock may run on another zone's time. What is older than that is not what we sent. */
#define CLOCK_ERROR_US ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

struct _RbkTwilioLine
{
  GObject parent_instance;

  char *server;         /* (owned): without a slash at its end */
  char *account;        /* (owned) */
  char *number;         /* (owned) */
  char *service;        /* (owned) (nullable) */
  RbkAccess *access;    /* (owned) */
  RbkHttpSession *http; /* (owned) */
};

static void line_iface_init (RbkTextLineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkTwilioLine,
                               rbk_twilio_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_TEXT_LINE, line_iface_init))

static void
rbk_twilio_line_finalize (GObject *object)
{
  RbkTwilioLine *self = RBK_TWILIO_LINE (object);

  g_free (self->server);
  g_free (self->account);
  g_free (self->number);
  g_free (self->service);
  g_clear_object (&self->access);
  g_clear_object (&self->http);
  G_OBJECT_CLASS (rbk_twilio_line_parent_class)->finalize (object);
}

static void
rbk_twilio_line_class_init (RbkTwilioLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_twilio_line_finalize;
}

static void
rbk_twilio_line_init (RbkTwilioLine *self)
{
  self->http = rbk_http_session_new ();
}

/* ---- Requests ---- */

/* E.164, as Twilio takes it: short codes and names of senders are no lines to a customer's phone. */
static gboolean
is_number (const char *number)
{
  gsize length = strlen (number);

  return number[0] == '+' && length >= 8 && length <= 16 && number[1] != '0' &&
         strspn (number + 1, "0123456789") == length - 1;
}

/* @resource: of the account, with its query; what stands in it is encoded already. */
static GUri *
build_uri (RbkTwilioLine *self, const char *resource, GError **error)
{
  g_autofree char *text = NULL;
  GUri *uri;

  if (!rbk_twilio_is_account_sid (self->account))
    {
      rbk_text_error_set (
        error,
        RBK_CHANNEL_ERROR_ACCOUNT,
        _ ("This is not a Twilio account SID: it has AC and 32 more characters. Check it in "
           "Preferences."));
      return NULL;
    }
  text = g_strdup_printf ("%s/" VERSION "/Accounts/%s/%s", self->server, self->account, resource);
  uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    rbk_text_error_set (error, RBK_CHANNEL_ERROR_NOT_A_SERVER, NULL);
  return uri;
}

/* What the common part says of mail servers is said of texting here. Who signs in has words of its own. */
static void
reword (GError **error, GError *cause)
{
  if (cause->domain == RBK_CHANNEL_ERROR && cause->code != RBK_CHANNEL_ERROR_SIGN_IN)
    {
      rbk_text_error_set (error, (RbkChannelError) cause->code, NULL);
      g_error_free (cause);
      return;
    }
  g_propagate_error (error, cause);
}

/* What is certain after a request that was not answered with success. */
static RbkSendResult
explain (const RbkHttpReply *reply, RbkTextReport **report, GError **error)
{
  guint code = rbk_twilio_read_code (reply->body);
  const RbkTwilioMeaning *meaning = rbk_twilio_get_meaning (code);
  g_autofree char *words = NULL;
  GError *cause = NULL;
  RbkSendResult result;

  g_info ("Twilio answers %u, its error %u", reply->status, code);
  if (SOUP_STATUS_IS_SERVER_ERROR (reply->status) || reply->status == SOUP_STATUS_REQUEST_TIMEOUT)
    {
      /* It, or something before it, broke on the request or gave up waiting: it may have been carried out. */
      rbk_text_error_set (error,
                          reply->status == SOUP_STATUS_SERVICE_UNAVAILABLE ? RBK_CHANNEL_ERROR_BUSY
                                                                           : RBK_CHANNEL_ERROR_SERVER,
                          NULL);
      return RBK_SEND_UNCERTAIN;
    }
  if (code != 0 && report != NULL)
    {
      *report = rbk_text_report_new (RBK_TEXT_STATE_FAILED, NULL);
      (*report)->code = g_strdup_printf ("%u", code);
      (*report)->words = rbk_twilio_write_words (code);
      (*report)->opted_out = rbk_twilio_is_opt_out (code);
    }
  if (reply->status == TOO_MANY_REQUESTS)
    {
      rbk_text_error_set (error, RBK_CHANNEL_ERROR_BUSY, NULL);
      return RBK_SEND_NOT_SENT;
    }
  if (meaning != NULL || (code != 0 && reply->status == SOUP_STATUS_BAD_REQUEST))
    {
      words = rbk_twilio_write_words (code);
      rbk_text_error_set (error, meaning != NULL ? meaning->error : RBK_CHANNEL_ERROR_MESSAGE, words);
      return meaning != NULL ? meaning->result : RBK_SEND_REFUSED;
    }
  rbk_http_reply_check (reply, &cause);
  result = cause->code == RBK_CHANNEL_ERROR_FORBIDDEN || cause->code == RBK_CHANNEL_ERROR_TOO_LARGE
             ? RBK_SEND_REFUSED
             : RBK_SEND_NOT_SENT;
  reword (error, cause);
  return result;
}

/* @not_there: (nullable): set instead of an error if Twilio knows the account and not the resource */
static RbkHttpReply *
get (RbkTwilioLine *self,
     GUri *uri,
     gboolean *not_there,
     gint64 *retry_after_us,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (RbkHttpReply) reply = NULL;
  GError *cause = NULL;

  reply = rbk_signed_get (self->http, self->access, uri, RBK_HTTP_REDIRECT_NEVER, cancellable, &cause);
  if (reply == NULL)
    {
      reword (error, cause);
      return NULL;
    }
  *retry_after_us = reply->retry_after_us;
  if (reply->status == SOUP_STATUS_OK)
    return g_steal_pointer (&reply);
  if (not_there != NULL && reply->status == SOUP_STATUS_NOT_FOUND &&
      rbk_twilio_read_code (reply->body) == 20404)
    *not_there = TRUE;
  else if (SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    rbk_text_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
  else
    explain (reply, NULL, error);
  return NULL;
}

/* ---- Sending ---- */

static void
append_field (GString *form, const char *name, const char *value)
{
  g_string_append_printf (form, "%s%s=", form->len > 0 ? "&" : "", name);
  g_string_append_uri_escaped (form, value, NULL, FALSE);
}

/* Form fields as the description spells them; nobody tells of one that is spelt otherwise. */
static GBytes *
write_form (RbkTwilioLine *self, const RbkText *text)
{
  GString *form = g_string_new (NULL);

  append_field (form, "To", text->to);
  append_field (form, "From", self->number);
  if (self->service != NULL)
    append_field (form, "MessagingServiceSid", self->service);
  if (text->body != NULL && *text->body != '\0')
    append_field (form, "Body", text->body);
  for (const char *const *media = text->media; media != NULL && *media != NULL; media++)
    append_field (form, "MediaUrl", *media);
  return g_string_free_to_bytes (form);
}

/* What would come back from Twilio, or would not be what was meant. */
static gboolean
can_be_sent (const RbkText *text, GError **error)
{
  guint n_media = text->media != NULL ? g_strv_length ((char **) text->media) : 0;
  guint code = 0;

  if (!is_number (text->to))
    code = 21211;
  else if ((text->body == NULL || *text->body == '\0') && n_media == 0)
    code = 21619;
  else if (text->body != NULL && g_utf8_strlen (text->body, -1) > RBK_TEXT_LONGEST_BODY)
    code = 21617;
  else if (n_media > RBK_TEXT_MOST_MEDIA)
    code = 21623;
  if (code != 0)
    {
      g_autofree char *words = rbk_twilio_write_words (code);

      rbk_text_error_set (error, rbk_twilio_get_meaning (code)->error, words);
    }
  return code == 0;
}

static RbkSendResult
send_text (RbkTextLine *line,
           const RbkText *text,
           RbkTextReport **report,
           gint64 *retry_after_us,
           GCancellable *cancellable,
           GError **error)
{
  RbkTwilioLine *self = RBK_TWILIO_LINE (line);
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GBytes) form = NULL;
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (RbkTwilioMessage) message = NULL;
  const RbkTwilioMeaning *meaning;
  GError *cause = NULL;
  gboolean left = FALSE;

  if (!can_be_sent (text, error))
    return RBK_SEND_REFUSED;
  uri = build_uri (self, "Messages.json", error);
  if (uri == NULL)
    return RBK_SEND_NOT_SENT;
  form = write_form (self, text);
  reply = rbk_signed_post (self->http, self->access, uri, FORM, form, FALSE, &left, cancellable, &cause);
  if (reply == NULL)
    {
      reword (error, cause);
      return left ? RBK_SEND_UNCERTAIN : RBK_SEND_NOT_SENT;
    }
  *retry_after_us = reply->retry_after_us;
  if (!SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    return explain (reply, report, error);
  message = rbk_twilio_read_message (reply->body, error);
  if (message == NULL)
    return RBK_SEND_UNCERTAIN;
  *report = rbk_twilio_message_report (message);
  if (message->state != RBK_TEXT_STATE_FAILED)
    return RBK_SEND_ACCEPTED;
  meaning = rbk_twilio_get_meaning (message->code);
  rbk_text_error_set (error, meaning != NULL ? meaning->error : RBK_CHANNEL_ERROR_MESSAGE, (*report)->words);
  return RBK_SEND_REFUSED;
}

/* ---- Asking ---- */

/* Where a list goes on: within the same list of the same server, or it is not followed. */
static GUri *
follow (GUri *from, const char *next_page, GError **error)
{
  g_autoptr (GUri) next = g_uri_parse_relative (from, next_page, SOUP_HTTP_URI_FLAGS, NULL);

  if (next == NULL || !rbk_http_uri_is_same_origin (from, next) || g_uri_get_userinfo (next) != NULL ||
      !g_str_equal (g_uri_get_path (from), g_uri_get_path (next)))
    {
      rbk_text_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
      return NULL;
    }
  return g_steal_pointer (&next);
}

/* The oldest of those that match, so that two identical texts are found in the order in which they left. */
static void
pick (RbkTwilioLine *self,
      GPtrArray *messages,
      const RbkText *text,
      gint64 earliest_us,
      const char *const *known,
      RbkTwilioMessage **found)
{
  for (guint i = 0; i < messages->len; i++)
    {
      RbkTwilioMessage *message = g_ptr_array_index (messages, i);

      if (!rbk_twilio_message_matches (message, text, self->number, earliest_us) ||
          (known != NULL && g_strv_contains (known, message->sid)) ||
          (*found != NULL && (*found)->time_us < message->time_us))
        continue;
      g_clear_pointer (found, rbk_twilio_message_free);
      *found = g_ptr_array_steal_index (messages, i--);
    }
}

static RbkFound
find_sent (RbkTextLine *line,
           const RbkText *text,
           gint64 since_us,
           const char *const *known,
           RbkTextReport **report,
           gint64 *retry_after_us,
           GCancellable *cancellable,
           GError **error)
{
  RbkTwilioLine *self = RBK_TWILIO_LINE (line);
  g_autofree char *to = g_uri_escape_string (text->to, NULL, FALSE);
  g_autofree char *from = g_uri_escape_string (self->number, NULL, FALSE);
  g_autofree char *resource = g_strdup_printf ("Messages.json?To=%s&From=%s&PageSize=" PAGE_SIZE, to, from);
  g_autoptr (GUri) uri = build_uri (self, resource, error);
  g_autoptr (RbkTwilioMessage) found = NULL;

  if (uri == NULL)
    return RBK_FOUND_UNKNOWN;
  for (guint page = 0;; page++)
    {
      g_autoptr (RbkHttpReply) reply = NULL;
      g_autoptr (GPtrArray) messages = NULL;
      g_autofree char *next_page = NULL;
      GUri *next;

      /* A conversation of thousands of texts is not one that a showroom has. */
      if (page == MOST_PAGES)
        {
          rbk_text_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
          return RBK_FOUND_UNKNOWN;
        }
      reply = get (self, uri, NULL, retry_after_us, cancellable, error);
      if (reply == NULL)
        return RBK_FOUND_UNKNOWN;
      messages = rbk_twilio_read_messages (reply->body, &next_page, error);
      if (messages == NULL)
        return RBK_FOUND_UNKNOWN;
      pick (self, messages, text, since_us - CLOCK_ERROR_US, known, &found);
      if (next_page == NULL)
        break;
      next = follow (uri, next_page, error);
      if (next == NULL)
        return RBK_FOUND_UNKNOWN;
      g_clear_pointer (&uri, g_uri_unref);
      uri = next;
    }
  if (found == NULL)
    return RBK_FOUND_NOT_SENT;
  *report = rbk_twilio_message_report (found);
  return RBK_FOUND_SENT;
}

static RbkTextReport *
look_up (
  RbkTextLine *line, const char *reference, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  RbkTwilioLine *self = RBK_TWILIO_LINE (line);
  g_autofree char *resource = g_strdup_printf ("Messages/%s.json", reference);
  g_autoptr (GUri) uri = NULL;
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (RbkTwilioMessage) message = NULL;
  gboolean gone = FALSE;

  if (!rbk_twilio_is_message_sid (reference))
    {
      rbk_text_error_set (error, RBK_CHANNEL_ERROR_MESSAGE, NULL);
      return NULL;
    }
  uri = build_uri (self, resource, error);
  if (uri == NULL)
    return NULL;
  reply = get (self, uri, &gone, retry_after_us, cancellable, error);
  if (gone)
    return rbk_text_report_new (RBK_TEXT_STATE_GONE, reference);
  if (reply == NULL)
    return NULL;
  message = rbk_twilio_read_message (reply->body, error);
  if (message == NULL)
    return NULL;
  if (!g_str_equal (message->sid, reference))
    {
      rbk_text_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
      return NULL;
    }
  return rbk_twilio_message_report (message);
}

static gboolean
test (RbkTextLine *line, GCancellable *cancellable, GError **error)
{
  RbkTwilioLine *self = RBK_TWILIO_LINE (line);
  g_autofree char *number = g_uri_escape_string (self->number, NULL, FALSE);
  g_autofree char *resource =
    g_strdup_printf ("IncomingPhoneNumbers.json?PhoneNumber=%s&PageSize=20", number);
  g_autoptr (GUri) uri = build_uri (self, resource, error);
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autofree char *sentence = NULL;
  RbkTwilioNumber answer;
  gint64 wait;

  if (uri == NULL)
    return FALSE;
  reply = get (self, uri, NULL, &wait, cancellable, error);
  if (reply == NULL || !rbk_twilio_read_number (reply->body, self->number, &answer, error))
    return FALSE;
  if (answer.there && answer.texts)
    return TRUE;
  if (answer.there)
    sentence =
      g_strdup_printf (_ ("Signed in, but %s can only be called: Twilio does not text from it. Choose "
                          "another number, or ask whoever looks after your company's texting."),
                       self->number);
  else
    sentence =
      g_strdup_printf (_ ("Signed in, but %s is not a number of this Twilio account. Check the number, "
                          "or ask whoever looks after your company's texting."),
                       self->number);
  rbk_text_error_set (error, RBK_CHANNEL_ERROR_ACCOUNT, sentence);
  return FALSE;
}

static const char *
get_number (RbkTextLine *line)
{
  return RBK_TWILIO_LINE (line)->number;
}

static void
line_iface_init (RbkTextLineInterface *iface)
{
  iface->send = send_text;
  iface->find_sent = find_sent;
  iface->look_up = look_up;
  iface->test = test;
  iface->get_number = get_number;
}

/**
 * rbk_twilio_line_new:
 * @server: (nullable): where Twilio is; NULL: where it is for everybody
 * @account_sid: "AC…": whose texts they are
 * @number: E.164: the number of that account that texts come from
 * @messaging_service: (nullable): "MG…": a messaging service that @number belongs to, and is registered by
 * @access: (transfer none): the account's SID or an API key, with its secret
 *
 * Nothing is asked of anybody yet; rbk_text_line_test() tells whether it is right.
 *
 * Returns: (transfer full): the line
 */
RbkTextLine *
rbk_twilio_line_new (const char *server,
                     const char *account_sid,
                     const char *number,
                     const char *messaging_service,
                     RbkAccess *access)
{
  RbkTwilioLine *self;

  g_return_val_if_fail (account_sid != NULL && number != NULL && RBK_IS_ACCESS (access), NULL);

  self = g_object_new (RBK_TYPE_TWILIO_LINE, NULL);
  self->server = g_strdup (server != NULL && *server != '\0' ? server : SERVER);
  while (g_str_has_suffix (self->server, "/"))
    self->server[strlen (self->server) - 1] = '\0';
  self->account = g_strdup (account_sid);
  self->number = g_strdup (number);
  self->service = g_strdup (messaging_service);
  self->access = g_object_ref (access);
  return RBK_TEXT_LINE (self);
}

/**
 * rbk_twilio_line_set_timeout:
 *
 * As rbk_http_session_set_timeout(). For tests.
 */
void
rbk_twilio_line_set_timeout (RbkTwilioLine *self, guint idle_seconds, guint whole_seconds)
{
  g_return_if_fail (RBK_IS_TWILIO_LINE (self));

  rbk_http_session_set_timeout (self->http, idle_seconds, whole_seconds);
}
