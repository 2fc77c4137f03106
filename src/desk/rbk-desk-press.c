/* rbk-desk-press.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-press.h"

#include "base/rbk-id.h"
#include "channels/email/rbk-email.h"
#include "desk/rbk-desk-online.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNDO_US ((gint64) RBK_DESK_UNDO_SECONDS * G_USEC_PER_SEC)

/**
 * rbk_press_new:
 *
 * Returns: (transfer full): a press by whoever acts here, without anything in it yet
 */
RbkPress *
rbk_press_new (RbkDesk *self, RbkMedium medium)
{
  RbkPress *press = g_new0 (RbkPress, 1);

  press->id = rbk_id_new ();
  press->medium = medium;
  /* Translators: who writes: a person, then their showroom */
  press->from_name = g_strdup_printf (_ ("%1$s, %2$s"),
                                      rbk_person_get_name (rbk_desk_get_person (self)),
                                      rbk_showroom_get_name (self->showroom));
  press->unsubscribe = g_strdup (rbk_company_policy_get_unsubscribe (rbk_desk_get_policy (self)));
  return press;
}

/**
 * rbk_press_free:
 */
void
rbk_press_free (gpointer data)
{
  RbkPress *press = data;

  g_free (press->id);
  g_clear_object (&press->customer);
  g_clear_object (&press->account);
  g_clear_object (&press->host);
  g_free (press->address);
  g_free (press->subject);
  g_free (press->text);
  g_free (press->signature);
  g_free (press->unsubscribe);
  g_free (press->from_name);
  g_free (press->draft);
  g_free (press->take);
  g_free (press->media);
  g_clear_pointer (&press->passages, json_array_unref);
  g_clear_pointer (&press->files, g_ptr_array_unref);
  g_clear_pointer (&press->attachments, json_array_unref);
  g_strfreev (press->settled);
  g_free (press->edited_from);
  g_free (press);
}

/* When it leaves, unless something else is to be waited for. */
static gint64
get_leave_us (RbkDesk *self, const RbkPress *press)
{
  gint64 undone_us = rbk_clock_now_us (self->clock) + UNDO_US;

  return MAX (press->not_before_us, undone_us);
}

/**
 * rbk_press_judge:
 *
 * Returns: (transfer full): the gate's answer for when it is to leave, or NULL with an RbkLedgerError
 */
RbkVerdict *
rbk_press_judge (RbkDesk *self, const RbkPress *press, GError **error)
{
  RbkLeaving question = {
    .medium = press->medium,
    .customer = rbk_customer_get_id (press->customer),
    .author = self->person,
    .account = press->account != NULL ? rbk_account_get_id (press->account) : NULL,
    .address = press->address,
    .subject = press->subject,
    .text = press->text,
    .signature = press->signature,
    .n_attachments = press->files != NULL ? press->files->len : press->take != NULL,
    .draft = press->draft,
    /* Another sound than the one that will leave may have been approved, or returned. */
    .media = press->is_heard ? press->media : NULL,
    .now_us = get_leave_us (self, press),
    .is_practice = press->is_practice,
    .is_reply = press->is_reply,
    .settled = (const char *const *) press->settled,
    .other_names = rbk_desk_get_other_names (self),
  };

  return rbk_gate_background_judge (self->background, self->reader, &question, error);
}

/* What the gate holds until a time, or until a manager has heard it, waits for that in the outbox; what it
 * holds until somebody sets something up is better told now, while the words are still on the screen. */
static gboolean
may_be_queued (const RbkVerdict *verdict)
{
  return verdict->answer == RBK_GATE_YES ||
         (verdict->answer == RBK_GATE_HELD &&
          (verdict->until_us > 0 || g_strcmp0 (verdict->rule, RBK_GATE_APPROVAL_RULE) == 0));
}

/**
 * rbk_press_check:
 *
 * Returns: whether it may be queued; if not, @task is answered with the gate's words
 */
