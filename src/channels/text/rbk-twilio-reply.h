/* rbk-twilio-reply.h: what Twilio answers, read without trusting it.
 *
 * Pure: bytes in, values or an error out. tests/fuzz feeds it with anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/text/rbk-text-line.h"

G_BEGIN_DECLS

/* A text as Twilio keeps it, of either direction. */
typedef struct
{
  char *sid;    /* (owned) */
  char *to;     /* (owned): empty if it is not said, as are from and body */
  char *from;   /* (owned) */
  char *body;   /* (owned) */
  guint media;  /* how many files came with it */
  gboolean out; /* it left the account */
  RbkTextState state;
  guint code;     /* of what is wrong; 0: nothing is said */
  gint64 time_us; /* when it was sent, or else made; 0: not said */
} RbkTwilioMessage;

void rbk_twilio_message_free (RbkTwilioMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTwilioMessage, rbk_twilio_message_free)

/* What a number of the account can do. */
typedef struct
{
  gboolean there;
  gboolean texts;
  gboolean files; /* texts with files */
} RbkTwilioNumber;

gboolean rbk_twilio_is_account_sid (const char *sid);
gboolean rbk_twilio_is_message_sid (const char *sid);
gboolean rbk_twilio_is_service_sid (const char *sid);
RbkTwilioMessage *rbk_twilio_read_message (GBytes *body, GError **error);
GPtrArray *rbk_twilio_read_messages (GBytes *body, char **next_page, GError **error);
gboolean rbk_twilio_read_number (GBytes *body, const char *number, RbkTwilioNumber *answer, GError **error);
guint rbk_twilio_read_code (GBytes *body);
RbkTextReport *rbk_twilio_message_report (const RbkTwilioMessage *message);
gboolean rbk_twilio_message_matches (const RbkTwilioMessage *message,
                                     const RbkText *text,
                                     const char *from,
                                     gint64 earliest_us);

G_END_DECLS
