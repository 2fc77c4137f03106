/* rbk-script-card.c: the words of a voicemail: chosen, edited, and read while recording.
 *
 * As long as nobody edited them, they follow the plan, with every field filled or its sentence left out
 * (M-4). Edited, they are the person's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-script-card.h"

#include "desk/rbk-voicemail-guide.h"
#include "ui/rbk-pace-button.h"
#include "ui/rbk-plan-form.h"
#include "ui/rbk-sound-settings.h"
#include "ui/rbk-teleprompter.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

struct _RbkScriptCard
{
  AdwBin parent_instance;

  RbkComposer *composer; /* (owned) (nullable) */
  RbkCustomer *customer; /* (owned) (nullable): as they stood when last asked */
  GPtrArray *scripts;    /* (owned) (nullable) (element-type RbkScript): after the first row, which is none */
  RbkReasonId reason;    /* that the scripts are for */
  char *replaced;        /* (owned) (nullable): own words that a script took the place of */
  gboolean showing;      /* the rows are being filled by us, not by the person */

  GtkWidget *again_button;
  AdwComboRow *script_row;
  GtkStack *stack;
  GtkTextView *text_view;
  GtkTextBuffer *buffer;
  RbkTeleprompter *prompter;
  GtkLabel *missing_label;
  GtkLabel *length_label;
};

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CUE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkScriptCard, rbk_script_card, ADW_TYPE_BIN)

/* What to do about each field that is missing. */
static const struct
{
  const char *field;
  const char *words;
} cures[] = {
  { "fact", N_ ("Write above what is new to them.") },
  { "next_step", N_ ("Write above what should happen next.") },
  { "first_name", N_ ("Add their first name to the customer’s file.") },
  { "vehicle", N_ ("Add the vehicle they want to the customer’s file.") },
  { "my_name", N_ ("Write your name in Preferences, under Showroom.") },
  { "showroom", N_ ("Write the showroom’s name in Preferences, under Showroom.") },
  { "direct_line", N_ ("Write your direct line in Preferences, under Showroom.") },
};

static void
show_missing (RbkScriptCard *self, RbkMergedScript *merged)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (merged != NULL && merged->words != NULL)
    {
      g_string_append (words, merged->words);
      for (guint i = 0; i < G_N_ELEMENTS (cures); i++)
        {
          if (g_strv_contains ((const char *const *) merged->missing, cures[i].field))
            g_string_append_printf (words, " %s", _ (cures[i].words));
        }
    }
  gtk_label_set_label (self->missing_label, words->str);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), words->len > 0);
}

static void
show_length (RbkScriptCard *self)
{
  g_autofree char *text = rbk_script_card_dup_text (self);
  guint n = rbk_voicemail_guide_count_words (text);
  int pace = rbk_sound_settings_get_pace ();
  const RbkLengthBand *band;
  g_autofree char *words = NULL;

  if (self->composer == NULL)
    return;
  band =
    rbk_voicemail_school_get_length (rbk_voicemail_guide_get_school (rbk_composer_get_desk (self->composer)));
  if (n > 0)
    {
      guint seconds = (n * 60 + (guint) pace / 2) / (guint) pace;

      /* Translators: the first number is a count of words, the second how many seconds they take, the others
       * are the seconds that are best */
      words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "%u word, about %u s; %u to %u s are best",
                                            "%u words, about %u s; %u to %u s are best",
                                            n),
                               n,
                               seconds,
                               band->from,
                               band->to);
    }
  gtk_label_set_label (self->length_label, words != NULL ? words : "");
}

