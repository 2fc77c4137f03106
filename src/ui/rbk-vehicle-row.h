/* rbk-vehicle-row.h: a vehicle that a customer wants or would trade in, being written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Signals: "remove" (): the person wants it gone. */
#define RBK_TYPE_VEHICLE_ROW (rbk_vehicle_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkVehicleRow, rbk_vehicle_row, RBK, VEHICLE_ROW, AdwExpanderRow)

GtkWidget *rbk_vehicle_row_new (JsonObject *vehicle, gboolean trade);
JsonObject *rbk_vehicle_row_dup_facts (RbkVehicleRow *self);

G_END_DECLS
