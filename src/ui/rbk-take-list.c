/* rbk-take-list.c: the takes of a draft, the chosen one's sound, and what the rules say of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-take-list.h"

#include "desk/rbk-take-ear.h"
#include "media/rbk-pcm.h"
#include "ui/rbk-edit-bar.h"
#include "ui/rbk-loss-question.h"
#include "ui/rbk-remark-list.h"
#include "ui/rbk-sound-bar.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-take-row.h"
#include "ui/rbk-time-words.h"
#include "ui/rbk-toasts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RbkTakeList
{
  GtkBox parent_instance;

  RbkComposer *composer; /* (owned) (nullable) */
  GHashTable *numbers;   /* (owned) (element-type utf8 uint): take id → the number it was shown with */
  guint last_number;
  GtkCheckButton *group;   /* (owned): leads the group of the radio buttons; never shown */
  RbkTakeEar *ear;         /* (owned) (nullable): with the composer */
  GBytes *shown_sound;     /* (owned) (nullable): what the sound bar shows */
  GHashTable *suggestions; /* (owned) (element-type utf8 utf8): take id → why it is suggested */

  /* How to go on when the next sound of that take comes. */
  char *next_take; /* (owned) (nullable) */
  gint64 next_us;
  gboolean next_plays;

  gboolean shows_remarks; /* nothing beside says what the rules say */

  GtkListBox *list;
  GtkWidget *sound_card;
  RbkSoundBar *sound_bar;
  RbkEditBar *edit_bar;
  GtkLabel *leaving_label;
  RbkRemarkList *remark_list;
};

G_DEFINE_FINAL_TYPE (RbkTakeList, rbk_take_list, GTK_TYPE_BOX)

enum
{
  PROP_SHOWS_REMARKS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_recording (RbkTakeList *self)
{
  gboolean recording = FALSE;

  if (self->composer != NULL)
    g_object_get (self->composer, "recording", &recording, NULL);
  return recording;
}

static gint64
to_us (gint64 samples)
{
  return samples * G_USEC_PER_SEC / RBK_PCM_RATE;
}

static gboolean
is_chosen_take (RbkTakeList *self, const char *take)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);

  return chosen != NULL && g_strcmp0 (rbk_take_get_id (chosen), take) == 0;
}

static void
show_rows (RbkTakeList *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  gboolean playing = rbk_player_get_playing (rbk_composer_get_player (self->composer));
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      RbkTake *take;
      gboolean is_chosen;

      if (!RBK_IS_TAKE_ROW (row))
        continue;
      is_chosen = chosen != NULL && g_strcmp0 (rbk_take_get_id (rbk_take_row_get_take (RBK_TAKE_ROW (row))),
                                               rbk_take_get_id (chosen)) == 0;
      take = rbk_take_row_get_take (RBK_TAKE_ROW (row));
      rbk_take_row_set_length (RBK_TAKE_ROW (row),
                               to_us (rbk_composer_get_length (self->composer, take)),
                               rbk_composer_is_edited (self->composer, take));
      rbk_take_row_set_suggestion (RBK_TAKE_ROW (row),
                                   g_hash_table_lookup (self->suggestions, rbk_take_get_id (take)));
      rbk_take_row_set_chosen (RBK_TAKE_ROW (row), is_chosen);
      rbk_take_row_set_playing (RBK_TAKE_ROW (row), is_chosen && playing);
    }
  /* Neither to be chosen nor to be heard while another one is being recorded. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->list),
                            !is_recording (self) && !rbk_composer_is_punching_in (self->composer));
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (G_LIST_MODEL (self->composer)) > 0);
}

/* Where it was to be gone on in the sound that is there now. */
static void
go_on (RbkTakeList *self)
{
  g_autofree char *take = NULL;

  if (self->shown_sound == NULL || self->next_take == NULL)
    return;
  take = g_steal_pointer (&self->next_take);
  if (!is_chosen_take (self, take))
    return;
  if (self->next_us > 0)
    rbk_player_seek (rbk_composer_get_player (self->composer), self->next_us);
  if (self->next_plays && !is_recording (self))
    rbk_sound_bar_toggle (self->sound_bar);
}

