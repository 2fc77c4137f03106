/* rbk-take-keeper.c
 *
 * Recording and keeping are one movement: the take's entry is queued with its first sound, and every
 * half second of sound is a durable chunk. Nothing here waits for "stop" to be pressed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-take-keeper.h"

#include "base/rbk-id.h"
#include "desk/rbk-desk-private.h"
#include "model/rbk-json.h"
#include "rules/rbk-voicemail-check.h"

struct _RbkTakeKeeper
{
  GObject parent_instance;

  RbkDesk *desk;         /* (owned) */
  char *customer;        /* (owned) */
  RbkRecorder *recorder; /* (owned) */

  /* The take being recorded. */
  char *draft; /* (owned) (nullable) */
  char *take;  /* (owned) (nullable) */
  char *media; /* (owned) (nullable) */
  char *mends; /* (owned) (nullable) */
  gboolean practice;
  GPtrArray *before; /* (owned) (nullable): entries that go with its own */
  gsize captured;
  gboolean keeping_failed;

  guint pending; /* appends under way; each holds a reference */
  gboolean was_busy;
};

G_DEFINE_FINAL_TYPE (RbkTakeKeeper, rbk_take_keeper, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_RECORDING,
  PROP_DURATION_US,
  PROP_MICROPHONE_NAME,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  LEVEL,
  FAILED,
  BEGUN,
  KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rbk_take_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkTakeKeeper *self = RBK_TAKE_KEEPER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, rbk_recorder_get_state (self->recorder));
      break;
    case PROP_RECORDING:
      g_value_set_boolean (value, rbk_take_keeper_is_recording (self));
      break;
    case PROP_DURATION_US:
      g_value_set_int64 (value, rbk_recorder_get_duration_us (self->recorder));
      break;
    case PROP_MICROPHONE_NAME:
      g_value_set_string (value, rbk_recorder_get_microphone_name (self->recorder));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, rbk_take_keeper_is_busy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_take_keeper_dispose (GObject *object)
{
  RbkTakeKeeper *self = RBK_TAKE_KEEPER (object);

  if (self->recorder != NULL)
    g_signal_handlers_disconnect_by_data (self->recorder, self);
  G_OBJECT_CLASS (rbk_take_keeper_parent_class)->dispose (object);
}

static void
forget_take (RbkTakeKeeper *self)
{
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->take, g_free);
  g_clear_pointer (&self->media, g_free);
  g_clear_pointer (&self->mends, g_free);
  g_clear_pointer (&self->before, g_ptr_array_unref);
}

static void
rbk_take_keeper_finalize (GObject *object)
{
  RbkTakeKeeper *self = RBK_TAKE_KEEPER (object);

  forget_take (self);
  g_clear_object (&self->recorder);
  g_free (self->customer);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_take_keeper_parent_class)->finalize (object);
}

