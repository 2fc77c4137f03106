/* rbk-next-call.c: what the rules say of the next call to a customer, before it is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-next-call.h"

#include "desk/rbk-desk-private.h"
#include "desk/rbk-voicemail-guide.h"

#include <glib/gi18n-lib.h>

#define KIND_BIT(kind) (G_GUINT64_CONSTANT (1) << RBK_ENTRY_KIND_##kind)

/* Nobody decides about consent, or is called, so often that what lies further back would count. */
#define MOST_ENTRIES 200

static RbkVerdict *
make_unreachable (RbkCustomer *customer, RbkAct act)
{
  const char *name = rbk_customer_get_name (customer);
  g_autofree char *words =
    act == RBK_ACT_VOICE_NOTE
      ? g_strdup_printf (_ ("There is no email address on the file of %s. Add one to send a voice note."),
                         name)
      : g_strdup_printf (_ ("There is no phone number on the file of %s. Add one to call them."), name);

  return rbk_verdict_new (RBK_GATE_HELD, NULL, RBK_INSTEAD_CUSTOMER, words);
}

/**
 * rbk_next_call_judge_act:
 * @customer: the id of whom a voicemail is for
 * @act: how it would reach them
 * @is_practice: whether it is practised only
 *
 * Asks the gate what it would answer if it left now, by whoever acts here, to the first number or address on
 * the customer's file (K-20…K-26, K-30, V-20). A voice note is asked about with the words that are proposed
 * for it.
 *
 * Returns: (transfer full): the gate's answer, or NULL with an RbkLedgerError
 */
RbkVerdict *
rbk_next_call_judge_act (
  RbkDesk *desk, const char *customer, RbkAct act, gboolean is_practice, GError **error)
{
  g_autoptr (RbkCustomer) whom = rbk_desk_dup_customer (desk, customer, error);
  RbkPerson *person = rbk_desk_get_person (desk);
  gboolean note = act == RBK_ACT_VOICE_NOTE;
  RbkAccount *account = note ? rbk_desk_find_account (desk, RBK_MEDIUM_EMAIL, NULL) : NULL;
  g_autofree char *subject = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;
  RbkLeaving question = {
    .medium = note ? RBK_MEDIUM_EMAIL : RBK_MEDIUM_CALL,
    .act = act,
    .customer = customer,
    .author = desk->person,
    .account = account != NULL ? rbk_account_get_id (account) : NULL,
    .from = note || person == NULL ? NULL : rbk_person_get_line (person),
    .now_us = rbk_clock_now_us (desk->clock),
    .is_practice = is_practice,
  };

  if (whom == NULL)
    return NULL;
  question.address = note ? rbk_customer_get_email (whom) : rbk_customer_get_phone (whom);
  if (question.address == NULL && !is_practice)
    return make_unreachable (whom, act);
  if (note)
    {
      question.subject = subject = rbk_desk_dup_email_subject (desk, whom);
      question.text = text = rbk_desk_dup_email_text (desk, whom);
      question.signature = signature = rbk_desk_dup_signature (desk);
    }
  return rbk_gate_background_judge (desk->background, desk->reader, &question, error);
}

typedef enum
{
  CALL_NONE,       /* no call that rang: it says nothing of what they do */
  CALL_UNANSWERED, /* it rang, and they did not speak to us */
  CALL_CONTACT,    /* they spoke or wrote to us */
} Call;

static Call
judge_entry (RbkEntry *entry)
{
  RbkCallOutcome outcome;

  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_LEAD_ARRIVED)
    return CALL_CONTACT;
  if (rbk_entry_get_kind (entry) != RBK_ENTRY_KIND_CALL_CLAIMED)
    return rbk_entry_is_out (entry) ? CALL_NONE : CALL_CONTACT;
  if (!rbk_entry_is_out (entry))
    return CALL_CONTACT;
  if (!rbk_call_outcome_from_name (rbk_entry_get_string (entry, "outcome"), &outcome))
    return CALL_NONE;
  switch (outcome)
    {
    case RBK_CALL_OUTCOME_CONNECTED:
      return CALL_CONTACT;
    case RBK_CALL_OUTCOME_SCREENED: /* P-5: by a machine, not by them */
    case RBK_CALL_OUTCOME_VOICEMAIL_LEFT:
    case RBK_CALL_OUTCOME_VOICEMAIL_PLAYED:
    case RBK_CALL_OUTCOME_NO_MESSAGE:
      return CALL_UNANSWERED;
    case RBK_CALL_OUTCOME_BUSY:
    case RBK_CALL_OUTCOME_FAILED:
    case RBK_CALL_OUTCOME_WRONG_NUMBER:
    case RBK_N_CALL_OUTCOMES:
    default:
      return CALL_NONE;
    }
}

/**
 * rbk_next_call_count_unanswered:
 * @customer: an id
 *
 * Calls that rang at the customer's since they last spoke or wrote to the showroom; one that was busy, that
 * failed or that rang elsewhere is none.
 *
 * Returns: how many; -1 with an RbkLedgerError
 */
gint
rbk_next_call_count_unanswered (RbkDesk *desk, const char *customer, GError **error)
{
  g_autoptr (GPtrArray) entries = rbk_ledger_reader_list_of_kinds (
    desk->reader,
    customer,
    KIND_BIT (LEAD_ARRIVED) | KIND_BIT (EMAIL) | KIND_BIT (CALL_CLAIMED) | KIND_BIT (TEXT),
    MOST_ENTRIES,
    error);
  gint count = 0;

  if (entries == NULL)
    return -1;
  for (guint i = 0; i < entries->len; i++)
    {
      Call call = judge_entry (g_ptr_array_index (entries, i));

      if (call == CALL_CONTACT)
        break;
      count += call == CALL_UNANSWERED ? 1 : 0;
    }
  return count;
}

/**
 * rbk_next_call_dup_advice:
 * @customer: an id
 *
 * Returns: (transfer full): what the showroom's school does if nobody answers the next call to this customer,
 *   in a sentence (C-15), or NULL with an RbkLedgerError
 */
char *
rbk_next_call_dup_advice (RbkDesk *desk, const char *customer, GError **error)
{
  gint before = rbk_next_call_count_unanswered (desk, customer, error);

  return before >= 0
           ? rbk_voicemail_school_dup_advice (rbk_voicemail_guide_get_school (desk), (guint) before + 1)
           : NULL;
}
