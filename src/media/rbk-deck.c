/* rbk-deck.c: the pipeline of a player, between its worker and the main thread.
 *
 *     appsrc ! audioconvert ! scaletempo ! audioconvert ! audioresample ! pulsesink
 *
 * The source gives out pieces of the PCM as the sink asks for them, from wherever the last seek said. Beside
 * it may run the same sound as a telephone makes it: which of the two a piece is cut from is decided when it
 * is given out, so going from one to the other is no seek. Only what is not heard as it is is copied.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-deck-private.h"
#include "media/rbk-fade-private.h"
#include "media/rbk-pcm.h"
#include <glib/gi18n-lib.h>
#include <gst/app/app.h>

/* What is on its way to the loudspeaker when something is switched is still heard as it was: about a sixth of
 * a second in all, of which the sound server's part bears a short hold-up of this computer. */
#define PIECE_US  20000
#define BUFFER_US 120000

/* How long the sound server may take to open a stream. */
#define PATIENCE (5 * GST_SECOND)

struct _RbkDeck
{
  gatomicrefcount references;

  double speed;      /* worker thread */
  gboolean is_ready; /* worker thread: the pipeline stands at a position */

  GMainContext *context; /* (owned); immutable: where @wake runs */

  GMutex lock;
  GSourceFunc wake;     /* (nullable) (lock lock) */
  gpointer user_data;   /* (unowned) (lock lock) */
  GstElement *pipeline; /* (owned) (nullable) (lock lock): changed by the worker only */
  GBytes *pcm;          /* (owned) (nullable) (lock lock) */
  gsize offset;         /* (lock lock): the next byte to give out */
  RbkDeckEar ear;       /* (lock lock): how it is to be heard; its PCM is owned */
  gboolean was_phone;   /* (lock lock): the last piece was what a telephone makes of it */
  float last_gain;      /* (lock lock): of the last piece */
  gboolean has_ended;   /* (lock lock) */
  guint32 end_seqnum;   /* (lock lock) */
  GError *error;        /* (owned) (nullable) (lock lock) */
};

/**
 * rbk_deck_new:
 * @wake: called in the thread-default main context of now, when playing has ended or failed
 *
 * Returns: (transfer full): a deck that has not touched GStreamer yet
 */
