/* test-transcript.c: transcripts: made, written, read and corrected.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"
#include "model/rbk-transcript.h"
#include "rbk-test.h"

#include <math.h>

#define MS  1000
#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF"

/* A word every half second, 0.4 s long. */
static RbkTranscript *
make (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (RbkTranscriptWord));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      RbkTranscriptWord word = {
        .text = parts[i], .t0_us = i * 500 * MS, .t1_us = (i * 500 + 400) * MS, .probability = 0.9
      };

      g_array_append_val (words, word);
    }
  return rbk_transcript_new ("whisper", SHA, (RbkTranscriptWord *) (void *) words->data, words->len);
}

static char *
write_down (RbkTranscript *transcript)
{
  g_autoptr (JsonObject) payload = rbk_transcript_to_json (transcript);

  return rbk_json_write (payload);
}

static void
expect_word (RbkTranscript *transcript, guint i, const char *text, gint64 t0, gint64 t1, gboolean by_hand)
{
  const RbkTranscriptWord *word = rbk_transcript_get_word (transcript, i);

  g_assert_cmpstr (word->text, ==, text);
  g_assert_cmpint (word->t0_us / MS, ==, t0);
  g_assert_cmpint (word->t1_us / MS, ==, t1);
  g_assert_cmpint (word->by_hand, ==, by_hand);
}

static void
test_survives_json (void)
{
  g_autoptr (RbkTranscript) said = make ("Hi Maria, this is Devon.");
  g_autoptr (RbkTranscript) corrected = rbk_transcript_correct (said, "Hi Maria, it's Devon.");
  RbkTranscript *both[] = { said, corrected };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autofree char *written = write_down (both[i]);
      g_autoptr (JsonObject) payload = rbk_json_parse_object (written, -1, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkTranscript) read = rbk_transcript_new_from_json (payload, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = write_down (read);
      g_assert_cmpstr (again, ==, written);
      g_assert_cmpint (rbk_transcript_is_corrected (read), ==, i == 1);
      g_assert_cmpstr (rbk_transcript_get_engine (read), ==, "whisper");
      g_assert_true (g_ascii_strcasecmp (rbk_transcript_get_model_sha256 (read), SHA) == 0);
    }
}

static void
test_refuses_other_json (void)
{
  static const char *const bad[] = {
    "{}",
    "{\"engine\":\"e\"}",
    "{\"engine\":7,\"words\":[]}",
    "{\"engine\":\"e\",\"words\":{}}",
    "{\"engine\":\"e\",\"model\":\"xyz\",\"words\":[]}",
    "{\"engine\":\"e\",\"words\":[7]}",
    "{\"engine\":\"e\",\"words\":[{}]}",
    "{\"engine\":\"e\",\"words\":[{\"w\":\"\",\"t0\":0,\"t1\":1,\"p\":5}]}",
    "{\"engine\":\"e\",\"words\":[{\"w\":\"a\",\"t0\":-1,\"t1\":1,\"p\":5}]}",
    "{\"engine\":\"e\",\"words\":[{\"w\":\"a\",\"t0\":2,\"t1\":1,\"p\":5}]}",
    "{\"engine\":\"e\",\"words\":[{\"w\":\"a\",\"t0\":2,\"t1\":3600000001,\"p\":5}]}",
    "{\"engine\":\"e\",\"words\":[{\"w\":\"a\",\"t0\":2,\"t1\":3,\"p\":1001}]}",
    "{\"engine\":\"e\",\"words\":[{\"w\":\"a\",\"t0\":2,\"t1\":3,\"p\":0.5}]}",
    "{\"engine\":\"e\",\"words\":[{\"w\":\"a\",\"t0\":\"2\",\"t1\":3,\"p\":5}]}",
  };
  g_autoptr (GString) long_ = g_string_new ("{\"engine\":\"e\",\"words\":[0");
  g_autoptr (JsonObject) too_long = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonObject) payload = rbk_json_parse_object (bad[i], -1, NULL);
      g_autoptr (RbkTranscript) none = rbk_transcript_new_from_json (payload, &error);

      g_assert_nonnull (payload);
      g_assert_null (none);
      g_assert_error (error, RBK_TRANSCRIPT_ERROR, RBK_TRANSCRIPT_ERROR_FORM);
      g_clear_error (&error);
    }
  for (guint i = 0; i < RBK_TRANSCRIPT_MAX_WORDS; i++)
    g_string_append (long_, ",0");
  g_string_append (long_, "]}");
  too_long = rbk_json_parse_object (long_->str, -1, NULL);
  g_assert_null (rbk_transcript_new_from_json (too_long, &error));
  g_assert_error (error, RBK_TRANSCRIPT_ERROR, RBK_TRANSCRIPT_ERROR_TOO_LONG);
}

