/* rbk-consent-dialog.h: what a customer agreed to, or does not want any more, in their words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_CONSENT_DIALOG (rbk_consent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkConsentDialog, rbk_consent_dialog, RBK, CONSENT_DIALOG, AdwDialog)

AdwDialog *rbk_consent_dialog_new_given (RbkDesk *desk, RbkCustomer *customer);
AdwDialog *rbk_consent_dialog_new_withdrawn (RbkDesk *desk, RbkCustomer *customer);

G_END_DECLS
