/* rbk-review-sound.h: a voicemail to be listened to closely: picture, speed, and the ear of a telephone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-player.h"
#include "ui/rbk-waveform-marks.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "moved" (): the player is at another moment, or plays, or does not. */
#define RBK_TYPE_REVIEW_SOUND (rbk_review_sound_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewSound, rbk_review_sound, RBK, REVIEW_SOUND, GtkBox)

GtkWidget *rbk_review_sound_new (void);
void rbk_review_sound_set_sound (RbkReviewSound *self, GBytes *pcm);
void rbk_review_sound_set_marks (RbkReviewSound *self, GArray *marks);
void rbk_review_sound_toggle (RbkReviewSound *self);
void rbk_review_sound_pause (RbkReviewSound *self);
void rbk_review_sound_skip (RbkReviewSound *self, gint64 by_us);
void rbk_review_sound_play_from (RbkReviewSound *self, gint64 us);
void rbk_review_sound_toggle_phone (RbkReviewSound *self);
void rbk_review_sound_change_speed (RbkReviewSound *self, int steps);
gint64 rbk_review_sound_get_position_us (RbkReviewSound *self);
gboolean rbk_review_sound_is_playing (RbkReviewSound *self);

G_END_DECLS
