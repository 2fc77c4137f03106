/* rbk-remove-button.c: the button at the end of a row that takes what it stands for away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-remove-button.h"

/**
 * rbk_remove_button_new:
 * @tooltip: what it does, for the eye
 * @label: the same for a screen reader, which names what the row stands for
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
rbk_remove_button_new (const char *tooltip, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}
