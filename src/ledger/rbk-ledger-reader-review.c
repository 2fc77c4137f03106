/* rbk-ledger-reader-review.c: what waits for a review, what was made of it, and the showroom's library.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-reader-review.h"

#include "ledger/rbk-ledger-reader-private.h"
#include "ledger/rbk-projection.h"
#include "ledger/rbk-review-decision.h"

/* ---- The queue ---- */

static gpointer
read_item (RbkStatement *statement)
{
  return rbk_review_item_read (statement);
}

/* The conditions of an RbkReviewQuery. */
#define WHERE_ASKED_FOR                                                                                      \
  "(?1 IS NULL OR i.author = ?1) AND (?2 < 0 OR i.outcome = ?2) AND (?3 < 0 OR i.state = ?3) "               \
  "AND (?4 = 0 OR i.time_us >= ?4) "                                                                         \
  "AND (?5 IS NULL OR (i.author <> ?5 AND NOT (i.state = 1 AND i.judged_by = ?5))) "                         \
  "AND (?11 = 0 OR " RBK_REVIEW_ITEM_IS_NEWS " = (?11 = 1)) "

static void
bind_query (RbkStatement *statement, const RbkReviewQuery *query)
{
  rbk_statement_bind_text (statement, 1, query->person);
  rbk_statement_bind_int (statement, 2, query->outcome);
  rbk_statement_bind_int (statement, 3, query->state);
  rbk_statement_bind_int (statement, 4, query->since_us);
  rbk_statement_bind_text (statement, 5, query->reviewer);
  rbk_statement_bind_int (statement, 11, query->news);
}

/* Where a page ended, in either order. */
typedef struct
{
  gint64 rank;
  gint64 day;
  gint64 lot;
  gint64 time_us;
  char *id; /* (owned) (nullable) */
} Cursor;

static void
cursor_clear (Cursor *cursor)
{
  g_free (cursor->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cursor, cursor_clear)

/* Before the first of all: no count is negative, and no id empty. */
#define CURSOR_START { .rank = -1, .day = G_MININT64, .lot = -1, .time_us = G_MAXINT64 }

static gboolean
find_cursor (RbkLedgerReader *self, const char *after, Cursor *cursor, GError **error)
{
  /* One that was judged in the meantime stands where it would still wait. */
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT coalesce ((SELECT reviews FROM review_person WHERE person = author), 0), day, lot, time_us, id "
    "FROM review_item WHERE id = ?");
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, after);
  while (rbk_statement_next (statement, &failure))
    {
      cursor->rank = rbk_statement_get_int (statement, 0);
      cursor->day = rbk_statement_get_int (statement, 1);
      cursor->lot = rbk_statement_get_int (statement, 2);
      cursor->time_us = rbk_statement_get_int (statement, 3);
      g_set_str (&cursor->id, rbk_statement_get_text (statement, 4));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static GPtrArray *
list_waiting (
  RbkLedgerReader *self, const RbkReviewQuery *query, const Cursor *cursor, guint limit, GError **error)
{
  /* One person's stand in the same order without their rank, in an index of their own. */
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    query->person == NULL
      ? "SELECT " RBK_REVIEW_ITEM_COLUMNS " FROM review_item i INDEXED BY review_waiting WHERE i.state < 2 "
        "AND (i.rank, i.day, i.lot, i.id) > (?7, ?8, ?9, ?10) AND " WHERE_ASKED_FOR
        "ORDER BY i.rank, i.day, i.lot, i.id LIMIT ?6"
      : "SELECT " RBK_REVIEW_ITEM_COLUMNS
        " FROM review_item i INDEXED BY review_waiting_of WHERE i.state < 2 "
        "AND i.author = ?1 AND ?7 = ?7 AND (i.day, i.lot, i.id) > (?8, ?9, ?10) AND " WHERE_ASKED_FOR
        "ORDER BY i.day, i.lot, i.id LIMIT ?6");

  bind_query (statement, query);
  rbk_statement_bind_int (statement, 6, limit);
  rbk_statement_bind_int (statement, 7, cursor->rank);
  rbk_statement_bind_int (statement, 8, cursor->day);
  rbk_statement_bind_int (statement, 9, cursor->lot);
  rbk_statement_bind_text (statement, 10, cursor->id != NULL ? cursor->id : "");
  return rbk_ledger_reader_read_all (statement, read_item, error);
}

