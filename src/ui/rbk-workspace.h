/* rbk-workspace.h: customers, timeline and details, side by side as far as there is room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_WORKSPACE (rbk_workspace_get_type ())
G_DECLARE_FINAL_TYPE (RbkWorkspace, rbk_workspace, RBK, WORKSPACE, AdwBreakpointBin)

GtkWidget *rbk_workspace_new (RbkDesk *desk, GSettings *settings);

G_END_DECLS
