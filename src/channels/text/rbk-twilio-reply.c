/* rbk-twilio-reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-twilio-reply.h"

#include "channels/text/rbk-twilio-words.h"
#include "model/rbk-json.h"

#include <libsoup/soup.h>
#include <string.h>

#define SID_DIGITS 32
/* What a trial account puts before every text. */
#define TRIAL "Sent from your Twilio trial account - "

void
rbk_twilio_message_free (RbkTwilioMessage *message)
{
  if (message == NULL)
    return;
  g_free (message->sid);
  g_free (message->to);
  g_free (message->from);
  g_free (message->body);
  g_free (message);
}

static gboolean
is_sid (const char *sid, const char *kind)
{
  if (sid == NULL || strncmp (sid, kind, 2) != 0 || strlen (sid) != 2 + SID_DIGITS)
    return FALSE;
  for (const char *p = sid + 2; *p != '\0'; p++)
    {
      if (!g_ascii_isxdigit (*p))
        return FALSE;
    }
  return TRUE;
}

/**
 * rbk_twilio_is_account_sid:
 * @sid: (nullable): anything
 */
gboolean
rbk_twilio_is_account_sid (const char *sid)
{
  return is_sid (sid, "AC");
}

/**
 * rbk_twilio_is_message_sid:
 * @sid: (nullable): anything
 *
 * Returns: whether @sid is Twilio's id of a text, and can be part of a path as it is
 */
gboolean
rbk_twilio_is_message_sid (const char *sid)
{
  return is_sid (sid, "SM") || is_sid (sid, "MM");
}

/**
 * rbk_twilio_is_service_sid:
 * @sid: (nullable): anything
 */
gboolean
rbk_twilio_is_service_sid (const char *sid)
{
  return is_sid (sid, "MG");
}

static void
set_bad_reply (GError **error)
{
  rbk_text_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
}

static JsonObject *
parse (GBytes *body, GError **error)
{
  JsonObject *object = rbk_json_parse_bytes (body, NULL);

  if (object == NULL)
    set_bad_reply (error);
  return object;
}

/* "Sun, 22 Nov 2026 04:54:47 +0000" (RFC 2822). */
static gint64
read_time (JsonObject *object, const char *member)
{
  const char *text = rbk_json_get_string (object, member);
  g_autoptr (GDateTime) time = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/* A count that Twilio writes as a text. */
static guint
read_count (JsonObject *object, const char *member)
{
  const char *text = rbk_json_get_string (object, member);
  guint64 count = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 1000, &count, NULL))
    return 0;
  return (guint) count;
}

static guint
read_code (JsonObject *object, const char *member)
{
  gint64 code = rbk_json_get_int (object, member, 0);

  return code > 0 && code <= G_MAXINT ? (guint) code : 0;
}

/* Statuses as the description lists them. One that we do not know says that Twilio has the text, no more. */
static RbkTextState
read_state (const char *status)
{
  if (g_str_equal (status, "sent"))
    return RBK_TEXT_STATE_SENT;
  if (g_str_equal (status, "delivered") || g_str_equal (status, "read") || g_str_equal (status, "received"))
    return RBK_TEXT_STATE_DELIVERED;
  if (g_str_equal (status, "undelivered"))
    return RBK_TEXT_STATE_UNDELIVERED;
  if (g_str_equal (status, "failed") || g_str_equal (status, "canceled"))
    return RBK_TEXT_STATE_FAILED;
  return RBK_TEXT_STATE_ACCEPTED;
}

static char *
dup_string (JsonObject *object, const char *member)
{
  const char *text = rbk_json_get_string (object, member);

  return g_strdup (text != NULL ? text : "");
}

static RbkTwilioMessage *
read_one (JsonObject *object)
{
  const char *sid = rbk_json_get_string (object, "sid");
  const char *status = rbk_json_get_string (object, "status");
  const char *direction = rbk_json_get_string (object, "direction");
  RbkTwilioMessage *message;

  if (!rbk_twilio_is_message_sid (sid) || status == NULL)
    return NULL;
  message = g_new0 (RbkTwilioMessage, 1);
  message->sid = g_strdup (sid);
  message->to = dup_string (object, "to");
  message->from = dup_string (object, "from");
  message->body = dup_string (object, "body");
  message->media = read_count (object, "num_media");
  message->out = direction != NULL && g_str_has_prefix (direction, "outbound");
  message->state = read_state (status);
  message->code = read_code (object, "error_code");
  message->time_us = read_time (object, "date_sent");
  if (message->time_us == 0)
    message->time_us = read_time (object, "date_created");
  return message;
}

/**
 * rbk_twilio_read_message:
 *
 * Returns: (transfer full): the text that @body is about
 */
RbkTwilioMessage *
rbk_twilio_read_message (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) reply = parse (body, error);
  RbkTwilioMessage *message;

  if (reply == NULL)
    return NULL;
  message = read_one (reply);
  if (message == NULL)
    set_bad_reply (error);
  return message;
}

/**
 * rbk_twilio_read_messages:
 * @next_page: (out) (transfer full) (nullable): where the list goes on, as Twilio writes it
 *
 * Returns: (transfer full) (element-type RbkTwilioMessage): a page of a list. One text in it that cannot be
 *   read makes the whole unreadable: it may be the one that is looked for.
 */
