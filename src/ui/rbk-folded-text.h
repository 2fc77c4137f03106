/* rbk-folded-text.h: a text that shows its first lines, and the rest when asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_FOLDED_TEXT (rbk_folded_text_get_type ())
G_DECLARE_FINAL_TYPE (RbkFoldedText, rbk_folded_text, RBK, FOLDED_TEXT, GtkBox)

void rbk_folded_text_set_text (RbkFoldedText *self, const char *text);

G_END_DECLS
