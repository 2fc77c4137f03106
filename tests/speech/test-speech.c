/* test-speech.c: from a spoken voicemail to its words and verdicts, by a real recogniser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "rules/rbk-speech-engines.h"
#include "rules/rbk-voicemail-verdict.h"
#include "transcriber/rbk-transcriber.h"
#include <glib/gstdio.h>
#include <unistd.h>

/* One of the test set's (scripts.json, s02): a voice and words that PocketSphinx hears whole. */
#define VOICEMAIL                                                                                            \
  "Hi Maria, it's Emily Walker from Sunrise Chevrolet. The rebate on the blue Silverado went up this week. " \
  "You can call or text me at two four zero, five five five, zero one four three."

/* Spoken and heard once, in main(). */
static GBytes *pcm;
static RbkTranscript *transcript;

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
speak_and_hear (const char *folder)
{
  g_autofree char *model = NULL;
  g_autofree char *card = NULL;
  g_autoptr (RbkSpeechModels) models = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RbkTranscriber) transcriber = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  model = g_build_filename (folder, "model.bin", NULL);
  card = g_build_filename (folder, "model.bin.json", NULL);
  g_assert_cmpint (symlink (RBK_TEST_MODEL, model), ==, 0);
  g_assert_cmpint (symlink (RBK_TEST_MODEL ".json", card), ==, 0);
  models = rbk_speech_models_new ((const char *[]) { folder, NULL });
  transcriber = rbk_transcriber_new (models, RBK_POCKETSPHINX_HELPER);
  rbk_speech_models_list_async (models, NULL, rbk_test_keep_result_cb, &listed);
  rbk_test_wait_until (listed != NULL);
  found = rbk_speech_models_list_finish (models, listed, &error);
  g_assert_no_error (error);

  pcm = speak (folder);
  rbk_transcriber_transcribe_async (transcriber,
                                    pcm,
                                    rbk_speech_models_choose (found, NULL),
                                    NULL,
                                    NULL,
                                    NULL,
                                    rbk_test_keep_result_cb,
                                    &result);
  rbk_test_wait_until (result != NULL);
  transcript = rbk_transcriber_transcribe_finish (transcriber, result, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  static const char *const names[] = { "model.bin", "model.bin.json", "said.wav", "said.raw" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
test_words (void)
{
  g_autofree char *text = rbk_transcript_dup_text (transcript);
  gint64 length_us = (gint64) (g_bytes_get_size (pcm) / 2) * G_USEC_PER_SEC / RBK_TRANSCRIBER_RATE;
  guint n = rbk_transcript_get_n_words (transcript);
  gint64 before = 0;

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "emily walker from sunrise chevrolet"));
  g_assert_nonnull (strstr (text, "two four zero five five five zero one four three"));
  g_assert_cmpuint (n, >, 25);
  for (guint i = 0; i < n; i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (transcript, i);

      g_assert_cmpint (word->t0_us, >=, before);
      g_assert_cmpint (word->t1_us, >, word->t0_us);
      before = word->t1_us;
    }
  /* The times are those of the sound that was given, silence and all, to a quarter of a second. */
  g_assert_cmpint (rbk_transcript_get_word (transcript, 0)->t0_us, >, 400000);
  g_assert_cmpint (rbk_transcript_get_word (transcript, 0)->t0_us, <, 1000000);
  g_assert_cmpint (before, >, length_us - 1000000);
  g_assert_cmpint (before, <=, length_us - 250000);
}

