/* rbk-jmap-reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-jmap-reply.h"

#include "channels/email/rbk-mail-reply.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* Longer ids than RFC 8620 §1.2 allows are refused; its alphabet is not insisted on, since Cyrus
 * names accounts by address. What could break out of a path, a pointer or a quoted text is not an id. */
#define LONGEST_ID 255

static gboolean
is_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0 || length > LONGEST_ID)
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    {
      if (*p <= ' ' || *p >= 0x7f || strchr ("\"\\/~", *p) != NULL)
        return FALSE;
    }
  return TRUE;
}

static const char *
get_id (JsonObject *object, const char *member)
{
  const char *id = rbk_json_get_string (object, member);

  return is_id (id) ? id : NULL;
}

/* ---- The session resource (RFC 8620 §2) ---- */

void
rbk_jmap_session_free (RbkJmapSession *session)
{
  if (session == NULL)
    return;
  g_clear_pointer (&session->api, g_uri_unref);
  g_clear_pointer (&session->upload, g_uri_unref);
  g_free (session->account);
  g_free (session);
}

static void
set_no_account (GError **error)
{
  rbk_channel_error_set (error,
                         RBK_CHANNEL_ERROR_ACCOUNT,
                         _ ("Signed in, but there is no mailbox that can send. Ask whoever looks after your "
                            "company's mail to set the mailbox up for sending (JMAP submission)."));
}

static GUri *
resolve (GUri *at, const char *template, const char *account)
{
  g_autofree char *escaped = g_uri_escape_string (account, NULL, FALSE);
  g_autoptr (GString) text = g_string_new (template);

  g_string_replace (text, "{accountId}", escaped, 0);
  return g_uri_parse_relative (at, text->str, SOUP_HTTP_URI_FLAGS, NULL);
}

/**
 * rbk_jmap_session_parse:
 * @at: where @body came from; relative URLs are resolved against it
 *
 * Returns: (transfer full): the session, or NULL with %RBK_CHANNEL_ERROR_NOT_A_SERVER (not a JMAP
 *   session at all), %RBK_CHANNEL_ERROR_BAD_REPLY (a broken one) or %RBK_CHANNEL_ERROR_ACCOUNT (one
 *   without a mailbox that can send)
 */
RbkJmapSession *
rbk_jmap_session_parse (GBytes *body, GUri *at, GError **error)
{
  g_autoptr (JsonObject) root = rbk_mail_reply_parse (body, NULL);
  g_autoptr (RbkJmapSession) session = NULL;
  JsonObject *core = rbk_json_get_object (rbk_json_get_object (root, "capabilities"), RBK_JMAP_CORE);
  const char *api = rbk_json_get_string (root, "apiUrl");
  const char *upload = rbk_json_get_string (root, "uploadUrl");
  const char *id;
  JsonObject *account, *can;

  if (core == NULL)
    {
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_NOT_A_SERVER, NULL);
      return NULL;
    }
  if (api == NULL || upload == NULL || rbk_json_get_object (root, "accounts") == NULL)
    {
      rbk_mail_reply_set_bad (error);
      return NULL;
    }
  id = get_id (rbk_json_get_object (root, "primaryAccounts"), RBK_JMAP_MAIL);
  account = id != NULL ? rbk_json_get_object (rbk_json_get_object (root, "accounts"), id) : NULL;
  can = rbk_json_get_object (account, "accountCapabilities");
  if (rbk_json_get_object (can, RBK_JMAP_MAIL) == NULL ||
      rbk_json_get_object (can, RBK_JMAP_SUBMISSION) == NULL ||
      rbk_json_get_boolean (account, "isReadOnly", FALSE))
    {
      set_no_account (error);
      return NULL;
    }
  session = g_new0 (RbkJmapSession, 1);
  session->account = g_strdup (id);
  session->max_upload = rbk_json_get_int (core, "maxSizeUpload", G_MAXINT64);
  session->api = resolve (at, api, id);
  session->upload = resolve (at, upload, id);
  if (session->api == NULL || session->upload == NULL || session->max_upload <= 0)
    {
      rbk_mail_reply_set_bad (error);
      return NULL;
    }
  return g_steal_pointer (&session);
}

