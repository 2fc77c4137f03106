/* rbk-outbox-list.h: everything that is on its way, and what failed lately.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "model/rbk-timeline-item.h"

G_BEGIN_DECLS

/* A GListModel of RbkTimelineItem, kept current: unknown, failed (of the last seven days), sending, held,
 * queued by when they leave. So rows look and act as on the timeline. */
#define RBK_TYPE_OUTBOX_LIST (rbk_outbox_list_get_type ())
G_DECLARE_FINAL_TYPE (RbkOutboxList, rbk_outbox_list, RBK, OUTBOX_LIST, GObject)

RbkOutboxList *rbk_outbox_list_new (RbkDesk *desk);

G_END_DECLS