GPtrArray *
rbk_twilio_read_messages (GBytes *body, char **next_page, GError **error)
{
  g_autoptr (JsonObject) reply = parse (body, error);
  g_autoptr (GPtrArray) messages = NULL;
  JsonArray *list = rbk_json_get_array (reply, "messages");
  JsonNode *next;

  *next_page = NULL;
  if (reply == NULL)
    return NULL;
  /* Without this member it would not be known whether that is all. */
  next = json_object_get_member (reply, "next_page_uri");
  if (list == NULL || next == NULL ||
      (!JSON_NODE_HOLDS_NULL (next) && rbk_json_get_string (reply, "next_page_uri") == NULL))
    {
      set_bad_reply (error);
      return NULL;
    }
  messages = g_ptr_array_new_with_free_func ((GDestroyNotify) rbk_twilio_message_free);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      RbkTwilioMessage *message = read_one (rbk_json_array_get_object (list, i));

      if (message == NULL)
        {
          set_bad_reply (error);
          return NULL;
        }
      g_ptr_array_add (messages, message);
    }
  *next_page = g_strdup (rbk_json_get_string (reply, "next_page_uri"));
  return g_steal_pointer (&messages);
}

/**
 * rbk_twilio_read_number:
 * @body: a list of the account's numbers
 * @answer: (out caller-allocates): what is said of @number
 */
gboolean
rbk_twilio_read_number (GBytes *body, const char *number, RbkTwilioNumber *answer, GError **error)
{
  g_autoptr (JsonObject) reply = parse (body, error);
  JsonArray *list = rbk_json_get_array (reply, "incoming_phone_numbers");

  *answer = (RbkTwilioNumber) { FALSE, FALSE, FALSE };
  if (reply == NULL)
    return FALSE;
  if (list == NULL)
    {
      set_bad_reply (error);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *one = rbk_json_array_get_object (list, i);
      JsonObject *can = rbk_json_get_object (one, "capabilities");

      if (g_strcmp0 (rbk_json_get_string (one, "phone_number"), number) != 0)
        continue;
      answer->there = TRUE;
      answer->texts = rbk_json_get_boolean (can, "sms", FALSE);
      answer->files = rbk_json_get_boolean (can, "mms", FALSE);
    }
  return TRUE;
}

/**
 * rbk_twilio_read_code:
 * @body: what came with a status that is no success
 *
 * Returns: Twilio's number for what is wrong; 0 if this is no error of Twilio's
 */
guint
rbk_twilio_read_code (GBytes *body)
{
  g_autoptr (JsonObject) reply = rbk_json_parse_bytes (body, NULL);

  return reply != NULL ? read_code (reply, "code") : 0;
}

/**
 * rbk_twilio_message_report:
 *
 * Returns: (transfer full): its state, with words where it failed
 */
RbkTextReport *
rbk_twilio_message_report (const RbkTwilioMessage *message)
{
  RbkTextReport *report = rbk_text_report_new (message->state, message->sid);

  if (message->state != RBK_TEXT_STATE_UNDELIVERED && message->state != RBK_TEXT_STATE_FAILED)
    return report;
  report->opted_out = rbk_twilio_is_opt_out (message->code);
  report->words = rbk_twilio_write_words (message->code);
  if (message->code != 0)
    report->code = g_strdup_printf ("%u", message->code);
  return report;
}

/* What is the same to a reader: Twilio may trim a text, and put plain characters for typographic ones
 * (its "smart encoding"). */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *folded = g_string_new (NULL);

  for (const char *p = normal != NULL ? normal : text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        c = ' ';
      else if (c >= 0x2018 && c <= 0x201b)
        c = '\'';
      else if ((c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb)
        c = '"';
      else if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        c = '-';
      else if (c == 0x200b || c == 0xfeff)
        continue;
      if (c != ' ' || (folded->len > 0 && folded->str[folded->len - 1] != ' '))
        g_string_append_unichar (folded, c);
    }
  return g_strchomp (g_string_free_and_steal (folded));
}

static gboolean
says_the_same (const char *theirs, const char *ours)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (!g_utf8_validate (ours, -1, NULL))
    return g_str_equal (theirs, ours);
  if (g_str_has_prefix (theirs, TRIAL) && !g_str_has_prefix (ours, TRIAL))
    theirs += strlen (TRIAL);
  one = fold (theirs);
  other = fold (ours);
  return g_str_equal (one, other);
}

/**
 * rbk_twilio_message_matches:
 * @from: the number that @text was sent from
 * @earliest_us: when it can have been made at the earliest
 *
 * Returns: whether @message can be @text
 */
gboolean
rbk_twilio_message_matches (const RbkTwilioMessage *message,
                            const RbkText *text,
                            const char *from,
                            gint64 earliest_us)
{
  gboolean has_media = text->media != NULL && text->media[0] != NULL;

  if (!message->out || !g_str_equal (message->to, text->to) || !g_str_equal (message->from, from) ||
      (message->media > 0) != has_media || (message->time_us != 0 && message->time_us < earliest_us))
    return FALSE;
  return says_the_same (message->body, text->body != NULL ? text->body : "");
}
