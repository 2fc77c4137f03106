/* rbk-ledger-reader-report.c: what reviews add up to, for the report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-reader-private.h"
#include "ledger/rbk-ledger-reader-review.h"
#include "model/rbk-rubric.h"

#include <math.h>

static void
clear_sum (gpointer data)
{
  RbkReviewSum *sum = data;

  g_free (sum->person);
  g_clear_pointer (&sum->criteria, g_hash_table_unref);
}

static void
clear_reviewer_sum (gpointer data)
{
  RbkReviewerSum *sum = data;

  g_free (sum->person);
}

static RbkReviewSum *
find_sum (GArray *sums, const char *person)
{
  for (guint i = 0; i < sums->len; i++)
    {
      RbkReviewSum *sum = &g_array_index (sums, RbkReviewSum, i);

      if (g_str_equal (sum->person, person))
        return sum;
    }
  return NULL;
}

static RbkReviewerSum *
find_reviewer (GArray *sums, const char *person)
{
  for (guint i = 0; i < sums->len; i++)
    {
      RbkReviewerSum *sum = &g_array_index (sums, RbkReviewerSum, i);

      if (g_str_equal (sum->person, person))
        return sum;
    }
  return NULL;
}

typedef void (*AddRow) (GArray *sums, RbkStatement *statement);

/* One row a person. */
static gboolean
add_rows (RbkLedgerReader *self,
          const char *sql,
          gint64 from_us,
          gint64 until_us,
          gint64 third,
          GArray *sums,
          AddRow add,
          GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self, sql);
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_int (statement, 1, from_us);
  rbk_statement_bind_int (statement, 2, until_us);
  rbk_statement_bind_int (statement, 3, third);
  while (rbk_statement_next (statement, &failure))
    add (sums, statement);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
add_recorded (GArray *sums, RbkStatement *statement)
{
  RbkReviewSum sum = {
    .person = g_strdup (rbk_statement_get_text (statement, 0)),
    .recorded = (guint) rbk_statement_get_int (statement, 1),
    .reviewed = (guint) rbk_statement_get_int (statement, 2),
    .total = NAN,
    .criteria = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };

  g_array_append_val (sums, sum);
}

static void
add_totals (GArray *sums, RbkStatement *statement)
{
  RbkReviewSum *sum = find_sum (sums, rbk_statement_get_text (statement, 0));

  if (sum == NULL)
    return;
  sum->n_reviews = (guint) rbk_statement_get_int (statement, 1);
  if (sum->n_reviews > 0)
    sum->total = (double) rbk_statement_get_int (statement, 2) / sum->n_reviews;
  sum->unrecognisable = (guint) rbk_statement_get_int (statement, 3);
}

static void
add_criterion (GArray *sums, RbkStatement *statement)
{
  RbkReviewSum *sum = find_sum (sums, rbk_statement_get_text (statement, 0));
  double mean = (double) rbk_statement_get_int (statement, 2) / (double) rbk_statement_get_int (statement, 3);

  if (sum != NULL)
    g_hash_table_replace (
      sum->criteria, g_strdup (rbk_statement_get_text (statement, 1)), g_memdup2 (&mean, sizeof mean));
}

/**
 * rbk_ledger_reader_sum_reviews:
 * @from_us: the beginning of some time, such as a week, microseconds since 1970 UTC
 * @until_us: its end; not in it any more
 *
 * By when voicemails were submitted, sent or left, whenever they were judged: a week's numbers then say how
 * people spoke in it.
 *
 * Returns: (transfer full) (element-type RbkReviewSum): one for each person who did, by id, or NULL with an
 *   #RbkLedgerError
 */
