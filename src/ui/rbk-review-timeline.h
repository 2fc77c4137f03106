/* rbk-review-timeline.h: what passed between the showroom and the customer of a voicemail, to be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_TIMELINE (rbk_review_timeline_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewTimeline, rbk_review_timeline, RBK, REVIEW_TIMELINE, AdwBin)

GtkWidget *rbk_review_timeline_new (void);
void rbk_review_timeline_set_customer (RbkReviewTimeline *self, RbkDesk *desk, RbkCustomer *customer);

G_END_DECLS
