/* rbk-person-words.h: people of the showroom in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

const char *rbk_person_words_get_role (RbkPerson *person);
char *rbk_person_words_dup_label (RbkPerson *person);
char *rbk_person_words_dup_customers (guint count);

G_END_DECLS
