/* rbk-later-popover.h: when a message is to leave, if not now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "chosen" (gint64): microseconds since 1970, always after now. */
#define RBK_TYPE_LATER_POPOVER (rbk_later_popover_get_type ())
G_DECLARE_FINAL_TYPE (RbkLaterPopover, rbk_later_popover, RBK, LATER_POPOVER, GtkPopover)

/* When a message leaves that is to leave at @time_us: then, or as soon after as the rules let it. */
typedef gint64 (*RbkLaterGate) (gint64 time_us, gpointer data);

void rbk_later_popover_set_gate (RbkLaterPopover *self, RbkLaterGate gate, gpointer data);
void rbk_later_popover_set_times (
  RbkLaterPopover *self, gint64 now_us, GTimeZone *zone, GTimeZone *their_zone, gint64 opens_us);

G_END_DECLS
