/* rbk-timeline.h: one customer's entries as a GListModel, oldest first, kept current.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "model/rbk-timeline-item.h"

G_BEGIN_DECLS

/* A GListModel of RbkTimelineItem. The first page (the newest sixty) is there when it is made.
 * Properties: "has-older" (boolean). New rows are appended or inserted by their time. */
#define RBK_TYPE_TIMELINE (rbk_timeline_get_type ())
G_DECLARE_FINAL_TYPE (RbkTimeline, rbk_timeline, RBK, TIMELINE, GObject)

RbkTimeline *rbk_timeline_new (RbkDesk *desk, const char *customer);
const char *rbk_timeline_get_customer (RbkTimeline *self);
gboolean rbk_timeline_get_has_older (RbkTimeline *self);
void rbk_timeline_load_older (RbkTimeline *self); /* sixty more at the front */

G_END_DECLS
