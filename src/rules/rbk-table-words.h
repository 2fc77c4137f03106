/* rbk-table-words.h: the words of the tables in data/rules that a person reads, in their language.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *rbk_table_words_get (const char *words);

G_END_DECLS
