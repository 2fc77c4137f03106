/* rbk-act-group.h: how a voicemail reaches the customer, and what is asked of each way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal: "leave" (): it was spoken on the phone, and is to be logged. */
#define RBK_TYPE_ACT_GROUP (rbk_act_group_get_type ())
G_DECLARE_FINAL_TYPE (RbkActGroup, rbk_act_group, RBK, ACT_GROUP, AdwBin)

void rbk_act_group_set_composer (RbkActGroup *self, RbkComposer *composer);

G_END_DECLS
