/* rbk-mail-reply.h: what every mail provider's answers have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-channel-error.h"
#include "model/rbk-json.h"

G_BEGIN_DECLS

void rbk_mail_reply_set_bad (GError **error);
JsonObject *rbk_mail_reply_parse (GBytes *body, GError **error);

G_END_DECLS
