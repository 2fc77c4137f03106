/* test-cut.c: edits of a message, none of which loses anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-cut-history.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

#define A "01890a5d-ac96-774b-bcce-b302099a8001"
#define B "01890a5d-ac96-774b-bcce-b302099a8002"
#define C "01890a5d-ac96-774b-bcce-b302099a8003"

#define CUT(...)                                                                                             \
  make ((RbkPassage[]) { __VA_ARGS__ }, sizeof ((RbkPassage[]) { __VA_ARGS__ }) / sizeof (RbkPassage))

static RbkCut *
make (const RbkPassage *passages, gsize n)
{
  g_autoptr (GError) error = NULL;
  RbkCut *cut = rbk_cut_new (passages, n, &error);

  g_assert_no_error (error);
  return cut;
}

/* Takes what @cut is, and gives it back to nobody. */
static void
expect (RbkCut *cut, RbkCut *wanted)
{
  g_assert_nonnull (cut);
  g_assert_true (rbk_cut_equal (cut, wanted));
  g_assert_cmpint (rbk_cut_get_length (cut), ==, rbk_cut_get_length (wanted));
  g_object_unref (cut);
  g_object_unref (wanted);
}

/* A refused edit says why in a sentence. */
static void
expect_refusal (RbkCut *cut, GError **error, RbkCutError code)
{
  g_assert_null (cut);
  g_assert_error (*error, RBK_CUT_ERROR, (int) code);
  g_assert_true (g_str_has_suffix ((*error)->message, "."));
  g_clear_error (error);
}

static void
test_edits_give_another_cut (void)
{
  g_autoptr (RbkCut) cut = CUT ({ A, 10, 110 }, { B, 0, 50 });
  g_autoptr (RbkCut) same = CUT ({ A, 10, 110 }, { B, 0, 50 });
  const RbkPassage punch = { C, 5, 7 };

  g_assert_cmpint (rbk_cut_get_length (cut), ==, 150);
  expect (rbk_cut_trim (cut, 20, 140, NULL), CUT ({ A, 30, 110 }, { B, 0, 40 }));
  expect (rbk_cut_trim (cut, 0, 100, NULL), CUT ({ A, 10, 110 }));
  expect (rbk_cut_trim (cut, 100, 150, NULL), CUT ({ B, 0, 50 }));
  expect (rbk_cut_trim (cut, 149, 150, NULL), CUT ({ B, 49, 50 }));
  expect (rbk_cut_trim (cut, 0, 150, NULL), g_object_ref (same));
  expect (rbk_cut_remove (cut, 40, 60, NULL), CUT ({ A, 10, 50 }, { A, 70, 110 }, { B, 0, 50 }));
  expect (rbk_cut_remove (cut, 0, 101, NULL), CUT ({ B, 1, 50 }));
  expect (rbk_cut_remove (cut, 90, 110, NULL), CUT ({ A, 10, 100 }, { B, 10, 50 }));
  expect (rbk_cut_replace (cut, 90, 110, &punch, NULL), CUT ({ A, 10, 100 }, { C, 5, 7 }, { B, 10, 50 }));
  expect (rbk_cut_replace (cut, 0, 150, &punch, NULL), CUT ({ C, 5, 7 }));
  /* Nothing of that changed the message it was made from. */
  g_assert_true (rbk_cut_equal (cut, same));
}

static void
test_what_goes_on_in_its_take_is_one_passage (void)
{
  g_autoptr (RbkCut) whole = rbk_cut_new_whole (A, 100, NULL);
  g_autoptr (RbkCut) mended = rbk_cut_replace (whole, 30, 40, &(RbkPassage) { B, 0, 25 }, NULL);
  gsize n;

  expect (rbk_cut_replace (mended, 30, 55, &(RbkPassage) { A, 30, 40 }, NULL), g_object_ref (whole));
  expect (CUT ({ A, 0, 1 }, { A, 1, 2 }, { A, 2, 100 }), g_object_ref (whole));
  expect (rbk_cut_replace (whole, 90, 100, &(RbkPassage) { A, 90, 120 }, NULL), CUT ({ A, 0, 120 }));
  g_object_unref (mended);
  /* The same take from elsewhere, or the same sample of another take, is a seam. */
  mended = CUT ({ A, 0, 10 }, { A, 11, 20 }, { B, 20, 30 }, { A, 20, 30 }, { A, 0, 10 });
  rbk_cut_get_passages (mended, &n);
  g_assert_cmpuint (n, ==, 5);
}

