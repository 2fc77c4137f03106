/* rbk-composer-dialog.c: records, hears, chooses and sends a voicemail for one customer.
 *
 * The dialog is opened for a customer and stays with that one, whatever is opened behind it; the
 * name and the number stand in its title. All recording and keeping is the composer's; here is only
 * what a person sees of it and says to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-composer-dialog.h"

#include "desk/rbk-composer.h"
#include "media/rbk-pcm.h"
#include "ui/rbk-length-gauge.h"
#include "ui/rbk-level-meter.h"
#include "ui/rbk-microphone-button.h"
#include "ui/rbk-remark-list.h"
#include "ui/rbk-send-page.h"
#include "ui/rbk-sound-bar.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-take-row.h"

#include <glib/gi18n-lib.h>

#define ARROW_US (1 * G_USEC_PER_SEC)

struct _RbkComposerDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;          /* (owned) */
  RbkCustomer *customer;  /* (owned) */
  RbkComposer *composer;  /* (owned) (nullable): given up when the dialog has closed */
  RbkSendPage *send_page; /* (nullable) (not owned): of the navigation view, once made */

  GHashTable *numbers; /* (owned) (element-type utf8 uint): take id → the number it was shown with */
  guint last_number;
  GtkCheckButton *group;     /* (owned): leads the group of the takes' radio buttons; never shown */
  gboolean record_next;      /* a new take was asked for while one was being recorded */
  gboolean play_when_chosen; /* the sound of the chosen take is being loaded, to be heard */
  gboolean stopped_itself;   /* the last recording ended at the longest length */
  GBytes *shown_sound;       /* (owned) (nullable): what the sound bar shows */
  RbkRecorderState state;    /* as last shown */

  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  AdwNavigationPage *record_page;
  AdwWindowTitle *window_title;
  AdwBanner *banner;
  GtkWidget *content;
  RbkLevelMeter *meter;
  RbkMicrophoneButton *microphone_button;
  GtkLabel *clock_label;
  GtkLabel *words_label;
  RbkLengthGauge *gauge;
  GtkButton *pause_button;
  GtkWidget *record_button;
  GtkImage *record_icon;
  GtkLabel *key_label;
  GtkWidget *takes_box;
  GtkListBox *takes_list;
  GtkWidget *sound_card;
  RbkSoundBar *sound_bar;
  RbkRemarkList *remark_list;
  GtkWidget *use_button;
};

enum
{
  SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkComposerDialog, rbk_composer_dialog, ADW_TYPE_DIALOG)

static gboolean
is_recording (RbkComposerDialog *self)
{
  gboolean recording = FALSE;

  if (self->composer != NULL)
    g_object_get (self->composer, "recording", &recording, NULL);
  return recording;
}

static gint64
get_recorded_us (RbkComposerDialog *self)
{
  gint64 duration_us = 0;

  g_object_get (self->composer, "duration-us", &duration_us, NULL);
  return duration_us;
}

static gint64
get_take_us (RbkTake *take)
{
  return rbk_pcm_duration_us ((gsize) MAX (rbk_take_get_bytes (take), 0));
}

static guint
get_number (RbkComposerDialog *self, RbkTake *take)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, rbk_take_get_id (take)));

  if (number == 0)
    {
      number = ++self->last_number;
      g_hash_table_insert (self->numbers, g_strdup (rbk_take_get_id (take)), GUINT_TO_POINTER (number));
    }
  return number;
}

static void
show_failure (RbkComposerDialog *self, const char *words)
{
  adw_banner_set_title (self->banner, words != NULL ? words : "");
  adw_banner_set_revealed (self->banner, words != NULL);
  if (words != NULL)
    gtk_accessible_announce (
      GTK_ACCESSIBLE (self->banner), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
has_microphone (RbkComposerDialog *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rbk_composer_get_microphones (self->composer))) > 0;
}

