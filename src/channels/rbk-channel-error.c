/* rbk-channel-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-channel-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (rbk - channel - error - quark, rbk_channel_error)

/* What a person reads when there is nothing more exact to say: what happened, and what to do. */
static const char *
get_sentence (RbkChannelError code)
{
  switch (code)
    {
    case RBK_CHANNEL_ERROR_OFFLINE:
      return _ ("The mail server cannot be found. Check this computer's network, and the server's name in "
                "the preferences.");
    case RBK_CHANNEL_ERROR_UNREACHABLE:
      return _ ("The mail server does not answer. Ringback tries again by itself.");
    case RBK_CHANNEL_ERROR_CERTIFICATE:
      return _ ("The mail server could not prove that it is the right one, so nothing was sent. Ask whoever "
                "looks after your company's mail about its certificate.");
    case RBK_CHANNEL_ERROR_SIGN_IN:
      return _ ("The mail server does not accept the password. Enter it again in the preferences.");
    case RBK_CHANNEL_ERROR_FORBIDDEN:
      return _ ("The mail server does not allow this account to send this message. Ask whoever looks after "
                "your company's mail.");
    case RBK_CHANNEL_ERROR_RECIPIENT:
      return _ ("The mail server does not accept the customer's address. Check it with the customer.");
    case RBK_CHANNEL_ERROR_TOO_LARGE:
      return _ ("The message is too large for the mail server. Record a shorter one.");
    case RBK_CHANNEL_ERROR_BUSY:
      return _ ("The mail server asks us to wait. Ringback tries again by itself.");
    case RBK_CHANNEL_ERROR_SERVER:
      return _ ("The mail server has a fault of its own. Ringback tries again by itself; if it lasts, tell "
                "whoever looks after your company's mail.");
    case RBK_CHANNEL_ERROR_BAD_REPLY:
      return _ ("The mail server's answer makes no sense. If it lasts, tell whoever looks after your "
                "company's mail.");
    case RBK_CHANNEL_ERROR_CUT:
      return _ ("The connection broke before the mail server's answer was complete.");
    case RBK_CHANNEL_ERROR_NOT_A_SERVER:
      return _ ("There is no JMAP mail server at this place. Ask whoever looks after your company's mail for "
                "the server's address and enter it in the preferences.");
    case RBK_CHANNEL_ERROR_UNSAFE:
      return _ ("The mail server wants the message over a connection that others can read. Ringback does not "
                "do that; tell whoever looks after your company's mail.");
    case RBK_CHANNEL_ERROR_ACCOUNT:
      return _ ("This mailbox is not set up for sending. Ask whoever looks after your company's mail.");
    case RBK_CHANNEL_ERROR_MESSAGE:
      return _ ("This message cannot be sent as it is. Write it anew.");
    case RBK_CHANNEL_ERROR_CANCELLED:
      return _ ("Stopped.");
    default:
      g_assert_not_reached ();
    }
}

/**
 * rbk_channel_error_set:
 * @error: as usual
 * @sentence: (nullable): what a person reads, translated; NULL: what @code says in general
 */
void
rbk_channel_error_set (GError **error, RbkChannelError code, const char *sentence)
{
  g_set_error_literal (
    error, RBK_CHANNEL_ERROR, (int) code, sentence != NULL ? sentence : get_sentence (code));
}
