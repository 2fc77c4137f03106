/* rbk-accounts-group.h: the company accounts that messages leave by, to be added and removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_ACCOUNTS_GROUP (rbk_accounts_group_get_type ())
G_DECLARE_FINAL_TYPE (RbkAccountsGroup, rbk_accounts_group, RBK, ACCOUNTS_GROUP, AdwPreferencesGroup)

void rbk_accounts_group_set_desk (RbkAccountsGroup *self, RbkDesk *desk);

G_END_DECLS
