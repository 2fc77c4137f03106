/* rbk-phone-number.h: phone numbers, by libphonenumber.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The country whose way of writing numbers is taken where none is said. */
#define RBK_PHONE_REGION "US"

char *rbk_phone_number_normalise (const char *text);
char *rbk_phone_number_dup_words (const char *number);

G_END_DECLS
