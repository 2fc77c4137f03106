/* test-media-room.c: noise before speaking, and noise taken away afterwards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-clean-up.h"
#include "media/rbk-media.h"
#include "media/rbk-room.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"

/* Only a development build lets a test stand in for the devices. */
#ifdef RBK_DEVELOPMENT
#define CAN_REPLACE TRUE
#else
#define CAN_REPLACE FALSE
#endif

static void
assert_room (GByteArray *array, double noise_db, RbkRoomVerdict verdict)
{
  g_autoptr (GBytes) pcm = g_byte_array_free_to_bytes (array);
  RbkRoom room;

  g_assert_true (rbk_room_measure (pcm, &room));
  g_assert_cmpfloat_with_epsilon (room.noise_db, noise_db, 0.25);
  g_assert_cmpint (room.verdict, ==, verdict);
}

/* V-14: both sides of each bound. */
static void
test_verdicts (void)
{
  const struct
  {
    double noise_db;
    RbkRoomVerdict verdict;
  } rows[] = {
    { -75, RBK_ROOM_QUIET },        { -60, RBK_ROOM_QUIET },      { -46.5, RBK_ROOM_QUIET },
    { -45.5, RBK_ROOM_NOISY },      { -40, RBK_ROOM_NOISY },      { -36.5, RBK_ROOM_NOISY },
    { -35.5, RBK_ROOM_VERY_NOISY }, { -12, RBK_ROOM_VERY_NOISY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GByteArray *array = g_byte_array_new ();

      rbk_test_append_noise (array, 1, rows[i].noise_db);
      assert_room (array, rows[i].noise_db, rows[i].verdict);
    }
}

static void
test_dead_microphone (void)
{
  GByteArray *zeros = g_byte_array_new ();
  GByteArray *steady = g_byte_array_new ();

  rbk_test_append_silence (zeros, 1);
  assert_room (zeros, -120, RBK_ROOM_DEAD);
  for (guint i = 0; i < RBK_PCM_RATE; i++)
    rbk_test_append_sample (steady, 900);
  assert_room (steady, -120, RBK_ROOM_DEAD);
}

/* A knock, a word that comes too early, and a steady voltage do not make a room noisy. */
static void
test_only_noise_counts (void)
{
  GByteArray *array = g_byte_array_new ();
  GByteArray *shifted = g_byte_array_new ();

  rbk_test_append_noise (array, 0.5, -60);
  rbk_test_append_tone (array, 0.04, 300, -6);
  rbk_test_append_noise (array, 0.16, -60);
  rbk_test_append_tone (array, 0.3, 200, -20);
  assert_room (array, -60, RBK_ROOM_QUIET);
  rbk_test_append_noise (shifted, 1, -60);
  for (guint i = 0; i < shifted->len; i += 2)
    {
      gint16 sample = (gint16) ((shifted->data[i] | shifted->data[i + 1] << 8) + 2000);

      shifted->data[i] = (guint8) sample;
      shifted->data[i + 1] = (guint8) (sample >> 8);
    }
  assert_room (shifted, -60, RBK_ROOM_QUIET);
}

static void
test_nothing_to_judge (void)
{
  const gsize sizes[] = { 0, 1, 2, 1919 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) pcm = g_bytes_new_take (g_malloc0 (sizes[i] + 1), sizes[i]);
      RbkRoom room;

      g_assert_false (rbk_room_measure (pcm, &room));
      g_assert_cmpint (room.verdict, ==, RBK_ROOM_DEAD);
    }
}

