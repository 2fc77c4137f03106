/* rbk-consent-dialog.h: notes that a customer agreed to be reached by a medium.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_CONSENT_DIALOG (rbk_consent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkConsentDialog, rbk_consent_dialog, RBK, CONSENT_DIALOG, AdwDialog)

AdwDialog *rbk_consent_dialog_new (RbkDesk *desk, RbkCustomer *customer);

G_END_DECLS
