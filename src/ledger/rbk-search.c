/* rbk-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-search.h"

#include "ledger/rbk-projection.h"

#include <string.h>

/* The newest words, which are not yet in the index. */
typedef struct
{
  guint32 number;
  char *words; /* (owned): each with a space before it */
} Pending;

static void
pending_clear (gpointer data)
{
  g_free (((Pending *) data)->words);
}

/* CROSS JOIN: SQLite might begin with the customers, who are many, rather than with the few entries. */
static GArray *
read_pending (RbkDatabase *database, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (database,
                                                  "SELECT " RBK_PROJECTION_ENTRY_COLUMNS ", c.number "
                                                  "FROM search_end s CROSS JOIN entry e ON e.seq > s.seq "
                                                  "AND " RBK_PROJECTION_MAY_HAVE_WORDS " "
                                                  "CROSS JOIN customer c ON c.id = e.customer");
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Pending));
  g_autoptr (GError) failure = NULL;

  g_array_set_clear_func (all, pending_clear);
  while (rbk_statement_next (statement, &failure))
    {
      g_autoptr (RbkEntry) entry = rbk_projection_read_entry (statement, 0);
      g_autofree char *words = rbk_projection_search_make_words (entry);
      Pending pending = { (guint32) rbk_statement_get_int (statement, 8), g_strconcat (" ", words, NULL) };

      g_array_append_val (all, pending);
    }
  if (failure == NULL)
    return g_steal_pointer (&all);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* Adds to @numbers, which ascends, those of whom @word is pending. */
static void
add_pending (GArray *numbers, const char *word, GArray *pending)
{
  g_autofree char *spaced = g_strconcat (" ", word, NULL);
  guint before = numbers->len, kept = 0;

  for (guint i = 0; i < pending->len; i++)
    {
      const Pending *some = &g_array_index (pending, Pending, i);

      if (strstr (some->words, spaced) != NULL)
        g_array_append_val (numbers, some->number);
    }
  if (numbers->len == before)
    return;
  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    {
      guint32 number = g_array_index (numbers, guint32, i);

      if (kept == 0 || number != g_array_index (numbers, guint32, kept - 1))
        g_array_index (numbers, guint32, kept++) = number;
    }
  g_array_set_size (numbers, kept);
}

/* Words are letters and digits only (rbk_fold_split_search()), so that nothing in them can be taken
 * for FTS5's own language. */
static gboolean
find_word (RbkDatabase *database, const char *word, GArray *numbers, GError **error)
{
  g_autofree char *match = g_strdup_printf ("\"%s\" *", word);
  RbkStatement *statement =
    rbk_database_prepare (database, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid");
  g_autoptr (GError) failure = NULL;
  guint32 last = 0;

  rbk_statement_bind_text (statement, 1, match);
  while (rbk_statement_next (statement, &failure))
    {
      guint32 number = (guint32) (rbk_statement_get_int (statement, 0) / 2);

      if (number != last)
        g_array_append_val (numbers, number);
      last = number;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Keeps in @numbers what is in @others too; both ascend. */
static void
intersect (GArray *numbers, GArray *others)
{
  guint kept = 0;

  for (guint i = 0, j = 0; i < numbers->len && j < others->len;)
    {
      guint32 number = g_array_index (numbers, guint32, i);
      guint32 other = g_array_index (others, guint32, j);

      if (number == other)
        {
          g_array_index (numbers, guint32, kept++) = number;
          i++;
          j++;
        }
      else if (number < other)
        i++;
      else
        j++;
    }
  g_array_set_size (numbers, kept);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize first = strlen (*(const char *const *) a), second = strlen (*(const char *const *) b);

  return first > second ? -1 : first < second;
}

/**
 * rbk_search_find:
 * @words: (array zero-terminated=1): as rbk_fold_split_search() makes them, at least one
 * @numbers: (out) (transfer full) (element-type guint32): the customers' numbers, ascending
 *
 * Finds the customers of whom every word begins one of the words of their facts or entries. Call in
 * a transaction: it looks in two places, between which words move.
 *
 * Returns: whether it could be searched
 */
gboolean
rbk_search_find (RbkDatabase *database, const char *const *words, GArray **numbers, GError **error)
{
  g_autoptr (GArray) pending = read_pending (database, error);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GArray) found = NULL;

  if (pending == NULL)
    return FALSE;
  /* The longest first: nobody may have it, and then the others need not be looked for. */
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) words[i]);
  g_ptr_array_sort (sorted, compare_lengths);
  for (guint i = 0; i < sorted->len; i++)
    {
      const char *word = g_ptr_array_index (sorted, i);
      g_autoptr (GArray) some = NULL;

      /* What another begins with is found by that one. */
      if (i > 0 && g_str_has_prefix (g_ptr_array_index (sorted, i - 1), word))
        continue;
      some = g_array_new (FALSE, FALSE, sizeof (guint32));
      if (!find_word (database, word, some, error))
        return FALSE;
      add_pending (some, word, pending);
      if (found == NULL)
        found = g_steal_pointer (&some);
      else
        intersect (found, some);
      if (found->len == 0)
        break;
    }
  *numbers = g_steal_pointer (&found);
  return TRUE;
}
