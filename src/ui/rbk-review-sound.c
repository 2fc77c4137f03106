/* rbk-review-sound.c: a voicemail to be listened to closely: picture, speed, and the ear of a telephone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-sound.h"

#include "media/rbk-phone-ear.h"
#include "ui/rbk-sound-bar.h"
#include "ui/rbk-sound-settings.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewSound
{
  GtkBox parent_instance;

  RbkPlayer *player;         /* (owned) */
  GBytes *pcm;               /* (owned) (nullable) */
  gboolean is_made;          /* the player has what a telephone makes of it */
  char *failure;             /* (owned) (nullable): why it has not */
  GCancellable *cancellable; /* (owned) (nullable): while that is being made */

  RbkSoundBar *bar;
  GtkToggleButton *phone_button;
  GtkLabel *phone_label;
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewSound, rbk_review_sound, GTK_TYPE_BOX)

static void
show_words (RbkReviewSound *self)
{
  gboolean phone = gtk_toggle_button_get_active (self->phone_button);
  const char *words = !phone                  ? ""
                      : self->failure != NULL ? self->failure
                      : self->is_made         ? _ ("You hear what a telephone makes of it.")
                                              : _ ("What a telephone makes of it is being found out…");

  if (g_strcmp0 (gtk_label_get_label (self->phone_label), words) != 0)
    gtk_label_set_label (self->phone_label, words);
}

static void
phone_made_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewSound *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) phone = rbk_phone_ear_finish (result, &error);

  /* Cancelled for another sound, or when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (phone != NULL)
    rbk_player_set_phone_pcm (self->player, phone);
  else
    self->failure = g_strdup (error->message);
  self->is_made = phone != NULL;
  show_words (self);
}

static void
stop_making (RbkReviewSound *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
phone_cb (RbkReviewSound *self)
{
  gboolean phone = gtk_toggle_button_get_active (self->phone_button);

  if (phone && self->pcm != NULL && !self->is_made && self->failure == NULL && self->cancellable == NULL)
    {
      self->cancellable = g_cancellable_new ();
      rbk_phone_ear_async (self->pcm, self->cancellable, phone_made_cb, self);
    }
  rbk_player_set_on_phone (self->player, phone);
  show_words (self);
}

static void
moved_cb (RbkReviewSound *self)
{
  g_signal_emit (self, signals[MOVED], 0);
}

static void
rbk_review_sound_dispose (GObject *object)
{
  RbkReviewSound *self = RBK_REVIEW_SOUND (object);

  stop_making (self);
  if (self->player != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->player, self);
      rbk_player_pause (self->player);
    }
  if (self->bar != NULL)
    rbk_sound_bar_set_player (self->bar, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_SOUND);
  g_clear_object (&self->player);
  g_clear_pointer (&self->pcm, g_bytes_unref);
  G_OBJECT_CLASS (rbk_review_sound_parent_class)->dispose (object);
}

static void
rbk_review_sound_finalize (GObject *object)
{
  g_free (RBK_REVIEW_SOUND (object)->failure);
  G_OBJECT_CLASS (rbk_review_sound_parent_class)->finalize (object);
}

static void
rbk_review_sound_class_init (RbkReviewSoundClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_sound_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_sound_finalize;
  g_type_ensure (RBK_TYPE_SOUND_BAR);
  signals[MOVED] =
    g_signal_new ("moved", RBK_TYPE_REVIEW_SOUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-review-sound.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewSound, bar);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewSound, phone_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewSound, phone_label);
  gtk_widget_class_bind_template_callback (widget_class, phone_cb);
}

static void
rbk_review_sound_init (RbkReviewSound *self)
{
  RbkWaveformView *waveform;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->player = rbk_player_new ();
  g_signal_connect_swapped (self->player, "notify::position-us", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->player, "notify::playing", G_CALLBACK (moved_cb), self);
  waveform = rbk_sound_bar_get_waveform (self->bar);
  rbk_waveform_view_set_selectable (waveform, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (waveform), "rbk-large");
}

/**
 * rbk_review_sound_new:
 *
 * Returns: (transfer floating): nothing to listen to yet
 */
