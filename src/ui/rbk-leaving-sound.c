/* rbk-leaving-sound.c: the sound of a message before it leaves, with its noise or without.
 *
 * Whoever listens hears the switch at once, at the same place: the sound without noise is made beside the
 * one that was recorded, which stays as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-leaving-sound.h"

#include "media/rbk-clean-up.h"
#include "media/rbk-player.h"
#include "ui/rbk-sound-bar.h"

#include <glib/gi18n-lib.h>

struct _RbkLeavingSound
{
  GtkBox parent_instance;

  GBytes *sound;             /* (owned) (nullable): as it was recorded and edited */
  RbkPlayer *player;         /* (owned) */
  gboolean clean;            /* what is to be heard */
  gboolean is_made;          /* the player has what is left without the noise */
  char *failure;             /* (owned) (nullable): why there is none */
  GCancellable *cancellable; /* (owned) (nullable): while that is being made */

  RbkSoundBar *bar; /* (not owned): of the box */
  GtkLabel *label;  /* (not owned): likewise */
};

G_DEFINE_FINAL_TYPE (RbkLeavingSound, rbk_leaving_sound, GTK_TYPE_BOX)

static void
show_words (RbkLeavingSound *self)
{
  const char *words = !self->clean            ? _ ("You hear it as it was recorded.")
                      : self->failure != NULL ? self->failure
                      : self->is_made         ? _ ("You hear it without the noise.")
                                              : _ ("The noise is being taken away…");

  if (g_strcmp0 (gtk_label_get_label (self->label), words) != 0)
    gtk_label_set_label (self->label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->label), rbk_clean_up_can ());
}

static void
stop_cleaning (RbkLeavingSound *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
cleaned_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkLeavingSound *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cleaned = rbk_clean_up_finish (result, &error);

  /* Cancelled for another sound, or when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (cleaned != NULL)
    rbk_player_set_phone_pcm (self->player, cleaned);
  else
    self->failure = g_strdup (error->message);
  self->is_made = cleaned != NULL;
  show_words (self);
}

static void
rbk_leaving_sound_dispose (GObject *object)
{
  RbkLeavingSound *self = RBK_LEAVING_SOUND (object);

  stop_cleaning (self);
  if (self->bar != NULL)
    rbk_sound_bar_set_player (self->bar, NULL, NULL);
  self->bar = NULL;
  self->label = NULL;
  g_clear_object (&self->player);
  g_clear_pointer (&self->sound, g_bytes_unref);
  G_OBJECT_CLASS (rbk_leaving_sound_parent_class)->dispose (object);
}

static void
rbk_leaving_sound_finalize (GObject *object)
{
  g_free (RBK_LEAVING_SOUND (object)->failure);
  G_OBJECT_CLASS (rbk_leaving_sound_parent_class)->finalize (object);
}

static void
rbk_leaving_sound_class_init (RbkLeavingSoundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_leaving_sound_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_leaving_sound_finalize;
}

static void
rbk_leaving_sound_init (RbkLeavingSound *self)
{
  GtkWidget *bar = rbk_sound_bar_new ();
  GtkWidget *label = gtk_label_new (NULL);

  self->player = rbk_player_new ();
  self->bar = RBK_SOUND_BAR (bar);
  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), bar);
  gtk_box_append (GTK_BOX (self), label);
  show_words (self);
}

/**
 * rbk_leaving_sound_set_sound:
 * @sound: (nullable): PCM as in rbk-pcm.h; not copied
 *
 * What was played before is heard no more.
 */
void
rbk_leaving_sound_set_sound (RbkLeavingSound *self, GBytes *sound)
{
  g_return_if_fail (RBK_IS_LEAVING_SOUND (self));

  if (self->sound == sound)
    return;
  stop_cleaning (self);
  rbk_sound_bar_set_player (self->bar, NULL, NULL);
  g_clear_pointer (&self->sound, g_bytes_unref);
  g_clear_pointer (&self->failure, g_free);
  self->is_made = FALSE;
  rbk_player_set_pcm (self->player, sound);
  if (sound != NULL)
    {
      self->sound = g_bytes_ref (sound);
      rbk_sound_bar_set_player (self->bar, self->player, sound);
    }
  rbk_leaving_sound_set_clean (self, self->clean);
}

/**
 * rbk_leaving_sound_set_clean:
 * @clean: whether to hear it without the noise, as soon as that is made
 */
void
rbk_leaving_sound_set_clean (RbkLeavingSound *self, gboolean clean)
{
  g_return_if_fail (RBK_IS_LEAVING_SOUND (self));

  self->clean = clean && rbk_clean_up_can ();
  rbk_player_set_on_phone (self->player, self->clean);
  if (self->clean && self->sound != NULL && !self->is_made && self->failure == NULL &&
      self->cancellable == NULL)
    {
      self->cancellable = g_cancellable_new ();
      rbk_clean_up_async (self->sound, self->cancellable, cleaned_cb, self);
    }
  show_words (self);
}

/**
 * rbk_leaving_sound_pause:
 *
 * Nothing is heard from it any more.
 */
void
rbk_leaving_sound_pause (RbkLeavingSound *self)
{
  g_return_if_fail (RBK_IS_LEAVING_SOUND (self));

  rbk_sound_bar_pause (self->bar);
}
