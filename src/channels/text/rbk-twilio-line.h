/* rbk-twilio-line.h: a number of a company's Twilio account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-access.h"
#include "channels/text/rbk-text-line.h"

G_BEGIN_DECLS

#define RBK_TYPE_TWILIO_LINE (rbk_twilio_line_get_type ())
G_DECLARE_FINAL_TYPE (RbkTwilioLine, rbk_twilio_line, RBK, TWILIO_LINE, GObject)

RbkTextLine *rbk_twilio_line_new (const char *server,
                                  const char *account_sid,
                                  const char *number,
                                  const char *messaging_service,
                                  RbkAccess *access);
void rbk_twilio_line_set_timeout (RbkTwilioLine *self, guint idle_seconds, guint whole_seconds);

G_END_DECLS
