/* rbk-tape.c: one recording, between the threads that capture and the main thread.
 *
 * Three threads meet here. GStreamer's streaming thread puts samples and levels into the tape and never
 * waits for anybody; the recorder's worker changes the pipeline's state, which may block on the sound server;
 * the main thread takes out what has come in. A main loop that stands still for a while makes the queue
 * longer, not the recording shorter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-microphones-private.h"
#include "media/rbk-pcm.h"
#include "media/rbk-tape-private.h"
#include <glib/gi18n-lib.h>
#include <gst/app/app.h>

/* Small pieces make the first sample come soon: half of pulsesrc's own 10 ms. A second of room in the sound
 * server's buffer lets the computer be busy for that long without losing any. */
#define LATENCY_US 5000
#define BUFFER_US  G_USEC_PER_SEC

#define LEVEL_INTERVAL_NS (50 * GST_MSECOND)

struct _RbkTape
{
  gatomicrefcount references;
  char *microphone; /* (owned) (nullable); immutable */

  GstElement *pipeline; /* (owned) (nullable); worker thread */
  GstElement *source; /* (unowned) (nullable): pulsesrc, not what stands in for it in tests; worker thread */

  char *origin; /* (owned) (nullable): the last answer of rbk_tape_find_origin(); worker thread */

  GMainContext *context; /* (owned); immutable: where @wake runs */

  GMutex lock;
  GSourceFunc wake;       /* (nullable) (lock lock) */
  gpointer user_data;     /* (unowned) (lock lock) */
  gboolean is_connected;  /* (lock lock): the sound server has answered */
  gboolean is_waking;     /* (lock lock): a wake is on its way */
  GByteArray *pcm;        /* (owned) (lock lock): captured and not yet taken */
  GArray *levels;         /* (owned) (lock lock) (element-type RbkTapeLevel) */
  GError *error;          /* (owned) (nullable) (lock lock) */
  gboolean error_is_told; /* (lock lock) */
  guint64 captured_bytes; /* (lock lock) */
  gint64 last_us;         /* (lock lock) */
};

void
rbk_tape_news_clear (RbkTapeNews *news)
{
  g_clear_pointer (&news->pcm, g_bytes_unref);
  g_clear_pointer (&news->levels, g_array_unref);
  g_clear_error (&news->error);
}

void
rbk_tape_origin_free (RbkTapeOrigin *origin)
{
  g_free (origin->id);
  g_free (origin->name);
  g_free (origin);
}

/**
 * rbk_tape_new:
 * @microphone: (nullable): the pulse source to record from; %NULL for the desktop's own choice
 * @wake: called in the thread-default main context of now when there is something to take
 *
 * Returns: (transfer full): a tape that has not touched GStreamer yet
 */
RbkTape *
rbk_tape_new (const char *microphone, GSourceFunc wake, gpointer user_data)
{
  RbkTape *self = g_new0 (RbkTape, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->microphone = g_strdup (microphone);
  self->context = g_main_context_ref_thread_default ();
  self->wake = wake;
  self->user_data = user_data;
  self->pcm = g_byte_array_new ();
  self->levels = g_array_new (FALSE, FALSE, sizeof (RbkTapeLevel));
  self->last_us = g_get_monotonic_time ();
  return self;
}

RbkTape *
rbk_tape_ref (RbkTape *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
rbk_tape_unref (RbkTape *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  rbk_tape_close (self);
  g_main_context_unref (self->context);
  g_byte_array_unref (self->pcm);
  g_array_unref (self->levels);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self->microphone);
  g_free (self->origin);
  g_free (self);
}

static gboolean
wake_cb (gpointer user_data)
{
  RbkTape *self = user_data;
  GSourceFunc wake;
  gpointer data;

  g_mutex_lock (&self->lock);
  self->is_waking = FALSE;
  wake = self->wake;
  data = self->user_data;
  g_mutex_unlock (&self->lock);
  /* Both are cleared in this same thread, so @data cannot go away in between. */
  if (wake != NULL)
    wake (data);
  return G_SOURCE_REMOVE;
}

/* With the lock held. One wake at a time is enough: it takes all there is. */
static void
wake_main (RbkTape *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->is_waking || self->wake == NULL)
    return;
  self->is_waking = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, wake_cb, rbk_tape_ref (self), (GDestroyNotify) rbk_tape_unref);
  g_source_attach (source, self->context);
}

/* Streaming thread. */
static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  RbkTape *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  GstMapInfo map;

  if (buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_FLOW_OK;
  g_mutex_lock (&self->lock);
  g_byte_array_append (self->pcm, map.data, (guint) map.size);
  if (self->captured_bytes == 0)
    wake_main (self);
  self->captured_bytes += map.size;
  self->last_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  gst_buffer_unmap (buffer, &map);
  return GST_FLOW_OK;
}

