/* fuzz-words.c: any bytes as what a transcribing helper says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-fuzz.h"
#include "transcriber/rbk-word-reader.h"

static void
progress_cb (double progress, gpointer user_data)
{
  double *last = user_data;

  g_assert (progress > *last && progress <= 1);
  *last = progress;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  double progress = 0;
  g_autoptr (RbkWordReader) reader = rbk_word_reader_new (60 * G_USEC_PER_SEC, progress_cb, &progress);
  g_autoptr (RbkTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;
  gsize half = size / 2;

  if (rbk_word_reader_feed (reader, (const char *) data, half, &error) &&
      rbk_word_reader_feed (reader, (const char *) data + half, size - half, &error))
    transcript = rbk_word_reader_end (reader, NULL, &error);
  g_assert ((transcript != NULL) == (error == NULL));
  for (guint i = 0; transcript != NULL && i < rbk_transcript_get_n_words (transcript); i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (transcript, i);

      g_assert (word->t0_us >= 0 && word->t0_us <= word->t1_us && word->t1_us <= 60 * G_USEC_PER_SEC);
      g_assert (word->probability >= 0 && word->probability <= 1);
    }
  return 0;
}
