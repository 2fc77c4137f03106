/* rbk-edit-bar.h: cuts, trims and mends the chosen take, and lets it be heard as on a telephone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-take-ear.h"
#include "ui/rbk-waveform-view.h"

G_BEGIN_DECLS

/* Signals: "edited" (gint64 position_us): the sound is about to be another; where to go on in it. */
#define RBK_TYPE_EDIT_BAR (rbk_edit_bar_get_type ())
G_DECLARE_FINAL_TYPE (RbkEditBar, rbk_edit_bar, RBK, EDIT_BAR, GtkBox)

void rbk_edit_bar_set_composer (RbkEditBar *self,
                                RbkComposer *composer,
                                RbkTakeEar *ear,
                                RbkWaveformView *waveform);
GActionGroup *rbk_edit_bar_get_actions (RbkEditBar *self);
gboolean rbk_edit_bar_get_punch (RbkEditBar *self, gint64 *from_us, gint64 *to_us);
gboolean rbk_edit_bar_escape (RbkEditBar *self);

G_END_DECLS
