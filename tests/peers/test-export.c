/* test-export.c: speech, as it leaves. Made by espeak-ng, in the conditions that salespeople speak in, and
 * measured with libebur128 directly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-clean-up.h"
#include "media/rbk-loudness.h"
#include "media/rbk-media.h"
#include "media/rbk-phone-ear.h"
#include "media/rbk-render.h"
#include "rbk-test-speech.h"
#include "rbk-test.h"
#include <ebur128.h>

#define SAID                                                                                                 \
  "Hello Ana, this is Devon Clark from Northside Motors. You left your reading glasses in the blue estate "  \
  "car. Text me at two four zero, five five five, zero one four three. I keep them at the front desk until " \
  "Friday. Thanks, and talk soon."

/* What sox makes of it. Holding back the loudest words changes the shape; other words are less alike than
 * 0.7. */
static const struct
{
  const char *name;
  const char *effects;
  double lowest_likeness;
} conditions[] = {
  { "plain", "", 0.9 },
  { "quiet", "gain -30", 0.9 },
  { "loud", "gain -n -0.1", 0.9 },
  { "clipped", "gain 24", 0.9 },
  { "squashed", "compand 0.005,0.1 6:-60,-12 0 -90 0.1 gain -n -0.1", 0.9 },
  { "dynamic", "tremolo 0.3 75 gain -n -1", 0.8 },
  { "thin", "highpass 600 gain -12", 0.8 },
  { "with-pauses", "pad 3@2 4@6 2", 0.9 },
  { "knocked", "gain -n -25", 0.75 },
};

static void
run (const char *command)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", command, error->message);
}

