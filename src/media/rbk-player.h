/* rbk-player.h: plays PCM that is held in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-media.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define RBK_PLAYER_MIN_SPEED 0.75
#define RBK_PLAYER_MAX_SPEED 2.0

#define RBK_PLAYER_MIN_GAIN_DB (-60.0)
#define RBK_PLAYER_MAX_GAIN_DB 40.0

#define RBK_TYPE_PLAYER (rbk_player_get_type ())
G_DECLARE_FINAL_TYPE (RbkPlayer, rbk_player, RBK, PLAYER, GObject)

RbkPlayer *rbk_player_new (void);
void rbk_player_set_pcm (RbkPlayer *self, GBytes *pcm);
GBytes *rbk_player_get_pcm (RbkPlayer *self);
gboolean rbk_player_play (RbkPlayer *self, GError **error);
void rbk_player_pause (RbkPlayer *self);
void rbk_player_seek (RbkPlayer *self, gint64 position_us);
void rbk_player_skip (RbkPlayer *self, gint64 by_us);
void rbk_player_set_speed (RbkPlayer *self, double speed);

void rbk_player_set_phone_pcm (RbkPlayer *self, GBytes *pcm);
void rbk_player_set_on_phone (RbkPlayer *self, gboolean is_on_phone);
void rbk_player_set_gain_db (RbkPlayer *self, double gain_db);

gboolean rbk_player_get_on_phone (RbkPlayer *self);
double rbk_player_get_gain_db (RbkPlayer *self);
gboolean rbk_player_get_playing (RbkPlayer *self);
gint64 rbk_player_get_position_us (RbkPlayer *self);
gint64 rbk_player_get_duration_us (RbkPlayer *self);
double rbk_player_get_speed (RbkPlayer *self);

G_END_DECLS
