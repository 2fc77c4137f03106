/* rbk-review-report-page.h: what came of reviews, by person and week: pictures first, then the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_REVIEW_REPORT_PAGE (rbk_review_report_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewReportPage, rbk_review_report_page, RBK, REVIEW_REPORT_PAGE, AdwNavigationPage)

AdwNavigationPage *rbk_review_report_page_new (RbkDesk *desk);

G_END_DECLS
