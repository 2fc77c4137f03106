/* rbk-twilio-words.h: what Twilio's error numbers mean to a salesperson.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/text/rbk-text-line.h"

G_BEGIN_DECLS

typedef struct
{
  guint code;
  RbkChannelError error;
  RbkSendResult result; /* of a request that was answered with it */
  const char *sentence; /* to be translated */
} RbkTwilioMeaning;

const RbkTwilioMeaning *rbk_twilio_get_meaning (guint code);
char *rbk_twilio_write_words (guint code);
gboolean rbk_twilio_is_opt_out (guint code);

G_END_DECLS
