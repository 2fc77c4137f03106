/* fuzz-transcript.c: any bytes as a transcript's payload, as what was said, and as its correction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-json.h"
#include "model/rbk-transcript.h"
#include "rbk-fuzz.h"
#include "rules/rbk-spoken-number.h"

static void
look_through (RbkTranscript *transcript)
{
  g_autoptr (GArray) numbers = rbk_spoken_number_find_all (transcript);
  g_autoptr (JsonObject) payload = rbk_transcript_to_json (transcript);
  g_autoptr (RbkTranscript) again = rbk_transcript_new_from_json (payload, NULL);
  g_autofree char *text = rbk_transcript_dup_text (transcript);
  g_autofree char *same = NULL;
  guint n = rbk_transcript_get_n_words (transcript);

  g_assert_nonnull (again);
  same = rbk_transcript_dup_text (again);
  g_assert_cmpstr (same, ==, text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < numbers->len; i++)
    {
      const RbkSpokenNumber *number = &g_array_index (numbers, RbkSpokenNumber, i);

      g_assert_cmpuint (number->first_word + number->n_words, <=, n);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  const RbkTranscriptWord word = {
    .text = text, .t0_us = 0, .t1_us = 60 * G_USEC_PER_SEC, .probability = 0.5
  };
  g_autoptr (RbkTranscript) said = rbk_transcript_new ("fuzz", NULL, &word, 1);
  g_autoptr (RbkTranscript) read = NULL;
  g_autoptr (JsonObject) payload = NULL;
  g_autoptr (GError) error = NULL;

  look_through (said);
  payload = rbk_json_parse_object ((const char *) data, (gssize) size, NULL);
  if (payload == NULL)
    return 0;
  read = rbk_transcript_new_from_json (payload, &error);
  g_assert_true ((read == NULL) == (error != NULL));
  if (read != NULL)
    {
      g_autoptr (RbkTranscript) corrected = rbk_transcript_correct (read, text);

      look_through (read);
      look_through (corrected);
    }
  return 0;
}