static GPtrArray *
list_done (
  RbkLedgerReader *self, const RbkReviewQuery *query, const Cursor *cursor, guint limit, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " RBK_REVIEW_ITEM_COLUMNS " FROM review_item i INDEXED BY review_done WHERE i.state >= 2 "
    "AND i.state = ?3 AND (i.time_us, i.id) < (?7, ?8) AND " WHERE_ASKED_FOR
    "ORDER BY i.time_us DESC, i.id DESC LIMIT ?6");

  bind_query (statement, query);
  rbk_statement_bind_int (statement, 6, limit);
  rbk_statement_bind_int (statement, 7, cursor->time_us);
  rbk_statement_bind_text (statement, 8, cursor->id != NULL ? cursor->id : "");
  return rbk_ledger_reader_read_all (statement, read_item, error);
}

/**
 * rbk_ledger_reader_list_review_items:
 * @query: what is asked for
 * @after: (nullable): the last item of the page before; NULL for the first page
 * @limit: how many a page has
 *
 * A page costs what it holds, however many wait; a query that few answer to, as many as wait.
 *
 * Returns: (transfer full) (element-type RbkReviewItem): a page. What waits is in the order of Q-1: people
 *   never or least reviewed first, then by day (UTC) the oldest, then as by lot. What does not wait any more
 *   is in the order of its time, the newest first
 */
GPtrArray *
rbk_ledger_reader_list_review_items (
  RbkLedgerReader *self, const RbkReviewQuery *query, const char *after, guint limit, GError **error)
{
  g_auto (Cursor) cursor = CURSOR_START;

  if (after != NULL && !find_cursor (self, after, &cursor, error))
    return NULL;
  return query->state < (int) RBK_REVIEW_STATE_REVIEWED ? list_waiting (self, query, &cursor, limit, error)
                                                        : list_done (self, query, &cursor, limit, error);
}

/**
 * rbk_ledger_reader_count_review_items:
 * @person: (nullable): only theirs
 * @counts: (out) (array fixed-size=6): %RBK_N_REVIEW_STATES of them, by state
 *
 * Costs nothing, however many there are.
 *
 * Returns: whether they could be read
 */
