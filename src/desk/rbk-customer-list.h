/* rbk-customer-list.h: the customers as a GListModel, searched and sorted, kept current.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-paged-list.h"

G_BEGIN_DECLS

/* A GListModel of RbkCustomer. A customer whose standing changed is a new object at its place.
 * Properties: "search" (string). */
#define RBK_TYPE_CUSTOMER_LIST (rbk_customer_list_get_type ())
G_DECLARE_FINAL_TYPE (RbkCustomerList, rbk_customer_list, RBK, CUSTOMER_LIST, RbkPagedList)

RbkCustomerList *rbk_customer_list_new (RbkDesk *desk);
void rbk_customer_list_set_search (RbkCustomerList *self, const char *search);
void rbk_customer_list_set_order (RbkCustomerList *self, RbkCustomerOrder order);

G_END_DECLS
