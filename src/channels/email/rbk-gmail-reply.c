/* rbk-gmail-reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-gmail-reply.h"

#include "channels/email/rbk-mail-reply.h"
#include "channels/rbk-http-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An id is 16 hexadecimal digits so far, a page token some twenty characters. */
#define LONGEST_ID 256
/* A list's page has 500 at most:
 * https://developers.google.com/gmail/api/reference/rest/v1/users.messages/list */
#define LONGEST_LIST 500u
/* Nobody means more than a day. */
#define LONGEST_WAIT_US (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

/* What can stand in a path or a query without being escaped. */
static const char *
get_id (JsonObject *object, const char *member)
{
  const char *id = rbk_json_get_string (object, member);
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0 || length > LONGEST_ID)
    return NULL;
  for (const char *p = id; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("-_.~=", *p) == NULL)
        return NULL;
    }
  return id;
}

/* ---- The message on its way ---- */

/**
 * rbk_gmail_mark:
 * @message: what rbk_email_write() gave
 *
 * Returns: (transfer full): @message with its Message-ID a second time, in a header of ours, and the first
 *   one named as RFC 5322 spells it: Gmail is reported to replace it under any other spelling
 */
GBytes *
rbk_gmail_mark (GBytes *message, const char *message_id)
{
  static const char name[] = "Message-ID:";
  const gsize length = sizeof name - 1;
  gsize size;
  const char *text = g_bytes_get_data (message, &size);
  g_autofree char *mark = g_strdup_printf (RBK_GMAIL_MARK ": <%s>\r\n", message_id);
  GByteArray *marked = g_byte_array_sized_new ((guint) (size + strlen (mark)));
  guint8 *header;

  g_byte_array_append (marked, (const guint8 *) mark, (guint) strlen (mark));
  g_byte_array_append (marked, (const guint8 *) text, (guint) size);
  header = marked->data + strlen (mark);
  for (gsize at = 0; at + length < size && text[at] != '\r' && text[at] != '\n';)
    {
      const char *end = memchr (text + at, '\n', size - at);

      if (g_ascii_strncasecmp (text + at, name, length) == 0)
        memcpy (header + at, name, length);
      if (end == NULL)
        break;
      at = (gsize) (end - text) + 1;
    }
  return g_byte_array_free_to_bytes (marked);
}

/* ---- Answers ---- */

/**
 * rbk_gmail_read_profile:
 * @body: of `GET …/users/me/profile`
 *
 * Returns: whether whoever is signed in is @address; else %RBK_CHANNEL_ERROR_ACCOUNT names the address
 *   that is theirs, or %RBK_CHANNEL_ERROR_BAD_REPLY
 */
gboolean
rbk_gmail_read_profile (GBytes *body, const char *address, GError **error)
{
  g_autoptr (JsonObject) profile = rbk_mail_reply_parse (body, NULL);
  const char *own = rbk_json_get_string (profile, "emailAddress");
  g_autofree char *sentence = NULL;

  if (own == NULL)
    {
      rbk_mail_reply_set_bad (error);
      return FALSE;
    }
  if (g_ascii_strcasecmp (own, address) == 0)
    return TRUE;
  sentence =
    g_strdup_printf (_ ("You are signed in at Google as %s, but this account is to send as %s. Sign in "
                        "as the account's own person, or set up the other address."),
                     own,
                     address);
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_ACCOUNT, sentence);
  return FALSE;
}

/**
 * rbk_gmail_read_accepted:
 * @body: what a message that was sent was answered with
 *
 * Returns: whether Gmail has it, and says under which id
 */
gboolean
rbk_gmail_read_accepted (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) message = rbk_mail_reply_parse (body, NULL);

  if (get_id (message, "id") != NULL)
    return TRUE;
  rbk_mail_reply_set_bad (error);
  return FALSE;
}

/**
 * rbk_gmail_read_list:
 * @body: of `GET …/users/me/messages?q=…`
 * @next_page: (out) (nullable): the token of the page that follows
 *
 * Returns: (transfer full) (element-type utf8): the ids; an empty list has no member "messages" at all
 */
GPtrArray *
rbk_gmail_read_list (GBytes *body, char **next_page, GError **error)
{
  g_autoptr (JsonObject) reply = rbk_mail_reply_parse (body, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list = rbk_json_get_array (reply, "messages");

  *next_page = NULL;
  if (reply == NULL)
    return NULL;
  /* An empty page may be followed by another one. What is neither that nor an empty list says nothing. */
  if (list == NULL &&
      (json_object_has_member (reply, "messages") ||
       (rbk_json_get_int (reply, "resultSizeEstimate", -1) != 0 && get_id (reply, "nextPageToken") == NULL)))
    {
      rbk_mail_reply_set_bad (error);
      return NULL;
    }
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *id = get_id (rbk_json_array_get_object (list, i), "id");

      if (id == NULL || i >= LONGEST_LIST)
        {
          rbk_mail_reply_set_bad (error);
          return NULL;
        }
      g_ptr_array_add (ids, g_strdup (id));
    }
  if (json_object_has_member (reply, "nextPageToken"))
    {
      *next_page = g_strdup (get_id (reply, "nextPageToken"));
      if (*next_page == NULL)
        {
          rbk_mail_reply_set_bad (error);
          return NULL;
        }
    }
  return g_steal_pointer (&ids);
}

