/* rbk-player.c: plays PCM that is held in memory.
 *
 * What the person asked for stands here, in the main thread, and shows at once; the worker makes the deck
 * follow. While it is at work, newer wishes replace each other, so that dragging a slider costs one seek at a
 * time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-player.h"
#include "media/rbk-deck-private.h"
#include "media/rbk-pcm.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define TICK_MS 50

struct _RbkPlayer
{
  GObject parent_instance;

  /* All of this belongs to the main thread. */
  RbkWorker *worker; /* (owned) */
  RbkDeck *deck;     /* (owned) */
  GBytes *pcm;       /* (owned) (nullable) */
  gboolean is_playing;
  gint64 position_us;
  double speed;
  GBytes *phone_pcm; /* (owned) (nullable): what a telephone makes of pcm */
  gboolean is_on_phone;
  double gain_db;

  gboolean is_seeking;   /* the deck has not been told of position_us yet */
  gboolean is_busy;      /* the worker follows an order */
  gboolean is_changed;   /* and there is a newer wish */
  gboolean is_answering; /* what is heard agrees with position_us: it may be asked for */
  guint32 seqnum;        /* of the last order */
  guint tick;            /* source id, or 0 */
};

enum
{
  PROP_0,
  PROP_PLAYING,
  PROP_POSITION_US,
  PROP_DURATION_US,
  PROP_SPEED,
  PROP_ON_PHONE,
  N_PROPS,
};

enum
{
  ENDED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkPlayer, rbk_player, G_TYPE_OBJECT)

static void
set_position (RbkPlayer *self, gint64 position_us)
{
  position_us = CLAMP (position_us, 0, rbk_player_get_duration_us (self));
  if (self->position_us == position_us)
    return;
  self->position_us = position_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION_US]);
}

static gboolean
tick_cb (gpointer user_data)
{
  RbkPlayer *self = user_data;
  gint64 position_us = self->is_answering ? rbk_deck_get_position_us (self->deck) : -1;

  if (position_us >= 0)
    set_position (self, position_us);
  return G_SOURCE_CONTINUE;
}

static void
set_playing (RbkPlayer *self, gboolean is_playing)
{
  if (self->is_playing == is_playing)
    return;
  self->is_playing = is_playing;
  self->is_answering = FALSE;
  g_clear_handle_id (&self->tick, g_source_remove);
  if (is_playing)
    self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

/* The task's user data rather than its source object: the worker may be the last to let go of a task, and a
 * player must not end on the thread that it then waits for. */
typedef struct
{
  RbkDeck *deck; /* (owned) */
  RbkDeckOrder order;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->order.pcm, g_bytes_unref);
  rbk_deck_unref (job->deck);
  g_free (job);
}

static void
obey_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (rbk_deck_obey (job->deck, &job->order, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
close_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  rbk_deck_close (data);
  g_task_return_boolean (task, TRUE);
}

static void obeyed_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* Makes the deck do what the fields of @self say. */
static void
follow (RbkPlayer *self)
{
  Job *job;
  GTask *task;

  self->is_answering = FALSE;
  if (self->is_busy)
    {
      self->is_changed = TRUE;
      return;
    }
  self->is_busy = TRUE;
  self->is_changed = FALSE;
  job = g_new0 (Job, 1);
  job->deck = rbk_deck_ref (self->deck);
  job->order.pcm = self->pcm != NULL ? g_bytes_ref (self->pcm) : NULL;
  job->order.is_playing = self->is_playing;
  job->order.is_seeking = self->is_seeking;
  job->order.position_us = self->position_us;
  job->order.speed = self->speed;
  if (self->is_playing)
    {
      /* An end that was reached before this order, and is told only now, is not the end of this one. */
      if (self->is_seeking || self->seqnum == 0)
        self->seqnum = gst_util_seqnum_next ();
      self->is_seeking = FALSE;
    }
  job->order.seqnum = self->seqnum;
  task = g_task_new (NULL, NULL, obeyed_cb, g_object_ref (self));
  g_task_set_source_tag (task, follow);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  rbk_worker_queue (self->worker, task, obey_cb);
}

/* The deck has nothing more to do until the next play; it lets go of the loudspeaker. */
static void
rewind_deck (RbkPlayer *self)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, rewind_deck);
  g_task_set_task_data (task, rbk_deck_ref (self->deck), (GDestroyNotify) rbk_deck_unref);
  rbk_worker_queue (self->worker, task, close_cb);
  set_playing (self, FALSE);
  self->is_seeking = TRUE;
}

