/* rbk-review-criterion-row.h: one line of the rubric, with what each score of it means in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-rubric.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "scored" (int score): a person gave it 0 to 3. */
#define RBK_TYPE_REVIEW_CRITERION_ROW (rbk_review_criterion_row_get_type ())
G_DECLARE_FINAL_TYPE (
  RbkReviewCriterionRow, rbk_review_criterion_row, RBK, REVIEW_CRITERION_ROW, GtkListBoxRow)

GtkWidget *rbk_review_criterion_row_new (RbkRubric *rubric, guint index);
const char *rbk_review_criterion_row_get_id (RbkReviewCriterionRow *self);
void rbk_review_criterion_row_set_score (RbkReviewCriterionRow *self, int score);
void rbk_review_criterion_row_set_open (RbkReviewCriterionRow *self, gboolean open);

G_END_DECLS
