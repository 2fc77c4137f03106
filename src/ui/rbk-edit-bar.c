/* rbk-edit-bar.c: cuts, trims and mends the chosen take, and lets it be heard as on a telephone.
 *
 * Every edit can be undone, and no take is ever changed. What cannot be done is said in the sentence of the
 * error rather than by a button that is grey for a reason nobody sees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-edit-bar.h"

#include "media/rbk-pcm.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-sound-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RbkEditBar
{
  GtkBox parent_instance;

  RbkComposer *composer;     /* (owned) (nullable) */
  RbkTakeEar *ear;           /* (owned) (nullable): with the composer */
  RbkWaveformView *waveform; /* (owned) (nullable): likewise */
  GSimpleActionGroup *actions;
  gint64 punch_from_us; /* the passage that is spoken again; -1: none */
  gint64 punch_to_us;
  char *told; /* (owned) (nullable): what screen readers were told last of the passage */

  GtkLabel *passage_label;
  GtkLabel *error_label;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkEditBar, rbk_edit_bar, GTK_TYPE_BOX)

static gboolean
is_recording (RbkEditBar *self)
{
  gboolean recording = FALSE;

  if (self->composer != NULL)
    g_object_get (self->composer, "recording", &recording, NULL);
  return recording;
}

static gint64
to_samples (gint64 us)
{
  return us * (RBK_PCM_RATE / 1000) / 1000;
}

/* (transfer full): the passage from @from_us to @to_us, such as "0:03.2 to 0:05.0" */
static char *
dup_range (gint64 from_us, gint64 to_us)
{
  g_autofree char *from = rbk_sound_words_dup_tenths (from_us);
  g_autofree char *to = rbk_sound_words_dup_tenths (to_us);

  /* Translators: a part of a recording, such as "0:03.2 to 0:05.0" */
  return g_strdup_printf (_ ("%1$s to %2$s"), from, to);
}

static char *
dup_punch_words (RbkEditBar *self)
{
  g_autofree char *range = dup_range (self->punch_from_us, self->punch_to_us);
  g_autofree char *from = rbk_sound_words_dup_tenths (self->punch_from_us);
  RbkRecorderState state = rbk_composer_get_state (self->composer);

  if (state == RBK_RECORDER_STARTING)
    return g_strdup (_ ("Wait: the microphone is being opened"));
  if (is_recording (self))
    /* Translators: %s is such as "0:03.2 to 0:05.0" */
    return g_strdup_printf (_ ("Speak now, in place of %s. R puts it in, Esc leaves it as it was."), range);
  if (rbk_player_get_playing (rbk_composer_get_player (self->composer)))
    /* Translators: %s is a moment in a recording, such as "0:03.2" */
    return g_strdup_printf (_ ("Listen. At %s you speak. Esc leaves it as it was."), from);
  return g_strdup (_ ("It is being put in…"));
}

static char *
dup_passage_words (RbkEditBar *self)
{
  gint64 from_us, to_us;

  if (self->punch_from_us >= 0)
    return dup_punch_words (self);
  if (rbk_waveform_view_get_selection (self->waveform, &from_us, &to_us))
    {
      g_autofree char *range = dup_range (from_us, to_us);

      /* Translators: %1$s is such as "0:03.2 to 0:05.0", %2$.1f its length in seconds */
      return g_strdup_printf (
        _ ("Selected: %1$s (%2$.1f s)"), range, (double) (to_us - from_us) / G_USEC_PER_SEC);
    }
  return g_strdup (_ ("Drag over the picture to select a passage, or press I where it begins and O where it "
                      "ends."));
}

static void
set_enabled (RbkEditBar *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
show_all (RbkEditBar *self)
{
  gboolean free = self->composer != NULL && !is_recording (self) && self->punch_from_us < 0;
  gboolean some = free && rbk_composer_get_chosen_sound (self->composer) != NULL;
  g_autofree char *words = self->composer != NULL ? dup_passage_words (self) : g_strdup ("");
  GAction *phone = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "phone");

  set_enabled (self, "cut", some);
  set_enabled (self, "trim", some);
  set_enabled (self, "record-over", some);
  set_enabled (self, "undo", free && rbk_composer_can_undo (self->composer));
  set_enabled (self, "redo", free && rbk_composer_can_redo (self->composer));
  set_enabled (self, "phone", self->ear != NULL);
  set_enabled (self, "in", some);
  set_enabled (self, "out", some);
  set_enabled (self, "extend-left", some);
  set_enabled (self, "extend-right", some);
  set_enabled (self, "fine-left", some);
  set_enabled (self, "fine-right", some);
  g_simple_action_set_state (
    G_SIMPLE_ACTION (phone),
    g_variant_new_boolean (self->ear != NULL && rbk_take_ear_get_on_phone (self->ear)));
  if (g_strcmp0 (gtk_label_get_label (self->passage_label), words) != 0)
    gtk_label_set_label (self->passage_label, words);
  if (self->punch_from_us >= 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->passage_label), "accent");
      if (g_strcmp0 (words, self->told) != 0)
        gtk_accessible_announce (
          GTK_ACCESSIBLE (self->passage_label), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      g_set_str (&self->told, words);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->passage_label), "accent");
    }
}

