/* rbk-hearing-pane.c
 *
 * The pane judges nothing and reads nothing: RbkHearing does. There is no total: which rule weighs what is
 * for the person to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-hearing-pane.h"

#include "ui/rbk-model-adder.h"
#include "ui/rbk-speech-settings.h"
#include "ui/rbk-transcript-view.h"
#include "ui/rbk-verdict-row.h"

#include <glib/gi18n-lib.h>

struct _RbkHearingPane
{
  GtkBox parent_instance;

  RbkHearing *hearing;   /* (owned) (nullable) */
  RbkHearingState state; /* as last shown */

  GtkStack *stack;
  GtkLabel *nothing_label;
  GtkLabel *no_model_label;
  RbkModelAdder *adder;
  GtkProgressBar *progress_bar;
  GtkWidget *stop_button;
  GtkLabel *failed_label;
  GtkWidget *again_button;
  GtkLabel *engine_label;
  RbkTranscriptView *transcript_view;
  GtkWidget *trust_label;
  GtkWidget *correct_button;
  GtkWidget *read_again_button;
  GtkWidget *keep_button;
  GtkWidget *give_up_button;
  GtkWidget *suggestion_box;
  GtkLabel *suggestion_label;
  GtkWidget *tick_box;
  GtkListBox *tick_list;
  GtkWidget *verdict_box;
  GtkListBox *verdict_list;
};

enum
{
  PLAY_FROM,
  MARKS_CHANGED,
  SUGGESTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkHearingPane, rbk_hearing_pane, GTK_TYPE_BOX)

static RbkPlayer *
get_player (RbkHearingPane *self)
{
  return self->hearing != NULL ? rbk_composer_get_player (rbk_hearing_get_composer (self->hearing)) : NULL;
}

static gboolean
is_playing (RbkHearingPane *self)
{
  RbkPlayer *player = get_player (self);

  return player != NULL && rbk_player_get_playing (player);
}

static void
play_from (RbkHearingPane *self, gint64 us)
{
  if (us >= 0)
    g_signal_emit (self, signals[PLAY_FROM], 0, us);
}

/* ---- What the rules say ---- */

/* What needs mending comes first; within that the rules' own order stays. */
static int
rank (RbkRemark *remark)
{
  switch (rbk_remark_get_level (remark))
    {
    case RBK_REMARK_REFUSAL:
      return 0;
    case RBK_REMARK_FAIL:
      return 1;
    case RBK_REMARK_WARNING:
      return 2;
    case RBK_REMARK_NOT_HEARD:
      return rbk_voicemail_rule_is_unwanted (rbk_remark_get_rule (remark)) ? 5 : 3;
    case RBK_REMARK_NOT_CHECKED:
      return 4;
    case RBK_REMARK_GOOD:
    case RBK_REMARK_HEARD:
    case RBK_REMARK_BY_EAR:
    default:
      return 5;
    }
}

/* Whether an ear is needed: there were no words to judge by, or an engine that nobody scored did not hear it.
 * The line for phones that ask who is calling (V-19) is not in a take. */
static gboolean
is_for_ears (RbkHearingPane *self, RbkRemark *asked)
{
  RbkRemarkLevel level = rbk_remark_get_level (asked);
  const char *rule = rbk_remark_get_rule (asked);

  if (!rbk_voicemail_rule_is_by_ear (rule) || g_str_equal (rule, "V-19"))
    return FALSE;
  return rbk_hearing_get_transcript (self->hearing) == NULL
           ? level == RBK_REMARK_NOT_CHECKED
           : level == RBK_REMARK_NOT_HEARD && !rbk_voicemail_rule_is_unwanted (rule);
}

/* What was ticked stays where it can be unticked. */
static gboolean
is_ticked (RbkRemark *remark)
{
  return rbk_remark_get_level (remark) == RBK_REMARK_BY_EAR && rbk_remark_get_n_evidence (remark) > 0 &&
         rbk_remark_get_evidence (remark, 0)->kind == RBK_EVIDENCE_EAR;
}

/* The row at a place of @list, made if it is not there: what has the focus keeps it. */
static RbkVerdictRow *
ensure_row (GtkListBox *list, guint index, gboolean is_tick)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, (int) index);

  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (rbk_verdict_row_new (is_tick));
      gtk_list_box_append (list, GTK_WIDGET (row));
    }
  return RBK_VERDICT_ROW (row);
}

