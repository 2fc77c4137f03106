/* rbk-gate.h: the one door through which everything leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"
#include "model/rbk-showroom.h"
#include "model/rbk-voicemail-plan.h"
#include "rules/rbk-company-address.h"
#include "rules/rbk-gate-policy.h"
#include "rules/rbk-gate-tables.h"
#include "rules/rbk-remark.h"

G_BEGIN_DECLS

typedef enum
{
  RBK_GATE_YES,
  RBK_GATE_HELD,
  RBK_GATE_REFUSED,
} RbkGateAnswer;

/* What to do instead, for a button beside the words, which say it too. */
typedef enum
{
  RBK_INSTEAD_NOTHING,
  RBK_INSTEAD_WAIT,      /* it leaves by itself at until_us */
  RBK_INSTEAD_EDIT,      /* write it anew */
  RBK_INSTEAD_CUSTOMER,  /* add to the customer's file: consent, address, time zone */
  RBK_INSTEAD_ACCOUNT,   /* set up an account or line */
  RBK_INSTEAD_POLICY,    /* add to the company policy, or override the verdict's row */
  RBK_INSTEAD_OTHER_WAY, /* reach them by another medium or act */
  RBK_INSTEAD_SOMEBODY,  /* somebody else does it */
  RBK_INSTEAD_SET_UP,    /* say who the showroom and the person are */
} RbkInstead;

/* The rule that holds a voicemail until a manager has heard it. */
#define RBK_GATE_APPROVAL_RULE "Q-approval"

/* Whether a manager has to hear the voicemail in a message before it leaves. */
typedef enum
{
  RBK_GATE_APPROVAL_NOT_NEEDED,
  RBK_GATE_APPROVAL_WAITED_FOR,
  RBK_GATE_APPROVAL_GIVEN,
  RBK_GATE_APPROVAL_RETURNED, /* it is to be spoken once more */
} RbkGateApproval;

/* The latest that a customer said about a medium, from consent-given and consent-withdrawn. */
typedef struct
{
  RbkMedium media;     /* bits */
  const char *how;     /* (nullable): "number-given", "oral", "written" */
  gint64 given_us;     /* 0: never */
  gint64 withdrawn_us; /* 0: never; a consent that was given later counts again */
} RbkGateConsent;

/* What the gate is asked about; all borrowed. What is zero or NULL is not known. */
typedef struct
{
  RbkConsumerDomains *consumer_domains;
  RbkGateTables *tables;
  RbkGatePolicy policy;

  gint64 now_us;     /* when it is to leave */
  gint64 written_us; /* when Send was pressed; 0: now */
  RbkMedium medium;  /* one of them */
  RbkAct act;        /* of RBK_MEDIUM_CALL: live, played or ringless */

  RbkShowroom *showroom; /* (nullable) */
  RbkPerson *author;     /* (nullable) */
  RbkAccount *account;   /* (nullable): of an email or text */
  RbkCustomer *customer; /* (nullable): as they stand now */
  const char *address;   /* the recipient, frozen: a mail address; of texts and calls a number */
  const char *from;      /* the sender, frozen: a mail address; of texts and calls the line */
  const char *subject;   /* of an email */
  const char *text;
  const char *signature; /* (nullable): lines that go under the text of an email */
  guint n_attachments;

  gboolean is_practice;       /* a practice take, which never leaves (V-20) */
  gboolean is_reply;          /* to the customer's own question or about their appointment (K-13) */
  gboolean is_first_text;     /* no text left to this number before (M-7) */
  gboolean asks_for_consent;  /* it asks whether we may text (K-41) */
  gboolean is_confirmation;   /* the one text that says we understood their STOP (K-34) */
  const char *const *settled; /* (nullable): rules that asked, and that a person settled: {"V-17", NULL} */

  RbkGateApproval approval;     /* of the voicemail in it */
  const char *decided_by;       /* (nullable): the name of who returned it */
  const char *const *approvers; /* (nullable): names of those who can approve it */

  const RbkGateConsent *consents; /* the latest of each medium */
  guint n_consents;
  const gint64 *attempts_us; /* calls and texts to them that left in the last 24 hours, any order (K-5) */
  guint n_attempts;
  gint64 last_inquiry_us;
  gint64 last_purchase_us;
  gint64 opted_out_us; /* when they last asked us to stop (K-34) */
  gint64 confirmed_us; /* when that was confirmed by a text */

  gint64
    company_list_us; /* since when @address is on the showroom's do-not-call list, by any customer (K-10) */
  gboolean on_registry;       /* @address is on the national registry, as of */
  gint64 registry_checked_us; /* this time; 0: it was never asked (K-11) */

  const char *const
    *other_names; /* (nullable): first names of other customers that occur in the text (V-17) */
} RbkGateQuestion;

typedef struct
{
  RbkGateAnswer answer;
  char *rule;      /* (owned) (nullable) */
  char *words;     /* (owned) (nullable): which rule, why, until when, and what to do instead */
  gint64 until_us; /* when it is worth asking again; 0: when something changes */
  RbkInstead instead;
  char *row; /* (owned) (nullable): the row of data/rules that decided, which can be overridden */
  GPtrArray
    *remarks; /* (owned) (element-type RbkRemark): warnings, and of level FAIL what a person is asked */
} RbkVerdict;

RbkVerdict *rbk_gate_judge (const RbkGateQuestion *question);
char *rbk_gate_dup_approval_words (const char *const *approvers);
char **rbk_gate_dup_demands (RbkAct act, gboolean is_practice);

RbkVerdict *rbk_verdict_new (RbkGateAnswer answer, const char *rule, RbkInstead instead, const char *words);
RbkRemark *rbk_verdict_find_asking (const RbkVerdict *verdict);
void rbk_verdict_free (RbkVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkVerdict, rbk_verdict_free)

G_END_DECLS
