/* rbk-phone-words.h: a phone number as a person reads it, in whichever direction they read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

char *rbk_phone_words_dup (RbkDesk *desk, const char *number);
char *rbk_phone_words_dup_isolated (const char *words);

G_END_DECLS
