/* rbk-graph-reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-graph-reply.h"

#include "channels/email/rbk-mail-reply.h"
#include "channels/rbk-http-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An item's id is some 150 characters of base64url. */
#define LONGEST_ID 1024

/* What can stand in a path once it is escaped. */
static const char *
get_id (JsonObject *object)
{
  const char *id = rbk_json_get_string (object, "id");
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0 || length > LONGEST_ID)
    return NULL;
  for (const char *p = id; *p != '\0'; p++)
    {
      if (*p <= ' ' || *p >= 0x7f)
        return NULL;
    }
  return id;
}

/* Some mailboxes keep a Message-ID without its brackets. */
static gboolean
has_message_id (JsonObject *message, const char *message_id)
{
  const char *found = rbk_json_get_string (message, "internetMessageId");
  gsize length = strlen (message_id);

  if (found == NULL)
    return FALSE;
  if (*found != '<')
    return g_str_equal (found, message_id);
  return strncmp (found + 1, message_id, length) == 0 && g_str_equal (found + 1 + length, ">");
}

/**
 * rbk_graph_read_user:
 * @body: of `GET /me?$select=mail,userPrincipalName`
 *
 * An alias will not do: Exchange would write the account's main address into its place, and the customer
 * would see another sender than the salesperson.
 *
 * Returns: whether whoever is signed in sends as @address; else %RBK_CHANNEL_ERROR_ACCOUNT names the
 *   address that is theirs, or %RBK_CHANNEL_ERROR_BAD_REPLY
 */
gboolean
rbk_graph_read_user (GBytes *body, const char *address, GError **error)
{
  g_autoptr (JsonObject) user = rbk_mail_reply_parse (body, error);
  const char *own;
  g_autofree char *sentence = NULL;

  if (user == NULL)
    return FALSE;
  own = rbk_json_get_string (user, "mail");
  if (own == NULL)
    own = rbk_json_get_string (user, "userPrincipalName");
  if (own == NULL)
    {
      rbk_mail_reply_set_bad (error);
      return FALSE;
    }
  if (g_ascii_strcasecmp (own, address) == 0)
    return TRUE;
  sentence =
    g_strdup_printf (_ ("You are signed in at Microsoft as %s, but this account is to send as %s. Sign "
                        "in as the account's own person, or set up the other address."),
                     own,
                     address);
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_ACCOUNT, sentence);
  return FALSE;
}

/**
 * rbk_graph_read_folder:
 * @body: of `GET /me/mailFolders/…`
 *
 * Returns: (transfer full): the folder's id
 */
char *
rbk_graph_read_folder (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) folder = rbk_mail_reply_parse (body, NULL);
  const char *id = get_id (folder);

  if (id == NULL)
    rbk_mail_reply_set_bad (error);
  return g_strdup (id);
}

void
rbk_graph_messages_free (RbkGraphMessages *messages)
{
  if (messages == NULL)
    return;
  g_free (messages->draft);
  g_free (messages);
}

/**
 * rbk_graph_read_messages:
 * @body: of `GET /me/messages` for one Message-ID with the members id, isDraft, internetMessageId and
 *   parentFolderId
 * @message_id: without brackets; others are left out
 * @outbox: the id of the folder in which Exchange keeps what it is about to send
 *
 * Returns: (transfer full): what the mailbox has; only a whole and well-formed list is believed
 */
RbkGraphMessages *
rbk_graph_read_messages (GBytes *body, const char *message_id, const char *outbox, GError **error)
{
  g_autoptr (JsonObject) reply = rbk_mail_reply_parse (body, error);
  JsonArray *list = rbk_json_get_array (reply, "value");
  g_autoptr (RbkGraphMessages) messages = NULL;

  if (reply == NULL)
    return NULL;
  if (list == NULL || rbk_json_get_string (reply, "@odata.nextLink") != NULL)
    {
      rbk_mail_reply_set_bad (error);
      return NULL;
    }
  messages = g_new0 (RbkGraphMessages, 1);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *message = rbk_json_array_get_object (list, i);
      JsonNode *is_draft = message != NULL ? json_object_get_member (message, "isDraft") : NULL;
      const char *folder = rbk_json_get_string (message, "parentFolderId");
      const char *id = get_id (message);

      if (id == NULL || is_draft == NULL || !JSON_NODE_HOLDS_VALUE (is_draft) ||
          json_node_get_value_type (is_draft) != G_TYPE_BOOLEAN)
        {
          rbk_mail_reply_set_bad (error);
          return NULL;
        }
      if (!has_message_id (message, message_id))
        continue;
      if (!json_node_get_boolean (is_draft) || g_strcmp0 (folder, outbox) == 0)
        messages->sent = TRUE;
      else if (messages->draft == NULL)
        messages->draft = g_strdup (id);
    }
  return g_steal_pointer (&messages);
}

