/* rbk-drawn.c: what widgets that draw themselves have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-drawn.h"

#include <adwaita.h>

/**
 * rbk_drawn_follow_colours:
 *
 * Draws @widget anew whenever colours become others: light or dark, of high contrast, or another accent. GTK
 * does so by itself only for what it draws.
 */
void
rbk_drawn_follow_colours (GtkWidget *widget)
{
  static const char *const changes[] = { "notify::dark", "notify::high-contrast", "notify::accent-color" };
  AdwStyleManager *style = adw_style_manager_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (
      style, changes[i], G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
}
