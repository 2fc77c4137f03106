/* bench-sound.c: what is done to a minute of sound, and from a seek to the sound that it is for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-clean-up.h"
#include "media/rbk-loudness.h"
#include "media/rbk-media.h"
#include "media/rbk-pcm.h"
#include "media/rbk-phone-ear.h"
#include "media/rbk-player.h"
#include "media/rbk-render.h"
#include "media/rbk-waveform.h"
#include "rbk-test.h"
#include <glib/gstdio.h>
#include <gst/app/app.h>
#include <math.h>
#include <sys/resource.h>

#define SAID                                                                                                 \
  "Hello Ana, this is Devon Clark from Northside Motors. You left your reading glasses in the blue estate "  \
  "car. Text me at two four zero, five five five, zero one four three. I keep them at the front desk until " \
  "Friday. Thanks, and talk soon."

#define SECONDS 60
#define ROUNDS  9

#define PEAKS_BUDGET_MS  5
#define EXPORT_BUDGET_MS 1000
#define SEEK_BUDGET_MS   30

/* Where the silence of the sound for seeking ends. */
#define LOUD_FROM_US (5 * G_USEC_PER_SEC)

static gboolean is_missed;
static char *folder; /* for files; this is no test case, which would have its own */

static void
print_row (const char *what, double ms, double against_ms, double judged, double budget)
{
  gboolean is_ok = judged <= budget;
  g_autofree char *against = against_ms > 0 ? g_strdup_printf ("%8.1f ms", against_ms) : g_strdup ("");

  is_missed |= !is_ok;
  g_print (
    "%-44s %8.1f ms  %12s %7.2f <= %-5g %s\n", what, ms, against, judged, budget, is_ok ? "ok" : "MISSED");
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof (double), compare_doubles);
  return values[ROUNDS / 2];
}

