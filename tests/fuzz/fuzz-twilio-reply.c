/* fuzz-twilio-reply.c: any bytes as any answer of Twilio.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-twilio-reply.h"
#include "rbk-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *words = g_utf8_make_valid ((const char *) data, (gssize) size);
  const RbkText text = { "+15035550199", words, NULL };
  g_autoptr (RbkTwilioMessage) message = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *next_page = NULL;
  RbkTwilioNumber number;
  gboolean good;

  rbk_twilio_read_code (body);
  good = rbk_twilio_read_number (body, "+15035550142", &number, &error);
  CHECK (good);
  message = rbk_twilio_read_message (body, &error);
  CHECK (message != NULL);
  messages = rbk_twilio_read_messages (body, &next_page, &error);
  CHECK (messages != NULL);
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const RbkTwilioMessage *one = g_ptr_array_index (messages, i);
      g_autoptr (RbkTextReport) report = rbk_twilio_message_report (one);

      g_assert (rbk_twilio_is_message_sid (report->reference));
      rbk_twilio_message_matches (one, &text, "+15035550142", 0);
    }
  return 0;
}
