/* rbk-call-dialog.h: writes down a call that was made or taken by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_CALL_DIALOG (rbk_call_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkCallDialog, rbk_call_dialog, RBK, CALL_DIALOG, AdwDialog)

AdwDialog *rbk_call_dialog_new (RbkDesk *desk, RbkCustomer *customer);

G_END_DECLS
