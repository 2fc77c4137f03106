/* rbk-details-pane.h: what is known about a customer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_DETAILS_PANE (rbk_details_pane_get_type ())
G_DECLARE_FINAL_TYPE (RbkDetailsPane, rbk_details_pane, RBK, DETAILS_PANE, AdwBin)

void rbk_details_pane_show (RbkDetailsPane *self, RbkDesk *desk, RbkCustomer *customer);
void rbk_details_pane_set_over (RbkDetailsPane *self, gboolean over);
void rbk_details_pane_tick (RbkDetailsPane *self);

G_END_DECLS
