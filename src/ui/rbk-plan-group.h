/* rbk-plan-group.h: why a voicemail is left, and what shall come of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_PLAN_GROUP (rbk_plan_group_get_type ())
G_DECLARE_FINAL_TYPE (RbkPlanGroup, rbk_plan_group, RBK, PLAN_GROUP, AdwBin)

void rbk_plan_group_set_composer (RbkPlanGroup *self, RbkComposer *composer);
void rbk_plan_group_reload (RbkPlanGroup *self);

G_END_DECLS