/* Of all threads of this process. */
static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Four times the same voicemail, and as much of the last as a minute holds. */
static GBytes *
make_speech (void)
{
  g_autofree char *wav = g_build_filename (folder, "said.wav", NULL);
  const char *const speak[] = { "espeak-ng", "-v", "en", "-w", wav, SAID, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) speech = g_byte_array_new ();
  g_autoptr (GBytes) once = NULL;
  g_autoptr (GBytes) file = NULL;
  char *data;
  gsize size;

  g_assert_true (
    g_spawn_sync (NULL, (char **) speak, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (wav, &data, &size, NULL));
  file = g_bytes_new_take (data, size);
  once = rbk_decode_to_pcm (file, G_TIME_SPAN_MINUTE, NULL, &error);
  g_assert_no_error (error);
  g_unlink (wav);
  while (speech->len < SECONDS * RBK_PCM_BYTES_PER_SECOND)
    g_byte_array_append (speech, g_bytes_get_data (once, NULL), (guint) g_bytes_get_size (once));
  g_byte_array_set_size (speech, SECONDS * RBK_PCM_BYTES_PER_SECOND);
  return g_byte_array_free_to_bytes (g_steal_pointer (&speech));
}

static void
time_a_minute (GBytes *pcm)
{
  double peaks[ROUNDS];
  double loudness[ROUNDS];
  double ear[ROUNDS];
  double export[ROUNDS];
  double phone[ROUNDS];
  double clean[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      double begun = cpu_ms ();
      g_autoptr (GArray) wave = rbk_waveform_compute (pcm, SECONDS * 100);
      double done = cpu_ms ();
      g_autoptr (GBytes) heard = NULL;
      g_autoptr (GBytes) cleaned = NULL;
      g_autoptr (RbkRendition) mp3 = NULL;
      g_autoptr (RbkRendition) wav = NULL;
      RbkLoudness measured;

      peaks[i] = done - begun;
      begun = cpu_ms ();
      rbk_loudness_measure (pcm, &measured);
      loudness[i] = cpu_ms () - begun;
      begun = cpu_ms ();
      heard = rbk_phone_ear (pcm, NULL, NULL);
      ear[i] = cpu_ms () - begun;
      begun = cpu_ms ();
      mp3 = rbk_render (pcm, RBK_RENDER_MP3, NULL, NULL);
      export[i] = cpu_ms () - begun;
      begun = cpu_ms ();
      wav = rbk_render (pcm, RBK_RENDER_PHONE_WAV, NULL, NULL);
      phone[i] = cpu_ms () - begun;
      begun = cpu_ms ();
      cleaned = rbk_clean_up_can () ? rbk_clean_up (pcm, NULL, NULL) : NULL;
      clean[i] = cpu_ms () - begun;
    }
  g_print (
    "# a minute of sound, CPU time, median of %d: loudness %.0f ms, phone ear %.0f ms, clean-up %.0f ms\n",
    ROUNDS,
    median (loudness),
    median (ear),
    median (clean));
  print_row ("peaks of a minute", median (peaks), 0, median (peaks), PEAKS_BUDGET_MS);
  print_row ("export of a minute as MP3, CPU", median (export), 0, median (export), EXPORT_BUDGET_MS);
  print_row ("export of a minute for a telephone, CPU", median (phone), 0, median (phone), EXPORT_BUDGET_MS);
}

/* What listens at the loudspeaker: when the first loud sample came, since it was armed. */
static gint is_armed;      /* (atomic) */
static gint64 heard_at_us; /* written by the streaming thread before it disarms */

static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  GstMapInfo map;

  if (buffer == NULL || !g_atomic_int_get (&is_armed) || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_FLOW_OK;
  for (gsize i = 1; i < map.size; i += 2)
    /* The upper half of a sample: louder than -18 dBFS. */
    if (ABS ((gint8) map.data[i]) >= 16)
      {
        heard_at_us = g_get_monotonic_time ();
        g_atomic_int_set (&is_armed, FALSE);
        break;
      }
  gst_buffer_unmap (buffer, &map);
  return GST_FLOW_OK;
}

static GstElement *
listen (void)
{
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  GstElement *pipeline = gst_parse_launch ("pulsesrc device=speaker.monitor latency-time=5000 ! "
                                           "audio/x-raw,format=S16LE,rate=48000,channels=1 ! "
                                           "appsink name=sink sync=false",
                                           NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");

  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, NULL, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

static GBytes *
make_silence_and_tone (void)
{
  gsize loud_from = rbk_pcm_bytes_at (LOUD_FROM_US) / 2;
  gsize n = 2 * loud_from;
  gint16 *samples = g_new0 (gint16, n);

  for (gsize i = loud_from; i < n; i++)
    samples[i] = GINT16_TO_LE ((gint16) (20000 * sin (2 * G_PI * 1000 * (double) i / RBK_PCM_RATE)));
  return g_bytes_new_take (samples, n * sizeof (gint16));
}

static void
wait_us (gint64 us)
{
  gint64 until = g_get_monotonic_time () + us;

  rbk_test_wait_until (g_get_monotonic_time () > until);
}

static double
wait_for_sound (gint64 begun)
{
  rbk_test_wait_until (!g_atomic_int_get (&is_armed));
  return (double) (heard_at_us - begun) / 1e3;
}

static double
time_player (GBytes *pcm)
{
  g_autoptr (RbkPlayer) player = rbk_player_new ();
  gint64 begun;
  double took;

  rbk_player_set_pcm (player, pcm);
  g_assert_true (rbk_player_play (player, NULL));
  rbk_test_wait_until (rbk_player_get_position_us (player) > 400000);
  g_atomic_int_set (&is_armed, TRUE);
  begun = g_get_monotonic_time ();
  rbk_player_seek (player, LOUD_FROM_US + 1000000);
  took = wait_for_sound (begun);
  rbk_player_set_pcm (player, NULL);
  return took;
}

/* filesrc ! wavparse ! pulsesink, sought in by its owner. */
static double
time_bare (const char *path)
{
  g_autofree char *description = g_strdup_printf ("filesrc location=%s ! wavparse ! pulsesink", path);
  g_autoptr (GstElement) pipeline = gst_parse_launch (description, NULL);
  gint64 begun;
  double took;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_element_get_state (pipeline, NULL, NULL, 5 * GST_SECOND);
  wait_us (400000);
  g_atomic_int_set (&is_armed, TRUE);
  begun = g_get_monotonic_time ();
  g_assert_true (gst_element_seek_simple (pipeline,
                                          GST_FORMAT_TIME,
                                          GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                                          (LOUD_FROM_US + 1000000) * GST_USECOND));
  took = wait_for_sound (begun);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return took;
}

/* A heading of 44 bytes and the samples. */
static char *
write_wav (GBytes *pcm)
{
  char *path = g_build_filename (folder, "seek.wav", NULL);
  guint32 size = (guint32) g_bytes_get_size (pcm);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint32 rest = GUINT32_TO_LE (size + 36);
  guint32 length = GUINT32_TO_LE (size);

  g_byte_array_append (file, (const guint8 *) "RIFF", 4);
  g_byte_array_append (file, (const guint8 *) &rest, 4);
  g_byte_array_append (file,
                       (const guint8 *) "WAVEfmt \x10\0\0\0\1\0\1\0\x80\xbb\0\0\0\x77\1\0\2\0\x10\0"
                                        "data",
                       32);
  g_byte_array_append (file, (const guint8 *) &length, 4);
  g_byte_array_append (file, g_bytes_get_data (pcm, NULL), size);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
  return path;
}

static void
time_seeks (void)
{
  g_autoptr (GBytes) pcm = make_silence_and_tone ();
  g_autofree char *path = write_wav (pcm);
  g_autoptr (GstElement) listener = listen ();
  double player[ROUNDS];
  double bare[ROUNDS];

  /* Once for nothing: plugins are loaded, the sound server's pages are in memory. */
  time_bare (path);
  time_player (pcm);
  for (guint i = 0; i < ROUNDS; i++)
    {
      /* What the loudspeaker still holds of the last one fades away. */
      wait_us (500000);
      bare[i] = time_bare (path);
      wait_us (500000);
      player[i] = time_player (pcm);
    }
  gst_element_set_state (listener, GST_STATE_NULL);
  g_unlink (path);
  print_row ("seek to sound, over a bare pipeline",
             median (player),
             median (bare),
             median (player) - median (bare),
             SEEK_BUDGET_MS);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GBytes) pcm = NULL;

  rbk_test_init (&argc, &argv);
  gst_init (NULL, NULL);
  folder = g_dir_make_tmp ("bench-sound-XXXXXX", NULL);
  g_assert_nonnull (folder);
  pcm = make_speech ();
  time_a_minute (pcm);
  time_seeks ();
  rbk_media_shutdown ();
  g_rmdir (folder);
  g_free (folder);
  return is_missed ? 1 : 0;
}
