/* rbk-outgoing-email.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-outgoing-email.h"

#include "channels/email/rbk-email.h"
#include "model/rbk-json.h"

/**
 * rbk_outgoing_email_write:
 * @entry: an outgoing email entry; all that is sent stands in it, frozen at the press
 * @reader: where its recordings are
 *
 * The same entry always gives the same bytes, so that a server recognises it after a crash.
 *
 * Returns: (transfer full): the message (RFC 5322), or NULL with an RbkLedgerError or RbkChannelError
 */
GBytes *
rbk_outgoing_email_write (RbkEntry *entry, RbkLedgerReader *reader, GError **error)
{
  g_autoptr (RbkEmail) email = rbk_email_new ();
  JsonArray *attachments = rbk_json_get_array (rbk_entry_get_payload (entry), "attachments");
  const char *signature = rbk_entry_get_string (entry, "signature");

  email->message_id = g_strdup (rbk_entry_get_string (entry, "message_id"));
  email->from_name = g_strdup (rbk_entry_get_string (entry, "from_name"));
  email->from_address = g_strdup (rbk_entry_get_string (entry, "from"));
  email->to_name = g_strdup (rbk_entry_get_string (entry, "name"));
  email->to_address = g_strdup (rbk_entry_get_string (entry, "address"));
  email->subject = g_strdup (rbk_entry_get_string (entry, "subject"));
  email->text = g_strdup (rbk_entry_get_string (entry, "text"));
  email->signature = signature != NULL ? g_strsplit (signature, "\n", -1) : NULL;
  email->unsubscribe = g_strdup (rbk_entry_get_string (entry, "unsubscribe"));
  email->date_us = rbk_entry_get_time_us (entry);
  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = rbk_json_array_get_object (attachments, i);
      const char *media = rbk_json_get_string (attachment, "media");
      const char *file_name = rbk_json_get_string (attachment, "file_name");
      const char *media_type = rbk_json_get_string (attachment, "media_type");
      g_autoptr (GBytes) sound = NULL;

      if (media == NULL || file_name == NULL || media_type == NULL)
        continue;
      sound = rbk_ledger_reader_get_media (reader, media, error);
      if (sound == NULL)
        return NULL;
      rbk_email_attach (email, file_name, media_type, sound);
    }
  return rbk_email_write (email, error);
}
