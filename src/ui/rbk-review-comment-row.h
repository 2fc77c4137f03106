/* rbk-review-comment-row.h: a comment, which plays at its second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Activated to play. Signals: "edit" (): its author wants to write it anew; "remove" (): to take it away. */
#define RBK_TYPE_REVIEW_COMMENT_ROW (rbk_review_comment_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewCommentRow, rbk_review_comment_row, RBK, REVIEW_COMMENT_ROW, AdwActionRow)

GtkWidget *rbk_review_comment_row_new (RbkReviewComment *comment, const char *author_name, gboolean is_own);
RbkReviewComment *rbk_review_comment_row_get_comment (RbkReviewCommentRow *self);

G_END_DECLS