static void
test_takes_are_named_once (void)
{
  g_autoptr (RbkCut) cut = CUT ({ B, 0, 10 }, { A, 0, 10 }, { B, 20, 30 }, { C, 0, 1 }, { A, 30, 40 });
  g_auto (GStrv) takes = rbk_cut_dup_takes (cut);

  g_assert_cmpstrv (takes, ((const char *const[]) { B, A, C, NULL }));
}

static void
test_no_edit_leaves_nothing (void)
{
  g_autoptr (RbkCut) cut = CUT ({ A, 0, 100 }, { B, 0, 50 });
  g_autoptr (GError) error = NULL;

  expect_refusal (rbk_cut_remove (cut, 0, 150, &error), &error, RBK_CUT_ERROR_EMPTY);
  expect_refusal (rbk_cut_new (NULL, 0, &error), &error, RBK_CUT_ERROR_EMPTY);
  expect_refusal (rbk_cut_new_whole (A, 0, &error), &error, RBK_CUT_ERROR_NO_SOUND);
  expect_refusal (
    rbk_cut_replace (cut, 0, 150, &(RbkPassage) { C, 7, 7 }, &error), &error, RBK_CUT_ERROR_NO_SOUND);
  expect_refusal (
    rbk_cut_replace (cut, 0, 1, &(RbkPassage) { C, 8, 7 }, &error), &error, RBK_CUT_ERROR_NO_SOUND);
}

static void
test_ranges_lie_in_the_message (void)
{
  g_autoptr (RbkCut) cut = CUT ({ A, 0, 100 });
  const RbkPassage punch = { B, 0, 10 };
  const gint64 wrong[][2] = { { -1, 50 },        { 50, 101 },      { 50, 50 },
                              { 60, 50 },        { 100, 101 },     { G_MININT64, G_MAXINT64 },
                              { G_MAXINT64, 0 }, { 0, G_MAXINT64 } };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gint64 from = wrong[i][0];
      gint64 to = wrong[i][1];

      expect_refusal (rbk_cut_trim (cut, from, to, &error), &error, RBK_CUT_ERROR_RANGE);
      expect_refusal (rbk_cut_remove (cut, from, to, &error), &error, RBK_CUT_ERROR_RANGE);
      expect_refusal (rbk_cut_replace (cut, from, to, &punch, &error), &error, RBK_CUT_ERROR_RANGE);
    }
}

static void
test_passages_are_checked (void)
{
  g_autoptr (RbkCut) cut = CUT ({ A, 0, 100 });
  const RbkPassage wrong[] = { { "take", 0, 10 }, { NULL, 0, 10 }, { "", 0, 10 }, { A, -1, 10 } };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      expect_refusal (rbk_cut_new (&wrong[i], 1, &error), &error, RBK_CUT_ERROR_INVALID);
      expect_refusal (rbk_cut_replace (cut, 0, 1, &wrong[i], &error), &error, RBK_CUT_ERROR_INVALID);
    }
  expect_refusal (rbk_cut_new_whole ("take", 10, &error), &error, RBK_CUT_ERROR_INVALID);
}

