/* rbk-desk-messages.c: what becomes of messages that are on their way: taken back, tried again, put off.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

#define STATE_BIT(state) RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_##state)

/* What it said, to be written on. */
static RbkWrittenDraft *
make_draft (RbkEntry *entry)
{
  gboolean text = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_TEXT;
  JsonObject *payload = rbk_entry_get_payload (entry);
  JsonArray *attachments = rbk_json_get_array (payload, "attachments");
  JsonArray *links = rbk_json_get_array (payload, "links");
  RbkWrittenDraft *draft =
    rbk_written_draft_new (text ? RBK_MEDIUM_TEXT : RBK_MEDIUM_EMAIL, rbk_entry_get_customer (entry));

  draft->account = g_strdup (rbk_entry_get_string (entry, "account"));
  draft->address = g_strdup (rbk_entry_get_string (entry, text ? "number" : "address"));
  draft->subject = g_strdup (rbk_entry_get_string (entry, "subject"));
  draft->text = g_strdup (rbk_entry_get_string (entry, "text"));
  draft->is_reply = rbk_json_get_boolean (payload, "reply", FALSE);
  draft->edited_from = g_strdup (rbk_entry_get_id (entry));
  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = rbk_json_array_get_object (attachments, i);
      const char *media = rbk_json_get_string (attachment, "media");
      const char *file_name = rbk_json_get_string (attachment, "file_name");
      const char *media_type = rbk_json_get_string (attachment, "media_type");

      if (media != NULL && media_type != NULL)
        rbk_written_draft_attach_kept (draft, file_name != NULL ? file_name : "", media_type, media);
    }
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      JsonObject *link = rbk_json_array_get_object (links, i);
      const char *url = rbk_json_get_string (link, "url");
      const char *file_name = rbk_json_get_string (link, "file_name");
      const char *media_type = rbk_json_get_string (link, "media_type");

      if (url != NULL && media_type != NULL)
        rbk_written_draft_attach_link (draft, file_name != NULL ? file_name : url, media_type, url);
    }
  return draft;
}

/**
 * rbk_desk_judge_message:
 * @message: the id of an email or text that is on its way
 *
 * The outbox asks the same before it sends it.
 *
 * Returns: (transfer full): the gate's answer as it would be now, or NULL with an RbkLedgerError
 */
RbkVerdict *
rbk_desk_judge_message (RbkDesk *self, const char *message, GError **error)
{
  g_autoptr (RbkEntry) entry = NULL;

  if (self->reader == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
      return NULL;
    }
  entry = rbk_ledger_reader_get_entry (self->reader, message, error);
  return entry != NULL ? rbk_gate_background_judge_entry (self->background,
                                                          self->reader,
                                                          entry,
                                                          rbk_entry_get_string (entry, "account"),
                                                          rbk_clock_now_us (self->clock),
                                                          error)
                       : NULL;
}

/* What is to happen with a message of which nobody may have done something else meanwhile. */
static void
advanced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkEntry *edited = g_task_get_task_data (task);
  GError *error = NULL;

  if (rbk_ledger_advance_all_finish (RBK_LEDGER (source), result, &error))
    {
      if (edited != NULL)
        g_task_return_pointer (task, make_draft (edited), (GDestroyNotify) rbk_written_draft_free);
      else
        g_task_return_boolean (task, TRUE);
    }
  else if (g_error_matches (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT))
    g_task_return_new_error_literal (
      task,
      RBK_DESK_ERROR,
      RBK_DESK_ERROR_TOO_LATE,
      _ ("Too late: it is on its way already. The timeline shows how far it came."));
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

static void
advance (RbkDesk *self, GTask *task, GPtrArray *entries, guint from)
{
  rbk_ledger_advance_all_async (
    self->ledger, entries, from, g_task_get_cancellable (task), advanced_cb, g_object_ref (task));
}

/* Takes a message from one of the states @from to @state, and answers @task. The draft of one that is
 * taken back is in the making again, in the same transaction. */
static void
move (RbkDesk *self, GTask *task, RbkEntry *entry, guint from, RbkMessageState state, const char *detail)
{
  JsonObject *payload = rbk_json_new (
    "message", rbk_entry_get_id (entry), "state", rbk_message_state_get_name (state), "detail", detail, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  const char *customer = rbk_entry_get_customer (entry);
  const char *draft = rbk_entry_get_string (entry, "draft");

  json_object_set_int_member (payload, "attempt", 0);
  json_object_set_int_member (payload, "next_us", 0);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_DELIVERY, customer, payload));
  if (state == RBK_MESSAGE_STATE_CANCELLED && draft != NULL)
    g_ptr_array_add (entries,
                     rbk_desk_new_entry (self,
                                         RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                                         customer,
                                         rbk_json_new ("event", "opened", "draft", draft, NULL)));
  advance (self, task, entries, from);
}

static void
start_move (
  RbkDesk *self, const char *message, guint from, RbkMessageState state, const char *detail, GTask *task)
{
  g_autoptr (RbkEntry) entry = NULL;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  entry = rbk_ledger_reader_get_entry (self->reader, message, &error);
  if (entry == NULL)
    g_task_return_error (task, error);
  else
    move (self, task, entry, from, state, detail);
}

