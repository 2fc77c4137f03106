/* rbk-timeline-row.h: a row of the timeline; chooses what shows an entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-timeline-item.h"
#include "ui/rbk-timeline-subject.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_TIMELINE_ROW (rbk_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkTimelineRow, rbk_timeline_row, RBK, TIMELINE_ROW, AdwBin)

GtkWidget *rbk_timeline_row_new (void);
void rbk_timeline_row_bind (GtkListItem *list_item, RbkTimelineSubject *subject);
void rbk_timeline_row_unbind (GtkListItem *list_item);

G_END_DECLS
