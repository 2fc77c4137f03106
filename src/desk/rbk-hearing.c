/* rbk-hearing.c: what is known of the takes, and what the rules say of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-hearing-private.h"

#include "model/rbk-tick.h"
#include "rules/rbk-take-choice.h"

G_DEFINE_FINAL_TYPE (RbkHearing, rbk_hearing, G_TYPE_OBJECT)

enum
{
  PROP_PROGRESS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
rbk_hearing_forget_sound (RbkHeard *heard)
{
  g_clear_pointer (&heard->content, g_free);
  g_clear_object (&heard->heard);
  g_clear_object (&heard->correct);
  g_clear_error (&heard->error);
  g_clear_pointer (&heard->remarks, g_ptr_array_unref);
  g_clear_pointer (&heard->asked, g_ptr_array_unref);
  heard->was_stopped = FALSE;
  heard->is_stale = FALSE;
}

static void
heard_free (gpointer data)
{
  rbk_hearing_forget_sound (data);
  g_free (data);
}

gboolean
rbk_hearing_is_recording (RbkHearing *self)
{
  gboolean recording, punching_in;

  g_object_get (self->composer, "recording", &recording, "punching-in", &punching_in, NULL);
  return recording || punching_in;
}

RbkHeard *
rbk_hearing_find (RbkHearing *self, RbkTake *take)
{
  return take != NULL ? g_hash_table_lookup (self->takes, rbk_take_get_id (take)) : NULL;
}

/* What is known of the chosen sound, if that is the one that is loaded. */
RbkHeard *
rbk_hearing_find_chosen (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_find (self, rbk_composer_get_chosen (self->composer));

  return heard != NULL && heard->content != NULL &&
             g_strcmp0 (heard->content, rbk_composer_get_content (self->composer)) == 0
           ? heard
           : NULL;
}

/* ---- Judging ---- */

/* What was ticked in @content, and not taken back. */
static GPtrArray *
list_ticks (GPtrArray *all, const char *content)
{
  GPtrArray *ticks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      if (rbk_tick_is_ticked (all->pdata[i]) &&
          g_strcmp0 (rbk_tick_get_content (all->pdata[i]), content) == 0)
        g_ptr_array_add (ticks, g_object_ref (all->pdata[i]));
    }
  return ticks;
}

static void
suggest (RbkHearing *self)
{
  GListModel *takes = G_LIST_MODEL (self->composer);
  guint n = g_list_model_get_n_items (takes);
  g_autofree GPtrArray **remarks = g_new0 (GPtrArray *, self->last_number + 1);
  g_autofree const char **ids = g_new0 (const char *, self->last_number + 1);
  guint n_judged = 0;
  int best;

  g_clear_pointer (&self->suggested, g_free);
  g_clear_pointer (&self->why, g_free);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RbkTake) take = g_list_model_get_item (takes, i);
      RbkHeard *heard = rbk_hearing_find (self, take);

      if (heard == NULL || heard->remarks == NULL)
        continue;
      remarks[heard->number - 1] = heard->remarks;
      ids[heard->number - 1] = rbk_take_get_id (take);
      n_judged++;
    }
  /* Of one take nothing is to be chosen, and of some nothing is to be said yet. */
  if (n_judged < 2 || n_judged < n)
    return;
  best = rbk_take_choice_suggest (remarks, self->last_number, &self->why);
  if (best >= 0)
    self->suggested = g_strdup (ids[best]);
}

static void
judge_take (RbkHearing *self, RbkTake *take, RbkHeard *heard, GPtrArray *all_ticks)
{
  RbkVoicemailPlan *plan = rbk_composer_get_plan (self->composer);
  gboolean is_practice = rbk_voicemail_plan_is_practice (plan) || rbk_take_is_practice (take);
  RbkTranscript *transcript = heard->correct != NULL ? heard->correct : heard->heard;
  g_autoptr (GPtrArray) ticks = list_ticks (all_ticks, heard->content);

  g_clear_pointer (&heard->remarks, g_ptr_array_unref);
  g_clear_pointer (&heard->asked, g_ptr_array_unref);
  heard->asked = rbk_hearing_facts_judge (self->facts, plan, is_practice, &heard->measure, transcript, NULL);
  heard->remarks =
    ticks->len == 0
      ? g_ptr_array_ref (heard->asked)
      : rbk_hearing_facts_judge (self->facts, plan, is_practice, &heard->measure, transcript, ticks);
}

