/* rbk-recorder.c: from a microphone to PCM.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-recorder.h"
#include "media/rbk-pcm.h"
#include "media/rbk-tape-private.h"
#include <glib/gi18n-lib.h>

/* PCM is given out in pieces of half a second: whoever writes them down at once loses no more in a crash. */
#define PIECE_US 500000

/* How often the sound server is asked whether the microphone is still the same. It tells nobody by itself
 * that it has moved a recording to another source. */
#define WATCH_MS 200

/* A running microphone gives samples every few milliseconds. PipeWire says nothing at all when one has gone.
 */
#define LOST_AFTER_US   (3 * G_USEC_PER_SEC)
#define ABSENT_AFTER_US (6 * G_USEC_PER_SEC)

struct _RbkRecorder
{
  GObject parent_instance;

  /* All of this belongs to the main thread. */
  RbkWorker *worker; /* (owned): changes the state of tapes' pipelines, which may block */
  char *microphone;  /* (owned) (nullable) */
  RbkTape *prepared; /* (owned) (nullable): connected, not started */
  RbkTape *tape;     /* (owned) (nullable): from start to the end of the last sample */

  RbkRecorderState state;
  gint64 duration_us;
  char *microphone_name; /* (owned) (nullable) */
  gboolean is_known;     /* what the tape is fed by is a microphone, and the right one */
  GError *failure;       /* (owned) (nullable): told when the tape is closed and all is given out */
  guint watch;           /* source id, or 0 */
  gboolean is_asking;    /* the worker looks up the origin */
  gboolean is_given_out; /* guards against a signal handler that asks for more in the middle */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_DURATION_US,
  PROP_MICROPHONE,
  PROP_MICROPHONE_NAME,
  N_PROPS,
};