static void
show_sound (RbkTakeList *self)
{
  GBytes *sound = rbk_composer_get_chosen_sound (self->composer);

  if (sound != self->shown_sound)
    {
      g_clear_pointer (&self->shown_sound, g_bytes_unref);
      self->shown_sound = sound != NULL ? g_bytes_ref (sound) : NULL;
      rbk_sound_bar_set_player (
        self->sound_bar, sound != NULL ? rbk_composer_get_player (self->composer) : NULL, sound);
      rbk_waveform_view_set_selection (rbk_sound_bar_get_waveform (self->sound_bar), -1, -1);
      go_on (self);
    }
  /* Where a passage is spoken again, one sees which. */
  gtk_widget_set_visible (self->sound_card,
                          sound != NULL &&
                            (!is_recording (self) || rbk_composer_is_punching_in (self->composer)));
}

static void
show_leaving (RbkTakeList *self)
{
  static const char *const words[] = {
    [RBK_LEAVING_UNKNOWN] = N_ ("Its loudness is being measured…"),
    [RBK_LEAVING_SILENT] = N_ ("There is nothing to hear in it."),
    [RBK_LEAVING_AS_IT_IS] = N_ ("It leaves as loud as other voicemails."),
    [RBK_LEAVING_RAISED] =
      N_ ("It leaves as loud as other voicemails: it is made louder on its way, and here."),
    [RBK_LEAVING_LOWERED] =
      N_ ("It leaves as loud as other voicemails: it is made softer on its way, and here."),
    [RBK_LEAVING_TOO_SOFT] =
      N_ ("It is too soft to leave as loud as other voicemails. Come nearer to the microphone."),
  };

  gtk_label_set_label (self->leaving_label, _ (words[rbk_take_ear_judge_leaving (self->ear)]));
  gtk_widget_set_visible (GTK_WIDGET (self->leaving_label),
                          self->shown_sound != NULL && !is_recording (self));
}

static void
show_remarks (RbkTakeList *self)
{
  g_autoptr (GPtrArray) remarks = rbk_composer_dup_remarks (self->composer);

  rbk_remark_list_set_remarks (self->remark_list,
                               self->shows_remarks && !is_recording (self) ? remarks : NULL);
}

static void
show_all (RbkTakeList *self)
{
  show_sound (self);
  show_rows (self);
  show_remarks (self);
  show_leaving (self);
}

/* Whoever compares two takes while one plays hears the other from the same place on. */
static void
choose (RbkTakeList *self, RbkTake *take, gboolean play)
{
  RbkPlayer *player = rbk_composer_get_player (self->composer);
  gboolean playing = rbk_player_get_playing (player);

  if (is_chosen_take (self, rbk_take_get_id (take)))
    return;
  g_set_str (&self->next_take, rbk_take_get_id (take));
  self->next_us = playing ? rbk_player_get_position_us (player) : 0;
  self->next_plays = playing || play;
  rbk_sound_bar_pause (self->sound_bar);
  rbk_composer_choose (self->composer, take);
  show_sound (self);
}

static void
choose_cb (RbkTakeRow *row, RbkTakeList *self)
{
  choose (self, rbk_take_row_get_take (row), FALSE);
}

static void
play_cb (RbkTakeRow *row, RbkTakeList *self)
{
  RbkTake *take = rbk_take_row_get_take (row);

  if (is_chosen_take (self, rbk_take_get_id (take)))
    rbk_sound_bar_toggle (self->sound_bar);
  else
    choose (self, take, TRUE);
}

static void
edited_cb (RbkTakeList *self, gint64 position_us)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);

  g_set_str (&self->next_take, chosen != NULL ? rbk_take_get_id (chosen) : NULL);
  self->next_us = position_us;
  self->next_plays = FALSE;
}

