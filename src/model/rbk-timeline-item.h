/* rbk-timeline-item.h: a row of a customer's timeline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry.h"
#include "model/rbk-message.h"

G_BEGIN_DECLS

#define RBK_TYPE_TIMELINE_ITEM (rbk_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (RbkTimelineItem, rbk_timeline_item, RBK, TIMELINE_ITEM, GObject)

RbkTimelineItem *rbk_timeline_item_new (RbkEntry *entry, RbkMessage *message);
RbkEntry *rbk_timeline_item_get_entry (RbkTimelineItem *self);
RbkMessageState rbk_timeline_item_get_state (RbkTimelineItem *self);
const char *rbk_timeline_item_get_detail (RbkTimelineItem *self);
const char *rbk_timeline_item_get_rule (RbkTimelineItem *self);
gint64 rbk_timeline_item_get_next_us (RbkTimelineItem *self);
gboolean rbk_timeline_item_is_scheduled (RbkTimelineItem *self);
RbkMessage *rbk_timeline_item_get_message (RbkTimelineItem *self);
void rbk_timeline_item_set_message (RbkTimelineItem *self, RbkMessage *message);

G_END_DECLS
