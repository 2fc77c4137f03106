/* rbk-override-dialog.h: decides a rule otherwise, with a reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_OVERRIDE_DIALOG (rbk_override_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkOverrideDialog, rbk_override_dialog, RBK, OVERRIDE_DIALOG, AdwDialog)

AdwDialog *rbk_override_dialog_new (RbkDesk *desk, const char *row);

G_END_DECLS
