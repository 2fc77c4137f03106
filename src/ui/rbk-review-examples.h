/* rbk-review-examples.h: the showroom's library: passages worth hearing, to be played.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_EXAMPLES (rbk_review_examples_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewExamples, rbk_review_examples, RBK, REVIEW_EXAMPLES, GtkPopover)

void rbk_review_examples_set_desk (RbkReviewExamples *self, RbkDesk *desk);

G_END_DECLS
