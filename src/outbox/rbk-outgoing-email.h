/* rbk-outgoing-email.h: an email entry as the message that leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-entry.h"

G_BEGIN_DECLS

GBytes *rbk_outgoing_email_write (RbkEntry *entry, RbkLedgerReader *reader, GError **error);

G_END_DECLS