static void
test_size_is_bounded_on_both_sides (void)
{
  g_autoptr (RbkCut) hour = rbk_cut_new_whole (A, RBK_CUT_MAX_SAMPLES, NULL);
  g_autoptr (RbkCut) cut = rbk_cut_new_whole (A, 2 * RBK_CUT_MAX_PASSAGES, NULL);
  g_autoptr (GError) error = NULL;
  gint64 end;
  gsize n;

  g_assert_nonnull (hour);
  expect_refusal (rbk_cut_new_whole (A, RBK_CUT_MAX_SAMPLES + 1, &error), &error, RBK_CUT_ERROR_TOO_LARGE);
  expect_refusal (
    rbk_cut_replace (hour, 9, 10, &(RbkPassage) { B, 0, 2 }, &error), &error, RBK_CUT_ERROR_TOO_LARGE);
  expect_refusal (rbk_cut_replace (cut, 9, 10, &(RbkPassage) { B, 5, G_MAXINT64 }, &error),
                  &error,
                  RBK_CUT_ERROR_TOO_LARGE);

  for (gint64 i = 1; i < RBK_CUT_MAX_PASSAGES; i++)
    {
      RbkCut *less = rbk_cut_remove (cut, i, i + 1, &error);

      g_assert_no_error (error);
      g_object_unref (cut);
      cut = less;
    }
  rbk_cut_get_passages (cut, &n);
  g_assert_cmpuint (n, ==, RBK_CUT_MAX_PASSAGES);
  end = rbk_cut_get_length (cut);
  expect_refusal (
    rbk_cut_replace (cut, end - 1, end, &(RbkPassage) { B, 0, 1 }, &error), &error, RBK_CUT_ERROR_TOO_LARGE);
  /* What makes it no more pieces is still possible. */
  g_object_unref (hour);
  hour = rbk_cut_trim (cut, 1, rbk_cut_get_length (cut), &error);
  g_assert_no_error (error);
}

static RbkCut *
read_cut (const char *json, GError **error)
{
  g_autoptr (JsonObject) object = rbk_json_parse_object (json, -1, NULL);

  g_assert_nonnull (object);
  return rbk_cut_new_from_json (rbk_json_get_array (object, "passages"), error);
}

static void
test_stored_is_read_again (void)
{
  g_autoptr (RbkCut) cut = CUT ({ A, 0, 100 }, { B, 7, 50 }, { A, 101, RBK_CUT_MAX_SAMPLES / 2 });
  g_autoptr (JsonObject) payload = rbk_json_new ("event", "edited", NULL);
  g_autofree char *text = NULL;

  json_object_set_array_member (payload, "passages", rbk_cut_to_json (cut));
  text = rbk_json_write (payload);
  expect (read_cut (text, NULL), g_object_ref (cut));
  /* What a newer Ringback adds is passed over. */
  expect (read_cut ("{\"passages\":[{\"take\":\"" A "\",\"first\":0,\"end\":9,\"gain\":[1]}]}", NULL),
          CUT ({ A, 0, 9 }));
}

static void
test_hostile_json_is_refused (void)
{
  static const char *const hostile[] = {
    "{}",
    "{\"passages\":null}",
    "{\"passages\":{}}",
    "{\"passages\":\"" A "\"}",
    "{\"passages\":[]}",
    "{\"passages\":[null]}",
    "{\"passages\":[7]}",
    "{\"passages\":[[]]}",
    "{\"passages\":[{}]}",
    "{\"passages\":[{\"take\":\"" A "\"}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":0}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"end\":5}]}",
    "{\"passages\":[{\"first\":0,\"end\":5}]}",
    "{\"passages\":[{\"take\":\"../../secret\",\"first\":0,\"end\":5}]}",
    "{\"passages\":[{\"take\":[\"" A "\"],\"first\":0,\"end\":5}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":5,\"end\":5}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":6,\"end\":5}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":-1,\"end\":5}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":0.0,\"end\":5}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":0,\"end\":5e3}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":\"0\",\"end\":5}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":false,\"end\":true}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":0,\"end\":172800001}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":9223372036854775806,\"end\":9223372036854775807}]}",
    "{\"passages\":[{\"take\":\"" A "\",\"first\":0,\"end\":5},{\"take\":\"" A "\",\"first\":9}]}",
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    expect_refusal (read_cut (hostile[i], &error), &error, RBK_CUT_ERROR_INVALID);
}