GtkWidget *
rbk_review_sound_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_SOUND, NULL);
}

/**
 * rbk_review_sound_set_sound:
 * @pcm: (nullable): as in rbk-pcm.h; not copied
 */
void
rbk_review_sound_set_sound (RbkReviewSound *self, GBytes *pcm)
{
  g_return_if_fail (RBK_IS_REVIEW_SOUND (self));

  if (self->pcm == pcm)
    return;
  stop_making (self);
  rbk_sound_bar_set_player (self->bar, NULL, NULL);
  g_clear_pointer (&self->pcm, g_bytes_unref);
  g_clear_pointer (&self->failure, g_free);
  self->is_made = FALSE;
  self->pcm = pcm != NULL ? g_bytes_ref (pcm) : NULL;
  rbk_player_set_pcm (self->player, pcm);
  if (pcm != NULL)
    rbk_sound_bar_set_player (self->bar, self->player, pcm);
  gtk_widget_set_sensitive (GTK_WIDGET (self->phone_button), pcm != NULL);
  phone_cb (self);
}

/**
 * rbk_review_sound_set_marks:
 * @marks: (transfer none) (element-type RbkMark): moments that something was said of
 */
void
rbk_review_sound_set_marks (RbkReviewSound *self, GArray *marks)
{
  rbk_waveform_view_set_marks (rbk_sound_bar_get_waveform (self->bar), marks);
}

/**
 * rbk_review_sound_toggle:
 *
 * Plays, or pauses. Where a passage is selected, that is what plays.
 */
void
rbk_review_sound_toggle (RbkReviewSound *self)
{
  if (self->pcm != NULL)
    rbk_sound_bar_toggle (self->bar);
}

void
rbk_review_sound_pause (RbkReviewSound *self)
{
  rbk_sound_bar_pause (self->bar);
}

/**
 * rbk_review_sound_skip:
 * @by_us: how far; below 0 is back
 */
void
rbk_review_sound_skip (RbkReviewSound *self, gint64 by_us)
{
  if (self->pcm != NULL)
    rbk_sound_bar_skip (self->bar, by_us);
}

/**
 * rbk_review_sound_play_from:
 * @us: the moment to hear
 */
void
rbk_review_sound_play_from (RbkReviewSound *self, gint64 us)
{
  if (self->pcm == NULL)
    return;
  rbk_waveform_view_set_selection (rbk_sound_bar_get_waveform (self->bar), -1, -1);
  rbk_player_seek (self->player, us);
  if (!rbk_player_get_playing (self->player))
    rbk_sound_bar_toggle (self->bar);
}

/**
 * rbk_review_sound_toggle_phone:
 *
 * Hears it as on a telephone, or as it was recorded.
 */
void
rbk_review_sound_toggle_phone (RbkReviewSound *self)
{
  if (self->pcm != NULL)
    gtk_toggle_button_set_active (self->phone_button, !gtk_toggle_button_get_active (self->phone_button));
}

/**
 * rbk_review_sound_change_speed:
 * @steps: how many of the speeds that are offered to go up; below 0 is down
 *
 * The pitch stays. A screen reader says the speed.
 */
void
rbk_review_sound_change_speed (RbkReviewSound *self, int steps)
{
  int index = 0;
  g_autofree char *words = NULL;

  for (int i = 0; i < RBK_SOUND_SETTINGS_N_SPEEDS; i++)
    {
      if (ABS (rbk_sound_settings_speeds[i] - rbk_sound_settings_get_speed ()) < 0.01)
        index = i;
    }
  index = CLAMP (index + steps, 0, RBK_SOUND_SETTINGS_N_SPEEDS - 1);
  rbk_sound_settings_set_speed (rbk_sound_settings_speeds[index]);
  words = rbk_sound_settings_dup_speed_words (rbk_sound_settings_speeds[index]);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * rbk_review_sound_get_position_us:
 *
 * Returns: the moment that is heard, or would be
 */
gint64
rbk_review_sound_get_position_us (RbkReviewSound *self)
{
  return rbk_player_get_position_us (self->player);
}

gboolean
rbk_review_sound_is_playing (RbkReviewSound *self)
{
  return rbk_player_get_playing (self->player);
}
