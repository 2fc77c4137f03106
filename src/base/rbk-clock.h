/* rbk-clock.h: the time, given from outside so that tests can turn it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RBK_TYPE_CLOCK (rbk_clock_get_type ())
G_DECLARE_FINAL_TYPE (RbkClock, rbk_clock, RBK, CLOCK, GObject)

RbkClock *rbk_clock_new (void);
RbkClock *rbk_clock_new_fixed (gint64 now_us);
gint64 rbk_clock_now_us (RbkClock *self);
void rbk_clock_advance (RbkClock *self, gint64 by_us);

G_END_DECLS
