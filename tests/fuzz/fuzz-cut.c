/* fuzz-cut.c: any bytes as the stored edits of a draft.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "model/rbk-cut-history.h"
#include "model/rbk-json.h"
#include "rbk-fuzz.h"

/* Whatever it was read from, a cut is what its type promises. */
static void
check_cut (RbkCut *cut)
{
  g_autoptr (JsonArray) stored = rbk_cut_to_json (cut);
  g_autoptr (RbkCut) again = rbk_cut_new_from_json (stored, NULL);
  g_autoptr (RbkCut) part = NULL;
  gsize n;
  const RbkPassage *passages = rbk_cut_get_passages (cut, &n);
  gint64 length = rbk_cut_get_length (cut);
  gint64 sum = 0;

  g_assert (n >= 1 && n <= RBK_CUT_MAX_PASSAGES);
  for (gsize i = 0; i < n; i++)
    {
      g_assert (rbk_id_is_valid (passages[i].take));
      g_assert (passages[i].first >= 0 && passages[i].first < passages[i].end);
      sum += passages[i].end - passages[i].first;
    }
  g_assert (sum == length && length <= RBK_CUT_MAX_SAMPLES);
  g_assert (rbk_cut_equal (cut, again));
  part = rbk_cut_trim (cut, length / 3, length, NULL);
  g_assert (part != NULL && rbk_cut_get_length (part) == length - length / 3);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (RbkCutHistory) history = rbk_cut_history_new ();
  g_autoptr (JsonObject) root = rbk_json_parse_object ((const char *) data, (gssize) size, NULL);
  JsonArray *entries = rbk_json_get_array (root, "entries");

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean good = rbk_cut_history_replay (history, rbk_json_array_get_object (entries, i), &error);
      RbkCut *now = rbk_cut_history_get_current (history);

      g_assert (good == (error == NULL));
      if (now == NULL)
        continue;
      check_cut (now);
    }
  while (rbk_cut_history_undo (history))
    continue;
  g_assert (rbk_cut_history_get_current (history) == NULL);
  return 0;
}
