/* rbk-fold.h: text as it is searched for and sorted by, the same in every locale.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rbk_fold_text (const char *text);
void rbk_fold_append_words (GString *words, const char *text);
void rbk_fold_append_number (GString *words, const char *number);
char **rbk_fold_split_search (const char *search);
char *rbk_fold_one_line (const char *text, guint most);

G_END_DECLS
