/* rbk-cue-page.c: what is to be said, in letters that are read from two metres.
 *
 * Three cards: the points, for whoever speaks freely on the phone; the script, which scrolls; and the line
 * for phones that ask who is calling (V-19).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-cue-page.h"

#include "desk/rbk-voicemail-guide.h"
#include "ui/rbk-pace-button.h"
#include "ui/rbk-phone-words.h"
#include "ui/rbk-record-page.h"
#include "ui/rbk-sound-settings.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-teleprompter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkCuePage
{
  AdwNavigationPage parent_instance;

  RbkComposer *composer;   /* (owned) (nullable): given up when the page goes away */
  RbkScriptCard *card;     /* (owned) (nullable): likewise; the page that records is around it */
  RbkCountdown *countdown; /* (owned) (nullable): of that page */

  AdwWindowTitle *window_title;
  AdwViewStack *stack;
  GtkWidget *desk;
  GtkWidget *card_box;
  GtkStack *script_stack;
  RbkTeleprompter *prompter;
  GtkLabel *screening_label;
  GtkLabel *screening_words;
  GtkLabel *clock_label;
  GtkButton *pause_button;
  GtkButton *record_button;
};

G_DEFINE_FINAL_TYPE (RbkCuePage, rbk_cue_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_recording (RbkCuePage *self)
{
  gboolean recording = FALSE;

  g_object_get (self->composer, "recording", &recording, NULL);
  return recording;
}

/* Nothing for what is not known. @words: (nullable) */
static void
add_point (RbkCuePage *self, const char *title, const char *words)
{
  GtkWidget *heading, *label, *box;

  if (words == NULL || *words == '\0')
    return;
  heading = gtk_label_new (title);
  label = gtk_label_new (words);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "rbk-cue");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->card_box), box);
}

static void
show_card (RbkCuePage *self, RbkDesk *desk, RbkCustomer *customer)
{
  RbkVoicemailPlan *plan = rbk_composer_get_plan (self->composer);
  RbkPerson *person = rbk_desk_get_person (desk);
  g_autofree char *reason = rbk_voicemail_plan_get_reason (plan) != RBK_REASON_NONE
                              ? rbk_reason_id_dup_words (rbk_voicemail_plan_get_reason (plan))
                              : NULL;
  g_autofree char *groups =
    rbk_voicemail_guide_dup_number_groups (person != NULL ? rbk_person_get_line (person) : NULL);
  g_autofree char *line = rbk_phone_words_dup_isolated (groups);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->card_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->card_box), child);
  add_point (self, _ ("Customer"), rbk_customer_get_name (customer));
  add_point (self, _ ("Why"), reason);
  add_point (self, _ ("New to them"), rbk_voicemail_plan_get_fact (plan));
  add_point (self, _ ("Your direct line"), line);
  add_point (self, _ ("Next step"), rbk_voicemail_plan_get_next_step (plan));
}

static void
show_screening (RbkCuePage *self, RbkDesk *desk, RbkCustomer *customer)
{
  g_autofree char *line =
    rbk_voicemail_guide_dup_screening_line (desk, customer, rbk_composer_get_plan (self->composer));
  guint n = line != NULL ? rbk_voicemail_guide_count_words (line) : 0;
  g_autofree char *words = NULL;

  gtk_label_set_label (
    self->screening_label,
    line != NULL ? line : _ ("Write your name and the showroom’s in Preferences, under Showroom."));
  /* Translators: the first number is how many words the line has, the others are what is best */
  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                        "%u word. Under %d seconds, up to %d words (V-19).",
                                        "%u words. Under %d seconds, up to %d words (V-19).",
                                        n),
                           n,
                           RBK_SCREENING_LINE_SECONDS,
                           RBK_SCREENING_LINE_WORDS);
  gtk_label_set_label (self->screening_words, words);
  if (n > RBK_SCREENING_LINE_WORDS)
    gtk_widget_add_css_class (GTK_WIDGET (self->screening_words), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->screening_words), "warning");
}

static void
show_plan (RbkCuePage *self)
{
  RbkDesk *desk = rbk_composer_get_desk (self->composer);
  g_autoptr (RbkCustomer) customer =
    rbk_desk_dup_customer (desk, rbk_composer_get_customer (self->composer), NULL);
  const char *phone = customer != NULL ? rbk_customer_get_phone (customer) : NULL;
  g_autofree char *number = phone != NULL ? rbk_phone_words_dup (desk, phone) : NULL;
  g_autofree char *text = rbk_script_card_dup_text (self->card);

  if (customer == NULL)
    return;
  adw_window_title_set_title (self->window_title, rbk_customer_get_name (customer));
  adw_window_title_set_subtitle (self->window_title, number != NULL ? number : _ ("No phone number"));
  rbk_teleprompter_set_text (self->prompter, text);
  gtk_stack_set_visible_child_name (self->script_stack, *text != '\0' ? "prompt" : "none");
  show_card (self, desk, customer);
  show_screening (self, desk, customer);
}