/* The mean of all channels; there is one. */
static double
read_level (const GstStructure *structure, const char *field)
{
  const GValue *value = gst_structure_get_value (structure, field);
  double level = -120;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GValueArray *channels = value != NULL ? g_value_get_boxed (value) : NULL;

  if (channels != NULL && channels->n_values > 0)
    level = g_value_get_double (g_value_array_get_nth (channels, 0));
  G_GNUC_END_IGNORE_DEPRECATIONS
  return MAX (level, -120);
}

static GError *
error_no_server (void)
{
  return g_error_new_literal (
    RBK_MEDIA_ERROR,
    RBK_MEDIA_ERROR_NO_SOUND_SERVER,
    _ ("The sound service of this computer is not running, so nothing can be recorded. "
       "Log out and in again, or restart the computer."));
}

/* Any thread. */
static GstBusSyncReply
message_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  RbkTape *self = user_data;
  const GstStructure *structure = gst_message_get_structure (message);
  GError *error = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, NULL);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    error = g_error_new_literal (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ, "the source has ended");

  g_mutex_lock (&self->lock);
  if (error != NULL && self->error == NULL)
    {
      g_message ("the recording breaks off: %s", error->message);
      self->error = self->is_connected ? g_steal_pointer (&error) : error_no_server ();
      wake_main (self);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ELEMENT && structure != NULL &&
           gst_structure_has_name (structure, "level"))
    {
      RbkTapeLevel level = { read_level (structure, "rms"), read_level (structure, "peak") };

      g_array_append_val (self->levels, level);
      wake_main (self);
    }
  g_mutex_unlock (&self->lock);
  g_clear_error (&error);
  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* What the samples come from; @self->source is set only where that is a real microphone. */
static GstElement *
make_source (RbkTape *self, GError **error)
{
#ifdef RBK_DEVELOPMENT
  const char *description = g_getenv ("RBK_AUDIO_SOURCE");

  if (description != NULL)
    {
      g_autofree char *converted = g_strconcat (description, " ! audioconvert ! audioresample", NULL);

      return gst_parse_bin_from_description (converted, TRUE, error);
    }
#endif
  self->source = gst_element_factory_make ("pulsesrc", NULL);
  if (self->source == NULL)
    {
      g_set_error_literal (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN, "pulsesrc");
      return NULL;
    }
  /* No converter: the sound server is asked for the very form that is kept. */
  g_object_set (self->source,
                "client-name",
                "Ringback",
                "device",
                self->microphone,
                "latency-time",
                (gint64) LATENCY_US,
                "buffer-time",
                (gint64) BUFFER_US,
                NULL);
  return self->source;
}

static gboolean
build (RbkTape *self, GError **error)
{
  static const char *const needed[] = { "capsfilter",   "level",         "appsink",
                                        "audioconvert", "audioresample", NULL };
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GError) cause = NULL;
  GstElement *source;
  GstElement *filter;
  GstElement *level;
  GstElement *sink;

  if (!rbk_media_require (needed, error))
    return FALSE;
  source = make_source (self, &cause);
  if (source == NULL)
    {
      g_set_error (error,
                   RBK_MEDIA_ERROR,
                   RBK_MEDIA_ERROR_MISSING_ELEMENT,
                   _ ("Recording is not possible because a part of the sound system is not installed (%s)."),
                   cause->message);
      return FALSE;
    }
  pipeline = gst_pipeline_new ("rbk-recorder");
  gst_bin_add (GST_BIN (pipeline), source);
  filter = rbk_media_make (GST_BIN (pipeline), "capsfilter");
  level = rbk_media_make (GST_BIN (pipeline), "level");
  sink = rbk_media_make (GST_BIN (pipeline), "appsink");
  caps = gst_caps_from_string (RBK_PCM_CAPS);
  g_object_set (filter, "caps", caps, NULL);
  g_object_set (level, "interval", (guint64) LEVEL_INTERVAL_NS, NULL);
  g_object_set (sink, "sync", FALSE, NULL);
  gst_app_sink_set_callbacks (
    GST_APP_SINK (sink), &callbacks, rbk_tape_ref (self), (GDestroyNotify) rbk_tape_unref);
  gst_element_link_many (source, filter, level, sink, NULL);
  bus = gst_element_get_bus (pipeline);
  gst_bus_set_sync_handler (bus, message_cb, rbk_tape_ref (self), (GDestroyNotify) rbk_tape_unref);
  self->pipeline = g_steal_pointer (&pipeline);
  return TRUE;
}

/**
 * rbk_tape_prepare:
 *
 * Connects to the sound server, without using the microphone. Worker thread.
 */
