/* rbk-record-page.c: records the takes of a voicemail for one customer, and lets one be chosen.
 *
 * All recording and keeping is the composer's; here is only what a person sees of it and says to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-record-page.h"

#include "media/rbk-pcm.h"
#include "ui/rbk-failure-banner.h"
#include "ui/rbk-hearing-pane.h"
#include "ui/rbk-length-gauge.h"
#include "ui/rbk-phone-words.h"
#include "ui/rbk-record-desk.h"
#include "ui/rbk-record-words.h"
#include "ui/rbk-review-examples.h"
#include "ui/rbk-script-pane.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-take-list.h"

#include <glib/gi18n-lib.h>

#define ARROW_US (1 * G_USEC_PER_SEC)

struct _RbkRecordPage
{
  AdwNavigationPage parent_instance;

  RbkComposer *composer;   /* (owned) (nullable): given up by rbk_record_page_close() */
  RbkCountdown *countdown; /* (owned): to a recording, where that is wished for */
  gboolean record_next;    /* a new take was asked for while one was being recorded */
  guint record_idle;       /* source that starts it */
  RbkRecorderState state;  /* as last shown */

  AdwWindowTitle *window_title;
  RbkReviewExamples *examples;
  RbkFailureBanner *banner;
  GtkWidget *narrow_switcher;
  AdwViewStack *narrow_stack;
  AdwViewStackPage *script_page;
  AdwViewStackPage *hearing_page;
  GtkWidget *script_column;
  AdwBin *script_slot;
  RbkScriptPane *script_pane;
  AdwBin *hearing_slot;
  RbkHearingPane *hearing_pane;
  RbkRecordDesk *desk;
  RbkTakeList *take_list;
  GtkWidget *use_button;
};

enum
{
  PROP_RECORDING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  USE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkRecordPage, rbk_record_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_recording (RbkRecordPage *self)
{
  gboolean recording = FALSE;

  if (self->composer != NULL)
    g_object_get (self->composer, "recording", &recording, NULL);
  return recording;
}

static gboolean
is_punching_in (RbkRecordPage *self)
{
  return self->composer != NULL && rbk_composer_is_punching_in (self->composer);
}

static void
show_actions (RbkRecordPage *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  gboolean recording = is_recording (self);
  gboolean busy = self->state == RBK_RECORDER_STARTING || self->state == RBK_RECORDER_STOPPING;
  gboolean punching = is_punching_in (self);
  gboolean loaded = !punching && chosen != NULL && rbk_composer_get_chosen_sound (self->composer) != NULL;
  g_autoptr (GPtrArray) remarks = rbk_composer_dup_remarks (self->composer);
  const char *refusal = NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  for (guint i = 0; i < remarks->len; i++)
    {
      RbkRemark *remark = remarks->pdata[i];

      if (rbk_remark_get_level (remark) == RBK_REMARK_REFUSAL)
        refusal = rbk_remark_get_words (remark);
    }
  gtk_widget_action_set_enabled (widget,
                                 "composer.record",
                                 !busy &&
                                   (recording || punching || rbk_record_desk_has_microphone (self->desk)));
  gtk_widget_action_set_enabled (
    widget, "composer.new-take", !busy && !punching && rbk_record_desk_has_microphone (self->desk));
  gtk_widget_action_set_enabled (
    widget, "composer.pause", self->state == RBK_RECORDER_RECORDING || self->state == RBK_RECORDER_PAUSED);
  gtk_widget_action_set_enabled (widget, "composer.play-pause", recording || (loaded && !busy));
  gtk_widget_action_set_enabled (widget, "composer.left", !recording && loaded);
  gtk_widget_action_set_enabled (widget, "composer.right", !recording && loaded);
  gtk_widget_action_set_enabled (widget, "composer.delete", !recording && !punching && chosen != NULL);
  gtk_widget_action_set_enabled (widget, "composer.use", !recording && !busy && loaded && refusal == NULL);
  gtk_widget_set_tooltip_text (self->use_button,
                               refusal != NULL         ? refusal
                               : recording || punching ? _ ("Stop recording first")
                               : chosen == NULL        ? _ ("Record a take first")
                                                       : NULL);
}

static void
start_recording (RbkRecordPage *self)
{
  g_autoptr (GError) error = NULL;

  rbk_take_list_pause (self->take_list);
  rbk_failure_banner_show (self->banner, NULL);
  rbk_record_desk_prepare (self->desk);
  if (!rbk_composer_record (self->composer, &error))
    rbk_failure_banner_show (self->banner, error);
}

static void
counted_cb (RbkRecordPage *self)
{
  /* Whoever has turned to something else meanwhile is not recorded. */
  if (self->composer != NULL && rbk_record_desk_has_microphone (self->desk) &&
      rbk_record_words_are_watched (GTK_WIDGET (self)))
    start_recording (self);
}

static gboolean
record_idle_cb (gpointer data)
{
  RbkRecordPage *self = data;

  self->record_idle = 0;
  if (self->record_next && !is_recording (self))
    start_recording (self);
  self->record_next = FALSE;
  return G_SOURCE_REMOVE;
}

/* A control that had the focus may have gone away: the keys have to go on working. */
static void
keep_focus (RbkRecordPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_widget_is_sensitive (focus)))
    gtk_widget_grab_focus (GTK_WIDGET (self->desk));
}

