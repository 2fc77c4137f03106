/* rbk-customer-dialog.h: what is known of a customer, to be written down or put right.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "saved" (const char *id): the customer's, also of a new one. */
#define RBK_TYPE_CUSTOMER_DIALOG (rbk_customer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkCustomerDialog, rbk_customer_dialog, RBK, CUSTOMER_DIALOG, AdwDialog)

AdwDialog *rbk_customer_dialog_new (RbkDesk *desk, RbkCustomer *customer);

G_END_DECLS
