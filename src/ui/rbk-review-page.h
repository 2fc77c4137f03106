/* rbk-review-page.h: one voicemail: to be listened to and judged, or to be read what was said of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "finished" (const char *item, const char *words): it is judged, and @words say how;
 *          "skipped" (const char *item): the next one is wanted;
 *          "open-item" (const char *item): the one that this replaces, or is replaced by;
 *          "record-again" (const char *item, const char *customer): to be spoken once more. */
#define RBK_TYPE_REVIEW_PAGE (rbk_review_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewPage, rbk_review_page, RBK, REVIEW_PAGE, AdwNavigationPage)

AdwNavigationPage *rbk_review_page_new (RbkDesk *desk, const char *item);
const char *rbk_review_page_get_item (RbkReviewPage *self);

G_END_DECLS
