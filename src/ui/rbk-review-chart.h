/* rbk-review-chart.h: a number a week, as bars, against a line to compare them with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture to assistive technologies, described in a sentence; the numbers stand in a table beside it. */
#define RBK_TYPE_REVIEW_CHART (rbk_review_chart_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewChart, rbk_review_chart, RBK, REVIEW_CHART, GtkWidget)

GtkWidget *rbk_review_chart_new (void);
void rbk_review_chart_clear (RbkReviewChart *self, double full);
void rbk_review_chart_add (RbkReviewChart *self, const char *label, double value, const char *words);
void rbk_review_chart_set_line (RbkReviewChart *self, double value, const char *words);

G_END_DECLS
