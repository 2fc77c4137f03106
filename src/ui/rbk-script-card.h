/* rbk-script-card.h: the words of a voicemail: chosen, edited, and read while recording.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Property: "text" (string): what is to be said.
 * Signal: "cue" (): the person wants to read it from afar. */
#define RBK_TYPE_SCRIPT_CARD (rbk_script_card_get_type ())
G_DECLARE_FINAL_TYPE (RbkScriptCard, rbk_script_card, RBK, SCRIPT_CARD, AdwBin)

void rbk_script_card_set_composer (RbkScriptCard *self, RbkComposer *composer);
void rbk_script_card_reload (RbkScriptCard *self, gboolean scripts_too);
char *rbk_script_card_dup_text (RbkScriptCard *self);

G_END_DECLS