static void
test_stored_lists_are_bounded (void)
{
  g_autoptr (JsonArray) many = json_array_new ();
  g_autoptr (JsonArray) hours = json_array_new ();
  g_autoptr (GError) error = NULL;

  /* Neighbours that would be one passage count, too: nobody writes them. */
  for (int i = 0; i <= RBK_CUT_MAX_PASSAGES; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"take\":\"" A "\",\"first\":%d,\"end\":%d}", i, i + 1);

      json_array_add_object_element (many, rbk_json_parse_object (text, -1, NULL));
    }
  expect_refusal (rbk_cut_new_from_json (many, &error), &error, RBK_CUT_ERROR_INVALID);
  json_array_remove_element (many, RBK_CUT_MAX_PASSAGES);
  expect (rbk_cut_new_from_json (many, NULL), CUT ({ A, 0, RBK_CUT_MAX_PASSAGES }));

  for (int i = 0; i < RBK_CUT_MAX_PASSAGES; i++)
    json_array_add_object_element (
      hours, rbk_json_parse_object ("{\"take\":\"" A "\",\"first\":1,\"end\":172800000}", -1, NULL));
  expect_refusal (rbk_cut_new_from_json (hours, &error), &error, RBK_CUT_ERROR_TOO_LARGE);
}

static void
test_undo_and_redo_have_no_end (void)
{
  enum
  {
    EDITS = 5000
  };
  g_autoptr (RbkCutHistory) history = rbk_cut_history_new ();
  g_autoptr (RbkCut) cut = rbk_cut_new_whole (A, EDITS + 1, NULL);

  g_assert_false (rbk_cut_history_undo (history));
  g_assert_false (rbk_cut_history_redo (history));
  g_assert_null (rbk_cut_history_get_current (history));
  for (gint64 i = 0; i < EDITS; i++)
    {
      g_autoptr (RbkCut) less = rbk_cut_trim (cut, 0, EDITS - i, NULL);

      rbk_cut_history_push (history, less);
    }
  for (gint64 i = 1; i <= EDITS; i++)
    {
      g_assert_cmpint (rbk_cut_get_length (rbk_cut_history_get_current (history)), ==, i);
      g_assert_true (rbk_cut_history_undo (history));
    }
  g_assert_false (rbk_cut_history_can_undo (history));
  g_assert_null (rbk_cut_history_get_current (history));
  for (gint64 i = EDITS; i > 0; i--)
    {
      g_assert_true (rbk_cut_history_redo (history));
      g_assert_cmpint (rbk_cut_get_length (rbk_cut_history_get_current (history)), ==, i);
    }
  g_assert_false (rbk_cut_history_can_redo (history));
}

static void
test_an_edit_ends_what_can_be_redone (void)
{
  g_autoptr (RbkCutHistory) history = rbk_cut_history_new ();
  g_autoptr (RbkCut) first = rbk_cut_new_whole (A, 10, NULL);
  g_autoptr (RbkCut) second = rbk_cut_new_whole (B, 10, NULL);

  rbk_cut_history_push (history, first);
  rbk_cut_history_push (history, second);
  g_assert_true (rbk_cut_history_undo (history));
  g_assert_true (rbk_cut_history_can_redo (history));
  rbk_cut_history_push (history, rbk_cut_history_get_current (history));
  g_assert_false (rbk_cut_history_can_redo (history));
  g_assert_true (rbk_cut_history_get_current (history) == first);
  g_assert_true (rbk_cut_history_undo (history));
  g_assert_true (rbk_cut_history_get_current (history) == first);
  g_assert_true (rbk_cut_history_undo (history));
  g_assert_false (rbk_cut_history_can_undo (history));
}

static gboolean
replay (RbkCutHistory *history, const char *event, const char *passages)
{
  g_autofree char *text = g_strdup_printf (
    "{\"event\":\"%s\",\"draft\":\"d\",\"passages\":%s}", event, passages != NULL ? passages : "null");
  g_autoptr (JsonObject) payload = rbk_json_parse_object (text, -1, NULL);
  g_autoptr (GError) error = NULL;
  gboolean good = rbk_cut_history_replay (history, payload, &error);

  g_assert_cmpint (good, ==, error == NULL);
  return good;
}

