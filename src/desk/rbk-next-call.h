/* rbk-next-call.h: what the rules say of the next call to a customer, before it is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "rules/rbk-gate.h"

G_BEGIN_DECLS

/* All of this is for the main thread, and reads a few rows of the ledger. */
RbkVerdict *rbk_next_call_judge_act (
  RbkDesk *desk, const char *customer, RbkAct act, gboolean is_practice, GError **error);
gint rbk_next_call_count_unanswered (RbkDesk *desk, const char *customer, GError **error);
char *rbk_next_call_dup_advice (RbkDesk *desk, const char *customer, GError **error);

G_END_DECLS
