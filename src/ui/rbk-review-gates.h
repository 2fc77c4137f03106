/* rbk-review-gates.h: what makes a voicemail worth nothing, whatever its points.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/rbk-review-judgement.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_GATES (rbk_review_gates_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewGates, rbk_review_gates, RBK, REVIEW_GATES, AdwBin)

GtkWidget *rbk_review_gates_new (void);
void rbk_review_gates_set_judgement (RbkReviewGates *self, RbkRubric *rubric, RbkReviewJudgement *judgement);
void rbk_review_gates_focus (RbkReviewGates *self);
char *rbk_review_gates_dup_failed (RbkReviewGates *self);

G_END_DECLS