enum
{
  PCM,
  LEVEL,
  STOPPED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (RbkRecorderState,
                    rbk_recorder_state,
                    G_DEFINE_ENUM_VALUE (RBK_RECORDER_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (RBK_RECORDER_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (RBK_RECORDER_RECORDING, "recording"),
                    G_DEFINE_ENUM_VALUE (RBK_RECORDER_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (RBK_RECORDER_STOPPING, "stopping"),
                    G_DEFINE_ENUM_VALUE (RBK_RECORDER_FAILED, "failed"))
G_DEFINE_FINAL_TYPE (RbkRecorder, rbk_recorder, G_TYPE_OBJECT)

static void fail (RbkRecorder *self, GError *error);

static void
set_state (RbkRecorder *self, RbkRecorderState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_duration (RbkRecorder *self, guint64 bytes)
{
  gint64 duration_us = rbk_pcm_duration_us ((gsize) bytes);

  if (self->duration_us == duration_us)
    return;
  self->duration_us = duration_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_US]);
}

static void
set_microphone_name (RbkRecorder *self, const char *name)
{
  if (g_set_str (&self->microphone_name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MICROPHONE_NAME]);
}

static gboolean
is_active (RbkRecorder *self)
{
  return self->state == RBK_RECORDER_STARTING || self->state == RBK_RECORDER_RECORDING ||
         self->state == RBK_RECORDER_PAUSED;
}

/* What a job of the worker comes back with. Not the task's source object: the worker may be the last to let
 * go of a task, and a recorder must not end on the thread that it then waits for. */
typedef struct
{
  RbkRecorder *self; /* (owned) */
  RbkTape *tape;     /* (owned) */
} Call;

static void
call_free (Call *call)
{
  rbk_tape_unref (call->tape);
  g_object_unref (call->self);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static Call *
call_new (RbkRecorder *self, RbkTape *tape)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->tape = rbk_tape_ref (tape);
  return call;
}

/* Runs @function on the worker with @tape; @done gets a Call of its own. */
static void
queue (RbkRecorder *self, RbkTape *tape, GTaskThreadFunc function, GAsyncReadyCallback done)
{
  GTask *task = g_task_new (NULL, NULL, done, call_new (self, tape));

  g_task_set_source_tag (task, queue);
  g_task_set_task_data (task, rbk_tape_ref (tape), (GDestroyNotify) rbk_tape_unref);
  rbk_worker_queue (self->worker, task, function);
}

static void
prepare_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (rbk_tape_prepare (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (rbk_tape_run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
pause_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  rbk_tape_pause (data);
  g_task_return_boolean (task, TRUE);
}

static void
close_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  rbk_tape_close (data);
  g_task_return_boolean (task, TRUE);
}

static void
ask_origin_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, rbk_tape_find_origin (data), (GDestroyNotify) rbk_tape_origin_free);
}

static void
fail_lost (RbkRecorder *self)
{
  fail (self,
        g_error_new_literal (RBK_MEDIA_ERROR,
                             RBK_MEDIA_ERROR_MICROPHONE_LOST,
                             _ ("The microphone went away. What you had said until then is kept; plug it in "
                                "again or choose another one to go on.")));
}

static void
fail_absent (RbkRecorder *self)
{
  fail (
    self,
    self->microphone != NULL
      ? g_error_new_literal (RBK_MEDIA_ERROR,
                             RBK_MEDIA_ERROR_NO_MICROPHONE,
                             _ ("The chosen microphone is not there. Plug it in or choose another one."))
      : g_error_new_literal (RBK_MEDIA_ERROR,
                             RBK_MEDIA_ERROR_NO_MICROPHONE,
                             _ ("No microphone was found. Plug one in, or switch it on in the sound settings "
                                "of this computer.")));
}

static void
origin_known_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  RbkRecorder *self = call->self;
  g_autoptr (RbkTapeOrigin) origin = g_task_propagate_pointer (G_TASK (result), NULL);
  const char *chosen = rbk_tape_get_microphone (call->tape);
  gboolean is_chosen;

  self->is_asking = FALSE;
  /* An unanswered question is one to a server that is going away, or a stream that is not connected yet. */
  if (call->tape != self->tape || self->failure != NULL || origin == NULL || !origin->is_new)
    return;
  is_chosen = chosen == NULL || g_str_equal (chosen, origin->id);
  if (!self->is_known && (origin->is_monitor || !is_chosen))
    fail_absent (self);
  else if (self->is_known && (origin->is_monitor || !is_chosen || !origin->last_is_there))
    fail_lost (self);
  else
    {
      self->is_known = TRUE;
      set_microphone_name (self, origin->name != NULL ? origin->name : origin->id);
    }
}

static void
ask_origin (RbkRecorder *self)
{
  if (self->is_asking)
    return;
  self->is_asking = TRUE;
  queue (self, self->tape, ask_origin_cb, origin_known_cb);
}

/* Gives out what has come in. With @all, down to the last sample; before the origin is known, nothing: what
 * the loudspeakers play is no take. */
static GError *
give_out (RbkRecorder *self, gboolean all)
{
  g_autoptr (RbkRecorder) hold = g_object_ref (self);
  g_autoptr (RbkTape) tape = rbk_tape_ref (self->tape);
  GError *error = NULL;
  gboolean more = TRUE;

  while (more && self->tape == tape)
    {
      g_auto (RbkTapeNews) news = { 0 };
      gsize piece = self->is_known ? rbk_pcm_bytes_at (PIECE_US) : G_MAXUINT;

      rbk_tape_take_news (tape, piece, all && self->is_known, &news);
      more = news.pcm != NULL;
      if (error == NULL)
        error = g_steal_pointer (&news.error);
      set_duration (self, news.captured_bytes);
      if (self->state == RBK_RECORDER_RECORDING)
        for (guint i = 0; i < news.levels->len; i++)
          {
            RbkTapeLevel *level = &g_array_index (news.levels, RbkTapeLevel, i);

            g_signal_emit (self, signals[LEVEL], 0, level->rms_db, level->peak_db);
          }
      if (news.pcm != NULL)
        g_signal_emit (self, signals[PCM], 0, news.pcm);
    }
  return error;
}

static void
explain_failure (RbkRecorder *self, const GError *cause)
{
  if (cause->domain == RBK_MEDIA_ERROR)
    fail (self, g_error_copy (cause));
  else if (self->duration_us > 0 || self->state == RBK_RECORDER_PAUSED)
    fail_lost (self);
  else
    fail_absent (self);
}

/* The tape has something new. Main thread. */
static gboolean
wake_cb (gpointer user_data)
{
  RbkRecorder *self = user_data;
  g_autoptr (GError) error = NULL;

  /* A handler of ours may run a main loop of its own, or drop the last reference. */
  g_object_ref (self);
  if (!self->is_given_out && self->tape != NULL)
    {
      self->is_given_out = TRUE;
      error = give_out (self, FALSE);
      self->is_given_out = FALSE;
      if (self->state == RBK_RECORDER_STARTING && self->duration_us > 0)
        {
          ask_origin (self);
          set_state (self, RBK_RECORDER_RECORDING);
        }
      if (error != NULL && self->failure == NULL && is_active (self))
        explain_failure (self, error);
    }
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

static gboolean
watch_cb (gpointer user_data)
{
  RbkRecorder *self = user_data;
  gint64 quiet_us;

  if (self->failure != NULL || !is_active (self))
    return G_SOURCE_CONTINUE;
  quiet_us = rbk_tape_get_quiet_us (self->tape);
  if (self->state == RBK_RECORDER_STARTING && quiet_us > ABSENT_AFTER_US)
    fail_absent (self);
  else if (self->state == RBK_RECORDER_RECORDING && quiet_us > LOST_AFTER_US)
    fail_lost (self);
  else if (self->state != RBK_RECORDER_STARTING)
    ask_origin (self);
  return G_SOURCE_CONTINUE;
}

/* The tape is closed: the last samples, and then how it ended. */
static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  RbkRecorder *self = call->self;
  RbkTape *tape = call->tape;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) ignored = NULL;

