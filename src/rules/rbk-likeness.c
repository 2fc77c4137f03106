/* rbk-likeness.c
 *
 * Names are compared letter by letter (Jaro and Winkler), texts word by word (Dice).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-likeness.h"

#include "model/rbk-plain-word.h"

#include <string.h>

/* Winkler's: a common beginning of up to four letters counts, each a tenth of what is missing. */
#define PREFIX_LETTERS 4
#define PREFIX_WEIGHT  0.1
/* Longer than any name; what is longer is compared no further. */
#define MAX_LETTERS 64
/* A sentence of fewer words says too little to be the same fact: “Thank you.” */
#define MIN_FACT_WORDS 3

static gsize
to_letters (const char *text, gunichar *letters)
{
  gsize n = 0;

  for (const char *p = text; *p != '\0' && n < MAX_LETTERS; p = g_utf8_next_char (p))
    letters[n++] = g_utf8_get_char (p);
  return n;
}

/**
 * rbk_likeness_of_names:
 * @a: a name in the compared form of rbk_plain_word_dup()
 * @b: another one
 *
 * The similarity of Jaro with Winkler's weight for a common beginning (W. E. Winkler, “String
 * Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage”,
 * 1990), made to match misspelt names in census records.
 *
 * Returns: 0 (nothing in common) to 1 (the same); 0 if one of them is empty
 */
double
rbk_likeness_of_names (const char *a, const char *b)
{
  gunichar first[MAX_LETTERS];
  gunichar second[MAX_LETTERS];
  gboolean taken_a[MAX_LETTERS] = { FALSE };
  gboolean taken_b[MAX_LETTERS] = { FALSE };
  gsize n_a = to_letters (a, first);
  gsize n_b = to_letters (b, second);
  gsize longest = MAX (n_a, n_b);
  gsize window = longest / 2 > 0 ? longest / 2 - 1 : 0;
  gsize matches = 0;
  gsize transposed = 0;
  gsize prefix = 0;
  double m;
  double jaro;

  for (gsize i = 0; i < n_a; i++)
    {
      gsize from = i > window ? i - window : 0;
      gsize to = MIN (i + window + 1, n_b);

      for (gsize j = from; j < to; j++)
        {
          if (taken_b[j] || first[i] != second[j])
            continue;
          taken_a[i] = taken_b[j] = TRUE;
          matches++;
          break;
        }
    }
  if (matches == 0)
    return 0;
  for (gsize i = 0, j = 0; i < n_a; i++)
    {
      if (!taken_a[i])
        continue;
      while (!taken_b[j])
        j++;
      transposed += first[i] != second[j++];
    }
  m = (double) matches;
  jaro = (m / (double) n_a + m / (double) n_b + (m - (double) (transposed / 2)) / m) / 3;
  while (prefix < PREFIX_LETTERS && prefix < n_a && prefix < n_b && first[prefix] == second[prefix])
    prefix++;
  return jaro + (double) prefix * PREFIX_WEIGHT * (1 - jaro);
}

static double
dice (char **a, char **b)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_a = g_strv_length (a);
  guint n_b = g_strv_length (b);
  guint common = 0;

  if (n_a == 0 || n_b == 0)
    return 0;
  for (guint i = 0; i < n_a; i++)
    g_hash_table_insert (
      counts, a[i], GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, a[i])) + 1));
  for (guint i = 0; i < n_b; i++)
    {
      guint left = GPOINTER_TO_UINT (g_hash_table_lookup (counts, b[i]));

      if (left == 0)
        continue;
      common++;
      g_hash_table_insert (counts, b[i], GUINT_TO_POINTER (left - 1));
    }
  return 2.0 * common / (n_a + n_b);
}

/**
 * rbk_likeness_of_texts:
 * @a: a text
 * @b: another one
 *
 * The coefficient of Dice and Sørensen over the words of both (L. R. Dice, “Measures of the Amount of
 * Ecologic Association Between Species”, 1945): twice the number of words they share, by the number
 * of words they have. Case, accents, punctuation and order make no difference.
 *
 * Returns: 0 (no word in common) to 1 (the same words); 0 if one of them is empty
 */
double
rbk_likeness_of_texts (const char *a, const char *b)
{
  g_auto (GStrv) first = rbk_plain_words_split (a);
  g_auto (GStrv) second = rbk_plain_words_split (b);

  return dice (first, second);
}

/**
 * rbk_likeness_of_fact:
 * @fact: what is to be said
 * @message: a message that the customer has
 *
 * Compares @fact with the whole message and with each sentence of it, by rbk_likeness_of_texts().
 * A sentence of fewer than three words is no fact.
 *
 * Returns: the highest likeness, 0…1
 */
double
rbk_likeness_of_fact (const char *fact, const char *message)
{
  g_auto (GStrv) words = rbk_plain_words_split (fact);
  g_auto (GStrv) sentences =
    g_regex_split_simple ("[.!?;](?:\\s+|$)|\\n+", message, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
  double highest = rbk_likeness_of_texts (fact, message);

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      g_auto (GStrv) there = rbk_plain_words_split (sentences[i]);
      double likeness = g_strv_length (there) >= MIN_FACT_WORDS ? dice (words, there) : 0;

      highest = MAX (highest, likeness);
    }
  return highest;
}

/**
 * rbk_likeness_find_used_fact:
 * @fact: (nullable): what is to be said
 * @messages: (nullable) (array zero-terminated=1): the last messages to this customer, newest first
 *
 * Returns: the index of the first message that says @fact already (V-4: a likeness of
 *   %RBK_LIKENESS_SAME_FACT or more), or -1
 */
int
rbk_likeness_find_used_fact (const char *fact, const char *const *messages)
{
  for (int i = 0; fact != NULL && messages != NULL && messages[i] != NULL; i++)
    {
      if (rbk_likeness_of_fact (fact, messages[i]) >= RBK_LIKENESS_SAME_FACT)
        return i;
    }
  return -1;
}