/* ---- Errors of requests, methods and records ---- */

static const struct
{
  const char *type;
  RbkChannelError code;
} error_types[] = {
  /* of a method (RFC 8620 §3.6.2); none of these changed anything on the server */
  { "serverUnavailable", RBK_CHANNEL_ERROR_BUSY },
  { "serverFail", RBK_CHANNEL_ERROR_SERVER },
  { "serverPartialFail", RBK_CHANNEL_ERROR_SERVER }, /* but for this one */
  { "forbidden", RBK_CHANNEL_ERROR_FORBIDDEN },
  { "accountNotFound", RBK_CHANNEL_ERROR_ACCOUNT },
  { "accountNotSupportedByMethod", RBK_CHANNEL_ERROR_ACCOUNT },
  { "accountReadOnly", RBK_CHANNEL_ERROR_ACCOUNT },
  { "requestTooLarge", RBK_CHANNEL_ERROR_TOO_LARGE },
  { "stateMismatch", RBK_CHANNEL_ERROR_BUSY },
  /* of a record (RFC 8620 §5.3, RFC 8621 §4.8 and §7.5) */
  { "overQuota", RBK_CHANNEL_ERROR_TOO_LARGE },
  { "tooLarge", RBK_CHANNEL_ERROR_TOO_LARGE },
  { "rateLimit", RBK_CHANNEL_ERROR_BUSY },
  { "invalidEmail", RBK_CHANNEL_ERROR_MESSAGE },
  { "invalidRecipients", RBK_CHANNEL_ERROR_RECIPIENT },
  { "noRecipients", RBK_CHANNEL_ERROR_RECIPIENT },
  { "tooManyRecipients", RBK_CHANNEL_ERROR_RECIPIENT },
  { "forbiddenMailFrom", RBK_CHANNEL_ERROR_FORBIDDEN },
  { "forbiddenFrom", RBK_CHANNEL_ERROR_FORBIDDEN },
  { "forbiddenToSend", RBK_CHANNEL_ERROR_FORBIDDEN },
};

/* An SMTP reply code or enhanced status code (RFC 3463) at the start of a description: 4 means that
 * it is only for now. Cyrus hands a greylisting server's 450 on as "forbiddenToSend". */
static gboolean
is_transient (const char *description)
{
  return description != NULL && description[0] == '4' &&
         (description[1] == '.' || (g_ascii_isdigit (description[1]) && g_ascii_isdigit (description[2]) &&
                                    !g_ascii_isdigit (description[3])));
}

/* @failure: an object with a "type". What it says in its description goes to the log at most: it may
 * name people. */
static void
explain (JsonObject *failure, GError **error)
{
  const char *type = rbk_json_get_string (failure, "type");
  RbkChannelError code = RBK_CHANNEL_ERROR_SERVER;

  for (guint i = 0; i < G_N_ELEMENTS (error_types); i++)
    {
      if (g_strcmp0 (type, error_types[i].type) == 0)
        code = error_types[i].code;
    }
  if (code == RBK_CHANNEL_ERROR_FORBIDDEN && is_transient (rbk_json_get_string (failure, "description")))
    code = RBK_CHANNEL_ERROR_BUSY;
  if (g_strcmp0 (type, "overQuota") == 0)
    rbk_channel_error_set (
      error,
      code,
      _ ("The company mailbox is full. Ask whoever looks after your company's mail to make room in it."));
  else
    rbk_channel_error_set (error, code, NULL);
}

/**
 * rbk_jmap_explain_problem:
 * @body: what came with HTTP status 400 (RFC 8620 §3.6.1)
 */
