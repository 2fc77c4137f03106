/* rbk-review-comments.h: what is said of a voicemail, each at its second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "play-from" (gint64 us): a comment was chosen to be heard;
 *          "written" (): the entry was closed, and the keyboard is free. */
#define RBK_TYPE_REVIEW_COMMENTS (rbk_review_comments_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewComments, rbk_review_comments, RBK, REVIEW_COMMENTS, GtkBox)

GtkWidget *rbk_review_comments_new (void);
void
rbk_review_comments_set_item (RbkReviewComments *self, RbkDesk *desk, const char *item, gboolean may_write);
void rbk_review_comments_set_comments (RbkReviewComments *self, GPtrArray *comments);
void rbk_review_comments_set_position (RbkReviewComments *self, gint64 position_us);
void rbk_review_comments_write (RbkReviewComments *self);
gboolean rbk_review_comments_give_up (RbkReviewComments *self);
gboolean rbk_review_comments_is_writing (RbkReviewComments *self);
GArray *rbk_review_comments_dup_marks (RbkReviewComments *self);

G_END_DECLS
