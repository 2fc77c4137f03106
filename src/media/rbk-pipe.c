/* rbk-pipe.c: a whole sound through elements of GStreamer, as fast as they go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-pipe-private.h"
#include <glib/gi18n-lib.h>
#include <gst/app/app.h>

/* PCM goes in in pieces of this many samples, between which it can be cancelled. */
#define PIECE 4800

/* Encoding is many times faster than the sound is long, on any computer that can run the window. */
#define PATIENCE (60 * GST_SECOND)

/* What the elements are still to get. The streaming thread's own while it runs. */
typedef struct
{
  GBytes *pcm; /* (unowned): signed 16 bit, little endian */
  guint rate;
  gsize offset;              /* of the next sample, in bytes */
  GCancellable *cancellable; /* (unowned) (nullable) */
} Feed;

static GstClockTime
time_of (const Feed *feed, gsize bytes)
{
  return gst_util_uint64_scale (bytes / sizeof (gint16), GST_SECOND, feed->rate);
}

/* Streaming thread. Gives out the next piece, which points into the PCM. A cancellation looks like the end of
 * the sound: xingmux (GStreamer 1.26) frees a buffer twice if its pipeline is torn down in the middle. */
static void
need_data_cb (GstAppSrc *source, guint length, gpointer user_data)
{
  Feed *feed = user_data;
  gsize whole = g_bytes_get_size (feed->pcm);
  gsize from = feed->offset;
  gsize size;
  g_autoptr (GBytes) piece = NULL;
  GstBuffer *buffer;

  if (from >= whole || g_cancellable_is_cancelled (feed->cancellable))
    {
      gst_app_src_end_of_stream (source);
      return;
    }
  size = MIN (PIECE * sizeof (gint16), whole - from);
  feed->offset = from + size;
  piece = g_bytes_new_from_bytes (feed->pcm, from, size);
  buffer = gst_buffer_new_wrapped_bytes (piece);
  GST_BUFFER_PTS (buffer) = time_of (feed, from);
  GST_BUFFER_DURATION (buffer) = time_of (feed, from + size) - time_of (feed, from);
  gst_app_src_push_buffer (source, buffer);
}

/**
 * rbk_pipe_fail:
 *
 * Says that what came out is not what should have; returns %FALSE.
 */
gboolean
rbk_pipe_fail (GError **error)
{
  g_set_error_literal (error,
                       RBK_MEDIA_ERROR,
                       RBK_MEDIA_ERROR_FAILED,
                       _ ("The recording could not be turned into a file to send. Please try again."));
  return FALSE;
}

/* Waits until @pipeline has come to its end. */
static gboolean
wait_for_end (GstElement *pipeline, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message =
    gst_bus_timed_pop_filtered (bus, PATIENCE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  if (message != NULL)
    {
      g_autoptr (GError) cause = NULL;

      gst_message_parse_error (message, &cause, NULL);
      g_message ("working on a sound failed: %s", cause->message);
    }
  return rbk_pipe_fail (error);
}

/**
 * rbk_pipe_through:
 * @pcm: mono, signed 16 bit, little endian
 * @rate: its samples a second
 * @elements: as for gst-launch-1.0; rbk_media_require() has promised that they exist
 * @cancellable: (nullable): obeyed within milliseconds
 *
 * Blocking, for worker threads.
 *
 * Returns: (transfer full): all bytes that came out at the end
 */
GBytes *
rbk_pipe_through (GBytes *pcm, guint rate, const char *elements, GCancellable *cancellable, GError **error)
{
  static const char *const always[] = { "appsrc", "audioconvert", "giostreamsink", NULL };
  GstAppSrcCallbacks callbacks = { .need_data = need_data_cb };
  Feed feed = { .pcm = pcm, .rate = rate, .cancellable = cancellable };
  g_autofree char *description = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean done;

  if (!rbk_media_require (always, error))
    return NULL;
  description = g_strconcat (
    "appsrc name=source format=time ! audioconvert ! ", elements, " ! giostreamsink name=sink", NULL);
  pipeline = gst_parse_launch (description, &parse_error);
  g_assert_no_error (parse_error);
  caps = gst_caps_from_string (RBK_PCM_CAPS);
  gst_caps_set_simple (caps, "rate", G_TYPE_INT, (int) rate, NULL);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_object_set (source, "caps", caps, NULL);
  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, &feed, NULL);
  /* The memory stream can seek, which the encoders need to go back and write lengths into headers. */
  stream = g_memory_output_stream_new_resizable ();
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (sink, "stream", stream, "sync", FALSE, NULL);

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  done = wait_for_end (pipeline, &failure);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  /* First of all: a sound that ends before it began may have failed for that. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!done)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (!g_output_stream_is_closed (stream))
    g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}
