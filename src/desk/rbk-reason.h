/* rbk-reason.h: a reason to call a customer, with the fact that it offers (V-2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger-reader.h"
#include "rules/rbk-remark.h"

G_BEGIN_DECLS

/* So many of the last messages must not have said the same (V-4). */
#define RBK_REASON_LAST_MESSAGES 3

/* Immutable. */
#define RBK_TYPE_REASON (rbk_reason_get_type ())
G_DECLARE_FINAL_TYPE (RbkReason, rbk_reason, RBK, REASON, GObject)

RbkReasonId rbk_reason_get_id (RbkReason *self);
const char *rbk_reason_get_about (RbkReason *self);
const char *rbk_reason_get_fact (RbkReason *self);
RbkRemark *rbk_reason_get_warning (RbkReason *self);

GPtrArray *rbk_reason_list (RbkLedgerReader *reader, RbkCustomer *customer, GError **error);
RbkRemark *
rbk_reason_judge_fact (RbkLedgerReader *reader, const char *customer, const char *fact, GError **error);

G_END_DECLS
