/* rbk-text-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-text-line.h"

#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (RbkTextLine, rbk_text_line, G_TYPE_OBJECT)

static void
rbk_text_line_default_init (RbkTextLineInterface *iface)
{
}

/**
 * rbk_text_line_send:
 * @report: (out) (optional) (nullable): after %RBK_SEND_ACCEPTED the provider's id of the text, to be kept;
 *   after %RBK_SEND_REFUSED and %RBK_SEND_NOT_SENT the provider's number for why, if it gave one
 * @retry_after_us: (out) (optional): how long the provider asks to wait; 0 = it does not
 *
 * Sends @text. A provider of texts does not know a text that it gets twice: never call it again after
 * %RBK_SEND_UNCERTAIN without rbk_text_line_find_sent(). Blocks; all of a line's functions but
 * rbk_text_line_get_number() belong to one worker thread.
 *
 * Returns: what is certain; @error is set for all but %RBK_SEND_ACCEPTED, with a sentence for the
 *   salesperson
 */
RbkSendResult
rbk_text_line_send (RbkTextLine *self,
                    const RbkText *text,
                    RbkTextReport **report,
                    gint64 *retry_after_us,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (RbkTextReport) told = NULL;
  gint64 wait = 0;
  RbkSendResult result;

  g_return_val_if_fail (RBK_IS_TEXT_LINE (self), RBK_SEND_REFUSED);
  g_return_val_if_fail (text != NULL && text->to != NULL, RBK_SEND_REFUSED);

  result = RBK_TEXT_LINE_GET_IFACE (self)->send (self, text, &told, &wait, cancellable, error);
  if (retry_after_us != NULL)
    *retry_after_us = wait;
  if (report != NULL)
    *report = g_steal_pointer (&told);
  return result;
}

/**
 * rbk_text_line_find_sent:
 * @text: as it was handed to rbk_text_line_send()
 * @since_us: when it was handed over first, by this computer's clock
 * @known: (nullable) (array zero-terminated=1): the provider's ids of all other texts to the same number, so
 *   that none of them counts for this one. Two identical texts that were both cut off are asked for one
 *   after the other, the second with the id that was found for the first.
 * @report: (out) (optional) (nullable): after %RBK_FOUND_SENT its id and its state, which may be a failure
 * @retry_after_us: (out) (optional): how long the provider asks to wait; 0 = it does not
 *
 * Asks the provider what became of a text whose sending was interrupted: whether it has one to the same
 * number with the same words from that time on, that is none of @known. Blocks.
 *
 * Returns: what the provider knows; @error is set for %RBK_FOUND_UNKNOWN
 */
RbkFound
rbk_text_line_find_sent (RbkTextLine *self,
                         const RbkText *text,
                         gint64 since_us,
                         const char *const *known,
                         RbkTextReport **report,
                         gint64 *retry_after_us,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (RbkTextReport) told = NULL;
  gint64 wait = 0;
  RbkFound found;

  g_return_val_if_fail (RBK_IS_TEXT_LINE (self), RBK_FOUND_UNKNOWN);
  g_return_val_if_fail (text != NULL && text->to != NULL, RBK_FOUND_UNKNOWN);

  found =
    RBK_TEXT_LINE_GET_IFACE (self)->find_sent (self, text, since_us, known, &told, &wait, cancellable, error);
  if (retry_after_us != NULL)
    *retry_after_us = wait;
  if (report != NULL)
    *report = g_steal_pointer (&told);
  return found;
}

/**
 * rbk_text_line_look_up:
 * @reference: what rbk_text_line_send() or rbk_text_line_find_sent() reported
 * @retry_after_us: (out) (optional): how long the provider asks to wait; 0 = it does not
 *
 * Asks what became of a text that the provider took. Blocks. rbk_text_next_look_us() says when it is
 * worth asking again.
 *
 * Returns: (transfer full): its state, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkTextReport *
rbk_text_line_look_up (
  RbkTextLine *self, const char *reference, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  gint64 wait = 0;
  RbkTextReport *report;

  g_return_val_if_fail (RBK_IS_TEXT_LINE (self), NULL);
  g_return_val_if_fail (reference != NULL, NULL);

  report = RBK_TEXT_LINE_GET_IFACE (self)->look_up (self, reference, &wait, cancellable, error);
  if (retry_after_us != NULL)
    *retry_after_us = wait;
  return report;
}

/**
 * rbk_text_line_test:
 *
 * Whether everything that sending needs is there: the server, the sign-in, and a number of that account
 * that can text. Sends nothing. Blocks.
 *
 * Returns: %FALSE with an %RBK_CHANNEL_ERROR whose message says what is missing and what to do
 */
