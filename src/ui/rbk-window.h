/* rbk-window.h: the window: opens the desk and shows what there is to show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_WINDOW (rbk_window_get_type ())
G_DECLARE_FINAL_TYPE (RbkWindow, rbk_window, RBK, WINDOW, AdwApplicationWindow)

RbkWindow *rbk_window_new (AdwApplication *application, const char *data_directory, gboolean sample);
void rbk_window_open_desk (RbkWindow *self, gboolean sample);
gboolean rbk_window_is_sample (RbkWindow *self);
void rbk_window_quit (RbkWindow *self, gboolean force);
void rbk_window_show_preferences (RbkWindow *self);

G_END_DECLS