void
rbk_jmap_explain_problem (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) problem = rbk_mail_reply_parse (body, NULL);
  const char *type = rbk_json_get_string (problem, "type");
  const char *limit = rbk_json_get_string (problem, "limit");
  RbkChannelError code = RBK_CHANNEL_ERROR_BAD_REPLY;

  if (g_strcmp0 (type, "urn:ietf:params:jmap:error:limit") == 0)
    code = g_strcmp0 (limit, "maxSizeRequest") == 0 ? RBK_CHANNEL_ERROR_TOO_LARGE : RBK_CHANNEL_ERROR_BUSY;
  else if (g_strcmp0 (type, "urn:ietf:params:jmap:error:unknownCapability") == 0)
    code = RBK_CHANNEL_ERROR_ACCOUNT;
  rbk_channel_error_set (error, code, NULL);
}

/* ---- Replies to requests ---- */

/**
 * rbk_jmap_reply_parse:
 *
 * Returns: (transfer full): the object that @body is
 */
JsonObject *
rbk_jmap_reply_parse (GBytes *body, GError **error)
{
  return rbk_mail_reply_parse (body, error);
}

/* The arguments of the first response of that name; NULL if there is none. */
static JsonObject *
find_response (JsonObject *reply, const char *name)
{
  JsonArray *responses = rbk_json_get_array (reply, "methodResponses");
  guint n = responses != NULL ? json_array_get_length (responses) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (responses, i);
      JsonArray *response = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (g_strcmp0 (rbk_json_array_get_string (response, 0), name) == 0)
        return rbk_json_array_get_object (response, 1);
    }
  return NULL;
}

/* Each request asks each method once, so its name finds its response. */
static JsonObject *
get_response (JsonObject *reply, const char *name, GError **error)
{
  JsonObject *response = find_response (reply, name);
  JsonObject *failure;

  if (response != NULL)
    return response;
  failure = find_response (reply, "error");
  if (rbk_json_get_string (failure, "type") != NULL)
    explain (failure, error);
  else
    rbk_mail_reply_set_bad (error);
  return NULL;
}

/**
 * rbk_jmap_read_mailboxes:
 * @drafts: (out): the id of the mailbox with the role "drafts"
 * @sent: (out): likewise "sent"
 */
gboolean
rbk_jmap_read_mailboxes (JsonObject *reply, char **drafts, char **sent, GError **error)
{
  JsonObject *response = get_response (reply, "Mailbox/get", error);
  JsonArray *list = rbk_json_get_array (response, "list");
  g_autofree char *found_drafts = NULL;
  g_autofree char *found_sent = NULL;

  if (response == NULL)
    return FALSE;
  if (list == NULL)
    {
      rbk_mail_reply_set_bad (error);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *mailbox = rbk_json_array_get_object (list, i);
      const char *role = rbk_json_get_string (mailbox, "role");
      const char *id = get_id (mailbox, "id");

      if (found_drafts == NULL && g_strcmp0 (role, "drafts") == 0)
        found_drafts = g_strdup (id);
      else if (found_sent == NULL && g_strcmp0 (role, "sent") == 0)
        found_sent = g_strdup (id);
    }
  if (found_drafts == NULL || found_sent == NULL)
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_ACCOUNT,
        _ ("The company mailbox has no folder for drafts or none for sent mail. Ask whoever looks after your "
           "company's mail to add them."));
      return FALSE;
    }
  *drafts = g_steal_pointer (&found_drafts);
  *sent = g_steal_pointer (&found_sent);
  return TRUE;
}

/* RFC 8621 §6: "*@domain" stands for every address of the domain. */
static gboolean
identity_is_for (const char *email, const char *address)
{
  const char *domain = strrchr (address, '@');

  if (email == NULL || domain == NULL)
    return FALSE;
  return g_ascii_strcasecmp (email, address) == 0 ||
         (email[0] == '*' && g_ascii_strcasecmp (email + 1, domain) == 0);
}

/**
 * rbk_jmap_read_identity:
 *
 * Returns: (transfer full): the id of the identity that sends as @address and no other
 */
