/* fuzz-twilio-reply.c: any bytes as any answer of Twilio.
 *
 * A libFuzzer target; built without it, it reads the files that it is given, so that the seeds are
 * part of every test run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/text/rbk-twilio-reply.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* An answer of a reader is good only with its error: none without, never both. */
#define CHECK(good)                                                                                          \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert ((good) == (error == NULL));                                                                    \
    g_clear_error (&error);                                                                                  \
  }                                                                                                          \
  G_STMT_END

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
