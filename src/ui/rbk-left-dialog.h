/* rbk-left-dialog.h: writes down that a voicemail was spoken on the phone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal: "left" (): it was written down, and the draft is closed. */
#define RBK_TYPE_LEFT_DIALOG (rbk_left_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkLeftDialog, rbk_left_dialog, RBK, LEFT_DIALOG, AdwDialog)

AdwDialog *rbk_left_dialog_new (RbkComposer *composer);

G_END_DECLS
