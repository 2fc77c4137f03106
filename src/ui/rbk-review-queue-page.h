/* rbk-review-queue-page.h: the voicemails that wait to be heard, and one's own with what was said of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "open-item" (const char *item): this one is to be listened to; "report" (): what came of all. */
#define RBK_TYPE_REVIEW_QUEUE_PAGE (rbk_review_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewQueuePage, rbk_review_queue_page, RBK, REVIEW_QUEUE_PAGE, AdwNavigationPage)

AdwNavigationPage *rbk_review_queue_page_new (RbkDesk *desk);
char *rbk_review_queue_page_dup_next (RbkReviewQueuePage *self, const char *item);
void rbk_review_queue_page_refresh (RbkReviewQueuePage *self);

G_END_DECLS
