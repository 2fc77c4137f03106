/* rbk-gate.h: the one door through which everything leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"
#include "model/rbk-entry.h"
#include "model/rbk-showroom.h"
#include "model/rbk-voicemail-plan.h"
#include "rules/rbk-company-address.h"

G_BEGIN_DECLS

typedef enum
{
  RBK_GATE_YES,
  RBK_GATE_HELD,
  RBK_GATE_REFUSED,
} RbkGateAnswer;

/* What the gate is asked about; all borrowed. */
typedef struct
{
  RbkConsumerDomains *consumer_domains;
  RbkShowroom *showroom; /* (nullable) */
  RbkPerson *author;     /* (nullable) */
  RbkAccount *account;   /* (nullable) */
  RbkCustomer *customer; /* (nullable): as they stand now */
  const char *address;   /* the recipient, frozen */
  const char *from;      /* the sender, frozen */
  const char *subject;
  const char *text;
  gboolean is_practice; /* a practice take, which never leaves (V-20) */
  /* Of a voicemail that is spoken, played or put into a mailbox; @address is then a number. */
  const char *call_consent;   /* (nullable): how they agreed to calls: "number-given", "oral", "written" */
  const char *opt_out_number; /* (nullable): toll-free, answered by a machine that takes them off (K-25) */
} RbkGateQuestion;

typedef struct
{
  RbkGateAnswer answer;
  char *rule;      /* (owned) (nullable) */
  char *words;     /* (owned) (nullable): which rule, why, and what to do instead */
  gint64 until_us; /* when it is worth asking again; 0: when something changes */
} RbkVerdict;

RbkVerdict *rbk_gate_judge_email (const RbkGateQuestion *question);
RbkVerdict *rbk_gate_judge_voicemail (RbkAct act, const RbkGateQuestion *question);
char **rbk_gate_dup_demands (RbkAct act, gboolean is_practice);
void rbk_verdict_free (RbkVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkVerdict, rbk_verdict_free)

G_END_DECLS
