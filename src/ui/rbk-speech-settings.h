/* rbk-speech-settings.h: which model reads recordings on this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "desk/rbk-speech-shelf.h"

G_BEGIN_DECLS

#define RBK_SPEECH_SETTINGS_MODEL "speech-model"

RbkSpeechShelf *rbk_speech_settings_get_shelf (RbkDesk *desk);

G_END_DECLS
