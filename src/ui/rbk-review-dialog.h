/* rbk-review-dialog.h: where voicemails are heard and judged, and people read what was said of theirs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "record-again" (const char *item, const char *customer): to be spoken once more. */
#define RBK_TYPE_REVIEW_DIALOG (rbk_review_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewDialog, rbk_review_dialog, RBK, REVIEW_DIALOG, AdwDialog)

AdwDialog *rbk_review_dialog_new (RbkDesk *desk);
void rbk_review_dialog_open (RbkReviewDialog *self, const char *item);

G_END_DECLS
