/* rbk-record-desk.c: what stands at the microphone: level, clock, length, and the button that records.
 *
 * It shows; the page around it does what is asked for, and knows when it can be done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-record-desk.h"

#include "media/rbk-pcm.h"
#include "ui/rbk-length-gauge.h"
#include "ui/rbk-level-meter.h"
#include "ui/rbk-microphone-button.h"
#include "ui/rbk-record-words.h"
#include "ui/rbk-room-label.h"
#include "ui/rbk-sound-words.h"

#include <glib/gi18n-lib.h>

struct _RbkRecordDesk
{
  GtkBox parent_instance;

  RbkComposer *composer;   /* (owned) (nullable) */
  RbkCountdown *countdown; /* (owned) (nullable): with the composer */
  RbkEditBar *edit_bar;    /* (owned) (nullable): likewise */
  gboolean full;           /* the last recording ended at the longest length */
  char *room_heard;        /* (owned) (nullable): id of the microphone that listened to the room */

  RbkLevelMeter *meter;
  GtkLabel *clock_label;
  GtkLabel *words_label;
  GtkWidget *pause_button;
  GtkWidget *record_button;
  GtkImage *record_icon;
  RbkLengthGauge *gauge;
  RbkMicrophoneButton *microphone_button;
  RbkRoomLabel *room_label;
  GtkLabel *key_label;
};

enum
{
  MICROPHONE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkRecordDesk, rbk_record_desk, GTK_TYPE_BOX)

static gboolean
is_recording (RbkRecordDesk *self)
{
  gboolean recording = FALSE;

  g_object_get (self->composer, "recording", &recording, NULL);
  return recording;
}

static void
show_clock (RbkRecordDesk *self)
{
  gboolean recording = is_recording (self);
  gint64 duration_us = rbk_record_desk_get_message_us (self);
  guint counting = rbk_countdown_get_left (self->countdown);
  g_autofree char *clock = counting > 0 ? g_strdup_printf ("%u", counting)
                           : recording  ? rbk_sound_words_dup_clock (duration_us)
                                        : rbk_sound_words_dup_length (duration_us);
  g_autofree char *spoken = counting > 0 ? g_strdup (clock) : rbk_sound_words_dup_spoken (duration_us);
  gboolean full = self->full && duration_us >= RBK_LENGTH_GAUGE_STOP_US - G_USEC_PER_SEC;
  g_autofree char *words = rbk_record_words_dup_state (counting,
                                                       rbk_composer_get_state (self->composer),
                                                       recording,
                                                       rbk_record_desk_has_microphone (self),
                                                       full);

  if (words == NULL)
    words = rbk_length_gauge_dup_words (self->gauge, duration_us, recording);
  rbk_record_words_show_clock (self->clock_label, clock, spoken);
  if (g_strcmp0 (gtk_label_get_label (self->words_label), words) != 0)
    gtk_label_set_label (self->words_label, words);
  rbk_length_gauge_set_duration (self->gauge, duration_us);
}

static void
chosen_cb (RbkRecordDesk *self)
{
  /* There is a picture of the take in its place. */
  gtk_widget_set_visible (GTK_WIDGET (self->meter),
                          is_recording (self) || rbk_composer_get_chosen (self->composer) == NULL);
  show_clock (self);
}

static void
set_button (GtkWidget *button, const char *words)
{
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
state_cb (RbkRecordDesk *self)
{
  gboolean recording = is_recording (self);
  gboolean punching = rbk_composer_is_punching_in (self->composer);
  gboolean paused = rbk_composer_get_state (self->composer) == RBK_RECORDER_PAUSED;
  gboolean stops = recording || punching || rbk_countdown_get_left (self->countdown) > 0;

  if (recording)
    rbk_room_label_rest (self->room_label);
  gtk_image_set_from_icon_name (self->record_icon,
                                stops ? "media-playback-stop-symbolic" : "media-record-symbolic");
  set_button (self->record_button, stops ? _ ("Stop") : _ ("Record"));
  gtk_button_set_icon_name (GTK_BUTTON (self->pause_button),
                            paused ? "media-record-symbolic" : "media-playback-pause-symbolic");
  set_button (self->pause_button, paused ? _ ("Go On Recording") : _ ("Pause Recording"));
  gtk_widget_set_visible (self->pause_button, recording);
  gtk_widget_set_sensitive (GTK_WIDGET (self->microphone_button), !recording && !punching);
  gtk_label_set_label (self->key_label,
                       paused      ? _ ("Space goes on, R ends the take")
                       : recording ? _ ("R stops, Space pauses")
                                   : _ ("Press R to record, Space to listen"));
  if (recording)
    gtk_widget_add_css_class (GTK_WIDGET (self->clock_label), "recording");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->clock_label), "recording");
  if (!recording)
    rbk_level_meter_rest (self->meter);
  chosen_cb (self);
}

