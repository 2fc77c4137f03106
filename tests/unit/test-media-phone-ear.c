/* test-media-phone-ear.c: what a telephone makes of sounds with known facts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-media.h"
#include "media/rbk-phone-ear.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"

static GBytes *
hear (GBytes *pcm)
{
  g_autoptr (GError) error = NULL;
  GBytes *heard = rbk_phone_ear (pcm, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (heard), ==, g_bytes_get_size (pcm) / 2 * 2);
  return heard;
}

static GBytes *
hear_for_recogniser (GBytes *pcm)
{
  g_autoptr (GError) error = NULL;
  GBytes *heard = rbk_phone_ear_for_recogniser (pcm, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (heard), ==, (g_bytes_get_size (pcm) / 2 + 2) / 3 * 2);
  return heard;
}

/* Between the second half of the first second and its end, where no edge is heard. */
static double
level_db (GBytes *pcm, guint rate)
{
  const guint8 *data = g_bytes_get_data (pcm, NULL);

  return rbk_test_rms_db (data + rate, rate / 2);
}

static void
test_band (void)
{
  /* What is neither in the band nor far from it is left to the filter. */
  const struct
  {
    double hz;
    double lowest, highest; /* of what comes through, against what was said */
  } tones[] = {
    { 50, -INFINITY, -40 },    { 100, -INFINITY, -40 },   { 300, -3, 0.5 },         { 500, -0.5, 0.5 },
    { 1000, -0.3, 0.3 },       { 2000, -0.5, 0.5 },       { 3300, -2, 0.5 },        { 3400, -3, 0.5 },
    { 4100, -INFINITY, -40 },  { 5000, -INFINITY, -40 },  { 7000, -INFINITY, -40 }, { 9000, -INFINITY, -40 },
    { 12000, -INFINITY, -40 }, { 20000, -INFINITY, -40 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      GByteArray *array = g_byte_array_new ();
      g_autoptr (GBytes) pcm = NULL;
      g_autoptr (GBytes) heard = NULL;
      g_autoptr (GBytes) narrow = NULL;
      double change;

      rbk_test_append_tone (array, 1, tones[i].hz, -20);
      pcm = g_byte_array_free_to_bytes (array);
      heard = hear (pcm);
      narrow = hear_for_recogniser (pcm);
      change = level_db (heard, RBK_PCM_RATE) + 20;
      g_test_message ("%g Hz comes through with %.2f dB", tones[i].hz, change);
      g_assert_cmpfloat (change, >=, tones[i].lowest);
      g_assert_cmpfloat (change, <=, tones[i].highest);
      if (isfinite (tones[i].lowest))
        g_assert_cmpfloat_with_epsilon (level_db (narrow, RBK_PHONE_EAR_RECOGNISER_RATE), change - 20, 0.1);
    }
}

static double
product (const gint16 *a, const gint16 *b, gsize n, gsize step)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) a[i * step] * b[i];
  return sum;
}

/* By how many samples @heard is later than @pcm, of which one in @step is there in @heard. */
static int
find_delay (GBytes *pcm, GBytes *heard, guint step)
{
  const gint16 *a = g_bytes_get_data (pcm, NULL);
  const gint16 *b = g_bytes_get_data (heard, NULL);
  gsize n = g_bytes_get_size (heard) / 2 - 200;
  double best = 0;
  int delay = G_MAXINT;

  for (int shift = -60; shift <= 60; shift++)
    {
      double sum = product (a + 90 * step, b + 90 + shift, n - 100, step);

      if (sum <= best)
        continue;
      best = sum;
      delay = shift;
    }
  return delay;
}

static void
test_nothing_is_delayed (void)
{
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GBytes) heard = NULL;
  g_autoptr (GBytes) narrow = NULL;
  g_autoptr (GBytes) later = NULL;

  /* Noise of every frequency: only the right shift is alike. */
  rbk_test_append_noise (array, 1, -20);
  pcm = g_byte_array_free_to_bytes (array);
  heard = hear (pcm);
  narrow = hear_for_recogniser (pcm);
  g_assert_cmpint (find_delay (pcm, heard, 1), ==, 0);
  g_assert_cmpint (find_delay (pcm, narrow, 3), ==, 0);
  /* The proof can fail. */
  later = g_bytes_new_from_bytes (heard, 2, g_bytes_get_size (heard) - 2);
  g_assert_cmpint (find_delay (pcm, later, 1), ==, -1);
}

/* A click in the middle of silence is widest around itself, wherever it lies among the six samples. */
static void
test_a_click_stays_where_it_is (void)
{
  for (guint at = 2400; at < 2406; at++)
    {
      g_autofree gint16 *samples = g_new0 (gint16, 4800);
      g_autoptr (GBytes) pcm = NULL;
      g_autoptr (GBytes) heard = NULL;
      const gint16 *data;
      double sum = 0;
      double moment = 0;

      samples[at] = GINT16_TO_LE (30000);
      pcm = g_bytes_new (samples, 9600);
      heard = hear (pcm);
      data = g_bytes_get_data (heard, NULL);
      for (guint i = 0; i < 4800; i++)
        {
          double energy = (double) data[i] * data[i];

          sum += energy;
          moment += energy * i;
        }
      g_assert_cmpfloat (sum, >, 0);
      g_assert_cmpfloat_with_epsilon (moment / sum, at, 3);
    }
}

