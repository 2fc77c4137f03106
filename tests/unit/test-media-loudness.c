/* test-media-loudness.c: how loud sounds are, and how loud they leave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-loudness.h"
#include "media/rbk-mastering-private.h"
#include "media/rbk-media.h"
#include "media/rbk-phone-line-private.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"
#include <ebur128.h>

static GBytes *
make_tone (double seconds, double hz, double rms_db)
{
  GByteArray *array = g_byte_array_new ();

  rbk_test_append_tone (array, seconds, hz, rms_db);
  return g_byte_array_free_to_bytes (array);
}

/* EBU Tech 3341: a tone of 1000 Hz at -23 dBFS in one channel of mono measures 3 LU less than in two. */
static void
test_tone_measures_as_the_standard_says (void)
{
  const double levels[] = { -3.5, -20, -33, -60 };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GBytes) pcm = make_tone (5, 997, levels[i]);
      RbkLoudness loudness;

      rbk_loudness_measure (pcm, &loudness);
      /* BS.1770: -0.691 and the weighting of 1 kHz cancel out. */
      g_assert_cmpfloat_with_epsilon (loudness.integrated_lufs, levels[i], 0.1);
      g_assert_cmpfloat_with_epsilon (loudness.true_peak_dbtp, levels[i] + 3.01, 0.2);
    }
}

/* The samples of a quarter of the rate, an eighth of a turn off, miss the peak by 3 dB. */
static void
test_peaks_between_samples_count (void)
{
  g_autofree gint16 *samples = g_new (gint16, RBK_PCM_RATE);
  g_autoptr (GBytes) pcm = NULL;
  RbkLoudness loudness;

  for (guint i = 0; i < RBK_PCM_RATE; i++)
    samples[i] = GINT16_TO_LE ((gint16) (i % 4 < 2 ? 16384 : -16384));
  pcm = g_bytes_new (samples, RBK_PCM_RATE * 2);
  rbk_loudness_measure (pcm, &loudness);
  g_assert_cmpfloat (loudness.true_peak_dbtp, >, -3.5);
}

/* The short way to the peak finds what libebur128 finds in the whole. */
static void
test_peaks_are_those_of_the_whole (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 300; round++)
    {
      const guint rates[] = { 48000, 16000, 8000 };
      guint rate = rates[round % 3];
      gsize n = (gsize) g_rand_int_range (random, 1, 4000);
      g_autofree float *samples = g_new0 (float, n);
      ebur128_state *state = ebur128_init (1, rate, EBUR128_MODE_TRUE_PEAK);
      RbkLoudness loudness;
      double peak;

      /* Bursts of noise of different loudness, that begin and end anywhere. */
      for (gsize at = 0; at < n;)
        {
          gsize length = (gsize) g_rand_int_range (random, 1, 300);
          gsize to = MIN (n, at + length);
          double level = g_rand_boolean (random) ? g_rand_double (random) : 0.05;

          for (; at < to; at++)
            samples[at] = (float) (level * g_rand_double_range (random, -1, 1));
        }
      ebur128_add_frames_float (state, samples, n);
      ebur128_true_peak (state, 0, &peak);
      ebur128_destroy (&state);
      rbk_loudness_measure_floats (samples, n, rate, &loudness, NULL, NULL);
      g_assert_cmpfloat_with_epsilon (loudness.true_peak_dbtp, 20 * log10 (peak), 1e-9);
    }
}

static void
test_silence_and_nothing (void)
{
  g_autofree guint8 *zeros = g_malloc0 (96000 * 2);
  g_autoptr (GBytes) one = g_bytes_new_static ("\x00\x40", 2);
  g_autoptr (GBytes) faint = make_tone (2, 1000, -85);
  const gsize sizes[] = { 0, 1, 2, 1000, 96000 * 2 };
  RbkLoudness loudness;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) pcm = g_bytes_new_static (zeros, sizes[i]);

      rbk_loudness_measure (pcm, &loudness);
      g_assert_cmpfloat (loudness.integrated_lufs, ==, RBK_LOUDNESS_SILENCE);
      g_assert_cmpfloat (loudness.true_peak_dbtp, ==, RBK_LOUDNESS_SILENCE);
    }
  rbk_loudness_measure (one, &loudness);
  g_assert_cmpfloat (loudness.integrated_lufs, ==, RBK_LOUDNESS_SILENCE);
  g_assert_cmpfloat_with_epsilon (loudness.true_peak_dbtp, -6, 0.3);
  rbk_loudness_measure (faint, &loudness);
  g_assert_cmpfloat (loudness.integrated_lufs, ==, RBK_LOUDNESS_SILENCE);
}

