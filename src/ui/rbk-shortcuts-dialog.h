/* rbk-shortcuts-dialog.h: the keys of the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *rbk_shortcuts_dialog_new (void);

G_END_DECLS
