/* rbk-verdict-row.h: what one rule says of a voicemail, and what it rests on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-hearing.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One that is ticked is a check box to assistive technologies. */
#define RBK_TYPE_VERDICT_ROW (rbk_verdict_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkVerdictRow, rbk_verdict_row, RBK, VERDICT_ROW, AdwActionRow)

GtkWidget *rbk_verdict_row_new (gboolean is_tick);
void rbk_verdict_row_set_remark (RbkVerdictRow *self, RbkRemark *remark, RbkRemark *asked);
RbkRemark *rbk_verdict_row_get_remark (RbkVerdictRow *self);
gboolean rbk_verdict_row_is_ticked (RbkVerdictRow *self);
gint64 rbk_verdict_row_get_position (RbkVerdictRow *self);

G_END_DECLS
