/* rbk-submit-dialog.h: asks a manager to hear a voicemail before it leaves, or instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "submitted" (). */
#define RBK_TYPE_SUBMIT_DIALOG (rbk_submit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkSubmitDialog, rbk_submit_dialog, RBK, SUBMIT_DIALOG, AdwDialog)

AdwDialog *rbk_submit_dialog_new (RbkDesk *desk, RbkCustomer *customer, const char *draft, const char *take);

G_END_DECLS
