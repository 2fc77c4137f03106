/* rbk-drawn.h: what widgets that draw themselves have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rbk_drawn_follow_colours (GtkWidget *widget);

G_END_DECLS