/* Whether the button that records would stop something. */
static gboolean
stops (RbkRecordPage *self)
{
  return is_recording (self) || is_punching_in (self) || rbk_countdown_get_left (self->countdown) > 0;
}

static void
state_cb (RbkRecordPage *self)
{
  self->state = rbk_composer_get_state (self->composer);
  show_actions (self);
  keep_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);

  /* Later: the composer has to be told, too, that the last take is over. */
  if (!is_recording (self) && self->record_next && self->record_idle == 0)
    self->record_idle = g_idle_add (record_idle_cb, self);
}

static void
countdown_cb (RbkRecordPage *self)
{
  if (self->composer == NULL)
    return;
  state_cb (self);
  if (rbk_countdown_get_left (self->countdown) > 0)
    rbk_take_list_pause (self->take_list);
}

static void
duration_cb (RbkRecordPage *self)
{
  if (is_recording (self) && rbk_record_desk_get_message_us (self->desk) >= RBK_LENGTH_GAUGE_STOP_US &&
      self->state != RBK_RECORDER_STOPPING)
    {
      rbk_record_desk_set_full (self->desk, TRUE);
      self->record_next = FALSE;
      rbk_composer_stop (self->composer);
    }
}

static void
failed_cb (RbkRecordPage *self, GError *error)
{
  self->record_next = FALSE;
  rbk_failure_banner_set_microphone (self->banner, rbk_record_desk_get_microphone (self->desk));
  rbk_failure_banner_show (self->banner, error);
}

static void
recorded_cb (RbkRecordPage *self, RbkTake *take)
{
  g_autofree char *length = rbk_sound_words_dup_spoken (rbk_composer_get_length (self->composer, take) *
                                                        G_USEC_PER_SEC / RBK_PCM_RATE);
  /* Translators: spoken when a recording has ended, such as "Take 2: 24 seconds" */
  g_autofree char *words =
    g_strdup_printf (_ ("Take %u: %s"), rbk_take_list_get_number (self->take_list, take), length);

  gtk_accessible_announce (GTK_ACCESSIBLE (self->desk), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Actions */

static void
record_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (widget);

  if (rbk_countdown_get_left (self->countdown) > 0)
    rbk_countdown_cancel (self->countdown);
  else if (stops (self))
    rbk_composer_stop (self->composer);
  else
    rbk_countdown_start_as_wished (self->countdown);
}

static void
new_take_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (widget);

  if (is_recording (self))
    {
      self->record_next = TRUE;
      rbk_composer_stop (self->composer);
    }
  else
    rbk_countdown_start_as_wished (self->countdown);
}

