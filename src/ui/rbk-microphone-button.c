/* rbk-microphone-button.c: names the microphone that would be recorded from, and changes it.
 *
 * The choice is remembered; while the chosen microphone is not plugged in, the system's is used, and
 * it is the chosen one again as soon as it is back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-microphone-button.h"

#include "ui/rbk-sound-settings.h"

#include <glib/gi18n-lib.h>

struct _RbkMicrophoneButton
{
  AdwBin parent_instance;

  RbkComposer *composer; /* (owned) (nullable) */
  char *wanted;          /* (owned) (nullable): id of the microphone chosen; NULL for the system's */

  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *label;
  GtkPopover *popover;
  GtkBox *list;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkMicrophoneButton, rbk_microphone_button, ADW_TYPE_BIN)

/* The microphone that the next take would be recorded from, as far as it is known. */
static RbkMicrophone *
find_next (RbkMicrophoneButton *self)
{
  RbkMicrophones *microphones = rbk_composer_get_microphones (self->composer);
  RbkMicrophone *wanted = self->wanted != NULL ? rbk_microphones_find (microphones, self->wanted) : NULL;

  return wanted != NULL ? wanted : rbk_microphones_find (microphones, NULL);
}

static void
show_name (RbkMicrophoneButton *self)
{
  RbkMicrophones *microphones = rbk_composer_get_microphones (self->composer);
  gboolean some =
    rbk_microphones_is_looking (microphones) || g_list_model_get_n_items (G_LIST_MODEL (microphones)) > 0;
  gboolean recording = FALSE;
  RbkMicrophone *next = find_next (self);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  g_object_get (self->composer, "microphone-name", &name, "recording", &recording, NULL);
  /* What would be recorded from; the composer knows what is being recorded from. */
  if (!recording && next != NULL)
    g_set_str (&name, rbk_microphone_get_name (next));
  if (!some)
    g_set_str (&name, _ ("No microphone"));
  else if (name == NULL || *name == '\0')
    g_set_str (&name, _ ("The system’s microphone"));
  gtk_label_set_label (self->label, name);
  gtk_image_set_from_icon_name (self->icon,
                                some ? "audio-input-microphone-symbolic" : "microphone-disabled-symbolic");
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), some);
  /* Translators: %s is the name of a microphone */
  words = g_strdup_printf (_ ("Microphone: %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
toggled_cb (GtkCheckButton *check, RbkMicrophoneButton *self)
{
  const char *id = g_object_get_data (G_OBJECT (check), "microphone");

  if (!gtk_check_button_get_active (check) || self->composer == NULL)
    return;
  g_set_str (&self->wanted, id);
  rbk_sound_settings_set_microphone (id);
  rbk_composer_set_microphone (self->composer, id);
  show_name (self);
  g_signal_emit (self, signals[CHANGED], 0);
  gtk_popover_popdown (self->popover);
}

static GtkCheckButton *
add_choice (
  RbkMicrophoneButton *self, GtkCheckButton *group, const char *id, const char *name, gboolean active)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (name));

  gtk_check_button_set_group (check, group);
  gtk_check_button_set_active (check, active);
  g_object_set_data_full (G_OBJECT (check), "microphone", g_strdup (id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (self->list, GTK_WIDGET (check));
  return check;
}

static void
microphones_changed_cb (RbkMicrophoneButton *self)
{
  RbkMicrophones *microphones = rbk_composer_get_microphones (self->composer);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (microphones));
  RbkMicrophone *found = self->wanted != NULL ? rbk_microphones_find (microphones, self->wanted) : NULL;
  gboolean recording = FALSE;
  GtkCheckButton *group;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  group = add_choice (self, NULL, NULL, _ ("The one the system prefers"), found == NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RbkMicrophone) microphone = g_list_model_get_item (G_LIST_MODEL (microphones), i);
      const char *id = rbk_microphone_get_id (microphone);

      add_choice (self,
                  group,
                  id,
                  rbk_microphone_get_name (microphone),
                  found != NULL && g_strcmp0 (id, self->wanted) == 0);
    }
  g_object_get (self->composer, "recording", &recording, NULL);
  if (!recording)
    rbk_composer_set_microphone (self->composer, found != NULL ? self->wanted : NULL);
  show_name (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rbk_microphone_button_dispose (GObject *object)
{
  RbkMicrophoneButton *self = RBK_MICROPHONE_BUTTON (object);

  rbk_microphone_button_set_composer (self, NULL);
  /* Disposing the template would unparent a child that has a name behind its parent's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_MICROPHONE_BUTTON);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (rbk_microphone_button_parent_class)->dispose (object);
}

static void
rbk_microphone_button_class_init (RbkMicrophoneButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_microphone_button_dispose;

  /**
   * RbkMicrophoneButton::changed:
   *
   * The microphones that are there, or the choice among them, are others; see
   * rbk_microphone_button_get_next().
   */
  signals[CHANGED] = g_signal_new (
    "changed", RBK_TYPE_MICROPHONE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-microphone-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkMicrophoneButton, button);
  gtk_widget_class_bind_template_child (widget_class, RbkMicrophoneButton, icon);
  gtk_widget_class_bind_template_child (widget_class, RbkMicrophoneButton, label);
  gtk_widget_class_bind_template_child (widget_class, RbkMicrophoneButton, popover);
  gtk_widget_class_bind_template_child (widget_class, RbkMicrophoneButton, list);
}

static void
rbk_microphone_button_init (RbkMicrophoneButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->wanted = rbk_sound_settings_dup_microphone ();
}

/**
 * rbk_microphone_button_set_composer:
 * @composer: (nullable): what would record
 */
void
rbk_microphone_button_set_composer (RbkMicrophoneButton *self, RbkComposer *composer)
{
  g_return_if_fail (RBK_IS_MICROPHONE_BUTTON (self));

  if (self->composer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->composer, self);
      g_signal_handlers_disconnect_by_data (rbk_composer_get_microphones (self->composer), self);
      g_clear_object (&self->composer);
    }
  if (composer == NULL)
    return;
  self->composer = g_object_ref (composer);
  g_signal_connect_swapped (composer, "notify::microphone-name", G_CALLBACK (show_name), self);
  /* A choice that had to wait for the end of a recording. */
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (microphones_changed_cb), self);
  g_signal_connect_swapped (
    rbk_composer_get_microphones (composer), "items-changed", G_CALLBACK (microphones_changed_cb), self);
  g_signal_connect_swapped (
    rbk_composer_get_microphones (composer), "notify::looking", G_CALLBACK (show_name), self);
  microphones_changed_cb (self);
}

/**
 * rbk_microphone_button_get_next:
 *
 * Returns: (transfer none) (nullable): the microphone that the next take would be recorded from; %NULL while
 *   none is known
 */
RbkMicrophone *
rbk_microphone_button_get_next (RbkMicrophoneButton *self)
{
  g_return_val_if_fail (RBK_IS_MICROPHONE_BUTTON (self), NULL);

  return self->composer != NULL ? find_next (self) : NULL;
}
