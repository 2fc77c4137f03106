/* rbk-customer-row.h: a customer in the list: who, what was last, and whether they wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_CUSTOMER_ROW (rbk_customer_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkCustomerRow, rbk_customer_row, RBK, CUSTOMER_ROW, GtkBox)

GtkWidget *rbk_customer_row_new (void);
void rbk_customer_row_show (RbkCustomerRow *self, RbkCustomer *customer, gint64 now_us, GTimeZone *zone);
char *rbk_customer_row_dup_accessible_label (RbkCustomer *customer, gint64 now_us);

G_END_DECLS
