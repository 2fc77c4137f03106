/* rbk-gate-private.h: the concerns that the gate asks one after the other.
 *
 * Each gives NULL where it has nothing against it, and may add to the remarks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-customer-place.h"
#include "rules/rbk-gate.h"

G_BEGIN_DECLS

RbkVerdict *rbk_gate_judge_sender (const RbkGateQuestion *question);
RbkVerdict *rbk_gate_judge_recipient (const RbkGateQuestion *question);
RbkVerdict *
rbk_gate_judge_lists (const RbkGateQuestion *question, const RbkCustomerPlace *place, GPtrArray *remarks);
RbkVerdict *rbk_gate_judge_consent (const RbkGateQuestion *question);
RbkVerdict *rbk_gate_judge_approval (const RbkGateQuestion *question);
RbkVerdict *rbk_gate_judge_written (const RbkGateQuestion *question, GPtrArray *remarks);
RbkVerdict *
rbk_gate_judge_hours (const RbkGateQuestion *question, const RbkCustomerPlace *place, GPtrArray *remarks);

const char *rbk_gate_get_value (const RbkGateQuestion *question, const char *row);
RbkVerdict *rbk_verdict_take (RbkGateAnswer answer, const char *rule, RbkInstead instead, char *words);

G_END_DECLS