static GBytes *
read_rules (const char *name)
{
  g_autofree char *path = g_build_filename (RBK_DATA_DIRECTORY, "rules", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static RbkVoicemailTables *
read_tables (void)
{
  g_autoptr (GBytes) no_value = read_rules ("no-value-phrases.json");
  g_autoptr (GBytes) phrases = read_rules ("voicemail-phrases.json");
  g_autoptr (GBytes) vehicles = read_rules ("vehicle-names.json");
  g_autoptr (GError) error = NULL;
  RbkVoicemailTables *tables = rbk_voicemail_tables_new (no_value, phrases, vehicles, &error);

  g_assert_no_error (error);
  return tables;
}

static RbkRemarkLevel
judge (const RbkVoicemailContext *context, const char *rule)
{
  g_autoptr (GPtrArray) remarks = rbk_voicemail_judge (context);
  RbkRemark *remark = rbk_voicemail_find_remark (remarks, rule);

  g_assert_nonnull (remark);
  g_test_message ("%s: %s", rule, rbk_remark_get_words (remark));
  return rbk_remark_get_level (remark);
}

/* The evidence of @kind for @rule is @text and lies within @from and @to seconds. */
static void
expect_evidence (const RbkVoicemailContext *context,
                 const char *rule,
                 RbkEvidenceKind kind,
                 const char *text,
                 double from,
                 double to)
{
  g_autoptr (GPtrArray) remarks = rbk_voicemail_judge (context);
  RbkRemark *remark = rbk_voicemail_find_remark (remarks, rule);
  gboolean found = FALSE;

  for (guint i = 0; i < rbk_remark_get_n_evidence (remark) && !found; i++)
    {
      const RbkEvidence *evidence = rbk_remark_get_evidence (remark, i);

      if (evidence->kind != kind)
        continue;
      g_assert_cmpstr (evidence->text, ==, text);
      g_assert_cmpfloat ((double) evidence->t0_us / G_USEC_PER_SEC, >, from);
      g_assert_cmpfloat ((double) evidence->t1_us / G_USEC_PER_SEC, <, to);
      found = TRUE;
    }
  g_assert_true (found);
}

static const char *const vehicles[] = { "2026 Chevrolet Silverado LT", NULL };

static void
test_verdicts (void)
{
  g_autoptr (RbkVoicemailTables) tables = read_tables ();
  double length_s = (double) (g_bytes_get_size (pcm) / 2) / RBK_TRANSCRIBER_RATE;
  const RbkVoicemailContext right = {
    .tables = tables,
    .person_name = "Emily Walker",
    .direct_line = "+12405550143",
    .line_takes_texts = TRUE,
    .showroom_name = "Sunrise Chevrolet",
    .customer_first = "Maria",
    .vehicles = vehicles,
    .transcript = transcript,
    .engine_trusted = TRUE,
  };
  RbkVoicemailContext wrong = right;

  g_assert_cmpint (judge (&right, "V-1"), ==, RBK_REMARK_GOOD);
  g_assert_cmpint (judge (&right, "V-5"), ==, RBK_REMARK_GOOD);
  g_assert_cmpint (judge (&right, "V-9"), ==, RBK_REMARK_GOOD);
  g_assert_cmpint (judge (&right, "V-16"), ==, RBK_REMARK_GOOD);
  /* A click plays from where it was said. */
  expect_evidence (&right, "V-1", RBK_EVIDENCE_NAME, "emily walker", 1.2, 3.0);
  expect_evidence (&right, "V-1", RBK_EVIDENCE_SHOWROOM, "sunrise chevrolet", 2.0, 5.0);
  expect_evidence (&right,
                   "V-5",
                   RBK_EVIDENCE_NUMBER,
                   "two four zero five five five zero one four three",
                   length_s * 0.6,
                   length_s);

  /* The same sound of somebody else, somewhere else, with another line. */
  wrong.person_name = "Anna Brooks";
  g_assert_cmpint (judge (&wrong, "V-1"), !=, RBK_REMARK_GOOD);
  wrong = right;
  wrong.showroom_name = "Lakeside Honda";
  g_assert_cmpint (judge (&wrong, "V-1"), !=, RBK_REMARK_GOOD);
  wrong = right;
  wrong.direct_line = "+12405550188";
  g_assert_cmpint (judge (&wrong, "V-5"), !=, RBK_REMARK_GOOD);
}

/* This engine was measured and found unfit: what it hears is said, and never a tick. */
static void
test_untrusted (void)
{
  g_autoptr (RbkVoicemailTables) tables = read_tables ();
  g_autoptr (GBytes) json = read_rules ("speech-engines.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkSpeechEngines) engines = rbk_speech_engines_new (json, &error);
  RbkVoicemailContext context = {
    .tables = tables,
    .person_name = "Emily Walker",
    .direct_line = "+12405550143",
    .showroom_name = "Sunrise Chevrolet",
    .transcript = transcript,
  };

  g_assert_no_error (error);
  context.engine_trusted = rbk_speech_engines_trusts (engines, transcript);
  g_assert_false (context.engine_trusted);
  g_assert_cmpint (judge (&context, "V-1"), ==, RBK_REMARK_HEARD);
  g_assert_cmpint (judge (&context, "V-5"), ==, RBK_REMARK_HEARD);
  context.person_name = "Anna Brooks";
  context.direct_line = "+12405550188";
  g_assert_cmpint (judge (&context, "V-1"), ==, RBK_REMARK_NOT_HEARD);
  g_assert_cmpint (judge (&context, "V-5"), ==, RBK_REMARK_NOT_HEARD);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int result;

  rbk_test_init (&argc, &argv);
  folder = g_dir_make_tmp ("rbk-speech-XXXXXX", NULL);
  speak_and_hear (folder);
  g_test_add_func ("/speech/clear-speech-becomes-its-words-with-their-times", test_words);
  g_test_add_func ("/speech/clear-speech-gets-its-verdicts-and-only-its-own", test_verdicts);
  g_test_add_func ("/speech/an-engine-that-is-not-trusted-only-hears", test_untrusted);
  result = g_test_run ();
  g_bytes_unref (pcm);
  g_object_unref (transcript);
  remove_folder (folder);
  return result;
}