static void
test_door_can_be_cancelled (void)
{
  g_autoptr (GBytes) pcm = make_tone (3, 1000, -20);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GError) error = NULL;
  RbkLoudness loudness = { 0 };

  rbk_loudness_measure_async (pcm, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_true (rbk_loudness_measure_finish (result, &loudness, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (loudness.integrated_lufs, -20, 0.1);
  g_cancellable_cancel (cancellable);
  rbk_loudness_measure_async (pcm, cancellable, rbk_test_keep_result_cb, &cancelled);
  rbk_test_wait_until (cancelled != NULL);
  g_assert_false (rbk_loudness_measure_finish (cancelled, &loudness, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_takes_match (void)
{
  const double silence = RBK_LOUDNESS_SILENCE;
  const struct
  {
    RbkLoudness takes[3];
    double gains[3];
  } rows[] = {
    /* There is room: all as loud as a voicemail leaves. */
    { { { -30, -15 }, { -19, -5 }, { -14, -1 } }, { 11, 0, -5 } },
    /* The first one's peaks would not fit: all wait for it. */
    { { { -30, -8 }, { -19, -5 }, { -14, -1 } }, { 6, -5, -10 } },
    /* A click in it does not make the others disappear. */
    { { { -40, -3 }, { -19, -5 }, { -31, -20 } }, { 9, -12, 0 } },
    { { { silence, silence }, { -25, -12 }, { silence, -3 } }, { 0, 6, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double gains[3];

      rbk_loudness_match (rows[i].takes, 3, gains);
      for (guint k = 0; k < 3; k++)
        g_assert_cmpfloat_with_epsilon (gains[k], rows[i].gains[k], 1e-6);
    }
  rbk_loudness_match (NULL, 0, NULL);
}

/* The sounds that a limiter has trouble with, at each rate and form that leaves. */
typedef enum
{
  QUIET,
  LOUD,
  CLIPPED,
  DYNAMIC,
  NOISY,
  CLICKING,
  N_SOUNDS,
} Kind;

static const char *const names[] = { "quiet", "loud", "clipped", "dynamic", "noisy", "clicking" };

static GBytes *
make_sound (Kind kind)
{
  GByteArray *array = g_byte_array_new ();
  const double levels[] = { -48, -9, 6, -25, -30, -35 };

  for (guint i = 0; i < 12; i++)
    {
      double level = levels[kind] + (kind == DYNAMIC && i % 3 == 0 ? 18 : 0);

      rbk_test_append_tone (array, 0.3, 180 + 37 * i, level);
      if (kind == NOISY)
        rbk_test_append_noise (array, 0.2, level - 6);
      else
        rbk_test_append_noise (array, 0.1, level + (kind == LOUD ? 4 : -10));
      rbk_test_append_silence (array, 0.15);
      if (kind == CLICKING)
        for (guint k = 0; k < 3; k++)
          rbk_test_append_sample (array, k % 2 == 0 ? 32767 : -32768);
    }
  return g_byte_array_free_to_bytes (array);
}

static void
test_every_sound_leaves_equally_loud (gconstpointer data)
{
  Kind kind = (Kind) GPOINTER_TO_INT (data);
  g_autoptr (GBytes) pcm = make_sound (kind);
  gsize n;
  g_autofree float *wide = rbk_pcm_to_floats (pcm, &n);
  gsize n_narrow;
  g_autofree float *narrow = rbk_phone_line_narrow (wide, n, &n_narrow, NULL, NULL);
  const struct
  {
    const float *samples;
    gsize n;
    RbkMastering wish;
  } forms[] = {
    { wide, n, { RBK_PCM_RATE, FALSE, -19, -2 } },
    { wide, n, { RBK_PCM_RATE, FALSE, -19, -3.5 } },
    { narrow, n_narrow, { RBK_PHONE_RATE, FALSE, -19, -2 } },
    { narrow, n_narrow, { RBK_PHONE_RATE, TRUE, -19, -2 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree float *mastered = rbk_master (forms[i].samples, forms[i].n, &forms[i].wish, NULL, NULL);
      RbkLoudness loudness;

      if (forms[i].wish.is_companded)
        for (gsize k = 0; k < forms[i].n; k++)
          mastered[k] = rbk_phone_line_companded (mastered[k]);
      rbk_loudness_measure_floats (mastered, forms[i].n, forms[i].wish.rate, &loudness, NULL, NULL);
      g_test_message ("%s, form %u: %.2f LUFS, %.2f dBTP",
                      names[kind],
                      i,
                      loudness.integrated_lufs,
                      loudness.true_peak_dbtp);
      g_assert_cmpfloat_with_epsilon (loudness.integrated_lufs, -19, 0.8);
      g_assert_cmpfloat (loudness.true_peak_dbtp, <=, forms[i].wish.ceiling_dbtp);
    }
}

/* Where nothing has to be limited, the sound is the same and only louder. */
static void
test_a_sound_with_room_is_not_changed (void)
{
  g_autoptr (GBytes) pcm = make_tone (3, 440, -30);
  gsize n;
  g_autofree float *samples = rbk_pcm_to_floats (pcm, &n);
  const RbkMastering wish = { RBK_PCM_RATE, FALSE, -19, -2 };
  g_autofree float *mastered = rbk_master (samples, n, &wish, NULL, NULL);
  float gain = mastered[27] / samples[27];

  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (mastered[i], samples[i] * gain, 1e-6);
}

static void
test_silence_stays_silent (void)
{
  const gsize sizes[] = { 1, 100, 48000 };
  const RbkMastering wish = { RBK_PCM_RATE, FALSE, -19, -2 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree float *zeros = g_new0 (float, sizes[i]);
      g_autofree float *mastered = rbk_master (zeros, sizes[i], &wish, NULL, NULL);

      for (gsize k = 0; k < sizes[i]; k++)
        g_assert_cmpfloat (mastered[k], ==, 0);
    }
}

/* Too short to have a loudness, and held below the ceiling all the same. */
static void
test_short_and_loud (void)
{
  const gsize sizes[] = { 1, 2, 241, 4800 };
  const RbkMastering wish = { RBK_PCM_RATE, FALSE, -19, -2 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree float *loud = g_new (float, sizes[i]);
      g_autofree float *mastered = NULL;
      RbkLoudness loudness;

      for (gsize k = 0; k < sizes[i]; k++)
        loud[k] = k % 50 < 25 ? 1 : -1;
      mastered = rbk_master (loud, sizes[i], &wish, NULL, NULL);
      rbk_loudness_measure_floats (mastered, sizes[i], RBK_PCM_RATE, &loudness, NULL, NULL);
      g_assert_cmpfloat (loudness.true_peak_dbtp, <=, -2);
      g_assert_cmpfloat (loudness.true_peak_dbtp, >, -8);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  rbk_test_init (&argc, &argv);
  g_test_add_func ("/media/loudness/tone-measures-as-the-standard-says",
                   test_tone_measures_as_the_standard_says);
  g_test_add_func ("/media/loudness/peaks-between-samples-count", test_peaks_between_samples_count);
  g_test_add_func ("/media/loudness/peaks-are-those-of-the-whole", test_peaks_are_those_of_the_whole);
  g_test_add_func ("/media/loudness/silence-and-nothing", test_silence_and_nothing);
  g_test_add_func ("/media/loudness/door-can-be-cancelled", test_door_can_be_cancelled);
  g_test_add_func ("/media/loudness/takes-match", test_takes_match);
  for (int kind = 0; kind < N_SOUNDS; kind++)
    {
      g_autofree char *name = g_strconcat ("/media/mastering/leaves-equally-loud/", names[kind], NULL);

      g_test_add_data_func (name, GINT_TO_POINTER (kind), test_every_sound_leaves_equally_loud);
    }
  g_test_add_func ("/media/mastering/a-sound-with-room-is-not-changed",
                   test_a_sound_with_room_is_not_changed);
  g_test_add_func ("/media/mastering/silence-stays-silent", test_silence_stays_silent);
  g_test_add_func ("/media/mastering/short-and-loud", test_short_and_loud);
  result = g_test_run ();
  rbk_media_shutdown ();
  return result;
}
