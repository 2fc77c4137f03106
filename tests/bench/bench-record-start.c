/* bench-record-start.c: from the click to the first captured sample, as a multiple of what gst-launch-1.0
 * needs from the start of its pipeline, in the same run against the same sound server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-recorder.h"
#include "rbk-test.h"
#include <gst/gst.h>

#define ROUNDS          15
#define BUDGET          1.1
#define STALL_BUDGET_MS 16

static gint64 poll_returned; /* when the main loop last woke up; 0 while nothing is measured */
static gint64 longest_stall;

/* Between two polls, the main loop works and draws nothing. */
static int
measuring_poll (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  if (poll_returned != 0)
    longest_stall = MAX (longest_stall, g_get_monotonic_time () - poll_returned);
  result = g_poll (fds, n_fds, timeout);
  poll_returned = g_get_monotonic_time ();
  return result;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gint64
median (gint64 *times)
{
  qsort (times, ROUNDS, sizeof (gint64), compare_times);
  return times[ROUNDS / 2];
}

static void
pcm_cb (RbkRecorder *recorder, GBytes *bytes, gsize *captured)
{
  *captured += g_bytes_get_size (bytes);
}

/* As the composer does it: the recorder is there, and has been prepared if @is_prepared. */
static gint64
time_recorder (gboolean is_prepared)
{
  g_autoptr (RbkRecorder) recorder = rbk_recorder_new ();
  gsize captured = 0;
  gint64 begun;
  gint64 took;

  g_signal_connect (recorder, "pcm", G_CALLBACK (pcm_cb), &captured);
  if (is_prepared)
    {
      gint64 until = g_get_monotonic_time () + 200000;

      rbk_recorder_prepare (recorder);
      rbk_test_wait_until (g_get_monotonic_time () > until);
    }
  begun = g_get_monotonic_time ();
  g_assert_true (rbk_recorder_start (recorder, NULL));
  while (rbk_recorder_get_state (recorder) == RBK_RECORDER_STARTING)
    g_main_context_iteration (NULL, TRUE);
  took = g_get_monotonic_time () - begun;
  g_assert_cmpint (rbk_recorder_get_state (recorder), ==, RBK_RECORDER_RECORDING);
  rbk_recorder_stop (recorder);
  rbk_test_wait_until (rbk_recorder_get_state (recorder) == RBK_RECORDER_IDLE);
  g_assert_cmpuint (captured, >, 0);
  return took;
}

/* All that a person does to a recorder, with the main loop watched. */
static void
watch_main_loop (void)
{
  g_autoptr (RbkRecorder) recorder = rbk_recorder_new ();

  g_main_context_set_poll_func (NULL, measuring_poll);
  for (guint i = 0; i < 3; i++)
    {
      rbk_recorder_prepare (recorder);
      g_assert_true (rbk_recorder_start (recorder, NULL));
      rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > 700000);
      rbk_recorder_pause (recorder);
      rbk_recorder_resume (recorder);
      rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > 1400000);
      rbk_recorder_stop (recorder);
      rbk_test_wait_until (rbk_recorder_get_state (recorder) == RBK_RECORDER_IDLE);
    }
  g_main_context_set_poll_func (NULL, NULL);
}

static GstPadProbeReturn
buffer_cb (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  gint64 *first = user_data;

  if (*first == 0)
    *first = g_get_monotonic_time ();
  return GST_PAD_PROBE_OK;
}

/* gst-launch-1.0 pulsesrc ! fakesink, without the time its process takes to start. */
static gint64
time_launch (void)
{
  g_autoptr (GstElement) pipeline = gst_parse_launch ("pulsesrc ! fakesink name=sink", NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  gint64 begun;
  gint64 first = 0; /* written by the streaming thread, which set_state (NULL) joins */

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, buffer_cb, &first, NULL);
  begun = g_get_monotonic_time ();
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_usleep (400000);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_assert_cmpint (first, >, 0);
  return first - begun;
}

int
main (int argc, char *argv[])
{
  gint64 cold[ROUNDS];
  gint64 prepared[ROUNDS];
  gint64 launch[ROUNDS];
  double ratio;

  rbk_test_init (&argc, &argv);
  gst_init (NULL, NULL);
  /* Once for nothing: plugins are loaded, the sound server's pages are in memory. */
  time_launch ();
  time_recorder (FALSE);
  for (guint i = 0; i < ROUNDS; i++)
    {
      launch[i] = time_launch ();
      cold[i] = time_recorder (FALSE);
      prepared[i] = time_recorder (TRUE);
    }
  watch_main_loop ();
  ratio = (double) median (cold) / (double) median (launch);
  g_print ("# first sample, median of %d; prepared beforehand %.1f ms = %.2f\n",
           ROUNDS,
           (double) median (prepared) / 1000,
           (double) median (prepared) / (double) median (launch));
  g_print ("%-44s %8.1f ms  %8.1f ms  %7.2f <= %-5g %s\n",
           "click on Record to first sample / pulsesrc",
           (double) median (cold) / 1000,
           (double) median (launch) / 1000,
           ratio,
           BUDGET,
           ratio <= BUDGET ? "ok" : "MISSED");
  g_print ("%-44s %8.1f ms  %12s %7.2f <= %-5d %s\n",
           "longest stall while recording",
           (double) longest_stall / 1000,
           "",
           (double) longest_stall / 1000,
           STALL_BUDGET_MS,
           longest_stall <= STALL_BUDGET_MS * 1000 ? "ok" : "MISSED");
  return ratio <= BUDGET && longest_stall <= STALL_BUDGET_MS * 1000 ? 0 : 1;
}