/* As whisper gives words: with a leading space, now and then two at once, or a comma alone. */
static void
test_takes_what_a_recogniser_says (void)
{
  const RbkTranscriptWord given[] = {
    { " Hi", 0, 200 * MS, 0.91234, FALSE },
    { ",", 200 * MS, 210 * MS, 0.5, FALSE },
    { NULL, 0, 0, 0, FALSE },
    { "\xff\xfe", 0, 0, 0, FALSE },
    { "  ", 300 * MS, 300 * MS, 0, FALSE },
    { "this is", 600 * MS, 1200 * MS, NAN, FALSE },
    { "back\xe2\x80\xaewards\n", 100 * MS, 50 * MS, 7, FALSE },
    { "late", G_MAXINT64, G_MAXINT64, -1, FALSE },
  };
  g_autoptr (RbkTranscript) transcript = rbk_transcript_new ("e", "not a hash", given, G_N_ELEMENTS (given));
  g_autofree char *text = rbk_transcript_dup_text (transcript);
  g_autofree char *part = rbk_transcript_dup_range (transcript, 1, 2);

  g_assert_cmpstr (text, ==, "Hi, this is backwards late");
  g_assert_cmpstr (part, ==, "this is");
  g_assert_null (rbk_transcript_get_model_sha256 (transcript));
  expect_word (transcript, 0, "Hi,", 0, 200, FALSE);
  g_assert_cmpfloat (rbk_transcript_get_word (transcript, 0)->probability, ==, 0.912);
  expect_word (transcript, 1, "this", 600, 1000, FALSE);
  expect_word (transcript, 2, "is", 1000, 1200, FALSE);
  g_assert_cmpfloat (rbk_transcript_get_word (transcript, 2)->probability, ==, 0);
  expect_word (transcript, 3, "backwards", 1000, 1000, FALSE);
  g_assert_cmpfloat (rbk_transcript_get_word (transcript, 3)->probability, ==, 1);
  expect_word (transcript, 4, "late", 3600000, 3600000, FALSE);
  g_assert_cmpfloat (rbk_transcript_get_word (transcript, 4)->probability, ==, 0);
}

