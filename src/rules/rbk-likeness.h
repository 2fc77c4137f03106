/* rbk-likeness.h: how alike two names are, and two texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on a name is taken for another one that a recogniser misspelt: “Devin” for “Devon” is
 * 0.91, “Jon” for “John” 0.93, “Mark” for “Mike” 0.70. A default of our own. */
#define RBK_LIKENESS_CLOSE_NAME 0.88

/* From here on a fact is one that the customer knows already (V-4). */
#define RBK_LIKENESS_SAME_FACT 0.8

double rbk_likeness_of_names (const char *a, const char *b);
double rbk_likeness_of_texts (const char *a, const char *b);
double rbk_likeness_of_fact (const char *fact, const char *message);
int rbk_likeness_find_used_fact (const char *fact, const char *const *messages);

G_END_DECLS
