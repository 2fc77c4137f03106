/* rbk-toasts.h: short words at the bottom of whatever a widget is in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void rbk_toasts_add (GtkWidget *widget, AdwToast *toast);
void rbk_toasts_say (GtkWidget *widget, const char *words);

G_END_DECLS
