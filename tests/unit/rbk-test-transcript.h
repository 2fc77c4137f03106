/* rbk-test-transcript.h: transcripts as a recogniser writes them, for tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"

/* Words of @text, 0.3 s each and 0.1 s apart, the first one at @begin_us; "~" is another half second of
 * silence. */
static inline RbkTranscript *
rbk_test_transcript_at (const char *text, gint64 begin_us)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (RbkTranscriptWord));
  gint64 now_us = begin_us;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      RbkTranscriptWord word = {
        .text = parts[i], .t0_us = now_us, .t1_us = now_us + 300000, .probability = 0.9
      };

      if (g_str_equal (parts[i], "~"))
        {
          now_us += 500000;
          continue;
        }
      if (*parts[i] == '\0')
        continue;
      g_array_append_val (words, word);
      now_us += 400000;
    }
  return rbk_transcript_new ("test", NULL, (RbkTranscriptWord *) (void *) words->data, words->len);
}

static inline RbkTranscript *
rbk_test_transcript (const char *text)
{
  return rbk_test_transcript_at (text, 0);
}