static void
show_clock (RbkComposerDialog *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  gboolean recording = is_recording (self);
  gint64 duration_us = recording ? get_recorded_us (self) : chosen != NULL ? get_take_us (chosen) : 0;
  g_autofree char *clock = rbk_sound_words_dup_clock (duration_us);
  g_autofree char *spoken = rbk_sound_words_dup_spoken (duration_us);
  g_autofree char *words = NULL;

  if (self->state == RBK_RECORDER_STARTING)
    words = g_strdup (_ ("Wait: the microphone is being opened"));
  else if (self->state == RBK_RECORDER_PAUSED)
    words = g_strdup (_ ("Paused: the microphone is not listening"));
  else if (!recording && !has_microphone (self))
    words = g_strdup (_ ("There is no microphone. Plug one in and it will show up here."));
  else if (!recording && self->stopped_itself)
    words = g_strdup (_ ("Stopped at one minute, the longest a voicemail may be"));
  else
    words = rbk_length_gauge_dup_words (duration_us, recording);

  if (g_strcmp0 (gtk_label_get_label (self->clock_label), clock) != 0)
    {
      gtk_label_set_label (self->clock_label, clock);
      gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->clock_label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
  if (g_strcmp0 (gtk_label_get_label (self->words_label), words) != 0)
    gtk_label_set_label (self->words_label, words);
  rbk_length_gauge_set_duration (self->gauge, duration_us);
}

static void
show_actions (RbkComposerDialog *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  gboolean recording = is_recording (self);
  gboolean busy = self->state == RBK_RECORDER_STARTING || self->state == RBK_RECORDER_STOPPING;
  gboolean loaded = chosen != NULL && rbk_composer_get_chosen_sound (self->composer) != NULL;
  g_autoptr (GPtrArray) remarks = rbk_composer_dup_remarks (self->composer);
  const char *refusal = NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  for (guint i = 0; i < remarks->len; i++)
    {
      RbkRemark *remark = remarks->pdata[i];

      if (rbk_remark_get_level (remark) == RBK_REMARK_REFUSAL)
        refusal = rbk_remark_get_words (remark);
    }
  gtk_widget_action_set_enabled (widget, "composer.record", !busy && (recording || has_microphone (self)));
  gtk_widget_action_set_enabled (widget, "composer.new-take", !busy && has_microphone (self));
  gtk_widget_action_set_enabled (
    widget, "composer.pause", self->state == RBK_RECORDER_RECORDING || self->state == RBK_RECORDER_PAUSED);
  gtk_widget_action_set_enabled (widget, "composer.play-pause", recording || loaded);
  gtk_widget_action_set_enabled (widget, "composer.left", !recording && loaded);
  gtk_widget_action_set_enabled (widget, "composer.right", !recording && loaded);
  gtk_widget_action_set_enabled (widget, "composer.delete", !recording && chosen != NULL);
  gtk_widget_action_set_enabled (widget, "composer.use", !recording && !busy && loaded && refusal == NULL);
  gtk_widget_set_tooltip_text (self->use_button,
                               refusal != NULL  ? refusal
                               : recording      ? _ ("Stop recording first")
                               : chosen == NULL ? _ ("Record a take first")
                                                : NULL);
}

static void
show_remarks (RbkComposerDialog *self)
{
  g_autoptr (GPtrArray) remarks = rbk_composer_dup_remarks (self->composer);

  rbk_remark_list_set_remarks (self->remark_list, is_recording (self) ? NULL : remarks);
}

static void
show_rows (RbkComposerDialog *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  gboolean playing = rbk_player_get_playing (rbk_composer_get_player (self->composer));
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->takes_list));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      gboolean is_chosen;

      if (!RBK_IS_TAKE_ROW (row))
        continue;
      is_chosen = chosen != NULL && g_strcmp0 (rbk_take_get_id (rbk_take_row_get_take (RBK_TAKE_ROW (row))),
                                               rbk_take_get_id (chosen)) == 0;
      rbk_take_row_set_chosen (RBK_TAKE_ROW (row), is_chosen);
      rbk_take_row_set_playing (RBK_TAKE_ROW (row), is_chosen && playing);
    }
  /* Neither to be chosen nor to be heard while another one is being recorded. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->takes_list), !is_recording (self));
  gtk_widget_set_visible (self->takes_box, g_list_model_get_n_items (G_LIST_MODEL (self->composer)) > 0);
}

static void
show_sound (RbkComposerDialog *self)
{
  GBytes *sound = rbk_composer_get_chosen_sound (self->composer);

  if (sound != self->shown_sound)
    {
      g_clear_pointer (&self->shown_sound, g_bytes_unref);
      self->shown_sound = sound != NULL ? g_bytes_ref (sound) : NULL;
      rbk_sound_bar_set_player (
        self->sound_bar, sound != NULL ? rbk_composer_get_player (self->composer) : NULL, sound);
      if (sound != NULL && self->play_when_chosen && !is_recording (self))
        rbk_sound_bar_toggle (self->sound_bar);
      self->play_when_chosen = FALSE;
    }
  gtk_widget_set_visible (self->sound_card, sound != NULL && !is_recording (self));
}

static void
chosen_cb (RbkComposerDialog *self)
{
  show_sound (self);
  show_rows (self);
  show_remarks (self);
  show_clock (self);
  show_actions (self);
}

static void
items_changed_cb (RbkComposerDialog *self)
{
  show_rows (self);
  show_clock (self);
  show_actions (self);
}

static void
start_recording (RbkComposerDialog *self)
{
  g_autoptr (GError) error = NULL;

  rbk_sound_bar_pause (self->sound_bar);
  self->stopped_itself = FALSE;
  show_failure (self, NULL);
  rbk_level_meter_reset (self->meter);
  if (!rbk_composer_record (self->composer, &error))
    show_failure (self, error->message);
}

static void
state_cb (RbkComposerDialog *self)
{
  gboolean recording = is_recording (self);
  gboolean paused;
  const char *words, *pause_words;

  self->state = rbk_composer_get_state (self->composer);
  paused = self->state == RBK_RECORDER_PAUSED;
  words = recording ? _ ("Stop") : _ ("Record");
  pause_words = paused ? _ ("Go On Recording") : _ ("Pause Recording");

  gtk_image_set_from_icon_name (self->record_icon,
                                recording ? "media-playback-stop-symbolic" : "media-record-symbolic");
  gtk_widget_set_tooltip_text (self->record_button, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->record_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_button_set_icon_name (self->pause_button,
                            paused ? "media-record-symbolic" : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button), pause_words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->pause_button), GTK_ACCESSIBLE_PROPERTY_LABEL, pause_words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), recording);
  gtk_widget_set_sensitive (GTK_WIDGET (self->microphone_button), !recording);
  gtk_label_set_label (self->key_label,
                       paused      ? _ ("Space goes on, R ends the take")
                       : recording ? _ ("R stops, Space pauses")
                                   : _ ("Press R to record, Space to listen"));
  adw_dialog_set_can_close (ADW_DIALOG (self), !recording);
  if (recording)
    gtk_widget_add_css_class (GTK_WIDGET (self->clock_label), "recording");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->clock_label), "recording");
  chosen_cb (self);

  if (!recording && self->record_next)
    {
      self->record_next = FALSE;
      start_recording (self);
    }
}

static void
duration_cb (RbkComposerDialog *self)
{
  if (is_recording (self) && get_recorded_us (self) >= RBK_LENGTH_GAUGE_STOP_US &&
      self->state != RBK_RECORDER_STOPPING)
    {
      self->stopped_itself = TRUE;
      self->record_next = FALSE;
      rbk_composer_stop (self->composer);
    }
  show_clock (self);
}

static void
level_cb (RbkComposerDialog *self, double rms_db, double peak_db)
{
  rbk_level_meter_push (self->meter, rms_db, peak_db);
}

static void
failed_cb (RbkComposerDialog *self, GError *error)
{
  self->record_next = FALSE;
  show_failure (self, error->message);
}

static void
recorded_cb (RbkComposerDialog *self, RbkTake *take)
{
  g_autofree char *length = rbk_sound_words_dup_spoken (get_take_us (take));
  /* Translators: spoken when a recording has ended, such as "Take 2: 24 seconds" */
  g_autofree char *words = g_strdup_printf (_ ("Take %u: %s"), get_number (self, take), length);

  gtk_accessible_announce (
    GTK_ACCESSIBLE (self->record_button), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Takes */

static void
choose_cb (RbkTakeRow *row, RbkComposerDialog *self)
{
  rbk_composer_choose (self->composer, rbk_take_row_get_take (row));
}

static void
play_cb (RbkTakeRow *row, RbkComposerDialog *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  RbkTake *take = rbk_take_row_get_take (row);

  if (chosen == NULL || g_strcmp0 (rbk_take_get_id (chosen), rbk_take_get_id (take)) != 0)
    {
      rbk_sound_bar_pause (self->sound_bar);
      rbk_composer_choose (self->composer, take);
      if (rbk_composer_get_chosen_sound (self->composer) == NULL)
        {
          self->play_when_chosen = TRUE;
          return;
        }
      show_sound (self);
    }
  rbk_sound_bar_toggle (self->sound_bar);
}

static void
restore_cb (AdwToast *toast, RbkComposerDialog *self)
{
  RbkTake *take = g_object_get_data (G_OBJECT (toast), "take");

  if (self->composer != NULL)
    rbk_composer_restore_take (self->composer, take);
}

typedef struct
{
  RbkComposerDialog *self; /* (owned) */
  RbkTake *take;           /* (owned) */
} Deletion;

static void
deletion_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Deletion *deletion = data;
  RbkComposerDialog *self = deletion->self;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "delete") == 0 &&
      self->composer != NULL)
    {
      /* Translators: %u is the number of a take */
      g_autofree char *words = g_strdup_printf (_ ("Take %u deleted"), get_number (self, deletion->take));
      AdwToast *toast = adw_toast_new (words);

      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_object_set_data_full (
        G_OBJECT (toast), "take", g_object_ref (deletion->take), (GDestroyNotify) g_object_unref);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), self, 0);
      rbk_sound_bar_pause (self->sound_bar);
      rbk_composer_delete_take (self->composer, deletion->take);
      adw_toast_overlay_add_toast (self->toasts, toast);
      gtk_widget_grab_focus (self->content);
    }
  g_object_unref (deletion->take);
  g_object_unref (deletion->self);
  g_free (deletion);
}

