/* rbk-phone-words.c: a phone number as a person reads it, in whichever direction they read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-phone-words.h"

#include <gtk/gtk.h>

/* From here on left to right, and back: a pair of the Unicode bidirectional algorithm (UAX #9). */
#define ISOLATE     "\u2066"
#define ISOLATE_END "\u2069"

/**
 * rbk_phone_words_dup_isolated:
 * @words: (nullable): digits with what stands between them
 *
 * Numbers are read from left to right in every script, but their groups are put in the other order where
 * text runs from right to left: "(303) 555-0126" would stand there as "555-0126 (303)".
 *
 * Returns: (transfer full) (nullable): the same, to be shown; not to be compared or put into an entry
 */
char *
rbk_phone_words_dup_isolated (const char *words)
{
  if (words == NULL || *words == '\0' || gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return g_strdup (words);
  return g_strconcat (ISOLATE, words, ISOLATE_END, NULL);
}

/**
 * rbk_phone_words_dup:
 * @number: a phone number
 *
 * Returns: (transfer full): rbk_desk_dup_phone_words(), to be shown
 */
char *
rbk_phone_words_dup (RbkDesk *desk, const char *number)
{
  g_autofree char *words = rbk_desk_dup_phone_words (desk, number);

  return rbk_phone_words_dup_isolated (words);
}
