/* rbk-write-dialog.h: a text or an email to a customer, as it is being written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "queued" (const char *message, const char *words): it is on its way; @words tell so. */
#define RBK_TYPE_WRITE_DIALOG (rbk_write_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkWriteDialog, rbk_write_dialog, RBK, WRITE_DIALOG, AdwDialog)

AdwDialog *rbk_write_dialog_new (RbkDesk *desk, RbkCustomer *customer, const RbkWrittenDraft *draft);

G_END_DECLS