static void
ask_deletion (RbkComposerDialog *self, RbkTake *take)
{
  g_autofree char *length = rbk_sound_words_dup_clock (get_take_us (take));
  /* Translators: a take's number and its length, such as "Delete Take 2 (0:24)?" */
  g_autofree char *heading = g_strdup_printf (_ ("Delete Take %u (%s)?"), get_number (self, take), length);
  AdwDialog *question = adw_alert_dialog_new (heading, _ ("The other takes stay as they are."));
  Deletion *deletion = g_new0 (Deletion, 1);

  adw_alert_dialog_add_responses (
    ADW_ALERT_DIALOG (question), "keep", _ ("_Keep"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  deletion->self = g_object_ref (self);
  deletion->take = g_object_ref (take);
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, deletion_answered_cb, deletion);
}

static void
delete_cb (RbkTakeRow *row, RbkComposerDialog *self)
{
  ask_deletion (self, rbk_take_row_get_take (row));
}

static GtkWidget *
make_take_row (gpointer item, gpointer data)
{
  RbkComposerDialog *self = data;
  GtkWidget *row = rbk_take_row_new (item, get_number (self, item), self->group);

  g_signal_connect_object (row, "choose", G_CALLBACK (choose_cb), self, 0);
  g_signal_connect_object (row, "play", G_CALLBACK (play_cb), self, 0);
  g_signal_connect_object (row, "delete", G_CALLBACK (delete_cb), self, 0);
  return row;
}

/* Actions */

static void
record_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (widget);

  if (is_recording (self))
    rbk_composer_stop (self->composer);
  else
    start_recording (self);
}

