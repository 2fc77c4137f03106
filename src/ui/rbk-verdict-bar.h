/* rbk-verdict-bar.h: what the gate says of a message that is being written, and a way on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "agreed" (): the customer agreed to it, which is to be noted. */
#define RBK_TYPE_VERDICT_BAR (rbk_verdict_bar_get_type ())
G_DECLARE_FINAL_TYPE (RbkVerdictBar, rbk_verdict_bar, RBK, VERDICT_BAR, GtkBox)

void rbk_verdict_bar_set_desk (RbkVerdictBar *self, RbkDesk *desk);
void rbk_verdict_bar_show (RbkVerdictBar *self, const RbkVerdict *verdict, const char *missing);

G_END_DECLS
