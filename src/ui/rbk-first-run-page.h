/* rbk-first-run-page.h: names the showroom and whoever sits here, or leads to the sample showroom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "founded" (): the showroom is there now;
 *          "look-around" (): the person wants to see the sample showroom. */
#define RBK_TYPE_FIRST_RUN_PAGE (rbk_first_run_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkFirstRunPage, rbk_first_run_page, RBK, FIRST_RUN_PAGE, AdwBin)

GtkWidget *rbk_first_run_page_new (RbkDesk *desk);

G_END_DECLS
