/* rbk-channel-error.h: how a channel fails, in the terms that decide what happens next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkChannelError:
 * @RBK_CHANNEL_ERROR_OFFLINE: no network, or the server's name is not known: try when the network is back
 * @RBK_CHANNEL_ERROR_UNREACHABLE: refused, or no answer in time: try later
 * @RBK_CHANNEL_ERROR_CERTIFICATE: the server could not prove who it is: a person must look
 * @RBK_CHANNEL_ERROR_SIGN_IN: the password or token is not accepted (HTTP 401): a person must enter it anew
 * @RBK_CHANNEL_ERROR_FORBIDDEN: the provider does not let this account send this (403, SMTP 5.x)
 * @RBK_CHANNEL_ERROR_RECIPIENT: the recipient's address is refused
 * @RBK_CHANNEL_ERROR_TOO_LARGE: the message is too large (413), or the mailbox full
 * @RBK_CHANNEL_ERROR_BUSY: for now not (429, 503, SMTP 4.x): try later, not before retry_after
 * @RBK_CHANNEL_ERROR_SERVER: the server failed (5xx)
 * @RBK_CHANNEL_ERROR_BAD_REPLY: the answer is whole but is not what the protocol allows
 * @RBK_CHANNEL_ERROR_CUT: the answer did not arrive whole
 * @RBK_CHANNEL_ERROR_NOT_A_SERVER: no server of the right kind at that place
 * @RBK_CHANNEL_ERROR_UNSAFE: it would have to go over an unencrypted connection or to another server
 * @RBK_CHANNEL_ERROR_ACCOUNT: signed in, but the account lacks what sending needs
 * @RBK_CHANNEL_ERROR_MESSAGE: the message itself cannot be written, or is not accepted as it is
 * @RBK_CHANNEL_ERROR_CANCELLED: the caller's cancellable ended it
 */
typedef enum
{
  RBK_CHANNEL_ERROR_OFFLINE,
  RBK_CHANNEL_ERROR_UNREACHABLE,
  RBK_CHANNEL_ERROR_CERTIFICATE,
  RBK_CHANNEL_ERROR_SIGN_IN,
  RBK_CHANNEL_ERROR_FORBIDDEN,
  RBK_CHANNEL_ERROR_RECIPIENT,
  RBK_CHANNEL_ERROR_TOO_LARGE,
  RBK_CHANNEL_ERROR_BUSY,
  RBK_CHANNEL_ERROR_SERVER,
  RBK_CHANNEL_ERROR_BAD_REPLY,
  RBK_CHANNEL_ERROR_CUT,
  RBK_CHANNEL_ERROR_NOT_A_SERVER,
  RBK_CHANNEL_ERROR_UNSAFE,
  RBK_CHANNEL_ERROR_ACCOUNT,
  RBK_CHANNEL_ERROR_MESSAGE,
  RBK_CHANNEL_ERROR_CANCELLED,
} RbkChannelError;

#define RBK_CHANNEL_ERROR (rbk_channel_error_quark ())
GQuark rbk_channel_error_quark (void);

void rbk_channel_error_set (GError **error, RbkChannelError code, const char *sentence);

G_END_DECLS