gboolean
rbk_press_check (RbkDesk *self, GTask *task, const RbkPress *press)
{
  GError *error = NULL;
  g_autoptr (RbkVerdict) verdict = NULL;
  RbkRemark *asking;

  if (self->sample)
    {
      g_task_return_new_error_literal (
        task,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_REFUSED,
        _ ("This is the sample showroom: nothing leaves it. In your own showroom this message would now be "
           "on its way."));
      return FALSE;
    }
  verdict = rbk_press_judge (self, press, &error);
  if (verdict == NULL)
    {
      g_task_return_error (task, error);
      return FALSE;
    }
  if (!may_be_queued (verdict))
    {
      g_task_return_new_error (task,
                               RBK_DESK_ERROR,
                               verdict->answer == RBK_GATE_HELD ? RBK_DESK_ERROR_NOT_SET_UP
                                                                : RBK_DESK_ERROR_REFUSED,
                               "%s",
                               verdict->words);
      return FALSE;
    }
  asking = rbk_verdict_find_asking (verdict);
  if (asking != NULL)
    {
      g_task_return_new_error_literal (
        task, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED, rbk_remark_get_words (asking));
      return FALSE;
    }
  return TRUE;
}

/**
 * rbk_press_keep_media:
 *
 * Keeps @bytes as media of their own. On the desk's worker.
 *
 * Returns: (transfer full): their id, or NULL with an RbkLedgerError
 */
char *
rbk_press_keep_media (RbkDesk *self, GBytes *bytes, GError **error)
{
  g_autofree char *media = rbk_id_new ();

  return rbk_ledger_append_media (self->ledger, media, bytes, error) &&
             rbk_ledger_finish_media (self->ledger, media, error)
           ? g_steal_pointer (&media)
           : NULL;
}

/* What no message leads to is of no use to anybody. What cannot be removed has a name that nobody was told,
 * and the next start tries again. */
static void
take_offline (RbkMediaHost *host, JsonArray *attachments)
{
  for (guint i = 0; i < json_array_get_length (attachments); i++)
    {
      const char *url = rbk_json_get_string (rbk_json_array_get_object (attachments, i), "url");

      if (url != NULL)
        rbk_media_host_remove (host, url, NULL, NULL);
    }
}

static gboolean
put_online (
  RbkDesk *self, RbkMediaHost *host, JsonObject *attachment, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes =
    rbk_ledger_reader_get_media (self->worker_reader, rbk_json_get_string (attachment, "media"), error);
  RbkMediaFile file = { .bytes = bytes, .media_type = rbk_json_get_string (attachment, "media_type") };
  g_autoptr (RbkHosted) hosted =
    bytes != NULL ? rbk_media_host_upload (host, &file, NULL, NULL, cancellable, error) : NULL;

  if (hosted == NULL)
    return FALSE;
  json_object_set_string_member (attachment, "url", hosted->media_url);
  return TRUE;
}

/* Puts what goes with a text where the customer's phone gets it, and says where in each of the attachments.
 */
static gboolean
put_where_phones_look (RbkDesk *self, RbkPress *press, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkMediaHost) host = NULL;

  if (press->host == NULL)
    {
      g_set_error_literal (
        error,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_NOT_SET_UP,
        _ ("A file goes with a text only from the showroom’s own web space, and none is set up. Add it in "
           "Preferences, under Accounts, or send an email."));
      return FALSE;
    }
  if (rbk_desk_get_worker_reader (self, error) == NULL)
    return FALSE;
  host = rbk_desk_open_host (self->ledger, press->host, self->directory, cancellable, error);
  for (guint i = 0; host != NULL && i < json_array_get_length (press->attachments); i++)
    {
      if (!put_online (self, host, rbk_json_array_get_object (press->attachments, i), cancellable, error))
        {
          take_offline (host, press->attachments);
          return FALSE;
        }
    }
  return host != NULL;
}

/* What was edited is a sound of its own, as it was heard here. */
static gboolean
keep_heard (RbkDesk *self, RbkPress *press, GError **error)
{
  for (guint i = 0; press->files != NULL && i < press->files->len; i++)
    {
      const RbkWrittenAttachment *file = g_ptr_array_index (press->files, i);

      if (file->note == NULL || file->note->heard == NULL || g_strcmp0 (press->take, file->note->take) != 0)
        continue;
      g_free (press->media);
      press->media = rbk_press_keep_media (self, file->note->heard, error);
      return press->media != NULL;
    }
  return TRUE;
}

/**
 * rbk_press_keep_files:
 *
 * Keeps what is attached, before the entry that names it; what goes with a text is put where a phone gets it.
 * On the desk's worker.
 */
