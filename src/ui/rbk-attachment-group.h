/* rbk-attachment-group.h: the files that go with a message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed" (): there are other files. */
#define RBK_TYPE_ATTACHMENT_GROUP (rbk_attachment_group_get_type ())
G_DECLARE_FINAL_TYPE (RbkAttachmentGroup, rbk_attachment_group, RBK, ATTACHMENT_GROUP, AdwPreferencesGroup)

void rbk_attachment_group_set_draft (RbkAttachmentGroup *self, RbkDesk *desk, const RbkWrittenDraft *draft);
void rbk_attachment_group_fill (RbkAttachmentGroup *self, RbkWrittenDraft *draft);
guint rbk_attachment_group_get_count (RbkAttachmentGroup *self);

G_END_DECLS
