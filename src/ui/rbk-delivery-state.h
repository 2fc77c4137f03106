/* rbk-delivery-state.h: how far a message came, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "model/rbk-timeline-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_DELIVERY_STATE (rbk_delivery_state_get_type ())
G_DECLARE_FINAL_TYPE (RbkDeliveryState, rbk_delivery_state, RBK, DELIVERY_STATE, GtkBox)

void rbk_delivery_state_set_only_read (RbkDeliveryState *self, gboolean only_read);
void rbk_delivery_state_set_item (RbkDeliveryState *self, RbkTimelineItem *item, RbkDesk *desk);

G_END_DECLS
