/* test-transcriber.c: a helper that reads well, and helpers that crash, hang, babble and are killed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "transcriber/rbk-transcriber.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  RbkSpeechModels *models;
  RbkSpeechModel *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *model_path = NULL;
  g_autofree char *card_path = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) models = NULL;
  const char *folders[2] = { NULL };

  fixture->folder = g_dir_make_tmp ("rbk-models-XXXXXX", NULL);
  model_path = g_build_filename (fixture->folder, "model.bin", NULL);
  card_path = g_build_filename (fixture->folder, "model.bin.json", NULL);
  g_assert_cmpint (symlink (RBK_TEST_MODEL, model_path), ==, 0);
  g_assert_cmpint (symlink (RBK_TEST_MODEL ".json", card_path), ==, 0);
  folders[0] = fixture->folder;
  fixture->models = rbk_speech_models_new (folders);
  rbk_speech_models_list_async (fixture->models, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  models = rbk_speech_models_list_finish (fixture->models, result, NULL);
  g_assert_cmpuint (models->len, ==, 1);
  fixture->model = g_object_ref (g_ptr_array_index (models, 0));
  g_unsetenv ("RBK_FAULT");
  g_unsetenv ("RBK_FAULT_PID");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *model_path = g_build_filename (fixture->folder, "model.bin", NULL);
  g_autofree char *card_path = g_build_filename (fixture->folder, "model.bin.json", NULL);
  g_autofree char *pid_path = g_build_filename (fixture->folder, "pid", NULL);

  g_remove (model_path);
  g_remove (card_path);
  g_remove (pid_path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->models);
  g_object_unref (fixture->model);
}

/* A tone of @seconds with half a second of silence before and after it. */
static GBytes *
make_tone (double seconds)
{
  gsize quiet = RBK_TRANSCRIBER_RATE / 2;
  gsize loud = (gsize) (seconds * RBK_TRANSCRIBER_RATE);
  gsize n = loud + 2 * quiet;
  gint16 *samples = g_new0 (gint16, n);

  for (gsize i = 0; i < loud; i++)
    samples[quiet + i] = (gint16) (9000 * sin ((double) i * (0.1 + 0.05 * sin ((double) i / 3000))));
  return g_bytes_new_take (samples, n * sizeof (gint16));
}

static void
count_cb (double progress, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (progress, >, *last);
  *last = progress;
}

static RbkTranscript *
transcribe (Fixture *fixture, const char *program, const char *fault, guint limit_ms, GError **error)
{
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, program);
  g_autoptr (GBytes) pcm = make_tone (1);
  g_autoptr (GAsyncResult) result = NULL;
  double progress = 0;
  RbkTranscript *transcript;

  if (fault != NULL)
    g_setenv ("RBK_FAULT", fault, TRUE);
  if (limit_ms > 0)
    rbk_transcriber_set_time_limit (transcriber, limit_ms);
  rbk_transcriber_transcribe_async (
    transcriber, pcm, fixture->model, count_cb, &progress, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  transcript = rbk_transcriber_transcribe_finish (transcriber, result, error);
  if (transcript != NULL && fault == NULL)
    g_assert_cmpfloat (progress, ==, 1);
  return transcript;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkTranscript) transcript = transcribe (fixture, RBK_FAULTY_HELPER, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rbk_transcript_get_n_words (transcript), ==, 2);
  g_assert_cmpstr (rbk_transcript_get_engine (transcript), ==, "faulty 1");
  g_assert_cmpstr (
    rbk_transcript_get_model_sha256 (transcript), ==, rbk_speech_model_get_sha256 (fixture->model));
  g_assert_cmpstr (rbk_transcript_get_word (transcript, 0)->text, ==, "“Hi\\”");
  g_assert_cmpstr (rbk_transcript_get_word (transcript, 1)->text, ==, "Maria");
  /* The engine was not given the silence before: 500 ms, of which 200 are left to the first sound. */
  g_assert_cmpint (rbk_transcript_get_word (transcript, 0)->t0_us, ==, 300 * 1000);
  g_assert_cmpint (rbk_transcript_get_word (transcript, 1)->t1_us, ==, 1100 * 1000);
}