RbkDeck *
rbk_deck_new (GSourceFunc wake, gpointer user_data)
{
  RbkDeck *self = g_new0 (RbkDeck, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->wake = wake;
  self->user_data = user_data;
  self->ear.gain = 1;
  self->last_gain = 1;
  return self;
}

RbkDeck *
rbk_deck_ref (RbkDeck *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
rbk_deck_unref (RbkDeck *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_assert (self->pipeline == NULL);
  g_clear_pointer (&self->pcm, g_bytes_unref);
  g_clear_pointer (&self->ear.pcm, g_bytes_unref);
  g_clear_pointer (&self->ear.phone, g_bytes_unref);
  g_clear_error (&self->error);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
wake_cb (gpointer user_data)
{
  RbkDeck *self = user_data;
  GSourceFunc wake;
  gpointer data;

  g_mutex_lock (&self->lock);
  wake = self->wake;
  data = self->user_data;
  g_mutex_unlock (&self->lock);
  if (wake != NULL)
    wake (data);
  return G_SOURCE_REMOVE;
}

/* Any thread. */
static GstBusSyncReply
message_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  RbkDeck *self = user_data;
  GstMessageType type = GST_MESSAGE_TYPE (message);

  if (type == GST_MESSAGE_ERROR || type == GST_MESSAGE_EOS)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_mutex_lock (&self->lock);
      if (type == GST_MESSAGE_EOS)
        {
          self->has_ended = TRUE;
          self->end_seqnum = gst_message_get_seqnum (message);
        }
      else if (self->error == NULL)
        gst_message_parse_error (message, &self->error, NULL);
      g_mutex_unlock (&self->lock);
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, wake_cb, rbk_deck_ref (self), (GDestroyNotify) rbk_deck_unref);
      g_source_attach (source, self->context);
    }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* With the lock held: the next piece, as it is to be heard. */
static GBytes *
cut_piece (RbkDeck *self, gsize from, gsize size)
{
  /* The worker may still have another sound than the one that the ear is meant for. */
  gboolean has_phone =
    self->ear.phone != NULL && self->ear.pcm == self->pcm &&
    g_bytes_get_size (self->ear.phone) / sizeof (gint16) == g_bytes_get_size (self->pcm) / sizeof (gint16);
  gboolean is_phone = has_phone && self->ear.is_on_phone;
  RbkFadeEnd before = { has_phone && self->was_phone ? self->ear.phone : self->pcm, self->last_gain };
  RbkFadeEnd after = { is_phone ? self->ear.phone : self->pcm,
                       self->ear.pcm == self->pcm ? self->ear.gain : 1 };

  self->was_phone = is_phone;
  self->last_gain = after.gain;
  return rbk_fade_cut (&before, &after, from, size);
}

/* Streaming thread. */
static void
need_data_cb (GstAppSrc *source, guint length, gpointer user_data)
{
  RbkDeck *self = user_data;
  g_autoptr (GBytes) piece = NULL;
  GstBuffer *buffer;
  gsize from;
  gsize size;

  g_mutex_lock (&self->lock);
  from = self->offset;
  size = self->pcm != NULL ? g_bytes_get_size (self->pcm) & ~(gsize) 1 : 0;
  if (from < size)
    {
      size = MIN (size - from, rbk_pcm_bytes_at (PIECE_US));
      piece = cut_piece (self, from, size);
      self->offset = from + size;
    }
  g_mutex_unlock (&self->lock);
  if (piece == NULL)
    {
      gst_app_src_end_of_stream (source);
      return;
    }
  buffer = gst_buffer_new_wrapped_bytes (piece);
  GST_BUFFER_PTS (buffer) = (GstClockTime) rbk_pcm_duration_us (from) * GST_USECOND;
  GST_BUFFER_DURATION (buffer) = (GstClockTime) rbk_pcm_duration_us (size) * GST_USECOND;
  gst_app_src_push_buffer (source, buffer);
}

/* The thread that seeks, which is the worker. */
static gboolean
seek_data_cb (GstAppSrc *source, guint64 position, gpointer user_data)
{
  RbkDeck *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->offset = rbk_pcm_bytes_at ((gint64) (position / GST_USECOND));
  return TRUE;
}

static GstElement *
make_sink (GError **error)
{
  GstElement *sink;

#ifdef RBK_DEVELOPMENT
  const char *description = g_getenv ("RBK_AUDIO_SINK");

  if (description != NULL)
    return gst_parse_bin_from_description (description, TRUE, error);
#endif
  sink = gst_element_factory_make ("pulsesink", NULL);
  if (sink != NULL)
    g_object_set (sink, "client-name", "Ringback", "buffer-time", (gint64) BUFFER_US, NULL);
  else
    sink = gst_element_factory_make ("autoaudiosink", NULL);
  if (sink == NULL)
    g_set_error_literal (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN, "pulsesink");
  return sink;
}

/* Worker thread. */
static gboolean
build (RbkDeck *self, GError **error)
{
  static const char *const needed[] = { "appsrc", "audioconvert", "audioresample", "scaletempo", NULL };
  GstAppSrcCallbacks callbacks = { .need_data = need_data_cb, .seek_data = seek_data_cb };
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GError) cause = NULL;
  GstElement *source;
  GstElement *before;
  GstElement *tempo;
  GstElement *after;
  GstElement *resample;
  GstElement *sink;

  if (!rbk_media_require (needed, error))
    return FALSE;
  sink = make_sink (&cause);
  if (sink == NULL)
    {
      g_set_error (error,
                   RBK_MEDIA_ERROR,
                   RBK_MEDIA_ERROR_MISSING_ELEMENT,
                   _ ("Playing is not possible because a part of the sound system is not installed (%s)."),
                   cause->message);
      return FALSE;
    }
  pipeline = gst_pipeline_new ("rbk-player");
  gst_bin_add (GST_BIN (pipeline), sink);
  source = rbk_media_make (GST_BIN (pipeline), "appsrc");
  before = rbk_media_make (GST_BIN (pipeline), "audioconvert");
  tempo = rbk_media_make (GST_BIN (pipeline), "scaletempo");
  after = rbk_media_make (GST_BIN (pipeline), "audioconvert");
  resample = rbk_media_make (GST_BIN (pipeline), "audioresample");
  caps = gst_caps_from_string (RBK_PCM_CAPS);
  g_object_set (source,
                "caps",
                caps,
                "format",
                GST_FORMAT_TIME,
                "stream-type",
                GST_APP_STREAM_TYPE_SEEKABLE,
                "max-bytes",
                (guint64) rbk_pcm_bytes_at (2 * PIECE_US),
                NULL);
  gst_app_src_set_callbacks (
    GST_APP_SRC (source), &callbacks, rbk_deck_ref (self), (GDestroyNotify) rbk_deck_unref);
  gst_element_link_many (source, before, tempo, after, resample, sink, NULL);
  bus = gst_element_get_bus (pipeline);
  gst_bus_set_sync_handler (bus, message_cb, rbk_deck_ref (self), (GDestroyNotify) rbk_deck_unref);
  g_mutex_lock (&self->lock);
  self->pipeline = g_steal_pointer (&pipeline);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* Opens the loudspeaker and waits until the first sound is there. Worker thread. */
static gboolean
open_pipeline (RbkDeck *self, GError **error)
{
  if (self->pipeline == NULL && !build (self, error))
    return FALSE;
  if (gst_element_set_state (self->pipeline, GST_STATE_READY) == GST_STATE_CHANGE_FAILURE)
    {
      g_set_error_literal (
        error,
        RBK_MEDIA_ERROR,
        RBK_MEDIA_ERROR_NO_SOUND_SERVER,
        _ ("The sound service of this computer is not running, so nothing can be played. Log "
           "out and in again, or restart the computer."));
      return FALSE;
    }
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  if (gst_element_get_state (self->pipeline, NULL, NULL, PATIENCE) != GST_STATE_CHANGE_SUCCESS)
    {
      g_set_error_literal (
        error,
        RBK_MEDIA_ERROR,
        RBK_MEDIA_ERROR_NO_SPEAKER,
        _ ("There is nothing to play through. Plug in loudspeakers or headphones, or choose "
           "them in the sound settings of this computer."));
      return FALSE;
    }
  return TRUE;
}

static void
set_pcm (RbkDeck *self, GBytes *pcm)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->pcm, g_bytes_unref);
  self->pcm = pcm != NULL ? g_bytes_ref (pcm) : NULL;
  self->offset = 0;
}

