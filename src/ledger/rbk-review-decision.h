/* rbk-review-decision.h: who decides about a voicemail when two do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "model/rbk-review.h"

G_BEGIN_DECLS

/* Whether who spoke the item has something to read: no answer (26) of theirs is to the last review of its
 * sound. What was spoken once more is answered by that. */
#define RBK_REVIEW_ITEM_IS_NEWS                                                                              \
  "(i.n_reviews > 0 AND i.replaced IS NULL AND NOT EXISTS (SELECT 1 FROM review_words w CROSS JOIN entry e " \
  "ON e.seq = w.seq WHERE w.item = i.id AND w.kind = 26 AND e.author = i.author AND "                        \
  "json_extract (e.payload, '$.review') IS (SELECT r.id FROM review r WHERE r.item = i.id AND "              \
  "r.sound = i.sound ORDER BY r.time_us DESC, r.id DESC LIMIT 1)))"

/* What rbk_review_item_read() reads of the table review_item, named i. */
#define RBK_REVIEW_ITEM_COLUMNS                                                                              \
  "i.id, i.customer, i.author, i.take, i.source, i.message, i.replaces, i.replaced, i.note, i.decided_by, "  \
  "i.judged_by, i.time_us, i.duration_us, i.decided_us, i.outcome, i.state, i.decision, i.n_reviews, "       \
  "i.total, iif (i.n_reviews > 0, i.blind, i.calibration < CAST (coalesce ((SELECT json_extract (facts, "    \
  "'$.review.calibration') FROM policy WHERE number = 1), 0) AS INTEGER)), " RBK_REVIEW_ITEM_IS_NEWS

RbkReviewItem *rbk_review_item_read (RbkStatement *statement);
RbkReviewItem *rbk_review_item_load (RbkDatabase *database, const char *item, GError **error);

GPtrArray *
rbk_review_decision_settle (RbkDatabase *database, GPtrArray *entries, GError **lost, GError **error);

G_END_DECLS