/**
 * rbk_desk_cancel_message_async:
 * @message: the id of a message
 */
void
rbk_desk_cancel_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  start_move (self,
              message,
              STATE_BIT (QUEUED) | STATE_BIT (HELD) | STATE_BIT (FAILED),
              RBK_MESSAGE_STATE_CANCELLED,
              NULL,
              task);
}

gboolean
rbk_desk_cancel_message_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_retry_message_async:
 * @message: the id of a message that failed, is held, or of which nobody knows
 *
 * It goes through the gate again. One that is unknown is sent although it may have arrived: the
 * caller has asked the person.
 */
void
rbk_desk_retry_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  start_move (self,
              message,
              STATE_BIT (HELD) | STATE_BIT (FAILED) | STATE_BIT (UNKNOWN),
              RBK_MESSAGE_STATE_QUEUED,
              NULL,
              task);
}

gboolean
rbk_desk_retry_message_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_confirm_message_async:
 * @message: the id of a message of which nobody knows; the person has seen that it arrived
 */
void
rbk_desk_confirm_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  RbkPerson *person = rbk_desk_get_person (self);
  g_autofree char *detail = NULL;

  if (person != NULL)
    detail = g_strdup_printf (_ ("%s has seen that it was sent."), rbk_person_get_name (person));
  start_move (self, message, STATE_BIT (UNKNOWN), RBK_MESSAGE_STATE_ACCEPTED, detail, task);
}

gboolean
rbk_desk_confirm_message_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* (transfer full) (nullable): the text or email, if whoever acts may do something with it; else @task is
 * answered. */
static RbkEntry *
begin (RbkDesk *self, GTask *task, const char *message)
{
  g_autoptr (RbkEntry) entry = NULL;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return NULL;
  entry = rbk_ledger_reader_get_entry (self->reader, message, &error);
  if (entry == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_TEXT || rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_EMAIL)
    return g_steal_pointer (&entry);
  g_task_return_new_error_literal (
    task, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, _ ("This is neither a text nor an email."));
  return NULL;
}

/**
 * rbk_desk_edit_message_async:
 * @message: the id of a message that waits, or that failed
 *
 * From here on it does not leave; what it said is given back, to be sent anew. A recording that went with it
 * goes with the edited one.
 */
void
rbk_desk_edit_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  RbkEntry *entry = begin (self, task, message);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObject *payload;

  if (entry == NULL)
    return;
  g_task_set_task_data (task, entry, g_object_unref);
  payload = rbk_json_new ("message",
                          message,
                          "state",
                          rbk_message_state_get_name (RBK_MESSAGE_STATE_CANCELLED),
                          "detail",
                          _ ("Taken back to be edited"),
                          NULL);
  g_ptr_array_add (
    entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_DELIVERY, rbk_entry_get_customer (entry), payload));
  advance (self, task, entries, STATE_BIT (QUEUED) | STATE_BIT (HELD) | STATE_BIT (FAILED));
}

/**
 * rbk_desk_edit_message_finish:
 *
 * Returns: (transfer full): what it said, or NULL with %RBK_DESK_ERROR_TOO_LATE or an RbkLedgerError
 */
RbkWrittenDraft *
rbk_desk_edit_message_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rbk_desk_reschedule_message_async:
 * @message: the id of a message that waits
 * @not_before_us: when it may leave, microseconds since 1970 UTC; 0: now
 *
 * The gate is asked at that time, whatever it said before.
 */
void
rbk_desk_reschedule_message_async (RbkDesk *self,
                                   const char *message,
                                   gint64 not_before_us,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (RbkEntry) entry = begin (self, task, message);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = rbk_clock_now_us (self->clock);
  JsonObject *payload;

  if (entry == NULL)
    return;
  payload =
    rbk_json_new ("message", message, "state", rbk_message_state_get_name (RBK_MESSAGE_STATE_QUEUED), NULL);
  json_object_set_int_member (payload, "attempt", 0);
  json_object_set_int_member (payload, "next_us", MAX (not_before_us, now));
  if (not_before_us > now)
    json_object_set_boolean_member (payload, "scheduled", TRUE);
  g_ptr_array_add (
    entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_DELIVERY, rbk_entry_get_customer (entry), payload));
  advance (self, task, entries, STATE_BIT (QUEUED) | STATE_BIT (HELD));
}

gboolean
rbk_desk_reschedule_message_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_count_late:
 * @patience_us: microseconds
 *
 * Returns: how many messages have been queued, held, sending or unknown for that long, without those that
 * wait for an hour that a person chose or a rule gave: nobody need look after them
 */
guint
rbk_desk_count_late (RbkDesk *self, gint64 patience_us)
{
  g_autoptr (GError) error = NULL;
  gint64 number = 0;

  if (self->reader != NULL)
    number =
      rbk_ledger_reader_count_late (self->reader, rbk_clock_now_us (self->clock) - patience_us, &error);
  if (number < 0)
    g_warning ("Late messages cannot be counted: %s", error->message);
  return MAX (number, 0);
}
