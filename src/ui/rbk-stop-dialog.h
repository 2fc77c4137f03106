/* rbk-stop-dialog.h: "They asked us to stop": what they do not want any more, in their words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_STOP_DIALOG (rbk_stop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkStopDialog, rbk_stop_dialog, RBK, STOP_DIALOG, AdwDialog)

AdwDialog *rbk_stop_dialog_new (RbkDesk *desk, RbkCustomer *customer);

G_END_DECLS