gboolean
rbk_press_keep_files (RbkDesk *self, RbkPress *press, GCancellable *cancellable, GError **error)
{
  if (press->attachments == NULL)
    press->attachments = json_array_new ();
  if (!keep_heard (self, press, error))
    return FALSE;
  for (guint i = 0; press->files != NULL && i < press->files->len; i++)
    {
      const RbkWrittenAttachment *file = g_ptr_array_index (press->files, i);
      g_autofree char *media = NULL;

      if (rbk_written_attachment_is_link (file))
        continue;
      media = file->media != NULL ? g_strdup (file->media) : rbk_press_keep_media (self, file->data, error);
      if (media == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      json_array_add_object_element (
        press->attachments,
        rbk_json_new ("media", media, "file_name", file->file_name, "media_type", file->media_type, NULL));
    }
  return press->medium != RBK_MEDIUM_TEXT || json_array_get_length (press->attachments) == 0 ||
         put_where_phones_look (self, press, cancellable, error);
}

/* What the worker makes of a press before it is queued. */
typedef struct
{
  RbkPress *press; /* of the task that waits for it */
  RbkPressPrepare prepare;
} Preparing;

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Preparing *preparing = data;
  GError *error = NULL;

  if (preparing->prepare (RBK_DESK (source), preparing->press, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkPress *press = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  press->is_heard = TRUE;
  /* What a manager returned is better refused now than when the undo time has passed. */
  if (press->media == NULL || rbk_press_check (RBK_DESK (source), task, press))
    rbk_press_enqueue (RBK_DESK (source), task);
}

/**
 * rbk_press_prepare:
 * @task: its data is an RbkPress; answered with the message's id
 * @prepare: what has to be done first, on the desk's worker
 */
void
rbk_press_prepare (RbkDesk *self, GTask *task, RbkPressPrepare prepare)
{
  GTask *first = g_task_new (self, g_task_get_cancellable (task), prepared_cb, g_object_ref (task));
  Preparing *preparing = g_new (Preparing, 1);

  preparing->press = g_task_get_task_data (task);
  preparing->prepare = prepare;
  g_task_set_task_data (first, preparing, g_free);
  rbk_worker_queue (self->worker, first, prepare_thread);
}

/* The way that the line under it names (M-5): the showroom's own, or an answer. (transfer full) */
static char *
dup_unsubscribe (const RbkPress *press)
{
  if (press->unsubscribe == NULL)
    return rbk_email_dup_unsubscribe (rbk_account_get_address (press->account));
  /* An empty mail would not say what it is for. */
  if (g_str_has_prefix (press->unsubscribe, "mailto:") && strchr (press->unsubscribe, '?') == NULL)
    return g_strconcat (press->unsubscribe, "?subject=unsubscribe", NULL);
  return g_strdup (press->unsubscribe);
}

static JsonObject *
make_email (const RbkPress *press)
{
  const char *from = rbk_account_get_address (press->account);
  g_autofree char *unsubscribe = dup_unsubscribe (press);
  g_autofree char *message_id = rbk_email_make_message_id (press->id, rbk_email_address_get_domain (from));

  return rbk_json_new ("direction",
                       "out",
                       "address",
                       press->address,
                       "name",
                       rbk_customer_get_name (press->customer),
                       "subject",
                       press->subject,
                       "text",
                       press->text,
                       "signature",
                       press->signature,
                       "unsubscribe",
                       unsubscribe,
                       "message_id",
                       message_id,
                       "account",
                       rbk_account_get_id (press->account),
                       "from",
                       from,
                       "from_name",
                       press->from_name,
                       NULL);
}

static JsonObject *
make_text (const RbkPress *press)
{
  return rbk_json_new ("direction",
                       "out",
                       "number",
                       press->address,
                       "name",
                       rbk_customer_get_name (press->customer),
                       "text",
                       press->text,
                       "account",
                       rbk_account_get_id (press->account),
                       "line",
                       rbk_account_get_address (press->account),
                       NULL);
}

static void
set_text (JsonObject *payload, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (payload, member, text);
}

/* What goes as a link in the words. */
static void
add_links (const RbkPress *press, JsonObject *payload)
{
  g_autoptr (JsonArray) links = json_array_new ();

  for (guint i = 0; press->files != NULL && i < press->files->len; i++)
    {
      const RbkWrittenAttachment *file = g_ptr_array_index (press->files, i);
      const char *link = rbk_written_attachment_get_link (file);

      if (link == NULL)
        continue;
      json_array_add_object_element (
        links,
        rbk_json_new ("url",
                      link,
                      "media_url",
                      file->upload != NULL ? rbk_upload_get_media_url (file->upload) : NULL,
                      "file_name",
                      file->file_name,
                      "media_type",
                      file->media_type,
                      NULL));
    }
  if (json_array_get_length (links) > 0)
    json_object_set_array_member (payload, "links", g_steal_pointer (&links));
}

/* The links are with the customer now, or soon: what they lead to stays. */
static void
keep_uploads (const RbkPress *press)
{
  for (guint i = 0; press->files != NULL && i < press->files->len; i++)
    {
      const RbkWrittenAttachment *file = g_ptr_array_index (press->files, i);

      if (file->upload != NULL)
        rbk_upload_keep (file->upload);
    }
}

static JsonObject *
make_payload (const RbkPress *press, gint64 leave_us)
{
  JsonObject *payload = press->medium == RBK_MEDIUM_TEXT ? make_text (press) : make_email (press);
  gint64 seconds =
    press->seconds > 0 ? press->seconds : (press->duration_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;

  set_text (payload, "media", press->media);
  set_text (payload, "take", press->take);
  set_text (payload, "draft", press->draft);
  set_text (payload, "edited_from", press->edited_from);
  if (press->is_reply)
    json_object_set_boolean_member (payload, "reply", TRUE);
  if (press->settled != NULL && *press->settled != NULL)
    {
      JsonArray *settled = json_array_new ();

      for (guint i = 0; press->settled[i] != NULL; i++)
        json_array_add_string_element (settled, press->settled[i]);
      json_object_set_array_member (payload, "settled", settled);
    }
  if (press->passages != NULL)
    json_object_set_array_member (payload, "passages", json_array_ref (press->passages));
  if (press->attachments != NULL && json_array_get_length (press->attachments) > 0)
    {
      json_object_set_array_member (payload, "attachments", json_array_ref (press->attachments));
      if (press->clean)
        json_object_set_boolean_member (payload, "cleaned", TRUE);
    }
  add_links (press, payload);
  if (seconds > 0)
    json_object_set_int_member (payload, "seconds", seconds);
  json_object_set_int_member (payload, "not_before_us", leave_us);
  return payload;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkPress *press = g_task_get_task_data (task);
  GError *error = NULL;

  if (rbk_ledger_append_finish (RBK_LEDGER (source), result, &error))
    {
      keep_uploads (press);
      g_task_return_pointer (task, g_strdup (press->id), g_free);
    }
  else
    g_task_return_error (task, error);
}

/**
 * rbk_press_enqueue:
 * @task: its data is an RbkPress; answered with the message's id
 *
 * The message, its place in the queue and the end of the draft, in one transaction.
 */
void
rbk_press_enqueue (RbkDesk *self, GTask *task)
{
  RbkPress *press = g_task_get_task_data (task);
  const char *customer = rbk_customer_get_id (press->customer);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = rbk_clock_now_us (self->clock);
  gint64 leave_us = get_leave_us (self, press);
  JsonObject *queued =
    rbk_json_new ("message", press->id, "state", rbk_message_state_get_name (RBK_MESSAGE_STATE_QUEUED), NULL);

  g_ptr_array_add (
    entries,
    rbk_entry_new_stored (press->id,
                          press->medium == RBK_MEDIUM_TEXT ? RBK_ENTRY_KIND_TEXT : RBK_ENTRY_KIND_EMAIL,
                          RBK_ENTRY_VERSION,
                          customer,
                          self->person,
                          NULL,
                          now,
                          make_payload (press, leave_us)));
  json_object_set_int_member (queued, "attempt", 0);
  json_object_set_int_member (queued, "next_us", leave_us);
  if (press->not_before_us > now + UNDO_US)
    json_object_set_boolean_member (queued, "scheduled", TRUE);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_DELIVERY, customer, queued));
  if (press->draft != NULL && press->edited_from == NULL)
    g_ptr_array_add (entries,
                     rbk_desk_new_entry (
                       self,
                       RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                       customer,
                       rbk_json_new ("event", "closed", "draft", press->draft, "take", press->take, NULL)));
  rbk_ledger_append_async (
    self->ledger, entries, g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}
