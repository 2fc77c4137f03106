/* rbk-review-form.h: where a voicemail is judged: scores, gates, words, and the decision.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"
#include "ui/rbk-review-criteria.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "done" (char *words): the review is in the ledger, or somebody else's decision came first; @words
 * say so. */
#define RBK_TYPE_REVIEW_FORM (rbk_review_form_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewForm, rbk_review_form, RBK, REVIEW_FORM, GtkBox)

GtkWidget *rbk_review_form_new (void);
void rbk_review_form_set_facts (RbkReviewForm *self, RbkDesk *desk, RbkReviewPageFacts *facts);
void rbk_review_form_refresh (RbkReviewForm *self);
RbkReviewCriteria *rbk_review_form_get_criteria (RbkReviewForm *self);
void rbk_review_form_focus_gates (RbkReviewForm *self);
void rbk_review_form_focus_words (RbkReviewForm *self);
void rbk_review_form_finish (RbkReviewForm *self);
void rbk_review_form_return (RbkReviewForm *self);

G_END_DECLS
