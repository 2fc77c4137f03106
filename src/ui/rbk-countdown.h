/* rbk-countdown.h: seconds to draw breath before a recording.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Property: "left" (uint): seconds that are left; 0: nothing is counted down.
 * Signal: "done" (): the last second is over. */
#define RBK_TYPE_COUNTDOWN (rbk_countdown_get_type ())
G_DECLARE_FINAL_TYPE (RbkCountdown, rbk_countdown, RBK, COUNTDOWN, GObject)

RbkCountdown *rbk_countdown_new (void);
void rbk_countdown_start (RbkCountdown *self, guint seconds);
void rbk_countdown_start_as_wished (RbkCountdown *self);
void rbk_countdown_cancel (RbkCountdown *self);
guint rbk_countdown_get_left (RbkCountdown *self);

G_END_DECLS
