/* test-media-recorder.c: the recorder with a sound generator in place of the microphone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-pcm.h"
#include "media/rbk-recorder.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"

/* Only a development build lets a test stand in for the devices. */
#ifdef RBK_DEVELOPMENT
#define CAN_REPLACE TRUE
#else
#define CAN_REPLACE FALSE
#endif

/* A sine whose phase tells a sample from the ones before and after it. audiotestsrc begins one step in. */
#define HZ     100
#define SOURCE "audiotestsrc is-live=true wave=sine freq=100 volume=0.5 samplesperbuffer=480"

typedef struct
{
  GByteArray *pcm;
  GError *error;
  guint n_pieces;
  guint n_levels;
  guint n_stopped;
  guint n_failed;
  gsize largest;
  double rms_db;
} Heard;

static void
pcm_cb (RbkRecorder *recorder, GBytes *bytes, Heard *heard)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (heard->n_stopped + heard->n_failed, ==, 0);
  g_byte_array_append (heard->pcm, data, (guint) size);
  heard->largest = MAX (heard->largest, size);
  heard->n_pieces++;
}

static void
level_cb (RbkRecorder *recorder, double rms_db, double peak_db, Heard *heard)
{
  heard->rms_db = rms_db;
  heard->n_levels++;
}

static void
stopped_cb (RbkRecorder *recorder, Heard *heard)
{
  heard->n_stopped++;
}

static void
failed_cb (RbkRecorder *recorder, GError *error, Heard *heard)
{
  heard->n_failed++;
  heard->error = g_error_copy (error);
}

static RbkRecorder *
recorder_new (Heard *heard, const char *source)
{
  RbkRecorder *recorder = rbk_recorder_new ();

  g_setenv ("RBK_AUDIO_SOURCE", source, TRUE);
  *heard = (Heard) { .pcm = g_byte_array_new () };
  g_signal_connect (recorder, "pcm", G_CALLBACK (pcm_cb), heard);
  g_signal_connect (recorder, "level", G_CALLBACK (level_cb), heard);
  g_signal_connect (recorder, "stopped", G_CALLBACK (stopped_cb), heard);
  g_signal_connect (recorder, "failed", G_CALLBACK (failed_cb), heard);
  return recorder;
}

static void
heard_clear (Heard *heard)
{
  g_byte_array_unref (heard->pcm);
  g_clear_error (&heard->error);
}

static void
start (RbkRecorder *recorder)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_recorder_start (recorder, &error));
  g_assert_no_error (error);
}

/* Every sample is the next one of the sine: none lost, none twice, none in between. */
static void
assert_one_sine (GByteArray *pcm)
{
  for (guint i = 0; i + 3 < pcm->len; i += 2)
    {
      double expected = 0.5 * 32767 * sin (2 * G_PI * HZ * (i / 2 + 1) / RBK_PCM_RATE);
      gint16 sample = (gint16) (pcm->data[i] | pcm->data[i + 1] << 8);

      if (ABS (expected - sample) > 12)
        g_error ("sample %u is %d and not %.0f", i / 2, sample, expected);
    }
}

static void
test_stop_gives_all (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, SOURCE);

  start (recorder);
  g_assert_cmpint (rbk_recorder_get_state (recorder), ==, RBK_RECORDER_STARTING);
  rbk_test_wait_until (rbk_recorder_get_state (recorder) == RBK_RECORDER_RECORDING);
  rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > 1200000);
  g_assert_cmpstr (rbk_recorder_get_microphone_name (recorder), ==, "Test sound");
  /* No later than half a second of sound behind. */
  g_assert_cmpint (
    rbk_recorder_get_duration_us (recorder) - rbk_pcm_duration_us (heard.pcm->len), <=, 550000);
  rbk_recorder_stop (recorder);
  rbk_recorder_stop (recorder);
  g_assert_cmpint (rbk_recorder_get_state (recorder), ==, RBK_RECORDER_STOPPING);
  rbk_test_wait_until (heard.n_stopped > 0);
  g_assert_cmpint (rbk_recorder_get_state (recorder), ==, RBK_RECORDER_IDLE);
  g_assert_cmpuint (heard.n_stopped, ==, 1);
  g_assert_cmpuint (heard.n_failed, ==, 0);
  g_assert_cmpint (rbk_recorder_get_duration_us (recorder), ==, rbk_pcm_duration_us (heard.pcm->len));
  g_assert_cmpuint (heard.largest, ==, RBK_PCM_BYTES_PER_SECOND / 2);
  assert_one_sine (heard.pcm);
  heard_clear (&heard);
}

static void
test_levels_are_true (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, SOURCE);

  start (recorder);
  rbk_test_wait_until (heard.n_levels >= 20);
  g_assert_cmpfloat_with_epsilon (heard.rms_db, -9.03, 0.2);
  /* One for every 50 ms. */
  g_assert_cmpint (rbk_recorder_get_duration_us (recorder), >=, 950000);
  g_assert_cmpint (rbk_recorder_get_duration_us (recorder), <=, 1500000);
  rbk_recorder_stop (recorder);
  rbk_test_wait_until (heard.n_stopped > 0);
  heard_clear (&heard);
}