gboolean
rbk_ledger_reader_count_review_items (RbkLedgerReader *self,
                                      const char *person,
                                      guint *counts,
                                      GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self, "SELECT state, sum (n) FROM review_count WHERE ?1 IS NULL OR author = ?1 GROUP BY state");
  g_autoptr (GError) failure = NULL;

  memset (counts, 0, RBK_N_REVIEW_STATES * sizeof *counts);
  rbk_statement_bind_text (statement, 1, person);
  while (rbk_statement_next (statement, &failure))
    {
      gint64 state = rbk_statement_get_int (statement, 0);

      if (state >= 0 && state < RBK_N_REVIEW_STATES)
        counts[state] = (guint) rbk_statement_get_int (statement, 1);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The number of the one row; -1 with an error */
static gint64
read_number (RbkStatement *statement, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 number = 0;

  while (rbk_statement_next (statement, &failure))
    number = rbk_statement_get_int (statement, 0);
  if (failure == NULL)
    return number;
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

/**
 * rbk_ledger_reader_count_waiting_reviews:
 * @reviewer: (nullable): who would judge; NULL for anybody
 *
 * Returns: how many wait that they can judge: not their own, and none that has their review and waits
 *   for another's; -1 with an #RbkLedgerError
 */
gint64
rbk_ledger_reader_count_waiting_reviews (RbkLedgerReader *self, const char *reviewer, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT (SELECT coalesce (sum (n), 0) FROM review_count WHERE state < 2 AND (?1 IS NULL OR author <> "
    "?1)) "
    "- (SELECT count (*) FROM review_item INDEXED BY review_second WHERE state = 1 AND judged_by = ?1 "
    "AND author <> ?1)");

  rbk_statement_bind_text (statement, 1, reviewer);
  return read_number (statement, error);
}

/**
 * rbk_ledger_reader_get_oldest_review_us:
 * @reviewer: (nullable): as in rbk_ledger_reader_count_waiting_reviews()
 *
 * Returns: since when the oldest of these waits, microseconds since 1970 UTC; 0: none does; -1 with an
 *   #RbkLedgerError
 */
gint64
rbk_ledger_reader_get_oldest_review_us (RbkLedgerReader *self, const char *reviewer, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT min (time_us) FROM review_item INDEXED BY review_waiting WHERE state < 2 AND (?1 IS NULL OR "
    "(author <> ?1 AND NOT (state = 1 AND judged_by = ?1)))");

  rbk_statement_bind_text (statement, 1, reviewer);
  return read_number (statement, error);
}

/**
 * rbk_ledger_reader_count_sent_voicemails:
 *
 * Returns: how many voicemails of @person left, as a voice note or on the phone; -1 with an #RbkLedgerError
 */
gint64
rbk_ledger_reader_count_sent_voicemails (RbkLedgerReader *self, const char *person, GError **error)
{
  /* RBK_REVIEW_OUTCOME_SENT and RBK_REVIEW_OUTCOME_LEFT */
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self, "SELECT coalesce (sum (n), 0) FROM review_count WHERE author = ? AND outcome IN (2, 3)");

  rbk_statement_bind_text (statement, 1, person);
  return read_number (statement, error);
}

/**
 * rbk_ledger_reader_list_review_sample:
 * @from_us: the beginning of a week, microseconds since 1970 UTC
 * @until_us: its end; not in it any more
 * @limit: how many of each person are reviewed a week
 *
 * Returns: (transfer full) (element-type RbkReviewItem): of what @person submitted, sent or left then, those
 *   that are drawn by lot, judged or not; nobody can choose them
 */
GPtrArray *
rbk_ledger_reader_list_review_sample (
  RbkLedgerReader *self, const char *person, gint64 from_us, gint64 until_us, guint limit, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " RBK_REVIEW_ITEM_COLUMNS " FROM review_item i INDEXED BY review_item_time WHERE i.time_us >= ?2 "
    "AND i.time_us < ?3 AND i.author = ?1 ORDER BY i.lot, i.id LIMIT ?4");

  rbk_statement_bind_text (statement, 1, person);
  rbk_statement_bind_int (statement, 2, from_us);
  rbk_statement_bind_int (statement, 3, until_us);
  rbk_statement_bind_int (statement, 4, limit);
  return rbk_ledger_reader_read_all (statement, read_item, error);
}

/* ---- One voicemail ---- */

/**
 * rbk_ledger_reader_get_review_item:
 *
 * Returns: (transfer full): the item, or NULL with an #RbkLedgerError: %RBK_LEDGER_ERROR_NOT_FOUND for a
 * draft that was never submitted, sent or left
 */
RbkReviewItem *
rbk_ledger_reader_get_review_item (RbkLedgerReader *self, const char *item, GError **error)
{
  g_assert (self->thread == g_thread_self ());
  return rbk_review_item_load (self->database, item, error);
}

static gpointer
read_entry (RbkStatement *statement)
{
  return rbk_projection_read_entry (statement, 0);
}

static gpointer
read_review (RbkStatement *statement)
{
  g_autoptr (RbkEntry) entry = rbk_projection_read_entry (statement, 0);

  return rbk_review_new_of_now (entry, rbk_statement_get_int (statement, 8) != 0);
}

/**
 * rbk_ledger_reader_list_reviews:
 *
 * Returns: (transfer full) (element-type RbkReview): all that was made of @item and of whatever sounds it had
 *   before, the oldest first
 */
GPtrArray *
rbk_ledger_reader_list_reviews (RbkLedgerReader *self, const char *item, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " RBK_PROJECTION_ENTRY_COLUMNS ", coalesce (r.sound = i.sound, 0) "
    "FROM review r CROSS JOIN entry e ON e.seq = r.seq LEFT JOIN review_item i ON i.id = r.item "
    "WHERE r.item = ? ORDER BY r.time_us, r.id");

  rbk_statement_bind_text (statement, 1, item);
  return rbk_ledger_reader_read_all (statement, read_review, error);
}

