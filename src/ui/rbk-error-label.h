/* rbk-error-label.h: the place in a form where it says what is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rbk_error_label_show (GtkLabel *label, const char *words);

G_END_DECLS
