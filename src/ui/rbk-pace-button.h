/* rbk-pace-button.h: how fast the teleprompter scrolls, in words a minute.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_PACE_BUTTON (rbk_pace_button_get_type ())
G_DECLARE_FINAL_TYPE (RbkPaceButton, rbk_pace_button, RBK, PACE_BUTTON, GtkBox)

G_END_DECLS