static GPtrArray *
list_words (RbkLedgerReader *self, const char *item, RbkEntryKind kind, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " RBK_PROJECTION_ENTRY_COLUMNS " FROM review_words w CROSS JOIN entry e ON e.seq = w.seq "
    "WHERE w.item = ? AND w.kind = ? ORDER BY e.time_us, e.id");

  rbk_statement_bind_text (statement, 1, item);
  rbk_statement_bind_int (statement, 2, kind);
  return rbk_ledger_reader_read_all (statement, read_entry, error);
}

/**
 * rbk_ledger_reader_list_review_comments:
 *
 * Returns: (transfer full) (element-type RbkReviewComment): what was said about moments of @item, by their
 *   position, each as it was corrected last, without those that were taken away
 */
GPtrArray *
rbk_ledger_reader_list_review_comments (RbkLedgerReader *self, const char *item, GError **error)
{
  g_autoptr (GPtrArray) entries = list_words (self, item, RBK_ENTRY_KIND_REVIEW_COMMENT, error);

  return entries != NULL ? rbk_review_comment_fold (entries) : NULL;
}

/**
 * rbk_ledger_reader_list_review_replies:
 *
 * Returns: (transfer full) (element-type RbkEntry): what was answered, the oldest first
 */
GPtrArray *
rbk_ledger_reader_list_review_replies (RbkLedgerReader *self, const char *item, GError **error)
{
  return list_words (self, item, RBK_ENTRY_KIND_REVIEW_REPLY, error);
}

/**
 * rbk_ledger_reader_find_review_decision:
 * @take: that which is about to leave
 * @passages: (nullable): which parts of it, as in the entry that carries it
 * @decision: (out): what was decided first about this very sound; %RBK_REVIEW_DECISION_NONE if nothing was
 *
 * Returns: whether that could be found out
 */
gboolean
rbk_ledger_reader_find_review_decision (RbkLedgerReader *self,
                                        const char *draft,
                                        const char *take,
                                        JsonArray *passages,
                                        RbkReviewDecision *decision,
                                        GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self,
                                                       "SELECT decision FROM review WHERE item = ? AND sound "
                                                       "= ? AND decision <> 0 ORDER BY time_us, id LIMIT 1");
  g_autofree char *sound = rbk_review_dup_sound (take, passages);
  gint64 found;

  rbk_statement_bind_text (statement, 1, draft);
  rbk_statement_bind_text (statement, 2, sound);
  found = read_number (statement, error);
  if (found < 0)
    return FALSE;
  *decision = (RbkReviewDecision) found;
  return TRUE;
}

/* ---- Rubrics and examples ---- */

/**
 * rbk_ledger_reader_get_rubric:
 * @version: its number; 0 for the newest
 *
 * Returns: (transfer full): the rubric, or NULL with an #RbkLedgerError: %RBK_LEDGER_ERROR_NOT_FOUND for the
 * one that comes with Ringback, which is in no ledger
 */
RbkRubric *
rbk_ledger_reader_get_rubric (RbkLedgerReader *self, guint version, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self, "SELECT facts FROM rubric WHERE ?1 = 0 OR version = ?1 ORDER BY version DESC LIMIT 1");
  g_autoptr (JsonObject) facts = NULL;
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_int (statement, 1, version);
  while (rbk_statement_next (statement, &failure))
    {
      g_clear_pointer (&facts, json_object_unref);
      facts = rbk_ledger_reader_read_facts (statement, 0);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return facts != NULL ? rbk_rubric_new_from_facts (facts, error) : rbk_ledger_reader_fail_not_found (error);
}

/**
 * rbk_ledger_reader_list_examples:
 *
 * Returns: (transfer full) (element-type RbkEntry): the voicemail-example entries of the showroom's library,
 *   without what was removed, the newest first
 */
GPtrArray *
rbk_ledger_reader_list_examples (RbkLedgerReader *self, GError **error)
{
  return rbk_ledger_reader_read_all (
    rbk_ledger_reader_prepare (self,
                               "SELECT " RBK_PROJECTION_ENTRY_COLUMNS
                               " FROM example x CROSS JOIN entry e ON e.seq = x.seq "
                               "WHERE x.removed = 0 ORDER BY x.time_us DESC, x.id DESC"),
    read_entry,
    error);
}
