/* rbk-review-words.h: what a voicemail that is to be heard is called, and how far it came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

G_BEGIN_DECLS

const char *rbk_review_words_get_outcome (RbkReviewOutcome outcome);
const char *rbk_review_words_get_outcome_icon (RbkReviewOutcome outcome);
const char *rbk_review_words_get_state (RbkReviewState state);
const char *rbk_review_words_get_decision (RbkReviewDecision decision);
char *rbk_review_words_dup_customer (RbkDesk *desk, RbkReviewItem *item);
char *rbk_review_words_dup_time (RbkDesk *desk, gint64 time_us);
char *rbk_review_words_dup_age (RbkDesk *desk, RbkReviewItem *item);
char *rbk_review_words_dup_total (guint total);

G_END_DECLS
