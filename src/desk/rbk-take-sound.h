/* rbk-take-sound.h: the sound of a take, and what the rules say of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

GPtrArray *rbk_take_sound_judge (GBytes *sound);
void rbk_take_sound_load_async (
  RbkDesk *desk, const char *media, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GBytes *rbk_take_sound_load_finish (GAsyncResult *result, GPtrArray **remarks, GError **error);

G_END_DECLS
