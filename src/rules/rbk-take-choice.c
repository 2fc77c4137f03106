/* rbk-take-choice.c
 *
 * No points are added up. The better of two takes is, in this order, the one
 *  1. with fewer refusals,
 *  2. with fewer broken rules,
 *  3. that is better by the first rule, in the order below, in which they differ,
 *  4. that is newer.
 * Rules come in the order of what a voicemail is worth without them: whether it can be heard, whether it is
 * for this customer, who calls, what number, why; then the rest by the weights of the showroom's rubric.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-take-choice.h"

#include "rules/rbk-voicemail-verdict.h"

#include <glib/gi18n-lib.h>

static const char *const order[] = { "V-20", "V-15", "V-17", "V-18", "V-1",  "V-5", "V-16",
                                     "V-2",  "V-3",  "V-4",  "V-6",  "V-7",  "V-9", "V-10",
                                     "V-11", "V-12", "V-14", "V-8",  "V-13", "V-19" };

/* The lower the better. What was not checked stands between what is good and what is not. */
static int
rank_level (RbkRemarkLevel level, const char *rule)
{
  switch (level)
    {
    case RBK_REMARK_GOOD:
    case RBK_REMARK_BY_EAR:
      return 0;
    case RBK_REMARK_HEARD:
      return 1;
    case RBK_REMARK_NOT_CHECKED:
      return 2;
    case RBK_REMARK_NOT_HEARD:
      return rbk_voicemail_rule_is_unwanted (rule) ? 1 : 3;
    case RBK_REMARK_WARNING:
      return 3;
    case RBK_REMARK_FAIL:
      return 4;
    case RBK_REMARK_REFUSAL:
    default:
      return 5;
    }
}

/* The worst that a rule says; what it does not say is as if not checked. */
static int
rank_rule (GPtrArray *remarks, const char *rule)
{
  int worst = -1;

  for (guint i = 0; i < remarks->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (remarks, i);

      if (g_str_equal (rbk_remark_get_rule (remark), rule))
        worst = MAX (worst, rank_level (rbk_remark_get_level (remark), rule));
    }
  return worst < 0 ? rank_level (RBK_REMARK_NOT_CHECKED, rule) : worst;
}

static int
count_level (GPtrArray *remarks, RbkRemarkLevel level)
{
  int n = 0;

  for (guint i = 0; i < remarks->len; i++)
    n += rbk_remark_get_level (g_ptr_array_index (remarks, i)) == level;
  return n;
}

/**
 * rbk_take_choice_compare:
 * @first: (element-type RbkRemark): what the rules say of a take
 * @second: (element-type RbkRemark): what they say of another one
 * @rule: (out) (nullable): the first rule in which they differ
 *
 * Returns: less than 0 if the first take is the better one, more if the second one is, 0 if the rules
 *   see no difference
 */
int
rbk_take_choice_compare (GPtrArray *first, GPtrArray *second, const char **rule)
{
  int refusals = count_level (first, RBK_REMARK_REFUSAL) - count_level (second, RBK_REMARK_REFUSAL);
  int fails = count_level (first, RBK_REMARK_FAIL) - count_level (second, RBK_REMARK_FAIL);
  int more = refusals != 0 ? refusals : fails;

  *rule = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      int difference = rank_rule (first, order[i]) - rank_rule (second, order[i]);

      /* Where the numbers decide, the rule that is named is one in which the better take is better. */
      if (difference == 0 || (more != 0 && (more < 0) != (difference < 0)))
        continue;
      *rule = order[i];
      return more != 0 ? more : difference;
    }
  return more;
}

/* The worst thing that a rule says of a take. */
static RbkRemark *
find_worst (GPtrArray *remarks, const char *rule)
{
  RbkRemark *worst = NULL;

  for (guint i = 0; rule != NULL && i < remarks->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (remarks, i);

      if (g_str_equal (rbk_remark_get_rule (remark), rule) &&
          (worst == NULL || rank_level (rbk_remark_get_level (remark), rule) >
                              rank_level (rbk_remark_get_level (worst), rule)))
        worst = remark;
    }
  return worst;
}

static char *
dup_reason (GPtrArray *const *takes, guint best, int second)
{
  const char *rule = NULL;
  RbkRemark *remark;

  if (second < 0)
    return g_strdup (_ ("It is the only take."));
  rbk_take_choice_compare (takes[best], takes[second], &rule);
  remark = find_worst (takes[second], rule);
  if (remark != NULL)
    /* Translators: for example "Take 2 is suggested. The rules say of take 1: The number is not said." */
    return g_strdup_printf (_ ("Take %u is suggested. The rules say of take %d: %s"),
                            best + 1,
                            second + 1,
                            rbk_remark_get_words (remark));
  remark = find_worst (takes[best], rule);
  if (remark != NULL)
    /* Translators: %s is a whole sentence, such as "Your name comes through at once." */
    return g_strdup_printf (
      _ ("Take %u is suggested. The rules say of it: %s"), best + 1, rbk_remark_get_words (remark));
  return g_strdup_printf (_ ("Take %u is suggested because it is the newest; the rules see no difference."),
                          best + 1);
}

/**
 * rbk_take_choice_suggest:
 * @takes: (array length=n_takes) (element-type GPtrArray): what the rules say of each take, oldest first;
 *   NULL for one that was not judged, which is not suggested
 * @words: (out) (transfer full) (nullable): why, in a sentence
 *
 * The same verdicts always give the same suggestion.
 *
 * Returns: the index of the best take, or -1 if none can be sent
 */
int
rbk_take_choice_suggest (GPtrArray *const *takes, guint n_takes, char **words)
{
  const char *rule;
  int best = -1;
  int second = -1;

  *words = NULL;
  for (int i = (int) n_takes - 1; i >= 0; i--)
    {
      if (takes[i] == NULL)
        continue;
      if (best < 0 || rbk_take_choice_compare (takes[i], takes[best], &rule) < 0)
        {
          second = best;
          best = i;
        }
      else if (second < 0 || rbk_take_choice_compare (takes[i], takes[second], &rule) < 0)
        second = i;
    }
  if (best < 0 || count_level (takes[best], RBK_REMARK_REFUSAL) > 0)
    return -1;
  *words = dup_reason (takes, (guint) best, second);
  return best;
}
