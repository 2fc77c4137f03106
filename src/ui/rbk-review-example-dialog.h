/* rbk-review-example-dialog.h: puts a passage of a voicemail into the showroom's library.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "added" (). */
#define RBK_TYPE_REVIEW_EXAMPLE_DIALOG (rbk_review_example_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  RbkReviewExampleDialog, rbk_review_example_dialog, RBK, REVIEW_EXAMPLE_DIALOG, AdwDialog)

AdwDialog *rbk_review_example_dialog_new (RbkDesk *desk, const char *item, GBytes *pcm);

G_END_DECLS
