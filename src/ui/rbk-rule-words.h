/* rbk-rule-words.h: rules that a showroom may decide otherwise, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"

G_BEGIN_DECLS

char *rbk_rule_words_dup_title (const RbkRuleRow *row);
char *rbk_rule_words_dup_value (const RbkRuleRow *row, const char *value);

G_END_DECLS