static void
new_take_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (widget);

  if (is_recording (self))
    {
      self->record_next = TRUE;
      rbk_composer_stop (self->composer);
    }
  else
    {
      start_recording (self);
    }
}

static void
pause_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (widget);

  if (self->state == RBK_RECORDER_PAUSED)
    rbk_composer_resume (self->composer);
  else if (self->state == RBK_RECORDER_RECORDING)
    rbk_composer_pause (self->composer);
}

static void
play_pause_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (widget);

  if (is_recording (self))
    pause_cb (widget, name, parameter);
  else
    rbk_sound_bar_toggle (self->sound_bar);
}

/* The arrow that points to the end of the line goes forward, in whichever direction people read. */
static void
arrow_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean forward = g_str_equal (name, "composer.right") != rtl;

  rbk_sound_bar_skip (self->sound_bar, forward ? ARROW_US : -ARROW_US);
}

static void
delete_chosen_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (widget);
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);

  if (chosen != NULL)
    ask_deletion (self, chosen);
}

static void
sent_cb (RbkComposerDialog *self, const char *message)
{
  g_signal_emit (self, signals[SENT], 0, message);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
use_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (widget);
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);

  if (chosen == NULL || adw_navigation_view_get_visible_page (self->navigation) != self->record_page)
    return;
  rbk_sound_bar_pause (self->sound_bar);
  /* Made once: what was written there is still there after going back for another take. */
  if (self->send_page == NULL)
    {
      self->send_page = RBK_SEND_PAGE (rbk_send_page_new (self->desk, self->customer));
      g_signal_connect_object (self->send_page, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
      adw_navigation_view_add (self->navigation, ADW_NAVIGATION_PAGE (self->send_page));
    }
  rbk_send_page_set_take (self->send_page, rbk_composer_get_draft (self->composer), chosen);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (self->send_page));
}

