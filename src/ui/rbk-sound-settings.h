/* rbk-sound-settings.h: how this person likes to hear and to record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RBK_SOUND_SETTINGS_SPEED      "playback-speed"
#define RBK_SOUND_SETTINGS_MICROPHONE "microphone"
#define RBK_SOUND_SETTINGS_COUNTDOWN  "countdown"
#define RBK_SOUND_SETTINGS_PACE       "speaking-pace"

/* Words a minute of the teleprompter; the schema has the same range. */
#define RBK_SOUND_SETTINGS_SLOWEST 80
#define RBK_SOUND_SETTINGS_FASTEST 220
#define RBK_SOUND_SETTINGS_USUAL   150
#define RBK_SOUND_SETTINGS_STEP    10

/* Seconds that are counted down before a recording, where that is wished for. */
#define RBK_SOUND_SETTINGS_COUNTDOWN_SECONDS 3

/* The speeds that are offered (voice 59). */
#define RBK_SOUND_SETTINGS_N_SPEEDS 5
extern const double rbk_sound_settings_speeds[RBK_SOUND_SETTINGS_N_SPEEDS];

GSettings *rbk_sound_settings_get (void);
double rbk_sound_settings_get_speed (void);
void rbk_sound_settings_set_speed (double speed);
char *rbk_sound_settings_dup_speed_words (double speed);
char *rbk_sound_settings_dup_microphone (void);
void rbk_sound_settings_set_microphone (const char *id);
gboolean rbk_sound_settings_get_clean_up (void);
void rbk_sound_settings_set_clean_up (gboolean clean_up);
gboolean rbk_sound_settings_get_countdown (void);
int rbk_sound_settings_get_pace (void);
void rbk_sound_settings_set_pace (int words_a_minute);

G_END_DECLS