static void
test_every_length_stays (void)
{
  g_autofree guint8 *zeros = g_malloc0 (4000);

  for (gsize size = 0; size < 80; size++)
    {
      g_autoptr (GBytes) pcm = g_bytes_new_static (zeros, size);
      g_autoptr (GBytes) heard = hear (pcm);
      g_autoptr (GBytes) narrow = hear_for_recogniser (pcm);

      g_assert_cmpmem (g_bytes_get_data (heard, NULL), g_bytes_get_size (heard), zeros, size / 2 * 2);
      g_assert_cmpmem (
        g_bytes_get_data (narrow, NULL), g_bytes_get_size (narrow), zeros, g_bytes_get_size (narrow));
    }
}

/* The loudest sound there is clips and does not wrap around. */
static void
test_full_scale (void)
{
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GBytes) heard = NULL;
  const gint16 *a;
  const gint16 *b;

  rbk_test_append_tone (array, 1, 1000, 10);
  pcm = g_byte_array_free_to_bytes (array);
  heard = hear (pcm);
  a = g_bytes_get_data (pcm, NULL);
  b = g_bytes_get_data (heard, NULL);
  for (guint i = 1000; i < 47000; i++)
    if (ABS (a[i]) > 30000)
      g_assert_true ((a[i] > 0) == (b[i] > 0));
}

/* Mu-law has about 38 dB between a sound and what it adds, loud or soft. */
static void
test_mu_law_is_heard (void)
{
  const double levels[] = { -6, -20, -40 };

  for (guint k = 0; k < G_N_ELEMENTS (levels); k++)
    {
      GByteArray *array = g_byte_array_new ();
      g_autoptr (GBytes) pcm = NULL;
      g_autoptr (GBytes) heard = NULL;
      const gint16 *a;
      const gint16 *b;
      double ab = 0, aa = 0, noise = 0;

      rbk_test_append_tone (array, 1, 1007, levels[k]);
      pcm = g_byte_array_free_to_bytes (array);
      heard = hear (pcm);
      a = g_bytes_get_data (pcm, NULL);
      b = g_bytes_get_data (heard, NULL);
      for (guint i = 1000; i < 47000; i++)
        {
          ab += (double) a[i] * b[i];
          aa += (double) a[i] * a[i];
        }
      for (guint i = 1000; i < 47000; i++)
        noise += (b[i] - ab / aa * a[i]) * (b[i] - ab / aa * a[i]);
      g_test_message ("%g dBFS: %.1f dB above the noise of mu-law", levels[k], 10 * log10 (aa / noise));
      g_assert_cmpfloat (10 * log10 (aa / noise), >, 30);
      g_assert_cmpfloat (10 * log10 (aa / noise), <, 45);
    }
}

static void
test_a_minute (void)
{
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GBytes) heard = NULL;
  g_autoptr (GBytes) narrow = NULL;

  rbk_test_append_noise (array, 60, -30);
  pcm = g_byte_array_free_to_bytes (array);
  heard = hear (pcm);
  narrow = hear_for_recogniser (pcm);
}

static void
test_can_be_cancelled (void)
{
  g_autofree guint8 *zeros = g_malloc0 (96000);
  g_autoptr (GBytes) pcm = g_bytes_new_static (zeros, 96000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rbk_phone_ear (pcm, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (rbk_phone_ear_for_recogniser (pcm, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  rbk_phone_ear_async (pcm, cancellable, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_phone_ear_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  rbk_phone_ear_for_recogniser_async (pcm, cancellable, rbk_test_keep_result_cb, &second);
  rbk_test_wait_until (second != NULL);
  g_assert_null (rbk_phone_ear_for_recogniser_finish (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_doors_agree (void)
{
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GBytes) heard = NULL;
  g_autoptr (GBytes) narrow = NULL;
  g_autoptr (GBytes) by_door = NULL;
  g_autoptr (GBytes) narrow_by_door = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  rbk_test_append_noise (array, 1.5, -30);
  pcm = g_byte_array_free_to_bytes (array);
  heard = hear (pcm);
  narrow = hear_for_recogniser (pcm);
  rbk_phone_ear_async (pcm, NULL, rbk_test_keep_result_cb, &result);
  rbk_phone_ear_for_recogniser_async (pcm, NULL, rbk_test_keep_result_cb, &second);
  rbk_test_wait_until (result != NULL && second != NULL);
  by_door = rbk_phone_ear_finish (result, &error);
  g_assert_no_error (error);
  narrow_by_door = rbk_phone_ear_for_recogniser_finish (second, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (heard, by_door));
  g_assert_true (g_bytes_equal (narrow, narrow_by_door));
}

int
main (int argc, char *argv[])
{
  int result;

  rbk_test_init (&argc, &argv);
  g_test_add_func ("/media/phone-ear/band", test_band);
  g_test_add_func ("/media/phone-ear/nothing-is-delayed", test_nothing_is_delayed);
  g_test_add_func ("/media/phone-ear/a-click-stays-where-it-is", test_a_click_stays_where_it_is);
  g_test_add_func ("/media/phone-ear/every-length-stays", test_every_length_stays);
  g_test_add_func ("/media/phone-ear/full-scale", test_full_scale);
  g_test_add_func ("/media/phone-ear/mu-law-is-heard", test_mu_law_is_heard);
  g_test_add_func ("/media/phone-ear/a-minute", test_a_minute);
  g_test_add_func ("/media/phone-ear/can-be-cancelled", test_can_be_cancelled);
  g_test_add_func ("/media/phone-ear/doors-agree", test_doors_agree);
  result = g_test_run ();
  rbk_media_shutdown ();
  return result;
}
