/* rbk-mail-reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-mail-reply.h"

/**
 * rbk_mail_reply_set_bad:
 *
 * Sets %RBK_CHANNEL_ERROR_BAD_REPLY: what came is not what such a provider answers.
 */
void
rbk_mail_reply_set_bad (GError **error)
{
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
}

/**
 * rbk_mail_reply_parse:
 * @body: hostile
 *
 * Returns: (transfer full): the JSON object that it is; NULL with %RBK_CHANNEL_ERROR_BAD_REPLY if it is none
 */
JsonObject *
rbk_mail_reply_parse (GBytes *body, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  JsonObject *object = size > 0 ? rbk_json_parse_object (text, (gssize) size, NULL) : NULL;

  if (object == NULL)
    rbk_mail_reply_set_bad (error);
  return object;
}
