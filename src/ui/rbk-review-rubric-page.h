/* rbk-review-rubric-page.h: by what voicemails are judged here, in the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_RUBRIC_PAGE (rbk_review_rubric_page_get_type ())
G_DECLARE_FINAL_TYPE (
  RbkReviewRubricPage, rbk_review_rubric_page, RBK, REVIEW_RUBRIC_PAGE, AdwPreferencesPage)

GtkWidget *rbk_review_rubric_page_new (RbkDesk *desk);

G_END_DECLS