gboolean
rbk_tape_prepare (RbkTape *self, GError **error)
{
  if (self->pipeline == NULL && !build (self, error))
    return FALSE;
  if (gst_element_set_state (self->pipeline, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE)
    {
      g_mutex_lock (&self->lock);
      self->is_connected = TRUE;
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  g_propagate_error (error, error_no_server ());
  return FALSE;
}

/**
 * rbk_tape_run:
 *
 * Starts, or goes on after rbk_tape_pause(). Worker thread. The samples come later; so may an error, in the
 * news.
 */
gboolean
rbk_tape_run (RbkTape *self, GError **error)
{
  if (!rbk_tape_prepare (self, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  self->last_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    return TRUE;
  g_set_error_literal (
    error,
    RBK_MEDIA_ERROR,
    RBK_MEDIA_ERROR_NO_MICROPHONE,
    _ ("The microphone cannot be used. Please check that it is plugged in, and try again."));
  return FALSE;
}

/**
 * rbk_tape_pause:
 *
 * Lets go of the sound: the desktop shows that nothing is being recorded. Worker thread.
 */
void
rbk_tape_pause (RbkTape *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
}

/**
 * rbk_tape_close:
 *
 * Ends the recording. Afterwards nothing is added any more, and all that was captured can be taken. Worker
 * thread.
 */
void
rbk_tape_close (RbkTape *self)
{
  g_autoptr (GstBus) bus = NULL;

  if (self->pipeline == NULL)
    return;
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
  self->source = NULL;
  gst_clear_object (&self->pipeline);
}

static RbkMicrophone *
find_microphone (GPtrArray *microphones, const char *id)
{
  for (guint i = 0; i < microphones->len; i++)
    {
      RbkMicrophone *microphone = g_ptr_array_index (microphones, i);

      if (g_str_equal (rbk_microphone_get_id (microphone), id))
        return microphone;
    }
  return NULL;
}

/**
 * rbk_tape_find_origin:
 *
 * Asks the sound server what is really being recorded. Worker thread; a round trip or two.
 *
 * Returns: (transfer full): the answer
 */
RbkTapeOrigin *
rbk_tape_find_origin (RbkTape *self)
{
  RbkTapeOrigin *origin = g_new0 (RbkTapeOrigin, 1);

  if (self->pipeline == NULL)
    return origin;
  if (self->source != NULL)
    g_object_get (self->source, "current-device", &origin->id, NULL);
  else
    origin->id = g_strdup (self->microphone != NULL ? self->microphone : "test");
  if (origin->id != NULL && *origin->id == '\0')
    g_clear_pointer (&origin->id, g_free);
  if (origin->id == NULL || g_strcmp0 (self->origin, origin->id) == 0)
    return origin;

  origin->is_new = TRUE;
  /* A sound server without a microphone gives what the speakers play, and no error. PulseAudio and PipeWire
   * both name such sources after their sink. */
  origin->is_monitor = g_str_has_suffix (origin->id, ".monitor");
  if (self->source == NULL)
    origin->name = g_strdup ("Test sound");
  else if (self->origin == NULL)
    g_object_get (self->source, "device-name", &origin->name, NULL);
  else
    {
      /* It was moved. Whether a person chose so or the plug was pulled shows in whether the old one is there.
       */
      g_autoptr (GPtrArray) microphones = rbk_microphones_probe ();
      RbkMicrophone *now = find_microphone (microphones, origin->id);

      origin->last_is_there = find_microphone (microphones, self->origin) != NULL;
      origin->name = now != NULL ? g_strdup (rbk_microphone_get_name (now)) : NULL;
    }
  g_set_str (&self->origin, origin->id);
  return origin;
}

const char *
rbk_tape_get_microphone (RbkTape *self)
{
  return self->microphone;
}

/**
 * rbk_tape_get_quiet_us:
 *
 * Returns: how long ago the last samples came, or the tape began to run. Main thread.
 */
gint64
rbk_tape_get_quiet_us (RbkTape *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_get_monotonic_time () - self->last_us;
}

/**
 * rbk_tape_take_news:
 * @piece: PCM is given out only in pieces of this many bytes
 * @all: gives out the last, shorter piece too
 * @news: (out caller-allocates): what there is; clear it
 *
 * Main thread. Call it again until there is no PCM in it.
 */
void
rbk_tape_take_news (RbkTape *self, gsize piece, gboolean all, RbkTapeNews *news)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint length = (guint) MIN ((gsize) self->pcm->len, piece);

  *news = (RbkTapeNews) {
    .captured_bytes = self->captured_bytes,
    .levels = self->levels,
  };
  self->levels = g_array_new (FALSE, FALSE, sizeof (RbkTapeLevel));
  if (length == piece || (all && length > 0))
    {
      news->pcm = g_bytes_new (self->pcm->data, length);
      g_byte_array_remove_range (self->pcm, 0, length);
    }
  if (self->error != NULL && !self->error_is_told)
    {
      self->error_is_told = TRUE;
      news->error = g_error_copy (self->error);
    }
}

/**
 * rbk_tape_disconnect:
 *
 * No wake comes after this. Main thread.
 */
void
rbk_tape_disconnect (RbkTape *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->wake = NULL;
  self->user_data = NULL;
}
