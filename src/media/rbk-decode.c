/* rbk-decode.c: from any sound file to PCM. The files come from outside and are not trusted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-media-private.h"
#include "media/rbk-pcm.h"
#include "media/rbk-render.h"
#include <glib/gi18n-lib.h>
#include <gst/app/app.h>

/* A file that gives nothing for so long, or has not come to its end after so long, is not waited for. */
#define STALL_US    (10 * G_USEC_PER_SEC)
#define PATIENCE_US (60 * G_USEC_PER_SEC)
#define IDLE_CHECKS 4

/* What decodebin may use. It would otherwise try every plugin on the computer, video and subtitles included,
 * on a file that may have been made to harm one of them. */
static const char *const trusted[] = {
  "aacparse",     "ac3parse",      "aiffparse",      "alawdec",        "amrnbdec",  "amrparse", "apedemux",
  "audioconvert", "audioresample", "avdec_aac",      "faad",           "fdkaacdec", "flacdec",  "flacparse",
  "id3demux",     "matroskademux", "mpegaudioparse", "mpg123audiodec", "mulawdec",  "oggdemux", "opusdec",
  "opusparse",    "qtdemux",       "vorbisdec",      "vorbisparse",    "wavparse",  NULL,
};

/* GstAutoplugSelectResult is in no header. */
enum
{
  AUTOPLUG_TRY = 0,
  AUTOPLUG_SKIP = 2,
};

typedef struct
{
  GMutex lock;
  GError *error;       /* (owned) (nullable) (lock lock): the first that GStreamer reported */
  GstElement *convert; /* (unowned): what decodebin's first stream of sound is joined to */
} Decoder;

static int
autoplug_select_cb (GstElement *bin, GstPad *pad, GstCaps *caps, GstElementFactory *factory, gpointer data)
{
  return g_strv_contains (trusted, GST_OBJECT_NAME (factory)) ? AUTOPLUG_TRY : AUTOPLUG_SKIP;
}

/* Streaming thread. */
static void
pad_added_cb (GstElement *bin, GstPad *pad, gpointer user_data)
{
  Decoder *decoder = user_data;
  g_autoptr (GstPad) sink = gst_element_get_static_pad (decoder->convert, "sink");
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);

  if (caps == NULL || !gst_structure_has_name (gst_caps_get_structure (caps, 0), "audio/x-raw"))
    return;
  if (!gst_pad_is_linked (sink))
    gst_pad_link (pad, sink);
}

/* Streaming thread. All streams of the file are known; without one of sound, the sink would wait for ever. */
static void
no_more_pads_cb (GstElement *bin, gpointer user_data)
{
  Decoder *decoder = user_data;
  g_autoptr (GstPad) sink = gst_element_get_static_pad (decoder->convert, "sink");

  if (!gst_pad_is_linked (sink))
    rbk_media_take_error (
      &decoder->lock,
      &decoder->error,
      g_error_new_literal (GST_STREAM_ERROR, GST_STREAM_ERROR_WRONG_TYPE, "there is no sound in it"));
}

/* Any thread. Nobody runs a main loop here: only errors matter, and the end comes through the sink. */
static GstBusSyncReply
message_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  Decoder *decoder = user_data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      GError *error = NULL;

      gst_message_parse_error (message, &error, NULL);
      rbk_media_take_error (&decoder->lock, &decoder->error, error);
    }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static gboolean
has_failed (Decoder *decoder)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&decoder->lock);

  return decoder->error != NULL;
}

static void
set_bad_data (GError **error)
{
  g_set_error_literal (error,
                       RBK_MEDIA_ERROR,
                       RBK_MEDIA_ERROR_BAD_DATA,
                       _ ("This file cannot be played: it is damaged, or it is not a sound."));
}

static void
set_too_long (GError **error)
{
  g_set_error_literal (
    error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA, _ ("This sound is too long to be used here."));
}

/* Whether no thread of GStreamer's works on the file any more. */
static gboolean
is_idle (GstElement *pipeline)
{
  g_autoptr (GstIterator) elements = gst_bin_iterate_recurse (GST_BIN (pipeline));
  g_auto (GValue) item = G_VALUE_INIT;
  gboolean idle = TRUE;

  /* Anything but an element, such as a change in the middle, means that somebody is at work. */
  while (idle && gst_iterator_next (elements, &item) == GST_ITERATOR_OK)
    {
      GstElement *element = g_value_get_object (&item);

      GST_OBJECT_LOCK (element);
      for (GList *link = element->pads; idle && link != NULL; link = link->next)
        {
          GstTask *task = GST_PAD_TASK (link->data);

          idle = task == NULL || gst_task_get_state (task) != GST_TASK_STARTED;
        }
      GST_OBJECT_UNLOCK (element);
      g_value_reset (&item);
    }
  return idle;
}

