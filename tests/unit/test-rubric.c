/* test-rubric.c: totals, bands and gates of domain rules 3.9, and what a rubric may be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-review.h"
#include "model/rbk-rubric.h"
#include "rbk-test.h"

#include <math.h>

static RbkRubric *
load_default (void)
{
  g_autofree char *path = g_build_filename (RBK_DATA_DIRECTORY, "rules", "voicemail-rubric.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;
  RbkRubric *rubric;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  json = g_bytes_new (text, strlen (text));
  rubric = rbk_rubric_new_from_json (json, &error);
  g_assert_no_error (error);
  return rubric;
}

/* @json: with ' for " */
static RbkRubric *
make (const char *json, GError **error)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (JsonObject) facts = rbk_json_parse_object (text, -1, NULL);

  g_assert_nonnull (facts);
  return rbk_rubric_new_from_facts (facts, error);
}

static void
test_default_is_that_of_3_9 (void)
{
  static const struct
  {
    const char *id;
    guint weight;
    const char *evidence; /* the first */
  } wanted[] = {
    { "identity", 15, "V-1" },    { "reason", 20, "V-2" },      { "customer", 10, "V-16" },
    { "direct-line", 15, "V-5" }, { "next-step", 10, "V-10" },  { "length", 10, "V-11" },
    { "voice", 10, "V-13" },      { "transcript", 10, "V-14" },
  };
  g_autoptr (RbkRubric) rubric = load_default ();

  g_assert_cmpuint (rbk_rubric_get_version (rubric), ==, 1);
  g_assert_cmpuint (rbk_rubric_get_n_criteria (rubric), ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const RbkCriterion *criterion = rbk_rubric_get_criterion (rubric, i);

      g_assert_cmpstr (criterion->id, ==, wanted[i].id);
      g_assert_cmpuint (criterion->weight, ==, wanted[i].weight);
      g_assert_cmpstr (criterion->evidence[0], ==, wanted[i].evidence);
      g_assert_true (rbk_rubric_find_criterion (rubric, wanted[i].id) == criterion);
    }
  g_assert_cmpuint (rbk_rubric_get_n_gates (rubric), ==, 9);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("G%u", i + 1);

      g_assert_cmpstr (rbk_rubric_get_gate (rubric, i)->id, ==, id);
      g_assert_true (rbk_rubric_find_gate (rubric, id) == rbk_rubric_get_gate (rubric, i));
    }
  g_assert_null (rbk_rubric_find_gate (rubric, "G10"));
  g_assert_null (rbk_rubric_find_criterion (rubric, NULL));
}

static JsonObject *
make_scores (RbkRubric *rubric, guint digits)
{
  JsonObject *scores = json_object_new ();

  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++, digits /= 4)
    json_object_set_int_member (scores, rbk_rubric_get_criterion (rubric, i)->id, digits % 4);
  return scores;
}

/* Every one of the 4⁸ ways to score it. */
static void
test_total_is_the_rounded_sum (void)
{
  g_autoptr (RbkRubric) rubric = load_default ();
  gboolean reached[101] = { FALSE };

  for (guint digits = 0; digits < 65536; digits++)
    {
      g_autoptr (JsonObject) scores = make_scores (rubric, digits);
      double sum = 0;
      int total = rbk_rubric_total (rubric, scores, NULL);

      for (guint i = 0; i < 8; i++)
        sum += rbk_rubric_get_criterion (rubric, i)->weight * ((digits >> (2 * i)) % 4) / 3.0;
      g_assert_cmpint (total, ==, (int) lround (sum));
      reached[total] = TRUE;
    }
  g_assert_true (reached[0] && reached[100] && reached[67] && reached[33]);
}