/* The deck hears as the fields of @self say, from its next piece on. */
static void
set_ear (RbkPlayer *self)
{
  const RbkDeckEar ear = {
    .pcm = self->pcm,
    .phone = self->phone_pcm,
    .is_on_phone = self->is_on_phone,
    .gain = (float) pow (10, self->gain_db / 20),
  };

  rbk_deck_set_ear (self->deck, &ear);
}

static void
fail (RbkPlayer *self, const GError *error)
{
  rewind_deck (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
look_at_deck (RbkPlayer *self)
{
  if (!self->is_playing || self->is_busy)
    return;
  if (rbk_deck_has_failed (self->deck))
    {
      g_autoptr (GError) error = rbk_deck_error_lost ();

      fail (self, error);
    }
  else if (rbk_deck_take_end (self->deck, self->seqnum))
    {
      rewind_deck (self);
      set_position (self, 0);
      g_signal_emit (self, signals[ENDED], 0);
    }
}

static gboolean
wake_cb (gpointer user_data)
{
  g_autoptr (RbkPlayer) self = g_object_ref (user_data);

  look_at_deck (self);
  return G_SOURCE_REMOVE;
}

static void
obeyed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RbkPlayer) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), &error);

  self->is_busy = FALSE;
  if (!is_done)
    {
      self->is_changed = FALSE;
      if (self->is_playing)
        fail (self, error);
    }
  else if (self->is_changed)
    follow (self);
  else
    {
      self->is_answering = self->is_playing;
      look_at_deck (self);
    }
}

static void
rbk_player_dispose (GObject *object)
{
  RbkPlayer *self = RBK_PLAYER (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->worker != NULL)
    {
      rbk_deck_disconnect (self->deck);
      rewind_deck (self);
      rbk_worker_shutdown (self->worker);
    }
  g_clear_object (&self->worker);
  g_clear_pointer (&self->deck, rbk_deck_unref);
  g_clear_pointer (&self->pcm, g_bytes_unref);
  g_clear_pointer (&self->phone_pcm, g_bytes_unref);
  G_OBJECT_CLASS (rbk_player_parent_class)->dispose (object);
}