static void
test_stored_events_make_it_again (void)
{
  g_autoptr (RbkCutHistory) history = rbk_cut_history_new ();
  g_autoptr (RbkCut) first = rbk_cut_new_whole (A, 10, NULL);
  g_autoptr (RbkCut) second = rbk_cut_new_whole (B, 10, NULL);

  g_assert_true (replay (history, "opened", NULL));
  g_assert_true (replay (history, "undone", NULL));
  g_assert_true (replay (history, "redone", NULL));
  g_assert_null (rbk_cut_history_get_current (history));
  g_assert_true (replay (history, "edited", "[{\"take\":\"" A "\",\"first\":0,\"end\":10}]"));
  g_assert_true (rbk_cut_equal (rbk_cut_history_get_current (history), first));
  g_assert_true (replay (history, "edited", "[{\"take\":\"" B "\",\"first\":0,\"end\":10}]"));
  g_assert_true (rbk_cut_equal (rbk_cut_history_get_current (history), second));
  g_assert_true (replay (history, "undone", NULL));
  g_assert_true (rbk_cut_equal (rbk_cut_history_get_current (history), first));
  g_assert_true (replay (history, "chosen", NULL));
  g_assert_true (replay (history, "undone", NULL));
  g_assert_null (rbk_cut_history_get_current (history));
  g_assert_true (replay (history, "redone", NULL));
  g_assert_true (replay (history, "redone", NULL));
  g_assert_true (replay (history, "redone", NULL));
  g_assert_true (rbk_cut_equal (rbk_cut_history_get_current (history), second));
  g_assert_true (rbk_cut_history_replay (history, NULL, NULL));
}

/* An edit of a newer Ringback is a step like any other, so that the undo after it takes back that one. */
static void
test_an_edit_that_cannot_be_read_is_a_step (void)
{
  g_autoptr (RbkCutHistory) history = rbk_cut_history_new ();
  g_autoptr (RbkCut) first = rbk_cut_new_whole (A, 10, NULL);

  g_assert_false (replay (history, "edited", NULL));
  g_assert_null (rbk_cut_history_get_current (history));
  g_assert_true (replay (history, "edited", "[{\"take\":\"" A "\",\"first\":0,\"end\":10}]"));
  g_assert_false (replay (history, "edited", "[{\"take\":\"" A "\",\"first\":11,\"end\":10}]"));
  g_assert_true (rbk_cut_equal (rbk_cut_history_get_current (history), first));
  g_assert_true (replay (history, "undone", NULL));
  g_assert_true (rbk_cut_equal (rbk_cut_history_get_current (history), first));
  g_assert_true (replay (history, "undone", NULL));
  g_assert_null (rbk_cut_history_get_current (history));
  g_assert_true (rbk_cut_history_can_undo (history));
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/cut/edits-give-another-cut", test_edits_give_another_cut);
  g_test_add_func ("/cut/what-goes-on-in-its-take-is-one-passage",
                   test_what_goes_on_in_its_take_is_one_passage);
  g_test_add_func ("/cut/takes-are-named-once", test_takes_are_named_once);
  g_test_add_func ("/cut/no-edit-leaves-nothing", test_no_edit_leaves_nothing);
  g_test_add_func ("/cut/ranges-lie-in-the-message", test_ranges_lie_in_the_message);
  g_test_add_func ("/cut/passages-are-checked", test_passages_are_checked);
  g_test_add_func ("/cut/size-is-bounded-on-both-sides", test_size_is_bounded_on_both_sides);
  g_test_add_func ("/cut/stored-is-read-again", test_stored_is_read_again);
  g_test_add_func ("/cut/hostile-json-is-refused", test_hostile_json_is_refused);
  g_test_add_func ("/cut/stored-lists-are-bounded", test_stored_lists_are_bounded);
  g_test_add_func ("/cut/undo-and-redo-have-no-end", test_undo_and_redo_have_no_end);
  g_test_add_func ("/cut/an-edit-ends-what-can-be-redone", test_an_edit_ends_what_can_be_redone);
  g_test_add_func ("/cut/stored-events-make-it-again", test_stored_events_make_it_again);
  g_test_add_func ("/cut/an-edit-that-cannot-be-read-is-a-step", test_an_edit_that_cannot_be_read_is_a_step);
  return g_test_run ();
}
