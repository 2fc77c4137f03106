/* rbk-people-page.h: the page of the preferences about who works here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_PEOPLE_PAGE (rbk_people_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkPeoplePage, rbk_people_page, RBK, PEOPLE_PAGE, AdwPreferencesPage)

void rbk_people_page_set_desk (RbkPeoplePage *self, RbkDesk *desk);

G_END_DECLS
