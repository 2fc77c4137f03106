/* rbk-outbox-row.h: a message in the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "model/rbk-timeline-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_OUTBOX_ROW (rbk_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkOutboxRow, rbk_outbox_row, RBK, OUTBOX_ROW, GtkBox)

GtkWidget *rbk_outbox_row_new (void);
void rbk_outbox_row_set_item (RbkOutboxRow *self, RbkTimelineItem *item, RbkDesk *desk);
char *rbk_outbox_row_dup_accessible_label (RbkOutboxRow *self);

G_END_DECLS
