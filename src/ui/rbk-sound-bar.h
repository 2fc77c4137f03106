/* rbk-sound-bar.h: a recording that is played where it stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "media/rbk-player.h"
#include "ui/rbk-waveform-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_SOUND_BAR (rbk_sound_bar_get_type ())
G_DECLARE_FINAL_TYPE (RbkSoundBar, rbk_sound_bar, RBK, SOUND_BAR, GtkBox)

GtkWidget *rbk_sound_bar_new (void);
void rbk_sound_bar_set_sound (RbkSoundBar *self, RbkDesk *desk, const char *media, gint64 duration_us);
void rbk_sound_bar_set_player (RbkSoundBar *self, RbkPlayer *player, GBytes *pcm);
RbkWaveformView *rbk_sound_bar_get_waveform (RbkSoundBar *self);
void rbk_sound_bar_toggle (RbkSoundBar *self);
void rbk_sound_bar_pause (RbkSoundBar *self);
void rbk_sound_bar_skip (RbkSoundBar *self, gint64 by_us);

G_END_DECLS
