/* rbk-hearing-pane.h: what the customer will read of a voicemail, checked before it leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "desk/rbk-hearing.h"
#include "ui/rbk-waveform-marks.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "play-from" (gint64 us): the owner plays the chosen sound from there;
 *          "marks-changed" (): rbk_hearing_pane_dup_marks() says something else;
 *          "suggestion-changed" (): likewise rbk_hearing_pane_get_suggestion() */
#define RBK_TYPE_HEARING_PANE (rbk_hearing_pane_get_type ())
G_DECLARE_FINAL_TYPE (RbkHearingPane, rbk_hearing_pane, RBK, HEARING_PANE, GtkBox)

GtkWidget *rbk_hearing_pane_new (void);
void rbk_hearing_pane_set_composer (RbkHearingPane *self, RbkComposer *composer);
RbkHearing *rbk_hearing_pane_get_hearing (RbkHearingPane *self);
GArray *rbk_hearing_pane_dup_marks (RbkHearingPane *self);
const char *rbk_hearing_pane_get_suggestion (RbkHearingPane *self, const char **words);

G_END_DECLS
