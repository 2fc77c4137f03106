/* rbk-take-choice.h: which take the rules speak for; the person decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-remark.h"

G_BEGIN_DECLS

int rbk_take_choice_compare (GPtrArray *first, GPtrArray *second, const char **rule);
int rbk_take_choice_suggest (GPtrArray *const *takes, guint n_takes, char **words);

G_END_DECLS
