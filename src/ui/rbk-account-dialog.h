/* rbk-account-dialog.h: tries a company account and, if it works, adds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "added" (): the account is one of the desk's accounts now. */
#define RBK_TYPE_ACCOUNT_DIALOG (rbk_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkAccountDialog, rbk_account_dialog, RBK, ACCOUNT_DIALOG, AdwDialog)

AdwDialog *rbk_account_dialog_new (RbkDesk *desk);

G_END_DECLS
