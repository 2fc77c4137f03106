/* rbk-review-row.h: a voicemail in the list of those that are reviewed, or are to be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_ROW (rbk_review_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewRow, rbk_review_row, RBK, REVIEW_ROW, GtkBox)

GtkWidget *rbk_review_row_new (void);
void rbk_review_row_set_item (RbkReviewRow *self, RbkDesk *desk, RbkReviewItem *item);
char *rbk_review_row_dup_accessible_label (RbkDesk *desk, RbkReviewItem *item);

G_END_DECLS
