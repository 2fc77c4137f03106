/* rbk-attachment-row.h: a file that goes with a message, and how far it came if it has to be put online
 * first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals "link" (): it is to go as a link; "remove" (): not at all. */
#define RBK_TYPE_ATTACHMENT_ROW (rbk_attachment_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkAttachmentRow, rbk_attachment_row, RBK, ATTACHMENT_ROW, AdwPreferencesRow)

GtkWidget *rbk_attachment_row_new (const RbkWrittenAttachment *attachment);
void rbk_attachment_row_set_can_link (RbkAttachmentRow *self, gboolean can_link);

G_END_DECLS
