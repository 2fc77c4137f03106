/* rbk-desk-messages.c: messages that leave, from the press of the button to the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"

#include "base/rbk-id.h"
#include "channels/email/rbk-email.h"
#include "desk/rbk-take-sound.h"
#include "media/rbk-clean-up.h"
#include "media/rbk-pcm.h"
#include "media/rbk-render.h"
#include "model/rbk-json.h"
#include "rules/rbk-gate.h"
#include "rules/rbk-remark.h"

#include <glib/gi18n-lib.h>

#define STATE_BIT(state) RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_##state)

/* All that was on the screen at the press. Nothing of it is looked up again later. */
typedef struct
{
  char *id;              /* (owned): of the entry to be */
  RbkCustomer *customer; /* (owned) */
  RbkAccount *account;   /* (owned) */
  char *address;         /* (owned) */
  char *subject;         /* (owned) */
  char *text;            /* (owned) */
  char *signature;       /* (owned) */
  char *from_name;       /* (owned) */
  char *draft;           /* (owned) (nullable) */
  char *take;            /* (owned) (nullable) */
  char *media;           /* (owned) (nullable): what is heard of it here */
  JsonArray *passages;   /* (owned) (nullable): what the recording is made of, if it was edited */
  gint64 duration_us;
  JsonArray *attachments; /* (owned) (nullable): filled by the worker */
  gboolean clean;         /* steady noise is taken out of what leaves */
  gboolean is_practice;   /* of the take: what it is edited from is asked in the worker */
} Press;

static void
press_free (gpointer data)
{
  Press *press = data;

  g_free (press->id);
  g_clear_object (&press->customer);
  g_clear_object (&press->account);
  g_free (press->address);
  g_free (press->subject);
  g_free (press->text);
  g_free (press->signature);
  g_free (press->from_name);
  g_free (press->draft);
  g_free (press->take);
  g_free (press->media);
  g_clear_pointer (&press->passages, json_array_unref);
  g_clear_pointer (&press->attachments, json_array_unref);
  g_free (press);
}

/**
 * rbk_desk_dup_signature:
 *
 * Returns: (transfer full): the lines below what whoever acts here writes: name, showroom, direct
 *   line (M-3), and the showroom's address if it is known (M-5)
 */
char *
rbk_desk_dup_signature (RbkDesk *self)
{
  RbkPerson *person = rbk_desk_get_person (self);
  g_autofree char *number = NULL;
  g_autofree char *line = NULL;
  const char *address;

  if (person == NULL || self->showroom == NULL)
    return g_strdup ("");
  number = rbk_desk_dup_phone_words (self, rbk_person_get_line (person));
  line = g_strdup_printf (rbk_person_is_text_capable (person) ? _ ("My direct line: %s (call or text)")
                                                              : _ ("My direct line: %s"),
                          number);
  address = rbk_showroom_get_address (self->showroom);
  return g_strjoin ("\n",
                    rbk_person_get_name (person),
                    rbk_showroom_get_name (self->showroom),
                    line,
                    address != NULL ? address : NULL,
                    NULL);
}

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

static RbkVerdict *
ask_gate (RbkDesk *self, const Press *press)
{
  RbkGateQuestion question = {
    .consumer_domains = self->consumer_domains,
    .showroom = self->showroom,
    .author = rbk_desk_get_person (self),
    .account = press->account,
    .customer = press->customer,
    .address = press->address,
    .from = press->account != NULL ? rbk_account_get_address (press->account) : NULL,
    .subject = press->subject,
    .text = press->text,
    .is_practice = press->is_practice,
    .signature = press->signature,
    .medium = RBK_MEDIUM_EMAIL,
  };

  return rbk_gate_judge (&question);
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

/* Keeps @bytes as media of their own. (transfer full): their id */
static char *
keep_media (RbkDesk *self, GBytes *bytes, GError **error)
{
  g_autofree char *media = rbk_id_new ();

  return rbk_ledger_append_media (self->ledger, media, bytes, error) &&
             rbk_ledger_finish_media (self->ledger, media, error)
           ? g_steal_pointer (&media)
           : NULL;
}

/* What the person heard when they pressed: the take with the edits that are queued by now, too. */
static GBytes *
read_recording (RbkDesk *self, Press *press, GError **error)
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
keep_edited (RbkDesk *self, Press *press, GBytes *sound, GError **error)
{
  if (press->passages == NULL)
    return TRUE;
  g_free (press->media);
  press->media = keep_media (self, sound, error);
  return press->media != NULL;
}

/* The recording as it will leave, rendered and kept before the entry that names it. */
static gboolean
freeze_recording (RbkDesk *self, Press *press, GCancellable *cancellable, GError **error)
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
      g_autofree char *media = keep_media (self, rendition->bytes, error);

      if (media == NULL)
        return FALSE;
      json_array_add_object_element (
        press->attachments,
        rbk_json_new (
          "media", media, "file_name", rendition->file_name, "media_type", rendition->media_type, NULL));
    }
  return TRUE;
}

