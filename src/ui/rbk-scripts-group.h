/* rbk-scripts-group.h: the scripts of the showroom, and those that come with Ringback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A group of the preferences. */
#define RBK_TYPE_SCRIPTS_GROUP (rbk_scripts_group_get_type ())
G_DECLARE_FINAL_TYPE (RbkScriptsGroup, rbk_scripts_group, RBK, SCRIPTS_GROUP, AdwPreferencesGroup)

void rbk_scripts_group_set_desk (RbkScriptsGroup *self, RbkDesk *desk);

G_END_DECLS
