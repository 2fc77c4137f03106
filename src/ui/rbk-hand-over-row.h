/* rbk-hand-over-row.h: a customer who can be chosen to be handed over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "toggled" (RbkCustomer *customer, gboolean chosen): by a person. */
#define RBK_TYPE_HAND_OVER_ROW (rbk_hand_over_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkHandOverRow, rbk_hand_over_row, RBK, HAND_OVER_ROW, GtkBox)

GtkWidget *rbk_hand_over_row_new (void);
void rbk_hand_over_row_show (RbkHandOverRow *self, RbkCustomer *customer, const char *assigned);
void rbk_hand_over_row_set_chosen (RbkHandOverRow *self, gboolean chosen);

G_END_DECLS
