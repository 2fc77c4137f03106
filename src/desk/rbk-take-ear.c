/* rbk-take-ear.c: how the takes of a voicemail are heard: equally loud, and as on a telephone.
 *
 * The louder of two takes seems the better one, so all of them play at one loudness, which is that of what
 * leaves unless a peak forbids it. What a telephone makes of the chosen sound is computed in the background,
 * so that the switch to it is instant; what was computed is kept for a few sounds, for going to and fro
 * between takes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-take-ear.h"

#include "media/rbk-phone-ear.h"

/* A minute of sound each: 6 MB. */
#define MAX_PHONES 6

/* What is closer to the target than this leaves without a change that anybody hears. */
#define SAME_LU 1.0
/* More than this is not added (see rbk-mastering.c): what is so soft is mostly noise. */
#define MAX_GAIN_DB 36.0

struct _RbkTakeEar
{
  GObject parent_instance;

  RbkComposer *composer;     /* (owned) (nullable): until it is closed */
  GBytes *sound;             /* (owned) (nullable): the chosen sound that all of this is about */
  GCancellable *cancellable; /* (owned) (nullable): of what is computed for it */
  GCancellable *closing;     /* (owned): of everything */
  GHashTable *loudness;      /* (owned) (element-type utf8 RbkLoudness): by take, of its newest sound */
  GHashTable *phones;        /* (owned) (element-type GBytes GBytes): by sound */
  gboolean measured;         /* the loudness of sound is among them */
  gboolean phone_ready;      /* the player has what a telephone makes of it */
  char *other;               /* (owned) (nullable): the take that is measured for comparison */
};

G_DEFINE_FINAL_TYPE (RbkTakeEar, rbk_take_ear, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void measure_others (RbkTakeEar *self);

/* A load or computation under way. Holds the ear, which its end may be the last to know. */
typedef struct
{
  RbkTakeEar *self; /* (owned) */
  char *take;       /* (owned) (nullable): whose loudness it is */
  GBytes *sound;    /* (owned) (nullable) */
} Job;

static Job *
job_new (RbkTakeEar *self, const char *take, GBytes *sound)
{
  Job *job = g_new0 (Job, 1);

  job->self = g_object_ref (self);
  job->take = g_strdup (take);
  job->sound = sound != NULL ? g_bytes_ref (sound) : NULL;
  return job;
}

static void
job_free (Job *job)
{
  g_clear_pointer (&job->sound, g_bytes_unref);
  g_free (job->take);
  g_object_unref (job->self);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static const char *
get_chosen_id (RbkTakeEar *self)
{
  RbkTake *chosen = self->composer != NULL ? rbk_composer_get_chosen (self->composer) : NULL;

  return chosen != NULL ? rbk_take_get_id (chosen) : NULL;
}

/* The gain at which the chosen sound is as loud as the others. */
static void
match (RbkTakeEar *self)
{
  g_autoptr (GArray) takes = g_array_new (FALSE, FALSE, sizeof (RbkLoudness));
  g_autofree double *gains = NULL;
  const char *chosen = get_chosen_id (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->composer));
  guint mine = G_MAXUINT;

  if (!self->measured || chosen == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RbkTake) take = g_list_model_get_item (G_LIST_MODEL (self->composer), i);
      RbkLoudness *loudness = g_hash_table_lookup (self->loudness, rbk_take_get_id (take));

      if (loudness == NULL)
        continue;
      if (g_str_equal (rbk_take_get_id (take), chosen))
        mine = takes->len;
      g_array_append_val (takes, *loudness);
    }
  if (mine == G_MAXUINT)
    return;
  gains = g_new0 (double, takes->len);
  rbk_loudness_match ((RbkLoudness *) takes->data, takes->len, gains);
  rbk_player_set_gain_db (rbk_composer_get_player (self->composer),
                          CLAMP (gains[mine], RBK_PLAYER_MIN_GAIN_DB, RBK_PLAYER_MAX_GAIN_DB));
}

static void
use_phone (RbkTakeEar *self, GBytes *phone)
{
  rbk_player_set_phone_pcm (rbk_composer_get_player (self->composer), phone);
  self->phone_ready = TRUE;
}

static void
phone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) phone = rbk_phone_ear_finish (result, &error);
  RbkTakeEar *self = job->self;

  if (phone == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("What a telephone makes of a take cannot be heard: %s", error->message);
      return;
    }
  if (self->composer == NULL)
    return;
  if (g_hash_table_size (self->phones) >= MAX_PHONES)
    g_hash_table_remove_all (self->phones);
  g_hash_table_insert (self->phones, g_bytes_ref (job->sound), g_bytes_ref (phone));
  if (job->sound != self->sound)
    return;
  use_phone (self, phone);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