GArray *
rbk_ledger_reader_sum_reviews (RbkLedgerReader *self, gint64 from_us, gint64 until_us, GError **error)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, TRUE, sizeof (RbkReviewSum));

  g_array_set_clear_func (sums, clear_sum);
  if (!add_rows (self,
                 "SELECT author, count (*), sum (judged > 0) FROM review_item INDEXED BY review_item_time "
                 "WHERE time_us >= ?1 AND time_us < ?2 AND ?3 = ?3 GROUP BY author ORDER BY author",
                 from_us,
                 until_us,
                 0,
                 sums,
                 add_recorded,
                 error) ||
      !add_rows (self,
                 "SELECT i.author, count (*), sum (r.total), "
                 "count (DISTINCT iif (r.unrecognisable, r.item, NULL)) "
                 "FROM review_item i INDEXED BY review_item_time CROSS JOIN review r ON r.item = i.id "
                 "WHERE i.time_us >= ?1 AND i.time_us < ?2 AND ?3 = ?3 GROUP BY i.author",
                 from_us,
                 until_us,
                 0,
                 sums,
                 add_totals,
                 error) ||
      !add_rows (
        self,
        "SELECT i.author, c.key, sum (c.value), count (*) "
        "FROM review_item i INDEXED BY review_item_time CROSS JOIN review r ON r.item = i.id "
        "CROSS JOIN entry e ON e.seq = r.seq CROSS JOIN json_each (e.payload, '$.scores') c "
        "WHERE i.time_us >= ?1 AND i.time_us < ?2 AND c.type = 'integer' AND c.value BETWEEN 0 AND ?3 "
        "GROUP BY i.author, c.key",
        from_us,
        until_us,
        RBK_RUBRIC_BEST,
        sums,
        add_criterion,
        error))
    return NULL;
  return g_steal_pointer (&sums);
}

static void
add_reviewed (GArray *sums, RbkStatement *statement)
{
  RbkReviewerSum sum = { .person = g_strdup (rbk_statement_get_text (statement, 0)),
                         .reviewed = (guint) rbk_statement_get_int (statement, 1) };

  g_array_append_val (sums, sum);
}

static void
add_calibrations (GArray *sums, RbkStatement *statement)
{
  RbkReviewerSum *sum = find_reviewer (sums, rbk_statement_get_text (statement, 0));

  if (sum == NULL)
    return;
  sum->calibrations = (guint) rbk_statement_get_int (statement, 1);
  sum->apart = (guint) rbk_statement_get_int (statement, 2);
}

/**
 * rbk_ledger_reader_sum_reviewers:
 * @from_us: the beginning of some time, microseconds since 1970 UTC
 * @until_us: its end; not in it any more
 *
 * By when they judged.
 *
 * Returns: (transfer full) (element-type RbkReviewerSum): one for each person who did, by id, or NULL with an
 *   #RbkLedgerError
 */
GArray *
rbk_ledger_reader_sum_reviewers (RbkLedgerReader *self, gint64 from_us, gint64 until_us, GError **error)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, TRUE, sizeof (RbkReviewerSum));

  g_array_set_clear_func (sums, clear_reviewer_sum);
  if (!add_rows (self,
                 "SELECT reviewer, count (DISTINCT item) FROM review WHERE time_us >= ?1 AND time_us < ?2 "
                 "AND ?3 = ?3 GROUP BY reviewer ORDER BY reviewer",
                 from_us,
                 until_us,
                 0,
                 sums,
                 add_reviewed,
                 error) ||
      !add_rows (self,
                 "SELECT r.reviewer, count (DISTINCT r.item), "
                 "count (DISTINCT iif (abs (r.total - o.total) > ?3, r.item, NULL)) "
                 "FROM review r INDEXED BY review_time CROSS JOIN review o ON o.item = r.item "
                 "WHERE r.time_us >= ?1 AND r.time_us < ?2 AND r.blind = 1 AND o.blind = 1 "
                 "AND o.sound = r.sound AND o.reviewer <> r.reviewer GROUP BY r.reviewer",
                 from_us,
                 until_us,
                 RBK_REVIEW_POINTS_APART,
                 sums,
                 add_calibrations,
                 error))
    return NULL;
  return g_steal_pointer (&sums);
}
