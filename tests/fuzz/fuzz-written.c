/* fuzz-written.c: any bytes as what a customer wrote, and as what is written to one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-fuzz.h"
#include "rules/rbk-stop-words.h"
#include "rules/rbk-text-segments.h"
#include "rules/rbk-written-check.h"

#include <string.h>

static RbkStopWords *
get_words (void)
{
  static const char rows[] =
    "{\"rows\":[{\"kind\":\"word\",\"phrase\":\"stop\"},{\"kind\":\"word\",\"phrase\":\"opt out\"},"
    "{\"kind\":\"filler\",\"phrase\":\"please\"},{\"kind\":\"asks\",\"phrase\":\"leave me\"}]}";
  static RbkStopWords *words;
  g_autoptr (GBytes) json = g_bytes_new_static (rows, strlen (rows));

  if (words == NULL)
    words = rbk_stop_words_new (json, NULL);
  return words;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *word = NULL;
  RbkStop stop = rbk_stop_words_judge (get_words (), text, &word);
  RbkTextSegments segments = rbk_text_segments_count (text, FALSE);
  g_autofree char *plain = rbk_text_segments_dup_plain (valid);
  g_autofree char *words = rbk_text_segments_dup_words (&segments);
  g_auto (GStrv) hosts = rbk_written_dup_hosts (valid);
  guint size_of_one = segments.alphabet == RBK_TEXT_GSM7 ? 160 : 70;

  g_assert ((word != NULL) == (stop != RBK_STOP_NO));
  g_assert ((segments.segments == 0) == (*text == '\0'));
  g_assert ((segments.segments > 1) == (segments.units > size_of_one));
  g_assert (segments.left <= size_of_one);
  g_assert (g_utf8_validate (plain, -1, NULL));
  for (guint i = 0; hosts[i] != NULL; i++)
    g_assert (strchr (hosts[i], '.') != NULL);
  rbk_written_has_empty_field (valid);
  rbk_written_says_opt_out (valid, NULL, "mailto:out@x.test");
  rbk_written_find_name (valid, "Ana");
  return 0;
}
