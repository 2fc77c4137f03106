/* rbk-composer-dialog.h: records, hears, chooses and sends a voicemail for one customer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "sent" (const char *message): the message with that id is on its way;
 *          "submitted" (): it asks to be reviewed. */
#define RBK_TYPE_COMPOSER_DIALOG (rbk_composer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkComposerDialog, rbk_composer_dialog, RBK, COMPOSER_DIALOG, AdwDialog)

AdwDialog *rbk_composer_dialog_new (RbkDesk *desk, RbkCustomer *customer, const char *item);

G_END_DECLS
