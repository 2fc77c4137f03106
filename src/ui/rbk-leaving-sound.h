/* rbk-leaving-sound.h: the sound of a message before it leaves, with its noise or without.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_LEAVING_SOUND (rbk_leaving_sound_get_type ())
G_DECLARE_FINAL_TYPE (RbkLeavingSound, rbk_leaving_sound, RBK, LEAVING_SOUND, GtkBox)

void rbk_leaving_sound_set_sound (RbkLeavingSound *self, GBytes *sound);
void rbk_leaving_sound_set_clean (RbkLeavingSound *self, gboolean clean);
void rbk_leaving_sound_pause (RbkLeavingSound *self);

G_END_DECLS