static void
set_text (RbkScriptCard *self, const char *text)
{
  g_autofree char *before = rbk_script_card_dup_text (self);

  if (!g_str_equal (before, text))
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

static guint
find_row (RbkScriptCard *self, const char *script)
{
  for (guint i = 0; script != NULL && i < self->scripts->len; i++)
    {
      if (g_str_equal (rbk_script_get_id (g_ptr_array_index (self->scripts, i)), script))
        return i + 1;
    }
  return 0;
}

/* Those for the reason, and the one that is read, whatever it is for. */
static void
show_scripts (RbkScriptCard *self, const RbkPlanForm *form)
{
  RbkDesk *desk = rbk_composer_get_desk (self->composer);
  RbkScript *script = rbk_voicemail_guide_find_script (desk, form->script);

  if (self->scripts == NULL || self->reason != form->reason ||
      (script != NULL && find_row (self, form->script) == 0))
    {
      g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

      g_clear_pointer (&self->scripts, g_ptr_array_unref);
      self->scripts = rbk_voicemail_guide_list_scripts (desk, form->reason);
      self->reason = form->reason;
      if (script != NULL && find_row (self, form->script) == 0)
        g_ptr_array_add (self->scripts, g_object_ref (script));
      gtk_string_list_append (names, _ ("None: free words"));
      for (guint i = 0; i < self->scripts->len; i++)
        gtk_string_list_append (names, rbk_script_get_name (g_ptr_array_index (self->scripts, i)));
      adw_combo_row_set_model (self->script_row, G_LIST_MODEL (names));
    }
  adw_combo_row_set_selected (self->script_row, find_row (self, form->script));
}

static void
show_plan (RbkScriptCard *self)
{
  RbkPlanForm form = rbk_plan_form_read (self->composer);
  RbkDesk *desk = rbk_composer_get_desk (self->composer);
  RbkScript *script = rbk_voicemail_guide_find_script (desk, form.script);
  g_autoptr (RbkMergedScript) merged =
    script != NULL && self->customer != NULL && form.text == NULL
      ? rbk_voicemail_guide_merge (desk, self->customer, script, rbk_composer_get_plan (self->composer))
      : NULL;

  self->showing = TRUE;
  show_scripts (self, &form);
  set_text (self, form.text != NULL ? form.text : merged != NULL ? merged->text : "");
  self->showing = FALSE;
  show_missing (self, merged);
  gtk_widget_set_visible (self->again_button, form.text != NULL && script != NULL);
}

static void
text_cb (RbkScriptCard *self)
{
  g_autofree char *text = rbk_script_card_dup_text (self);
  RbkPlanForm form;

  rbk_teleprompter_set_text (self->prompter, text);
  show_length (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  if (self->showing || self->composer == NULL)
    return;
  form = rbk_plan_form_read (self->composer);
  form.text = *text != '\0' ? text : NULL;
  /* Emptied, it is not filled again under the hands of whoever wants to begin anew. */
  if (form.text == NULL)
    form.script = NULL;
  rbk_plan_form_apply (&form, self->composer);
}

static void
restore_cb (RbkScriptCard *self)
{
  RbkPlanForm form;

  if (self->composer == NULL || self->replaced == NULL)
    return;
  form = rbk_plan_form_read (self->composer);
  form.text = self->replaced;
  rbk_plan_form_apply (&form, self->composer);
}

/* Words of one's own gave way to a script: they can be had again. */
static void
offer_back (RbkScriptCard *self, const char *text)
{
  AdwToast *toast;

  g_set_str (&self->replaced, text);
  if (text == NULL)
    return;
  toast = adw_toast_new (_ ("Your words gave way to the script"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  rbk_toasts_add (GTK_WIDGET (self), toast);
}

static void
read_script (RbkScriptCard *self, const char *script)
{
  RbkPlanForm form = rbk_plan_form_read (self->composer);
  g_autofree char *text = g_strdup (form.text);

  form.script = script;
  form.text = NULL;
  rbk_plan_form_apply (&form, self->composer);
  offer_back (self, text);
}

static void
script_cb (RbkScriptCard *self)
{
  guint row = adw_combo_row_get_selected (self->script_row);

  if (!self->showing && self->composer != NULL && self->scripts != NULL && row <= self->scripts->len)
    read_script (self, row > 0 ? rbk_script_get_id (g_ptr_array_index (self->scripts, row - 1)) : NULL);
}

static void
again_cb (RbkScriptCard *self)
{
  g_autofree char *script = g_strdup (rbk_plan_form_read (self->composer).script);

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  read_script (self, script);
}

static void
cue_cb (RbkScriptCard *self)
{
  g_signal_emit (self, signals[CUE], 0);
}

/* While it is recorded, it is read and not written. */
static void
recording_cb (RbkScriptCard *self)
{
  g_autofree char *text = rbk_script_card_dup_text (self);
  gboolean recording = FALSE;

  g_object_get (self->composer, "recording", &recording, NULL);
  gtk_stack_set_visible_child_name (self->stack, recording && *text != '\0' ? "prompt" : "edit");
}

static void
rbk_script_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_TEXT)
    g_value_take_string (value, rbk_script_card_dup_text (RBK_SCRIPT_CARD (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rbk_script_card_dispose (GObject *object)
{
  RbkScriptCard *self = RBK_SCRIPT_CARD (object);

  rbk_script_card_set_composer (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_SCRIPT_CARD);
  G_OBJECT_CLASS (rbk_script_card_parent_class)->dispose (object);
}

static void
rbk_script_card_finalize (GObject *object)
{
  g_free (RBK_SCRIPT_CARD (object)->replaced);
  G_OBJECT_CLASS (rbk_script_card_parent_class)->finalize (object);
}

static void
rbk_script_card_class_init (RbkScriptCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rbk_script_card_get_property;
  object_class->dispose = rbk_script_card_dispose;
  object_class->finalize = rbk_script_card_finalize;

  /**
   * RbkScriptCard:text:
   *
   * What is to be said.
   */
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RbkScriptCard::cue:
   *
   * The person wants to read it from afar.
   */
  signals[CUE] =
    g_signal_new ("cue", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RBK_TYPE_PACE_BUTTON);
  g_type_ensure (RBK_TYPE_TELEPROMPTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-script-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, again_button);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, script_row);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, text_view);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, buffer);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, prompter);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, missing_label);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptCard, length_label);
  gtk_widget_class_bind_template_callback (widget_class, script_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, cue_cb);
}