static void
test_q6_gate_takes_all_points (void)
{
  static const char *const failed[] = { "G4", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (RbkRubric) rubric = load_default ();
  g_autoptr (JsonObject) best = make_scores (rubric, 65535);
  g_autoptr (JsonObject) part = make_scores (rubric, 65535);

  g_assert_cmpint (rbk_rubric_total (rubric, best, none), ==, 100);
  g_assert_cmpint (rbk_rubric_total (rubric, best, failed), ==, 0);
  json_object_remove_member (part, "voice");
  g_assert_cmpint (rbk_rubric_total (rubric, part, NULL), ==, -1);
  g_assert_cmpint (rbk_rubric_total (rubric, part, failed), ==, 0);
  g_assert_cmpint (rbk_rubric_total (rubric, NULL, NULL), ==, -1);
  /* What is no score of 0 to 3 is none. */
  json_object_set_int_member (part, "voice", 4);
  g_assert_cmpint (rbk_rubric_total (rubric, part, NULL), ==, -1);
  json_object_set_int_member (part, "voice", -1);
  g_assert_cmpint (rbk_rubric_total (rubric, part, NULL), ==, -1);
  json_object_set_string_member (part, "voice", "3");
  g_assert_cmpint (rbk_rubric_total (rubric, part, NULL), ==, -1);
  json_object_set_int_member (part, "voice", 0);
  g_assert_cmpint (rbk_rubric_total (rubric, part, NULL), ==, 90);
}

static void
test_bands_at_their_bounds (void)
{
  static const struct
  {
    guint total;
    RbkScoreBand band;
  } bounds[] = {
    { 0, RBK_SCORE_BAND_RED },     { 49, RBK_SCORE_BAND_RED },    { 50, RBK_SCORE_BAND_YELLOW },
    { 69, RBK_SCORE_BAND_YELLOW }, { 70, RBK_SCORE_BAND_BLUE },   { 89, RBK_SCORE_BAND_BLUE },
    { 90, RBK_SCORE_BAND_GREEN },  { 100, RBK_SCORE_BAND_GREEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    g_assert_cmpint (rbk_score_band_of (bounds[i].total), ==, bounds[i].band);
  for (RbkScoreBand band = RBK_SCORE_BAND_RED; band <= RBK_SCORE_BAND_GREEN; band++)
    {
      g_assert_cmpstr (rbk_score_band_get_words (band), !=, "");
      for (RbkScoreBand other = RBK_SCORE_BAND_RED; other < band; other++)
        g_assert_cmpstr (rbk_score_band_get_words (band), !=, rbk_score_band_get_words (other));
    }
}

#define ANCHORS "'anchors':['a','b','c','d']"

static void
test_weights_are_a_hundred (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (RbkRubric) rubric =
    make ("{'version':2,'criteria':[{'id':'a','title':'A','weight':60," ANCHORS "},"
          "{'id':'b','title':'B','weight':39," ANCHORS "}],'gates':[]}",
          &error);
  g_autoptr (RbkRubric) good =
    make ("{'version':2,'criteria':[{'id':'a','title':'A','weight':61," ANCHORS "},"
          "{'id':'b','title':'B','weight':39," ANCHORS "}]}",
          &other);

  g_assert_null (rubric);
  g_assert_error (error, RBK_RUBRIC_ERROR, RBK_RUBRIC_ERROR_WEIGHTS);
  g_assert_nonnull (strstr (error->message, "99"));
  g_assert_no_error (other);
  g_assert_cmpuint (rbk_rubric_get_n_gates (good), ==, 0);
}

static void
test_what_is_no_rubric (void)
{
  static const char *const bad[] = {
    "{}",
    "{'version':0,'criteria':[{'id':'a','title':'A','weight':100," ANCHORS "}]}",
    "{'version':'1','criteria':[{'id':'a','title':'A','weight':100," ANCHORS "}]}",
    "{'version':1,'criteria':[]}",
    "{'version':1,'criteria':7}",
    "{'version':1,'criteria':[7]}",
    "{'version':1,'criteria':[{'id':'','title':'A','weight':100," ANCHORS "}]}",
    "{'version':1,'criteria':[{'id':'a b','title':'A','weight':100," ANCHORS "}]}",
    "{'version':1,'criteria':[{'id':'a','title':' ','weight':100," ANCHORS "}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':100,'anchors':['a','b','c']}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':100,'anchors':['a','b','c','']}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':100,'anchors':['a','b','c',4]}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':101," ANCHORS
    "},{'id':'b','title':'B','weight':-1," ANCHORS "}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':100," ANCHORS
    "},{'id':'b','title':'B','weight':0," ANCHORS "}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':50," ANCHORS
    "},{'id':'a','title':'B','weight':50," ANCHORS "}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':100," ANCHORS "}],'gates':[{'id':'G1'}]}",
    "{'version':1,'criteria':[{'id':'a','title':'A','weight':100," ANCHORS
    "}],'gates':[{'id':'G1','title':'x'},{'id':'G1','title':'y'}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkRubric) rubric = make (bad[i], &error);

      g_assert_null (rubric);
      g_assert_error (error, RBK_RUBRIC_ERROR, RBK_RUBRIC_ERROR_INVALID);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

/* a version is kept as it was, to the word. */
static void
test_q7_facts_go_there_and_back (void)
{
  g_autoptr (RbkRubric) rubric = load_default ();
  g_autoptr (JsonObject) facts = rbk_rubric_dup_facts (rubric);
  g_autoptr (RbkRubric) again = rbk_rubric_new_from_facts (facts, NULL);
  g_autoptr (JsonObject) other = rbk_rubric_dup_facts (again);
  g_autofree char *first = rbk_json_write (facts);
  g_autofree char *second = rbk_json_write (other);

  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "Checking in"));
}

static void
test_lots_are_the_same_everywhere_and_even (void)
{
  guint chosen = 0, both = 0;

  /* Known values: another PC, and another version, draws the same. */
  g_assert_cmphex (
    rbk_review_draw_lot ("0190b5a0-0001-7000-8000-00000000c001", RBK_REVIEW_LOT_QUEUE), ==, 0x03ef9019);
  g_assert_cmphex (
    rbk_review_draw_lot ("0190b5a0-0001-7000-8000-00000000c001", RBK_REVIEW_LOT_CALIBRATION), ==, 0xdb49f8fc);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *id = g_strdup_printf ("0190b5a0-0001-7000-8000-%012u", i);
      gboolean drawn = rbk_review_draw_lot (id, RBK_REVIEW_LOT_CALIBRATION) % 100 < 20;

      chosen += drawn;
      both += drawn && rbk_review_draw_lot (id, RBK_REVIEW_LOT_QUEUE) % 100 < 20;
    }
  /* Five standard deviations of 2,000 and of 400. */
  g_assert_cmpint (ABS ((int) chosen - 2000), <, 200);
  g_assert_cmpint (ABS ((int) both - 400), <, 100);
}

static RbkEntry *
make_comment (const char *author, gint64 time_us, gint64 position_us, const char *text, const char *first)
{
  JsonObject *payload = rbk_json_new ("item", "d1", "text", text, "comment", first, NULL);

  json_object_set_int_member (payload, "position_us", position_us);
  return rbk_entry_new (
    RBK_ENTRY_KIND_REVIEW_COMMENT, "0190b5a0-0001-7000-8000-00000000c001", author, time_us, payload);
}

static void
test_q2_comments_are_folded (void)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) comments = NULL;
  RbkEntry *late = make_comment ("m1", 1, 9000, "late", NULL);
  RbkEntry *early = make_comment ("m2", 2, 1000, "early", NULL);
  RbkEntry *gone = make_comment ("m1", 3, 500, "gone", NULL);
  RbkReviewComment *comment;

  /* In no order: as from another PC. */
  g_ptr_array_add (entries, make_comment ("m1", 9, 9500, "later still", rbk_entry_get_id (late)));
  g_ptr_array_add (entries, make_comment ("m1", 8, 9900, "between", rbk_entry_get_id (late)));
  g_ptr_array_add (entries, make_comment ("m1", 10, 500, "", rbk_entry_get_id (gone)));
  g_ptr_array_add (entries, make_comment ("m1", 11, 1000, "not mine", rbk_entry_get_id (early)));
  g_ptr_array_add (entries, make_comment ("m1", 12, 1000, "of nothing", "nothing"));
  g_ptr_array_add (entries, gone);
  g_ptr_array_add (entries, early);
  g_ptr_array_add (entries, late);
  comments = rbk_review_comment_fold (entries);
  g_assert_cmpuint (comments->len, ==, 2);
  comment = g_ptr_array_index (comments, 0);
  g_assert_cmpstr (rbk_review_comment_get_text (comment), ==, "early");
  g_assert_cmpint (rbk_review_comment_get_position_us (comment), ==, 1000);
  g_assert_cmpstr (rbk_review_comment_get_author (comment), ==, "m2");
  comment = g_ptr_array_index (comments, 1);
  g_assert_cmpstr (rbk_review_comment_get_text (comment), ==, "later still");
  g_assert_cmpint (rbk_review_comment_get_position_us (comment), ==, 9500);
  g_assert_cmpint (rbk_review_comment_get_time_us (comment), ==, 1);
  g_assert_cmpstr (rbk_review_comment_get_id (comment), ==, rbk_entry_get_id (late));
}

