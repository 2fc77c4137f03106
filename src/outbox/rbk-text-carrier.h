/* rbk-text-carrier.h: a company texting number as the outbox sees it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/text/rbk-text-line.h"
#include "outbox/rbk-carrier.h"

G_BEGIN_DECLS

#define RBK_TYPE_TEXT_CARRIER (rbk_text_carrier_get_type ())
G_DECLARE_FINAL_TYPE (RbkTextCarrier, rbk_text_carrier, RBK, TEXT_CARRIER, GObject)

RbkCarrier *rbk_text_carrier_new (RbkTextLine *line);

G_END_DECLS
