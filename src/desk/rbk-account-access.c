/* rbk-account-access.c
 *
 * Which provider is spoken to how is known here and nowhere else of the desk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-account-access.h"

#include "channels/email/rbk-gmail-mailbox.h"
#include "channels/email/rbk-graph-mailbox.h"
#include "channels/email/rbk-jmap-mailbox.h"
#include "channels/signin/rbk-sign-out.h"
#include "channels/signin/rbk-token-access.h"
#include "channels/text/rbk-twilio-line.h"
#include "channels/text/rbk-twilio-reply.h"
#include "desk/rbk-desk.h"
#include "keyring/rbk-keyring.h"
#include "outbox/rbk-mail-carrier.h"
#include "outbox/rbk-text-carrier.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_account_is_oauth:
 *
 * Returns: whether it is signed in to in a browser
 */
gboolean
rbk_account_is_oauth (RbkAccount *account)
{
  return g_str_equal (rbk_account_get_sign_in (account), RBK_SIGN_IN_OAUTH);
}

static gboolean
is_kind (RbkAccount *account, const char *kind)
{
  return g_str_equal (rbk_account_get_kind (account), kind);
}

static void
fail (GError **error, RbkDeskError code, const char *words)
{
  g_set_error_literal (error, RBK_DESK_ERROR, (int) code, words);
}

static void
fail_unknown_kind (GError **error)
{
  fail (
    error, RBK_DESK_ERROR_INVALID, _ ("This Ringback does not know accounts of this kind. Update Ringback."));
}

/* ---- Secrets ---- */