/* @value: of a header; with its brackets */
static gboolean
is_message_id (const char *value, const char *message_id)
{
  g_autofree char *stripped = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  gsize length = strlen (message_id);

  return stripped != NULL && stripped[0] == '<' && strncmp (stripped + 1, message_id, length) == 0 &&
         g_str_equal (stripped + 1 + length, ">");
}

static gboolean
bears (JsonArray *headers, const char *message_id)
{
  static const char *const names[] = { "Message-ID", RBK_GMAIL_MARK, "X-Google-Original-Message-ID" };

  for (guint i = 0; i < json_array_get_length (headers); i++)
    {
      JsonObject *header = rbk_json_array_get_object (headers, i);
      const char *name = rbk_json_get_string (header, "name");

      for (guint j = 0; name != NULL && j < G_N_ELEMENTS (names); j++)
        {
          if (g_ascii_strcasecmp (name, names[j]) == 0 &&
              is_message_id (rbk_json_get_string (header, "value"), message_id))
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * rbk_gmail_read_message:
 * @body: of `GET …/users/me/messages/ID?format=metadata`
 * @sent: (out): whether it bears @message_id and was sent from this mailbox
 *
 * Returns: whether @body could be read
 */
gboolean
rbk_gmail_read_message (GBytes *body, const char *message_id, gboolean *sent, GError **error)
{
  g_autoptr (JsonObject) message = rbk_mail_reply_parse (body, error);
  JsonArray *labels = rbk_json_get_array (message, "labelIds");
  JsonObject *payload = rbk_json_get_object (message, "payload");
  JsonArray *headers = rbk_json_get_array (payload, "headers");
  gboolean has_label = FALSE;

  *sent = FALSE;
  if (message == NULL)
    return FALSE;
  /* A message may lie under no label, and bear none of the headers that were asked for. */
  if (get_id (message, "id") == NULL || payload == NULL ||
      (labels == NULL && json_object_has_member (message, "labelIds")) ||
      (headers == NULL && json_object_has_member (payload, "headers")))
    {
      rbk_mail_reply_set_bad (error);
      return FALSE;
    }
  for (guint i = 0; labels != NULL && i < json_array_get_length (labels); i++)
    has_label = has_label || g_strcmp0 (rbk_json_array_get_string (labels, i), "SENT") == 0;
  *sent = has_label && headers != NULL && bears (headers, message_id);
  return TRUE;
}

/* ---- Errors ---- */

static const char SIGN_IN[] = N_ ("The sign-in at Google is no longer valid. Sign in again in Preferences.");
static const char SCOPES[] =
  N_ ("The sign-in at Google does not cover sending and looking up mail. Sign in again in Preferences, and "
      "allow both.");
static const char DOMAIN_POLICY[] =
  N_ ("Your company does not let Ringback use Gmail. Ask whoever looks after your company's Google Workspace "
      "to allow it.");
static const char NOT_SWITCHED_ON[] =
  N_ ("The Gmail API is not switched on for your company's project at Google. Ask whoever looks after your "
      "company's Google Workspace.");
static const char NOT_ENABLED[] =
  N_ ("This account has no Gmail mailbox. Ask whoever looks after your company's Google Workspace to switch "
      "Gmail on for it.");
static const char DAILY_LIMIT[] =
  N_ ("Your company's project at Google has used up what it may ask of Gmail in a day. The message is kept; "
      "ask whoever looks after your company's Google Workspace to raise the limit.");
static const char TOO_FAST[] =
  N_ ("Gmail asks us to wait: this account sends too much in a short time. Ringback tries again by itself.");
static const char NOT_GMAIL[] =
  N_ ("There is no Gmail at this place. Ask whoever looks after your company's Google Workspace for the "
      "server's address, or leave it empty.");

/* https://developers.google.com/gmail/api/guides/handle-errors; reasons of the old form, statuses and
 * reasons of the new one. */
static const struct
{
  const char *reason;
  RbkChannelError code;
  const char *sentence;
} reasons[] = {
  { "authError", RBK_CHANNEL_ERROR_SIGN_IN, SIGN_IN },
  { "UNAUTHENTICATED", RBK_CHANNEL_ERROR_SIGN_IN, SIGN_IN },
  { "insufficientPermissions", RBK_CHANNEL_ERROR_SIGN_IN, SCOPES },
  { "ACCESS_TOKEN_SCOPE_INSUFFICIENT", RBK_CHANNEL_ERROR_SIGN_IN, SCOPES },
  { "domainPolicy", RBK_CHANNEL_ERROR_FORBIDDEN, DOMAIN_POLICY },
  { "accessNotConfigured", RBK_CHANNEL_ERROR_FORBIDDEN, NOT_SWITCHED_ON },
  { "SERVICE_DISABLED", RBK_CHANNEL_ERROR_FORBIDDEN, NOT_SWITCHED_ON },
  { "dailyLimitExceeded", RBK_CHANNEL_ERROR_FORBIDDEN, DAILY_LIMIT },
  { "rateLimitExceeded", RBK_CHANNEL_ERROR_BUSY, TOO_FAST },
  { "userRateLimitExceeded", RBK_CHANNEL_ERROR_BUSY, TOO_FAST },
  { "RATE_LIMIT_EXCEEDED", RBK_CHANNEL_ERROR_BUSY, TOO_FAST },
  { "RESOURCE_EXHAUSTED", RBK_CHANNEL_ERROR_BUSY, TOO_FAST },
  { "failedPrecondition", RBK_CHANNEL_ERROR_ACCOUNT, NOT_ENABLED },
  { "FAILED_PRECONDITION", RBK_CHANNEL_ERROR_ACCOUNT, NOT_ENABLED },
  { "uploadTooLarge", RBK_CHANNEL_ERROR_TOO_LARGE, NULL },
  { "invalidArgument", RBK_CHANNEL_ERROR_MESSAGE, NULL },
  { "INVALID_ARGUMENT", RBK_CHANNEL_ERROR_MESSAGE, NULL },
};

static const char *
get_first_reason (JsonObject *failure, const char *list)
{
  return rbk_json_get_string (rbk_json_array_get_object (rbk_json_get_array (failure, list), 0), "reason");
}

/* What Gmail says of a recipient it says in words only. */
static gboolean
is_about_recipient (const char *message)
{
  return message != NULL && (strstr (message, "To header") != NULL || strstr (message, "ecipient") != NULL);
}

/**
 * rbk_gmail_read_wait:
 * @body: an answer that may be an error
 * @now_us: since 1970
 *
 * Returns: how long it asks to wait ("… Retry after 2026-01-02T03:04:05.678Z"), a day at most; 0: it does not
 */
gint64
rbk_gmail_read_wait (GBytes *body, gint64 now_us)
{
  static const char phrase[] = "Retry after ";
  g_autoptr (JsonObject) reply = rbk_mail_reply_parse (body, NULL);
  const char *message = rbk_json_get_string (rbk_json_get_object (reply, "error"), "message");
  const char *found = message != NULL ? strstr (message, phrase) : NULL;
  g_autofree char *time = NULL;
  g_autoptr (GDateTime) until = NULL;
  gsize length;
  gint64 wait;

  if (found == NULL)
    return 0;
  found += sizeof phrase - 1;
  length = strspn (found, "0123456789-:.T");
  if (found[length] != 'Z')
    return 0;
  time = g_strndup (found, length + 1);
  until = g_date_time_new_from_iso8601 (time, NULL);
  if (until == NULL)
    return 0;
  wait = g_date_time_to_unix_usec (until) - now_us;
  return CLAMP (wait, 0, LONGEST_WAIT_US);
}

/**
 * rbk_gmail_explain:
 * @status: an HTTP status that is no success
 * @body: what came with it; what it says for people is not shown, since it may name some
 * @retry_after_us: (inout): raised to what @body asks for
 *
 * An RbkMailApiExplain.
 */
void
rbk_gmail_explain (guint status, GBytes *body, gint64 *retry_after_us, GError **error)
{
  const RbkHttpReply whole = { .status = status };
  g_autoptr (JsonObject) reply = rbk_mail_reply_parse (body, NULL);
  JsonObject *failure = rbk_json_get_object (reply, "error");
  /* The exact one first: "RESOURCE_EXHAUSTED" is also said of the limit of a day. */
  const char *said[] = { get_first_reason (failure, "errors"),
                         get_first_reason (failure, "details"),
                         rbk_json_get_string (failure, "status") };
  gint64 wait = rbk_gmail_read_wait (body, g_get_real_time ());

  *retry_after_us = MAX (*retry_after_us, wait);
  for (guint i = 0; i < G_N_ELEMENTS (said) * G_N_ELEMENTS (reasons); i++)
    {
      const char *reason = said[i / G_N_ELEMENTS (reasons)];
      guint j = i % (guint) G_N_ELEMENTS (reasons);
      RbkChannelError code = reasons[j].code;

      if (g_strcmp0 (reason, reasons[j].reason) != 0)
        continue;
      if (code == RBK_CHANNEL_ERROR_MESSAGE && is_about_recipient (rbk_json_get_string (failure, "message")))
        code = RBK_CHANNEL_ERROR_RECIPIENT;
      rbk_channel_error_set (error, code, reasons[j].sentence != NULL ? _ (reasons[j].sentence) : NULL);
      return;
    }
  if (status == 401)
    rbk_channel_error_set (error, RBK_CHANNEL_ERROR_SIGN_IN, _ (SIGN_IN));
  else if (status == 404 || status == 405 || status == 410)
    rbk_channel_error_set (error, RBK_CHANNEL_ERROR_NOT_A_SERVER, _ (NOT_GMAIL));
  else if (rbk_http_reply_check (&whole, error))
    rbk_mail_reply_set_bad (error);
}