static void
pause_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (widget);

  if (self->state == RBK_RECORDER_PAUSED)
    rbk_composer_resume (self->composer);
  else if (self->state == RBK_RECORDER_RECORDING)
    rbk_composer_pause (self->composer);
}

static void
play_pause_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (widget);

  if (is_recording (self))
    pause_cb (widget, name, parameter);
  else
    rbk_take_list_toggle (self->take_list);
}

/* The arrow that points to the end of the line goes forward, in whichever direction people read. */
static void
arrow_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean forward = g_str_equal (name, "composer.right") != rtl;

  rbk_take_list_skip (self->take_list, forward ? ARROW_US : -ARROW_US);
}

static void
delete_chosen_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (widget);
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  gint64 from_us, to_us;

  /* What is selected is what is meant. */
  if (rbk_waveform_view_get_selection (rbk_take_list_get_waveform (self->take_list), &from_us, &to_us))
    gtk_widget_activate_action (widget, "edit.cut", NULL);
  else if (chosen != NULL)
    rbk_take_list_ask_deletion (self->take_list, chosen);
}

static void
use_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (widget);

  rbk_countdown_cancel (self->countdown);
  rbk_take_list_pause (self->take_list);
  g_signal_emit (self, signals[USE], 0);
}

static void
closed_composer_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposer) composer = RBK_COMPOSER (object);
  g_autoptr (GError) error = NULL;

  if (!rbk_composer_close_finish (composer, result, &error))
    g_warning ("Could not close a draft: %s", error->message);
}

static void
go_on_cb (RbkRecordPage *self)
{
  if (self->composer != NULL && !is_recording (self) && rbk_record_desk_has_microphone (self->desk))
    start_recording (self);
}

static void
microphone_cb (RbkRecordPage *self)
{
  rbk_failure_banner_set_microphone (self->banner, rbk_record_desk_get_microphone (self->desk));
}

/* Escape gets out of what is innermost; the dialog does the rest. A digit chooses a take. */
static gboolean
key_pressed_cb (RbkRecordPage *self, guint key, guint code, GdkModifierType modifiers)
{
  if (self->composer == NULL || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape && rbk_countdown_get_left (self->countdown) > 0)
    {
      rbk_countdown_cancel (self->countdown);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape)
    return rbk_edit_bar_escape (rbk_take_list_get_edit_bar (self->take_list));
  if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    return rbk_take_list_choose_nth (self->take_list, key - GDK_KEY_1);
  return GDK_EVENT_PROPAGATE;
}

static void
play_from_cb (RbkRecordPage *self, gint64 us)
{
  rbk_take_list_play_from (self->take_list, us);
}

static void
marks_cb (RbkRecordPage *self)
{
  g_autoptr (GArray) marks = rbk_hearing_pane_dup_marks (self->hearing_pane);

  rbk_take_list_set_marks (self->take_list, marks);
}

static void
suggestion_cb (RbkRecordPage *self)
{
  const char *words;
  const char *take = rbk_hearing_pane_get_suggestion (self->hearing_pane, &words);

  rbk_take_list_set_suggestion (self->take_list, take, words);
}

/* A place that nobody fills takes no room, and one page alone needs no switcher. */
static void
slot_cb (RbkRecordPage *self)
{
  gboolean script = adw_bin_get_child (self->script_slot) != NULL;
  gboolean hearing = adw_bin_get_child (self->hearing_slot) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->script_slot), script);
  gtk_widget_set_visible (GTK_WIDGET (self->hearing_slot), hearing);
  gtk_widget_set_visible (self->script_column, script);
  adw_view_stack_page_set_visible (self->script_page, script);
  adw_view_stack_page_set_visible (self->hearing_page, hearing);
  gtk_widget_set_visible (self->narrow_switcher, script || hearing);
}