static void
selection_cb (RbkEditBar *self)
{
  rbk_error_label_show (self->error_label, NULL);
  show_all (self);
}

static void
punching_cb (RbkEditBar *self)
{
  if (!rbk_composer_is_punching_in (self->composer) && self->punch_from_us >= 0)
    {
      g_signal_emit (self, signals[EDITED], 0, self->punch_from_us);
      self->punch_from_us = -1;
      g_clear_pointer (&self->told, g_free);
      rbk_waveform_view_set_selection (self->waveform, -1, -1);
    }
  show_all (self);
}

/* What is selected, in samples; nothing is an empty range, of which the composer says what is wrong. */
static void
get_range (RbkEditBar *self, gint64 *from, gint64 *to)
{
  gint64 from_us, to_us;

  rbk_waveform_view_get_selection (self->waveform, &from_us, &to_us);
  *from = to_samples (from_us);
  *to = to_samples (to_us);
}

static void
edited (RbkEditBar *self, gint64 position_us)
{
  g_signal_emit (self, signals[EDITED], 0, position_us);
  rbk_waveform_view_set_selection (self->waveform, -1, -1);
  rbk_error_label_show (self->error_label, NULL);
  show_all (self);
}

static void
cut_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;
  g_autoptr (GError) error = NULL;
  gint64 from, to, from_us, to_us;

  rbk_player_pause (rbk_composer_get_player (self->composer));
  get_range (self, &from, &to);
  rbk_waveform_view_get_selection (self->waveform, &from_us, &to_us);
  if (rbk_composer_remove (self->composer, from, to, &error))
    edited (self, from_us);
  else
    rbk_error_label_show (self->error_label, error->message);
}

static void
trim_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;
  g_autoptr (GError) error = NULL;
  gint64 from, to;

  rbk_player_pause (rbk_composer_get_player (self->composer));
  get_range (self, &from, &to);
  if (rbk_composer_trim (self->composer, from, to, &error))
    edited (self, 0);
  else
    rbk_error_label_show (self->error_label, error->message);
}

static void
record_over_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;
  g_autoptr (GError) error = NULL;
  gint64 from, to;

  get_range (self, &from, &to);
  rbk_error_label_show (self->error_label, NULL);
  rbk_player_pause (rbk_composer_get_player (self->composer));
  if (rbk_waveform_view_get_selection (self->waveform, &self->punch_from_us, &self->punch_to_us) == FALSE)
    self->punch_from_us = -1;
  if (!rbk_composer_punch_in (self->composer, from, to, &error))
    {
      self->punch_from_us = -1;
      rbk_error_label_show (self->error_label, error->message);
    }
  show_all (self);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;
  RbkPlayer *player = rbk_composer_get_player (self->composer);

  rbk_player_pause (player);
  rbk_composer_undo (self->composer);
  edited (self, rbk_player_get_position_us (player));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;
  RbkPlayer *player = rbk_composer_get_player (self->composer);

  rbk_player_pause (player);
  rbk_composer_redo (self->composer);
  edited (self, rbk_player_get_position_us (player));
}

/* In a text, that key means the text. */
static gboolean
is_writing (RbkEditBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));
}

static void
undo_key_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;

  if (!is_writing (self))
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "undo", NULL);
}

static void
redo_key_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;

  if (!is_writing (self))
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "redo", NULL);
}

static void
tell_selection (RbkEditBar *self)
{
  const char *words = gtk_label_get_label (self->passage_label);

  gtk_accessible_announce (
    GTK_ACCESSIBLE (self->passage_label), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;

  rbk_waveform_view_mark_in (self->waveform);
  tell_selection (self);
}

static void
out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;

  rbk_waveform_view_mark_out (self->waveform);
  tell_selection (self);
}

static void
extend_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkEditBar *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  rbk_waveform_view_extend_step (
    self->waveform, g_str_has_suffix (name, "right") != rtl, g_str_has_prefix (name, "fine"));
  tell_selection (self);
}

static void
phone_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  RbkEditBar *self = data;

  rbk_take_ear_set_on_phone (self->ear, g_variant_get_boolean (state));
  show_all (self);
}

static void
rbk_edit_bar_dispose (GObject *object)
{
  RbkEditBar *self = RBK_EDIT_BAR (object);

  rbk_edit_bar_set_composer (self, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_EDIT_BAR);
  G_OBJECT_CLASS (rbk_edit_bar_parent_class)->dispose (object);
}

