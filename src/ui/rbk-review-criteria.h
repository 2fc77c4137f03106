/* rbk-review-criteria.h: the lines of the rubric, one of them open to be scored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/rbk-review-judgement.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_CRITERIA (rbk_review_criteria_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewCriteria, rbk_review_criteria, RBK, REVIEW_CRITERIA, AdwBin)

GtkWidget *rbk_review_criteria_new (void);
void
rbk_review_criteria_set_judgement (RbkReviewCriteria *self, RbkRubric *rubric, RbkReviewJudgement *judgement);
void rbk_review_criteria_move (RbkReviewCriteria *self, int by);
void rbk_review_criteria_score (RbkReviewCriteria *self, int score);
void rbk_review_criteria_focus (RbkReviewCriteria *self);

G_END_DECLS
