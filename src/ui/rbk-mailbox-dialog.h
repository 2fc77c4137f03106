/* rbk-mailbox-dialog.h: tries a company mailbox and, if it works, adds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "added" (): the mailbox is one of the desk's accounts now. */
#define RBK_TYPE_MAILBOX_DIALOG (rbk_mailbox_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkMailboxDialog, rbk_mailbox_dialog, RBK, MAILBOX_DIALOG, AdwDialog)

AdwDialog *rbk_mailbox_dialog_new (RbkDesk *desk);

G_END_DECLS
