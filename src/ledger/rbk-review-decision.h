/* rbk-review-decision.h: who decides about a voicemail when two do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "model/rbk-review.h"

G_BEGIN_DECLS

/* What rbk_review_item_read() reads of the table review_item, named i. */
#define RBK_REVIEW_ITEM_COLUMNS                                                                              \
  "i.id, i.customer, i.author, i.take, i.source, i.message, i.replaces, i.replaced, i.note, i.decided_by, "  \
  "i.judged_by, i.time_us, i.duration_us, i.decided_us, i.outcome, i.state, i.decision, i.n_reviews, "       \
  "i.total, iif (i.n_reviews > 0, i.blind, i.calibration < CAST (coalesce ((SELECT json_extract (facts, "    \
  "'$.review.calibration') FROM policy WHERE number = 1), 0) AS INTEGER))"

RbkReviewItem *rbk_review_item_read (RbkStatement *statement);
RbkReviewItem *rbk_review_item_load (RbkDatabase *database, const char *item, GError **error);

GPtrArray *
rbk_review_decision_settle (RbkDatabase *database, GPtrArray *entries, GError **lost, GError **error);

G_END_DECLS
