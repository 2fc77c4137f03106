/* rbk-sound-bar.c: a recording that is played where it stands.
 *
 * In the timeline it loads its sound by itself, shortly after it came into sight, and gives it back
 * when the list uses it for another row. In the composer it shows the composer's own player. Of all
 * bars one plays at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-sound-bar.h"

#include "media/rbk-pcm.h"
#include "media/rbk-waveform.h"
#include "ui/rbk-sound-settings.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-waveform-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* A row that is only scrolled past does not load its sound. */
#define LOAD_DELAY_MS 150
#define SKIP_US       (5 * G_USEC_PER_SEC)

struct _RbkSoundBar
{
  GtkBox parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  char *media;               /* (owned) (nullable): what to load; NULL with a player from outside */
  gint64 duration_us;        /* as it was said to be, until it is loaded */
  GBytes *pcm;               /* (owned) (nullable): once loaded */
  RbkPlayer *player;         /* (owned) (nullable): made when first played, or from outside */
  gboolean outside;          /* the player belongs to somebody else */
  GCancellable *cancellable; /* (owned) (nullable): of the load under way */
  guint load_timeout;
  gboolean play_when_loaded;
  gint64 seek_when_loaded_us; /* -1: nowhere */
  gint64 stop_at_us;          /* the end of the passage that is played; -1: the sound is */