static void
test_correction_keeps_times (void)
{
  g_autoptr (RbkTranscript) heard = make ("hi Maria this is Devin clock at sunrise");
  g_autoptr (RbkTranscript) same =
    rbk_transcript_correct (heard, "Hi, María! This is Devin clock at Sunrise.");
  g_autoptr (RbkTranscript) swapped =
    rbk_transcript_correct (heard, "Hi Maria, this is Devon Clark at Sunrise Chevrolet.");
  g_autoptr (RbkTranscript) fewer = rbk_transcript_correct (heard, "Maria this is Dev at sunrise");
  g_autoptr (RbkTranscript) added =
    rbk_transcript_correct (heard, "Well hi Maria this here is Devin clock at sunrise");
  g_autoptr (RbkTranscript) none = rbk_transcript_correct (heard, "");
  g_autoptr (RbkTranscript) other = rbk_transcript_correct (none, "from nothing");

  g_assert_true (rbk_transcript_is_corrected (same));
  for (guint i = 0; i < rbk_transcript_get_n_words (same); i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (heard, i);

      expect_word (
        same, i, rbk_transcript_get_word (same, i)->text, word->t0_us / MS, word->t1_us / MS, FALSE);
    }
  expect_word (same, 1, "María!", 500, 900, FALSE);
  /* One for one. */
  expect_word (swapped, 4, "Devon", 2000, 2400, TRUE);
  expect_word (swapped, 5, "Clark", 2500, 2900, TRUE);
  expect_word (swapped, 6, "at", 3000, 3400, FALSE);
  /* Nothing was there. */
  expect_word (swapped, 8, "Chevrolet.", 3900, 3900, TRUE);
  /* One for two. */
  expect_word (fewer, 0, "Maria", 500, 900, FALSE);
  expect_word (fewer, 3, "Dev", 2000, 2900, TRUE);
  /* Before the first, and between two. */
  expect_word (added, 0, "Well", 0, 0, TRUE);
  expect_word (added, 4, "here", 1400, 1500, TRUE);
  expect_word (added, 5, "is", 1500, 1900, FALSE);
  g_assert_cmpuint (rbk_transcript_get_n_words (none), ==, 0);
  g_assert_cmpuint (rbk_transcript_get_n_words (other), ==, 2);
  expect_word (other, 1, "nothing", 0, 0, TRUE);
}

/* Whatever is written over whatever: times run forward within the old ones, and what is the same keeps its
 * times. */
static void
test_correction_of_anything (void)
{
  static const char *const vocabulary[] = { "a", "b", "c", "d" };

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) before = g_string_new ("a");
      g_autoptr (GString) after = g_string_new (NULL);
      g_autoptr (RbkTranscript) heard = NULL;
      g_autoptr (RbkTranscript) corrected = NULL;
      guint n = (guint) g_test_rand_int_range (0, 12);
      guint m = (guint) g_test_rand_int_range (0, 12);
      gint64 last = 0;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (before, " %s", vocabulary[g_test_rand_int_range (0, 4)]);
      for (guint i = 0; i < m; i++)
        g_string_append_printf (after, " %s", vocabulary[g_test_rand_int_range (0, 4)]);
      heard = make (before->str);
      corrected = rbk_transcript_correct (heard, after->str);
      g_assert_cmpuint (rbk_transcript_get_n_words (corrected), ==, m);
      for (guint i = 0; i < m; i++)
        {
          const RbkTranscriptWord *word = rbk_transcript_get_word (corrected, i);

          g_assert_cmpint (word->t0_us, >=, last);
          g_assert_cmpint (word->t1_us, >=, word->t0_us);
          g_assert_cmpint (word->t1_us, <=, (n * 500 + 400) * MS);
          g_assert_true (word->by_hand || word->probability == 0.9);
          last = word->t0_us;
        }
    }
}

static void
test_plain_words (void)
{
  g_auto (GStrv) words = rbk_plain_words_split (" Hi, “Núñez”—test-drive O’Connor’s C/X ... 5! ");
  g_autofree char *joined = g_strjoinv ("|", words);
  g_auto (GStrv) none = rbk_plain_words_split (NULL);

  g_assert_cmpstr (joined, ==, "hi|nunez|test|drive|oconnors|c|x|5");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/transcript/survives-json", test_survives_json);
  g_test_add_func ("/transcript/refuses-other-json", test_refuses_other_json);
  g_test_add_func ("/transcript/takes-what-a-recogniser-says", test_takes_what_a_recogniser_says);
  g_test_add_func ("/transcript/correction-keeps-times", test_correction_keeps_times);
  g_test_add_func ("/transcript/correction-of-anything", test_correction_of_anything);
  g_test_add_func ("/transcript/plain-words", test_plain_words);
  return g_test_run ();
}
