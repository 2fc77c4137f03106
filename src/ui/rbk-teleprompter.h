/* rbk-teleprompter.h: a script that scrolls at the pace at which somebody speaks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Its pace is the settings' (rbk_sound_settings_set_pace()).
 * Property: "running" (boolean): whether it scrolls. */
#define RBK_TYPE_TELEPROMPTER (rbk_teleprompter_get_type ())
G_DECLARE_FINAL_TYPE (RbkTeleprompter, rbk_teleprompter, RBK, TELEPROMPTER, AdwBin)

void rbk_teleprompter_set_text (RbkTeleprompter *self, const char *text);
void rbk_teleprompter_set_composer (RbkTeleprompter *self, RbkComposer *composer);
gboolean rbk_teleprompter_is_running (RbkTeleprompter *self);
void rbk_teleprompter_set_running (RbkTeleprompter *self, gboolean running);
void rbk_teleprompter_rewind (RbkTeleprompter *self);

G_END_DECLS