  if (self->tape != tape)
    return;
  /* Asked, and not answered: an answer that there is no microphone would have come as a failure. */
  if (self->failure == NULL)
    self->is_known = TRUE;
  ignored = give_out (self, TRUE);
  failure = g_steal_pointer (&self->failure);
  rbk_tape_disconnect (tape);
  g_clear_pointer (&self->tape, rbk_tape_unref);
  self->is_known = FALSE;
  g_clear_handle_id (&self->watch, g_source_remove);
  set_state (self, failure != NULL ? RBK_RECORDER_FAILED : RBK_RECORDER_IDLE);
  if (failure != NULL)
    g_signal_emit (self, signals[FAILED], 0, failure);
  else
    g_signal_emit (self, signals[STOPPED], 0);
}

/* Takes @error. It is told once the tape is closed and all that was captured has been given out. */
static void
fail (RbkRecorder *self, GError *error)
{
  if (self->failure != NULL)
    {
      g_error_free (error);
      return;
    }
  self->failure = error;
  set_state (self, RBK_RECORDER_STOPPING);
  queue (self, self->tape, close_cb, closed_cb);
}

static void
run_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  RbkRecorder *self = call->self;
  RbkTape *tape = call->tape;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;
  if (self->tape == tape && is_active (self) && self->duration_us > 0)
    fail_lost (self);
  else if (self->tape == tape && is_active (self))
    fail (self, g_steal_pointer (&error));
}

static void
paused_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  RbkRecorder *self = call->self;
  RbkTape *tape = call->tape;
  g_autoptr (GError) error = NULL;

  if (self->tape != tape || self->state != RBK_RECORDER_PAUSED || self->is_given_out)
    return;
  /* Nothing more comes for now, so nothing is held back. */
  self->is_given_out = TRUE;
  error = give_out (self, TRUE);
  self->is_given_out = FALSE;
  if (error != NULL && is_active (self))
    explain_failure (self, error);
}

static void
prepared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  RbkRecorder *self = call->self;
  RbkTape *tape = call->tape;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;
  /* The start will say so in its own words. */
  g_debug ("the recorder cannot be prepared: %s", error->message);
  if (self->prepared == tape)
    g_clear_pointer (&self->prepared, rbk_tape_unref);
}

static void
closed_unused_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  call_free (user_data);
}

static void
discard_prepared (RbkRecorder *self)
{
  if (self->prepared == NULL)
    return;
  rbk_tape_disconnect (self->prepared);
  queue (self, self->prepared, close_cb, closed_unused_cb);
  g_clear_pointer (&self->prepared, rbk_tape_unref);
}

static void
rbk_recorder_dispose (GObject *object)
{
  RbkRecorder *self = RBK_RECORDER (object);
  RbkTape *tapes[] = { self->prepared, self->tape };

  g_clear_handle_id (&self->watch, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (tapes); i++)
    if (tapes[i] != NULL)
      {
        GTask *task = g_task_new (NULL, NULL, NULL, NULL);

        rbk_tape_disconnect (tapes[i]);
        g_task_set_task_data (task, tapes[i], (GDestroyNotify) rbk_tape_unref);
        rbk_worker_queue (self->worker, task, close_cb);
      }
  self->prepared = NULL;
  self->tape = NULL;
  if (self->worker != NULL)
    rbk_worker_shutdown (self->worker);
  g_clear_object (&self->worker);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (rbk_recorder_parent_class)->dispose (object);
}

