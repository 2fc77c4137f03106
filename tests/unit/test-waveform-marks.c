/* test-waveform-marks.c: the mark that is meant is the one that is found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "ui/rbk-waveform-marks.h"

#define DURATION (10 * (gint64) G_USEC_PER_SEC)
#define WIDTH    1000.0

static void
expect (GArray *marks, double x, gboolean rtl, const char *words)
{
  const RbkMark *mark = rbk_waveform_marks_find (marks, DURATION, WIDTH, x, rtl);

  g_assert_cmpstr (mark != NULL ? mark->words : NULL, ==, words);
}

static void
test_nearest_is_meant (void)
{
  g_autoptr (GArray) marks = rbk_waveform_marks_new ();

  expect (marks, 500, FALSE, NULL);
  rbk_waveform_marks_add (marks, 2 * G_USEC_PER_SEC, RBK_MARK_PASS, "name");
  rbk_waveform_marks_add (marks, 2 * G_USEC_PER_SEC + 100000, RBK_MARK_WARN, "showroom");
  rbk_waveform_marks_add (marks, 9 * (gint64) G_USEC_PER_SEC, RBK_MARK_FAIL, "number");
  /* A hundred pixels a second, and eight on either side. */
  expect (marks, 200, FALSE, "name");
  expect (marks, 192, FALSE, "name");
  expect (marks, 191, FALSE, NULL);
  expect (marks, 204, FALSE, "name");
  expect (marks, 206, FALSE, "showroom");
  expect (marks, 218, FALSE, "showroom");
  expect (marks, 219, FALSE, NULL);
  expect (marks, 900, FALSE, "number");
  /* From right to left it is the other way round. */
  expect (marks, 100, TRUE, "number");
  expect (marks, 800, TRUE, "name");
  expect (marks, 790, TRUE, "showroom");
  expect (marks, 200, TRUE, NULL);
}

/* A mark at an end, or past it, is drawn whole, and found where it is drawn. */
static void
test_ends_are_within_reach (void)
{
  g_autoptr (GArray) marks = rbk_waveform_marks_new ();

  rbk_waveform_marks_add (marks, -5, RBK_MARK_NOTE, "before");
  rbk_waveform_marks_add (marks, 2 * DURATION, RBK_MARK_NOTE, "after");
  expect (marks, 0, FALSE, "before");
  expect (marks, WIDTH, FALSE, "after");
  expect (marks, 0, TRUE, "after");
  g_assert_cmpstr (rbk_waveform_marks_find (marks, 0, WIDTH, 0, FALSE)->words, ==, "after");
  g_assert_nonnull (rbk_waveform_marks_find (marks, DURATION, 0, 0, FALSE));
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/waveform-marks/nearest", test_nearest_is_meant);
  g_test_add_func ("/waveform-marks/ends", test_ends_are_within_reach);
  return g_test_run ();
}
