/* rbk-script-pane.h: what comes before the microphone: why, which words, and how it is left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* It is put into a page whose navigation view it opens the cue card in. */
#define RBK_TYPE_SCRIPT_PANE (rbk_script_pane_get_type ())
G_DECLARE_FINAL_TYPE (RbkScriptPane, rbk_script_pane, RBK, SCRIPT_PANE, AdwBin)

GtkWidget *rbk_script_pane_new (void);
void rbk_script_pane_set_composer (RbkScriptPane *self, RbkComposer *composer);

G_END_DECLS
