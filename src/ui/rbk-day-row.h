/* rbk-day-row.h: when a showroom is open on one day of the week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed" (): by the person. */
#define RBK_TYPE_DAY_ROW (rbk_day_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkDayRow, rbk_day_row, RBK, DAY_ROW, AdwActionRow)

GtkWidget *rbk_day_row_new (guint day);
void rbk_day_row_set_hours (RbkDayRow *self, gboolean open, guint opens, guint closes);
gboolean rbk_day_row_get_hours (RbkDayRow *self, guint *opens, guint *closes);

G_END_DECLS
