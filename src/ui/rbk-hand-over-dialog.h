/* rbk-hand-over-dialog.h: customers of somebody who left get somebody who looks after them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_HAND_OVER_DIALOG (rbk_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkHandOverDialog, rbk_hand_over_dialog, RBK, HAND_OVER_DIALOG, AdwDialog)

AdwDialog *rbk_hand_over_dialog_new (RbkDesk *desk, RbkPerson *person, GtkWidget *opener);

G_END_DECLS