static void
cut_rows (GtkListBox *list, guint n)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, (int) n)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_remarks (RbkHearingPane *self)
{
  GPtrArray *remarks = self->hearing != NULL ? rbk_hearing_get_remarks (self->hearing) : NULL;
  GPtrArray *asked = self->hearing != NULL ? rbk_hearing_get_asked (self->hearing) : NULL;
  guint n_ticks = 0, n_verdicts = 0;

  for (int level = 0; level <= 5; level++)
    {
      for (guint i = 0; remarks != NULL && i < remarks->len; i++)
        {
          if (rank (remarks->pdata[i]) == level && !is_ticked (remarks->pdata[i]) &&
              !is_for_ears (self, asked->pdata[i]))
            rbk_verdict_row_set_remark (
              ensure_row (self->verdict_list, n_verdicts++, FALSE), remarks->pdata[i], NULL);
        }
    }
  /* These stay where they are when they are ticked. */
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      if (is_ticked (remarks->pdata[i]) || is_for_ears (self, asked->pdata[i]))
        rbk_verdict_row_set_remark (
          ensure_row (self->tick_list, n_ticks++, TRUE), remarks->pdata[i], asked->pdata[i]);
    }
  cut_rows (self->verdict_list, n_verdicts);
  cut_rows (self->tick_list, n_ticks);
  gtk_widget_set_visible (self->verdict_box, n_verdicts > 0);
  gtk_widget_set_visible (self->tick_box, n_ticks > 0);
}

static void
mark_words (RbkHearingPane *self)
{
  GPtrArray *remarks = rbk_hearing_get_remarks (self->hearing);

  rbk_transcript_view_clear_marks (self->transcript_view);
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      for (guint j = 0; j < rbk_remark_get_n_evidence (remarks->pdata[i]); j++)
        {
          const RbkEvidence *evidence = rbk_remark_get_evidence (remarks->pdata[i], j);

          rbk_transcript_view_mark_words (self->transcript_view,
                                          evidence->first_word,
                                          evidence->n_words,
                                          rbk_remark_get_words (remarks->pdata[i]));
        }
    }
}

static RbkMarkKind
get_mark_kind (RbkRemarkLevel level)
{
  switch (level)
    {
    case RBK_REMARK_GOOD:
    case RBK_REMARK_BY_EAR:
      return RBK_MARK_PASS;
    case RBK_REMARK_WARNING:
      return RBK_MARK_WARN;
    case RBK_REMARK_REFUSAL:
    case RBK_REMARK_FAIL:
      return RBK_MARK_FAIL;
    case RBK_REMARK_HEARD:
    case RBK_REMARK_NOT_HEARD:
    case RBK_REMARK_NOT_CHECKED:
    default:
      return RBK_MARK_NOTE;
    }
}

/* ---- What was read ---- */

static void
show_transcript (RbkHearingPane *self)
{
  RbkTranscript *transcript = rbk_hearing_get_transcript (self->hearing);
  RbkSpeechModel *model = rbk_speech_shelf_get_model (rbk_hearing_get_shelf (self->hearing));
  gboolean correcting = rbk_transcript_view_get_correcting (self->transcript_view);
  gboolean corrected = transcript != NULL && rbk_transcript_is_corrected (transcript);
  g_autofree char *words = NULL;

  if (transcript == NULL)
    return;
  if (corrected)
    /* Translators: %s is the name of a speech recogniser */
    words =
      g_strdup_printf (_ ("Corrected by hand · transcript by %s"), rbk_transcript_get_engine (transcript));
  else
    /* Translators: %s is the name of a speech recogniser */
    words = g_strdup_printf (_ ("Likely transcript · %s. A phone may read it a little differently."),
                             rbk_transcript_get_engine (transcript));
  gtk_label_set_label (self->engine_label, words);
  gtk_widget_set_visible (self->trust_label, !corrected && !rbk_hearing_is_trusted (self->hearing));
  gtk_widget_set_visible (self->correct_button, !correcting);
  gtk_widget_set_visible (self->keep_button, correcting);
  gtk_widget_set_visible (self->give_up_button, correcting);
  gtk_widget_set_visible (
    self->read_again_button,
    !correcting && model != NULL &&
      g_strcmp0 (rbk_transcript_get_model_sha256 (transcript), rbk_speech_model_get_sha256 (model)) != 0);
  if (correcting)
    return;
  rbk_transcript_view_set_transcript (self->transcript_view, transcript);
  mark_words (self);
}

