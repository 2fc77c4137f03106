/* test-word-reader.c: the lines of a transcribing helper, good and hostile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "transcriber/rbk-transcriber-error.h"
#include "transcriber/rbk-word-reader.h"

#define TEN_SECONDS (10 * G_USEC_PER_SEC)
#define SHA256      "a4d4a0768075e13cfd7e19df3ae2dbc4a68d37d36a7dad45e8410c9a34f8c87e"

static void
collect_cb (double progress, gpointer user_data)
{
  GString *said = user_data;

  g_string_append_printf (said, "%d ", (int) (progress * 100 + 0.5));
}

/* Fed in pieces of @piece bytes; NULL if it was refused, with the error's code checked. */
static RbkTranscript *
read_lines (const char *lines, gsize piece, GString *progress)
{
  g_autoptr (RbkWordReader) reader =
    rbk_word_reader_new (TEN_SECONDS, progress != NULL ? collect_cb : NULL, progress);
  g_autoptr (GError) error = NULL;
  gsize length = strlen (lines);
  RbkTranscript *transcript = NULL;
  gboolean good = TRUE;

  for (gsize i = 0; i < length && good; i += piece)
    good = rbk_word_reader_feed (reader, lines + i, MIN (piece, length - i), &error);
  if (good)
    transcript = rbk_word_reader_end (reader, SHA256, &error);
  if (transcript == NULL)
    g_assert_error (error, RBK_TRANSCRIBER_ERROR, RBK_TRANSCRIBER_ERROR_GARBAGE);
  else
    g_assert_no_error (error);
  return transcript;
}

static void
test_words (void)
{
  const char *lines = "{\"progress\":0.5}\n"
                      "{\"w\":\"Hi\",\"t0\":120,\"t1\":340,\"p\":0.98}\n"
                      "{\"progress\":0.25}\n"
                      "{\"w\":\"José,\",\"t0\":340,\"t1\":10050,\"p\":1}\n"
                      "{\"progress\":1}\n"
                      "{\"engine\":\"whisper.cpp 1.9.1\",\"words\":2,\"ms\":10000}\n";

  for (gsize piece = 1; piece < 400; piece += 7)
    {
      g_autoptr (GString) progress = g_string_new (NULL);
      g_autoptr (RbkTranscript) transcript = read_lines (lines, piece, progress);
      const RbkTranscriptWord *word;

      g_assert_nonnull (transcript);
      g_assert_cmpstr (progress->str, ==, "50 100 ");
      g_assert_cmpuint (rbk_transcript_get_n_words (transcript), ==, 2);
      g_assert_cmpstr (rbk_transcript_get_engine (transcript), ==, "whisper.cpp 1.9.1");
      g_assert_cmpstr (rbk_transcript_get_model_sha256 (transcript), ==, SHA256);
      word = rbk_transcript_get_word (transcript, 0);
      g_assert_cmpstr (word->text, ==, "Hi");
      g_assert_cmpint (word->t0_us, ==, 120000);
      g_assert_cmpint (word->t1_us, ==, 340000);
      g_assert_cmpfloat_with_epsilon (word->probability, 0.98, 1e-9);
      word = rbk_transcript_get_word (transcript, 1);
      g_assert_cmpstr (word->text, ==, "José,");
      /* The engine's last step went past the end. */
      g_assert_cmpint (word->t1_us, ==, TEN_SECONDS);
    }
}

static void
test_nothing_said (void)
{
  g_autoptr (RbkTranscript) transcript = read_lines ("{\"engine\":\"e\",\"words\":0}\n", 100, NULL);

  g_assert_nonnull (transcript);
  g_assert_cmpuint (rbk_transcript_get_n_words (transcript), ==, 0);
}