/**
 * rbk_graph_read_draft:
 * @body: what the creation of a draft, or a change to it, was answered with
 * @ours: (out): whether it bears @message_id, so that it can be found again
 *
 * Returns: (transfer full): its id
 */
char *
rbk_graph_read_draft (GBytes *body, const char *message_id, gboolean *ours, GError **error)
{
  g_autoptr (JsonObject) message = rbk_mail_reply_parse (body, NULL);
  const char *id = get_id (message);

  *ours = FALSE;
  if (id == NULL || !rbk_json_get_boolean (message, "isDraft", TRUE))
    {
      rbk_mail_reply_set_bad (error);
      return NULL;
    }
  *ours = has_message_id (message, message_id);
  return g_strdup (id);
}

/* ---- Errors ---- */

static const char FULL[] =
  N_ ("The company mailbox is full. Ask whoever looks after your company's mail to make room in it.");
static const char NO_MAILBOX[] =
  N_ ("This account has no mailbox at Microsoft 365 that programs may use: it may lack a licence, or be kept "
      "on a server of your company's own. Ask whoever looks after your company's mail.");
static const char NOT_AS[] = N_ (
  "Microsoft does not let you send as this address. Sign in as its own person, or ask whoever looks after "
  "your company's mail for the right to send as it.");
static const char NO_CONSENT[] =
  N_ ("Your company does not let Ringback use this mailbox. Ask whoever looks after your company's Microsoft "
      "365 to allow it (Mail.ReadWrite and Mail.Send).");
static const char SIGN_IN[] =
  N_ ("The sign-in at Microsoft is no longer valid. Sign in again in Preferences.");
static const char ENOUGH_TODAY[] =
  N_ ("This account has sent as much as Microsoft allows it in a day. Ringback tries again by itself.");
static const char BLOCKED[] =
  N_ ("Microsoft has blocked this account from sending. Ask whoever looks after your company's Microsoft 365 "
      "to look into it.");
static const char VANISHED[] =
  N_ ("The draft vanished from the mailbox before it was sent. Ringback tries again by itself.");

static const char NOT_GRAPH[] =
  N_ ("There is no Microsoft 365 mailbox at this place. Ask whoever looks after your company's Microsoft 365 "
      "for the server's address, or leave it empty.");

/* Codes of Graph and, inside of it, of Exchange; those that the status says already are left out.
 * https://learn.microsoft.com/graph/errors and .../exchange/client-developer/…/responsecode */
