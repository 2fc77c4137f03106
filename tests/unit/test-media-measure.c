/* test-media-measure.c: times, waveforms and the facts of a take.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-pcm.h"
#include "media/rbk-take-measure.h"
#include "media/rbk-waveform.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"

static GBytes *
finish (GByteArray *pcm)
{
  return g_byte_array_free_to_bytes (pcm);
}

static void
test_times_are_exact (void)
{
  g_assert_cmpint (rbk_pcm_duration_us (0), ==, 0);
  g_assert_cmpint (rbk_pcm_duration_us (96000), ==, G_USEC_PER_SEC);
  g_assert_cmpint (rbk_pcm_duration_us (97), ==, rbk_pcm_duration_us (96));
  g_assert_cmpint (rbk_pcm_duration_us ((gsize) 96000 * 100000), ==, (gint64) 100000 * G_USEC_PER_SEC);
  g_assert_cmpuint (rbk_pcm_bytes_at (-5), ==, 0);
  g_assert_cmpuint (rbk_pcm_bytes_at (G_USEC_PER_SEC), ==, 96000);
  g_assert_cmpuint (rbk_pcm_bytes_at (G_MAXINT32 * G_GINT64_CONSTANT (1000)) % 2, ==, 0);
  for (gint64 us = 0; us < 5000000; us += 7919)
    {
      gint64 back = rbk_pcm_duration_us (rbk_pcm_bytes_at (us));

      g_assert_cmpint (back, <=, us);
      g_assert_cmpint (us - back, <=, 21);
    }
}

static void
test_slices_are_exact (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GBytes) middle = NULL;
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (GBytes) none = NULL;

  for (int i = 0; i < RBK_PCM_RATE; i++)
    rbk_test_append_sample (all, i % 1000);
  pcm = finish (g_steal_pointer (&all));
  middle = rbk_pcm_slice (pcm, 250000, 750000);
  rest = rbk_pcm_slice (pcm, 750000, -1);
  none = rbk_pcm_slice (pcm, 900000, 100000);
  g_assert_cmpuint (g_bytes_get_size (middle), ==, 48000);
  g_assert_cmpuint (g_bytes_get_size (rest), ==, 24000);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_cmpmem (
    g_bytes_get_data (middle, NULL), 48000, (const guint8 *) g_bytes_get_data (pcm, NULL) + 24000, 48000);
}

static void
test_waveform_is_exact (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GArray) peaks = NULL;

  /* Bucket i of 100 holds 480 samples, the largest at a different place in each, every other one negative. */
  for (int i = 0; i < 100; i++)
    for (int k = 0; k < 480; k++)
      rbk_test_append_sample (all, k == (i * 37) % 480 ? (i % 2 ? -1 : 1) * i * 300 : 1);
  pcm = finish (g_steal_pointer (&all));
  peaks = rbk_waveform_compute (pcm, 100);
  g_assert_cmpuint (peaks->len, ==, 100);
  for (int i = 0; i < 100; i++)
    g_assert_cmpfloat_with_epsilon (
      g_array_index (peaks, float, (guint) i), (float) MAX (i * 300, 1) / 32768, 1e-7);
}

static void
test_waveform_reaches_full_scale (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GArray) peaks = NULL;

  rbk_test_append_sample (all, G_MININT16);
  rbk_test_append_sample (all, G_MAXINT16);
  pcm = finish (g_steal_pointer (&all));
  peaks = rbk_waveform_compute (pcm, 4);
  g_assert_cmpfloat (g_array_index (peaks, float, 0), ==, 1.0f);
  g_assert_cmpfloat (g_array_index (peaks, float, 1), ==, 1.0f);
  g_assert_cmpfloat_with_epsilon (g_array_index (peaks, float, 3), 32767.0f / 32768, 1e-7);
}

static void
test_waveform_of_little (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) half = g_bytes_new_static ("x", 1);
  /* One byte off: samples that do not lie where the processor wants them. */
  g_autoptr (GBytes) odd = g_bytes_new_static ("\0\0\0\100\0\0\0", 7);
  g_autoptr (GBytes) shifted = g_bytes_new_from_bytes (odd, 1, 6);
  g_autoptr (GArray) of_empty = rbk_waveform_compute (empty, 10);
  g_autoptr (GArray) of_half = rbk_waveform_compute (half, 10);
  g_autoptr (GArray) of_shifted = rbk_waveform_compute (shifted, 3);
  g_autoptr (GArray) of_nothing = rbk_waveform_compute (odd, 0);

  g_assert_cmpuint (of_nothing->len, ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpfloat (g_array_index (of_empty, float, i), ==, 0);
      g_assert_cmpfloat (g_array_index (of_half, float, i), ==, 0);
    }
  g_assert_cmpfloat (g_array_index (of_shifted, float, 0), ==, 0);
  g_assert_cmpfloat (g_array_index (of_shifted, float, 1), ==, 0.5f / 256 * 1.0f);
}

static void
test_measure_of_silence (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  RbkTakeMeasure measure;

  rbk_test_append_silence (all, 3);
  pcm = finish (g_steal_pointer (&all));
  rbk_take_measure (pcm, &measure);
  g_assert_cmpint (measure.duration_us, ==, 3 * G_USEC_PER_SEC);
  g_assert_cmpfloat (measure.active_level_db, ==, RBK_TAKE_MEASURE_SILENCE_DB);
  g_assert_cmpfloat (measure.overall_rms_db, ==, RBK_TAKE_MEASURE_SILENCE_DB);
  g_assert_cmpfloat (measure.peak_db, ==, RBK_TAKE_MEASURE_SILENCE_DB);
  g_assert_cmpint (measure.lead_in_us, ==, 3 * G_USEC_PER_SEC);
  g_assert_cmpint (measure.longest_gap_us, ==, 0);
  g_assert_cmpint (measure.tail_us, ==, 0);
  g_assert_cmpfloat (measure.speech_to_noise_db, ==, 0);
  rbk_take_measure (empty, &measure);
  g_assert_cmpint (measure.duration_us, ==, 0);
}

