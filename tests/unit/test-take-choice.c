/* test-take-choice.c: which take is suggested, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "rules/rbk-take-choice.h"

#include <string.h>

/* "V-1 0, V-5 3": rules and their levels. */
static GPtrArray *
make (const char *levels)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) parts = g_strsplit (levels, ", ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], " ", 2);
      g_autofree char *words = NULL;

      if (pair[0] == NULL)
        continue;
      words = g_strconcat ("of ", pair[0], NULL);
      g_ptr_array_add (
        remarks, rbk_remark_new (pair[0], (RbkRemarkLevel) g_ascii_strtoull (pair[1], NULL, 10), words));
    }
  return remarks;
}

static void
test_suggestions (void)
{
  static const struct
  {
    const char *takes[3];
    int best;
    const char *words;
  } cases[] = {
    { { "V-1 0" }, 0, "only" },
    { { "V-15 2" }, -1, NULL },
    /* Fewer refusals before everything else. */
    { { "V-1 3, V-5 3", "V-18 2" }, 0, "of V-18" },
    /* Fewer broken rules, even if the first rule differs the other way. */
    { { "V-1 0, V-5 3, V-7 3", "V-1 3, V-5 0, V-7 0" }, 1, "of V-5" },
    /* The first rule in which they differ. */
    { { "V-1 0, V-11 1", "V-1 1, V-11 0" }, 0, "of V-1" },
    { { "V-11 0, V-13 1", "V-11 1, V-13 0" }, 0, "of V-11" },
    /* By ear is as good as heard by a measured recogniser, and better than not checked. */
    { { "V-1 6", "V-1 7" }, 0, "of V-1" },
    { { "V-1 6", "V-1 0" }, 1, "newest" },
    { { "V-1 4", "V-1 5" }, 0, "of V-1" },
    /* Not hearing what is unwanted is good. */
    { { "V-18 5", "V-18 1" }, 0, "of V-18" },
    { { "V-1 0", "V-1 0" }, 1, "newest" },
    { { "V-1 1", "V-1 0", "V-1 0" }, 2, "newest" },
    { { "V-1 0", "V-1 1", "V-1 1" }, 0, "of take 3" },
    /* The worst of what a rule says counts. */
    { { "V-14 0", "V-14 0, V-14 1" }, 0, "of V-14" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GPtrArray *takes[3] = { NULL };
      g_autofree char *words = NULL;
      guint n = 0;

      while (n < 3 && cases[i].takes[n] != NULL)
        {
          takes[n] = make (cases[i].takes[n]);
          n++;
        }
      g_assert_cmpint (rbk_take_choice_suggest (takes, n, &words), ==, cases[i].best);
      g_test_message ("%u: %s", i, words);
      g_assert_true ((words == NULL) == (cases[i].words == NULL));
      if (words != NULL)
        g_assert_nonnull (strstr (words, cases[i].words));
      for (guint j = 0; j < n; j++)
        g_ptr_array_unref (takes[j]);
    }
}

static void
test_nothing_to_suggest (void)
{
  g_autoptr (GPtrArray) one = make ("V-1 0");
  GPtrArray *const takes[] = { NULL, one, NULL };
  g_autofree char *words = NULL;

  g_assert_cmpint (rbk_take_choice_suggest (takes, 0, &words), ==, -1);
  g_assert_null (words);
  g_assert_cmpint (rbk_take_choice_suggest (takes, 1, &words), ==, -1);
  g_assert_cmpint (rbk_take_choice_suggest (takes, 3, &words), ==, 1);
}

/* An order: antisymmetric and transitive, so that the suggestion does not depend on luck. */
static void
test_is_an_order (void)
{
  static const char *const rules[] = { "V-1", "V-5", "V-18", "V-11", "V-14" };

  for (guint round = 0; round < 500; round++)
    {
      GPtrArray *takes[3];
      const char *rule;
      int ab, bc, ac, ba;

      for (guint i = 0; i < 3; i++)
        {
          g_autoptr (GString) levels = g_string_new (NULL);

          for (guint j = 0; j < G_N_ELEMENTS (rules); j++)
            g_string_append_printf (
              levels, "%s%s %d", j > 0 ? ", " : "", rules[j], g_test_rand_int_range (0, 8));
          takes[i] = make (levels->str);
        }
      ab = rbk_take_choice_compare (takes[0], takes[1], &rule);
      ba = rbk_take_choice_compare (takes[1], takes[0], &rule);
      bc = rbk_take_choice_compare (takes[1], takes[2], &rule);
      ac = rbk_take_choice_compare (takes[0], takes[2], &rule);
      g_assert_true ((ab < 0) == (ba > 0) && (ab == 0) == (ba == 0));
      if (ab < 0 && bc < 0)
        g_assert_cmpint (ac, <, 0);
      for (guint i = 0; i < 3; i++)
        g_ptr_array_unref (takes[i]);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/take-choice/suggestions", test_suggestions);
  g_test_add_func ("/take-choice/nothing-to-suggest", test_nothing_to_suggest);
  g_test_add_func ("/take-choice/is-an-order", test_is_an_order);
  return g_test_run ();
}