static void
freeze_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (freeze_recording (RBK_DESK (source), data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static JsonObject *
make_payload (RbkDesk *self, Press *press, gint64 now)
{
  const char *from = rbk_account_get_address (press->account);
  g_autofree char *message_id = rbk_email_make_message_id (press->id, rbk_email_address_get_domain (from));
  JsonObject *payload = rbk_json_new ("direction",
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
                                      "message_id",
                                      message_id,
                                      "account",
                                      rbk_account_get_id (press->account),
                                      "from",
                                      from,
                                      "from_name",
                                      press->from_name,
                                      "media",
                                      press->media,
                                      "take",
                                      press->take,
                                      "draft",
                                      press->draft,
                                      NULL);

  if (press->passages != NULL)
    json_object_set_array_member (payload, "passages", json_array_ref (press->passages));
  if (press->attachments != NULL)
    {
      json_object_set_array_member (payload, "attachments", json_array_ref (press->attachments));
      if (press->clean)
        json_object_set_boolean_member (payload, "cleaned", TRUE);
      json_object_set_int_member (
        payload, "seconds", (press->duration_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);
    }
  json_object_set_int_member (payload, "not_before_us", now + RBK_DESK_UNDO_SECONDS * G_USEC_PER_SEC);
  return payload;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Press *press = g_task_get_task_data (task);
  GError *error = NULL;

  if (rbk_ledger_append_finish (RBK_LEDGER (source), result, &error))
    g_task_return_pointer (task, g_strdup (press->id), g_free);
  else
    g_task_return_error (task, error);
}

/* The message, its place in the queue and the end of the draft, in one transaction. */
static void
enqueue (RbkDesk *self, GTask *task)
{
  Press *press = g_task_get_task_data (task);
  const char *customer = rbk_customer_get_id (press->customer);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = rbk_clock_now_us (self->clock);
  JsonObject *queued =
    rbk_json_new ("message", press->id, "state", rbk_message_state_get_name (RBK_MESSAGE_STATE_QUEUED), NULL);

  g_ptr_array_add (entries,
                   rbk_entry_new_stored (press->id,
                                         RBK_ENTRY_KIND_EMAIL,
                                         RBK_ENTRY_VERSION,
                                         customer,
                                         self->person,
                                         NULL,
                                         now,
                                         make_payload (self, press, now)));
  json_object_set_int_member (queued, "attempt", 0);
  json_object_set_int_member (queued, "next_us", now + RBK_DESK_UNDO_SECONDS * G_USEC_PER_SEC);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_DELIVERY, customer, queued));
  if (press->draft != NULL)
    g_ptr_array_add (entries,
                     rbk_desk_new_entry (
                       self,
                       RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                       customer,
                       rbk_json_new ("event", "closed", "draft", press->draft, "take", press->take, NULL)));
  rbk_ledger_append_async (
    self->ledger, entries, g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

static void
frozen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    enqueue (RBK_DESK (source), task);
  else
    g_task_return_error (task, error);
}

/* The sound of the take that is to go, if it is one of this customer's open draft (voices 1, 2). */
static gboolean
find_take (RbkDesk *self, Press *press, const char *draft_id, const char *take_id, GError **error)
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
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (RbkVerdict) verdict = NULL;
  Press *press = g_new0 (Press, 1);
  GError *error = NULL;

  g_task_set_task_data (task, press, press_free);
  if (!rbk_desk_check_may_act (self, task))
    return;
  if (self->sample)
    {
      g_task_return_new_error_literal (
        task,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_REFUSED,
        _ ("This is the sample showroom: nothing leaves it. In your own showroom this message would now be "
           "on its way."));
      return;
    }
  press->id = rbk_id_new ();
  press->clean = clean;
  press->customer = rbk_desk_dup_customer (self, customer, &error);
  press->account = self->accounts->len > 0 ? g_object_ref (g_ptr_array_index (self->accounts, 0)) : NULL;
  press->address = g_strstrip (g_strdup (address));
  press->subject = g_strstrip (g_strdup (subject));
  press->text = g_strstrip (g_strdup (text));
  press->signature = rbk_desk_dup_signature (self);
  press->from_name = g_strdup_printf (_ ("%1$s, %2$s"),
                                      rbk_person_get_name (rbk_desk_get_person (self)),
                                      rbk_showroom_get_name (self->showroom));
  if (press->customer == NULL || (take != NULL && !find_take (self, press, draft, take, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  verdict = ask_gate (self, press);
  if (verdict->answer != RBK_GATE_YES)
    {
      g_task_return_new_error (task,
                               RBK_DESK_ERROR,
                               press->account == NULL && verdict->answer == RBK_GATE_HELD
                                 ? RBK_DESK_ERROR_NOT_SET_UP
                                 : RBK_DESK_ERROR_REFUSED,
                               "%s",
                               verdict->words);
      return;
    }
  if (press->media == NULL)
    {
      enqueue (self, task);
      return;
    }
  else
    {
      GTask *freeze = g_task_new (self, cancellable, frozen_cb, g_object_ref (task));

      /* The press outlives the worker's part: the outer task owns it. */
      g_task_set_task_data (freeze, press, NULL);
      rbk_worker_queue (self->worker, freeze, freeze_thread);
    }
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

static void
advanced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (rbk_ledger_advance_all_finish (RBK_LEDGER (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (g_error_matches (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT))
    g_task_return_new_error_literal (
      task,
      RBK_DESK_ERROR,
      RBK_DESK_ERROR_TOO_LATE,
      _ ("Too late: it is on its way already. The timeline shows how far it came."));
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
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
  rbk_ledger_advance_all_async (
    self->ledger, entries, from, g_task_get_cancellable (task), advanced_cb, g_object_ref (task));
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
