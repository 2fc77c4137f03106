/* rbk-projection-review.c: voicemails that can be reviewed, what was made of them, and who is next.
 *
 * An entry is only put with what belongs to the same item, and then the item is derived anew from all of that
 * (rbk-review-standing.h): so it is the same in whatever order the entries of several PCs come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-projection.h"
#include "ledger/rbk-review-standing.h"
#include "model/rbk-json.h"

#define US_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* Who could not be told who it was: by hand, and as it was measured. */
#define UNRECOGNISABLE_GATE "G4"
#define UNRECOGNISABLE_RULE "V-1"

/* ---- What an item is made of ---- */

static gboolean
load_sources (RbkProjector *projector, const char *item, RbkReviewStanding *standing, GError **error)
{
  /* What was spoken to practise is nobody's business (V-20). */
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "SELECT " RBK_PROJECTION_ENTRY_COLUMNS ", m.state FROM review_source s "
    "CROSS JOIN entry e ON e.seq = s.seq LEFT JOIN message m ON m.seq = s.seq "
    "LEFT JOIN take t ON t.id = s.take WHERE s.item = ? AND coalesce (t.practice, 0) = 0");
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, item);
  while (rbk_statement_next (statement, &failure))
    {
      g_autoptr (RbkEntry) entry = rbk_projection_read_entry (statement, 0);

      rbk_review_standing_add_source (
        standing, entry, (RbkMessageState) rbk_statement_get_int (statement, 8));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
load_reviews (RbkProjector *projector, const char *item, RbkReviewStanding *standing, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "SELECT seq, id, reviewer, time_us, source, decision, total, blind FROM review WHERE item = ?");
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, item);
  while (rbk_statement_next (statement, &failure))
    rbk_review_standing_add_review (standing,
                                    rbk_statement_get_int (statement, 0),
                                    rbk_statement_get_text (statement, 1),
                                    rbk_statement_get_text (statement, 2),
                                    rbk_statement_get_int (statement, 3),
                                    rbk_statement_get_text (statement, 4),
                                    (RbkReviewDecision) rbk_statement_get_int (statement, 5),
                                    (int) rbk_statement_get_int (statement, 6),
                                    rbk_statement_get_int (statement, 7) != 0);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
