/* rbk-room-label.h: says how noisy it is before anybody speaks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_ROOM_LABEL (rbk_room_label_get_type ())
G_DECLARE_FINAL_TYPE (RbkRoomLabel, rbk_room_label, RBK, ROOM_LABEL, AdwBin)

void rbk_room_label_listen (RbkRoomLabel *self, const char *microphone);
void rbk_room_label_rest (RbkRoomLabel *self);

G_END_DECLS
