/* rbk-pace-button.c: how fast the teleprompter scrolls, in words a minute.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-pace-button.h"

#include "ui/rbk-sound-settings.h"

#include <glib/gi18n-lib.h>

struct _RbkPaceButton
{
  GtkBox parent_instance;

  GtkLabel *label;   /* (not owned): of the box */
  GtkWidget *slower; /* (not owned): likewise */
  GtkWidget *faster; /* (not owned): likewise */
};

G_DEFINE_FINAL_TYPE (RbkPaceButton, rbk_pace_button, GTK_TYPE_BOX)

static void
pace_cb (RbkPaceButton *self)
{
  int pace = rbk_sound_settings_get_pace ();
  /* Translators: how fast somebody speaks; short */
  g_autofree char *words = g_strdup_printf (_ ("%d words/min"), pace);

  gtk_label_set_label (self->label, words);
  gtk_widget_set_sensitive (self->slower, pace > RBK_SOUND_SETTINGS_SLOWEST);
  gtk_widget_set_sensitive (self->faster, pace < RBK_SOUND_SETTINGS_FASTEST);
}

static void
slower_cb (void)
{
  rbk_sound_settings_set_pace (rbk_sound_settings_get_pace () - RBK_SOUND_SETTINGS_STEP);
}

static void
faster_cb (void)
{
  rbk_sound_settings_set_pace (rbk_sound_settings_get_pace () + RBK_SOUND_SETTINGS_STEP);
}

static GtkWidget *
make_button (const char *icon, const char *words, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (button, "clicked", clicked, NULL);
  return button;
}

static void
rbk_pace_button_class_init (RbkPaceButtonClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rbk_pace_button_init (RbkPaceButton *self)
{
  GSettings *settings = rbk_sound_settings_get ();

  self->slower = make_button ("list-remove-symbolic", _ ("Scroll Slower"), slower_cb);
  self->faster = make_button ("list-add-symbolic", _ ("Scroll Faster"), faster_cb);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (self), self->slower);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), self->faster);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pace of the teleprompter"), -1);
  if (settings != NULL)
    g_signal_connect_object (
      settings, "changed::" RBK_SOUND_SETTINGS_PACE, G_CALLBACK (pace_cb), self, G_CONNECT_SWAPPED);
  pace_cb (self);
}