static void
test_pause_leaves_no_gap (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, SOURCE);

  start (recorder);
  for (gint64 round = 1; round <= 4; round++)
    {
      gint64 duration_us;
      gint64 until;

      rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > round * 300000);
      rbk_recorder_pause (recorder);
      g_assert_cmpint (rbk_recorder_get_state (recorder), ==, RBK_RECORDER_PAUSED);
      /* All that was said before the pause comes without waiting for what is said after it. */
      rbk_test_wait_until (rbk_pcm_duration_us (heard.pcm->len) == rbk_recorder_get_duration_us (recorder));
      duration_us = rbk_recorder_get_duration_us (recorder);
      until = g_get_monotonic_time () + 200000;
      rbk_test_wait_until (g_get_monotonic_time () > until);
      g_assert_cmpint (rbk_recorder_get_duration_us (recorder), ==, duration_us);
      rbk_recorder_resume (recorder);
    }
  rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > 1500000);
  rbk_recorder_pause (recorder);
  rbk_recorder_stop (recorder);
  rbk_test_wait_until (heard.n_stopped > 0);
  assert_one_sine (heard.pcm);
  g_assert_cmpint (rbk_recorder_get_duration_us (recorder), <, 3000000);
  heard_clear (&heard);
}

static void
test_slow_main_loop_loses_nothing (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, SOURCE);

  start (recorder);
  rbk_test_wait_until (rbk_recorder_get_state (recorder) == RBK_RECORDER_RECORDING);
  g_usleep (2500000);
  rbk_recorder_stop (recorder);
  rbk_test_wait_until (heard.n_stopped > 0);
  g_assert_cmpint (rbk_pcm_duration_us (heard.pcm->len), >=, 2300000);
  g_assert_cmpuint (heard.largest, <=, RBK_PCM_BYTES_PER_SECOND / 2);
  assert_one_sine (heard.pcm);
  heard_clear (&heard);
}

static void
test_one_after_another (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, SOURCE);

  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i % 2 == 0)
        rbk_recorder_prepare (recorder);
      heard.n_stopped = 0;
      g_byte_array_set_size (heard.pcm, 0);
      start (recorder);
      g_assert_false (rbk_recorder_start (recorder, &error));
      g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_FAILED);
      g_assert_cmpint (rbk_recorder_get_duration_us (recorder), ==, 0);
      rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > 100000);
      rbk_recorder_stop (recorder);
      rbk_test_wait_until (heard.n_stopped > 0);
      assert_one_sine (heard.pcm);
    }
  heard_clear (&heard);
}

static void
test_stop_before_the_first_sample (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, SOURCE);

  start (recorder);
  rbk_recorder_stop (recorder);
  rbk_test_wait_until (heard.n_stopped > 0);
  g_assert_cmpuint (heard.n_failed, ==, 0);
  assert_one_sine (heard.pcm);
  heard_clear (&heard);
}

/* V-15 begins here: what was captured before the microphone went away is not lost with it. */
static void
test_lost_microphone_keeps_the_rest (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, SOURCE " num-buffers=120");

  start (recorder);
  rbk_test_wait_until (heard.n_failed > 0);
  g_assert_error (heard.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_MICROPHONE_LOST);
  g_assert_cmpint (rbk_recorder_get_state (recorder), ==, RBK_RECORDER_FAILED);
  g_assert_cmpuint (heard.n_stopped, ==, 0);
  g_assert_cmpuint (heard.pcm->len, ==, 120 * 480 * 2);
  assert_one_sine (heard.pcm);
  heard_clear (&heard);
  /* And it can begin again. */
  g_signal_handlers_disconnect_by_data (recorder, &heard);
  g_setenv ("RBK_AUDIO_SOURCE", SOURCE, TRUE);
  start (recorder);
  rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > 100000);
}

static void
test_absent_microphone_is_said (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder =
    recorder_new (&heard, "audiotestsrc is-live=true ! identity error-after=1");

  start (recorder);
  rbk_test_wait_until (heard.n_failed > 0);
  g_assert_error (heard.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_NO_MICROPHONE);
  heard_clear (&heard);
}

static void
test_missing_plugin_is_said (void)
{
  Heard heard;
  g_autoptr (RbkRecorder) recorder = recorder_new (&heard, "nosuchelement");

  start (recorder);
  rbk_test_wait_until (heard.n_failed > 0);
  g_assert_error (heard.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_MISSING_ELEMENT);
  heard_clear (&heard);
}

static void
test_ends_in_the_middle (void)
{
  for (guint i = 0; i < 6; i++)
    {
      Heard heard;
      RbkRecorder *recorder = recorder_new (&heard, SOURCE);

      start (recorder);
      if (i % 2 == 0)
        rbk_test_wait_until (rbk_recorder_get_duration_us (recorder) > 20000 * i);
      g_object_add_weak_pointer (G_OBJECT (recorder), (gpointer *) &recorder);
      g_object_unref (recorder);
      rbk_test_wait_until (recorder == NULL);
      heard_clear (&heard);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  if (CAN_REPLACE)
    {
      g_test_add_func ("/media/recorder/stop-gives-all", test_stop_gives_all);
      g_test_add_func ("/media/recorder/levels-are-true", test_levels_are_true);
      g_test_add_func ("/media/recorder/pause-leaves-no-gap", test_pause_leaves_no_gap);
      g_test_add_func ("/media/recorder/slow-main-loop-loses-nothing", test_slow_main_loop_loses_nothing);
      g_test_add_func ("/media/recorder/one-after-another", test_one_after_another);
      g_test_add_func ("/media/recorder/stop-before-the-first-sample", test_stop_before_the_first_sample);
      g_test_add_func ("/media/recorder/lost-microphone-keeps-the-rest", test_lost_microphone_keeps_the_rest);
      g_test_add_func ("/media/recorder/absent-microphone-is-said", test_absent_microphone_is_said);
      g_test_add_func ("/media/recorder/missing-plugin-is-said", test_missing_plugin_is_said);
      g_test_add_func ("/media/recorder/ends-in-the-middle", test_ends_in_the_middle);
    }
  return g_test_run ();
}
