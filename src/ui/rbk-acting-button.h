/* rbk-acting-button.h: who acts at this window, and the way to somebody else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_ACTING_BUTTON (rbk_acting_button_get_type ())
G_DECLARE_FINAL_TYPE (RbkActingButton, rbk_acting_button, RBK, ACTING_BUTTON, AdwBin)

void rbk_acting_button_set_desk (RbkActingButton *self, RbkDesk *desk);

G_END_DECLS