static const struct
{
  const char *name;
  RbkChannelError code;
  const char *sentence;
} error_codes[] = {
  { "InvalidAuthenticationToken", RBK_CHANNEL_ERROR_SIGN_IN, SIGN_IN },
  { "AuthenticationError", RBK_CHANNEL_ERROR_SIGN_IN, SIGN_IN },
  { "unauthenticated", RBK_CHANNEL_ERROR_SIGN_IN, SIGN_IN },
  { "ErrorAccessDenied", RBK_CHANNEL_ERROR_FORBIDDEN, NO_CONSENT },
  { "Authorization_RequestDenied", RBK_CHANNEL_ERROR_FORBIDDEN, NO_CONSENT },
  { "accessDenied", RBK_CHANNEL_ERROR_FORBIDDEN, NO_CONSENT },
  { "ErrorSendAsDenied", RBK_CHANNEL_ERROR_FORBIDDEN, NOT_AS },
  { "ErrorSentFolderAccessDenied", RBK_CHANNEL_ERROR_FORBIDDEN, NOT_AS },
  { "ErrorAccountSuspend", RBK_CHANNEL_ERROR_FORBIDDEN, BLOCKED },
  { "ErrorAccountSuspendShowTierUpgrade", RBK_CHANNEL_ERROR_FORBIDDEN, BLOCKED },
  { "ErrorMessageSubmissionBlocked", RBK_CHANNEL_ERROR_FORBIDDEN, BLOCKED },
  { "MailboxNotEnabledForRESTAPI", RBK_CHANNEL_ERROR_ACCOUNT, NO_MAILBOX },
  { "MailboxNotSupportedForRESTAPI", RBK_CHANNEL_ERROR_ACCOUNT, NO_MAILBOX },
  { "MailboxNotHostedInExchangeOnline", RBK_CHANNEL_ERROR_ACCOUNT, NO_MAILBOX },
  { "OrganizationFromTenantGuidNotFound", RBK_CHANNEL_ERROR_ACCOUNT, NO_MAILBOX },
  { "ErrorNonExistentMailbox", RBK_CHANNEL_ERROR_ACCOUNT, NO_MAILBOX },
  { "ErrorMissingEmailAddress", RBK_CHANNEL_ERROR_ACCOUNT, NO_MAILBOX },
  { "ErrorInvalidRecipients", RBK_CHANNEL_ERROR_RECIPIENT, NULL },
  { "ErrorMissingRecipients", RBK_CHANNEL_ERROR_RECIPIENT, NULL },
  { "ErrorMessageSizeExceeded", RBK_CHANNEL_ERROR_TOO_LARGE, NULL },
  { "ErrorContentConversionFailed", RBK_CHANNEL_ERROR_MESSAGE, NULL },
  { "ErrorMimeContentInvalid", RBK_CHANNEL_ERROR_MESSAGE, NULL },
  { "ErrorMimeContentInvalidBase64String", RBK_CHANNEL_ERROR_MESSAGE, NULL },
  { "RequestBodyRead", RBK_CHANNEL_ERROR_MESSAGE, NULL },
  { "ErrorQuotaExceeded", RBK_CHANNEL_ERROR_TOO_LARGE, FULL },
  { "ErrorExceededMessageLimit", RBK_CHANNEL_ERROR_BUSY, ENOUGH_TODAY },
  { "ErrorSubmissionQuotaExceeded", RBK_CHANNEL_ERROR_BUSY, ENOUGH_TODAY },
  { "ApplicationThrottled", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "TooManyRequests", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "ErrorTooManyObjectsOpened", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "ErrorServerBusy", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "ErrorMailboxStoreUnavailable", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "ErrorMailboxMoveInProgress", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "MailboxInfoStale", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "ErrorIrresolvableConflict", RBK_CHANNEL_ERROR_BUSY, NULL },
  { "ErrorItemNotFound", RBK_CHANNEL_ERROR_SERVER, VANISHED },
};

/**
 * rbk_graph_explain:
 * @status: an HTTP status that is no success
 * @body: what came with it; what it says for people is not shown, since it may name some
 * @retry_after_us: left as it is: Graph asks to wait in the header
 *
 * An RbkMailApiExplain.
 */
void
rbk_graph_explain (guint status, GBytes *body, gint64 *retry_after_us, GError **error)
{
  const RbkHttpReply whole = { .status = status };
  g_autoptr (JsonObject) reply = rbk_mail_reply_parse (body, NULL);
  const char *name = rbk_json_get_string (rbk_json_get_object (reply, "error"), "code");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (error_codes); i++)
    {
      if (g_ascii_strcasecmp (name, error_codes[i].name) == 0)
        {
          rbk_channel_error_set (
            error, error_codes[i].code, error_codes[i].sentence != NULL ? _ (error_codes[i].sentence) : NULL);
          return;
        }
    }
  if (status == 401)
    rbk_channel_error_set (error, RBK_CHANNEL_ERROR_SIGN_IN, _ (SIGN_IN));
  else if (status == 404 || status == 405 || status == 410)
    rbk_channel_error_set (error, RBK_CHANNEL_ERROR_NOT_A_SERVER, _ (NOT_GRAPH));
  else if (rbk_http_reply_check (&whole, error))
    rbk_mail_reply_set_bad (error);
}
