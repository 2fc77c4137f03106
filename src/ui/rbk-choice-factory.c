/* rbk-choice-factory.c: the rows of a list of choices.
 *
 * Those that GTK makes by itself have no name for a screen reader, and cut long words off.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-choice-factory.h"

#define WIDEST_CHARS 36

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDEST_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const char *words = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), words);
  gtk_list_item_set_accessible_label (item, words);
}

/**
 * rbk_choice_factory_new:
 *
 * Returns: (transfer full): rows for a list of GtkStringObject, each called as it reads
 */
GtkListItemFactory *
rbk_choice_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