/* Closing */

static void
closed_composer_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposer) composer = RBK_COMPOSER (object);
  g_autoptr (GError) error = NULL;

  if (!rbk_composer_close_finish (composer, result, &error))
    g_warning ("Could not close a draft: %s", error->message);
}

/* The draft is kept; the composer lives on until the last of it has been written. */
static void
give_up_composer (RbkComposerDialog *self)
{
  RbkComposer *composer = g_steal_pointer (&self->composer);

  if (composer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (composer, self);
  g_signal_handlers_disconnect_by_data (rbk_composer_get_player (composer), self);
  g_signal_handlers_disconnect_by_data (rbk_composer_get_microphones (composer), self);
  if (self->takes_list != NULL)
    gtk_list_box_bind_model (self->takes_list, NULL, NULL, NULL, NULL);
  if (self->sound_bar != NULL)
    rbk_sound_bar_set_player (self->sound_bar, NULL, NULL);
  rbk_player_pause (rbk_composer_get_player (composer));
  rbk_composer_close_async (composer, closed_composer_cb, NULL);
}

static void
closed_cb (RbkComposerDialog *self)
{
  give_up_composer (self);
}

static void
close_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposerDialog) self = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "close") == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Only while something is being recorded. */
static void
close_attempt_cb (RbkComposerDialog *self)
{
  AdwDialog *question = adw_alert_dialog_new (
    _ ("Stop Recording?"), _ ("What was recorded so far is kept as a take of this customer’s draft."));

  adw_alert_dialog_add_responses (
    ADW_ALERT_DIALOG (question), "on", _ ("_Go On"), "close", _ ("_Stop and Close"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "on");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "on");
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, close_answered_cb, g_object_ref (self));
}

static void
dismiss_cb (RbkComposerDialog *self)
{
  show_failure (self, NULL);
}