static void
rbk_script_card_init (RbkScriptCard *self)
{
  GSettings *settings = rbk_sound_settings_get ();

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
  if (settings != NULL)
    g_signal_connect_object (
      settings, "changed::" RBK_SOUND_SETTINGS_PACE, G_CALLBACK (show_length), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_script_card_reload:
 * @scripts_too: whether the showroom may have other scripts, too
 *
 * Fills the script in again, as customer and showroom stand now.
 */
void
rbk_script_card_reload (RbkScriptCard *self, gboolean scripts_too)
{
  g_return_if_fail (RBK_IS_SCRIPT_CARD (self));

  if (self->composer == NULL)
    return;
  g_clear_object (&self->customer);
  self->customer = rbk_desk_dup_customer (
    rbk_composer_get_desk (self->composer), rbk_composer_get_customer (self->composer), NULL);
  if (scripts_too)
    g_clear_pointer (&self->scripts, g_ptr_array_unref);
  show_plan (self);
  show_length (self);
}

/**
 * rbk_script_card_set_composer:
 * @composer: (nullable): whose plan it is
 */
void
rbk_script_card_set_composer (RbkScriptCard *self, RbkComposer *composer)
{
  g_return_if_fail (RBK_IS_SCRIPT_CARD (self));

  if (self->composer != NULL)
    g_signal_handlers_disconnect_by_data (self->composer, self);
  if (self->prompter != NULL)
    rbk_teleprompter_set_composer (self->prompter, composer);
  g_set_object (&self->composer, composer);
  g_clear_object (&self->customer);
  g_clear_pointer (&self->scripts, g_ptr_array_unref);
  if (composer == NULL)
    return;
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (show_plan), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (recording_cb), self);
  rbk_script_card_reload (self, TRUE);
  recording_cb (self);
}

/**
 * rbk_script_card_dup_text:
 *
 * Returns: (transfer full): what is to be said; empty if nobody knows yet
 */
char *
rbk_script_card_dup_text (RbkScriptCard *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (RBK_IS_SCRIPT_CARD (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}