static void
restore_cb (AdwToast *toast, RbkTakeList *self)
{
  RbkTake *take = g_object_get_data (G_OBJECT (toast), "take");

  if (self->composer != NULL)
    rbk_composer_restore_take (self->composer, take);
}

typedef struct
{
  RbkTakeList *self; /* (owned) */
  RbkTake *take;     /* (owned) */
} Deletion;

static void
deletion_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Deletion *deletion = data;
  RbkTakeList *self = deletion->self;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "delete") == 0 &&
      self->composer != NULL)
    {
      /* Translators: %u is the number of a take */
      g_autofree char *words =
        g_strdup_printf (_ ("Take %u deleted"), rbk_take_list_get_number (self, deletion->take));
      AdwToast *toast = adw_toast_new (words);

      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_object_set_data_full (
        G_OBJECT (toast), "take", g_object_ref (deletion->take), (GDestroyNotify) g_object_unref);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), self, 0);
      rbk_sound_bar_pause (self->sound_bar);
      rbk_composer_delete_take (self->composer, deletion->take);
      rbk_toasts_add (GTK_WIDGET (self), toast);
    }
  g_object_unref (deletion->take);
  g_object_unref (deletion->self);
  g_free (deletion);
}

static void
delete_cb (RbkTakeRow *row, RbkTakeList *self)
{
  rbk_take_list_ask_deletion (self, rbk_take_row_get_take (row));
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  RbkTakeList *self = data;
  RbkShowroom *showroom = rbk_desk_get_showroom (rbk_composer_get_desk (self->composer));
  g_autoptr (GTimeZone) zone =
    rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);
  GtkWidget *row = rbk_take_row_new (item, rbk_take_list_get_number (self, item), self->group, zone);

  g_signal_connect_object (row, "choose", G_CALLBACK (choose_cb), self, 0);
  g_signal_connect_object (row, "play", G_CALLBACK (play_cb), self, 0);
  g_signal_connect_object (row, "delete", G_CALLBACK (delete_cb), self, 0);
  return row;
}

static void
rbk_take_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SHOWS_REMARKS)
    g_value_set_boolean (value, RBK_TAKE_LIST (object)->shows_remarks);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rbk_take_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RbkTakeList *self = RBK_TAKE_LIST (object);

  if (prop_id != PROP_SHOWS_REMARKS)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else
    {
      self->shows_remarks = g_value_get_boolean (value);
      if (self->composer != NULL)
        show_remarks (self);
    }
}

static void
rbk_take_list_dispose (GObject *object)
{
  RbkTakeList *self = RBK_TAKE_LIST (object);

  rbk_take_list_set_composer (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_TAKE_LIST);
  g_clear_object (&self->group);
  G_OBJECT_CLASS (rbk_take_list_parent_class)->dispose (object);
}

static void
rbk_take_list_finalize (GObject *object)
{
  g_hash_table_unref (RBK_TAKE_LIST (object)->numbers);
  g_hash_table_unref (RBK_TAKE_LIST (object)->suggestions);
  g_free (RBK_TAKE_LIST (object)->next_take);
  G_OBJECT_CLASS (rbk_take_list_parent_class)->finalize (object);
}

static void
rbk_take_list_class_init (RbkTakeListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_take_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_take_list_finalize;
  G_OBJECT_CLASS (klass)->get_property = rbk_take_list_get_property;
  G_OBJECT_CLASS (klass)->set_property = rbk_take_list_set_property;

  /**
   * RbkTakeList:shows-remarks:
   *
   * Whether what the rules say of how the chosen take sounds is said below it: where no list of all rules is
   * in sight beside it, which says the same.
   */
  properties[PROP_SHOWS_REMARKS] =
    g_param_spec_boolean ("shows-remarks", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  g_type_ensure (RBK_TYPE_EDIT_BAR);
  g_type_ensure (RBK_TYPE_REMARK_LIST);
  g_type_ensure (RBK_TYPE_SOUND_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-take-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkTakeList, list);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeList, sound_card);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeList, sound_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeList, edit_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeList, leaving_label);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeList, remark_list);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