note_loudness (RbkTakeEar *self, const char *take, const RbkLoudness *loudness)
{
  g_hash_table_insert (self->loudness, g_strdup (take), g_memdup2 (loudness, sizeof *loudness));
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  RbkTakeEar *self = job->self;
  RbkLoudness loudness;

  if (!rbk_loudness_measure_finish (result, &loudness, NULL) || self->composer == NULL)
    return;
  note_loudness (self, job->take, &loudness);
  if (job->sound == self->sound)
    self->measured = TRUE;
  match (self);
  g_signal_emit (self, signals[CHANGED], 0);
  measure_others (self);
}

static void
other_measured_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  RbkTakeEar *self = job->self;
  RbkLoudness loudness;

  g_clear_pointer (&self->other, g_free);
  if (!rbk_loudness_measure_finish (result, &loudness, NULL) || self->composer == NULL)
    return;
  /* It may have been chosen, measured and edited meanwhile. */
  if (!g_hash_table_contains (self->loudness, job->take))
    note_loudness (self, job->take, &loudness);
  match (self);
  measure_others (self);
}

static void
other_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  RbkTakeEar *self = job->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sound = rbk_composer_load_take_finish (RBK_COMPOSER (source), result, NULL, &error);

  if (sound != NULL)
    {
      rbk_loudness_measure_async (sound, self->closing, other_measured_cb, g_steal_pointer (&job));
      return;
    }
  /* It cannot be compared, and says why as soon as it is chosen. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      const RbkLoudness silence = { RBK_LOUDNESS_SILENCE, RBK_LOUDNESS_SILENCE };

      note_loudness (self, job->take, &silence);
    }
  g_clear_pointer (&self->other, g_free);
  measure_others (self);
}

/* One take at a time, so that whoever listens to the chosen one is not kept waiting. */
static void
measure_others (RbkTakeEar *self)
{
  guint n = self->composer != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->composer)) : 0;

  if (self->other != NULL || !self->measured)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RbkTake) take = g_list_model_get_item (G_LIST_MODEL (self->composer), i);

      if (g_hash_table_contains (self->loudness, rbk_take_get_id (take)))
        continue;
      self->other = g_strdup (rbk_take_get_id (take));
      rbk_composer_load_take_async (
        self->composer, take, self->closing, other_loaded_cb, job_new (self, self->other, NULL));
      return;
    }
}