static void
rbk_recorder_finalize (GObject *object)
{
  RbkRecorder *self = RBK_RECORDER (object);

  g_free (self->microphone);
  g_free (self->microphone_name);
  G_OBJECT_CLASS (rbk_recorder_parent_class)->finalize (object);
}

static void
rbk_recorder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkRecorder *self = RBK_RECORDER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_DURATION_US:
      g_value_set_int64 (value, self->duration_us);
      break;
    case PROP_MICROPHONE:
      g_value_set_string (value, self->microphone);
      break;
    case PROP_MICROPHONE_NAME:
      g_value_set_string (value, self->microphone_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_recorder_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MICROPHONE:
      rbk_recorder_set_microphone (RBK_RECORDER (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_recorder_class_init (RbkRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rbk_recorder_dispose;
  object_class->finalize = rbk_recorder_finalize;
  object_class->get_property = rbk_recorder_get_property;
  object_class->set_property = rbk_recorder_set_property;

  properties[PROP_STATE] = g_param_spec_enum ("state",
                                              NULL,
                                              NULL,
                                              RBK_TYPE_RECORDER_STATE,
                                              RBK_RECORDER_IDLE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DURATION_US] = g_param_spec_int64 (
    "duration-us", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MICROPHONE] = g_param_spec_string (
    "microphone", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MICROPHONE_NAME] =
    g_param_spec_string ("microphone-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RbkRecorder::pcm:
   * @bytes: (type GBytes): the next samples, in order and without a gap; half a second of them, less only
   *   before a pause and at the end
   */
  signals[PCM] = g_signal_new (
    "pcm", RBK_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  /**
   * RbkRecorder::level:
   * @rms_db: dBFS of the last 50 ms, -120 for silence
   * @peak_db: dBFS of their largest sample
   *
   * Every 50 ms of sound while recording.
   */
  signals[LEVEL] = g_signal_new ("level",
                                 RBK_TYPE_RECORDER,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 2,
                                 G_TYPE_DOUBLE,
                                 G_TYPE_DOUBLE);
  /**
   * RbkRecorder::stopped:
   *
   * After rbk_recorder_stop(): all PCM was given out. Every start ends with this or with
   * RbkRecorder::failed, never with both.
   */
  signals[STOPPED] =
    g_signal_new ("stopped", RBK_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * RbkRecorder::failed:
   * @error: (type GError): from %RBK_MEDIA_ERROR, in words for the person who speaks
   *
   * The recording ended by itself. All PCM captured until then was given out before.
   */
  signals[FAILED] = g_signal_new (
    "failed", RBK_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rbk_recorder_init (RbkRecorder *self)
{
  self->worker = rbk_worker_new ("rbk-recorder");
}

/**
 * rbk_recorder_new:
 *
 * Costs nothing but a sleeping thread until it is used. Everything about it happens in the thread-default
 * main context of the caller.
 *
 * Returns: (transfer full): a recorder that follows the desktop's choice of microphone
 */
RbkRecorder *
rbk_recorder_new (void)
{
  return g_object_new (RBK_TYPE_RECORDER, NULL);
}

/**
 * rbk_recorder_set_microphone:
 * @id: (nullable): as rbk_microphone_get_id(); %NULL for the desktop's own choice
 *
 * Takes effect with the next start.
 */
void
rbk_recorder_set_microphone (RbkRecorder *self, const char *id)
{
  g_return_if_fail (RBK_IS_RECORDER (self));

  if (!g_set_str (&self->microphone, id))
    return;
  discard_prepared (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MICROPHONE]);
}

const char *
rbk_recorder_get_microphone (RbkRecorder *self)
{
  g_return_val_if_fail (RBK_IS_RECORDER (self), NULL);
  return self->microphone;
}

/**
 * rbk_recorder_prepare:
 *
 * Loads the plugins and connects to the sound server ahead of a start that is likely to come, of which the
 * very first then waits no longer than the others. The microphone is not used, and nothing shows as
 * recording.
 */
void
rbk_recorder_prepare (RbkRecorder *self)
{
  g_return_if_fail (RBK_IS_RECORDER (self));

  if (self->prepared != NULL || self->tape != NULL)
    return;
  self->prepared = rbk_tape_new (self->microphone, wake_cb, self);
  queue (self, self->prepared, prepare_cb, prepared_cb);
}

/**
 * rbk_recorder_start:
 *
 * Begins a new recording and returns at once; the state becomes %RBK_RECORDER_RECORDING with the first
 * sample. What cannot be known yet comes as RbkRecorder::failed.
 *
 * Returns: whether it begins; %RBK_MEDIA_ERROR_FAILED if one is under way
 */
gboolean
rbk_recorder_start (RbkRecorder *self, GError **error)
{
  g_return_val_if_fail (RBK_IS_RECORDER (self), FALSE);

  if (self->tape != NULL)
    {
      g_set_error_literal (error,
                           RBK_MEDIA_ERROR,
                           RBK_MEDIA_ERROR_FAILED,
                           _ ("A recording is already under way. Stop it before you begin another one."));
      return FALSE;
    }
  if (self->prepared != NULL)
    {
      g_auto (RbkTapeNews) news = { 0 };

      /* The sound server may have been restarted since. */
      rbk_tape_take_news (self->prepared, G_MAXUINT, FALSE, &news);
      if (news.error != NULL)
        discard_prepared (self);
    }
  self->tape = self->prepared != NULL ? g_steal_pointer (&self->prepared)
                                      : rbk_tape_new (self->microphone, wake_cb, self);
  queue (self, self->tape, run_cb, run_done_cb);
  set_duration (self, 0);
  set_microphone_name (self, NULL);
  self->watch = g_timeout_add (WATCH_MS, watch_cb, self);
  set_state (self, RBK_RECORDER_STARTING);
  return TRUE;
}

/**
 * rbk_recorder_pause:
 *
 * Stops listening. What is said until rbk_recorder_resume() is not recorded, and what was recorded before and
 * after follow each other without a gap.
 */
void
rbk_recorder_pause (RbkRecorder *self)
{
  g_return_if_fail (RBK_IS_RECORDER (self));

  if (self->state != RBK_RECORDER_STARTING && self->state != RBK_RECORDER_RECORDING)
    return;
  queue (self, self->tape, pause_cb, paused_cb);
  set_state (self, RBK_RECORDER_PAUSED);
}

/**
 * rbk_recorder_resume:
 *
 * Goes on after rbk_recorder_pause().
 */
void
rbk_recorder_resume (RbkRecorder *self)
{
  g_return_if_fail (RBK_IS_RECORDER (self));

  if (self->state != RBK_RECORDER_PAUSED)
    return;
  queue (self, self->tape, run_cb, run_done_cb);
  set_state (self, self->duration_us > 0 ? RBK_RECORDER_RECORDING : RBK_RECORDER_STARTING);
}

/**
 * rbk_recorder_stop:
 *
 * Ends the recording. The rest of the PCM and RbkRecorder::stopped follow.
 */
void
rbk_recorder_stop (RbkRecorder *self)
{
  g_return_if_fail (RBK_IS_RECORDER (self));

  if (!is_active (self))
    return;
  /* Samples may be waiting of which it is not known yet what they are. The answer comes before the end. */
  if (!self->is_known)
    ask_origin (self);
  queue (self, self->tape, close_cb, closed_cb);
  set_state (self, RBK_RECORDER_STOPPING);
}

RbkRecorderState
rbk_recorder_get_state (RbkRecorder *self)
{
  g_return_val_if_fail (RBK_IS_RECORDER (self), RBK_RECORDER_IDLE);
  return self->state;
}

/**
 * rbk_recorder_get_duration_us:
 *
 * Returns: how much was captured, pauses left out; after the end, how long the last recording is
 */
gint64
rbk_recorder_get_duration_us (RbkRecorder *self)
{
  g_return_val_if_fail (RBK_IS_RECORDER (self), 0);
  return self->duration_us;
}

/**
 * rbk_recorder_get_microphone_name:
 *
 * Returns: (transfer none) (nullable): the name of what is really being recorded, or was last; %NULL until
 *   that is known
 */
const char *
rbk_recorder_get_microphone_name (RbkRecorder *self)
{
  g_return_val_if_fail (RBK_IS_RECORDER (self), NULL);
  return self->microphone_name;
}