static void
rbk_composer_dialog_dispose (GObject *object)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (object);

  give_up_composer (self);
  /* Disposing the template would unparent a child that has a name behind its parent's back. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_COMPOSER_DIALOG);
  g_clear_object (&self->group);
  g_clear_object (&self->customer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_composer_dialog_parent_class)->dispose (object);
}

static void
rbk_composer_dialog_finalize (GObject *object)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (object);

  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->shown_sound, g_bytes_unref);
  G_OBJECT_CLASS (rbk_composer_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-composer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, record_page);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, content);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, meter);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, microphone_button);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, clock_label);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, gauge);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, pause_button);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, record_button);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, record_icon);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, key_label);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, takes_box);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, takes_list);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, sound_card);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, sound_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, remark_list);
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, use_button);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
}

static void
rbk_composer_dialog_class_init (RbkComposerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_composer_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_composer_dialog_finalize;

  /**
   * RbkComposerDialog::sent:
   * @message: id of the message
   *
   * The voicemail is on its way, to the recipient that was shown when the button was pressed.
   */
  signals[SENT] = g_signal_new (
    "sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "composer.record", NULL, record_cb);
  gtk_widget_class_install_action (widget_class, "composer.new-take", NULL, new_take_cb);
  gtk_widget_class_install_action (widget_class, "composer.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "composer.play-pause", NULL, play_pause_cb);
  gtk_widget_class_install_action (widget_class, "composer.left", NULL, arrow_cb);
  gtk_widget_class_install_action (widget_class, "composer.right", NULL, arrow_cb);
  gtk_widget_class_install_action (widget_class, "composer.delete", NULL, delete_chosen_cb);
  gtk_widget_class_install_action (widget_class, "composer.use", NULL, use_cb);

  g_type_ensure (RBK_TYPE_LENGTH_GAUGE);
  g_type_ensure (RBK_TYPE_LEVEL_METER);
  g_type_ensure (RBK_TYPE_MICROPHONE_BUTTON);
  g_type_ensure (RBK_TYPE_REMARK_LIST);
  g_type_ensure (RBK_TYPE_SOUND_BAR);
  bind_template (widget_class);
}

static void
rbk_composer_dialog_init (RbkComposerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->group = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
}

static void
show_customer (RbkComposerDialog *self)
{
  const char *name = rbk_customer_get_name (self->customer);
  const char *phone = rbk_customer_get_phone (self->customer);
  g_autofree char *number = phone != NULL ? rbk_desk_dup_phone_words (self->desk, phone) : NULL;
  /* Translators: %s is a customer's name */
  g_autofree char *title = g_strdup_printf (_ ("Voicemail for %s"), name);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_navigation_page_set_title (self->record_page, title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, number != NULL ? number : _ ("No phone number"));
}

/**
 * rbk_composer_dialog_new:
 * @customer: whom it is for, and stays for
 *
 * Opens the customer's draft if there is one, with its takes.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_composer_dialog_new (RbkDesk *desk, RbkCustomer *customer)
{
  RbkComposerDialog *self = g_object_new (RBK_TYPE_COMPOSER_DIALOG, NULL);
  RbkComposer *composer = rbk_composer_new (desk, rbk_customer_get_id (customer));

  self->desk = g_object_ref (desk);
  self->customer = g_object_ref (customer);
  self->composer = composer;
  g_signal_connect_swapped (composer, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::duration-us", G_CALLBACK (duration_cb), self);
  g_signal_connect_swapped (composer, "notify::chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (composer, "level", G_CALLBACK (level_cb), self);
  g_signal_connect_swapped (composer, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (composer, "recorded", G_CALLBACK (recorded_cb), self);
  g_signal_connect_swapped (
    rbk_composer_get_player (composer), "notify::playing", G_CALLBACK (show_rows), self);
  g_signal_connect_swapped (
    rbk_composer_get_microphones (composer), "items-changed", G_CALLBACK (state_cb), self);

  show_customer (self);
  gtk_list_box_bind_model (self->takes_list, G_LIST_MODEL (composer), make_take_row, self, NULL);
  g_signal_connect_swapped (composer, "items-changed", G_CALLBACK (items_changed_cb), self);
  rbk_microphone_button_set_composer (self->microphone_button, composer);
  state_cb (self);
  return ADW_DIALOG (self);
}
