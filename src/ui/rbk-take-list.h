/* rbk-take-list.h: the takes of a draft, the chosen one's sound, and what the rules say of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "ui/rbk-edit-bar.h"
#include "ui/rbk-waveform-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "shows-remarks" (boolean): whether what the rules say of the sound is said below it. */
#define RBK_TYPE_TAKE_LIST (rbk_take_list_get_type ())
G_DECLARE_FINAL_TYPE (RbkTakeList, rbk_take_list, RBK, TAKE_LIST, GtkBox)

void rbk_take_list_set_composer (RbkTakeList *self, RbkComposer *composer);
guint rbk_take_list_get_number (RbkTakeList *self, RbkTake *take);
void rbk_take_list_toggle (RbkTakeList *self);
void rbk_take_list_pause (RbkTakeList *self);
void rbk_take_list_skip (RbkTakeList *self, gint64 by_us);
gboolean rbk_take_list_choose_nth (RbkTakeList *self, guint n);
void rbk_take_list_play_from (RbkTakeList *self, gint64 position_us);
void rbk_take_list_set_marks (RbkTakeList *self, GArray *marks);
void rbk_take_list_set_suggestion (RbkTakeList *self, const char *take, const char *words);
RbkEditBar *rbk_take_list_get_edit_bar (RbkTakeList *self);
RbkWaveformView *rbk_take_list_get_waveform (RbkTakeList *self);
void rbk_take_list_ask_deletion (RbkTakeList *self, RbkTake *take);

G_END_DECLS
