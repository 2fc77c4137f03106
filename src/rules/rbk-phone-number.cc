/* rbk-phone-number.cc: the page of C++ that libphonenumber needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-phone-number.h"

#include <cstring>
#include <phonenumbers/phonenumberutil.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/* Whether it is how Ringback keeps numbers of North America already: +1 and ten digits, which the library
 * would give back as they are. It takes as long over one as the ledger over a message. */
static bool
is_normal (const char *text)
{
  return strlen (text) == 12 && text[0] == '+' && text[1] == '1' && text[2] >= '2' && text[2] <= '9' &&
         strspn (text + 2, "0123456789") == 10;
}

/**
 * rbk_phone_number_normalise:
 * @text: a number as somebody typed it
 *
 * A number is taken if it could exist; whether it was ever given out is not asked, so that
 * 555-01xx and exchanges newer than the library's tables pass.
 *
 * Returns: (transfer full) (nullable): @text in E.164, or NULL if it cannot be a phone number
 */
char *
rbk_phone_number_normalise (const char *text)
{
  PhoneNumber number;
  std::string written;
  PhoneNumberUtil *util = PhoneNumberUtil::GetInstance ();

  if (text != NULL && is_normal (text))
    return g_strdup (text);
  if (text == NULL || util->Parse (text, RBK_PHONE_REGION, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !util->IsPossibleNumber (number))
    return NULL;
  number.clear_extension ();
  util->Format (number, PhoneNumberUtil::E164, &written);
  return g_strdup (written.c_str ());
}

/**
 * rbk_phone_number_dup_words:
 * @number: (nullable): a number, E.164
 *
 * Returns: (transfer full): @number as people here write it; what cannot be read comes back as it is
 */
char *
rbk_phone_number_dup_words (const char *number)
{
  PhoneNumber parsed;
  std::string written, region;
  PhoneNumberUtil *util = PhoneNumberUtil::GetInstance ();

  if (number == NULL)
    return g_strdup ("");
  if (util->Parse (number, RBK_PHONE_REGION, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR)
    return g_strdup (number);
  util->GetRegionCodeForCountryCode (parsed.country_code (), &region);
  util->Format (parsed,
                region == RBK_PHONE_REGION ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL,
                &written);
  return g_strdup (written.c_str ());
}
