/* fuzz-rubric.c: any bytes as a rubric, and as the reviews and comments that are given by it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-json.h"
#include "model/rbk-review.h"
#include "model/rbk-rubric.h"
#include "rbk-fuzz.h"

#define CUSTOMER "0190b5a0-0001-7000-8000-00000000c001"

/* Whatever it was read from, a rubric is what its type promises. */
static void
check_rubric (RbkRubric *rubric, JsonObject *root)
{
  g_autoptr (JsonObject) facts = rbk_rubric_dup_facts (rubric);
  g_autoptr (RbkRubric) again = rbk_rubric_new_from_facts (facts, NULL);
  JsonObject *scores = rbk_json_get_object (root, "scores");
  guint sum = 0;
  int total = rbk_rubric_total (rubric, scores, NULL);

  g_assert (again != NULL && rbk_rubric_get_version (again) == rbk_rubric_get_version (rubric));
  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
    {
      const RbkCriterion *criterion = rbk_rubric_get_criterion (rubric, i);

      g_assert (rbk_rubric_find_criterion (rubric, criterion->id) == criterion);
      for (guint j = 0; j <= RBK_RUBRIC_BEST; j++)
        g_assert (criterion->anchors[j] != NULL && *criterion->anchors[j] != '\0');
      sum += criterion->weight;
    }
  g_assert (sum == 100);
  g_assert (total >= -1 && total <= 100);
  g_assert (rbk_rubric_total (again, scores, NULL) == total);
  for (guint i = 0; i < rbk_rubric_get_n_gates (rubric); i++)
    g_assert (rbk_rubric_find_gate (again, rbk_rubric_get_gate (rubric, i)->id) != NULL);
}

static RbkEntry *
make_entry (RbkEntryKind kind, JsonObject *payload)
{
  return rbk_entry_new (kind, CUSTOMER, "author", 1, json_object_ref (payload));
}

static void
check_review (JsonObject *payload)
{
  g_autoptr (RbkEntry) entry = make_entry (RBK_ENTRY_KIND_REVIEW, payload);
  g_autoptr (RbkReview) review = rbk_review_new_from_entry (entry);
  g_autofree char *sound = rbk_review_dup_sound ("take", rbk_json_get_array (payload, "passages"));

  g_assert (rbk_review_get_item (review) != NULL);
  g_assert (rbk_review_get_total (review) <= 100);
  g_assert (rbk_review_get_rubric (review) >= 1);
  g_assert (rbk_review_get_score (review, "identity") <= 3);
  g_assert (rbk_review_get_failed (review) != NULL && rbk_review_get_strengths (review) != NULL);
  g_assert (strlen (sound) == 64);
}

static void
check_comments (JsonArray *comments)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) folded = NULL;

  for (guint i = 0; comments != NULL && i < json_array_get_length (comments); i++)
    {
      JsonObject *payload = rbk_json_array_get_object (comments, i);

      if (payload != NULL)
        g_ptr_array_add (entries, make_entry (RBK_ENTRY_KIND_REVIEW_COMMENT, payload));
    }
  folded = rbk_review_comment_fold (entries);
  g_assert (folded->len <= entries->len);
  for (guint i = 0; i < folded->len; i++)
    g_assert (rbk_review_comment_get_position_us (folded->pdata[i]) >= 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonObject) root = rbk_json_parse_object ((const char *) data, (gssize) size, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkRubric) rubric = NULL;

  if (root == NULL)
    return 0;
  rubric = rbk_rubric_new_from_facts (root, &error);
  g_assert ((rubric != NULL) == (error == NULL));
  if (rubric != NULL)
    check_rubric (rubric, root);
  check_review (root);
  check_comments (rbk_json_get_array (root, "comments"));
  return 0;
}
