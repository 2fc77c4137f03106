/* rbk-written-draft.c: a text or an email in the making.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-written.h"

static void
attachment_free (gpointer data)
{
  RbkWrittenAttachment *attachment = data;

  g_free (attachment->file_name);
  g_free (attachment->media_type);
  g_clear_pointer (&attachment->data, g_bytes_unref);
  g_free (attachment->media);
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