char *
rbk_jmap_read_identity (JsonObject *reply, const char *address, GError **error)
{
  JsonObject *response = get_response (reply, "Identity/get", error);
  JsonArray *list = rbk_json_get_array (response, "list");
  g_autofree char *sentence = NULL;

  if (response == NULL)
    return NULL;
  if (list == NULL)
    {
      rbk_mail_reply_set_bad (error);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *identity = rbk_json_array_get_object (list, i);
      const char *id = get_id (identity, "id");

      if (id != NULL && identity_is_for (rbk_json_get_string (identity, "email"), address))
        return g_strdup (id);
    }
  sentence = g_strdup_printf (_ ("Signed in, but this account may not send as %s. Check the address, or ask "
                                 "whoever looks after your company's mail to allow it."),
                              address);
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_ACCOUNT, sentence);
  return NULL;
}

/**
 * rbk_jmap_read_blob:
 * @body: what an upload was answered with (RFC 8620 §6.1)
 *
 * Returns: (transfer full): the id of what was uploaded
 */
char *
rbk_jmap_read_blob (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) reply = rbk_mail_reply_parse (body, NULL);
  const char *id = get_id (reply, "blobId");

  if (id == NULL)
    rbk_mail_reply_set_bad (error);
  return g_strdup (id);
}

/**
 * rbk_jmap_read_state:
 *
 * Returns: (transfer full): the state of the submissions, to be sent back as `ifInState`
 */
char *
rbk_jmap_read_state (JsonObject *reply, GError **error)
{
  JsonObject *response = get_response (reply, "EmailSubmission/get", error);
  const char *state = rbk_json_get_string (response, "state");

  if (response != NULL && state == NULL)
    rbk_mail_reply_set_bad (error);
  return g_strdup (state);
}

/**
 * rbk_jmap_read_import:
 * @existed: (out): whether the mailbox had this very message already
 *
 * Returns: (transfer full): the id of the email
 */
char *
rbk_jmap_read_import (JsonObject *reply, gboolean *existed, GError **error)
{
  JsonObject *response = get_response (reply, "Email/import", error);
  JsonObject *failure;
  const char *id;

  *existed = FALSE;
  if (response == NULL)
    return NULL;
  id = get_id (rbk_json_get_object (rbk_json_get_object (response, "created"), "m"), "id");
  if (id != NULL)
    return g_strdup (id);
  failure = rbk_json_get_object (rbk_json_get_object (response, "notCreated"), "m");
  if (g_strcmp0 (rbk_json_get_string (failure, "type"), "alreadyExists") == 0)
    {
      id = get_id (failure, "existingId");
      *existed = id != NULL;
      if (id == NULL)
        rbk_mail_reply_set_bad (error);
      return g_strdup (id);
    }
  if (rbk_json_get_string (failure, "type") != NULL)
    explain (failure, error);
  else
    rbk_mail_reply_set_bad (error);
  return NULL;
}

/**
 * rbk_jmap_read_submission:
 * @mismatch: (out): whether nothing was done because somebody else submitted in between
 *
 * Only a well-formed answer about our very submission is believed, either way.
 *
 * Returns: what is certain; @error is set for all but %RBK_SEND_ACCEPTED
 */
RbkSendResult
rbk_jmap_read_submission (JsonObject *reply, gboolean *mismatch, GError **error)
{
  JsonObject *response = find_response (reply, "EmailSubmission/set");
  JsonObject *created = rbk_json_get_object (rbk_json_get_object (response, "created"), "s");
  JsonObject *failure = rbk_json_get_object (rbk_json_get_object (response, "notCreated"), "s");
  const char *type;
  GError *cause = NULL;
  RbkSendResult result;

  *mismatch = FALSE;
  if (get_id (created, "id") != NULL && failure == NULL)
    return RBK_SEND_ACCEPTED;
  if (response == NULL)
    failure = find_response (reply, "error");
  type = created == NULL ? rbk_json_get_string (failure, "type") : NULL;
  if (type == NULL || g_str_equal (type, "serverPartialFail"))
    {
      rbk_mail_reply_set_bad (error);
      return RBK_SEND_UNCERTAIN;
    }
  *mismatch = g_str_equal (type, "stateMismatch");
  explain (failure, &cause);
  result = rbk_mailbox_judge_unsent (cause);
  g_propagate_error (error, cause);
  return result;
}