static void
test_refused (void)
{
#define WORD "{\"w\":\"Hi\",\"t0\":1,\"t1\":2,\"p\":0.5}\n"
#define END  "{\"engine\":\"e\",\"words\":1}\n"
  static const char *const lines[] = {
    "",                                                     /* it said nothing */
    WORD,                                                   /* it never came to its end */
    "{\"engine\":\"e\",\"words\":2}\n",                     /* a word is missing */
    WORD "{\"engine\":\"e\",\"words\":0}\n",                /* a word too many */
    WORD END WORD,                                          /* a word after the end */
    WORD END "x",                                           /* half a line after the end */
    WORD "{\"engine\":\"e\",\"words\":1}",                  /* the last line is not ended */
    WORD "{\"engine\":\"\",\"words\":1}\n",                 /* no name */
    WORD "{\"engine\":5,\"words\":1}\n",                    /* no name */
    WORD "\n" END,                                          /* an empty line */
    WORD "null\n" END,                                      /* no object */
    WORD "[]\n" END,                                        /* no object */
    "{\"w\":\"\",\"t0\":1,\"t1\":2,\"p\":0.5}\n" END,       /* no word */
    "{\"w\":7,\"t0\":1,\"t1\":2,\"p\":0.5}\n" END,          /* no word */
    "{\"w\":\"a\\u0007\",\"t0\":1,\"t1\":2,\"p\":1}\n" END, /* rings */
    "{\"w\":\"\xff\",\"t0\":1,\"t1\":2,\"p\":0.5}\n" END,   /* not UTF-8 */
    "{\"w\":\"Hi\",\"t0\":-1,\"t1\":2,\"p\":0.5}\n" END,    /* before the beginning */
    "{\"w\":\"Hi\",\"t0\":3,\"t1\":2,\"p\":0.5}\n" END,     /* backwards */
    "{\"w\":\"Hi\",\"t0\":1,\"t1\":10101,\"p\":0.5}\n" END, /* after the end */
    "{\"w\":\"Hi\",\"t0\":1,\"t1\":9223372036854775807,\"p\":0.5}\n" END,
    "{\"w\":\"Hi\",\"t0\":1.5,\"t1\":2,\"p\":0.5}\n" END, /* no whole number */
    "{\"w\":\"Hi\",\"t0\":1,\"t1\":2,\"p\":1.01}\n" END,  /* surer than sure */
    "{\"w\":\"Hi\",\"t0\":1,\"t1\":2,\"p\":-0.1}\n" END,  /* less than nothing */
    "{\"w\":\"Hi\",\"t0\":1,\"t1\":2,\"p\":1e999}\n" END, /* no number */
    "{\"w\":\"Hi\",\"t0\":1,\"t1\":2}\n" END,             /* how sure? */
    WORD "{\"progress\":2}\n" END,                        /* more than all */
    WORD "{\"progress\":\"much\"}\n" END,
    WORD "{\"hello\":1}\n" END,
    WORD "whisper_init_state: kv self size\n" END,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (RbkTranscript) transcript = read_lines (lines[i], 1000, NULL);

      if (transcript != NULL)
        g_test_fail_printf ("was taken for a transcript: %s", lines[i]);
    }
}

static void
test_bounds (void)
{
  g_autofree char *longest = g_strnfill (RBK_TRANSCRIPT_MAX_WORD_BYTES, 'a');
  g_autofree char *too_long = g_strnfill (RBK_TRANSCRIPT_MAX_WORD_BYTES + 1, 'a');
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *good = g_strdup_printf ("{\"w\":\"%s\",\"t0\":1,\"t1\":2,\"p\":0.5}\n" END, longest);
  g_autofree char *bad = g_strdup_printf ("{\"w\":\"%s\",\"t0\":1,\"t1\":2,\"p\":0.5}\n" END, too_long);
  g_autoptr (RbkTranscript) transcript = read_lines (good, 1000, NULL);

  g_assert_nonnull (transcript);
  g_assert_null (read_lines (bad, 1000, NULL));
  g_assert_null (read_lines (endless, 100, NULL));
  g_assert_null (read_lines (endless, 5000, NULL));

  for (guint i = 0; i < RBK_TRANSCRIPT_MAX_WORDS; i++)
    g_string_append (many, WORD);
  g_clear_object (&transcript);
  {
    g_autofree char *most =
      g_strdup_printf ("%s{\"engine\":\"e\",\"words\":%u}\n", many->str, (guint) RBK_TRANSCRIPT_MAX_WORDS);
    g_autofree char *too_many = g_strdup_printf (
      "%s" WORD "{\"engine\":\"e\",\"words\":%u}\n", many->str, (guint) RBK_TRANSCRIPT_MAX_WORDS + 1);

    transcript = read_lines (most, 4096, NULL);
    g_assert_nonnull (transcript);
    g_assert_null (read_lines (too_many, 4096, NULL));
  }
  g_string_truncate (many, 0);
  for (guint i = 0; i < 2000; i++)
    g_string_append (many, "{\"progress\":0.5}\n");
  g_string_append (many, "{\"engine\":\"e\",\"words\":0}\n");
  g_assert_null (read_lines (many->str, 4096, NULL));
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/word-reader/words-come-with-their-times-however-they-are-cut", test_words);
  g_test_add_func ("/word-reader/nothing-said-is-a-transcript-of-no-words", test_nothing_said);
  g_test_add_func ("/word-reader/what-is-not-the-protocol-is-refused", test_refused);
  g_test_add_func ("/word-reader/lines-words-and-their-number-are-bounded", test_bounds);
  return g_test_run ();
}
