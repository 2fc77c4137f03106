/* rbk-twilio-words.c: Twilio's error numbers, from its dictionary (twilio.com/docs/api/errors).
 *
 * The dictionary grows, so a number that is not here has its sentence too. Those from 30001 on come as the
 * state of a text that was taken, most others as the answer to a request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-twilio-words.h"

#include <glib/gi18n-lib.h>

#define OPTED_OUT 21610u

/* Several numbers say the same. */
#define NO_SUCH_NUMBER N_ ("This is not a number that can be reached. Check it with the customer.")
#define NO_MOBILE                                                                                            \
  N_ ("This is not a mobile number, so it gets no texts. Call it, or ask the customer for a mobile number.")
#define NOT_OUR_LINE                                                                                         \
  N_ ("The number that this text should come from cannot text, or is not one of your company's Twilio "      \
      "account. Ask whoever looks after your company's texting.")
#define NO_SENDER                                                                                            \
  N_ ("The company's messaging service at Twilio has no number to send from, or is not known. Ask whoever "  \
      "looks after your company's texting.")
#define TOO_LONG     N_ ("The text is too long: Twilio takes 1,600 characters. Make it shorter.")
#define NOTHING_SAID N_ ("There is nothing in this text. Write something, or attach a file.")
#define NOT_ACTIVE                                                                                           \
  N_ ("The company's Twilio account is suspended or closed. Tell whoever looks after your company's "        \
      "texting.")
#define NOT_REGISTERED                                                                                       \
  N_ ("This line is not registered for texting, so phone companies block its texts. Call or email, and ask " \
      "whoever looks after your company's texting to register it.")
#define TODAY_FULL                                                                                           \
  N_ ("Your company has sent as many texts today as the phone company lets through. Call or email, or text " \
      "again tomorrow.")
#define CROWDED N_ ("The phone companies' lines were crowded and the text was given up. Send it again later.")

