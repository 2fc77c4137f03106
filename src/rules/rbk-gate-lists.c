/* rbk-gate-lists.c: do-not-call lists, and the relationships that outlast them (K-10…K-13).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-private.h"
#include "rules/rbk-relationship.h"

#include <glib/gi18n-lib.h>

static gboolean
has_written_consent (const RbkGateQuestion *question)
{
  for (guint i = 0; i < question->n_consents; i++)
    {
      const RbkGateConsent *consent = &question->consents[i];

      if ((consent->media & question->medium) && consent->given_us > consent->withdrawn_us &&
          g_strcmp0 (consent->how, "written") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
remark_on_age (const RbkGateQuestion *question, GPtrArray *remarks)
{
  const char *value = rbk_gate_get_value (question, "registry-age-days");
  gint64 days = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 31;
  gint64 age = question->now_us - question->registry_checked_us;
  g_autofree char *words = NULL;

  if (question->registry_checked_us > 0 && age <= days * G_TIME_SPAN_DAY)
    return;
  words =
    question->registry_checked_us == 0
      ? g_strdup (_ ("Whether this number is on the national do-not-call registry was never asked (rule "
                     "K-11). Whoever runs the showroom’s lists asks for it."))
      : g_strdup_printf (_ ("The national do-not-call registry was last asked about this number %d days ago, "
                            "and %d are allowed (rule K-11). Whoever runs the showroom’s lists asks again."),
                         (int) ((age + G_TIME_SPAN_DAY - 1) / G_TIME_SPAN_DAY),
                         (int) days);
  g_ptr_array_add (remarks, rbk_remark_new ("K-11", RBK_REMARK_WARNING, words));
}

/* What an inquiry, a purchase or their signature lets us do whatever the registry says. */
typedef struct
{
  gint64 end_us; /* of the later of inquiry and purchase; 0: neither lets us call */
  char *row;     /* (owned) (nullable): the row that ends it */
} Relationship;

static void
find_relationship (const RbkGateQuestion *question, const RbkCustomerPlace *place, Relationship *found)
{
  g_autofree char *inquiry_row = NULL;
  g_autofree char *purchase_row = NULL;
  gint64 inquiry = rbk_relationship_find_end (
    question->tables, place, &question->policy, FALSE, question->last_inquiry_us, &inquiry_row);
  gint64 purchase = rbk_relationship_find_end (
    question->tables, place, &question->policy, TRUE, question->last_purchase_us, &purchase_row);

  found->end_us = MAX (inquiry, purchase);
  found->row = purchase > inquiry ? g_steal_pointer (&purchase_row) : g_steal_pointer (&inquiry_row);
}

static RbkVerdict *
refuse_by_registry (const RbkGateQuestion *question, Relationship *relationship)
{
  const char *name = rbk_customer_get_name (question->customer);
  g_autofree char *words = NULL;
  RbkVerdict *verdict;

  if (relationship->end_us == 0)
    words = g_strdup_printf (
      _ ("This number is on the national do-not-call registry, and no inquiry or purchase of %s "
         "lets us call or text where they are (rule K-11). Write an email, and ask there whether "
         "you may call."),
      name);
  else
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (relationship->end_us);
      /* Translators: a date, see g_date_time_format() */
      g_autofree char *day = g_date_time_format (date, _ ("%B %-e, %Y"));

      words = g_strdup_printf (
        _ ("This number is on the national do-not-call registry, and the last inquiry or purchase "
           "of %s let us call or text until %s only (rule K-11). Write an email, and ask there "
           "whether you may call."),
        name,
        day);
    }
  verdict = rbk_verdict_new (RBK_GATE_REFUSED, "K-11", RBK_INSTEAD_OTHER_WAY, words);
  verdict->row = g_steal_pointer (&relationship->row);
  return verdict;
}

/* K-10…K-13. A reply to their own question is no solicitation, so that the registry is not asked about it;
 * nor does it matter while they are customers of ours, so that its age does not either. */
RbkVerdict *
rbk_gate_judge_lists (const RbkGateQuestion *question, const RbkCustomerPlace *place, GPtrArray *remarks)
{
  Relationship relationship = { 0 };
  RbkVerdict *verdict = NULL;

  if (question->medium == RBK_MEDIUM_EMAIL || question->is_confirmation)
    return NULL;
  if (question->company_list_us > 0)
    return rbk_verdict_new (RBK_GATE_REFUSED,
                            "K-10",
                            RBK_INSTEAD_OTHER_WAY,
                            _ ("This number is on the showroom’s own do-not-call list, and nobody here may "
                               "call or text it (rule K-10). "
                               "Write an email, unless they asked us to stop that too."));
  if (question->is_reply || has_written_consent (question))
    return NULL;
  find_relationship (question, place, &relationship);
  if (question->now_us > relationship.end_us)
    {
      if (question->on_registry)
        verdict = refuse_by_registry (question, &relationship);
      else
        remark_on_age (question, remarks);
    }
  g_free (relationship.row);
  return verdict;
}
