/* rbk-plain-word.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-plain-word.h"

static void
append_plain (GString *plain, const char *word)
{
  g_autofree char *apart = g_utf8_normalize (word, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = apart != NULL ? g_utf8_casefold (apart, -1) : NULL;

  for (const char *p = folded; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* What is left of an accent after the letter stands apart from it is a mark, not a letter. */
      if (g_unichar_isalnum (c))
        g_string_append_unichar (plain, c);
    }
}

/**
 * rbk_plain_word_dup:
 * @word: a word, UTF-8
 *
 * Case, accents, punctuation and every kind of apostrophe make no difference: “O’Connor,” is
 * “oconnor” and “Núñez” is “nunez”.
 *
 * Returns: (transfer full): the letters and digits of @word in their compared form; may be empty
 */
char *
rbk_plain_word_dup (const char *word)
{
  GString *plain = g_string_new (NULL);

  append_plain (plain, word);
  return g_string_free_and_steal (plain);
}

/**
 * rbk_plain_words_split:
 * @text: (nullable): any text, UTF-8
 *
 * Words end at white space, hyphens, dashes and slashes, so that “test-drive” is two words.
 *
 * Returns: (transfer full) (array zero-terminated=1): its words in their compared form, none empty
 */
char **
rbk_plain_words_split (const char *text)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean more = TRUE;

  for (const char *p = text; p != NULL && more; p = more ? g_utf8_next_char (p) : p)
    {
      gunichar c = g_utf8_get_char (p);

      more = c != 0;
      if (more && !g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_DASH_PUNCTUATION && c != '/')
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        {
          g_autofree char *plain = rbk_plain_word_dup (word->str);

          if (*plain != '\0')
            g_strv_builder_take (words, g_steal_pointer (&plain));
          g_string_truncate (word, 0);
        }
    }
  return g_strv_builder_end (words);
}
