/* rbk-review-score.h: a total of a hundred, with its band in colour and words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-rubric.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_SCORE (rbk_review_score_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewScore, rbk_review_score, RBK, REVIEW_SCORE, GtkBox)

GtkWidget *rbk_review_score_new (void);
void rbk_review_score_set_total (RbkReviewScore *self, int total, const char *why);

G_END_DECLS
