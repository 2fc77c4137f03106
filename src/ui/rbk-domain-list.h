/* rbk-domain-list.h: the mail domains of a showroom as they are typed into one line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

GStrv rbk_domain_list_split (const char *typed);
char *rbk_domain_list_join (const char *const *domains);
gboolean rbk_domain_list_check (RbkDesk *desk, const char *typed, GError **error);

G_END_DECLS
