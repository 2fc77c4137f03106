/* rbk-mailbox.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-mailbox.h"

G_DEFINE_INTERFACE (RbkMailbox, rbk_mailbox, G_TYPE_OBJECT)

static void
rbk_mailbox_default_init (RbkMailboxInterface *iface)
{
}

/**
 * rbk_mailbox_send:
 * @message_id: the Message-ID that @message carries, without angle brackets
 * @to_address: the one recipient
 * @message: what rbk_email_write() gave
 * @retry_after_us: (out) (optional): how long the provider asks to wait; 0 = it does not
 *
 * Sends @message and leaves a copy in the mailbox's Sent folder. Sending the same message again
 * never sends it twice: what the provider has sent already is accepted without being sent. Blocks;
 * all of a mailbox's functions but rbk_mailbox_get_address() belong to one worker thread.
 *
 * Returns: what is certain; @error is set for all but %RBK_SEND_ACCEPTED, with a sentence for the
 *   salesperson
 */
RbkSendResult
rbk_mailbox_send (RbkMailbox *self,
                  const char *message_id,
                  const char *to_address,
                  GBytes *message,
                  gint64 *retry_after_us,
                  GCancellable *cancellable,
                  GError **error)
{
  gint64 wait = 0;
  RbkSendResult result;

  g_return_val_if_fail (RBK_IS_MAILBOX (self), RBK_SEND_REFUSED);
  g_return_val_if_fail (message_id != NULL && to_address != NULL && message != NULL, RBK_SEND_REFUSED);

  result =
    RBK_MAILBOX_GET_IFACE (self)->send (self, message_id, to_address, message, &wait, cancellable, error);
  if (retry_after_us != NULL)
    *retry_after_us = wait;
  return result;
}

/**
 * rbk_mailbox_find_sent:
 *
 * Asks the provider what became of a message whose sending was interrupted. Blocks.
 *
 * Returns: what the provider knows; @error is set for %RBK_FOUND_UNKNOWN
 */
RbkFound
rbk_mailbox_find_sent (RbkMailbox *self, const char *message_id, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (RBK_IS_MAILBOX (self), RBK_FOUND_UNKNOWN);
  g_return_val_if_fail (message_id != NULL, RBK_FOUND_UNKNOWN);

  return RBK_MAILBOX_GET_IFACE (self)->find_sent (self, message_id, cancellable, error);
}

/**
 * rbk_mailbox_test:
 *
 * Whether everything that sending needs is there: the server, the sign-in, permission to submit,
 * Drafts and Sent, and an identity for the mailbox's own address. Sends nothing. Blocks.
 *
 * Returns: %FALSE with an %RBK_CHANNEL_ERROR whose message says what is missing and what to do
 */
gboolean
rbk_mailbox_test (RbkMailbox *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (RBK_IS_MAILBOX (self), FALSE);

  return RBK_MAILBOX_GET_IFACE (self)->test (self, cancellable, error);
}

/**
 * rbk_mailbox_get_address:
 *
 * Returns: (transfer none): the mailbox's address; it never changes, any thread may ask
 */
const char *
rbk_mailbox_get_address (RbkMailbox *self)
{
  g_return_val_if_fail (RBK_IS_MAILBOX (self), NULL);

  return RBK_MAILBOX_GET_IFACE (self)->get_address (self);
}

/**
 * rbk_mailbox_judge_unsent:
 * @error: an %RBK_CHANNEL_ERROR, after which it is certain that nothing left
 *
 * Returns: %RBK_SEND_REFUSED if trying again as it is will not help, or %RBK_SEND_NOT_SENT
 */
RbkSendResult
rbk_mailbox_judge_unsent (const GError *error)
{
  switch ((RbkChannelError) error->code)
    {
    case RBK_CHANNEL_ERROR_FORBIDDEN:
    case RBK_CHANNEL_ERROR_RECIPIENT:
    case RBK_CHANNEL_ERROR_TOO_LARGE:
    case RBK_CHANNEL_ERROR_MESSAGE:
      return RBK_SEND_REFUSED;
    case RBK_CHANNEL_ERROR_OFFLINE:
    case RBK_CHANNEL_ERROR_UNREACHABLE:
    case RBK_CHANNEL_ERROR_CERTIFICATE:
    case RBK_CHANNEL_ERROR_SIGN_IN:
    case RBK_CHANNEL_ERROR_BUSY:
    case RBK_CHANNEL_ERROR_SERVER:
    case RBK_CHANNEL_ERROR_BAD_REPLY:
    case RBK_CHANNEL_ERROR_CUT:
    case RBK_CHANNEL_ERROR_NOT_A_SERVER:
    case RBK_CHANNEL_ERROR_UNSAFE:
    case RBK_CHANNEL_ERROR_ACCOUNT:
    case RBK_CHANNEL_ERROR_CANCELLED:
    default:
      return RBK_SEND_NOT_SENT;
    }
}
