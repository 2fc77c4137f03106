/* rbk-number-choice.h: which number a call was with: one of the customer's, another, or nobody knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

guint rbk_number_choice_fill (AdwComboRow *row, RbkDesk *desk, RbkCustomer *customer);
gboolean rbk_number_choice_is_another (AdwComboRow *row);
char *rbk_number_choice_dup_number (AdwComboRow *row, GtkEditable *other_row, RbkCustomer *customer);

G_END_DECLS
