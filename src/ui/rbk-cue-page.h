/* rbk-cue-page.h: what is to be said, in letters that are read from two metres.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "ui/rbk-script-card.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_CUE_PAGE (rbk_cue_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkCuePage, rbk_cue_page, RBK, CUE_PAGE, AdwNavigationPage)

AdwNavigationPage *rbk_cue_page_new (RbkComposer *composer, RbkScriptCard *card);

G_END_DECLS
