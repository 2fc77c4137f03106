/* rbk-mail-carrier.h: a company mailbox as the outbox sees it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "outbox/rbk-carrier.h"

G_BEGIN_DECLS

#define RBK_TYPE_MAIL_CARRIER (rbk_mail_carrier_get_type ())
G_DECLARE_FINAL_TYPE (RbkMailCarrier, rbk_mail_carrier, RBK, MAIL_CARRIER, GObject)

RbkCarrier *rbk_mail_carrier_new (RbkMailbox *mailbox);

G_END_DECLS
