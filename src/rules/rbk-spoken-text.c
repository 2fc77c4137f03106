/* rbk-spoken-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-spoken-text.h"

#include "model/rbk-plain-word.h"
#include "rules/rbk-likeness.h"

#include <string.h>

/* As many words more may a recogniser make of a name, and as many letters. */
#define MORE_WORDS   3
#define MORE_LETTERS 4

static void
clear_token (gpointer data)
{
  g_free (((RbkSpokenToken *) data)->plain);
}

static gboolean
ends_sentence (const char *word)
{
  gsize length = strlen (word);

  return length > 0 && strchr (".!?", word[length - 1]) != NULL;
}

static gboolean
has_capital (const char *word)
{
  while (*word != '\0' && !g_unichar_isalnum (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);
  return *word != '\0' && g_unichar_isupper (g_utf8_get_char (word));
}

/**
 * rbk_spoken_text_new:
 *
 * Returns: (transfer full): the words of @transcript
 */
RbkSpokenText *
rbk_spoken_text_new (RbkTranscript *transcript)
{
  RbkSpokenText *self = g_new0 (RbkSpokenText, 1);
  gboolean begins = TRUE;

  self->transcript = g_object_ref (transcript);
  self->tokens = g_array_new (FALSE, TRUE, sizeof (RbkSpokenToken));
  g_array_set_clear_func (self->tokens, clear_token);
  for (guint i = 0; i < rbk_transcript_get_n_words (transcript); i++)
    {
      const char *text = rbk_transcript_get_word (transcript, i)->text;
      g_auto (GStrv) parts = rbk_plain_words_split (text);

      for (guint j = 0; parts[j] != NULL; j++)
        {
          RbkSpokenToken token = { .plain = g_strdup (parts[j]),
                                   .word = i,
                                   .capital = !begins && has_capital (text) };

          g_array_append_val (self->tokens, token);
        }
      begins = ends_sentence (text);
    }
  return self;
}

/**
 * rbk_spoken_text_free:
 * @self: (nullable): a text
 */
void
rbk_spoken_text_free (RbkSpokenText *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->transcript);
  g_array_unref (self->tokens);
  g_free (self);
}

/**
 * rbk_spoken_text_get_length:
 *
 * Returns: how many tokens there are
 */
guint
rbk_spoken_text_get_length (const RbkSpokenText *self)
{
  return self->tokens->len;
}

/**
 * rbk_spoken_text_get:
 *
 * Returns: (transfer none): the token at @index
 */
const RbkSpokenToken *
rbk_spoken_text_get (const RbkSpokenText *self, guint index)
{
  return &g_array_index (self->tokens, RbkSpokenToken, index);
}

/**
 * rbk_spoken_text_get_word:
 *
 * Returns: (transfer none): the transcript's word that the token at @index is of
 */
const RbkTranscriptWord *
rbk_spoken_text_get_word (const RbkSpokenText *self, guint index)
{
  return rbk_transcript_get_word (self->transcript, rbk_spoken_text_get (self, index)->word);
}

/**
 * rbk_spoken_text_has_at:
 * @words: (array zero-terminated=1): words in compared form
 *
 * Returns: whether exactly those words stand from the token at @index on; never for no words
 */
gboolean
rbk_spoken_text_has_at (const RbkSpokenText *self, guint index, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (index + i >= self->tokens->len ||
          strcmp (rbk_spoken_text_get (self, index + i)->plain, words[i]) != 0)
        return FALSE;
    }
  return words[0] != NULL;
}

/**
 * rbk_spoken_text_find:
 * @from: the first token to look at
 * @words: (array zero-terminated=1): words in compared form
 *
 * Returns: where those words stand for the first time
 */
RbkTokenRange
rbk_spoken_text_find (const RbkSpokenText *self, guint from, const char *const *words)
{
  for (guint i = from; i < self->tokens->len; i++)
    {
      if (rbk_spoken_text_has_at (self, i, words))
        return (RbkTokenRange) { i, g_strv_length ((char **) words) };
    }
  return (RbkTokenRange) { 0, 0 };
}

/**
 * rbk_spoken_text_find_name:
 * @from: the first token to look at
 * @to: the token after the last one
 * @words: (array zero-terminated=1): a name's words in compared form
 * @likeness: (out): how like it is what was found, 0…1; 1 if it is the same but for white space
 *
 * Looks for what is most like the name, in a few words more or one less than it has: a recogniser may
 * well write “Harbour point motors”, “kowal chick” or “G M C”.
 *
 * Returns: the first range that is most like it, however little that may be
 */
RbkTokenRange
rbk_spoken_text_find_name (
  const RbkSpokenText *self, guint from, guint to, const char *const *words, double *likeness)
{
  g_autofree char *wanted = g_strjoinv ("", (char **) words);
  guint n_words = g_strv_length ((char **) words);
  RbkTokenRange best = { 0, 0 };

  *likeness = 0;
  to = MIN (to, self->tokens->len);
  for (guint first = from; n_words > 0 && first < to; first++)
    {
      g_autoptr (GString) joined = g_string_new (NULL);

      for (guint n = 1; n <= n_words + MORE_WORDS && first + n <= to; n++)
        {
          double here;

          g_string_append (joined, rbk_spoken_text_get (self, first + n - 1)->plain);
          if (n + 1 < n_words)
            continue;
          if (joined->len > strlen (wanted) + MORE_LETTERS)
            break;
          here = strcmp (joined->str, wanted) == 0 ? 1 : rbk_likeness_of_names (joined->str, wanted);
          if (here > *likeness)
            {
              *likeness = here;
              best = (RbkTokenRange) { first, n };
            }
        }
    }
  return best;
}

/**
 * rbk_spoken_text_dup_range:
 *
 * Returns: (transfer full): those words as the transcript writes them, without punctuation around them
 */
char *
rbk_spoken_text_dup_range (const RbkSpokenText *self, RbkTokenRange range)
{
  guint first = range.n > 0 ? rbk_spoken_text_get (self, range.first)->word : 0;
  guint last = range.n > 0 ? rbk_spoken_text_get (self, range.first + range.n - 1)->word : 0;
  char *text = rbk_transcript_dup_range (self->transcript, first, range.n > 0 ? last - first + 1 : 0);
  gsize length = strlen (text);

  while (length > 0 && strchr (".,;:!?\"", text[length - 1]) != NULL)
    text[--length] = '\0';
  return text;
}

/**
 * rbk_spoken_text_find_word:
 * @word: a word of the transcript
 *
 * Returns: the first token of that word or of one after it; the number of tokens if there is none
 */
guint
rbk_spoken_text_find_word (const RbkSpokenText *self, guint word)
{
  guint i = 0;

  while (i < self->tokens->len && rbk_spoken_text_get (self, i)->word < word)
    i++;
  return i;
}
