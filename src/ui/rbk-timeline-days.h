/* rbk-timeline-days.h: a timeline under the days on which it happened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/rbk-timeline-subject.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GListModel *rbk_timeline_days_divide (GListModel *timeline, RbkTimelineSubject *subject);
void rbk_timeline_days_set_headers (GtkListView *list_view, RbkTimelineSubject *subject);

G_END_DECLS
