/* rbk-remove-button.h: the button at the end of a row that takes what it stands for away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rbk_remove_button_new (const char *tooltip, const char *label);

G_END_DECLS
