/* rbk-sign-in-words.c
 *
 * A channel's own sentences speak of mail servers and passwords; these speak of the provider's sign-in.
 * Nothing that a provider wrote is in them: its descriptions may name people, or anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-sign-in-words.h"

#include <glib/gi18n-lib.h>

static const char *
get_sentence (RbkChannelError code)
{
  switch (code)
    {
    case RBK_CHANNEL_ERROR_OFFLINE:
      return _ (
        "The company's sign-in server cannot be found. Check this computer's network, and the server's "
        "name in the company policy.");
    case RBK_CHANNEL_ERROR_UNREACHABLE:
      return _ ("The company's sign-in server does not answer. Try again in a few minutes.");
    case RBK_CHANNEL_ERROR_CERTIFICATE:
      return _ ("The company's sign-in server could not prove that it is the right one, so nothing was told "
                "to it. Ask whoever looks after your company's accounts about its certificate.");
    case RBK_CHANNEL_ERROR_SIGN_IN:
      return _ ("The company account's sign-in has ended. Sign in again in Preferences, under Accounts.");
    case RBK_CHANNEL_ERROR_FORBIDDEN:
      return _ ("The provider does not let this account do what Ringback needs: send, and see what was sent. "
                "Ask whoever looks after your company's accounts to allow it.");
    case RBK_CHANNEL_ERROR_BUSY:
      return _ ("The company's sign-in server asks us to wait. Try again in a few minutes.");
    case RBK_CHANNEL_ERROR_SERVER:
      return _ (
        "The company's sign-in server has a fault of its own. Try again in a few minutes; if it lasts, "
        "tell whoever looks after your company's accounts.");
    case RBK_CHANNEL_ERROR_CUT:
      return _ ("The connection broke before the sign-in server's answer was complete. Try again.");
    case RBK_CHANNEL_ERROR_NOT_A_SERVER:
      return _ (
        "There is no sign-in server at this place. Ask whoever looks after your company's accounts for "
        "its address, and correct it in the company policy.");
    case RBK_CHANNEL_ERROR_UNSAFE:
      return _ (
        "The sign-in server wants to be spoken to over a connection that others can read, or is not the "
        "one that was asked for. Ringback does not do that; tell whoever looks after your company's "
        "accounts.");
    case RBK_CHANNEL_ERROR_ACCOUNT:
      return _ ("The provider does not know this showroom's Ringback. Ask whoever looks after your company's "
                "accounts to check the client ID in the company policy.");
    case RBK_CHANNEL_ERROR_CANCELLED:
      return _ ("Stopped.");
    case RBK_CHANNEL_ERROR_RECIPIENT:
    case RBK_CHANNEL_ERROR_TOO_LARGE:
    case RBK_CHANNEL_ERROR_MESSAGE:
    case RBK_CHANNEL_ERROR_BAD_REPLY:
    default:
      return _ ("The sign-in server's answer makes no sense. If it lasts, tell whoever looks after your "
                "company's accounts.");
    }
}

/**
 * rbk_sign_in_set_error:
 *
 * Sets @error to what @code means where somebody signs in
 */
void
rbk_sign_in_set_error (GError **error, RbkChannelError code)
{
  rbk_channel_error_set (error, code, get_sentence (code));
}

/**
 * rbk_sign_in_propagate:
 * @cause: (transfer full): what the HTTP layer says
 *
 * Hands it on in the words of signing in
 */
void
rbk_sign_in_propagate (GError **error, GError *cause)
{
  if (cause->domain == RBK_CHANNEL_ERROR)
    {
      rbk_sign_in_set_error (error, (RbkChannelError) cause->code);
      g_error_free (cause);
    }
  else
    g_propagate_error (error, cause);
}

/* RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5, RFC 7009 §2.2.1, OpenID Connect Core §3.1.2.6 */
static const struct
{
  const char *refusal;
  RbkChannelError code;
} refusals[] = {
  { "invalid_grant", RBK_CHANNEL_ERROR_SIGN_IN },
  { "interaction_required", RBK_CHANNEL_ERROR_SIGN_IN },
  { "login_required", RBK_CHANNEL_ERROR_SIGN_IN },
  { "account_selection_required", RBK_CHANNEL_ERROR_SIGN_IN },
  { "consent_required", RBK_CHANNEL_ERROR_SIGN_IN },
  { "invalid_scope", RBK_CHANNEL_ERROR_FORBIDDEN },
  { "invalid_client", RBK_CHANNEL_ERROR_ACCOUNT },
  { "unauthorized_client", RBK_CHANNEL_ERROR_ACCOUNT },
  { "unsupported_grant_type", RBK_CHANNEL_ERROR_ACCOUNT },
  { "temporarily_unavailable", RBK_CHANNEL_ERROR_BUSY },
  { "slow_down", RBK_CHANNEL_ERROR_BUSY },
  { "server_error", RBK_CHANNEL_ERROR_SERVER },
};

/**
 * rbk_sign_in_explain:
 * @refusal: (nullable): the "error" of an answer; NULL: there was none
 *
 * Sets @error to what it means for a person
 */
void
rbk_sign_in_explain (GError **error, const char *refusal)
{
  RbkChannelError code = RBK_CHANNEL_ERROR_BAD_REPLY;

  if (g_strcmp0 (refusal, "access_denied") == 0)
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_SIGN_IN,
        _ ("Ringback was not allowed to use the account, so nothing was connected. Sign in "
           "again and allow it; if you are not offered that, ask whoever looks after your "
           "company's accounts."));
      return;
    }
  if (g_strcmp0 (refusal, "expired_token") == 0)
    {
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_SIGN_IN,
                             _ ("The code was not entered in time. Begin again, and enter the new one."));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      if (g_strcmp0 (refusal, refusals[i].refusal) == 0)
        code = refusals[i].code;
    }
  rbk_sign_in_set_error (error, code);
}
