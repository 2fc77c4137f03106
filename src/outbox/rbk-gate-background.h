/* rbk-gate-background.h: what the ledger tells the gate about a message that is to leave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger-reader.h"
#include "rules/rbk-gate.h"

G_BEGIN_DECLS

/* A message, written or still being written, or a call that may be made; all borrowed. */
typedef struct
{
  RbkMedium medium;    /* one of them */
  RbkAct act;          /* of a call: live, played or ringless */
  const char *message; /* (nullable): the id of its entry, if there is one */
  const char *customer;
  const char *author;
  const char *account; /* (nullable): by which it is to leave */
  const char *address; /* the recipient */
  const char *from;    /* (nullable): the sender; NULL: the account's */
  const char *subject;
  const char *text;
  const char *signature;
  guint n_attachments;
  const char *draft; /* (nullable): of the voicemail in it */
  const char *media; /* (nullable): what is heard of it; NULL: not known yet */
  gint64 now_us;     /* when it is to leave */
  gint64 written_us; /* when Send was pressed; 0: now */
  gboolean is_practice;
  gboolean is_reply;
  const char *const *settled;     /* (nullable): rules that asked, and that a person settled */
  const char *const *other_names; /* (nullable): other customers' first names in the text (V-17) */
} RbkLeaving;

/* The showroom, its people, accounts and policy as they stand. Belongs to one thread. */
typedef struct _RbkGateBackground RbkGateBackground;

RbkGateBackground *rbk_gate_background_new (RbkConsumerDomains *consumer_domains, RbkGateTables *tables);
void rbk_gate_background_free (RbkGateBackground *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkGateBackground, rbk_gate_background_free)

gboolean rbk_gate_background_load (RbkGateBackground *self, RbkLedgerReader *reader, GError **error);
RbkAccount *rbk_gate_background_find_account (RbkGateBackground *self, const char *account);
RbkShowroom *rbk_gate_background_get_showroom (RbkGateBackground *self);
RbkCompanyPolicy *rbk_gate_background_get_policy (RbkGateBackground *self);
char *
rbk_gate_background_dup_approval_words (RbkGateBackground *self, RbkLedgerReader *reader, const char *person);
RbkVerdict *rbk_gate_background_judge (RbkGateBackground *self,
                                       RbkLedgerReader *reader,
                                       const RbkLeaving *question,
                                       GError **error);
RbkVerdict *rbk_gate_background_judge_entry (RbkGateBackground *self,
                                             RbkLedgerReader *reader,
                                             RbkEntry *entry,
                                             const char *account,
                                             gint64 now_us,
                                             GError **error);

G_END_DECLS