/**
 * rbk_deck_obey:
 *
 * Does what @order says, and waits until it is done. Worker thread.
 *
 * Returns: whether it could be done; where not, the deck is closed
 */
gboolean
rbk_deck_obey (RbkDeck *self, const RbkDeckOrder *order, GError **error)
{
  gboolean is_new = order->pcm != self->pcm || !self->is_ready;
  GstEvent *seek;

  if (order->pcm != self->pcm)
    {
      rbk_deck_close (self);
      set_pcm (self, order->pcm);
    }
  if (!order->is_playing)
    {
      if (self->is_ready)
        gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
      return TRUE;
    }
  if (is_new && !open_pipeline (self, error))
    {
      rbk_deck_close (self);
      return FALSE;
    }
  self->is_ready = TRUE;
  if (is_new || order->is_seeking || order->speed != self->speed)
    {
      self->speed = order->speed;
      seek = gst_event_new_seek (order->speed,
                                 GST_FORMAT_TIME,
                                 GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                                 GST_SEEK_TYPE_SET,
                                 order->position_us * GST_USECOND,
                                 GST_SEEK_TYPE_NONE,
                                 0);
      gst_event_set_seqnum (seek, order->seqnum);
      gst_element_send_event (self->pipeline, seek);
    }
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  if (gst_element_get_state (self->pipeline, NULL, NULL, PATIENCE) != GST_STATE_CHANGE_FAILURE)
    return TRUE;
  rbk_deck_close (self);
  g_propagate_error (error, rbk_deck_error_lost ());
  return FALSE;
}

