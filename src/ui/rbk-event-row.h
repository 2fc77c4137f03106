/* rbk-event-row.h: something that happened: a lead, a call, a note, consent, a draft.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-timeline-item.h"
#include "ui/rbk-timeline-subject.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_EVENT_ROW (rbk_event_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkEventRow, rbk_event_row, RBK, EVENT_ROW, GtkBox)

GtkWidget *rbk_event_row_new (void);
void rbk_event_row_set_item (RbkEventRow *self, RbkTimelineItem *item, RbkTimelineSubject *subject);

G_END_DECLS