  GtkWidget *play_button;
  GtkStack *play_stack;
  GtkImage *play_icon;
  RbkWaveformView *waveform;
  GtkLabel *time_label;
  GtkWidget *back_button;
  GtkWidget *forward_button;
  GtkMenuButton *speed_button;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (RbkSoundBar, rbk_sound_bar, GTK_TYPE_BOX)

/* The player that is heard now. (not owned): a weak pointer. Main thread. */
static RbkPlayer *heard_player = NULL;

static gint64
get_duration (RbkSoundBar *self)
{
  if (self->player != NULL && rbk_player_get_duration_us (self->player) > 0)
    return rbk_player_get_duration_us (self->player);
  return self->duration_us;
}

static gint64
get_position (RbkSoundBar *self)
{
  if (self->player != NULL)
    return rbk_player_get_position_us (self->player);
  return MAX (self->seek_when_loaded_us, 0);
}

static gboolean
is_playing (RbkSoundBar *self)
{
  return self->player != NULL && rbk_player_get_playing (self->player);
}

static void
show_position (RbkSoundBar *self)
{
  g_autofree char *position = rbk_sound_words_dup_clock (get_position (self));
  g_autofree char *duration = rbk_sound_words_dup_length (get_duration (self));
  /* Translators: a position in a recording and its length, such as "0:05 / 0:24" */
  g_autofree char *words = g_strdup_printf (_ ("%s / %s"), position, duration);

  rbk_waveform_view_set_duration (self->waveform, get_duration (self));
  rbk_waveform_view_set_position (self->waveform, get_position (self));
  if (g_strcmp0 (gtk_label_get_label (self->time_label), words) != 0)
    gtk_label_set_label (self->time_label, words);
  if (self->stop_at_us >= 0 && get_position (self) >= self->stop_at_us && is_playing (self))
    {
      gint64 stop_at_us = self->stop_at_us;

      self->stop_at_us = -1;
      rbk_player_pause (self->player);
      rbk_player_seek (self->player, stop_at_us);
    }
}

static void
show_state (RbkSoundBar *self)
{
  gboolean playing = is_playing (self);
  gboolean loading = self->cancellable != NULL && self->play_when_loaded;
  gboolean something = self->media != NULL || self->player != NULL;
  const char *words = playing || loading ? _ ("Pause") : _ ("Play");

  gtk_image_set_from_icon_name (self->play_icon,
                                playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_stack_set_visible_child_name (self->play_stack, loading ? "loading" : "icon");
  gtk_widget_set_tooltip_text (self->play_button, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_sensitive (self->play_button, something);
  gtk_widget_set_sensitive (GTK_WIDGET (self->waveform), something);
  gtk_widget_set_sensitive (self->back_button, something);
  gtk_widget_set_sensitive (self->forward_button, something);
}

static void
show_error (RbkSoundBar *self, const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
  gtk_label_set_label (self->error_label, error != NULL ? error->message : "");
}

static void
show_speed (RbkSoundBar *self)
{
  double speed = rbk_sound_settings_get_speed ();
  g_autofree char *short_words = rbk_sound_settings_dup_speed_words (speed);
  /* Translators: %s is such as "1.25×" */
  g_autofree char *words = g_strdup_printf (_ ("Playback speed %s"), short_words);

  gtk_menu_button_set_label (self->speed_button, short_words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->speed_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (self->player != NULL)
    rbk_player_set_speed (self->player, speed);
}

static void
playing_cb (RbkSoundBar *self)
{
  if (is_playing (self))
    {
      if (heard_player != NULL && heard_player != self->player)
        rbk_player_pause (heard_player);
      g_set_weak_pointer (&heard_player, self->player);
      show_error (self, NULL);
    }
  show_state (self);
}

static void
failed_cb (RbkSoundBar *self, GError *error)
{
  show_error (self, error);
  show_state (self);
}

static void
drop_player (RbkSoundBar *self)
{
  if (self->player == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->player, self);
  if (!self->outside)
    rbk_player_pause (self->player);
  g_clear_object (&self->player);
}

static void
take_player (RbkSoundBar *self, RbkPlayer *player, gboolean outside)
{
  self->player = player;
  self->outside = outside;
  g_signal_connect_swapped (player, "notify::playing", G_CALLBACK (playing_cb), self);
  g_signal_connect_swapped (player, "notify::position-us", G_CALLBACK (show_position), self);
  g_signal_connect_swapped (player, "notify::duration-us", G_CALLBACK (show_position), self);
  g_signal_connect_swapped (player, "failed", G_CALLBACK (failed_cb), self);
  rbk_player_set_speed (player, rbk_sound_settings_get_speed ());
}

static void
show_waveform (RbkSoundBar *self)
{
  g_autoptr (GArray) peaks =
    self->pcm != NULL ? rbk_waveform_compute (self->pcm, RBK_WAVEFORM_VIEW_BUCKETS) : NULL;

  rbk_waveform_view_set_peaks (self->waveform, peaks);
}

static void
play (RbkSoundBar *self)
{
  g_autoptr (GError) error = NULL;
  gint64 from_us, to_us;

  if (self->player == NULL)
    {
      take_player (self, rbk_player_new (), FALSE);
      rbk_player_set_pcm (self->player, self->pcm);
    }
  /* What is selected is what one wants to hear. */
  self->stop_at_us = -1;
  if (rbk_waveform_view_get_selection (self->waveform, &from_us, &to_us))
    {
      rbk_player_seek (self->player, from_us);
      self->stop_at_us = to_us;
    }
  else if (self->seek_when_loaded_us >= 0)
    {
      rbk_player_seek (self->player, self->seek_when_loaded_us);
      self->seek_when_loaded_us = -1;
    }
  if (!rbk_player_play (self->player, &error))
    show_error (self, error);
  show_state (self);
  show_position (self);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkSoundBar *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pcm = rbk_desk_load_sound_finish (RBK_DESK (object), result, &error);
  gboolean play_now;

  /* Cancelled when this bar went away or shows another sound: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  play_now = self->play_when_loaded;
  self->play_when_loaded = FALSE;
  if (pcm == NULL)
    {
      show_error (self, error);
      show_state (self);
      return;
    }
  self->pcm = g_steal_pointer (&pcm);
  self->duration_us = rbk_pcm_duration_us (g_bytes_get_size (self->pcm));
  show_waveform (self);
  show_position (self);
  show_state (self);
  if (play_now)
    play (self);
}

static void
load (RbkSoundBar *self)
{
  g_clear_handle_id (&self->load_timeout, g_source_remove);
  if (self->media == NULL || self->pcm != NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  rbk_desk_load_sound_async (self->desk, self->media, self->cancellable, loaded_cb, self);
}

static gboolean
load_timeout_cb (gpointer data)
{
  RbkSoundBar *self = data;

  self->load_timeout = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
load_soon (RbkSoundBar *self)
{
  if (self->media == NULL || self->pcm != NULL || self->cancellable != NULL || self->load_timeout != 0 ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->load_timeout = g_timeout_add (LOAD_DELAY_MS, load_timeout_cb, self);
}

static void
clear_sound (RbkSoundBar *self)
{
  g_clear_handle_id (&self->load_timeout, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_player (self);
  g_clear_pointer (&self->pcm, g_bytes_unref);
  g_clear_pointer (&self->media, g_free);
  g_clear_object (&self->desk);
  self->duration_us = 0;
  self->play_when_loaded = FALSE;
  self->seek_when_loaded_us = -1;
  self->stop_at_us = -1;
}

static void
play_clicked_cb (RbkSoundBar *self)
{
  rbk_sound_bar_toggle (self);
}

static void
seek_cb (RbkSoundBar *self, gint64 position_us)
{
  self->stop_at_us = -1;
  if (self->player != NULL)
    rbk_player_seek (self->player, position_us);
  else
    self->seek_when_loaded_us = CLAMP (position_us, 0, get_duration (self));
  show_position (self);
}

static void
back_clicked_cb (RbkSoundBar *self)
{
  rbk_sound_bar_skip (self, -SKIP_US);
}

static void
forward_clicked_cb (RbkSoundBar *self)
{
  rbk_sound_bar_skip (self, SKIP_US);
}

static void
speed_toggled_cb (GtkCheckButton *check, gpointer data)
{
  GtkWidget *popover;

  if (!gtk_check_button_get_active (check))
    return;
  rbk_sound_settings_set_speed (rbk_sound_settings_speeds[GPOINTER_TO_UINT (data)]);
  popover = gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_POPOVER);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* Made when it is opened: a timeline has many rows, and few of them are ever asked for this. */
static void
make_speed_popover (GtkMenuButton *button, gpointer data)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkCheckButton *group = NULL;

  for (guint i = 0; i < RBK_SOUND_SETTINGS_N_SPEEDS; i++)
    {
      g_autofree char *words = rbk_sound_settings_dup_speed_words (rbk_sound_settings_speeds[i]);
      GtkWidget *check = gtk_check_button_new_with_label (words);

      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
      if (group == NULL)
        group = GTK_CHECK_BUTTON (check);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   ABS (rbk_sound_settings_speeds[i] - rbk_sound_settings_get_speed ()) <
                                     0.01);
      g_signal_connect (check, "toggled", G_CALLBACK (speed_toggled_cb), GUINT_TO_POINTER (i));
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
rbk_sound_bar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rbk_sound_bar_parent_class)->map (widget);
  load_soon (RBK_SOUND_BAR (widget));
}

static void
rbk_sound_bar_unmap (GtkWidget *widget)
{
  RbkSoundBar *self = RBK_SOUND_BAR (widget);

  g_clear_handle_id (&self->load_timeout, g_source_remove);
  rbk_sound_bar_pause (self);
  GTK_WIDGET_CLASS (rbk_sound_bar_parent_class)->unmap (widget);
}

static void
rbk_sound_bar_dispose (GObject *object)
{
  clear_sound (RBK_SOUND_BAR (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_SOUND_BAR);
  G_OBJECT_CLASS (rbk_sound_bar_parent_class)->dispose (object);
}

static void
rbk_sound_bar_class_init (RbkSoundBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_sound_bar_dispose;
  widget_class->map = rbk_sound_bar_map;
  widget_class->unmap = rbk_sound_bar_unmap;

  g_type_ensure (RBK_TYPE_WAVEFORM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-sound-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, play_button);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, play_stack);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, play_icon);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, waveform);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, time_label);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, back_button);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, forward_button);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, speed_button);
  gtk_widget_class_bind_template_child (widget_class, RbkSoundBar, error_label);
  gtk_widget_class_bind_template_callback (widget_class, play_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, seek_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_clicked_cb);
}