static void
test_measure_of_tone (void)
{
  const double levels[] = { -6, -19, -45, -60 };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GByteArray) all = g_byte_array_new ();
      g_autoptr (GBytes) pcm = NULL;
      RbkTakeMeasure measure;

      rbk_test_append_tone (all, 2, 400, levels[i]);
      pcm = finish (g_steal_pointer (&all));
      rbk_take_measure (pcm, &measure);
      g_assert_cmpfloat_with_epsilon (measure.active_level_db, levels[i], 0.1);
      g_assert_cmpfloat_with_epsilon (measure.overall_rms_db, levels[i], 0.1);
      g_assert_cmpfloat_with_epsilon (measure.peak_db, levels[i] + 3.01, 0.1);
      g_assert_cmpfloat (measure.clipped_share, ==, 0);
      g_assert_cmpint (measure.lead_in_us, ==, 0);
      g_assert_cmpint (measure.tail_us, ==, 0);
      g_assert_cmpfloat_with_epsilon (measure.speech_to_noise_db, 0, 0.1);
    }
}

/* V-12, V-14: speech of a known level in a room of a known level, with pauses of known length. */
static void
test_measure_of_speech (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  RbkTakeMeasure measure;

  rbk_test_append_noise (all, 0.7, -55);
  rbk_test_append_tone (all, 2, 300, -19);
  rbk_test_append_noise (all, 1.6, -55);
  rbk_test_append_tone (all, 2, 300, -19);
  rbk_test_append_noise (all, 0.4, -55);
  rbk_test_append_tone (all, 2, 300, -19);
  rbk_test_append_noise (all, 1, -55);
  pcm = finish (g_steal_pointer (&all));
  rbk_take_measure (pcm, &measure);
  g_assert_cmpfloat_with_epsilon (measure.active_level_db, -19, 0.2);
  g_assert_cmpfloat_with_epsilon (measure.speech_to_noise_db, 36, 1);
  g_assert_cmpint (ABS (measure.lead_in_us - 700000), <=, 20000);
  g_assert_cmpint (ABS (measure.longest_gap_us - 1600000), <=, 40000);
  g_assert_cmpint (ABS (measure.tail_us - 1000000), <=, 20000);
}

static void
test_measure_tells_a_noisy_room (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  RbkTakeMeasure measure;

  rbk_test_append_noise (all, 1, -34);
  rbk_test_append_tone (all, 4, 300, -24);
  rbk_test_append_noise (all, 1, -34);
  pcm = finish (g_steal_pointer (&all));
  rbk_take_measure (pcm, &measure);
  g_assert_cmpfloat (measure.speech_to_noise_db, <, 20);
  g_assert_cmpfloat (measure.speech_to_noise_db, >, 5);
}

static void
test_measure_passes_over_knocks_and_zeros (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  RbkTakeMeasure measure;

  rbk_test_append_silence (all, 0.1); /* the sound card wakes up */
  rbk_test_append_noise (all, 0.3, -60);
  rbk_test_append_tone (all, 0.02, 2000, -4); /* a knock */
  rbk_test_append_noise (all, 0.58, -60);
  rbk_test_append_tone (all, 3, 300, -25);
  rbk_test_append_noise (all, 0.5, -60);
  pcm = finish (g_steal_pointer (&all));
  rbk_take_measure (pcm, &measure);
  g_assert_cmpint (ABS (measure.lead_in_us - 1000000), <=, 20000);
  g_assert_cmpfloat_with_epsilon (measure.active_level_db, -25, 2);
  g_assert_cmpfloat_with_epsilon (measure.speech_to_noise_db, 35, 3);
}

static void
test_measure_counts_clipping (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  RbkTakeMeasure measure;

  /* At 6 dB above what fits, the sine is cut off for 2/3 of the time: where |sin| > 1/2. */
  rbk_test_append_tone (all, 1, 100, 20 * log10 (2) - 3.0103);
  pcm = finish (g_steal_pointer (&all));
  rbk_take_measure (pcm, &measure);
  g_assert_cmpfloat_with_epsilon (measure.clipped_share, 2.0 / 3, 0.01);
  g_assert_cmpfloat_with_epsilon (measure.peak_db, 0, 0.01);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/media/pcm/times-are-exact", test_times_are_exact);
  g_test_add_func ("/media/pcm/slices-are-exact", test_slices_are_exact);
  g_test_add_func ("/media/waveform/is-exact", test_waveform_is_exact);
  g_test_add_func ("/media/waveform/reaches-full-scale", test_waveform_reaches_full_scale);
  g_test_add_func ("/media/waveform/of-little", test_waveform_of_little);
  g_test_add_func ("/media/take-measure/silence", test_measure_of_silence);
  g_test_add_func ("/media/take-measure/tone", test_measure_of_tone);
  g_test_add_func ("/media/take-measure/speech", test_measure_of_speech);
  g_test_add_func ("/media/take-measure/noisy-room", test_measure_tells_a_noisy_room);
  g_test_add_func ("/media/take-measure/knocks-and-zeros", test_measure_passes_over_knocks_and_zeros);
  g_test_add_func ("/media/take-measure/clipping", test_measure_counts_clipping);
  return g_test_run ();
}
