/* rbk-hand-over-banner.h: tells a manager of customers whom nobody looks after any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_HAND_OVER_BANNER (rbk_hand_over_banner_get_type ())
G_DECLARE_FINAL_TYPE (RbkHandOverBanner, rbk_hand_over_banner, RBK, HAND_OVER_BANNER, AdwBin)

void rbk_hand_over_banner_set_desk (RbkHandOverBanner *self, RbkDesk *desk);

G_END_DECLS