/**
 * rbk_deck_error_lost:
 *
 * Returns: (transfer full): what to say when playing breaks off by itself
 */
GError *
rbk_deck_error_lost (void)
{
  return g_error_new_literal (
    RBK_MEDIA_ERROR,
    RBK_MEDIA_ERROR_NO_SPEAKER,
    _ ("Playing broke off because the loudspeaker went away. Plug it in again, or choose "
       "another one in the sound settings of this computer."));
}

/**
 * rbk_deck_close:
 *
 * Lets go of the loudspeaker and of the sound server. Worker thread.
 */
void
rbk_deck_close (RbkDeck *self)
{
  GstElement *pipeline;
  g_autoptr (GstBus) bus = NULL;

  self->is_ready = FALSE;
  g_mutex_lock (&self->lock);
  pipeline = g_steal_pointer (&self->pipeline);
  g_mutex_unlock (&self->lock);
  if (pipeline != NULL)
    {
      gst_element_set_state (pipeline, GST_STATE_NULL);
      bus = gst_element_get_bus (pipeline);
      gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
      gst_object_unref (pipeline);
    }
  set_pcm (self, NULL);
  g_mutex_lock (&self->lock);
  self->has_ended = FALSE;
  if (self->error != NULL)
    g_message ("playing failed: %s", self->error->message);
  g_clear_error (&self->error);
  g_mutex_unlock (&self->lock);
}

/**
 * rbk_deck_set_ear:
 * @ear: how the sound is to be heard from the next piece on
 *
 * Takes effect at once, playing or not, and at the same position. Main thread.
 */
void
rbk_deck_set_ear (RbkDeck *self, const RbkDeckEar *ear)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  RbkDeckEar last = self->ear;

  self->ear = *ear;
  if (self->ear.pcm != NULL)
    g_bytes_ref (self->ear.pcm);
  if (self->ear.phone != NULL)
    g_bytes_ref (self->ear.phone);
  g_clear_pointer (&last.pcm, g_bytes_unref);
  g_clear_pointer (&last.phone, g_bytes_unref);
}

/**
 * rbk_deck_take_end:
 *
 * Returns: once, whether what was ordered with @seqnum has been heard to its end. Main thread.
 */
gboolean
rbk_deck_take_end (RbkDeck *self, guint32 seqnum)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean is_end = self->has_ended && self->end_seqnum == seqnum;

  self->has_ended = FALSE;
  return is_end;
}

/**
 * rbk_deck_has_failed:
 *
 * Returns: whether playing broke off by itself; close the deck then. Main thread.
 */
gboolean
rbk_deck_has_failed (RbkDeck *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->error != NULL;
}

/**
 * rbk_deck_get_position_us:
 *
 * Returns: what is being heard, in time of the PCM; -1 where that cannot be told. Main thread.
 */
gint64
rbk_deck_get_position_us (RbkDeck *self)
{
  g_autoptr (GstElement) pipeline = NULL;
  gint64 position;

  g_mutex_lock (&self->lock);
  if (self->pipeline != NULL)
    pipeline = gst_object_ref (self->pipeline);
  g_mutex_unlock (&self->lock);
  if (pipeline == NULL || !gst_element_query_position (pipeline, GST_FORMAT_TIME, &position))
    return -1;
  return position / GST_USECOND;
}

/**
 * rbk_deck_disconnect:
 *
 * No wake comes after this. Main thread.
 */
void
rbk_deck_disconnect (RbkDeck *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->wake = NULL;
  self->user_data = NULL;
}