/* One secret an account (voice 56). (transfer full): rbk_keyring_free() */
static char *
look_up_secret (RbkAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *secret =
    rbk_keyring_lookup (RBK_KEYRING_MAILBOX, rbk_account_get_id (account), cancellable, &failure);

  if (secret == NULL && failure == NULL)
    fail (error,
          RBK_DESK_ERROR_NOT_SET_UP,
          _ ("The keyring does not hold the password of this company account. Add the account again in "
             "Preferences."));
  else if (secret == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return secret;
}

/**
 * rbk_account_keep_tokens:
 * @tokens: what signing in gave
 *
 * Who signed in is whose mailbox it is.
 *
 * Returns: whether they are in the keyring, by the account's id; else an RbkKeyringError, or
 *   %RBK_DESK_ERROR_INVALID if somebody else signed in
 */
gboolean
rbk_account_keep_tokens (RbkAccount *account,
                         const RbkTokenSet *tokens,
                         GCancellable *cancellable,
                         GError **error)
{
  const char *address = rbk_account_get_address (account);

  if (tokens->address != NULL && g_ascii_strcasecmp (tokens->address, address) != 0)
    {
      g_set_error (
        error,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_INVALID,
        _ ("You signed in as %1$s, and this account is %2$s (rule A-3). Sign in as that one, or add "
           "the other."),
        tokens->address,
        address);
      return FALSE;
    }
  return rbk_token_set_store (tokens, rbk_account_get_id (account), cancellable, error);
}

/**
 * rbk_account_keep_secret:
 * @secret: a password, a token, or of an account that is signed in to by OAuth what rbk_token_set_write()
 * gave
 *
 * Puts it into the keyring, by the account's id, and nowhere else.
 *
 * Returns: whether it is there; else an RbkKeyringError, or %RBK_DESK_ERROR_INVALID if somebody else signed
 * in
 */
gboolean
rbk_account_keep_secret (RbkAccount *account, const char *secret, GCancellable *cancellable, GError **error)
{
  g_autofree char *label = NULL;
  const char *name = rbk_account_get_address (account);

  label = g_strdup_printf (
    _ ("Ringback: company account %s"),
    *name != '\0' || rbk_account_get_server (account) == NULL ? name : rbk_account_get_server (account));
  return rbk_keyring_store (
    RBK_KEYRING_MAILBOX, rbk_account_get_id (account), label, secret, cancellable, error);
}

/**
 * rbk_account_forget_secret:
 *
 * Takes it out of the keyring; of an account that is signed in to by OAuth, the provider is told first.
 *
 * Returns: whether there is none any more on this computer
 */
gboolean
rbk_account_forget_secret (RbkAccount *account,
                           const char *directory,
                           GCancellable *cancellable,
                           GError **error)
{
  if (rbk_account_is_oauth (account))
    return rbk_sign_out (rbk_account_get_id (account), directory, NULL, cancellable, error);
  return rbk_keyring_clear (RBK_KEYRING_MAILBOX, rbk_account_get_id (account), cancellable, error);
}

/**
 * rbk_account_open_access:
 * @secret: (nullable): as it was just entered; NULL: as it is kept. Of OAuth it is always as it is kept
 *
 * Returns: (transfer full): how the provider is shown who we are, or NULL with an RbkKeyringError or
 *   %RBK_DESK_ERROR_NOT_SET_UP
 */
RbkAccess *
rbk_account_open_access (
  RbkAccount *account, const char *secret, const char *directory, GCancellable *cancellable, GError **error)
{
  const char *name = rbk_account_get_user_name (account);
  char *kept = NULL;
  RbkAccess *access;

  if (rbk_account_is_oauth (account))
    return rbk_token_access_new (rbk_account_get_id (account), directory);
  if (secret == NULL)
    {
      kept = look_up_secret (account, cancellable, error);
      if (kept == NULL)
        return NULL;
    }
  access = rbk_account_is_bearer (account)
             ? rbk_bearer_access_new (secret != NULL ? secret : kept)
             : rbk_basic_access_new (name != NULL ? name : rbk_account_get_address (account),
                                     secret != NULL ? secret : kept);
  rbk_keyring_free (kept);
  return access;
}

/* ---- Providers ---- */

/* (transfer full) (nullable): NULL with an error if it is no mailbox */
static RbkMailbox *
open_mailbox (RbkAccount *account, RbkAccess *access, GError **error)
{
  const char *address = rbk_account_get_address (account);
  const char *server = rbk_account_get_server (account);

  if (is_kind (account, RBK_ACCOUNT_JMAP))
    return rbk_jmap_mailbox_new (address, server, access);
  if (is_kind (account, RBK_ACCOUNT_GRAPH))
    return rbk_graph_mailbox_new (address, server, access);
  if (is_kind (account, RBK_ACCOUNT_GMAIL))
    return rbk_gmail_mailbox_new (address, server, access);
  fail_unknown_kind (error);
  return NULL;
}

/* (transfer full) (nullable): NULL with an error */
static RbkTextLine *
open_line (RbkAccount *account, RbkAccess *access, GError **error)
{
  const char *sid = rbk_account_get_user_name (account);
  const char *service = rbk_account_get_messaging_service (account);

  if (sid == NULL || *sid == '\0')
    {
      fail (
        error,
        RBK_DESK_ERROR_INVALID,
        _ ("Enter the account SID of the texting provider. It begins with AC and stands on its first page."));
      return NULL;
    }
  if (service != NULL && !rbk_twilio_is_service_sid (service))
    {
      fail (
        error,
        RBK_DESK_ERROR_INVALID,
        _ ("This is no messaging service. Its SID begins with MG, and 32 digits and letters follow. Leave "
           "it empty if the number has none."));
      return NULL;
    }
  return rbk_twilio_line_new (
    rbk_account_get_server (account), sid, rbk_account_get_address (account), service, access);
}

/* (transfer full) (nullable): NULL with an error */
static RbkMediaHost *
open_host (RbkAccount *account, RbkAccess *access, GError **error)
{
  const char *upload = rbk_account_get_server (account);
  const char *public = rbk_account_get_public_base (account);

  if (upload != NULL && public != NULL)
    return rbk_media_host_new (upload, public, access);
  fail (error,
        RBK_DESK_ERROR_INVALID,
        _ ("Enter where recordings are put, and where customers open them: two addresses that begin with "
           "https://."));
  return NULL;
}

/**
 * rbk_account_open_carrier:
 *
 * Returns: (transfer full): what takes the messages of @account away, or NULL with an RbkKeyringError,
 *   %RBK_DESK_ERROR_NOT_SET_UP or %RBK_DESK_ERROR_INVALID
 */
RbkCarrier *
rbk_account_open_carrier (RbkAccount *account,
                          const char *directory,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (RbkAccess) access = rbk_account_open_access (account, NULL, directory, cancellable, error);
  RbkMailbox *mailbox;
  RbkTextLine *line;

  if (access == NULL)
    return NULL;
  if (rbk_account_get_medium (account) == RBK_MEDIUM_TEXT)
    {
      line = open_line (account, access, error);
      return line != NULL ? rbk_text_carrier_new (line) : NULL;
    }
  mailbox = open_mailbox (account, access, error);
  return mailbox != NULL ? rbk_mail_carrier_new (mailbox) : NULL;
}

/**
 * rbk_account_open_host:
 *
 * Returns: (transfer full): the place for recordings that @account is, or NULL as rbk_account_open_carrier()
 */
RbkMediaHost *
rbk_account_open_host (RbkAccount *account, const char *directory, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkAccess) access = rbk_account_open_access (account, NULL, directory, cancellable, error);

  return access != NULL ? open_host (account, access, error) : NULL;
}

/**
 * rbk_account_test:
 *
 * Sends nothing.
 *
 * Returns: whether the provider would take something from this account; else an RbkChannelError or
 *   %RBK_DESK_ERROR_INVALID
 */
gboolean
rbk_account_test (RbkAccount *account, RbkAccess *access, GCancellable *cancellable, GError **error)
{
  if (is_kind (account, RBK_ACCOUNT_TWILIO))
    {
      g_autoptr (RbkTextLine) line = open_line (account, access, error);

      return line != NULL && rbk_text_line_test (line, cancellable, error);
    }
  if (is_kind (account, RBK_ACCOUNT_WEB))
    {
      g_autoptr (RbkMediaHost) host = open_host (account, access, error);

      return host != NULL && rbk_media_host_test (host, NULL, cancellable, error);
    }
  else
    {
      g_autoptr (RbkMailbox) mailbox = open_mailbox (account, access, error);

      return mailbox != NULL && rbk_mailbox_test (mailbox, cancellable, error);
    }
}