rbk_take_list_init (RbkTakeList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shows_remarks = TRUE;
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->suggestions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  rbk_waveform_view_set_selectable (rbk_sound_bar_get_waveform (self->sound_bar), TRUE);
  self->group = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
}

static void
drop_composer (RbkTakeList *self)
{
  if (self->composer == NULL)
    return;
  rbk_sound_bar_pause (self->sound_bar);
  rbk_edit_bar_set_composer (self->edit_bar, NULL, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->ear, self);
  rbk_take_ear_close (self->ear);
  g_clear_object (&self->ear);
  g_signal_handlers_disconnect_by_data (self->composer, self);
  g_signal_handlers_disconnect_by_data (rbk_composer_get_player (self->composer), self);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  rbk_sound_bar_set_player (self->sound_bar, NULL, NULL);
  g_clear_pointer (&self->shown_sound, g_bytes_unref);
  g_clear_object (&self->composer);
}

/**
 * rbk_take_list_set_composer:
 * @composer: (nullable): whose takes to show; %NULL for none any more
 */
void
rbk_take_list_set_composer (RbkTakeList *self, RbkComposer *composer)
{
  g_return_if_fail (RBK_IS_TAKE_LIST (self));

  drop_composer (self);
  if (composer == NULL)
    return;
  self->composer = g_object_ref (composer);
  self->ear = rbk_take_ear_new (composer);
  g_signal_connect_swapped (self->ear, "changed", G_CALLBACK (show_leaving), self);
  rbk_edit_bar_set_composer (
    self->edit_bar, composer, self->ear, rbk_sound_bar_get_waveform (self->sound_bar));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (composer), make_row, self, NULL);
  /* After the list box's own handler, which makes the rows. */
  g_signal_connect_swapped (composer, "items-changed", G_CALLBACK (show_rows), self);
  g_signal_connect_swapped (composer, "notify::chosen", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (composer, "notify::punching-in", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (show_rows), self);
  g_signal_connect_swapped (
    rbk_composer_get_player (composer), "notify::playing", G_CALLBACK (show_rows), self);
  show_all (self);
}

/**
 * rbk_take_list_get_number:
 * @take: a take of the composer
 *
 * A take keeps its number while the list lives, whatever is deleted before it.
 *
 * Returns: which take it is, as the person counts, from 1
 */
guint
rbk_take_list_get_number (RbkTakeList *self, RbkTake *take)
{
  guint number;

  g_return_val_if_fail (RBK_IS_TAKE_LIST (self), 0);

  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, rbk_take_get_id (take)));

  if (number == 0)
    {
      number = ++self->last_number;
      g_hash_table_insert (self->numbers, g_strdup (rbk_take_get_id (take)), GUINT_TO_POINTER (number));
    }
  return number;
}

/**
 * rbk_take_list_toggle:
 *
 * Plays the chosen take, or pauses it.
 */
void
rbk_take_list_toggle (RbkTakeList *self)
{
  g_return_if_fail (RBK_IS_TAKE_LIST (self));

  rbk_sound_bar_toggle (self->sound_bar);
}

/**
 * rbk_take_list_pause:
 *
 * Nothing is heard any more.
 */
void
rbk_take_list_pause (RbkTakeList *self)
{
  g_return_if_fail (RBK_IS_TAKE_LIST (self));

  self->next_plays = FALSE;
  rbk_sound_bar_pause (self->sound_bar);
}

/**
 * rbk_take_list_skip:
 * @by_us: how far in the chosen take; below 0 is back
 */
void
rbk_take_list_skip (RbkTakeList *self, gint64 by_us)
{
  g_return_if_fail (RBK_IS_TAKE_LIST (self));

  rbk_sound_bar_skip (self->sound_bar, by_us);
}

/**
 * rbk_take_list_choose_nth:
 * @n: a place in the list, from 0
 *
 * Chooses the take there; one that plays goes on in that one, from the same place.
 *
 * Returns: whether there is one
 */
