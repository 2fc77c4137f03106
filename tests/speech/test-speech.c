/* test-speech.c: from a spoken voicemail to its words, by a real recogniser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "transcriber/rbk-transcriber.h"
#include <glib/gstdio.h>
#include <unistd.h>

/* One of the test set's (scripts.json, s02): a voice and words that PocketSphinx hears whole. */
#define VOICEMAIL                                                                                            \
  "Hi Maria, it's Emily Walker from Sunrise Chevrolet. The rebate on the blue Silverado went up this week. " \
  "You can call or text me at two four zero, five five five, zero one four three."

typedef struct
{
  char *folder;
  GBytes *pcm;
  RbkTranscript *transcript;
} Fixture;

static void
run (const char *folder, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (folder,
                (char **) arguments,
                NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

/* Half a second of silence before it, and no more of the real voice than the engine was given. */
static GBytes *
speak (const char *folder)
{
  const char *say[] = { "flite", "-voice", "rms", "-t", VOICEMAIL, "said.wav", NULL };
  const char *convert[] = {
    "sox",    "-R", "said.wav", "-r",       "16000", "-c",  "1",   "-b",   "16", "-e",
    "signed", "-t", "raw",      "said.raw", "pad",   "0.5", "0.5", "norm", "-3", NULL
  };
  g_autofree char *path = g_build_filename (folder, "said.raw", NULL);
  char *data;
  gsize length;

  run (folder, say);
  run (folder, convert);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *model = NULL;
  g_autofree char *card = NULL;
  g_autoptr (RbkSpeechModels) models = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RbkTranscriber) transcriber = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("rbk-speech-XXXXXX", &error);
  g_assert_no_error (error);
  model = g_build_filename (fixture->folder, "model.bin", NULL);
  card = g_build_filename (fixture->folder, "model.bin.json", NULL);
  g_assert_cmpint (symlink (RBK_TEST_MODEL, model), ==, 0);
  g_assert_cmpint (symlink (RBK_TEST_MODEL ".json", card), ==, 0);
  models = rbk_speech_models_new ((const char *[]) { fixture->folder, NULL });
  transcriber = rbk_transcriber_new (models, RBK_POCKETSPHINX_HELPER);
  rbk_speech_models_list_async (models, NULL, rbk_test_keep_result_cb, &listed);
  rbk_test_wait_until (listed != NULL);
  found = rbk_speech_models_list_finish (models, listed, &error);
  g_assert_no_error (error);

  fixture->pcm = speak (fixture->folder);
  rbk_transcriber_transcribe_async (transcriber,
                                    fixture->pcm,
                                    rbk_speech_models_choose (found, NULL),
                                    NULL,
                                    NULL,
                                    NULL,
                                    rbk_test_keep_result_cb,
                                    &result);
  rbk_test_wait_until (result != NULL);
  fixture->transcript = rbk_transcriber_transcribe_finish (transcriber, result, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "model.bin", "model.bin.json", "said.wav", "said.raw" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_bytes_unref (fixture->pcm);
  g_object_unref (fixture->transcript);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = rbk_transcript_dup_text (fixture->transcript);
  gint64 length_us = (gint64) (g_bytes_get_size (fixture->pcm) / 2) * G_USEC_PER_SEC / RBK_TRANSCRIBER_RATE;
  guint n = rbk_transcript_get_n_words (fixture->transcript);
  gint64 before = 0;

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "emily walker from sunrise chevrolet"));
  g_assert_nonnull (strstr (text, "two four zero five five five zero one four three"));
  g_assert_cmpuint (n, >, 25);
  for (guint i = 0; i < n; i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (fixture->transcript, i);

      g_assert_cmpint (word->t0_us, >=, before);
      g_assert_cmpint (word->t1_us, >, word->t0_us);
      before = word->t1_us;
    }
  /* The times are those of the sound that was given, silence and all, to a quarter of a second. */
  g_assert_cmpint (rbk_transcript_get_word (fixture->transcript, 0)->t0_us, >, 400000);
  g_assert_cmpint (rbk_transcript_get_word (fixture->transcript, 0)->t0_us, <, 1000000);
  g_assert_cmpint (before, >, length_us - 1000000);
  g_assert_cmpint (before, <=, length_us - 250000);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("/speech/clear-speech-becomes-its-words-with-their-times", test_words);
  return g_test_run ();
}
