/* rbk-customers-pane.h: the customers, to be searched, sorted and chosen from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "opened" (RbkCustomer *, gboolean by_choice): this one is to be shown; by_choice is FALSE
 * when the list only moved on to it. */
#define RBK_TYPE_CUSTOMERS_PANE (rbk_customers_pane_get_type ())
G_DECLARE_FINAL_TYPE (RbkCustomersPane, rbk_customers_pane, RBK, CUSTOMERS_PANE, AdwNavigationPage)

void rbk_customers_pane_set_desk (RbkCustomersPane *self, RbkDesk *desk);
void rbk_customers_pane_set_single (RbkCustomersPane *self, gboolean single);
void rbk_customers_pane_select (RbkCustomersPane *self, const char *customer);
void rbk_customers_pane_search (RbkCustomersPane *self);
void rbk_customers_pane_set_waiting (RbkCustomersPane *self, guint waiting);
void rbk_customers_pane_set_reviews (RbkCustomersPane *self, guint waiting);
void rbk_customers_pane_tick (RbkCustomersPane *self);

G_END_DECLS
