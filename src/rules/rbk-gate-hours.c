/* rbk-gate-hours.c: at what hour, and how often (K-1…K-7).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-calling-hours.h"
#include "rules/rbk-gate-private.h"
#include "rules/rbk-gate-tables-private.h"

#include <glib/gi18n-lib.h>

/* K-13: an answer to their question is bound by the law's hours, not by the showroom's. */
static RbkHoursKind
get_kinds (const RbkGateQuestion *question)
{
  if (!question->is_reply)
    return RBK_HOURS_ALL;
  return g_strcmp0 (rbk_gate_get_value (question, "reply-hours"), "allowed") == 0 ? 0 : RBK_HOURS_LAW;
}

static int
compare_times (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? 1 : x > y ? -1 : 0;
}

/* K-5: when one more is allowed by @row; 0 if it is now. */
static gint64
find_room (const RbkGateQuestion *question, const RbkLimitRow *row)
{
  const char *value;
  guint64 calls = row->calls;
  gint64 since = question->now_us - G_TIME_SPAN_DAY;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rbk_gate_policy_find_override (&question->policy, row->id, &value))
    {
      if (value == NULL)
        return 0;
      /* What cannot be read changes nothing. */
      g_ascii_string_to_unsigned (value, 10, 1, 1000, &calls, NULL);
    }
  for (guint i = 0; i < question->n_attempts; i++)
    {
      if (question->attempts_us[i] > since && question->attempts_us[i] <= question->now_us)
        g_array_append_val (times, question->attempts_us[i]);
    }
  if (times->len < calls)
    return 0;
  g_array_sort (times, compare_times);
  return g_array_index (times, gint64, calls - 1) + G_TIME_SPAN_DAY;
}

static RbkVerdict *
judge_limit (const RbkGateQuestion *question, const RbkCustomerPlace *place, const char *zone)
{
  guint n;
  const RbkLimitRow *rows = rbk_gate_tables_get_limits (question->tables, &n);
  const RbkLimitRow *strictest = NULL;
  gint64 until = 0;
  RbkVerdict *verdict;
  g_autoptr (RbkCallingHours) hours = NULL;

  for (guint i = 0; i < n; i++)
    {
      gint64 room = rbk_customer_place_may_be_in (place, rows[i].state) ? find_room (question, &rows[i]) : 0;

      if (room > until)
        {
          until = room;
          strictest = &rows[i];
        }
    }
  if (strictest == NULL)
    return NULL;
  hours =
    rbk_calling_hours_find (question->tables, place, &question->policy, zone, get_kinds (question), until);
  verdict = rbk_verdict_take (
    RBK_GATE_HELD,
    "K-5",
    RBK_INSTEAD_WAIT,
    g_strdup_printf (
      _ ("%s has been called or texted %u times within 24 hours, and %s allows no more (rule K-5). "
         "It leaves when one of them is a day old and the hour allows it; an email may leave now."),
      rbk_customer_get_name (question->customer),
      strictest->calls,
      strictest->state));
  verdict->until_us = hours->is_open ? until : hours->opens_us;
  verdict->row = g_strdup (strictest->id);
  return verdict;
}

static void
remark_on_table (const RbkCallingHours *hours, GPtrArray *remarks)
{
  if (hours->is_past_table)
    g_ptr_array_add (remarks,
                     rbk_remark_new ("K-4",
                                     RBK_REMARK_WARNING,
                                     _ ("Ringback’s table of holidays ends before this year (rule K-4). Look "
                                        "whether today is one, and update Ringback.")));
}

/* (transfer full): what to do instead. */
static char *
dup_next (const RbkGateQuestion *question, const RbkCallingHours *hours)
{
  gboolean may_email = !(rbk_customer_get_opted_out (question->customer) & RBK_MEDIUM_EMAIL);

  if (hours->opens_us == 0)
    return g_strdup (may_email ? _ ("Write an email.") : _ ("Somebody has to look at this first."));
  if (question->medium == RBK_MEDIUM_TEXT)
    return g_strdup (may_email ? _ ("The text waits until then; an email may leave now.")
                               : _ ("The text waits until then."));
  return g_strdup (may_email ? _ ("Call then; an email may leave now.") : _ ("Call then."));
}

/* K-1…K-7. A text follows the hours of calls (K-6). */
RbkVerdict *
rbk_gate_judge_hours (const RbkGateQuestion *question, const RbkCustomerPlace *place, GPtrArray *remarks)
{
  const char *zone = rbk_showroom_get_time_zone (question->showroom);
  RbkHoursKind kinds = get_kinds (question);
  g_autoptr (RbkCallingHours) hours = NULL;
  g_autofree char *why = NULL;
  g_autofree char *next = NULL;
  RbkVerdict *verdict = NULL;

  /* What they asked for is answered at once: the one text that confirms their STOP (K-34). */
  if (question->medium == RBK_MEDIUM_EMAIL || question->is_confirmation)
    return NULL;
  if (!question->is_reply)
    verdict = judge_limit (question, place, zone);
  if (verdict != NULL)
    return verdict;
  hours = rbk_calling_hours_find (question->tables, place, &question->policy, zone, kinds, question->now_us);
  remark_on_table (hours, remarks);
  if (hours->is_open)
    return NULL;
  why = rbk_calling_hours_dup_words (
    hours, place, rbk_customer_get_name (question->customer), zone, question->now_us);
  next = dup_next (question, hours);
  verdict = rbk_verdict_take (RBK_GATE_HELD,
                              hours->rule,
                              hours->opens_us != 0                     ? RBK_INSTEAD_WAIT
                              : hours->closed_by == RBK_HOURS_SHOWROOM ? RBK_INSTEAD_POLICY
                                                                       : RBK_INSTEAD_CUSTOMER,
                              g_strjoin (" ", why, next, NULL));
  verdict->until_us = hours->opens_us;
  verdict->row = g_strdup (question->is_reply ? "reply-hours" : hours->row);
  return verdict;
}
