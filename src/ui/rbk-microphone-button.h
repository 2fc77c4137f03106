/* rbk-microphone-button.h: names the microphone that would be recorded from, and changes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "changed" (): the next take would be recorded from another microphone. */
#define RBK_TYPE_MICROPHONE_BUTTON (rbk_microphone_button_get_type ())
G_DECLARE_FINAL_TYPE (RbkMicrophoneButton, rbk_microphone_button, RBK, MICROPHONE_BUTTON, AdwBin)

void rbk_microphone_button_set_composer (RbkMicrophoneButton *self, RbkComposer *composer);
RbkMicrophone *rbk_microphone_button_get_next (RbkMicrophoneButton *self);

G_END_DECLS
