/* rbk-overrides-group.h: the rules that the showroom decided otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_OVERRIDES_GROUP (rbk_overrides_group_get_type ())
G_DECLARE_FINAL_TYPE (RbkOverridesGroup, rbk_overrides_group, RBK, OVERRIDES_GROUP, AdwPreferencesGroup)

void rbk_overrides_group_set_desk (RbkOverridesGroup *self, RbkDesk *desk);

G_END_DECLS
