/* rbk-known-caller-row.h: whether a customer's phone is likely to know the line that calls it, and what to do
 * (P-1, C-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-known-line.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_KNOWN_CALLER_ROW (rbk_known_caller_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkKnownCallerRow, rbk_known_caller_row, RBK, KNOWN_CALLER_ROW, AdwPreferencesRow)

GtkWidget *rbk_known_caller_row_new (void);
void
rbk_known_caller_row_show (RbkKnownCallerRow *self, RbkDesk *desk, RbkCustomer *customer, const char *number);

G_END_DECLS
