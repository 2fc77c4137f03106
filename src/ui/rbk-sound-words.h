/* rbk-sound-words.h: lengths of sound as people read and hear them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rbk_sound_words_dup_clock (gint64 duration_us);
char *rbk_sound_words_dup_length (gint64 duration_us);
char *rbk_sound_words_dup_tenths (gint64 position_us);
char *rbk_sound_words_dup_spoken (gint64 duration_us);

G_END_DECLS