static void
rbk_edit_bar_finalize (GObject *object)
{
  RbkEditBar *self = RBK_EDIT_BAR (object);

  g_object_unref (self->actions);
  g_free (self->told);
  G_OBJECT_CLASS (rbk_edit_bar_parent_class)->finalize (object);
}

static void
rbk_edit_bar_class_init (RbkEditBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rbk_edit_bar_dispose;
  object_class->finalize = rbk_edit_bar_finalize;

  /**
   * RbkEditBar::edited:
   * @position_us: where to go on in the sound that comes next
   *
   * The composer was told; its chosen sound will be another.
   */
  signals[EDITED] = g_signal_new (
    "edited", RBK_TYPE_EDIT_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-edit-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkEditBar, passage_label);
  gtk_widget_class_bind_template_child (widget_class, RbkEditBar, error_label);
}

static void
rbk_edit_bar_init (RbkEditBar *self)
{
  static const GActionEntry entries[] = {
    { .name = "cut", .activate = cut_cb },
    { .name = "trim", .activate = trim_cb },
    { .name = "undo", .activate = undo_cb },
    { .name = "record-over", .activate = record_over_cb },
    { .name = "redo", .activate = redo_cb },
    { .name = "phone", .state = "false", .change_state = phone_cb },
    { .name = "undo-key", .activate = undo_key_cb },
    { .name = "redo-key", .activate = redo_key_cb },
    { .name = "in", .activate = in_cb },
    { .name = "out", .activate = out_cb },
    { .name = "extend-left", .activate = extend_cb },
    { .name = "extend-right", .activate = extend_cb },
    { .name = "fine-left", .activate = extend_cb },
    { .name = "fine-right", .activate = extend_cb },
  };

  self->punch_from_us = -1;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "edit", G_ACTION_GROUP (self->actions));
}

/**
 * rbk_edit_bar_set_composer:
 * @composer: (nullable): whose chosen take is edited; %NULL for none any more
 * @ear: (nullable): the composer's
 * @waveform: (nullable): in which the person selects
 */
void
rbk_edit_bar_set_composer (RbkEditBar *self,
                           RbkComposer *composer,
                           RbkTakeEar *ear,
                           RbkWaveformView *waveform)
{
  g_return_if_fail (RBK_IS_EDIT_BAR (self));

  if (self->composer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->composer, self);
      g_signal_handlers_disconnect_by_data (rbk_composer_get_player (self->composer), self);
      g_signal_handlers_disconnect_by_data (self->ear, self);
      g_signal_handlers_disconnect_by_data (self->waveform, self);
    }
  g_set_object (&self->composer, composer);
  g_set_object (&self->ear, ear);
  g_set_object (&self->waveform, waveform);
  self->punch_from_us = -1;
  if (composer == NULL)
    return;
  g_signal_connect_swapped (composer, "notify::punching-in", G_CALLBACK (punching_cb), self);
  g_signal_connect_swapped (composer, "notify::state", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (composer, "notify::chosen", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (
    rbk_composer_get_player (composer), "notify::playing", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (ear, "changed", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (waveform, "selection-changed", G_CALLBACK (selection_cb), self);
  show_all (self);
}

/**
 * rbk_edit_bar_get_actions:
 *
 * Returns: (transfer none): "cut", "trim", "record-over", "undo", "redo" and the switch "phone", and those
 * that select, for a widget further out whose keys do the same
 */
GActionGroup *
rbk_edit_bar_get_actions (RbkEditBar *self)
{
  g_return_val_if_fail (RBK_IS_EDIT_BAR (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * rbk_edit_bar_get_punch:
 * @from_us: (out): where the passage begins that is spoken again
 * @to_us: (out): where it ended
 *
 * Returns: whether one is
 */
gboolean
rbk_edit_bar_get_punch (RbkEditBar *self, gint64 *from_us, gint64 *to_us)
{
  g_return_val_if_fail (RBK_IS_EDIT_BAR (self), FALSE);

  *from_us = MAX (self->punch_from_us, 0);
  *to_us = self->punch_from_us >= 0 ? self->punch_to_us : 0;
  return self->punch_from_us >= 0;
}

/**
 * rbk_edit_bar_escape:
 *
 * Leaves a passage that is spoken again as it was; otherwise forgets what is selected.
 *
 * Returns: whether there was something to get out of
 */
gboolean
rbk_edit_bar_escape (RbkEditBar *self)
{
  gint64 from_us, to_us;

  g_return_val_if_fail (RBK_IS_EDIT_BAR (self), FALSE);

  if (self->composer == NULL)
    return FALSE;
  if (rbk_composer_is_punching_in (self->composer))
    {
      rbk_composer_give_up_punch_in (self->composer);
      return TRUE;
    }
  if (!rbk_waveform_view_get_selection (self->waveform, &from_us, &to_us))
    return FALSE;
  rbk_waveform_view_set_selection (self->waveform, -1, -1);
  return TRUE;
}
