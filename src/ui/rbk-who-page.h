/* rbk-who-page.h: asks who sits here, where several people could.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "chosen" (): the desk knows who acts. */
#define RBK_TYPE_WHO_PAGE (rbk_who_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkWhoPage, rbk_who_page, RBK, WHO_PAGE, AdwBin)

GtkWidget *rbk_who_page_new (RbkDesk *desk);

G_END_DECLS
