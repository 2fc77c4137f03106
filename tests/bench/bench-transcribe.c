/* bench-transcribe.c: what finding out what a customer reads costs beyond the engine itself.
 *
 *   bench-transcribe MODEL HELPER
 *
 * Against the engine's library, called directly in this process with the same model, sound and
 * settings: reading the model, transcribing, letting go. The door adds looking whether the model is
 * the one that was checked, starting a process, handing over the sound and reading the words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "transcriber/rbk-transcriber.h"
#include <glib/gstdio.h>
#include <math.h>
#include <sys/resource.h>
#include <unistd.h>
#include <whisper.h>

#define ROUNDS   5
#define BUDGET   1.05
#define LENGTH_S 25

static void
log_nothing (enum ggml_log_level level, const char *text, void *user_data)
{
}

/* Seconds of processor of this process and of those that it waited for. */
static double
processor (void)
{
  struct rusage own, others;

  getrusage (RUSAGE_SELF, &own);
  getrusage (RUSAGE_CHILDREN, &others);
  return (double) (own.ru_utime.tv_sec + own.ru_stime.tv_sec + others.ru_utime.tv_sec +
                   others.ru_stime.tv_sec) +
         (double) (own.ru_utime.tv_usec + own.ru_stime.tv_usec + others.ru_utime.tv_usec +
                   others.ru_stime.tv_usec) /
           1e6;
}

/* Without a pause at either end, so that both ways hear the same. */
static GBytes *
make_sound (void)
{
  gsize n = LENGTH_S * RBK_TRANSCRIBER_RATE;
  gint16 *samples = g_new (gint16, n);

  for (gsize i = 0; i < n; i++)
    samples[i] = (gint16) (9000 * sin ((double) i * (0.1 + 0.05 * sin ((double) i / 3000))));
  return g_bytes_new_take (samples, n * sizeof (gint16));
}

static double
time_directly (const char *model, GBytes *pcm, double *spent)
{
  gint64 begun = g_get_monotonic_time ();
  double before = processor ();
  gsize size;
  const gint16 *given = g_bytes_get_data (pcm, &size);
  gsize n = size / sizeof (gint16);
  g_autofree float *samples = g_new (float, n);
  struct whisper_context_params how = whisper_context_default_params ();
  struct whisper_full_params params = whisper_full_default_params (WHISPER_SAMPLING_GREEDY);
  struct whisper_context *context;
  long cores = sysconf (_SC_NPROCESSORS_ONLN);

  for (gsize i = 0; i < n; i++)
    samples[i] = (float) given[i] / 32768.f;
  how.use_gpu = false;
  context = whisper_init_from_file_with_params (model, how);
  g_assert_nonnull (context);
  params.n_threads = cores > 2 ? (int) MIN (cores - 1, 8) : 2;
  params.token_timestamps = true;
  params.max_len = 1;
  params.split_on_word = true;
  params.temperature_inc = 0;
  params.suppress_nst = true;
  params.no_context = true;
  params.greedy.best_of = 1;
  params.print_progress = false;
  params.print_timestamps = false;
  g_assert_cmpint (whisper_full (context, params, samples, (int) n), ==, 0);
  whisper_free (context);
  *spent = processor () - before;
  return (double) (g_get_monotonic_time () - begun) / 1e6;
}

static double
time_the_door (RbkTranscriber *transcriber, RbkSpeechModel *model, GBytes *pcm, double *spent)
{
  gint64 begun = g_get_monotonic_time ();
  double before = processor ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RbkTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;

  rbk_transcriber_transcribe_async (
    transcriber, pcm, model, NULL, NULL, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  transcript = rbk_transcriber_transcribe_finish (transcriber, result, &error);
  g_assert_no_error (error);
  *spent = processor () - before;
  return (double) (g_get_monotonic_time () - begun) / 1e6;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autoptr (RbkSpeechModels) models = NULL;
  g_autoptr (RbkTranscriber) transcriber = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GBytes) pcm = make_sound ();
  double door = G_MAXDOUBLE, direct = G_MAXDOUBLE, door_spent = G_MAXDOUBLE, direct_spent = G_MAXDOUBLE;

  rbk_test_init (&argc, &argv);
#ifdef __x86_64__
  if (!__builtin_cpu_supports ("avx2") || !__builtin_cpu_supports ("fma"))
    {
      g_print ("# the library that is compared with needs AVX2, which this processor lacks\n");
      return 77;
    }
#endif
  g_assert_cmpint (argc, ==, 3);
  folder = g_path_get_dirname (argv[1]);
  models = rbk_speech_models_new ((const char *[]) { folder, NULL });
  transcriber = rbk_transcriber_new (models, argv[2]);
  rbk_speech_models_list_async (models, NULL, rbk_test_keep_result_cb, &listed);
  rbk_test_wait_until (listed != NULL);
  found = rbk_speech_models_list_finish (models, listed, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  whisper_log_set (log_nothing, NULL);

  for (guint i = 0; i < ROUNDS; i++)
    {
      double spent, took = time_directly (argv[1], pcm, &spent);

      direct = MIN (direct, took);
      direct_spent = MIN (direct_spent, spent);
      took = time_the_door (transcriber, found->pdata[0], pcm, &spent);
      door = MIN (door, took);
      door_spent = MIN (door_spent, spent);
    }
  g_print (
    "# best of %d; by the clock %.2f s, directly %.2f s = %.3f\n", ROUNDS, door, direct, door / direct);
  g_print ("%-44s %8.0f ms  %8.0f ms  %7.3f <= %-5g %s\n",
           "transcribe 25 s in a helper / in the library",
           door_spent * 1000,
           direct_spent * 1000,
           door_spent / direct_spent,
           BUDGET,
           door_spent / direct_spent <= BUDGET ? "ok" : "MISSED");
  return door_spent / direct_spent <= BUDGET ? 0 : 1;
}
