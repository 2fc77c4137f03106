/* rbk-review-rubric-row.h: a criterion of the rubric, to be changed: its title, its weight, its four anchors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-json.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "changed" (); "removed" (): its person wants it to go. */
#define RBK_TYPE_REVIEW_RUBRIC_ROW (rbk_review_rubric_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewRubricRow, rbk_review_rubric_row, RBK, REVIEW_RUBRIC_ROW, AdwExpanderRow)

GtkWidget *rbk_review_rubric_row_new (JsonObject *criterion, gboolean may_change);
guint rbk_review_rubric_row_get_weight (RbkReviewRubricRow *self);
gboolean rbk_review_rubric_row_is_whole (RbkReviewRubricRow *self);
JsonObject *rbk_review_rubric_row_make_json (RbkReviewRubricRow *self);

G_END_DECLS