static void
chosen_cb (RbkTakeEar *self)
{
  GBytes *sound = rbk_composer_get_chosen_sound (self->composer);
  const char *take = get_chosen_id (self);
  GBytes *phone;

  /* While an edit is loading, the old sound is there, and so is what is known of it. */
  if (sound == self->sound)
    {
      measure_others (self);
      return;
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->sound, g_bytes_unref);
  self->measured = FALSE;
  self->phone_ready = FALSE;
  if (sound != NULL && take != NULL)
    {
      self->sound = g_bytes_ref (sound);
      self->cancellable = g_cancellable_new ();
      phone = g_hash_table_lookup (self->phones, sound);
      if (phone != NULL)
        use_phone (self, phone);
      else
        rbk_phone_ear_async (sound, self->cancellable, phone_cb, job_new (self, take, sound));
      /* As loud as it was at the last look at this take, which is right unless it was edited since. */
      self->measured = g_hash_table_contains (self->loudness, take);
      match (self);
      self->measured = FALSE;
      rbk_loudness_measure_async (sound, self->cancellable, measured_cb, job_new (self, take, sound));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rbk_take_ear_dispose (GObject *object)
{
  rbk_take_ear_close (RBK_TAKE_EAR (object));
  G_OBJECT_CLASS (rbk_take_ear_parent_class)->dispose (object);
}

static void
rbk_take_ear_finalize (GObject *object)
{
  RbkTakeEar *self = RBK_TAKE_EAR (object);

  g_clear_object (&self->cancellable);
  g_object_unref (self->closing);
  g_hash_table_unref (self->loudness);
  g_hash_table_unref (self->phones);
  g_free (self->other);
  G_OBJECT_CLASS (rbk_take_ear_parent_class)->finalize (object);
}

static void
rbk_take_ear_class_init (RbkTakeEarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rbk_take_ear_dispose;
  object_class->finalize = rbk_take_ear_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", RBK_TYPE_TAKE_EAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_take_ear_init (RbkTakeEar *self)
{
  self->closing = g_cancellable_new ();
  self->loudness = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->phones =
    g_hash_table_new_full (NULL, NULL, (GDestroyNotify) g_bytes_unref, (GDestroyNotify) g_bytes_unref);
}

/**
 * rbk_take_ear_new:
 * @composer: whose player follows from now on, until rbk_take_ear_close()
 *
 * Make it before whatever plays when another take is chosen, so that it plays at the right loudness from its
 * first sample.
 *
 * Returns: (transfer full): an ear
 */
RbkTakeEar *
rbk_take_ear_new (RbkComposer *composer)
{
  RbkTakeEar *self = g_object_new (RBK_TYPE_TAKE_EAR, NULL);

  self->composer = g_object_ref (composer);
  g_signal_connect_swapped (composer, "notify::chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (composer, "items-changed", G_CALLBACK (chosen_cb), self);
  chosen_cb (self);
  return self;
}

/**
 * rbk_take_ear_close:
 *
 * Gives up what is being computed, and lets the composer go.
 */
void
rbk_take_ear_close (RbkTakeEar *self)
{
  g_autoptr (RbkComposer) composer = NULL;

  g_return_if_fail (RBK_IS_TAKE_EAR (self));

  composer = g_steal_pointer (&self->composer);
  if (composer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (composer, self);
  g_cancellable_cancel (self->closing);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->sound, g_bytes_unref);
  self->measured = FALSE;
  self->phone_ready = FALSE;
}

/**
 * rbk_take_ear_set_on_phone:
 * @on_phone: whether to hear every take as on a telephone
 *
 * At once, also while it plays; a sound whose rendition is not ready yet follows when it is.
 */
void
rbk_take_ear_set_on_phone (RbkTakeEar *self, gboolean on_phone)
{
  g_return_if_fail (RBK_IS_TAKE_EAR (self));

  if (self->composer == NULL || rbk_take_ear_get_on_phone (self) == on_phone)
    return;
  rbk_player_set_on_phone (rbk_composer_get_player (self->composer), on_phone);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rbk_take_ear_get_on_phone:
 *
 * Returns: whether takes are heard as on a telephone
 */
gboolean
rbk_take_ear_get_on_phone (RbkTakeEar *self)
{
  g_return_val_if_fail (RBK_IS_TAKE_EAR (self), FALSE);

  return self->composer != NULL && rbk_player_get_on_phone (rbk_composer_get_player (self->composer));
}

/**
 * rbk_take_ear_is_phone_ready:
 *
 * Returns: whether the chosen sound can be heard as on a telephone
 */
gboolean
rbk_take_ear_is_phone_ready (RbkTakeEar *self)
{
  g_return_val_if_fail (RBK_IS_TAKE_EAR (self), FALSE);

  return self->phone_ready;
}

/**
 * rbk_take_ear_get_loudness:
 * @loudness: (out caller-allocates): how loud the chosen sound is, as it was recorded
 *
 * Returns: whether it is known yet
 */
gboolean
rbk_take_ear_get_loudness (RbkTakeEar *self, RbkLoudness *loudness)
{
  const char *take = get_chosen_id (self);
  RbkLoudness *known = take != NULL && self->measured ? g_hash_table_lookup (self->loudness, take) : NULL;

  if (known != NULL)
    *loudness = *known;
  return known != NULL;
}

/**
 * rbk_take_ear_judge_leaving:
 *
 * Returns: how loud the chosen sound will leave, beside other voicemails
 */
RbkLeavingLoudness
rbk_take_ear_judge_leaving (RbkTakeEar *self)
{
  RbkLoudness loudness;
  double gain;

  if (!rbk_take_ear_get_loudness (self, &loudness))
    return RBK_LEAVING_UNKNOWN;
  if (loudness.integrated_lufs <= RBK_LOUDNESS_SILENCE)
    return RBK_LEAVING_SILENT;
  gain = RBK_LOUDNESS_TARGET_LUFS - loudness.integrated_lufs;
  if (gain > MAX_GAIN_DB + SAME_LU)
    return RBK_LEAVING_TOO_SOFT;
  return gain > SAME_LU ? RBK_LEAVING_RAISED : gain < -SAME_LU ? RBK_LEAVING_LOWERED : RBK_LEAVING_AS_IT_IS;
}
