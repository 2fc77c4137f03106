/* rbk-preferences-dialog.h: the showroom, its mailboxes, and how one likes to listen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_PREFERENCES_DIALOG (rbk_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  RbkPreferencesDialog, rbk_preferences_dialog, RBK, PREFERENCES_DIALOG, AdwPreferencesDialog)

AdwDialog *rbk_preferences_dialog_new (RbkDesk *desk);

G_END_DECLS
