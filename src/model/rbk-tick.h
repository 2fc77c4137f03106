/* rbk-tick.h: what a person heard with their own ears, and ticked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Immutable. */
#define RBK_TYPE_TICK (rbk_tick_get_type ())
G_DECLARE_FINAL_TYPE (RbkTick, rbk_tick, RBK, TICK, GObject)

RbkTick *rbk_tick_new (const char *content, const char *rule, gint64 position_us, gboolean ticked);
const char *rbk_tick_get_content (RbkTick *self);
const char *rbk_tick_get_rule (RbkTick *self);
gint64 rbk_tick_get_position_us (RbkTick *self);
gboolean rbk_tick_is_ticked (RbkTick *self);

G_END_DECLS
