/* rbk-row-keys.c: lets Return and Space belong to the row that has the focus.
 *
 * A row of a list is activated by the window, after everything between has been asked. On a page where
 * these keys mean something wherever the focus is, they would never come to the row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-row-keys.h"

static gboolean
activate_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_LIST_BOX_ROW (focus) && gtk_widget_activate (focus);
}

/**
 * rbk_row_keys_add:
 * @widget: what holds the rows
 *
 * From now on Return and Space activate the row in it that has the focus.
 */
void
rbk_row_keys_add (GtkWidget *widget)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  static const guint activating[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space, GDK_KEY_KP_Space };

  for (guint i = 0; i < G_N_ELEMENTS (activating); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (activating[i], GDK_NO_MODIFIER_MASK),
                        gtk_callback_action_new (activate_cb, NULL, NULL)));
  gtk_widget_add_controller (widget, keys);
}