static GBytes *
speak (const char *effects)
{
  const char *folder = g_get_user_runtime_dir ();
  g_autofree char *wav = g_build_filename (folder, "said.wav", NULL);
  g_autofree char *raw = g_build_filename (folder, "said.raw", NULL);
  g_autofree char *say = g_strdup_printf ("espeak-ng -v en -w %s '%s'", wav, SAID);
  g_autofree char *convert =
    g_strdup_printf ("sox -V1 -R %s -t raw -r 48000 -c 1 -b 16 -e signed-integer %s %s", wav, raw, effects);
  char *data;
  gsize size;

  run (say);
  run (convert);
  g_assert_true (g_file_get_contents (raw, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

static void
measure (GBytes *pcm, double *lufs, double *dbtp)
{
  ebur128_state *state = ebur128_init (1, RBK_PCM_RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
  double peak;

  ebur128_add_frames_short (state, g_bytes_get_data (pcm, NULL), g_bytes_get_size (pcm) / 2);
  ebur128_loudness_global (state, lufs);
  ebur128_true_peak (state, 0, &peak);
  *dbtp = 20 * log10 (peak);
  ebur128_destroy (&state);
}

/* Five clicks, far louder than the words. */
static GBytes *
knock (GBytes *pcm)
{
  gsize size;
  gint16 *samples = g_bytes_unref_to_data (g_bytes_ref (pcm), &size);

  for (gsize i = 1; i <= 5; i++)
    for (gsize k = 0; k < 40; k++)
      samples[size / 12 * i + k] = k % 8 < 4 ? 32000 : -32000;
  return g_bytes_new_take (samples, size);
}

static GBytes *
add_noise (GBytes *pcm, double to_noise_db)
{
  gsize size;
  gint16 *samples = g_bytes_unref_to_data (g_bytes_ref (pcm), &size);
  double sum = 0;
  double amplitude;

  for (gsize i = 0; i < size / 2; i++)
    sum += (double) samples[i] * samples[i];
  amplitude = sqrt (3 * sum / (double) (size / 2)) * pow (10, -to_noise_db / 20);
  for (gsize i = 0; i < size / 2; i++)
    samples[i] =
      (gint16) CLAMP (samples[i] + g_test_rand_double_range (-amplitude, amplitude), -32768, 32767);
  return g_bytes_new_take (samples, size);
}

/* @pcm leaves as loud as it should, and is still @said. */
static void
assert_leaves_well (GBytes *pcm, GBytes *said, const char *name, double lowest_likeness)
{
  for (RbkRenderFormat format = RBK_RENDER_MP3; format <= RBK_RENDER_PHONE_MULAW; format++)
    {
      g_autoptr (RbkRendition) rendition = NULL;
      g_autoptr (GBytes) heard = NULL;
      g_autoptr (GBytes) phone = NULL;
      g_autoptr (GError) error = NULL;
      GBytes *reference = said;
      double lufs;
      double dbtp;
      double likeness;

      if (!rbk_render_can (format))
        continue;
      rendition = rbk_render (pcm, format, NULL, &error);
      g_assert_no_error (error);
      heard = rbk_decode_to_pcm (rendition->bytes, G_TIME_SPAN_HOUR, NULL, &error);
      g_assert_no_error (error);
      measure (heard, &lufs, &dbtp);
      if (format == RBK_RENDER_PHONE_WAV || format == RBK_RENDER_PHONE_MULAW)
        reference = phone = rbk_phone_ear (said, NULL, NULL);
      likeness = rbk_test_likeness (reference, heard);
      g_test_message (
        "%s as %s: %.2f LUFS, %.2f dBTP, likeness %.3f", name, rendition->file_name, lufs, dbtp, likeness);
      g_assert_cmpfloat_with_epsilon (lufs, RBK_LOUDNESS_TARGET_LUFS, 1);
      g_assert_cmpfloat (dbtp, <=, RBK_LOUDNESS_CEILING_DBTP);
      g_assert_cmpfloat (likeness, >, lowest_likeness);
    }
}

static void
test_leaves_well (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) said = speak (conditions[i].effects);
  g_autoptr (GBytes) pcm = g_str_equal (conditions[i].name, "knocked") ? knock (said) : g_bytes_ref (said);

  assert_leaves_well (pcm, said, conditions[i].name, conditions[i].lowest_likeness);
}

static void
test_noisy_leaves_well (void)
{
  g_autoptr (GBytes) said = speak ("gain -12");
  g_autoptr (GBytes) noisy = add_noise (said, 10);

  assert_leaves_well (noisy, noisy, "noisy", 0.9);
}

/* What was cleaned up is still what was said, and leaves as loud. */
static void
test_cleaned_up_leaves_well (void)
{
  g_autoptr (GBytes) said = speak ("gain -6");
  g_autoptr (GBytes) noisy = add_noise (said, 10);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GError) error = NULL;
  double before;
  double after;

  if (!rbk_clean_up_can ())
    {
      g_test_skip ("webrtcdsp is not installed");
      return;
    }
  clean = rbk_clean_up (noisy, NULL, &error);
  g_assert_no_error (error);
  before = rbk_test_likeness (said, noisy);
  after = rbk_test_likeness (said, clean);
  g_test_message ("likeness to what was said: %.4f noisy, %.4f cleaned up", before, after);
  g_assert_cmpfloat (after, >, 0.9);
  assert_leaves_well (clean, clean, "cleaned up", 0.9);
}

/* A/B: at the gains that rbk_loudness_match() gives, takes measure the same. */
static void
test_takes_play_equally_loud (void)
{
  GBytes *takes[3] = { speak ("gain -20"), speak ("gain -n -1"), speak ("gain -4 highpass 400") };
  RbkLoudness loudness[3];
  double gains[3];

  for (guint i = 0; i < 3; i++)
    rbk_loudness_measure (takes[i], &loudness[i]);
  rbk_loudness_match (loudness, 3, gains);
  for (guint i = 0; i < 3; i++)
    {
      gsize n;
      g_autofree float *samples = rbk_pcm_to_floats (takes[i], &n);
      g_autoptr (GBytes) played = NULL;
      double lufs;
      double dbtp;

      for (gsize k = 0; k < n; k++)
        samples[k] *= (float) pow (10, gains[i] / 20);
      played = rbk_pcm_from_floats (samples, n);
      measure (played, &lufs, &dbtp);
      g_test_message ("%.2f LUFS, %.2f dBTP", lufs, dbtp);
      g_assert_cmpfloat_with_epsilon (lufs, loudness[0].integrated_lufs + gains[0], 0.1);
      g_assert_cmpfloat (dbtp, <=, RBK_LOUDNESS_CEILING_DBTP + 0.01);
      g_bytes_unref (takes[i]);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  rbk_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      g_autofree char *name = g_strconcat ("/export/leaves-well/", conditions[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_leaves_well);
    }
  g_test_add_func ("/export/leaves-well/noisy", test_noisy_leaves_well);
  g_test_add_func ("/export/leaves-well/cleaned-up", test_cleaned_up_leaves_well);
  g_test_add_func ("/export/takes-play-equally-loud", test_takes_play_equally_loud);
  result = g_test_run ();
  rbk_media_shutdown ();
  return result;
}
