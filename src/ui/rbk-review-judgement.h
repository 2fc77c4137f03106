/* rbk-review-judgement.h: a review that is being made, and is not lost when its page is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

G_BEGIN_DECLS

/* How many strengths can be named. One has to be. */
#define RBK_REVIEW_STRENGTHS 3

/* Signal "changed" (). */
#define RBK_TYPE_REVIEW_JUDGEMENT (rbk_review_judgement_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewJudgement, rbk_review_judgement, RBK, REVIEW_JUDGEMENT, GObject)

RbkReviewJudgement *rbk_review_judgement_get (RbkDesk *desk, const char *item);
void rbk_review_judgement_forget (RbkDesk *desk, const char *item);
guint rbk_review_judgement_count_begun (RbkDesk *desk);
gboolean rbk_review_judgement_is_begun_of (RbkDesk *desk, const char *item);

int rbk_review_judgement_get_score (RbkReviewJudgement *self, const char *criterion);
void rbk_review_judgement_set_score (RbkReviewJudgement *self, const char *criterion, int score);
gboolean rbk_review_judgement_has_failed (RbkReviewJudgement *self, const char *gate);
void rbk_review_judgement_set_failed (RbkReviewJudgement *self, const char *gate, gboolean failed);
const char *rbk_review_judgement_get_strength (RbkReviewJudgement *self, guint index);
void rbk_review_judgement_set_strength (RbkReviewJudgement *self, guint index, const char *text);
const char *rbk_review_judgement_get_improvement (RbkReviewJudgement *self);
void rbk_review_judgement_set_improvement (RbkReviewJudgement *self, const char *text);
const char *rbk_review_judgement_get_action (RbkReviewJudgement *self);
void rbk_review_judgement_set_action (RbkReviewJudgement *self, const char *text);

gboolean rbk_review_judgement_is_begun (RbkReviewJudgement *self);
int rbk_review_judgement_get_total (RbkReviewJudgement *self, RbkRubric *rubric);
void rbk_review_judgement_fill (RbkReviewJudgement *self, RbkReviewDecision decision, RbkReviewDraft *draft);

G_END_DECLS