static void
countdown_cb (RbkRecordDesk *self)
{
  guint left = rbk_countdown_get_left (self->countdown);
  g_autofree char *words = g_strdup_printf ("%u", left);

  state_cb (self);
  if (left > 0)
    gtk_accessible_announce (
      GTK_ACCESSIBLE (self->clock_label), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
level_cb (RbkRecordDesk *self, double rms_db, double peak_db)
{
  rbk_level_meter_push (self->meter, rms_db, peak_db);
}

/* A second of the room, before anybody speaks, for each microphone that is to be spoken into. */
static void
listen_to_room (RbkRecordDesk *self)
{
  RbkMicrophone *next = rbk_record_desk_get_microphone (self);
  const char *id = next != NULL ? rbk_microphone_get_id (next) : NULL;

  if (next == NULL)
    {
      g_clear_pointer (&self->room_heard, g_free);
      rbk_room_label_rest (self->room_label);
    }
  else if (self->composer != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
           rbk_composer_get_state (self->composer) == RBK_RECORDER_IDLE &&
           !rbk_composer_is_punching_in (self->composer) && g_set_str (&self->room_heard, id))
    {
      rbk_room_label_listen (self->room_label, id);
    }
}

static void
microphone_cb (RbkRecordDesk *self)
{
  listen_to_room (self);
  g_signal_emit (self, signals[MICROPHONE_CHANGED], 0);
}

static void
rbk_record_desk_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rbk_record_desk_parent_class)->map (widget);
  listen_to_room (RBK_RECORD_DESK (widget));
}

static void
drop_composer (RbkRecordDesk *self)
{
  if (self->composer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->composer, self);
  g_signal_handlers_disconnect_by_data (rbk_composer_get_microphones (self->composer), self);
  g_signal_handlers_disconnect_by_data (self->countdown, self);
  if (self->microphone_button != NULL)
    rbk_microphone_button_set_composer (self->microphone_button, NULL);
  g_clear_object (&self->composer);
  g_clear_object (&self->countdown);
  g_clear_object (&self->edit_bar);
}

static void
rbk_record_desk_dispose (GObject *object)
{
  RbkRecordDesk *self = RBK_RECORD_DESK (object);

  drop_composer (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_RECORD_DESK);
  g_clear_pointer (&self->room_heard, g_free);
  G_OBJECT_CLASS (rbk_record_desk_parent_class)->dispose (object);
}

static void
rbk_record_desk_class_init (RbkRecordDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_record_desk_dispose;
  widget_class->map = rbk_record_desk_map;

  /**
   * RbkRecordDesk::microphone-changed:
   *
   * The next take would be recorded from another microphone.
   */
  signals[MICROPHONE_CHANGED] = g_signal_new (
    "microphone-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RBK_TYPE_LENGTH_GAUGE);
  g_type_ensure (RBK_TYPE_LEVEL_METER);
  g_type_ensure (RBK_TYPE_MICROPHONE_BUTTON);
  g_type_ensure (RBK_TYPE_ROOM_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-record-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, meter);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, clock_label);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, words_label);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, pause_button);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, record_button);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, record_icon);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, gauge);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, microphone_button);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, room_label);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordDesk, key_label);
  gtk_widget_class_bind_template_callback (widget_class, microphone_cb);
}