static void
rbk_take_keeper_class_init (RbkTakeKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GType type = RBK_TYPE_TAKE_KEEPER;

  object_class->get_property = rbk_take_keeper_get_property;
  object_class->dispose = rbk_take_keeper_dispose;
  object_class->finalize = rbk_take_keeper_finalize;
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RECORDING] = g_param_spec_boolean ("recording", NULL, NULL, FALSE, flags);
  properties[PROP_DURATION_US] = g_param_spec_int64 ("duration-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_MICROPHONE_NAME] = g_param_spec_string ("microphone-name", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LEVEL] = g_signal_new (
    "level", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[FAILED] =
    g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[BEGUN] = g_signal_new ("begun", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[KEPT] =
    g_signal_new ("kept", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rbk_take_keeper_init (RbkTakeKeeper *self)
{
  self->recorder = rbk_recorder_new ();
}

static void
tell_busy (RbkTakeKeeper *self)
{
  gboolean busy = rbk_take_keeper_is_busy (self);

  if (busy == self->was_busy)
    return;
  self->was_busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
tell_failed (RbkTakeKeeper *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Ends what the recorder would go on capturing although it can no longer be kept. */
static void
keeping_failed (RbkTakeKeeper *self, const GError *error)
{
  if (self->keeping_failed)
    return;
  self->keeping_failed = TRUE;
  tell_failed (self, error);
  if (rbk_take_keeper_is_recording (self))
    rbk_recorder_stop (self->recorder);
}

static void
written (RbkTakeKeeper *self, GError *error)
{
  self->pending--;
  if (error != NULL)
    keeping_failed (self, error);
  tell_busy (self);
}

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkTakeKeeper) self = data;
  g_autoptr (GError) error = NULL;

  rbk_ledger_append_finish (RBK_LEDGER (source), result, &error);
  written (self, error);
}

static void
chunk_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkTakeKeeper) self = data;
  g_autoptr (GError) error = NULL;

  rbk_ledger_append_media_finish (RBK_LEDGER (source), result, &error);
  written (self, error);
}

/* The take's entry, with its first sound: only then is it known which microphone it is. */
static void
begin_take (RbkTakeKeeper *self)
{
  g_autoptr (GPtrArray) entries = g_steal_pointer (&self->before);
  JsonObject *payload = rbk_json_new ("draft",
                                      self->draft,
                                      "take",
                                      self->take,
                                      "media",
                                      self->media,
                                      "microphone",
                                      rbk_recorder_get_microphone_name (self->recorder),
                                      "mends",
                                      self->mends,
                                      NULL);

  if (self->practice)
    json_object_set_boolean_member (payload, "practice", TRUE);
  if (entries == NULL)
    entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries,
                   rbk_desk_new_entry (self->desk, RBK_ENTRY_KIND_VOICEMAIL_TAKE, self->customer, payload));
  self->pending++;
  rbk_ledger_append_async (self->desk->ledger, entries, NULL, appended_cb, g_object_ref (self));
  g_signal_emit (self, signals[BEGUN], 0);
}

static void
pcm_cb (RbkTakeKeeper *self, GBytes *pcm)
{
  if (self->media == NULL || self->keeping_failed || g_bytes_get_size (pcm) == 0)
    return;
  if (self->captured == 0)
    begin_take (self);
  self->captured += g_bytes_get_size (pcm);
  self->pending++;
  rbk_ledger_append_media_async (
    self->desk->ledger, self->media, pcm, NULL, chunk_kept_cb, g_object_ref (self));
}

/* Whole: told once the sound is fixed. Its id is the callback's second half. */
typedef struct
{
  RbkTakeKeeper *self; /* (owned) */
  char *take;          /* (owned) */
} Ending;

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Ending *ending = data;
  g_autoptr (RbkTakeKeeper) self = ending->self;
  g_autofree char *take = ending->take;
  g_autoptr (GError) error = NULL;

  g_free (ending);
  if (rbk_ledger_finish_media_finish (RBK_LEDGER (source), result, &error))
    g_signal_emit (self, signals[KEPT], 0, take);
  written (self, error);
}

/* The recorder has given out everything, one way or the other. */
static void
end_take (RbkTakeKeeper *self)
{
  g_autofree char *take = g_steal_pointer (&self->take);
  g_autofree char *media = g_steal_pointer (&self->media);
  gboolean captured = media != NULL && self->captured > 0;
  Ending *ending;

  forget_take (self);
  if (media != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
  if (!captured)
    return;
  ending = g_new0 (Ending, 1);
  ending->self = g_object_ref (self);
  ending->take = g_steal_pointer (&take);
  self->pending++;
  rbk_ledger_finish_media_async (self->desk->ledger, media, NULL, finished_cb, ending);
}

static void
stopped_cb (RbkTakeKeeper *self)
{
  end_take (self);
  tell_busy (self);
}

static void
recorder_failed_cb (RbkTakeKeeper *self, const GError *error)
{
  end_take (self);
  tell_failed (self, error);
  tell_busy (self);
}

static void
level_cb (RbkTakeKeeper *self, double rms_db, double peak_db)
{
  g_signal_emit (self, signals[LEVEL], 0, rms_db, peak_db);
}

static void
notify_state_cb (RbkTakeKeeper *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
  tell_busy (self);
}

static void
notify_duration_cb (RbkTakeKeeper *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_US]);
  if (rbk_recorder_get_state (self->recorder) == RBK_RECORDER_RECORDING &&
      rbk_recorder_get_duration_us (self->recorder) >= RBK_VOICEMAIL_HARD_STOP * G_USEC_PER_SEC)
    rbk_recorder_stop (self->recorder);
}