static void
test_sound_is_known_by_its_parts (void)
{
  g_autoptr (JsonArray) part = json_array_new ();
  g_autoptr (JsonArray) strange = json_array_new ();
  JsonObject *passage = rbk_json_new ("take", "0190b5a0-0001-7000-8000-00000000e001", NULL);
  g_autofree char *whole = rbk_review_dup_sound ("t1", NULL);
  g_autofree char *again = rbk_review_dup_sound ("t1", NULL);
  g_autofree char *other = rbk_review_dup_sound ("t2", NULL);
  g_autofree char *odd = NULL;
  g_autofree char *cut = NULL;

  json_object_set_int_member (passage, "first", 0);
  json_object_set_int_member (passage, "end", 48000);
  json_array_add_object_element (part, passage);
  json_array_add_int_element (strange, 7);
  cut = rbk_review_dup_sound ("t1", part);
  odd = rbk_review_dup_sound ("t1", strange);
  g_assert_cmpstr (whole, ==, again);
  g_assert_cmpstr (whole, !=, other);
  g_assert_cmpstr (whole, !=, cut);
  g_assert_cmpstr (whole, ==, odd);
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/rubric/default-is-3.9", test_default_is_that_of_3_9);
  g_test_add_func ("/rubric/total", test_total_is_the_rounded_sum);
  g_test_add_func ("/rubric/Q-6-gate", test_q6_gate_takes_all_points);
  g_test_add_func ("/rubric/bands", test_bands_at_their_bounds);
  g_test_add_func ("/rubric/weights", test_weights_are_a_hundred);
  g_test_add_func ("/rubric/none", test_what_is_no_rubric);
  g_test_add_func ("/rubric/Q-7-facts", test_q7_facts_go_there_and_back);
  g_test_add_func ("/review/lots", test_lots_are_the_same_everywhere_and_even);
  g_test_add_func ("/review/Q-2-comments", test_q2_comments_are_folded);
  g_test_add_func ("/review/sound", test_sound_is_known_by_its_parts);
  return g_test_run ();
}
