/* rbk-time-zones.h: the time zones that a customer may live in, those of this country first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Columns of a choice: what is read and what is stored. */
#define RBK_TYPE_TIME_ZONE (rbk_time_zone_get_type ())
G_DECLARE_FINAL_TYPE (RbkTimeZone, rbk_time_zone, RBK, TIME_ZONE, GObject)

const char *rbk_time_zone_get_id (RbkTimeZone *self);

GListModel *rbk_time_zones_new (void);
guint rbk_time_zones_find (GListModel *zones, const char *id);

G_END_DECLS