static const RbkTwilioMeaning meanings[] = {
  { 14107, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_NOT_SENT, NULL },
  { 20003, RBK_CHANNEL_ERROR_SIGN_IN, RBK_SEND_NOT_SENT, NULL },
  { 20005, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_NOT_SENT, NOT_ACTIVE },
  { 20404, RBK_CHANNEL_ERROR_NOT_A_SERVER, RBK_SEND_NOT_SENT, NULL },
  { 20429, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_NOT_SENT, NULL },
  { 21201, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_SUCH_NUMBER },
  { 21211, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_SUCH_NUMBER },
  { 21212, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_OUR_LINE },
  { 21214, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_SUCH_NUMBER },
  { 21217, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_SUCH_NUMBER },
  { 21266,
    RBK_CHANNEL_ERROR_RECIPIENT,
    RBK_SEND_REFUSED,
    N_ ("This is the showroom's own number. Check the customer's.") },
  { 21408,
    RBK_CHANNEL_ERROR_ACCOUNT,
    RBK_SEND_REFUSED,
    N_ ("The company's Twilio account is not set up for texts to this country. Call or email, or ask whoever "
        "looks after your company's texting to allow it.") },
  { 21602, RBK_CHANNEL_ERROR_MESSAGE, RBK_SEND_REFUSED, NOTHING_SAID },
  { 21603, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_OUR_LINE },
  { 21604, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_SUCH_NUMBER },
  { 21605, RBK_CHANNEL_ERROR_MESSAGE, RBK_SEND_REFUSED, TOO_LONG },
  { 21606, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_OUR_LINE },
  { 21608,
    RBK_CHANNEL_ERROR_ACCOUNT,
    RBK_SEND_REFUSED,
    N_ ("The company's Twilio account is a trial, which texts only to numbers that were verified there. Tell "
        "whoever looks after your company's texting.") },
  { OPTED_OUT,
    RBK_CHANNEL_ERROR_RECIPIENT,
    RBK_SEND_REFUSED,
    N_ ("The customer has asked for no more texts from this line (STOP), and nothing was sent. Do not text "
        "from another line; call or email if they allow that.") },
  { 21611,
    RBK_CHANNEL_ERROR_BUSY,
    RBK_SEND_NOT_SENT,
    N_ ("Too many texts are waiting on this line. Ringback tries again by itself.") },
  { 21612,
    RBK_CHANNEL_ERROR_RECIPIENT,
    RBK_SEND_REFUSED,
    N_ ("No text can go from this line to this number. Check the number, or call or email.") },
  { 21614, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_MOBILE },
  { 21617, RBK_CHANNEL_ERROR_MESSAGE, RBK_SEND_REFUSED, TOO_LONG },
  { 21619, RBK_CHANNEL_ERROR_MESSAGE, RBK_SEND_REFUSED, NOTHING_SAID },
  { 21620,
    RBK_CHANNEL_ERROR_MESSAGE,
    RBK_SEND_REFUSED,
    N_ ("Twilio cannot fetch the attached file. Send it as a link, or ask whoever looks after the company's "
        "web space.") },
  { 21623,
    RBK_CHANNEL_ERROR_MESSAGE,
    RBK_SEND_REFUSED,
    N_ ("Too many files are attached: Twilio takes ten. Send fewer.") },
  { 21635, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_MOBILE },
  { 21659, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_OUR_LINE },
  { 21660, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_OUR_LINE },
  { 21661, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_OUR_LINE },
  { 21703, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NO_SENDER },
  { 21704, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NO_SENDER },
  { 21705, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NO_SENDER },
  { 21712, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NO_SENDER },
  { 30001, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_REFUSED, CROWDED },
  { 30002, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_ACTIVE },
  { 30003,
    RBK_CHANNEL_ERROR_RECIPIENT,
    RBK_SEND_REFUSED,
    N_ ("The customer's phone could not be reached: off, out of range, or no longer in use. Call, or text "
        "again later.") },
  { 30004,
    RBK_CHANNEL_ERROR_RECIPIENT,
    RBK_SEND_REFUSED,
    N_ ("The customer's phone or phone company blocks texts from this line. Call or email, and ask whether "
        "they want texts.") },
  { 30005, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_SUCH_NUMBER },
  { 30006, RBK_CHANNEL_ERROR_RECIPIENT, RBK_SEND_REFUSED, NO_MOBILE },
  { 30007,
    RBK_CHANNEL_ERROR_FORBIDDEN,
    RBK_SEND_REFUSED,
    N_ ("The phone company took the text for spam and held it back. Do not send it again as it is: leave out "
        "links, capitals and sales phrases, or call or email.") },
  { 30008,
    RBK_CHANNEL_ERROR_SERVER,
    RBK_SEND_REFUSED,
    N_ ("The phone company did not deliver the text and does not say why. Call or email, or text again "
        "later.") },
  { 30010,
    RBK_CHANNEL_ERROR_ACCOUNT,
    RBK_SEND_REFUSED,
    N_ ("The text costs more than the company allows at Twilio. Ask whoever looks after your company's "
        "texting.") },
  { 30011,
    RBK_CHANNEL_ERROR_RECIPIENT,
    RBK_SEND_REFUSED,
    N_ ("This number gets no pictures or files. Send a link instead.") },
  { 30017, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_REFUSED, CROWDED },
  { 30019,
    RBK_CHANNEL_ERROR_TOO_LARGE,
    RBK_SEND_REFUSED,
    N_ ("The attached file is too large for the customer's phone company. Send a link instead.") },
  { 30022, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_REFUSED, CROWDED },
  { 30023, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_REFUSED, TODAY_FULL },
  { 30024, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_REGISTERED },
  { 30027, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_REFUSED, TODAY_FULL },
  { 30032, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_REGISTERED },
  { 30034, RBK_CHANNEL_ERROR_ACCOUNT, RBK_SEND_REFUSED, NOT_REGISTERED },
  { 30035,
    RBK_CHANNEL_ERROR_ACCOUNT,
    RBK_SEND_REFUSED,
    N_ ("This line is still being set up for texting. Call or email, or text again tomorrow.") },
  { 30036, RBK_CHANNEL_ERROR_BUSY, RBK_SEND_REFUSED, CROWDED },
};

/**
 * rbk_twilio_get_meaning:
 *
 * Returns: (nullable) (transfer none): what is known of @code
 */
const RbkTwilioMeaning *
rbk_twilio_get_meaning (guint code)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (meanings[i].code == code)
        return &meanings[i];
    }
  return NULL;
}

/**
 * rbk_twilio_write_words:
 * @code: any number of Twilio's; 0: it gave none
 *
 * Returns: (transfer full): what is wrong and what to do, translated
 */
char *
rbk_twilio_write_words (guint code)
{
  const RbkTwilioMeaning *meaning = rbk_twilio_get_meaning (code);
  g_autoptr (GError) general = NULL;

  if (meaning != NULL && meaning->sentence != NULL)
    return g_strdup (_ (meaning->sentence));
  if (meaning != NULL)
    {
      rbk_text_error_set (&general, meaning->error, NULL);
      return g_strdup (general->message);
    }
  if (code == 0)
    return g_strdup (_ ("Twilio could not send the text and does not say why. Call or email instead."));
  return g_strdup_printf (_ ("Twilio could not send the text (its error %u). Call or email instead, and tell "
                             "whoever looks after your company's texting."),
                          code);
}

/**
 * rbk_twilio_is_opt_out:
 *
 * Returns: whether @code says that the customer wants no texts (K-30)
 */
gboolean
rbk_twilio_is_opt_out (guint code)
{
  return code == OPTED_OUT;
}