static void
notify_microphone_cb (RbkTakeKeeper *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MICROPHONE_NAME]);
}

/**
 * rbk_take_keeper_new:
 * @desk: an open desk
 * @customer: whom every take is for
 *
 * Returns: (transfer full): a keeper whose recorder is ready to start
 */
RbkTakeKeeper *
rbk_take_keeper_new (RbkDesk *desk, const char *customer)
{
  RbkTakeKeeper *self = g_object_new (RBK_TYPE_TAKE_KEEPER, NULL);

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (customer);
  g_signal_connect_swapped (self->recorder, "pcm", G_CALLBACK (pcm_cb), self);
  g_signal_connect_swapped (self->recorder, "level", G_CALLBACK (level_cb), self);
  g_signal_connect_swapped (self->recorder, "stopped", G_CALLBACK (stopped_cb), self);
  g_signal_connect_swapped (self->recorder, "failed", G_CALLBACK (recorder_failed_cb), self);
  g_signal_connect_swapped (self->recorder, "notify::state", G_CALLBACK (notify_state_cb), self);
  g_signal_connect_swapped (self->recorder, "notify::duration-us", G_CALLBACK (notify_duration_cb), self);
  g_signal_connect_swapped (
    self->recorder, "notify::microphone-name", G_CALLBACK (notify_microphone_cb), self);
  rbk_recorder_prepare (self->recorder);
  return self;
}

/**
 * rbk_take_keeper_start:
 * @draft: the draft it belongs to
 * @before: (transfer full) (nullable) (element-type RbkEntry): what is appended with the take's entry,
 *   before it, once there is a sound
 * @practice: whether it may never leave (V-20)
 * @mends: (nullable): the take of which it replaces a passage
 *
 * Begins a new take. Call only while none is being recorded.
 *
 * Returns: whether it began; else an RbkMediaError
 */
gboolean
rbk_take_keeper_start (RbkTakeKeeper *self,
                       const char *draft,
                       GPtrArray *before,
                       gboolean practice,
                       const char *mends,
                       GError **error)
{
  g_autoptr (GPtrArray) entries = before;

  if (!rbk_recorder_start (self->recorder, error))
    return FALSE;
  forget_take (self);
  self->captured = 0;
  self->keeping_failed = FALSE;
  self->draft = g_strdup (draft);
  self->take = rbk_id_new ();
  self->media = rbk_id_new ();
  self->mends = g_strdup (mends);
  self->practice = practice;
  self->before = g_steal_pointer (&entries);
  tell_busy (self);
  return TRUE;
}

/**
 * rbk_take_keeper_stop:
 *
 * Ends the take; "kept" follows when it is whole in the ledger.
 */
void
rbk_take_keeper_stop (RbkTakeKeeper *self)
{
  if (rbk_take_keeper_is_recording (self))
    rbk_recorder_stop (self->recorder);
}

/**
 * rbk_take_keeper_get_recorder:
 *
 * Returns: (transfer none): what it records with, to choose a microphone, pause and go on
 */
RbkRecorder *
rbk_take_keeper_get_recorder (RbkTakeKeeper *self)
{
  return self->recorder;
}

/**
 * rbk_take_keeper_get_take:
 *
 * Returns: (transfer none) (nullable): the id of the take being recorded
 */
const char *
rbk_take_keeper_get_take (RbkTakeKeeper *self)
{
  return self->take;
}

/**
 * rbk_take_keeper_is_recording:
 *
 * Returns: whether a take is being recorded or paused, until the recorder has given out everything: it
 *   is idle a moment before that
 */
gboolean
rbk_take_keeper_is_recording (RbkTakeKeeper *self)
{
  RbkRecorderState state = rbk_recorder_get_state (self->recorder);

  return self->media != NULL || state == RBK_RECORDER_STARTING || state == RBK_RECORDER_RECORDING ||
         state == RBK_RECORDER_PAUSED || state == RBK_RECORDER_STOPPING;
}

/**
 * rbk_take_keeper_is_busy:
 *
 * Returns: whether it records, or something of what was recorded is not on the disk yet
 */
gboolean
rbk_take_keeper_is_busy (RbkTakeKeeper *self)
{
  return self->pending > 0 || rbk_take_keeper_is_recording (self);
}