static void
judge (RbkHearing *self)
{
  RbkDesk *desk = rbk_composer_get_desk (self->composer);
  GListModel *takes = G_LIST_MODEL (self->composer);
  const char *draft = rbk_composer_get_draft (self->composer);
  g_autoptr (GPtrArray) ticks =
    draft != NULL && desk->reader != NULL ? rbk_ledger_reader_list_ticks (desk->reader, draft, NULL) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr (RbkTake) take = g_list_model_get_item (takes, i);
      RbkHeard *heard = rbk_hearing_find (self, take);

      if (heard != NULL && heard->content != NULL)
        judge_take (self, take, heard, ticks);
    }
  suggest (self);
}

/* How far it is has changed, and nothing that the rules look at. */
void
rbk_hearing_tell_state (RbkHearing *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rbk_hearing_tell (RbkHearing *self)
{
  judge (self);
  rbk_hearing_tell_state (self);
}

void
rbk_hearing_set_progress (RbkHearing *self, double progress)
{
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* ---- What changes ---- */

/* Takes are numbered as they come, as in the list of takes: what is deleted keeps its number. */
static void
number_takes (RbkHearing *self)
{
  GListModel *takes = G_LIST_MODEL (self->composer);

  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr (RbkTake) take = g_list_model_get_item (takes, i);
      RbkHeard *heard = rbk_hearing_find (self, take);

      if (heard != NULL)
        continue;
      heard = g_new0 (RbkHeard, 1);
      heard->number = ++self->last_number;
      heard->bytes = rbk_take_get_bytes (take);
      g_hash_table_insert (self->takes, g_strdup (rbk_take_get_id (take)), heard);
    }
}

static void
look (RbkHearing *self)
{
  RbkTake *chosen = rbk_composer_get_chosen (self->composer);
  const char *id = chosen != NULL ? rbk_take_get_id (chosen) : NULL;
  RbkHeard *before = self->chosen != NULL ? g_hash_table_lookup (self->takes, self->chosen) : NULL;
  gboolean is_other = g_strcmp0 (self->chosen, id) != 0;

  number_takes (self);
  /* Its last edit may have come after it was listened to. */
  if (is_other && before != NULL)
    before->is_stale = TRUE;
  if (is_other || rbk_hearing_is_recording (self) ||
      (rbk_hearing_find_chosen (self) == NULL && self->job_content != NULL))
    rbk_hearing_cancel_job (self);
  g_set_str (&self->chosen, id);
  rbk_hearing_tell (self);
  rbk_hearing_go_on (self);
}

static gboolean
look_cb (gpointer data)
{
  RbkHearing *self = data;

  self->look_idle = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

/* Several signals come for one change. */
static void
look_soon (RbkHearing *self)
{
  if (self->look_idle == 0)
    self->look_idle = g_idle_add (look_cb, self);
}

/* The microphone has the computer to itself at once. */
static void
recording_cb (RbkHearing *self)
{
  if (rbk_hearing_is_recording (self))
    rbk_hearing_cancel_job (self);
  look_soon (self);
}

static void
model_cb (RbkHearing *self)
{
  GHashTableIter iter;
  gpointer heard;

  /* What another model could not read, this one may. */
  g_hash_table_iter_init (&iter, self->takes);
  while (g_hash_table_iter_next (&iter, NULL, &heard))
    g_clear_error (&((RbkHeard *) heard)->error);
  if (self->job_content != NULL)
    rbk_hearing_cancel_job (self);
  look_soon (self);
}

static void
showroom_cb (RbkHearing *self)
{
  rbk_hearing_facts_forget (self->facts);
  look_soon (self);
}

static void
customer_cb (RbkHearing *self, const char *customer)
{
  if (g_str_equal (customer, rbk_composer_get_customer (self->composer)))
    showroom_cb (self);
}

static void
rbk_hearing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROGRESS)
    g_value_set_double (value, RBK_HEARING (object)->progress);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rbk_hearing_dispose (GObject *object)
{
  RbkHearing *self = RBK_HEARING (object);

  rbk_hearing_cancel_job (self);
  g_clear_handle_id (&self->look_idle, g_source_remove);
  G_OBJECT_CLASS (rbk_hearing_parent_class)->dispose (object);
}

static void
rbk_hearing_finalize (GObject *object)
{
  RbkHearing *self = RBK_HEARING (object);

  g_hash_table_unref (self->takes);
  g_clear_pointer (&self->facts, rbk_hearing_facts_free);
  g_clear_object (&self->transcriber);
  g_clear_object (&self->shelf);
  g_clear_object (&self->composer);
  g_free (self->chosen);
  g_free (self->suggested);
  g_free (self->why);
  G_OBJECT_CLASS (rbk_hearing_parent_class)->finalize (object);
}

static void
rbk_hearing_class_init (RbkHearingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_hearing_get_property;
  object_class->dispose = rbk_hearing_dispose;
  object_class->finalize = rbk_hearing_finalize;
  properties[PROP_PROGRESS] = g_param_spec_double (
    "progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] =
    g_signal_new ("changed", RBK_TYPE_HEARING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_hearing_init (RbkHearing *self)
{
  self->takes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, heard_free);
}

/**
 * rbk_hearing_new:
 * @composer: whose takes are listened to
 * @shelf: which model reads
 *
 * Returns: (transfer full): listens from now on
 */
RbkHearing *
rbk_hearing_new (RbkComposer *composer, RbkSpeechShelf *shelf)
{
  RbkHearing *self = g_object_new (RBK_TYPE_HEARING, NULL);
  RbkDesk *desk = rbk_composer_get_desk (composer);

  self->composer = g_object_ref (composer);
  self->shelf = g_object_ref (shelf);
  self->transcriber = rbk_transcriber_new (rbk_speech_shelf_get_models (shelf), NULL);
  self->facts = rbk_hearing_facts_new (desk, rbk_composer_get_customer (composer));
  number_takes (self);
  g_signal_connect_object (composer, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "notify::chosen", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "items-changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "notify::recording", G_CALLBACK (recording_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    composer, "notify::punching-in", G_CALLBACK (recording_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "notify::model", G_CALLBACK (model_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "notify::loaded", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (showroom_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "customer-changed", G_CALLBACK (customer_cb), self, G_CONNECT_SWAPPED);
  look_soon (self);
  return self;
}

/**
 * rbk_hearing_get_composer:
 *
 * Returns: (transfer none): whose takes are listened to
 */
RbkComposer *
rbk_hearing_get_composer (RbkHearing *self)
{
  return self->composer;
}

/**
 * rbk_hearing_get_shelf:
 *
 * Returns: (transfer none): which model reads
 */
RbkSpeechShelf *
rbk_hearing_get_shelf (RbkHearing *self)
{
  return self->shelf;
}

/**
 * rbk_hearing_get_state:
 *
 * Returns: what is known of the words of the chosen sound
 */
RbkHearingState
rbk_hearing_get_state (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_find_chosen (self);

  if (rbk_hearing_is_recording (self) || rbk_composer_get_chosen (self->composer) == NULL)
    return RBK_HEARING_NOTHING;
  if (heard == NULL)
    {
      RbkHeard *unheard = rbk_hearing_find (self, rbk_composer_get_chosen (self->composer));

      return unheard != NULL && unheard->error != NULL ? RBK_HEARING_FAILED : RBK_HEARING_WAITING;
    }
  if (self->job_content != NULL && g_str_equal (self->job_content, heard->content))
    return RBK_HEARING_READING;
  if (heard->heard != NULL || heard->correct != NULL)
    return RBK_HEARING_READ;
  if (rbk_speech_shelf_is_loaded (self->shelf) && rbk_speech_shelf_get_model (self->shelf) == NULL)
    return RBK_HEARING_NO_MODEL;
  if (heard->error != NULL)
    return RBK_HEARING_FAILED;
  return heard->was_stopped ? RBK_HEARING_STOPPED : RBK_HEARING_WAITING;
}

/**
 * rbk_hearing_get_progress:
 *
 * Returns: how much of the chosen sound was read, from 0 to 1
 */
double
rbk_hearing_get_progress (RbkHearing *self)
{
  return self->progress;
}

/**
 * rbk_hearing_get_error:
 *
 * Returns: (transfer none) (nullable): why the chosen sound could not be read, in a sentence
 */
const GError *
rbk_hearing_get_error (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_find (self, rbk_composer_get_chosen (self->composer));

  return heard != NULL ? heard->error : NULL;
}

/**
 * rbk_hearing_get_transcript:
 *
 * Returns: (transfer none) (nullable): what was read in the chosen sound, as a person corrected it if one did
 */
RbkTranscript *
rbk_hearing_get_transcript (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_find_chosen (self);

  if (heard == NULL)
    return NULL;
  return heard->correct != NULL ? heard->correct : heard->heard;
}

/**
 * rbk_hearing_get_remarks:
 *
 * Returns: (transfer none) (nullable) (element-type RbkRemark): what every rule says of the chosen sound;
 * NULL until it is measured
 */
GPtrArray *
rbk_hearing_get_remarks (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_is_recording (self) ? NULL : rbk_hearing_find_chosen (self);

  return heard != NULL ? heard->remarks : NULL;
}

/**
 * rbk_hearing_get_asked:
 *
 * Returns: (transfer none) (nullable) (element-type RbkRemark): what every rule would say of the chosen sound
 *   if nothing were ticked: what there is to listen for
 */
GPtrArray *
rbk_hearing_get_asked (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_is_recording (self) ? NULL : rbk_hearing_find_chosen (self);

  return heard != NULL ? heard->asked : NULL;
}

/**
 * rbk_hearing_is_trusted:
 *
 * Returns: whether it is known that the engine that read the chosen sound hears well enough for a good mark
 */
gboolean
rbk_hearing_is_trusted (RbkHearing *self)
{
  return rbk_hearing_facts_trust (self->facts, rbk_hearing_get_transcript (self));
}

/**
 * rbk_hearing_get_take_remarks:
 * @take: one of the composer's
 *
 * Returns: (transfer none) (nullable) (element-type RbkRemark): what every rule says of it; NULL until it was
 *   listened to
 */
GPtrArray *
rbk_hearing_get_take_remarks (RbkHearing *self, RbkTake *take)
{
  RbkHeard *heard = rbk_hearing_find (self, take);

  return heard != NULL ? heard->remarks : NULL;
}

/**
 * rbk_hearing_get_suggestion:
 * @words: (out) (nullable) (transfer none): why, in a sentence
 *
 * The person decides.
 *
 * Returns: (transfer none) (nullable): the id of the take that the rules speak for; NULL while there is but
 *   one, or not all were listened to, or none can be sent
 */
const char *
rbk_hearing_get_suggestion (RbkHearing *self, const char **words)
{
  *words = self->suggested != NULL ? self->why : NULL;
  return self->suggested;
}

/**
 * rbk_hearing_stop:
 *
 * Stops reading the chosen sound; rbk_hearing_read_again() begins anew.
 */
void
rbk_hearing_stop (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_find_chosen (self);

  if (heard == NULL || rbk_hearing_get_state (self) != RBK_HEARING_READING)
    return;
  rbk_hearing_cancel_job (self);
  heard->was_stopped = TRUE;
  rbk_hearing_tell_state (self);
  rbk_hearing_go_on (self);
}

/**
 * rbk_hearing_read_again:
 *
 * Reads the chosen sound, also if it was read, stopped or failed before; with the model that is chosen now.
 */
void
rbk_hearing_read_again (RbkHearing *self)
{
  RbkHeard *heard = rbk_hearing_find_chosen (self);

  if (heard == NULL || rbk_hearing_is_recording (self) || rbk_speech_shelf_get_model (self->shelf) == NULL)
    return;
  rbk_hearing_cancel_job (self);
  heard->was_stopped = FALSE;
  g_clear_error (&heard->error);
  rbk_hearing_begin_reading_chosen (self);
}

/**
 * rbk_hearing_correct:
 * @text: what was said in the chosen sound, as a person writes it
 *
 * Keeps it beside what the engine heard, whose times it takes, and judges by it.
 *
 * Returns: whether there was a transcript to correct
 */
gboolean
rbk_hearing_correct (RbkHearing *self, const char *text)
{
  RbkHeard *heard = rbk_hearing_find_chosen (self);
  RbkTranscript *before = rbk_hearing_get_transcript (self);
  g_autoptr (RbkTranscript) correct = NULL;

  if (before == NULL)
    return FALSE;
  correct = rbk_transcript_correct (before, text);
  rbk_composer_keep_transcript (self->composer, heard->content, correct);
  g_set_object (&heard->correct, correct);
  rbk_hearing_tell (self);
  return TRUE;
}
