/* rbk-script-dialog.h: writes a script of the showroom's own, or changes one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-voicemail-guide.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_SCRIPT_DIALOG (rbk_script_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkScriptDialog, rbk_script_dialog, RBK, SCRIPT_DIALOG, AdwDialog)

AdwDialog *rbk_script_dialog_new (RbkDesk *desk, RbkScript *script, gboolean as_copy);
JsonObject *rbk_script_dialog_make_changes (RbkDesk *desk, RbkScript *script, gboolean remove);

G_END_DECLS