static void
rbk_sound_bar_init (RbkSoundBar *self)
{
  GSettings *settings = rbk_sound_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->seek_when_loaded_us = -1;
  self->stop_at_us = -1;
  gtk_menu_button_set_create_popup_func (self->speed_button, make_speed_popover, NULL, NULL);
  if (settings != NULL)
    g_signal_connect_object (
      settings, "changed::" RBK_SOUND_SETTINGS_SPEED, G_CALLBACK (show_speed), self, G_CONNECT_SWAPPED);
  show_speed (self);
  show_position (self);
  show_state (self);
}

/**
 * rbk_sound_bar_new:
 *
 * Returns: (transfer floating): a bar without a sound
 */
GtkWidget *
rbk_sound_bar_new (void)
{
  return g_object_new (RBK_TYPE_SOUND_BAR, NULL);
}

/**
 * rbk_sound_bar_set_sound:
 * @desk: (nullable): where to load it from; may be %NULL if @media is
 * @media: (nullable): id of the sound; %NULL for none, as when a list recycles the row
 * @duration_us: how long it is said to be, shown until it is loaded
 *
 * Whatever was played or loaded before is given back.
 */
void
rbk_sound_bar_set_sound (RbkSoundBar *self, RbkDesk *desk, const char *media, gint64 duration_us)
{
  g_return_if_fail (RBK_IS_SOUND_BAR (self));
  g_return_if_fail (media == NULL || RBK_IS_DESK (desk));

  if (media != NULL && g_strcmp0 (media, self->media) == 0 && desk == self->desk)
    return;
  clear_sound (self);
  if (media != NULL)
    {
      self->desk = g_object_ref (desk);
      self->media = g_strdup (media);
      self->duration_us = MAX (duration_us, 0);
    }
  show_error (self, NULL);
  show_waveform (self);
  show_position (self);
  show_state (self);
  load_soon (self);
}