static void
rbk_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkPlayer *self = RBK_PLAYER (object);

  switch (id)
    {
    case PROP_PLAYING:
      g_value_set_boolean (value, self->is_playing);
      break;
    case PROP_POSITION_US:
      g_value_set_int64 (value, self->position_us);
      break;
    case PROP_DURATION_US:
      g_value_set_int64 (value, rbk_player_get_duration_us (self));
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_ON_PHONE:
      g_value_set_boolean (value, self->is_on_phone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SPEED:
      rbk_player_set_speed (RBK_PLAYER (object), g_value_get_double (value));
      break;
    case PROP_ON_PHONE:
      rbk_player_set_on_phone (RBK_PLAYER (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_player_class_init (RbkPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rbk_player_dispose;
  object_class->get_property = rbk_player_get_property;
  object_class->set_property = rbk_player_set_property;

  properties[PROP_PLAYING] =
    g_param_spec_boolean ("playing", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_POSITION_US] = g_param_spec_int64 (
    "position-us", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DURATION_US] = g_param_spec_int64 (
    "duration-us", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPEED] =
    g_param_spec_double ("speed",
                         NULL,
                         NULL,
                         RBK_PLAYER_MIN_SPEED,
                         RBK_PLAYER_MAX_SPEED,
                         1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ON_PHONE] = g_param_spec_boolean (
    "on-phone", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RbkPlayer::ended:
   *
   * All was heard. The player stands at the beginning again, ready to play.
   */
  signals[ENDED] =
    g_signal_new ("ended", RBK_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * RbkPlayer::failed:
   * @error: (type GError): from %RBK_MEDIA_ERROR, in words for the person who listens
   *
   * It does not play any more, and stands where it was.
   */
  signals[FAILED] = g_signal_new (
    "failed", RBK_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rbk_player_init (RbkPlayer *self)
{
  self->speed = 1;
  self->worker = rbk_worker_new ("rbk-player");
  self->deck = rbk_deck_new (wake_cb, self);
}

/**
 * rbk_player_new:
 *
 * Costs nothing but a sleeping thread until it plays, and again when it has played to the end. Everything
 * about it happens in the thread-default main context of the caller.
 *
 * Returns: (transfer full): a player with nothing to play
 */
RbkPlayer *
rbk_player_new (void)
{
  return g_object_new (RBK_TYPE_PLAYER, NULL);
}

/**
 * rbk_player_set_pcm:
 * @pcm: (nullable): what to play, as in rbk-pcm.h; it is not copied
 *
 * Stops what was playing, and goes to the beginning. The speed stays, and so does the wish to hear it as on
 * the phone; rbk_player_set_phone_pcm() and rbk_player_set_gain_db() are to be told anew.
 */
void
rbk_player_set_pcm (RbkPlayer *self, GBytes *pcm)
{
  gint64 duration_us;

  g_return_if_fail (RBK_IS_PLAYER (self));

  if (self->pcm == pcm)
    return;
  duration_us = rbk_player_get_duration_us (self);
  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->pcm, g_bytes_unref);
  self->pcm = pcm != NULL ? g_bytes_ref (pcm) : NULL;
  g_clear_pointer (&self->phone_pcm, g_bytes_unref);
  self->gain_db = 0;
  set_ear (self);
  rewind_deck (self);
  /* Not through set_position(), which would clamp to the new length and say nothing. */
  if (self->position_us != 0)
    {
      self->position_us = 0;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION_US]);
    }
  if (rbk_player_get_duration_us (self) != duration_us)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_US]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * rbk_player_get_pcm:
 *
 * Returns: (transfer none) (nullable): what is or would be played
 */
GBytes *
rbk_player_get_pcm (RbkPlayer *self)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), NULL);
  return self->pcm;
}

/**
 * rbk_player_play:
 *
 * Plays on from the position; from the beginning if that is the end. Returns at once; what goes wrong later
 * comes as RbkPlayer::failed.
 *
 * Returns: whether there is something to play
 */
gboolean
rbk_player_play (RbkPlayer *self, GError **error)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), FALSE);

  if (rbk_player_get_duration_us (self) == 0)
    {
      g_set_error_literal (
        error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA, _ ("There is nothing to play yet."));
      return FALSE;
    }
  if (self->is_playing)
    return TRUE;
  if (self->position_us >= rbk_player_get_duration_us (self))
    {
      set_position (self, 0);
      self->is_seeking = TRUE;
    }
  set_playing (self, TRUE);
  follow (self);
  return TRUE;
}

/**
 * rbk_player_pause:
 *
 * Stands still at the position.
 */
void
rbk_player_pause (RbkPlayer *self)
{
  g_return_if_fail (RBK_IS_PLAYER (self));

  if (!self->is_playing)
    return;
  tick_cb (self);
  set_playing (self, FALSE);
  follow (self);
}

/**
 * rbk_player_seek:
 * @position_us: where to go, exact to the sample; what lies outside is moved to the nearer end
 *
 * Shows in the position at once, playing or not.
 */
void
rbk_player_seek (RbkPlayer *self, gint64 position_us)
{
  g_return_if_fail (RBK_IS_PLAYER (self));

  set_position (self, position_us);
  self->is_seeking = TRUE;
  if (self->is_playing)
    follow (self);
}

/**
 * rbk_player_skip:
 * @by_us: how far to go from here; back if negative
 */
void
rbk_player_skip (RbkPlayer *self, gint64 by_us)
{
  g_return_if_fail (RBK_IS_PLAYER (self));

  if (self->is_playing)
    tick_cb (self);
  rbk_player_seek (self, self->position_us + by_us);
}