static void
set_button (GtkButton *button, const char *icon, const char *words)
{
  gtk_button_set_icon_name (button, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_clock (RbkCuePage *self)
{
  guint left = self->countdown != NULL ? rbk_countdown_get_left (self->countdown) : 0;
  gint64 duration_us = 0;
  g_autofree char *clock = NULL;

  g_object_get (self->composer, "duration-us", &duration_us, NULL);
  clock = left > 0 ? g_strdup_printf ("%u", left) : rbk_sound_words_dup_clock (duration_us);
  if (g_strcmp0 (gtk_label_get_label (self->clock_label), clock) != 0)
    gtk_label_set_label (self->clock_label, clock);
}

static void
state_cb (RbkCuePage *self)
{
  RbkRecorderState state = rbk_composer_get_state (self->composer);
  gboolean recording = is_recording (self);
  gboolean busy = state == RBK_RECORDER_STARTING || state == RBK_RECORDER_STOPPING;
  gboolean running = rbk_teleprompter_is_running (self->prompter);
  gboolean counting = self->countdown != NULL && rbk_countdown_get_left (self->countdown) > 0;

  set_button (self->record_button,
              recording || counting ? "media-playback-stop-symbolic" : "media-record-symbolic",
              recording || counting ? _ ("Stop") : _ ("Record"));
  set_button (self->pause_button,
              running                        ? "media-playback-pause-symbolic"
              : state == RBK_RECORDER_PAUSED ? "media-record-symbolic"
                                             : "media-playback-start-symbolic",
              state == RBK_RECORDER_PAUSED ? _ ("Go On Recording")
              : recording                  ? _ ("Pause Recording")
              : running                    ? _ ("Stop Scrolling")
                                           : _ ("Scroll the Script"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cue.record", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cue.pause", !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->clock_label), recording || counting);
  show_clock (self);
}

/* The page around the script does it, with everything that belongs to it. Where it cannot, it says why. */
static void
record_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkCuePage *self = RBK_CUE_PAGE (widget);

  if (!gtk_widget_activate_action (GTK_WIDGET (self->card), "composer.record", NULL))
    gtk_widget_activate_action (widget, "navigation.pop", NULL);
}

static void
pause_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkCuePage *self = RBK_CUE_PAGE (widget);
  RbkRecorderState state = rbk_composer_get_state (self->composer);

  if (state == RBK_RECORDER_RECORDING)
    rbk_composer_pause (self->composer);
  else if (state == RBK_RECORDER_PAUSED)
    rbk_composer_resume (self->composer);
  else
    {
      adw_view_stack_set_visible_child_name (self->stack, "script");
      rbk_teleprompter_set_running (self->prompter, !rbk_teleprompter_is_running (self->prompter));
    }
}

static void
pace_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int by = g_str_equal (name, "cue.faster") ? RBK_SOUND_SETTINGS_STEP : -RBK_SOUND_SETTINGS_STEP;

  rbk_sound_settings_set_pace (rbk_sound_settings_get_pace () + by);
}

static void
rewind_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rbk_teleprompter_rewind (RBK_CUE_PAGE (widget)->prompter);
}

/* "cue.card", "cue.script", "cue.screening" */
static void
turn_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkCuePage *self = RBK_CUE_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->stack, name + strlen ("cue."));
  gtk_widget_grab_focus (self->desk);
}

/* A line has to hold three or four words, however narrow the window is. */
static void
narrow_cb (RbkCuePage *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
}

static void
wide_cb (RbkCuePage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
rbk_cue_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (RBK_CUE_PAGE (page)->desk);
}

static void
rbk_cue_page_dispose (GObject *object)
{
  RbkCuePage *self = RBK_CUE_PAGE (object);

  if (self->composer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->composer, self);
      g_signal_handlers_disconnect_by_data (self->card, self);
      if (self->countdown != NULL)
        g_signal_handlers_disconnect_by_data (self->countdown, self);
      rbk_teleprompter_set_composer (self->prompter, NULL);
    }
  g_clear_object (&self->composer);
  g_clear_object (&self->card);
  g_clear_object (&self->countdown);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_CUE_PAGE);
  G_OBJECT_CLASS (rbk_cue_page_parent_class)->dispose (object);
}

static void
rbk_cue_page_class_init (RbkCuePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_cue_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = rbk_cue_page_shown;
  gtk_widget_class_install_action (widget_class, "cue.record", NULL, record_cb);
  gtk_widget_class_install_action (widget_class, "cue.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "cue.faster", NULL, pace_cb);
  gtk_widget_class_install_action (widget_class, "cue.slower", NULL, pace_cb);
  gtk_widget_class_install_action (widget_class, "cue.rewind", NULL, rewind_cb);
  gtk_widget_class_install_action (widget_class, "cue.card", NULL, turn_cb);
  gtk_widget_class_install_action (widget_class, "cue.script", NULL, turn_cb);
  gtk_widget_class_install_action (widget_class, "cue.screening", NULL, turn_cb);
  g_type_ensure (RBK_TYPE_PACE_BUTTON);
  g_type_ensure (RBK_TYPE_TELEPROMPTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-cue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, desk);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, card_box);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, script_stack);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, prompter);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, screening_label);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, screening_words);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, clock_label);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, RbkCuePage, record_button);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
}

static void
rbk_cue_page_init (RbkCuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_cue_page_new:
 * @card: the script, inside the page that records
 *
 * Returns: (transfer floating): the page
 */
AdwNavigationPage *
rbk_cue_page_new (RbkComposer *composer, RbkScriptCard *card)
{
  RbkCuePage *self = g_object_new (RBK_TYPE_CUE_PAGE, NULL);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (card), RBK_TYPE_RECORD_PAGE);

  self->composer = g_object_ref (composer);
  self->card = g_object_ref (card);
  if (page != NULL)
    self->countdown = g_object_ref (rbk_record_page_get_countdown (RBK_RECORD_PAGE (page)));
  if (self->countdown != NULL)
    g_signal_connect_swapped (self->countdown, "notify::left", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (show_plan), self);
  g_signal_connect_swapped (card, "notify::text", G_CALLBACK (show_plan), self);
  g_signal_connect_swapped (composer, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (composer, "notify::duration-us", G_CALLBACK (show_clock), self);
  g_signal_connect_object (self->prompter, "notify::running", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  show_plan (self);
  rbk_teleprompter_set_composer (self->prompter, composer);
  state_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}