static void
show_position (RbkHearingPane *self)
{
  RbkPlayer *player = get_player (self);

  rbk_transcript_view_set_position (self->transcript_view,
                                    is_playing (self) ? rbk_player_get_position_us (player) : -1);
}

static void
show_progress (RbkHearingPane *self)
{
  gtk_progress_bar_set_fraction (self->progress_bar, rbk_hearing_get_progress (self->hearing));
}

static void
show_suggestion (RbkHearingPane *self)
{
  const char *words = NULL;

  if (self->hearing != NULL)
    rbk_hearing_get_suggestion (self->hearing, &words);
  gtk_label_set_label (self->suggestion_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->suggestion_box, words != NULL);
}

static const char *
show_page (RbkHearingPane *self)
{
  RbkComposer *composer = rbk_hearing_get_composer (self->hearing);
  const GError *error = rbk_hearing_get_error (self->hearing);

  switch (self->state)
    {
    case RBK_HEARING_NO_MODEL:
      return "no-model";
    case RBK_HEARING_READING:
      return "reading";
    case RBK_HEARING_STOPPED:
      gtk_label_set_label (self->failed_label,
                           _ ("There is no transcript of this take. Listen to it, and tick what you hear."));
      return "failed";
    case RBK_HEARING_FAILED:
      gtk_label_set_label (self->failed_label, error != NULL ? error->message : "");
      return "failed";
    case RBK_HEARING_READ:
      return "read";
    case RBK_HEARING_WAITING:
      gtk_label_set_label (self->nothing_label, _ ("In a moment…"));
      return "nothing";
    case RBK_HEARING_NOTHING:
    default:
      gtk_label_set_label (self->nothing_label,
                           rbk_composer_get_chosen (composer) == NULL
                             ? _ ("Record a take. Here you will see what your customer is likely to read, "
                                  "and what the rules say.")
                             : _ ("Speak. When you stop, what your customer is likely to read shows here."));
      return "nothing";
    }
}