static void
test_arguments (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkTranscript) transcript = transcribe (fixture, RBK_FAULTY_HELPER, "arguments", 0, &error);
  g_autofree char *wanted = g_strdup_printf ("whisper,%" G_GUINT64_FORMAT ",passive,10,2000",
                                             rbk_speech_model_get_size (fixture->model));

  g_assert_no_error (error);
  g_assert_cmpstr (rbk_transcript_get_word (transcript, 0)->text, ==, wanted);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    guint limit_ms;
    RbkTranscriberError code;
  } faults[] = {
    { "crash", 0, RBK_TRANSCRIBER_ERROR_CRASHED },
    { "exit-1", 0, RBK_TRANSCRIBER_ERROR_CRASHED },
    { "exit-2", 0, RBK_TRANSCRIBER_ERROR_CRASHED },
    { "exit-3", 0, RBK_TRANSCRIBER_ERROR_MODEL },
    { "exit-4", 0, RBK_TRANSCRIBER_ERROR_SOUND },
    { "exit-5", 0, RBK_TRANSCRIBER_ERROR_CRASHED },
    { "exit-6", 0, RBK_TRANSCRIBER_ERROR_PROCESSOR },
    { "garbage", 0, RBK_TRANSCRIBER_ERROR_GARBAGE },
    { "flood", 0, RBK_TRANSCRIBER_ERROR_GARBAGE },
    { "early", 0, RBK_TRANSCRIBER_ERROR_GARBAGE },
    { "hang", 200, RBK_TRANSCRIBER_ERROR_TOO_SLOW },
    { "forget", 200, RBK_TRANSCRIBER_ERROR_TOO_SLOW },
    { "leave-behind", 200, RBK_TRANSCRIBER_ERROR_TOO_SLOW },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", faults[i].fault);
      g_assert_null (transcribe (fixture, RBK_FAULTY_HELPER, faults[i].fault, faults[i].limit_ms, &error));
      g_assert_error (error, RBK_TRANSCRIBER_ERROR, (int) faults[i].code);
    }
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (transcribe (fixture, "/nowhere/ringback-transcribe", NULL, 0, &error));
  g_assert_error (error, RBK_TRANSCRIBER_ERROR, RBK_TRANSCRIBER_ERROR_MISSING);
}

static void
test_too_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, RBK_FAULTY_HELPER);
  gsize lengths[] = { 601 * RBK_TRANSCRIBER_RATE * 2, 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) pcm = g_bytes_new_take (g_malloc0 (lengths[i]), lengths[i]);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      rbk_transcriber_transcribe_async (
        transcriber, pcm, fixture->model, NULL, NULL, NULL, rbk_test_keep_result_cb, &result);
      rbk_test_wait_until (result != NULL);
      g_assert_null (rbk_transcriber_transcribe_finish (transcriber, result, &error));
      g_assert_error (error, RBK_TRANSCRIBER_ERROR, RBK_TRANSCRIBER_ERROR_SOUND);
    }
}

