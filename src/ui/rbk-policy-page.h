/* rbk-policy-page.h: what the company decides about written messages, in the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_POLICY_PAGE (rbk_policy_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkPolicyPage, rbk_policy_page, RBK, POLICY_PAGE, AdwPreferencesPage)

void rbk_policy_page_set_desk (RbkPolicyPage *self, RbkDesk *desk);

G_END_DECLS
