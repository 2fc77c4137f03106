/* rbk-desk-recorded-email.c: an email with a recording, from the press of the button to the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-press.h"

#include "desk/rbk-take-sound.h"
#include "media/rbk-clean-up.h"
#include "media/rbk-pcm.h"
#include "media/rbk-render.h"
#include "model/rbk-json.h"
#include "rules/rbk-remark.h"

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

/* A silent take is no voicemail (V-15). */
static gboolean
check_take (GBytes *sound, GError **error)
{
  g_autoptr (GPtrArray) remarks = rbk_take_sound_judge (sound, NULL);

  for (guint i = 0; i < remarks->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (remarks, i);

      if (rbk_remark_get_level (remark) == RBK_REMARK_REFUSAL)
        {
          g_set_error_literal (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED, rbk_remark_get_words (remark));
          return FALSE;
        }
    }
  return TRUE;
}

/* What the person heard when they pressed: the take with the edits that are queued by now, too. */
static GBytes *
read_recording (RbkDesk *self, RbkPress *press, GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GHashTable) sounds = rbk_take_sound_new_sounds (NULL);
  g_autoptr (RbkDraft) draft = NULL;
  g_autoptr (RbkCutHistory) history = NULL;
  g_autoptr (GBytes) sound = NULL;
  RbkCut *cut;

  /* The ledger keeps its order: after this, all that was queued before is there. */
  if (!rbk_ledger_append (self->ledger, nothing, error))
    return NULL;
  draft = rbk_ledger_reader_get_draft (self->worker_reader, press->draft, error);
  if (draft == NULL)
    return NULL;
  history = rbk_take_sound_read_history (self->worker_reader, press->draft, press->take, error);
  if (history == NULL)
    return NULL;
  cut = rbk_cut_history_get_current (history);
  if (!rbk_desk_check_may_leave (draft, rbk_draft_find_take (draft, press->take), cut, error))
    return NULL;
  sound = rbk_take_sound_render (
    self->worker_reader, draft, rbk_draft_find_take (draft, press->take), cut, sounds, error);
  if (sound == NULL || !check_take (sound, error))
    return NULL;
  if (cut != NULL)
    press->passages = rbk_cut_to_json (cut);
  return g_steal_pointer (&sound);
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
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GBytes) leaving = NULL;
  g_autoptr (GPtrArray) renditions = NULL;

  if (self->worker_reader == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
      return FALSE;
    }
  sound = read_recording (self, press, error);
  if (sound == NULL)
    return FALSE;
  leaving = press->clean ? rbk_clean_up (sound, cancellable, error) : g_bytes_ref (sound);
  if (leaving == NULL)
    return FALSE;
  renditions = rbk_render_voice_note (leaving, cancellable, error);
  /* What is kept stays for good: not before it is known that it can be sent. */
  if (renditions == NULL || !keep_edited (self, press, sound, error))
    return FALSE;
  press->duration_us = rbk_pcm_duration_us (g_bytes_get_size (sound));
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