/* Whoever cancels may be gone when the answer comes, whatever it would have been. */
static void
test_cancelled_after_the_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, RBK_FAULTY_HELPER);
  g_autoptr (GBytes) pcm = g_bytes_new_take (g_malloc0 (3), 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rbk_transcriber_transcribe_async (
    transcriber, pcm, fixture->model, NULL, NULL, cancellable, rbk_test_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_transcriber_transcribe_finish (transcriber, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
expect_pid (Fixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "pid", NULL);

  g_setenv ("RBK_FAULT_PID", path, TRUE);
  return path;
}

static pid_t
read_pid (const char *path)
{
  g_autofree char *number = NULL;

  return g_file_get_contents (path, &number, NULL, NULL) ? (pid_t) atoi (number) : 0;
}

static gboolean
is_gone (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);
  g_autofree char *status = NULL;
  const char *end;

  if (kill (pid, 0) != 0 && errno == ESRCH)
    return TRUE;
  /* A dead process whose parent has not looked yet. */
  return !g_file_get_contents (path, &status, NULL, NULL) || ((end = strrchr (status, ')')) && end[2] == 'Z');
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = expect_pid (fixture);
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, RBK_FAULTY_HELPER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) pcm = make_tone (1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("RBK_FAULT", "hang", TRUE);
  rbk_transcriber_transcribe_async (
    transcriber, pcm, fixture->model, NULL, NULL, cancellable, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (read_pid (path) != 0);
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_transcriber_transcribe_finish (transcriber, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (is_gone (read_pid (path)));
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = expect_pid (fixture);
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, RBK_FAULTY_HELPER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) pcm = make_tone (1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rbk_transcriber_transcribe_async (
    transcriber, pcm, fixture->model, NULL, NULL, cancellable, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_transcriber_transcribe_finish (transcriber, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (read_pid (path), ==, 0);
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = expect_pid (fixture);
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, RBK_FAULTY_HELPER);
  g_autoptr (GBytes) pcm = make_tone (1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("RBK_FAULT", "hang", TRUE);
  rbk_transcriber_transcribe_async (
    transcriber, pcm, fixture->model, NULL, NULL, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (read_pid (path) != 0);
  kill (read_pid (path), SIGKILL);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_transcriber_transcribe_finish (transcriber, result, &error));
  g_assert_error (error, RBK_TRANSCRIBER_ERROR, RBK_TRANSCRIBER_ERROR_CRASHED);
}

/* kill -9 of the window: nobody tells the helper, and its sound is there to the end. */
static void
test_parent_dies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = expect_pid (fixture);
  g_autoptr (GSubprocess) parent = NULL;
  g_autoptr (GError) error = NULL;
  pid_t helper;

  g_setenv ("RBK_FAULT", "hang", TRUE);
  parent = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE,
                             &error,
                             "/bin/sh",
                             "-c",
                             "\"$0\" </dev/zero >/dev/null; exit 1",
                             RBK_FAULTY_HELPER,
                             NULL);
  g_assert_no_error (error);
  rbk_test_wait_until (read_pid (path) != 0);
  helper = read_pid (path);
  g_assert_false (is_gone (helper));
  g_subprocess_force_exit (parent);
  g_assert_true (g_subprocess_wait (parent, NULL, &error));
  rbk_test_wait_until (is_gone (helper));
}

#ifdef RBK_WHISPER_HELPER
static void
test_whisper (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkTranscript) first = transcribe (fixture, RBK_WHISPER_HELPER, NULL, 0, &error);
  g_autoptr (RbkTranscript) second = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (rbk_transcript_get_engine (first), "whisper.cpp 1."));
  g_assert_cmpuint (rbk_transcript_get_n_words (first), >, 0);
  for (guint i = 0; i < rbk_transcript_get_n_words (first); i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (first, i);

      g_assert_cmpint (word->t0_us, <=, word->t1_us);
      g_assert_cmpint (word->t1_us, <=, 2 * G_USEC_PER_SEC);
    }
  /* The same sound gives the same words. */
  second = transcribe (fixture, RBK_WHISPER_HELPER, NULL, 0, &error);
  g_assert_no_error (error);
  text = rbk_transcript_dup_text (first);
  again = rbk_transcript_dup_text (second);
  g_assert_cmpstr (text, ==, again);
}

/* Straight to the engine, past the checks that keep such files from it: the helper may refuse, crash
   or hang, and a person sees a sentence. */
static void
test_whisper_bad_files (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "empty", "magic", "garbage", "zeros", "truncated", "parakeet" };
  g_autofree char *good = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (RBK_TEST_MODEL, &good, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, bad[i], NULL);
      g_autofree char *contents = g_memdup2 (good, length);
      g_autofree char *command = NULL;
      g_autoptr (GSubprocess) helper = NULL;
      g_autoptr (GSubprocessLauncher) launcher =
        g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
      g_autoptr (GError) error = NULL;
      gsize size = length;

      if (g_str_equal (bad[i], "empty"))
        size = 0;
      else if (g_str_equal (bad[i], "magic"))
        size = 40;
      else if (g_str_equal (bad[i], "truncated"))
        size = length / 2;
      else if (g_str_equal (bad[i], "zeros"))
        memset (contents, 0, length);
      else if (g_str_equal (bad[i], "garbage"))
        for (gsize j = 0; j < length; j++)
          contents[j] = (char) (j * 7919 >> 3);
      else
        {
          const guint32 parakeet[] = { 0x67676d6c, 8193, 1024, 8, 24, 640, 2, 128, 80, 512, 5, 1 };

          memcpy (contents, parakeet, sizeof parakeet);
        }
      g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
      command =
        g_strdup_printf ("head -c 64000 /dev/urandom | timeout -s KILL 2 %s --model %s --kind whisper",
                         RBK_WHISPER_HELPER,
                         path);
      helper = g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", command, NULL);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_wait (helper, NULL, &error));
      g_test_message ("%s: %d", bad[i], g_subprocess_get_status (helper));
      g_assert_cmpint (g_subprocess_get_status (helper), !=, 0);
      g_remove (path);
    }
}

