/* rbk-message-row.h: something said between showroom and customer: text, email, video, voicemail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-timeline-item.h"
#include "ui/rbk-timeline-subject.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_MESSAGE_ROW (rbk_message_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkMessageRow, rbk_message_row, RBK, MESSAGE_ROW, GtkBox)

GtkWidget *rbk_message_row_new (void);
void rbk_message_row_set_item (RbkMessageRow *self, RbkTimelineItem *item, RbkTimelineSubject *subject);

G_END_DECLS