void
rbk_jmap_emails_free (RbkJmapEmails *emails)
{
  if (emails == NULL)
    return;
  g_clear_pointer (&emails->ids, g_ptr_array_unref);
  g_free (emails);
}

static gboolean
has_message_id (JsonObject *email, const char *message_id)
{
  JsonArray *ids = rbk_json_get_array (email, "messageId");
  guint n = ids != NULL ? json_array_get_length (ids) : 0;

  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (rbk_json_array_get_string (ids, i), message_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_jmap_read_emails:
 * @message_id: (nullable): leave out those with another one
 *
 * Returns: (transfer full): the emails of an Email/get, and whether one of them lies in Sent or is
 *   no draft any more
 */
RbkJmapEmails *
rbk_jmap_read_emails (
  JsonObject *reply, const char *message_id, const char *drafts, const char *sent, GError **error)
{
  JsonObject *response = get_response (reply, "Email/get", error);
  JsonArray *list = rbk_json_get_array (response, "list");
  g_autoptr (RbkJmapEmails) emails = NULL;

  if (response == NULL)
    return NULL;
  emails = g_new0 (RbkJmapEmails, 1);
  emails->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *email = rbk_json_array_get_object (list, i);
      JsonObject *mailboxes = rbk_json_get_object (email, "mailboxIds");
      JsonObject *keywords = rbk_json_get_object (email, "keywords");
      const char *id = get_id (email, "id");

      if (id == NULL || mailboxes == NULL || keywords == NULL)
        {
          rbk_mail_reply_set_bad (error);
          return NULL;
        }
      if (message_id != NULL && !has_message_id (email, message_id))
        continue;
      g_ptr_array_add (emails->ids, g_strdup (id));
      if (rbk_json_get_boolean (mailboxes, sent, FALSE) ||
          (!rbk_json_get_boolean (mailboxes, drafts, FALSE) &&
           !rbk_json_get_boolean (keywords, "$draft", FALSE)))
        emails->sent = TRUE;
    }
  if (list == NULL)
    {
      rbk_mail_reply_set_bad (error);
      return NULL;
    }
  return g_steal_pointer (&emails);
}

/**
 * rbk_jmap_read_submissions:
 * @reply: of an EmailSubmission/query and an EmailSubmission/get of what it found
 *
 * Returns: whether one of them is not taken back; @error is set for %RBK_FOUND_UNKNOWN
 */
RbkFound
rbk_jmap_read_submissions (JsonObject *reply, GError **error)
{
  JsonObject *query = get_response (reply, "EmailSubmission/query", error);
  JsonObject *response = query != NULL ? get_response (reply, "EmailSubmission/get", error) : NULL;
  JsonArray *ids = rbk_json_get_array (query, "ids");
  JsonArray *list = rbk_json_get_array (response, "list");
  guint taken_back = 0;

  if (response == NULL)
    return RBK_FOUND_UNKNOWN;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *status = rbk_json_get_string (rbk_json_array_get_object (list, i), "undoStatus");

      if (g_strcmp0 (status, "final") == 0 || g_strcmp0 (status, "pending") == 0)
        return RBK_FOUND_SENT;
      taken_back += g_strcmp0 (status, "canceled") == 0 ? 1 : 0;
    }
  /* A submission that was found and is not shown, or whose status we do not know, is no clear no. */
  if (ids == NULL || list == NULL || taken_back != json_array_get_length (ids))
    {
      rbk_mail_reply_set_bad (error);
      return RBK_FOUND_UNKNOWN;
    }
  return RBK_FOUND_NOT_SENT;
}