/* Reads the sink to its end, within all limits. */
static gboolean
collect (Decoder *decoder,
         GstElement *pipeline,
         GstAppSink *sink,
         gsize max_bytes,
         GByteArray *pcm,
         GCancellable *cancellable,
         GError **error)
{
  gint64 started = g_get_monotonic_time ();
  gint64 last = started;
  guint idle = 0;

  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (sink, 50 * GST_MSECOND);
      gint64 now = g_get_monotonic_time ();
      GstBuffer *buffer;
      gsize size;
      gsize before = pcm->len;

      if (has_failed (decoder))
        {
          set_bad_data (error);
          return FALSE;
        }
      if (now - last > STALL_US || now - started > PATIENCE_US)
        {
          g_message ("decoding is given up after %d s", (int) ((now - started) / G_USEC_PER_SEC));
          set_bad_data (error);
          return FALSE;
        }
      if (sample == NULL && gst_app_sink_is_eos (sink))
        return TRUE;
      /* decodebin holds back errors of a plugin while it puts it in, and one that fails at once, in a thread
       * of its own, is never heard of. Asked more than once, since the end is told after the last work is
       * done. */
      idle = sample == NULL && is_idle (pipeline) ? idle + 1 : 0;
      if (idle >= IDLE_CHECKS)
        {
          set_bad_data (error);
          return FALSE;
        }
      if (sample == NULL || (buffer = gst_sample_get_buffer (sample)) == NULL)
        continue;
      last = now;
      size = gst_buffer_get_size (buffer);
      if (size > max_bytes - before)
        {
          set_too_long (error);
          return FALSE;
        }
      g_byte_array_set_size (pcm, (guint) (before + size));
      gst_buffer_extract (buffer, 0, pcm->data + before, size);
    }
  return FALSE;
}

/**
 * rbk_decode_to_pcm:
 * @file: a sound file of any kind that GStreamer's base and good plugins read; may come from a stranger
 * @max_duration_us: the longest sound that is wanted, at most an hour
 *
 * Blocking, for worker threads. Files above %RBK_DECODE_MAX_BYTES, sounds above @max_duration_us, damaged
 * files and files that hold no sound are refused with %RBK_MEDIA_ERROR_BAD_DATA; a file that ends early but
 * is otherwise in order gives what it holds.
 *
 * Returns: (transfer full): PCM as in rbk-pcm.h, mixed to one channel
 */
GBytes *
rbk_decode_to_pcm (GBytes *file, gint64 max_duration_us, GCancellable *cancellable, GError **error)
{
  static const char *const needed[] = { "giostreamsrc",  "decodebin", "audioconvert",
                                        "audioresample", "appsink",   NULL };
  g_autoptr (GByteArray) pcm = g_byte_array_new ();
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstCaps) caps = NULL;
  GstElement *source;
  GstElement *decode;
  GstElement *resample;
  GstElement *sink;
  Decoder decoder = { 0 };
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (g_bytes_get_size (file) == 0)
    {
      set_bad_data (error);
      return NULL;
    }
  if (g_bytes_get_size (file) > RBK_DECODE_MAX_BYTES)
    {
      set_too_long (error);
      return NULL;
    }
  if (!rbk_media_require (needed, error))
    return NULL;

  g_mutex_init (&decoder.lock);
  pipeline = gst_pipeline_new (NULL);
  bus = gst_element_get_bus (pipeline);
  gst_bus_set_sync_handler (bus, message_cb, &decoder, NULL);
  source = rbk_media_make (GST_BIN (pipeline), "giostreamsrc");
  decode = rbk_media_make (GST_BIN (pipeline), "decodebin");
  decoder.convert = rbk_media_make (GST_BIN (pipeline), "audioconvert");
  resample = rbk_media_make (GST_BIN (pipeline), "audioresample");
  sink = rbk_media_make (GST_BIN (pipeline), "appsink");
  stream = g_memory_input_stream_new_from_bytes (file);
  caps = gst_caps_from_string (RBK_PCM_CAPS);
  g_object_set (source, "stream", stream, NULL);
  g_object_set (sink, "caps", caps, "sync", FALSE, "max-buffers", 16u, NULL);
  g_signal_connect (decode, "autoplug-select", G_CALLBACK (autoplug_select_cb), NULL);
  g_signal_connect (decode, "pad-added", G_CALLBACK (pad_added_cb), &decoder);
  g_signal_connect (decode, "no-more-pads", G_CALLBACK (no_more_pads_cb), &decoder);
  gst_element_link (source, decode);
  gst_element_link_many (decoder.convert, resample, sink, NULL);

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  done = collect (&decoder,
                  pipeline,
                  GST_APP_SINK (sink),
                  rbk_pcm_bytes_at (CLAMP (max_duration_us, 0, G_TIME_SPAN_HOUR)),
                  pcm,
                  cancellable,
                  error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
  if (decoder.error != NULL)
    g_debug ("decoding: %s", decoder.error->message);
  g_clear_error (&decoder.error);
  g_mutex_clear (&decoder.lock);
  if (done && pcm->len == 0)
    {
      set_bad_data (error);
      done = FALSE;
    }
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&pcm)) : NULL;
}
