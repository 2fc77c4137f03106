/* rbk-level-meter.h: how loud somebody speaks, now and in the last seconds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_LEVEL_METER (rbk_level_meter_get_type ())
G_DECLARE_FINAL_TYPE (RbkLevelMeter, rbk_level_meter, RBK, LEVEL_METER, GtkWidget)

GtkWidget *rbk_level_meter_new (void);
void rbk_level_meter_push (RbkLevelMeter *self, double rms_db, double peak_db);
void rbk_level_meter_rest (RbkLevelMeter *self);
void rbk_level_meter_reset (RbkLevelMeter *self);

G_END_DECLS
