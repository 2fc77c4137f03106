/* rbk-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-fold.h"

#include <string.h>

/* Longer words are cut, when kept and when searched for alike. */
#define LONGEST_WORD 48

/* Every part of a number from its end that is at least this long can be searched for. */
#define SHORTEST_NUMBER_END 4

/* Groups of fewer digits belong to their neighbour: the 1 of "+1 312". */
#define SHORTEST_GROUP 3

/* Latin letters that Unicode does not take apart (UnicodeData has no decomposition for them), as
 * people without them on the keyboard write them. */
static const struct
{
  gunichar letter;
  const char *plain;
} letters[] = {
  { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x0111, "d" },
  { 0x0127, "h" },  { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" },
};

static void
append_folded (GString *folded, gunichar c)
{
  if (c >= 0x80)
    {
      for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
        {
          if (letters[i].letter == c)
            {
              g_string_append (folded, letters[i].plain);
              return;
            }
        }
    }
  g_string_append_unichar (folded, c);
}

/**
 * rbk_fold_text:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full): @text without case and accents, in compatibility forms; the same in
 *   every locale
 */
char *
rbk_fold_text (const char *text)
{
  GString *folded;
  g_autofree char *apart = NULL;
  g_autofree char *plain = NULL;

  if (text == NULL)
    return g_strdup ("");
  folded = g_string_sized_new (strlen (text));
  if (g_str_is_ascii (text))
    {
      for (const char *c = text; *c != '\0'; c++)
        g_string_append_c (folded, g_ascii_tolower (*c));
      return g_string_free_and_steal (folded);
    }
  plain = g_utf8_casefold (text, -1);
  apart = g_utf8_normalize (plain, -1, G_NORMALIZE_ALL);
  for (const char *c = apart; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_ismark (character))
        append_folded (folded, character);
    }
  return g_string_free_and_steal (folded);
}

static gboolean
is_word_character (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c);
}

/* Calls @append for each word of folded text; words are cut at LONGEST_WORD bytes. */
static const char *
next_word (const char *text, const char **end, gsize *length)
{
  const char *start;

  while (*text != '\0' && !is_word_character (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return NULL;
  start = text;
  *length = 0;
  while (*text != '\0' && is_word_character (g_utf8_get_char (text)))
    {
      text = g_utf8_next_char (text);
      if ((gsize) (text - start) <= LONGEST_WORD)
        *length = (gsize) (text - start);
    }
  *end = text;
  return start;
}

static void
append_word (GString *words, const char *word, gsize length)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append_len (words, word, (gssize) length);
}

/**
 * rbk_fold_append_words:
 * @words: folded words with a space between them
 * @text: (nullable): what is added to them
 */
void
rbk_fold_append_words (GString *words, const char *text)
{
  g_autofree char *folded = rbk_fold_text (text);
  const char *rest = folded;
  const char *word;
  gsize length;

  while ((word = next_word (rest, &rest, &length)) != NULL)
    append_word (words, word, length);
}

/**
 * rbk_fold_append_number:
 * @number: (nullable): a telephone number
 *
 * Adds the number and each of its ends, so that it is found by its last four digits, without the
 * country's or the area's code, and however a person groups it.
 */
void
rbk_fold_append_number (GString *words, const char *number)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = number; c != NULL && *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c) && digits->len < LONGEST_WORD)
        g_string_append_c (digits, *c);
    }
  if (digits->len > 0 && digits->len < SHORTEST_NUMBER_END)
    append_word (words, digits->str, digits->len);
  for (gsize i = 0; i + SHORTEST_NUMBER_END <= digits->len; i++)
    append_word (words, digits->str + i, digits->len - i);
}

static gboolean
is_digits (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0';
}

/**
 * rbk_fold_split_search:
 * @search: (nullable): as a person typed it
 *
 * Returns: (transfer full) (array zero-terminated=1): the words to look for, folded, each a
 *   beginning of what it shall find; empty if there are none
 */
char **
rbk_fold_split_search (const char *search)
{
  g_autofree char *valid = search != NULL ? g_utf8_make_valid (search, -1) : NULL;
  g_autofree char *folded = rbk_fold_text (valid);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  GStrvBuilder *builder = g_strv_builder_new ();
  const char *rest = folded;
  const char *word;
  char **words;
  gsize length;

  while ((word = next_word (rest, &rest, &length)) != NULL)
    g_ptr_array_add (found, g_strndup (word, length));
  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (GString) joined = g_string_new (g_ptr_array_index (found, i));

      while (is_digits (joined->str) && i + 1 < found->len && is_digits (g_ptr_array_index (found, i + 1)) &&
             (strlen (g_ptr_array_index (found, i + 1)) < SHORTEST_GROUP || joined->len < SHORTEST_GROUP))
        g_string_append (joined, g_ptr_array_index (found, ++i));
      g_strv_builder_add (builder, joined->str);
    }
  words = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return words;
}

/**
 * rbk_fold_one_line:
 * @text: (nullable): UTF-8
 * @most: how many characters it may have
 *
 * Returns: (nullable) (transfer full): the beginning of @text on one line, white space run
 *   together; NULL if there is nothing to read
 */
char *
rbk_fold_one_line (const char *text, guint most)
{
  GString *line = g_string_new (NULL);
  guint count = 0;
  gboolean space = FALSE;

  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          space = line->len > 0;
          continue;
        }
      if (count + (space ? 2 : 1) > most - 1)
        {
          g_string_append (line, "…");
          break;
        }
      if (space)
        {
          g_string_append_c (line, ' ');
          count++;
        }
      space = FALSE;
      g_string_append_unichar (line, character);
      count++;
    }
  if (line->len > 0)
    return g_string_free_and_steal (line);
  g_string_free (line, TRUE);
  return NULL;
}