/**
 * rbk_player_set_speed:
 * @speed: from %RBK_PLAYER_MIN_SPEED to %RBK_PLAYER_MAX_SPEED, 1 being as recorded; the pitch stays
 */
void
rbk_player_set_speed (RbkPlayer *self, double speed)
{
  g_return_if_fail (RBK_IS_PLAYER (self));

  speed = CLAMP (speed, RBK_PLAYER_MIN_SPEED, RBK_PLAYER_MAX_SPEED);
  if (G_APPROX_VALUE (self->speed, speed, 1e-6))
    return;
  if (self->is_playing)
    tick_cb (self);
  self->speed = speed;
  self->is_seeking = TRUE;
  if (self->is_playing)
    follow (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

/**
 * rbk_player_set_phone_pcm:
 * @pcm: (nullable): what a telephone makes of what is played, from rbk_phone_ear(); not copied. %NULL forgets
 *   what it made
 *
 * While it plays on the phone, this is heard at once; until it is there, the sound is heard as it was
 * recorded.
 */
void
rbk_player_set_phone_pcm (RbkPlayer *self, GBytes *pcm)
{
  g_return_if_fail (RBK_IS_PLAYER (self));
  g_return_if_fail (pcm == NULL || (self->pcm != NULL && g_bytes_get_size (pcm) / sizeof (gint16) ==
                                                           g_bytes_get_size (self->pcm) / sizeof (gint16)));

  if (self->phone_pcm == pcm)
    return;
  g_clear_pointer (&self->phone_pcm, g_bytes_unref);
  self->phone_pcm = pcm != NULL ? g_bytes_ref (pcm) : NULL;
  set_ear (self);
}

/**
 * rbk_player_set_on_phone:
 * @is_on_phone: whether to hear what a telephone makes of the sound
 *
 * Switches while it plays, without a gap and at the same position. What has been handed to the sound server
 * already, up to a sixth of a second, is still heard as it was.
 */
void
rbk_player_set_on_phone (RbkPlayer *self, gboolean is_on_phone)
{
  g_return_if_fail (RBK_IS_PLAYER (self));

  is_on_phone = !!is_on_phone;
  if (self->is_on_phone == is_on_phone)
    return;
  self->is_on_phone = is_on_phone;
  set_ear (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON_PHONE]);
}

/**
 * rbk_player_set_gain_db:
 * @gain_db: 0 plays as recorded, from %RBK_PLAYER_MIN_GAIN_DB to %RBK_PLAYER_MAX_GAIN_DB;
 * rbk_loudness_match() gives what makes takes equally loud
 *
 * Takes effect while it plays, as rbk_player_set_on_phone() does. What would be louder than can be played is
 * clipped.
 */
void
rbk_player_set_gain_db (RbkPlayer *self, double gain_db)
{
  g_return_if_fail (RBK_IS_PLAYER (self));

  self->gain_db = CLAMP (gain_db, RBK_PLAYER_MIN_GAIN_DB, RBK_PLAYER_MAX_GAIN_DB);
  set_ear (self);
}

gboolean
rbk_player_get_on_phone (RbkPlayer *self)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), FALSE);
  return self->is_on_phone;
}

double
rbk_player_get_gain_db (RbkPlayer *self)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), 0);
  return self->gain_db;
}

gboolean
rbk_player_get_playing (RbkPlayer *self)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), FALSE);
  return self->is_playing;
}

/**
 * rbk_player_get_position_us:
 *
 * Returns: where in the PCM it is, in microseconds; notified about every 50 ms while it plays
 */
gint64
rbk_player_get_position_us (RbkPlayer *self)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), 0);
  return self->position_us;
}

gint64
rbk_player_get_duration_us (RbkPlayer *self)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), 0);
  return self->pcm != NULL ? rbk_pcm_duration_us (g_bytes_get_size (self->pcm)) : 0;
}

double
rbk_player_get_speed (RbkPlayer *self)
{
  g_return_val_if_fail (RBK_IS_PLAYER (self), 1);
  return self->speed;
}