store_sounds (RbkProjector *projector, RbkReviewStanding *standing, GError **error)
{
  for (guint i = 0; i < rbk_review_standing_get_n_reviews (standing); i++)
    {
      RbkStatement *statement = rbk_database_prepare (
        projector->database, "UPDATE review SET sound = ?2 WHERE seq = ?1 AND sound <> ?2");
      const char *sound;
      gint64 seq = rbk_review_standing_get_review (standing, i, &sound);

      rbk_statement_bind_int (statement, 1, seq);
      rbk_statement_bind_text (statement, 2, sound);
      if (!rbk_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* (out) (transfer full) (nullable): the one text that @sql gives for @first and @second */
static gboolean
look_up (RbkProjector *projector,
         const char *sql,
         const char *first,
         const char *second,
         char **text,
         GError **error)
{
  RbkStatement *statement = rbk_database_prepare (projector->database, sql);
  g_autoptr (GError) failure = NULL;

  *text = NULL;
  rbk_statement_bind_text (statement, 1, first);
  if (second != NULL)
    rbk_statement_bind_text (statement, 2, second);
  while (rbk_statement_next (statement, &failure))
    g_set_str (text, rbk_statement_get_text (statement, 0));
  if (failure == NULL)
    return TRUE;
  g_clear_pointer (text, g_free);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* ---- What it counts for ---- */

/* What is stored of an item. */
typedef struct
{
  gboolean is_there;
  char *author; /* (owned) (nullable) */
  gint64 time_us;
  gint64 outcome;
  gint64 state;
  gint64 judged; /* reviews of all its sounds */
} Row;

static void
row_clear (Row *row)
{
  g_free (row->author);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
load_row (RbkProjector *projector, const char *item, Row *row, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database, "SELECT author, time_us, outcome, state, judged FROM review_item WHERE id = ?");
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, item);
  while (rbk_statement_next (statement, &failure))
    {
      row->is_there = TRUE;
      g_set_str (&row->author, rbk_statement_get_text (statement, 0));
      row->time_us = rbk_statement_get_int (statement, 1);
      row->outcome = rbk_statement_get_int (statement, 2);
      row->state = rbk_statement_get_int (statement, 3);
      row->judged = rbk_statement_get_int (statement, 4);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
count_row (RbkProjector *projector, const Row *row, gint64 by, GError **error)
{
  RbkStatement *statement;

  if (!row->is_there)
    return TRUE;
  statement =
    rbk_database_prepare (projector->database,
                          "INSERT INTO review_count (author, outcome, state, n) VALUES (?1, ?2, ?3, ?4) "
                          "ON CONFLICT (author, outcome, state) DO UPDATE SET n = n + ?4");
  rbk_statement_bind_text (statement, 1, row->author);
  rbk_statement_bind_int (statement, 2, row->outcome);
  rbk_statement_bind_int (statement, 3, row->state);
  rbk_statement_bind_int (statement, 4, by);
  if (!rbk_statement_run (statement, error))
    return FALSE;
  statement = rbk_database_prepare (
    projector->database, "DELETE FROM review_count WHERE author = ? AND outcome = ? AND state = ? AND n = 0");
  rbk_statement_bind_text (statement, 1, row->author);
  rbk_statement_bind_int (statement, 2, row->outcome);
  rbk_statement_bind_int (statement, 3, row->state);
  return rbk_statement_run (statement, error);
}

/* Whoever was reviewed makes way for others, with all that waits of theirs. */
static gboolean
count_person (RbkProjector *projector, const char *person, gint64 by, GError **error)
{
  static const char *const steps[] = {
    "DELETE FROM review_person WHERE person = ? AND reviews = 0",
    "UPDATE review_item SET rank = coalesce ((SELECT reviews FROM review_person WHERE person = author), 0) "
    "WHERE author = ? AND state < 2",
  };
  RbkStatement *statement;

  if (by == 0)
    return TRUE;
  statement = rbk_database_prepare (projector->database,
                                    "INSERT INTO review_person (person, reviews) VALUES (?1, ?2) "
                                    "ON CONFLICT (person) DO UPDATE SET reviews = reviews + ?2");
  rbk_statement_bind_text (statement, 1, person);
  rbk_statement_bind_int (statement, 2, by);
  if (!rbk_statement_run (statement, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      statement = rbk_database_prepare (projector->database, steps[i]);
      rbk_statement_bind_text (statement, 1, person);
      if (!rbk_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count (RbkProjector *projector, const Row *before, const Row *after, GError **error)
{
  if (g_strcmp0 (before->author, after->author) == 0)
    {
      if (before->outcome != after->outcome || before->state != after->state)
        return count_row (projector, before, -1, error) && count_row (projector, after, 1, error) &&
               count_person (projector, after->author, after->judged - before->judged, error);
      return count_person (projector, after->author, after->judged - before->judged, error);
    }
  return count_row (projector, before, -1, error) && count_row (projector, after, 1, error) &&
         (!before->is_there || count_person (projector, before->author, -before->judged, error)) &&
         (!after->is_there || count_person (projector, after->author, after->judged, error));
}

/* ---- The item ---- */

static gboolean
remove_item (RbkProjector *projector, const char *item, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database, "DELETE FROM review_item WHERE id = ?");

  rbk_statement_bind_text (statement, 1, item);
  return rbk_statement_run (statement, error);
}

static gboolean
store_item (
  RbkProjector *projector, const RbkReviewFacts *facts, const char *sound, gint64 judged, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "INSERT INTO review_item (id, customer, author, take, sound, source, message, replaces, replaced, note, "
    "time_us, duration_us, outcome, state, n_reviews, judged, total, blind, judged_by, decision, decided_by, "
    "decided_us, calibration, day, lot, rank) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
    "?13, "
    "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, "
    "iif (?14 < 2, coalesce ((SELECT reviews FROM review_person WHERE person = ?3), 0), 0)) "
    "ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, author = excluded.author, take = "
    "excluded.take, sound = excluded.sound, source = excluded.source, message = excluded.message, replaces = "
    "excluded.replaces, replaced = excluded.replaced, note = excluded.note, time_us = excluded.time_us, "
    "duration_us = excluded.duration_us, outcome = excluded.outcome, state = excluded.state, n_reviews = "
    "excluded.n_reviews, judged = excluded.judged, total = excluded.total, blind = excluded.blind, judged_by "
    "= "
    "excluded.judged_by, decision = excluded.decision, decided_by = excluded.decided_by, decided_us = "
    "excluded.decided_us, day = excluded.day, rank = excluded.rank");

  rbk_statement_bind_text (statement, 1, facts->id);
  rbk_statement_bind_text (statement, 2, facts->customer);
  rbk_statement_bind_text (statement, 3, facts->author);
  rbk_statement_bind_text (statement, 4, facts->take);
  rbk_statement_bind_text (statement, 5, sound);
  rbk_statement_bind_text (statement, 6, facts->source);
  rbk_statement_bind_text (statement, 7, facts->message);
  rbk_statement_bind_text (statement, 8, facts->replaces);
  rbk_statement_bind_text (statement, 9, facts->replaced);
  rbk_statement_bind_text (statement, 10, facts->note);
  rbk_statement_bind_int (statement, 11, facts->time_us);
  rbk_statement_bind_int (statement, 12, facts->duration_us);
  rbk_statement_bind_int (statement, 13, facts->outcome);
  rbk_statement_bind_int (statement, 14, facts->state);
  rbk_statement_bind_int (statement, 15, facts->n_reviews);
  rbk_statement_bind_int (statement, 16, judged);
  rbk_statement_bind_int (statement, 17, facts->total);
  rbk_statement_bind_int (statement, 18, facts->is_blind);
  rbk_statement_bind_text (statement, 19, facts->judged_by);
  rbk_statement_bind_int (statement, 20, facts->decision);
  rbk_statement_bind_text (statement, 21, facts->decided_by);
  rbk_statement_bind_int (statement, 22, facts->decided_us);
  rbk_statement_bind_int (statement, 23, rbk_review_draw_lot (facts->id, RBK_REVIEW_LOT_CALIBRATION) % 100);
  rbk_statement_bind_int (statement, 24, facts->time_us / US_PER_DAY);
  rbk_statement_bind_int (statement, 25, rbk_review_draw_lot (facts->id, RBK_REVIEW_LOT_QUEUE));
  return rbk_statement_run (statement, error);
}

static gboolean derive (RbkProjector *projector, const char *item, gboolean follow, GError **error);

/* What it is spoken for once more is replaced as soon as it can be heard itself. */
static gboolean
follow_link (RbkProjector *projector, const char *item, const char *replaces, GError **error)
{
  return replaces == NULL || g_str_equal (replaces, item) || derive (projector, replaces, FALSE, error);
}

static gboolean
derive (RbkProjector *projector, const char *item, gboolean follow, GError **error)
{
  g_autoptr (RbkReviewStanding) standing = rbk_review_standing_new (item);
  g_autofree char *replaces = NULL;
  g_autofree char *replaced = NULL;
  g_auto (Row) before = { 0 };
  g_auto (Row) after = { 0 };
  RbkReviewFacts facts;

  if (!load_sources (projector, item, standing, error) || !load_reviews (projector, item, standing, error) ||
      !load_row (projector, item, &before, error) ||
      !look_up (projector, "SELECT replaces FROM review_link WHERE draft = ?", item, NULL, &replaces, error))
    return FALSE;
  after.is_there = rbk_review_standing_sum_up (standing, &facts);
  if (!store_sounds (projector, standing, error))
    return FALSE;
  if (after.is_there)
    {
      /* The first of several stands; a voicemail to somebody else replaces nothing. */
      if (!look_up (
            projector,
            "SELECT i.id FROM review_link l JOIN review_item i ON i.id = l.draft WHERE l.replaces = ?1 "
            "AND l.draft <> ?1 AND i.customer = ?2 ORDER BY i.time_us DESC, i.id DESC",
            item,
            facts.customer != NULL ? facts.customer : "",
            &replaced,
            error))
        return FALSE;
      facts.replaces = replaces;
      facts.replaced = replaced;
      if (replaced != NULL)
        facts.state = RBK_REVIEW_STATE_REPLACED;
      if (facts.state != RBK_REVIEW_STATE_SECOND)
        facts.judged_by = NULL;
      after.author = g_strdup (facts.author);
      after.time_us = facts.time_us;
      after.outcome = facts.outcome;
      after.state = facts.state;
      after.judged = rbk_review_standing_get_n_reviews (standing);
      if (!store_item (projector, &facts, rbk_review_standing_get_sound (standing), after.judged, error))
        return FALSE;
    }
  else if (before.is_there && !remove_item (projector, item, error))
    return FALSE;
  if (!count (projector, &before, &after, error))
    return FALSE;
  if (follow && (before.is_there != after.is_there || before.time_us != after.time_us))
    return follow_link (projector, item, replaces, error);
  return TRUE;
}

/* ---- Entries ---- */

static gboolean
add_source (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database, "INSERT INTO review_source (seq, item, take, sound) VALUES (?, ?, ?, ?)");
  const char *item = rbk_entry_get_string (entry, "draft");
  const char *take = rbk_entry_get_string (entry, "take");
  g_autofree char *sound = NULL;

  if (item == NULL || *item == '\0' || take == NULL || *take == '\0')
    return TRUE;
  sound = rbk_review_dup_sound (take, rbk_json_get_array (rbk_entry_get_payload (entry), "passages"));
  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, item);
  rbk_statement_bind_text (statement, 3, take);
  rbk_statement_bind_text (statement, 4, sound);
  return rbk_statement_run (statement, error) && derive (projector, item, TRUE, error);
}

/* The message came further, or nowhere. */
static gboolean
follow_delivery (RbkProjector *projector, RbkEntry *entry, GError **error)
{
  g_autofree char *item = NULL;

  if (!look_up (projector,
                "SELECT item FROM review_source WHERE seq = (SELECT seq FROM entry WHERE id = ?)",
                rbk_entry_get_string (entry, "message"),
                NULL,
                &item,
                error))
    return FALSE;
  return item == NULL || derive (projector, item, TRUE, error);
}

/* What is known of the take may come after what was made of it. */
static gboolean
follow_take (RbkProjector *projector, RbkEntry *entry, GError **error)
{
  g_autofree char *item = NULL;

  if (!look_up (projector,
                "SELECT item FROM review_source WHERE item = ?1 AND take = ?2 LIMIT 1",
                rbk_entry_get_string (entry, "draft"),
                rbk_entry_get_string (entry, "take"),
                &item,
                error))
    return FALSE;
  return item == NULL || derive (projector, item, TRUE, error);
}

static gboolean
add_link (RbkProjector *projector, RbkEntry *entry, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "INSERT INTO review_link (draft, replaces, time_us, id) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (draft) DO "
    "UPDATE SET replaces = ?2, time_us = ?3, id = ?4 WHERE (?3, ?4) < (time_us, id)");
  const char *draft = rbk_entry_get_string (entry, "draft");
  const char *replaces = rbk_entry_get_string (entry, "replaces");
  g_autofree char *before = NULL;

  if (replaces == NULL || *replaces == '\0' || draft == NULL || g_str_equal (replaces, draft) ||
      g_strcmp0 (rbk_entry_get_string (entry, "event"), "opened") != 0)
    return TRUE;
  if (!look_up (projector, "SELECT replaces FROM review_link WHERE draft = ?", draft, NULL, &before, error))
    return FALSE;
  rbk_statement_bind_text (statement, 1, draft);
  rbk_statement_bind_text (statement, 2, replaces);
  rbk_statement_bind_int (statement, 3, rbk_entry_get_time_us (entry));
  rbk_statement_bind_text (statement, 4, rbk_entry_get_id (entry));
  return rbk_statement_run (statement, error) && derive (projector, draft, FALSE, error) &&
         derive (projector, replaces, FALSE, error) && follow_link (projector, draft, before, error);
}

static gboolean
has_text (JsonObject *payload, const char *member, const char *text)
{
  JsonArray *texts = rbk_json_get_array (payload, member);

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    {
      if (g_strcmp0 (rbk_json_array_get_string (texts, i), text) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_review (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "INSERT INTO review (seq, id, item, reviewer, time_us, source, sound, decision, total, blind, "
    "unrecognisable) VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)");
  g_autoptr (RbkReview) review = rbk_review_new_from_entry (entry);
  JsonObject *payload = rbk_entry_get_payload (entry);

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_id (entry));
  rbk_statement_bind_text (statement, 3, rbk_review_get_item (review));
  rbk_statement_bind_text (statement, 4, rbk_review_get_reviewer (review));
  rbk_statement_bind_int (statement, 5, rbk_review_get_time_us (review));
  rbk_statement_bind_text (statement, 6, rbk_review_get_source (review));
  rbk_statement_bind_int (statement, 7, rbk_review_get_decision (review));
  rbk_statement_bind_int (statement, 8, rbk_review_get_total (review));
  rbk_statement_bind_int (statement, 9, rbk_review_is_blind (review));
  rbk_statement_bind_int (statement,
                          10,
                          has_text (payload, "failed", UNRECOGNISABLE_GATE) ||
                            has_text (payload, "found", UNRECOGNISABLE_RULE));
  return rbk_statement_run (statement, error) &&
         derive (projector, rbk_review_get_item (review), FALSE, error);
}

static gboolean
add_words (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database, "INSERT INTO review_words (seq, item, kind) VALUES (?, ?, ?)");

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_string (entry, "item"));
  rbk_statement_bind_int (statement, 3, rbk_entry_get_kind (entry));
  return rbk_statement_run (statement, error);
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  switch ((int) rbk_entry_get_kind (entry))
    {
    case RBK_ENTRY_KIND_TEXT:
    case RBK_ENTRY_KIND_EMAIL:
      return !rbk_entry_is_out (entry) || add_source (projector, entry, seq, error);
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      return add_source (projector, entry, seq, error);
    case RBK_ENTRY_KIND_DELIVERY:
      return follow_delivery (projector, entry, error);
    case RBK_ENTRY_KIND_VOICEMAIL_TAKE:
      return follow_take (projector, entry, error);
    case RBK_ENTRY_KIND_VOICEMAIL_DRAFT:
      return add_link (projector, entry, error);
    case RBK_ENTRY_KIND_REVIEW:
      return add_review (projector, entry, seq, error);
    case RBK_ENTRY_KIND_REVIEW_COMMENT:
    case RBK_ENTRY_KIND_REVIEW_REPLY:
      return add_words (projector, entry, seq, error);
    default:
      return TRUE;
    }
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (projector->database,
                               "DELETE FROM review_source; DELETE FROM review; DELETE FROM review_words; "
                               "DELETE FROM review_link; DELETE FROM review_item; DELETE FROM review_count; "
                               "DELETE FROM review_person",
                               error);
}

const RbkProjection rbk_projection_review = { apply, clear };
