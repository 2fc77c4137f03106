/* rbk-review-card.h: a finished review: its total, its scores in words, and what was said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_CARD (rbk_review_card_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewCard, rbk_review_card, RBK, REVIEW_CARD, GtkBox)

GtkWidget *rbk_review_card_new (RbkDesk *desk, RbkReview *review);

G_END_DECLS