static void
test_whisper_silence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, RBK_WHISPER_HELPER);
  /* Thirty seconds of nothing, no sound at all, and less than the engine takes. */
  gsize lengths[] = { 30 * RBK_TRANSCRIBER_RATE, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) pcm = g_bytes_new_take (g_malloc0 (lengths[i] * 2 + 1), lengths[i] * 2);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (RbkTranscript) transcript = NULL;
      g_autoptr (GError) error = NULL;

      rbk_transcriber_transcribe_async (
        transcriber, pcm, fixture->model, NULL, NULL, NULL, rbk_test_keep_result_cb, &result);
      rbk_test_wait_until (result != NULL);
      transcript = rbk_transcriber_transcribe_finish (transcriber, result, &error);
      g_assert_no_error (error);
      /* It would invent some. */
      g_assert_cmpuint (rbk_transcript_get_n_words (transcript), ==, 0);
    }
}

static void
test_whisper_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkTranscriber) transcriber = rbk_transcriber_new (fixture->models, RBK_WHISPER_HELPER);
  g_autoptr (GBytes) tone = make_tone (0.02);
  g_autoptr (GBytes) pcm = g_bytes_new_from_bytes (tone, 16000, 640);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RbkTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;

  rbk_transcriber_transcribe_async (
    transcriber, pcm, fixture->model, NULL, NULL, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  transcript = rbk_transcriber_transcribe_finish (transcriber, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (transcript);
}

/* Where the processor has AVX2 the tests above ran the other program. */
static void
test_whisper_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) helper = NULL;
  g_autoptr (GBytes) pcm = make_tone (1);
  g_autoptr (GBytes) said = NULL;
  g_autoptr (GError) error = NULL;

  helper = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                             &error,
                             RBK_WHISPER_HELPER,
                             "--plain",
                             "--model",
                             RBK_TEST_MODEL,
                             "--kind",
                             "whisper",
                             NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (helper, pcm, NULL, &said, NULL, &error));
  g_assert_true (g_subprocess_get_successful (helper));
  g_assert_nonnull (
    g_strstr_len (g_bytes_get_data (said, NULL), (gssize) g_bytes_get_size (said), "\"engine\""));
}
#endif

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("/transcriber/words-come-with-engine-times-and-progress", test_words);
  ADD ("/transcriber/the-helper-is-given-model-sound-and-manners", test_arguments);
  ADD ("/transcriber/each-fault-of-the-helper-is-a-sentence", test_faults);
  ADD ("/transcriber/a-missing-helper-is-said", test_missing);
  ADD ("/transcriber/what-is-too-long-or-no-sound-starts-nothing", test_too_long);
  ADD ("/transcriber/cancelling-ends-the-helper", test_cancelled);
  ADD ("/transcriber/cancelled-before-starts-nothing", test_cancelled_before);
  ADD ("/transcriber/cancelled-after-the-answer", test_cancelled_after_the_answer);
  ADD ("/transcriber/a-killed-helper-is-said", test_killed);
  ADD ("/transcriber/the-helper-dies-with-its-parent", test_parent_dies);
#ifdef RBK_WHISPER_HELPER
  ADD ("/transcriber/whisper/reads-words-with-times", test_whisper);
  ADD ("/transcriber/whisper/runs-without-avx2", test_whisper_plain);
  ADD ("/transcriber/whisper/invents-nothing-on-silence", test_whisper_silence);
  ADD ("/transcriber/whisper/takes-less-than-a-tenth-of-a-second", test_whisper_short);
  ADD ("/transcriber/whisper/bad-files-end-only-the-helper", test_whisper_bad_files);
#endif
  return g_test_run ();
}
