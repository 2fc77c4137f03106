/* test-known-caller.c: when a customer's phone is likely to know our line (P-1), and when a card comes first
 * (C-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "rules/rbk-known-caller.h"

#include <string.h>

#define LINE   "+13125550112"
#define OTHER  "+13125550199"
#define MOBILE "+13035550126"
#define HOME   "+13035550177"
#define NOW    1000

static RbkKnownCaller
judge (const RbkCallerFact *facts, guint n, gint64 *time_us)
{
  return rbk_known_caller_judge (LINE, MOBILE, NOW, facts, n, time_us);
}

static void
test_p1_each_state (void)
{
  for (guint i = RBK_KNOWN_CALLER_CARD_SENT; i <= RBK_KNOWN_CALLER_CALLED_US; i++)
    {
      RbkCallerFact fact = { .what = (RbkKnownCaller) i, .line = LINE, .number = MOBILE, .time_us = 500 };
      gint64 time_us = -1;

      g_assert_cmpint (judge (&fact, 1, &time_us), ==, i);
      g_assert_cmpint (time_us, ==, 500);
      g_assert_cmpint (rbk_known_caller_is_likely ((RbkKnownCaller) i), ==, i != RBK_KNOWN_CALLER_CARD_SENT);
    }
  g_assert_cmpint (judge (NULL, 0, NULL), ==, RBK_KNOWN_CALLER_NO);
  g_assert_false (rbk_known_caller_is_likely (RBK_KNOWN_CALLER_NO));
}

static void
test_p1_the_strongest_decides (void)
{
  const RbkCallerFact facts[] = {
    { RBK_KNOWN_CALLER_CARD_SENT, LINE, NULL, 900 },  { RBK_KNOWN_CALLER_ANSWERED_TEXT, LINE, MOBILE, 300 },
    { RBK_KNOWN_CALLER_CARD_SENT, LINE, NULL, 950 },  { RBK_KNOWN_CALLER_ANSWERED_TEXT, LINE, MOBILE, 200 },
    { RBK_KNOWN_CALLER_SAID_SAVED, LINE, NULL, 800 },
  };
  gint64 time_us = 0;

  g_assert_cmpint (judge (facts, G_N_ELEMENTS (facts), &time_us), ==, RBK_KNOWN_CALLER_ANSWERED_TEXT);
  g_assert_cmpint (time_us, ==, 300);
  g_assert_cmpint (judge (facts, 1, &time_us), ==, RBK_KNOWN_CALLER_CARD_SENT);
}

/* Another line of ours, another phone of theirs, a line that nobody wrote down, and what is yet to come. */
static void
test_p1_says_nothing_of_another (void)
{
  const RbkCallerFact facts[] = {
    { RBK_KNOWN_CALLER_CALLED_US, OTHER, MOBILE, 500 }, { RBK_KNOWN_CALLER_CALLED_US, LINE, HOME, 500 },
    { RBK_KNOWN_CALLER_CALLED_US, NULL, MOBILE, 500 },  { RBK_KNOWN_CALLER_CALLED_US, LINE, MOBILE, NOW + 1 },
    { RBK_KNOWN_CALLER_NO, LINE, MOBILE, 500 },         { (RbkKnownCaller) 99, LINE, MOBILE, 500 },
  };
  const RbkCallerFact now = { RBK_KNOWN_CALLER_CALLED_US, LINE, MOBILE, NOW };
  gint64 time_us = -1;

  g_assert_cmpint (judge (facts, G_N_ELEMENTS (facts), &time_us), ==, RBK_KNOWN_CALLER_NO);
  g_assert_cmpint (time_us, ==, 0);
  g_assert_cmpint (judge (&now, 1, NULL), ==, RBK_KNOWN_CALLER_CALLED_US);
  g_assert_cmpint (rbk_known_caller_judge (LINE, NULL, NOW, facts, 2, NULL), ==, RBK_KNOWN_CALLER_CALLED_US);
}

/* Whatever is said, it is never said as certain. */
static void
test_p1_never_certain (void)
{
  for (guint i = RBK_KNOWN_CALLER_NO; i <= RBK_KNOWN_CALLER_CALLED_US; i++)
    {
      g_autofree char *title = rbk_known_caller_dup_title ((RbkKnownCaller) i, FALSE);
      g_autofree char *words = rbk_known_caller_dup_words ((RbkKnownCaller) i, NULL);
      g_autofree char *dated = rbk_known_caller_dup_words ((RbkKnownCaller) i, "Tuesday");

      g_assert_true (
        g_regex_match_simple ("likely|perhaps|as far as we can see", title, G_REGEX_CASELESS, 0));
      g_assert_true (g_regex_match_simple ("likely|may ", words, 0, 0));
      g_assert_false (g_regex_match_simple ("will ring|certain|sure|always", words, G_REGEX_CASELESS, 0));
      g_assert_true (g_str_has_suffix (words, "."));
      g_assert_true (g_regex_match_simple ("likely|may ", dated, 0, 0));
      g_assert_cmpint (strstr (dated, "Tuesday") != NULL, ==, i != RBK_KNOWN_CALLER_NO);
    }
}

/* What was sent is said with its day; whether it was kept is said as not known. */
static void
test_p1_card_is_not_knowledge (void)
{
  g_autofree char *words = rbk_known_caller_dup_words (RBK_KNOWN_CALLER_CARD_SENT, "Tuesday");
  g_autofree char *first = rbk_known_caller_dup_title (RBK_KNOWN_CALLER_NO, TRUE);

  g_assert_nonnull (strstr (words, "sent (Tuesday)"));
  g_assert_nonnull (strstr (words, "not known"));
  g_assert_nonnull (strstr (first, "contact card first"));
  g_assert_nonnull (strstr (first, "likely"));
}

static void
test_c17_card_before_the_first_call (void)
{
  g_assert_true (rbk_known_caller_wants_card (RBK_KNOWN_CALLER_NO, FALSE, TRUE, FALSE));
  g_assert_true (rbk_known_caller_wants_card (RBK_KNOWN_CALLER_NO, FALSE, FALSE, TRUE));
  g_assert_false (rbk_known_caller_wants_card (RBK_KNOWN_CALLER_NO, FALSE, FALSE, FALSE));
  g_assert_false (rbk_known_caller_wants_card (RBK_KNOWN_CALLER_NO, TRUE, TRUE, TRUE));
  g_assert_false (rbk_known_caller_wants_card (RBK_KNOWN_CALLER_CARD_SENT, FALSE, TRUE, TRUE));
  g_assert_false (rbk_known_caller_wants_card (RBK_KNOWN_CALLER_CALLED_US, FALSE, TRUE, TRUE));
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/known-caller/P-1/each-state", test_p1_each_state);
  g_test_add_func ("/known-caller/P-1/the-strongest-decides", test_p1_the_strongest_decides);
  g_test_add_func ("/known-caller/P-1/says-nothing-of-another", test_p1_says_nothing_of_another);
  g_test_add_func ("/known-caller/P-1/never-certain", test_p1_never_certain);
  g_test_add_func ("/known-caller/P-1/card-is-not-knowledge", test_p1_card_is_not_knowledge);
  g_test_add_func ("/known-caller/C-17/card-before-the-first-call", test_c17_card_before_the_first_call);
  return g_test_run ();
}