static void
layout_cb (RbkRecordPage *self)
{
  keep_focus (self);
}

static void
rbk_record_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RECORDING)
    g_value_set_boolean (value, is_recording (RBK_RECORD_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rbk_record_page_dispose (GObject *object)
{
  RbkRecordPage *self = RBK_RECORD_PAGE (object);

  rbk_record_page_close (self);
  g_clear_object (&self->countdown);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_RECORD_PAGE);
  G_OBJECT_CLASS (rbk_record_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, examples);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, banner);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, narrow_switcher);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, narrow_stack);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, script_page);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, hearing_page);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, script_column);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, script_pane);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, script_slot);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, hearing_slot);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, hearing_pane);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, desk);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, take_list);
  gtk_widget_class_bind_template_child (widget_class, RbkRecordPage, use_button);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, microphone_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_cb);
  gtk_widget_class_bind_template_callback (widget_class, slot_cb);
}

static void
rbk_record_page_class_init (RbkRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rbk_record_page_get_property;
  object_class->dispose = rbk_record_page_dispose;

  /**
   * RbkRecordPage:recording:
   *
   * Whether a take is being recorded, or paused: not a moment to close the dialog.
   */
  properties[PROP_RECORDING] =
    g_param_spec_boolean ("recording", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RbkRecordPage::use:
   *
   * The chosen take is to be the voicemail.
   */
  signals[USE] =
    g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "composer.record", NULL, record_cb);
  gtk_widget_class_install_action (widget_class, "composer.new-take", NULL, new_take_cb);
  gtk_widget_class_install_action (widget_class, "composer.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "composer.play-pause", NULL, play_pause_cb);
  gtk_widget_class_install_action (widget_class, "composer.left", NULL, arrow_cb);
  gtk_widget_class_install_action (widget_class, "composer.right", NULL, arrow_cb);
  gtk_widget_class_install_action (widget_class, "composer.delete", NULL, delete_chosen_cb);
  gtk_widget_class_install_action (widget_class, "composer.use", NULL, use_cb);

  g_type_ensure (RBK_TYPE_REVIEW_EXAMPLES);
  g_type_ensure (RBK_TYPE_FAILURE_BANNER);
  g_type_ensure (RBK_TYPE_HEARING_PANE);
  g_type_ensure (RBK_TYPE_RECORD_DESK);
  g_type_ensure (RBK_TYPE_SCRIPT_PANE);
  g_type_ensure (RBK_TYPE_TAKE_LIST);
  bind_template (widget_class);
}

static void
rbk_record_page_init (RbkRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->countdown = rbk_countdown_new ();
  g_signal_connect_object (
    self->countdown, "notify::left", G_CALLBACK (countdown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->countdown, "done", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (
    GTK_WIDGET (self), "edit", rbk_edit_bar_get_actions (rbk_take_list_get_edit_bar (self->take_list)));
  adw_view_stack_set_visible_child_name (self->narrow_stack, "desk");
  slot_cb (self);
}

/**
 * rbk_record_page_new:
 * @customer: whom the voicemail is for, and stays for
 * @item: (nullable): the draft of a voicemail that is spoken once more
 *
 * Opens the customer's draft if there is one, with its takes.
 *
 * Returns: (transfer floating): the page
 */
AdwNavigationPage *
rbk_record_page_new (RbkDesk *desk, RbkCustomer *customer, const char *item)
{
  RbkRecordPage *self = g_object_new (RBK_TYPE_RECORD_PAGE, NULL);
  const char *id = rbk_customer_get_id (customer);
  RbkComposer *composer =
    item != NULL ? rbk_composer_new_again (desk, id, item) : rbk_composer_new (desk, id);
  const char *phone = rbk_customer_get_phone (customer);
  g_autofree char *number = phone != NULL ? rbk_phone_words_dup (desk, phone) : NULL;
  /* Translators: %s is a customer's name */
  g_autofree char *title = g_strdup_printf (_ ("Voicemail for %s"), rbk_customer_get_name (customer));

  self->composer = composer;
  rbk_review_examples_set_desk (self->examples, desk);
  rbk_record_desk_set_composer (
    self->desk, composer, self->countdown, rbk_take_list_get_edit_bar (self->take_list));
  g_signal_connect_swapped (composer, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::punching-in", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (show_actions), self);
  g_signal_connect_swapped (composer, "notify::duration-us", G_CALLBACK (duration_cb), self);
  g_signal_connect_swapped (composer, "notify::chosen", G_CALLBACK (show_actions), self);
  g_signal_connect_swapped (composer, "items-changed", G_CALLBACK (show_actions), self);
  g_signal_connect_swapped (composer, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (composer, "recorded", G_CALLBACK (recorded_cb), self);
  g_signal_connect_swapped (
    rbk_composer_get_microphones (composer), "items-changed", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (
    rbk_composer_get_microphones (composer), "notify::looking", G_CALLBACK (state_cb), self);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, number != NULL ? number : _ ("No phone number"));
  rbk_take_list_set_composer (self->take_list, composer);
  rbk_script_pane_set_composer (self->script_pane, composer);
  g_signal_connect_object (
    self->hearing_pane, "play-from", G_CALLBACK (play_from_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->hearing_pane, "marks-changed", G_CALLBACK (marks_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->hearing_pane, "suggestion-changed", G_CALLBACK (suggestion_cb), self, G_CONNECT_SWAPPED);
  rbk_hearing_pane_set_composer (self->hearing_pane, composer);
  state_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rbk_record_page_get_composer:
 *
 * Returns: (transfer none) (nullable): what records; %NULL once the page was closed
 */
RbkComposer *
rbk_record_page_get_composer (RbkRecordPage *self)
{
  g_return_val_if_fail (RBK_IS_RECORD_PAGE (self), NULL);

  return self->composer;
}

/**
 * rbk_record_page_get_countdown:
 *
 * Returns: (transfer none): what counts down to a recording, where that is wished for
 */
RbkCountdown *
rbk_record_page_get_countdown (RbkRecordPage *self)
{
  g_return_val_if_fail (RBK_IS_RECORD_PAGE (self), NULL);

  return self->countdown;
}

/**
 * rbk_record_page_get_focus_widget:
 *
 * Returns: (transfer none): where the focus belongs when the page is shown: the keys for recording
 *   work there, and none of them presses a button
 */
GtkWidget *
rbk_record_page_get_focus_widget (RbkRecordPage *self)
{
  g_return_val_if_fail (RBK_IS_RECORD_PAGE (self), NULL);

  return GTK_WIDGET (self->desk);
}

/**
 * rbk_record_page_close:
 *
 * Ends recording and lets the composer go. Everything is kept: the composer lives on until the last
 * of it has been written.
 */
void
rbk_record_page_close (RbkRecordPage *self)
{
  RbkComposer *composer;

  g_return_if_fail (RBK_IS_RECORD_PAGE (self));

  g_clear_handle_id (&self->record_idle, g_source_remove);
  if (self->countdown != NULL)
    rbk_countdown_cancel (self->countdown);
  composer = g_steal_pointer (&self->composer);
  if (composer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (composer, self);
  g_signal_handlers_disconnect_by_data (rbk_composer_get_microphones (composer), self);
  rbk_take_list_set_composer (self->take_list, NULL);
  rbk_script_pane_set_composer (self->script_pane, NULL);
  rbk_hearing_pane_set_composer (self->hearing_pane, NULL);
  rbk_record_desk_set_composer (self->desk, NULL, NULL, NULL);
  rbk_composer_close_async (composer, closed_composer_cb, NULL);
}
