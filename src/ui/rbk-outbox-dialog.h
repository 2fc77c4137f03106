/* rbk-outbox-dialog.h: every message that is on its way, and what failed lately.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "opened" (const char *customer): whose timeline the person wants to see; the dialog closes. */
#define RBK_TYPE_OUTBOX_DIALOG (rbk_outbox_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkOutboxDialog, rbk_outbox_dialog, RBK, OUTBOX_DIALOG, AdwDialog)

AdwDialog *rbk_outbox_dialog_new (RbkDesk *desk);

G_END_DECLS
