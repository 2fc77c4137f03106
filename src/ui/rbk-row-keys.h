/* rbk-row-keys.h: lets Return and Space belong to the row that has the focus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rbk_row_keys_add (GtkWidget *widget);

G_END_DECLS