static void
test_listens_for_a_second (void)
{
  const struct
  {
    const char *source;
    RbkRoomVerdict verdict;
  } rows[] = {
    { "audiotestsrc is-live=true wave=white-noise volume=0.001", RBK_ROOM_QUIET },
    { "audiotestsrc is-live=true wave=white-noise volume=0.2", RBK_ROOM_VERY_NOISY },
    { "audiotestsrc is-live=true wave=silence", RBK_ROOM_DEAD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gint64 began = g_get_monotonic_time ();
      RbkRoom room;

      g_setenv ("RBK_AUDIO_SOURCE", rows[i].source, TRUE);
      rbk_room_listen_async (NULL, NULL, rbk_test_keep_result_cb, &result);
      rbk_test_wait_until (result != NULL);
      g_assert_true (rbk_room_listen_finish (result, &room, &error));
      g_assert_no_error (error);
      g_test_message ("%.1f dBFS", room.noise_db);
      g_assert_cmpint (room.verdict, ==, rows[i].verdict);
      g_assert_cmpint (g_get_monotonic_time () - began, >, 900000);
    }
}

static void
test_listening_can_be_cancelled (void)
{
  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true", TRUE);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gint64 until = g_get_monotonic_time () + i * 50000;
      RbkRoom room;

      if (i == 0)
        g_cancellable_cancel (cancellable);
      rbk_room_listen_async (NULL, cancellable, rbk_test_keep_result_cb, &result);
      rbk_test_wait_until (g_get_monotonic_time () > until);
      g_cancellable_cancel (cancellable);
      rbk_test_wait_until (result != NULL);
      g_assert_false (rbk_room_listen_finish (result, &room, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_listening_can_fail (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RbkRoom room;

  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true ! identity error-after=3", TRUE);
  rbk_room_listen_async (NULL, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_false (rbk_room_listen_finish (result, &room, &error));
  g_assert_cmpint ((int) error->domain, ==, (int) RBK_MEDIA_ERROR);
}

/* Tones as long as words in a steady hiss. */
static GBytes *
make_noisy_take (double noise_db)
{
  g_autoptr (GByteArray) tones = g_byte_array_new ();
  GByteArray *noise = g_byte_array_new ();

  for (guint i = 0; i < 12; i++)
    {
      rbk_test_append_silence (tones, 0.25);
      rbk_test_append_tone (tones, 0.12, 400 + 150 * i, -22);
      rbk_test_append_tone (tones, 0.13, 700 + 50 * i, -20);
    }
  rbk_test_append_noise (noise, tones->len / 2.0 / RBK_PCM_RATE + 0.01, noise_db);
  g_byte_array_set_size (noise, tones->len);
  for (guint i = 0; i < tones->len; i += 2)
    {
      gint16 sample = (gint16) ((gint16) (tones->data[i] | tones->data[i + 1] << 8) +
                                (gint16) (noise->data[i] | noise->data[i + 1] << 8));

      noise->data[i] = (guint8) sample;
      noise->data[i + 1] = (guint8) (sample >> 8);
    }
  return g_byte_array_free_to_bytes (noise);
}

static double
product (const gint16 *a, const gint16 *b, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) a[i] * b[i];
  return sum;
}

static void
test_clean_up_takes_noise_away (void)
{
  g_autoptr (GBytes) pcm = make_noisy_take (-42);
  g_autoptr (GBytes) as_it_was = g_bytes_new (g_bytes_get_data (pcm, NULL), g_bytes_get_size (pcm));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GError) error = NULL;
  const gint16 *before;
  const gint16 *after;
  gsize n = g_bytes_get_size (pcm) / 2;
  double noise_before;
  double noise_after;
  double best = 0;
  int delay = 0;

  if (!rbk_clean_up_can ())
    {
      g_assert_null (rbk_clean_up (pcm, NULL, &error));
      g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_MISSING_ELEMENT);
      g_test_skip ("webrtcdsp is not installed");
      return;
    }
  rbk_clean_up_async (pcm, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  clean = rbk_clean_up_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (clean), ==, g_bytes_get_size (pcm));
  g_assert_true (g_bytes_equal (pcm, as_it_was));
  before = g_bytes_get_data (pcm, NULL);
  after = g_bytes_get_data (clean, NULL);
  /* The pause before the last word, after it has got used to the noise. */
  noise_before = rbk_test_rms_db ((const guint8 *) (before + n - 22000), 16000);
  noise_after = rbk_test_rms_db ((const guint8 *) (after + n - 22000), 16000);
  for (int shift = -1000; shift <= 1000; shift++)
    {
      double sum = product (before + n / 2, after + n / 2 + shift, n / 3);

      if (sum > best)
        {
          best = sum;
          delay = shift;
        }
    }
  g_test_message ("noise %.1f dBFS became %.1f dBFS, delay %d", noise_before, noise_after, delay);
  g_assert_cmpfloat (noise_after, <, noise_before - 6);
  g_assert_cmpint (ABS (delay), <=, 48);
  /* The words stay as they are. */
  g_assert_cmpfloat_with_epsilon (rbk_test_rms_db ((const guint8 *) (after + n - 5000), 8000),
                                  rbk_test_rms_db ((const guint8 *) (before + n - 5000), 8000),
                                  3);
}

static void
test_clean_up_keeps_every_length (void)
{
  const gsize sizes[] = { 0, 1, 2, 3, 958, 960, 962, 96001 };

  if (!rbk_clean_up_can ())
    {
      g_test_skip ("webrtcdsp is not installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) pcm = g_bytes_new_take (g_malloc0 (sizes[i] + 1), sizes[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) clean = rbk_clean_up (pcm, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (clean), ==, sizes[i] / 2 * 2);
    }
}

static void
test_clean_up_can_be_cancelled (void)
{
  g_autoptr (GBytes) pcm = g_bytes_new_take (g_malloc0 (96000), 96000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rbk_clean_up (pcm, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  rbk_clean_up_async (pcm, cancellable, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_clean_up_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  int result;

  rbk_test_init (&argc, &argv);
  g_test_add_func ("/media/room/verdicts", test_verdicts);
  g_test_add_func ("/media/room/dead-microphone", test_dead_microphone);
  g_test_add_func ("/media/room/only-noise-counts", test_only_noise_counts);
  g_test_add_func ("/media/room/nothing-to-judge", test_nothing_to_judge);
  if (CAN_REPLACE)
    {
      g_test_add_func ("/media/room/listens-for-a-second", test_listens_for_a_second);
      g_test_add_func ("/media/room/listening-can-be-cancelled", test_listening_can_be_cancelled);
      g_test_add_func ("/media/room/listening-can-fail", test_listening_can_fail);
    }
  g_test_add_func ("/media/clean-up/takes-noise-away", test_clean_up_takes_noise_away);
  g_test_add_func ("/media/clean-up/keeps-every-length", test_clean_up_keeps_every_length);
  g_test_add_func ("/media/clean-up/can-be-cancelled", test_clean_up_can_be_cancelled);
  result = g_test_run ();
  rbk_media_shutdown ();
  return result;
}