static void
announce (RbkHearingPane *self)
{
  const char *words = self->state == RBK_HEARING_READ     ? _ ("The transcript is there.")
                      : self->state == RBK_HEARING_FAILED ? gtk_label_get_label (self->failed_label)
                                                          : NULL;

  if (words != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
changed_cb (RbkHearingPane *self)
{
  RbkHearingState before = self->state;

  self->state = rbk_hearing_get_state (self->hearing);
  /* What is being corrected is not there any more. */
  if (self->state != RBK_HEARING_READ)
    rbk_transcript_view_set_correcting (self->transcript_view, FALSE);
  gtk_stack_set_visible_child_name (self->stack, show_page (self));
  show_transcript (self);
  show_remarks (self);
  show_suggestion (self);
  g_signal_emit (self, signals[MARKS_CHANGED], 0);
  g_signal_emit (self, signals[SUGGESTION_CHANGED], 0);
  if (before != self->state)
    announce (self);
}

/* ---- What the person does ---- */

static void
stop_cb (RbkHearingPane *self)
{
  rbk_hearing_stop (self->hearing);
  gtk_widget_grab_focus (self->again_button);
}

static void
again_cb (RbkHearingPane *self)
{
  rbk_hearing_read_again (self->hearing);
  if (rbk_hearing_get_state (self->hearing) == RBK_HEARING_READING)
    gtk_widget_grab_focus (self->stop_button);
}

static void
set_correcting (RbkHearingPane *self, gboolean correcting)
{
  rbk_transcript_view_set_correcting (self->transcript_view, correcting);
  show_transcript (self);
  gtk_widget_grab_focus (correcting ? GTK_WIDGET (self->transcript_view) : self->correct_button);
}

static void
correct_cb (RbkHearingPane *self)
{
  RbkPlayer *player = get_player (self);

  if (player != NULL)
    rbk_player_pause (player);
  set_correcting (self, TRUE);
}

static void
give_up_cb (RbkHearingPane *self)
{
  set_correcting (self, FALSE);
}

static void
keep_cb (RbkHearingPane *self)
{
  g_autofree char *text = rbk_transcript_view_dup_text (self->transcript_view);
  RbkTranscript *before = rbk_hearing_get_transcript (self->hearing);
  g_autofree char *old = before != NULL ? rbk_transcript_dup_text (before) : NULL;

  g_strstrip (text);
  set_correcting (self, FALSE);
  if (*text != '\0' && g_strcmp0 (text, old) != 0)
    rbk_hearing_correct (self->hearing, text);
}

/* Ticks or unticks; the second is kept at which the person heard it. */
static void
tick (RbkHearingPane *self, RbkVerdictRow *row)
{
  RbkPlayer *player = get_player (self);

  rbk_composer_tick (rbk_hearing_get_composer (self->hearing),
                     rbk_remark_get_rule (rbk_verdict_row_get_remark (row)),
                     rbk_player_get_position_us (player),
                     !rbk_verdict_row_is_ticked (row));
}

static void
tick_activated_cb (RbkHearingPane *self, GtkListBoxRow *row)
{
  tick (self, RBK_VERDICT_ROW (row));
}

static void
verdict_activated_cb (RbkHearingPane *self, GtkListBoxRow *row)
{
  play_from (self, rbk_verdict_row_get_position (RBK_VERDICT_ROW (row)));
}

/* The next thing to listen for. */
static void
go_to_next (RbkHearingPane *self, GtkListBoxRow *from)
{
  GtkListBoxRow *row;

  for (int i = gtk_list_box_row_get_index (from) + 1;
       (row = gtk_list_box_get_row_at_index (self->tick_list, i)) != NULL;
       i++)
    {
      if (!rbk_verdict_row_is_ticked (RBK_VERDICT_ROW (row)))
        {
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return;
        }
    }
}

/* Enter would use the take, and Space is what it is everywhere in the composer, but where one listens in
 * order to tick. */
static gboolean
key_cb (RbkHearingPane *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean is_space = key == GDK_KEY_space || key == GDK_KEY_KP_Space;
  gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
  gboolean is_tick;

  if (!(is_space || is_enter) || !RBK_IS_VERDICT_ROW (focus) ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  is_tick = gtk_widget_is_ancestor (focus, GTK_WIDGET (self->tick_list));
  if (is_tick && (is_enter || is_playing (self)))
    {
      tick (self, RBK_VERDICT_ROW (focus));
      if (is_space)
        go_to_next (self, GTK_LIST_BOX_ROW (focus));
    }
  else if (is_enter)
    play_from (self, rbk_verdict_row_get_position (RBK_VERDICT_ROW (focus)));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "composer.play-pause", NULL);
  return GDK_EVENT_STOP;
}

static void
play_from_cb (RbkHearingPane *self, gint64 us)
{
  play_from (self, us);
}

static void
rbk_hearing_pane_dispose (GObject *object)
{
  RbkHearingPane *self = RBK_HEARING_PANE (object);

  rbk_hearing_pane_set_composer (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_HEARING_PANE);
  G_OBJECT_CLASS (rbk_hearing_pane_parent_class)->dispose (object);
}

static void
rbk_hearing_pane_class_init (RbkHearingPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = RBK_TYPE_HEARING_PANE;

  G_OBJECT_CLASS (klass)->dispose = rbk_hearing_pane_dispose;
  g_type_ensure (RBK_TYPE_MODEL_ADDER);
  g_type_ensure (RBK_TYPE_TRANSCRIPT_VIEW);

  /**
   * RbkHearingPane::play-from:
   * @us: a moment of the chosen sound that the person wants to hear
   */
  signals[PLAY_FROM] =
    g_signal_new ("play-from", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MARKS_CHANGED] =
    g_signal_new ("marks-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SUGGESTION_CHANGED] =
    g_signal_new ("suggestion-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-hearing-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, no_model_label);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, adder);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, failed_label);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, again_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, engine_label);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, transcript_view);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, trust_label);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, correct_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, read_again_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, keep_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, give_up_button);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, suggestion_box);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, suggestion_label);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, tick_box);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, tick_list);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, RbkHearingPane, verdict_list);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, correct_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, tick_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, verdict_activated_cb);
}

static void
rbk_hearing_pane_init (RbkHearingPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->no_model_label, rbk_speech_models_how_to_get_one ());
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (self->transcript_view, "play-from", G_CALLBACK (play_from_cb), self);
  g_signal_connect_swapped (self->transcript_view, "kept", G_CALLBACK (keep_cb), self);
  g_signal_connect_swapped (self->transcript_view, "given-up", G_CALLBACK (give_up_cb), self);
}

/**
 * rbk_hearing_pane_new:
 *
 * Returns: (transfer floating): a pane without a composer
 */
GtkWidget *
rbk_hearing_pane_new (void)
{
  return g_object_new (RBK_TYPE_HEARING_PANE, NULL);
}

static void
drop_hearing (RbkHearingPane *self)
{
  if (self->hearing == NULL)
    return;
  g_signal_handlers_disconnect_by_data (get_player (self), self);
  g_signal_handlers_disconnect_by_data (self->hearing, self);
  g_clear_object (&self->hearing);
  rbk_model_adder_set_shelf (self->adder, NULL);
}

/**
 * rbk_hearing_pane_set_composer:
 * @composer: (nullable): whose takes to listen to; %NULL, before it is closed, ends that
 */
void
rbk_hearing_pane_set_composer (RbkHearingPane *self, RbkComposer *composer)
{
  RbkSpeechShelf *shelf;

  g_return_if_fail (RBK_IS_HEARING_PANE (self));

  drop_hearing (self);
  if (composer == NULL)
    return;
  shelf = rbk_speech_settings_get_shelf (rbk_composer_get_desk (composer));
  /* A model may have come since. */
  rbk_speech_shelf_refresh (shelf);
  rbk_model_adder_set_shelf (self->adder, shelf);
  self->hearing = rbk_hearing_new (composer, shelf);
  g_signal_connect_swapped (self->hearing, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->hearing, "notify::progress", G_CALLBACK (show_progress), self);
  g_signal_connect_swapped (get_player (self), "notify::playing", G_CALLBACK (show_position), self);
  g_signal_connect_swapped (get_player (self), "notify::position-us", G_CALLBACK (show_position), self);
  changed_cb (self);
}

/**
 * rbk_hearing_pane_get_hearing:
 *
 * Returns: (transfer none) (nullable): what listens
 */
RbkHearing *
rbk_hearing_pane_get_hearing (RbkHearingPane *self)
{
  g_return_val_if_fail (RBK_IS_HEARING_PANE (self), NULL);

  return self->hearing;
}

/**
 * rbk_hearing_pane_get_suggestion:
 * @words: (out) (nullable): why, in a sentence
 *
 * Returns: (transfer none) (nullable): the id of the take that the rules speak for
 */
const char *
rbk_hearing_pane_get_suggestion (RbkHearingPane *self, const char **words)
{
  g_return_val_if_fail (RBK_IS_HEARING_PANE (self), NULL);

  *words = NULL;
  return self->hearing != NULL ? rbk_hearing_get_suggestion (self->hearing, words) : NULL;
}

/**
 * rbk_hearing_pane_dup_marks:
 *
 * Returns: (transfer full) (element-type RbkMark): the moments of the chosen sound on which a rule rests
 */
GArray *
rbk_hearing_pane_dup_marks (RbkHearingPane *self)
{
  GArray *marks = rbk_waveform_marks_new ();
  GPtrArray *remarks;

  g_return_val_if_fail (RBK_IS_HEARING_PANE (self), marks);

  remarks = self->hearing != NULL ? rbk_hearing_get_remarks (self->hearing) : NULL;
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      RbkRemark *remark = remarks->pdata[i];

      for (guint j = 0; j < rbk_remark_get_n_evidence (remark); j++)
        rbk_waveform_marks_add (marks,
                                rbk_remark_get_evidence (remark, j)->t0_us,
                                get_mark_kind (rbk_remark_get_level (remark)),
                                rbk_remark_get_words (remark));
    }
  return marks;
}
