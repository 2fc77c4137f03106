/* rbk-desk-recorded-email.c: an email with a recording, from the press of the button to the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-press.h"

#include "desk/rbk-leaving-sound.h"
#include "media/rbk-clean-up.h"
#include "media/rbk-pcm.h"
#include "media/rbk-render.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_desk_dup_email_subject:
 *
 * Returns: (transfer full): a subject for a voicemail to @customer
 */
char *
rbk_desk_dup_email_subject (RbkDesk *self, RbkCustomer *customer)
{
  g_autofree char *wanted = rbk_customer_dup_wanted (customer);

  if (*wanted != '\0')
    return g_strdup_printf (_ ("A voice message about the %s"), wanted);
  return g_strdup_printf (_ ("A voice message from %s"),
                          self->showroom != NULL ? rbk_showroom_get_name (self->showroom) : "");
}

/**
 * rbk_desk_dup_email_text:
 *
 * Returns: (transfer full): words to go with a voicemail to @customer, without a field left empty (M-4)
 */
char *
rbk_desk_dup_email_text (RbkDesk *self, RbkCustomer *customer)
{
  const char *first = rbk_customer_get_first_name (customer);
  g_autofree char *wanted = rbk_customer_dup_wanted (customer);
  g_autofree char *greeting =
    first != NULL && *first != '\0' ? g_strdup_printf (_ ("Hello %s,"), first) : g_strdup (_ ("Hello!"));

  if (*wanted != '\0')
    return g_strdup_printf (_ ("%s\n\nI recorded a short message for you about the %s. It is attached, and "
                               "plays right here.\n\nCall or "
                               "text me whenever it suits you."),
                            greeting,
                            wanted);
  return g_strdup_printf (
    _ ("%s\n\nI recorded a short message for you. It is attached, and plays right here.\n\n"
       "Call or text me whenever it suits you."),
    greeting);
}

/* What was edited is a sound of its own, as it was heard here. */
static gboolean
keep_edited (RbkDesk *self, RbkPress *press, GBytes *sound, GError **error)
{
  if (press->passages == NULL)
    return TRUE;
  g_free (press->media);
  press->media = rbk_press_keep_media (self, sound, error);
  return press->media != NULL;
}

/* The recording as it will leave, rendered and kept before the entry that names it. */
static gboolean
freeze_recording (RbkDesk *self, RbkPress *press, GCancellable *cancellable, GError **error)
{
  const char *customer = rbk_customer_get_id (press->customer);
  g_autoptr (RbkLeavingSound) sound =
    rbk_leaving_sound_read (self, customer, press->draft, press->take, error);
  g_autoptr (GBytes) leaving = NULL;
  g_autoptr (GPtrArray) renditions = NULL;

  if (sound == NULL)
    return FALSE;
  press->passages = sound->passages != NULL ? json_array_ref (sound->passages) : NULL;
  leaving = press->clean ? rbk_clean_up (sound->pcm, cancellable, error) : g_bytes_ref (sound->pcm);
  if (leaving == NULL)
    return FALSE;
  renditions = rbk_render_voice_note (leaving, cancellable, error);
  /* What is kept stays for good: not before it is known that it can be sent. */
  if (renditions == NULL || !keep_edited (self, press, sound->pcm, error))
    return FALSE;
  press->duration_us = rbk_pcm_duration_us (g_bytes_get_size (sound->pcm));
  press->attachments = json_array_new ();
  for (guint i = 0; i < renditions->len; i++)
    {
      RbkRendition *rendition = g_ptr_array_index (renditions, i);
      g_autofree char *media = rbk_press_keep_media (self, rendition->bytes, error);

      if (media == NULL)
        return FALSE;
      json_array_add_object_element (
        press->attachments,
        rbk_json_new (
          "media", media, "file_name", rendition->file_name, "media_type", rendition->media_type, NULL));
    }
  return TRUE;
}

/* The sound of the take that is to go, if it is one of this customer's open draft (voices 1, 2). */
static gboolean
find_take (RbkDesk *self, RbkPress *press, const char *draft_id, const char *take_id, GError **error)
{
  g_autoptr (RbkDraft) draft = rbk_ledger_reader_get_draft (self->reader, draft_id, error);
  RbkTake *take;

  if (draft == NULL)
    return FALSE;
  take = rbk_draft_find_take (draft, take_id);
  if (take != NULL && !rbk_take_is_deleted (take) && !rbk_draft_is_closed (draft) &&
      g_str_equal (rbk_draft_get_customer (draft), rbk_customer_get_id (press->customer)))
    {
      press->media = g_strdup (rbk_take_get_media (take));
      press->draft = g_strdup (draft_id);
      press->take = g_strdup (take_id);
      press->is_practice = !rbk_desk_check_may_leave (draft, take, NULL, NULL);
      return TRUE;
    }
  g_set_error_literal (
    error,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_INVALID,
    _ ("This recording belongs to another customer, or was sent already. Open the customer it is "
       "for, and record there."));
  return FALSE;
}

/**
 * rbk_desk_send_email_async:
 * @customer: whom it is for
 * @address: the address on the send button
 * @draft: (nullable): the draft the recording is of
 * @take: (nullable): the recording; NULL for words alone
 * @clean: whether steady noise is taken out of what leaves; only where rbk_clean_up_can()
 * @account: (nullable): the id of the mailbox it leaves by; NULL for the first
 * @not_before_us: when it leaves, microseconds since 1970 UTC; 0: when the undo time has passed
 *
 * Everything is frozen here. It leaves when the undo time has passed.
 */
void
rbk_desk_send_email_async (RbkDesk *self,
                           const char *customer,
                           const char *address,
                           const char *subject,
                           const char *text,
                           const char *draft,
                           const char *take,
                           gboolean clean,
                           const char *account,
                           gint64 not_before_us,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  RbkPress *press;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  press = rbk_press_new (self, RBK_MEDIUM_EMAIL);
  g_task_set_task_data (task, press, rbk_press_free);
  press->clean = clean;
  press->not_before_us = not_before_us;
  press->customer = rbk_desk_dup_customer (self, customer, &error);
  g_set_object (&press->account, rbk_desk_find_account (self, RBK_MEDIUM_EMAIL, account));
  press->address = g_strstrip (g_strdup (address));
  press->subject = g_strstrip (g_strdup (subject));
  press->text = g_strstrip (g_strdup (text));
  press->signature = rbk_desk_dup_signature (self);
  if (press->customer == NULL || (take != NULL && !find_take (self, press, draft, take, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!rbk_press_check (self, task, press))
    return;
  if (press->media == NULL)
    rbk_press_enqueue (self, task);
  else
    rbk_press_prepare (self, task, freeze_recording);
}

/**
 * rbk_desk_send_email_finish:
 *
 * Returns: (transfer full): the message's id, or NULL with %RBK_DESK_ERROR_REFUSED (a rule and its
 *   words), %RBK_DESK_ERROR_NOT_SET_UP, %RBK_DESK_ERROR_INVALID, an RbkMediaError or RbkLedgerError
 */
char *
rbk_desk_send_email_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