gboolean
rbk_text_line_test (RbkTextLine *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (RBK_IS_TEXT_LINE (self), FALSE);

  return RBK_TEXT_LINE_GET_IFACE (self)->test (self, cancellable, error);
}

/**
 * rbk_text_line_get_number:
 *
 * Returns: (transfer none): the number that texts come from, E.164; it never changes, any thread may ask
 */
const char *
rbk_text_line_get_number (RbkTextLine *self)
{
  g_return_val_if_fail (RBK_IS_TEXT_LINE (self), NULL);

  return RBK_TEXT_LINE_GET_IFACE (self)->get_number (self);
}

/* What a person reads when there is nothing more exact to say: what happened, and what to do. */
static const char *
get_sentence (RbkChannelError code)
{
  switch (code)
    {
    case RBK_CHANNEL_ERROR_OFFLINE:
      return _ ("The texting provider cannot be found. Check this computer's network.");
    case RBK_CHANNEL_ERROR_UNREACHABLE:
      return _ ("The texting provider does not answer. Ringback tries again by itself.");
    case RBK_CHANNEL_ERROR_CERTIFICATE:
      return _ ("The texting provider could not prove that it is the right one, so nothing was sent. Ask "
                "whoever looks after your company's network.");
    case RBK_CHANNEL_ERROR_SIGN_IN:
      return _ ("The texting provider does not accept the account and its token. Enter them anew in "
                "Preferences.");
    case RBK_CHANNEL_ERROR_FORBIDDEN:
      return _ ("The texting provider does not let this account send this text. Ask whoever looks after your "
                "company's texting.");
    case RBK_CHANNEL_ERROR_RECIPIENT:
      return _ ("The texting provider does not accept the customer's number. Check it with the customer.");
    case RBK_CHANNEL_ERROR_TOO_LARGE:
      return _ ("The text is too large for the texting provider. Make it shorter, or send fewer files.");
    case RBK_CHANNEL_ERROR_BUSY:
      return _ ("The texting provider asks us to wait. Ringback tries again by itself.");
    case RBK_CHANNEL_ERROR_SERVER:
      return _ ("The texting provider has a fault of its own. Ringback tries again by itself; if it lasts, "
                "tell whoever looks after your company's texting.");
    case RBK_CHANNEL_ERROR_BAD_REPLY:
      return _ ("The texting provider's answer makes no sense. If it lasts, tell whoever looks after your "
                "company's texting.");
    case RBK_CHANNEL_ERROR_CUT:
      return _ ("The connection broke before the texting provider's answer was complete.");
    case RBK_CHANNEL_ERROR_NOT_A_SERVER:
      return _ ("The texting provider does not know this account. Check the account SID in Preferences.");
    case RBK_CHANNEL_ERROR_UNSAFE:
      return _ ("The texting provider wants the text over another connection, which others might read. "
                "Ringback does not do that; tell whoever looks after your company's texting.");
    case RBK_CHANNEL_ERROR_ACCOUNT:
      return _ ("This account is not set up for texting. Ask whoever looks after your company's texting.");
    case RBK_CHANNEL_ERROR_MESSAGE:
      return _ ("This text cannot be sent as it is. Write it anew.");
    case RBK_CHANNEL_ERROR_CANCELLED:
      return _ ("Stopped.");
    default:
      g_assert_not_reached ();
    }
}

/**
 * rbk_text_error_set:
 * @sentence: (nullable): what a person reads, translated; NULL: what @code says in general of texting
 */
void
rbk_text_error_set (GError **error, RbkChannelError code, const char *sentence)
{
  rbk_channel_error_set (error, code, sentence != NULL ? sentence : get_sentence (code));
}
