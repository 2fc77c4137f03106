/* rbk-review-standing.h: what the sources and reviews of a voicemail add up to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry.h"
#include "model/rbk-message.h"
#include "model/rbk-review.h"

G_BEGIN_DECLS

/* All that is known of one item. It knows no order: however its entries came, it comes to the same. */
typedef struct _RbkReviewStanding RbkReviewStanding;

RbkReviewStanding *rbk_review_standing_new (const char *item);
void rbk_review_standing_free (RbkReviewStanding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkReviewStanding, rbk_review_standing_free)

void rbk_review_standing_add_source (RbkReviewStanding *self, RbkEntry *entry, RbkMessageState state);
void rbk_review_standing_add_review (RbkReviewStanding *self,
                                     gint64 seq,
                                     const char *id,
                                     const char *reviewer,
                                     gint64 time_us,
                                     const char *source,
                                     RbkReviewDecision decision,
                                     int total,
                                     gboolean is_blind);

/* Whether there is anything to review. @replaces and @replaced of the facts are the caller's: they are of
 * other items; and a state that is REPLACED with them. */
gboolean rbk_review_standing_sum_up (RbkReviewStanding *self, RbkReviewFacts *facts);

/* After that: of which sound each review and the item are. */
guint rbk_review_standing_get_n_reviews (RbkReviewStanding *self);
gint64 rbk_review_standing_get_review (RbkReviewStanding *self, guint index, const char **sound);
const char *rbk_review_standing_get_sound (RbkReviewStanding *self);

G_END_DECLS
