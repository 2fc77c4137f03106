/* rbk-plain-word.h: words as they are compared: without case, accents and punctuation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rbk_plain_word_dup (const char *word);
char **rbk_plain_words_split (const char *text);

G_END_DECLS