static void
rbk_record_desk_init (RbkRecordDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_record_desk_set_composer:
 * @composer: (nullable): whose recording is shown; %NULL for none any more
 * @countdown: (nullable): to a recording, with the composer
 * @edit_bar: (nullable): which knows the passage that is spoken again; likewise
 */
void
rbk_record_desk_set_composer (RbkRecordDesk *self,
                              RbkComposer *composer,
                              RbkCountdown *countdown,
                              RbkEditBar *edit_bar)
{
  RbkMicrophones *microphones;

  g_return_if_fail (RBK_IS_RECORD_DESK (self));

  drop_composer (self);
  if (composer == NULL)
    return;
  self->composer = g_object_ref (composer);
  self->countdown = g_object_ref (countdown);
  self->edit_bar = g_object_ref (edit_bar);
  microphones = rbk_composer_get_microphones (composer);
  rbk_length_gauge_set_desk (self->gauge, rbk_composer_get_desk (composer));
  g_signal_connect_swapped (countdown, "notify::left", G_CALLBACK (countdown_cb), self);
  g_signal_connect_swapped (composer, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::punching-in", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::duration-us", G_CALLBACK (show_clock), self);
  g_signal_connect_swapped (composer, "notify::chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (composer, "items-changed", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (composer, "level", G_CALLBACK (level_cb), self);
  g_signal_connect_swapped (microphones, "items-changed", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (microphones, "notify::looking", G_CALLBACK (state_cb), self);
  rbk_microphone_button_set_composer (self->microphone_button, composer);
  state_cb (self);
}

/**
 * rbk_record_desk_prepare:
 *
 * Somebody is about to speak: what was shown of the last recording and of the room goes.
 */
void
rbk_record_desk_prepare (RbkRecordDesk *self)
{
  g_return_if_fail (RBK_IS_RECORD_DESK (self));

  self->full = FALSE;
  rbk_room_label_rest (self->room_label);
  rbk_level_meter_reset (self->meter);
}

/**
 * rbk_record_desk_set_full:
 * @full: whether the last recording was ended because it was as long as one can be
 */
void
rbk_record_desk_set_full (RbkRecordDesk *self, gboolean full)
{
  g_return_if_fail (RBK_IS_RECORD_DESK (self));

  self->full = full;
  if (self->composer != NULL)
    show_clock (self);
}

/**
 * rbk_record_desk_get_message_us:
 *
 * Returns: how long the message is: with what has been recorded by now, where that takes the place of a
 *   passage; 0 without a composer
 */
gint64
rbk_record_desk_get_message_us (RbkRecordDesk *self)
{
  gint64 take_us = 0, recorded_us = 0, from_us, to_us;
  RbkTake *chosen;

  g_return_val_if_fail (RBK_IS_RECORD_DESK (self), 0);

  if (self->composer == NULL)
    return 0;
  chosen = rbk_composer_get_chosen (self->composer);
  if (chosen != NULL)
    take_us = rbk_composer_get_length (self->composer, chosen) * G_USEC_PER_SEC / RBK_PCM_RATE;
  if (!is_recording (self))
    return take_us;
  g_object_get (self->composer, "duration-us", &recorded_us, NULL);
  if (rbk_edit_bar_get_punch (self->edit_bar, &from_us, &to_us))
    return take_us - (to_us - from_us) + recorded_us;
  return recorded_us;
}

/**
 * rbk_record_desk_has_microphone:
 *
 * Nobody has to wait for the list of microphones: as long as it is not known, the desktop's own is recorded
 * from.
 *
 * Returns: whether something can be recorded from
 */
gboolean
rbk_record_desk_has_microphone (RbkRecordDesk *self)
{
  RbkMicrophones *microphones;

  g_return_val_if_fail (RBK_IS_RECORD_DESK (self), FALSE);

  if (self->composer == NULL)
    return FALSE;
  microphones = rbk_composer_get_microphones (self->composer);
  return rbk_microphones_is_looking (microphones) ||
         g_list_model_get_n_items (G_LIST_MODEL (microphones)) > 0;
}

/**
 * rbk_record_desk_get_microphone:
 *
 * Returns: (transfer none) (nullable): what the next take would be recorded from
 */
RbkMicrophone *
rbk_record_desk_get_microphone (RbkRecordDesk *self)
{
  g_return_val_if_fail (RBK_IS_RECORD_DESK (self), NULL);

  return rbk_microphone_button_get_next (self->microphone_button);
}
