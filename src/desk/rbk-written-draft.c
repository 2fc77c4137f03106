/* rbk-written-draft.c: a text or an email in the making.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-written.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
attachment_free (gpointer data)
{
  RbkWrittenAttachment *attachment = data;

  g_free (attachment->file_name);
  g_free (attachment->media_type);
  g_clear_pointer (&attachment->data, g_bytes_unref);
  g_free (attachment->media);
  g_clear_object (&attachment->upload);
  g_free (attachment->link);
  g_clear_pointer (&attachment->note, rbk_voice_note_unref);
  g_free (attachment);
}

/**
 * rbk_written_draft_new:
 * @medium: text or email
 * @customer: the id of whom it is for
 *
 * Returns: (transfer full): nothing written yet
 */
RbkWrittenDraft *
rbk_written_draft_new (RbkMedium medium, const char *customer)
{
  RbkWrittenDraft *draft = g_new0 (RbkWrittenDraft, 1);

  draft->medium = medium;
  draft->customer = g_strdup (customer);
  draft->attachments = g_ptr_array_new_with_free_func (attachment_free);
  return draft;
}

static RbkWrittenAttachment *
copy_attachment (const RbkWrittenAttachment *attachment)
{
  RbkWrittenAttachment *copy = g_new0 (RbkWrittenAttachment, 1);

  copy->file_name = g_strdup (attachment->file_name);
  copy->media_type = g_strdup (attachment->media_type);
  copy->data = attachment->data != NULL ? g_bytes_ref (attachment->data) : NULL;
  copy->media = g_strdup (attachment->media);
  g_set_object (&copy->upload, attachment->upload);
  copy->link = g_strdup (attachment->link);
  copy->note = attachment->note != NULL ? rbk_voice_note_ref (attachment->note) : NULL;
  return copy;
}

/**
 * rbk_written_draft_copy:
 *
 * Returns: (transfer full): the same, of its own; the bytes of what is attached are shared
 */
RbkWrittenDraft *
rbk_written_draft_copy (const RbkWrittenDraft *draft)
{
  RbkWrittenDraft *copy = rbk_written_draft_new (draft->medium, draft->customer);

  copy->account = g_strdup (draft->account);
  copy->address = g_strdup (draft->address);
  copy->subject = g_strdup (draft->subject);
  copy->text = g_strdup (draft->text);
  for (guint i = 0; draft->attachments != NULL && i < draft->attachments->len; i++)
    g_ptr_array_add (copy->attachments, copy_attachment (g_ptr_array_index (draft->attachments, i)));
  copy->is_reply = draft->is_reply;
  copy->settled = g_strdupv (draft->settled);
  copy->not_before_us = draft->not_before_us;
  copy->edited_from = g_strdup (draft->edited_from);
  return copy;
}

/**
 * rbk_written_draft_free:
 * @draft: (nullable): a draft
 */
void
rbk_written_draft_free (RbkWrittenDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->customer);
  g_free (draft->account);
  g_free (draft->address);
  g_free (draft->subject);
  g_free (draft->text);
  g_ptr_array_unref (draft->attachments);
  g_strfreev (draft->settled);
  g_free (draft->edited_from);
  g_free (draft);
}

/**
 * rbk_written_draft_attach:
 * @data: the file
 */
void
rbk_written_draft_attach (RbkWrittenDraft *draft, const char *file_name, const char *media_type, GBytes *data)
{
  RbkWrittenAttachment attachment = { .file_name = (char *) file_name,
                                      .media_type = (char *) media_type,
                                      .data = data };

  g_ptr_array_add (draft->attachments, copy_attachment (&attachment));
}

/**
 * rbk_written_draft_attach_kept:
 * @media: the id of something that is in the ledger already
 */
void
rbk_written_draft_attach_kept (RbkWrittenDraft *draft,
                               const char *file_name,
                               const char *media_type,
                               const char *media)
{
  RbkWrittenAttachment attachment = { .file_name = (char *) file_name,
                                      .media_type = (char *) media_type,
                                      .media = (char *) media };

  g_ptr_array_add (draft->attachments, copy_attachment (&attachment));
}

/**
 * rbk_written_draft_attach_note:
 * @note: goes as the file that it is
 */
void
rbk_written_draft_attach_note (RbkWrittenDraft *draft, RbkVoiceNote *note)
{
  RbkWrittenAttachment attachment = {
    .file_name = note->file_name, .media_type = note->media_type, .data = note->bytes, .note = note
  };

  g_ptr_array_add (draft->attachments, copy_attachment (&attachment));
}

/**
 * rbk_written_draft_attach_upload:
 * @upload: a link to it goes, once it is online
 * @note: (nullable): the recording that it is
 */
void
rbk_written_draft_attach_upload (RbkWrittenDraft *draft, RbkUpload *upload, RbkVoiceNote *note)
{
  RbkWrittenAttachment attachment = { .file_name = (char *) rbk_upload_get_file_name (upload),
                                      .media_type = (char *) rbk_upload_get_media_type (upload),
                                      .upload = upload,
                                      .note = note };

  g_ptr_array_add (draft->attachments, copy_attachment (&attachment));
}

/**
 * rbk_written_draft_attach_link:
 * @link: where it is online already
 */
void
rbk_written_draft_attach_link (RbkWrittenDraft *draft,
                               const char *file_name,
                               const char *media_type,
                               const char *link)
{
  RbkWrittenAttachment attachment = { .file_name = (char *) file_name,
                                      .media_type = (char *) media_type,
                                      .link = (char *) link };

  g_ptr_array_add (draft->attachments, copy_attachment (&attachment));
}

/**
 * rbk_written_attachment_is_link:
 *
 * Returns: whether a link goes, and not the file itself
 */
gboolean
rbk_written_attachment_is_link (const RbkWrittenAttachment *attachment)
{
  return attachment->upload != NULL || attachment->link != NULL;
}

/**
 * rbk_written_attachment_get_link:
 *
 * Returns: (nullable): where it is online; NULL if it is not, or not yet
 */
const char *
rbk_written_attachment_get_link (const RbkWrittenAttachment *attachment)
{
  return attachment->upload != NULL ? rbk_upload_get_link (attachment->upload) : attachment->link;
}

/**
 * rbk_written_draft_dup_links:
 *
 * Returns: (transfer full) (nullable): a line for each link that does not stand in the words yet; NULL if
 * there is none
 */
char *
rbk_written_draft_dup_links (const RbkWrittenDraft *draft)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < draft->attachments->len; i++)
    {
      const RbkWrittenAttachment *attachment = g_ptr_array_index (draft->attachments, i);
      const char *link = rbk_written_attachment_get_link (attachment);
      const char *type = attachment->media_type;

      if (link == NULL || (draft->text != NULL && strstr (draft->text, link) != NULL))
        continue;
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      if (g_str_has_prefix (type, "video/"))
        /* Translators: %s is a link, in a text or an email to a customer */
        g_string_append_printf (lines, _ ("Video: %s"), link);
      else if (g_str_has_prefix (type, "audio/"))
        /* Translators: %s is a link, in a text or an email to a customer */
        g_string_append_printf (lines, _ ("Voice message: %s"), link);
      else
        g_string_append (lines, link);
    }
  return lines->len > 0 ? g_string_free_and_steal (g_steal_pointer (&lines)) : NULL;
}
