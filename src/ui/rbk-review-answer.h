/* rbk-review-answer.h: what whoever spoke says to a review, and how they speak once more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "record-again" (): the same customer is to be spoken to once more. */
#define RBK_TYPE_REVIEW_ANSWER (rbk_review_answer_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewAnswer, rbk_review_answer, RBK, REVIEW_ANSWER, GtkBox)

GtkWidget *rbk_review_answer_new (void);
void rbk_review_answer_set_facts (RbkReviewAnswer *self, RbkDesk *desk, RbkReviewPageFacts *facts);
gboolean rbk_review_answer_can_record_again (RbkReviewAnswer *self);
gboolean rbk_review_answer_focus (RbkReviewAnswer *self);

G_END_DECLS