/**
 * rbk_sound_bar_set_player:
 * @player: (nullable): somebody else's player, which has its sound already
 * @pcm: (nullable): that sound, for its picture
 */
void
rbk_sound_bar_set_player (RbkSoundBar *self, RbkPlayer *player, GBytes *pcm)
{
  g_return_if_fail (RBK_IS_SOUND_BAR (self));

  clear_sound (self);
  if (player != NULL)
    take_player (self, g_object_ref (player), TRUE);
  if (pcm != NULL)
    self->pcm = g_bytes_ref (pcm);
  show_error (self, NULL);
  show_waveform (self);
  show_position (self);
  show_state (self);
}

/**
 * rbk_sound_bar_get_waveform:
 *
 * Returns: (transfer none): its picture of the sound
 */
RbkWaveformView *
rbk_sound_bar_get_waveform (RbkSoundBar *self)
{
  g_return_val_if_fail (RBK_IS_SOUND_BAR (self), NULL);

  return self->waveform;
}

/**
 * rbk_sound_bar_toggle:
 *
 * Plays, or pauses; loads the sound first where that has not been done. Where a passage is selected, that is
 * what plays.
 */
void
rbk_sound_bar_toggle (RbkSoundBar *self)
{
  g_return_if_fail (RBK_IS_SOUND_BAR (self));

  if (is_playing (self))
    {
      rbk_player_pause (self->player);
      return;
    }
  if (self->player != NULL || self->pcm != NULL)
    {
      play (self);
      return;
    }
  self->play_when_loaded = self->media != NULL && !self->play_when_loaded;
  load (self);
  show_state (self);
}

/**
 * rbk_sound_bar_pause:
 *
 * Nothing is heard from it any more, and nothing will be when a load ends.
 */
void
rbk_sound_bar_pause (RbkSoundBar *self)
{
  g_return_if_fail (RBK_IS_SOUND_BAR (self));

  self->play_when_loaded = FALSE;
  if (is_playing (self))
    rbk_player_pause (self->player);
}

/**
 * rbk_sound_bar_skip:
 * @by_us: how far; below 0 is back
 */
void
rbk_sound_bar_skip (RbkSoundBar *self, gint64 by_us)
{
  g_return_if_fail (RBK_IS_SOUND_BAR (self));

  self->stop_at_us = -1;
  if (self->player != NULL)
    rbk_player_skip (self->player, by_us);
  else
    seek_cb (self, get_position (self) + by_us);
  show_position (self);
}
