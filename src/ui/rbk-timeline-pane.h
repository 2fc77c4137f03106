/* rbk-timeline-pane.h: everything that ever passed between the showroom and one customer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_TIMELINE_PANE (rbk_timeline_pane_get_type ())
G_DECLARE_FINAL_TYPE (RbkTimelinePane, rbk_timeline_pane, RBK, TIMELINE_PANE, AdwNavigationPage)

void rbk_timeline_pane_open (RbkTimelinePane *self, RbkDesk *desk, RbkCustomer *customer);
void rbk_timeline_pane_refresh (RbkTimelinePane *self, RbkCustomer *customer);
void rbk_timeline_pane_record_again (RbkTimelinePane *self, const char *item);
void rbk_timeline_pane_tick (RbkTimelinePane *self);
GtkWidget *rbk_timeline_pane_get_details_button (RbkTimelinePane *self);
AdwBanner *rbk_timeline_pane_get_banner (RbkTimelinePane *self);

G_END_DECLS
