/* rbk-review-decision.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-review-decision.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_review_item_read:
 * @statement: whose row has %RBK_REVIEW_ITEM_COLUMNS
 *
 * Returns: (transfer full): the item of the row
 */
RbkReviewItem *
rbk_review_item_read (RbkStatement *statement)
{
  RbkReviewFacts facts = {
    .id = rbk_statement_get_text (statement, 0),
    .customer = rbk_statement_get_text (statement, 1),
    .author = rbk_statement_get_text (statement, 2),
    .take = rbk_statement_get_text (statement, 3),
    .source = rbk_statement_get_text (statement, 4),
    .message = rbk_statement_get_text (statement, 5),
    .replaces = rbk_statement_get_text (statement, 6),
    .replaced = rbk_statement_get_text (statement, 7),
    .note = rbk_statement_get_text (statement, 8),
    .decided_by = rbk_statement_get_text (statement, 9),
    .judged_by = rbk_statement_get_text (statement, 10),
    .time_us = rbk_statement_get_int (statement, 11),
    .duration_us = rbk_statement_get_int (statement, 12),
    .decided_us = rbk_statement_get_int (statement, 13),
    .outcome = (RbkReviewOutcome) rbk_statement_get_int (statement, 14),
    .state = (RbkReviewState) rbk_statement_get_int (statement, 15),
    .decision = (RbkReviewDecision) rbk_statement_get_int (statement, 16),
    .n_reviews = (guint) rbk_statement_get_int (statement, 17),
    .total = (int) rbk_statement_get_int (statement, 18),
    .is_blind = rbk_statement_get_int (statement, 19) != 0,
    .is_news = rbk_statement_get_int (statement, 20) != 0,
  };

  return rbk_review_item_new (&facts);
}

/**
 * rbk_review_item_load:
 *
 * Returns: (transfer full): the item, or NULL with an #RbkLedgerError
 */
RbkReviewItem *
rbk_review_item_load (RbkDatabase *database, const char *item, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (database, "SELECT " RBK_REVIEW_ITEM_COLUMNS " FROM review_item i WHERE i.id = ?");
  g_autoptr (RbkReviewItem) found = NULL;
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, item);
  while (rbk_statement_next (statement, &failure))
    {
      g_clear_object (&found);
      found = rbk_review_item_read (statement);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (found == NULL)
    g_set_error_literal (
      error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND, _ ("There is no such voicemail to review."));
  else
    return g_steal_pointer (&found);
  return NULL;
}

/* (out): whether @source has the sound that the item has now */
static gboolean
is_of_now (RbkDatabase *database, const char *item, const char *source, gboolean *is_so, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    database,
    "SELECT 1 FROM review_source s JOIN review_item i ON i.id = s.item AND i.sound = s.sound "
    "WHERE s.seq = (SELECT seq FROM entry WHERE id = ?1) AND s.item = ?2");
  g_autoptr (GError) failure = NULL;

  *is_so = FALSE;
  rbk_statement_bind_text (statement, 1, source);
  rbk_statement_bind_text (statement, 2, item);
  while (rbk_statement_next (statement, &failure))
    *is_so = TRUE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* (transfer full): @review with other members */
static RbkEntry *
make_review (RbkEntry *review, JsonObject *payload)
{
  return rbk_entry_new_stored (rbk_entry_get_id (review),
                               rbk_entry_get_kind (review),
                               rbk_entry_get_version (review),
                               rbk_entry_get_customer (review),
                               rbk_entry_get_author (review),
                               rbk_entry_get_device (review),
                               rbk_entry_get_time_us (review),
                               payload);
}

static RbkEntry *
make_late (RbkEntry *review, const char *source)
{
  JsonObject *payload = rbk_json_copy (rbk_entry_get_payload (review));

  json_object_set_string_member (payload, "late_decision", rbk_entry_get_string (review, "decision"));
  json_object_remove_member (payload, "decision");
  json_object_set_string_member (payload, "source", source);
  return make_review (review, payload);
}

static RbkEntry *
make_sourced (RbkEntry *review, const char *source)
{
  JsonObject *payload = rbk_json_copy (rbk_entry_get_payload (review));

  json_object_set_string_member (payload, "source", source);
  return make_review (review, payload);
}

/**
 * rbk_review_decision_settle:
 * @entries: (element-type RbkEntry): a review, and what is to happen if its decision counts
 * @lost: (out): set to %RBK_LEDGER_ERROR_CONFLICT if it does not
 *
 * To be called in the transaction that appends them. A decision counts if nobody decided before about the
 * sound that the item has now, and if that is the sound that was heard. A review that does not say what was
 * heard is one of what is there now.
 *
 * Returns: (transfer full) (element-type RbkEntry): what is to be appended: @entries, or only the review with
 *   its decision put aside; NULL with an #RbkLedgerError if there is nothing to review
 */
GPtrArray *
rbk_review_decision_settle (RbkDatabase *database, GPtrArray *entries, GError **lost, GError **error)
{
  g_autoptr (GPtrArray) settled = g_ptr_array_new_with_free_func (g_object_unref);
  RbkEntry *entry = g_ptr_array_index (entries, 0);
  g_autoptr (RbkReview) review = rbk_review_new_from_entry (entry);
  g_autoptr (RbkReviewItem) item = rbk_review_item_load (database, rbk_review_get_item (review), error);
  const RbkReviewFacts *facts;
  const char *source;
  gboolean is_so;

  if (item == NULL)
    return NULL;
  facts = rbk_review_item_get_facts (item);
  source = rbk_review_get_source (review) != NULL ? rbk_review_get_source (review) : facts->source;
  if (rbk_review_get_decision (review) == RBK_REVIEW_DECISION_NONE)
    is_so = TRUE;
  else if (!is_of_now (database, facts->id, source, &is_so, error))
    return NULL;
  if (!is_so)
    g_set_error_literal (lost,
                         RBK_LEDGER_ERROR,
                         RBK_LEDGER_ERROR_CONFLICT,
                         _ ("This voicemail was changed in the meantime. Hear it once more."));
  else if (rbk_review_get_decision (review) != RBK_REVIEW_DECISION_NONE &&
           facts->decision != RBK_REVIEW_DECISION_NONE)
    {
      is_so = FALSE;
      g_set_error_literal (lost,
                           RBK_LEDGER_ERROR,
                           RBK_LEDGER_ERROR_CONFLICT,
                           _ ("Somebody else has decided about this voicemail in the meantime."));
    }
  if (!is_so)
    {
      g_ptr_array_add (settled, make_late (entry, source));
      return g_steal_pointer (&settled);
    }
  g_ptr_array_add (settled, make_sourced (entry, source));
  for (guint i = 1; i < entries->len; i++)
    g_ptr_array_add (settled, g_object_ref (g_ptr_array_index (entries, i)));
  return g_steal_pointer (&settled);
}