gboolean
rbk_take_list_choose_nth (RbkTakeList *self, guint n)
{
  g_autoptr (RbkTake) take = NULL;

  g_return_val_if_fail (RBK_IS_TAKE_LIST (self), FALSE);

  take = self->composer != NULL ? g_list_model_get_item (G_LIST_MODEL (self->composer), n) : NULL;
  if (take == NULL || is_recording (self))
    return FALSE;
  choose (self, take, FALSE);
  return TRUE;
}

/**
 * rbk_take_list_play_from:
 * @position_us: where in the chosen take
 *
 * Lets it be heard from there on.
 */
void
rbk_take_list_play_from (RbkTakeList *self, gint64 position_us)
{
  RbkPlayer *player;

  g_return_if_fail (RBK_IS_TAKE_LIST (self));

  if (self->shown_sound == NULL || is_recording (self))
    return;
  player = rbk_composer_get_player (self->composer);
  rbk_waveform_view_set_selection (rbk_sound_bar_get_waveform (self->sound_bar), -1, -1);
  rbk_player_seek (player, position_us);
  if (!rbk_player_get_playing (player))
    rbk_sound_bar_toggle (self->sound_bar);
}

/**
 * rbk_take_list_set_marks:
 * @marks: (nullable) (transfer none) (element-type RbkMark): what is to be said of moments of the chosen
 *   take; see rbk_waveform_view_set_marks()
 */
void
rbk_take_list_set_marks (RbkTakeList *self, GArray *marks)
{
  g_return_if_fail (RBK_IS_TAKE_LIST (self));

  rbk_waveform_view_set_marks (rbk_sound_bar_get_waveform (self->sound_bar), marks);
}

/**
 * rbk_take_list_set_suggestion:
 * @take: (nullable): id of the take that is suggested; %NULL for none
 * @words: (nullable): why, in a sentence
 */
void
rbk_take_list_set_suggestion (RbkTakeList *self, const char *take, const char *words)
{
  g_return_if_fail (RBK_IS_TAKE_LIST (self));

  g_hash_table_remove_all (self->suggestions);
  if (take != NULL && words != NULL)
    g_hash_table_insert (self->suggestions, g_strdup (take), g_strdup (words));
  if (self->composer != NULL)
    show_rows (self);
}

/**
 * rbk_take_list_get_edit_bar:
 *
 * Returns: (transfer none): what edits the chosen take
 */
RbkEditBar *
rbk_take_list_get_edit_bar (RbkTakeList *self)
{
  g_return_val_if_fail (RBK_IS_TAKE_LIST (self), NULL);

  return self->edit_bar;
}

/**
 * rbk_take_list_get_waveform:
 *
 * Returns: (transfer none): the picture of the chosen take, in which passages are selected
 */
RbkWaveformView *
rbk_take_list_get_waveform (RbkTakeList *self)
{
  g_return_val_if_fail (RBK_IS_TAKE_LIST (self), NULL);

  return rbk_sound_bar_get_waveform (self->sound_bar);
}

/**
 * rbk_take_list_ask_deletion:
 * @take: a take of the composer
 *
 * Asks the person, and deletes it if they are sure; they can undo it for a while.
 */
void
rbk_take_list_ask_deletion (RbkTakeList *self, RbkTake *take)
{
  g_autofree char *length =
    rbk_sound_words_dup_length (to_us (rbk_composer_get_length (self->composer, take)));
  /* Translators: a take's number and its length, such as "Delete Take 2 (0:24)?" */
  g_autofree char *heading =
    g_strdup_printf (_ ("Delete Take %u (%s)?"), rbk_take_list_get_number (self, take), length);
  AdwDialog *question = rbk_loss_question_new (
    heading, _ ("The other takes stay as they are."), _ ("_Keep"), "delete", _ ("_Delete"));
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->self = g_object_ref (self);
  deletion->take = g_object_ref (take);
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, deletion_answered_cb, deletion);
}
