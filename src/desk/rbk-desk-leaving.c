/* rbk-desk-leaving.c: somebody leaves the showroom, and their customers go to somebody who is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-account-access.h"
#include "desk/rbk-desk-private.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

#define WAITING                                                                                              \
  (RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) | RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD))

static RbkPerson *
find_known (RbkDesk *self, const char *person, GError **error)
{
  RbkPerson *known = rbk_desk_find_person (self, person);

  if (known == NULL)
    g_set_error_literal (
      error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, _ ("This person is not in the showroom’s list."));
  return known;
}

static gboolean
has_closed (RbkDesk *self, GError **error)
{
  if (self->worker_reader != NULL)
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
  return TRUE;
}

/* ---- Mailboxes of who left ---- */

/* (transfer container): own mailboxes, NULL for those of everybody who left */
static GPtrArray *
list_own_mailboxes (RbkDesk *self, RbkPerson *person)
{
  GPtrArray *mailboxes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (self->accounts, i);
      RbkPerson *owner = rbk_desk_find_owner (self, account);

      if (owner != NULL && (person != NULL ? owner == person : rbk_person_has_left (owner)))
        g_ptr_array_add (mailboxes, g_object_ref (account));
    }
  return mailboxes;
}

/* Takes as many secrets out of the keyring as it gives; the accounts that still have theirs are dropped from
 * the list. */
static void
forget_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *mailboxes = data;
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < mailboxes->len;)
    {
      RbkAccount *account = g_ptr_array_index (mailboxes, i);
      g_autoptr (GError) error = NULL;

      if (rbk_account_forget_secret (account, RBK_DESK (source)->directory, cancellable, &error))
        {
          i++;
          continue;
        }
      if (first == NULL)
        g_set_error (&first,
                     RBK_DESK_ERROR,
                     RBK_DESK_ERROR_KEYRING,
                     /* Translators: an email address, then what the keyring says */
                     _ ("Nothing leaves in their name any more. But the password of %1$s is still in the "
                        "keyring: %2$s Remove that mailbox in Preferences, under Accounts."),
                     rbk_account_get_address (account),
                     error->message);
      g_ptr_array_remove_index (mailboxes, i);
    }
  if (first != NULL)
    g_task_return_error (task, g_steal_pointer (&first));
  else
    g_task_return_boolean (task, TRUE);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (!rbk_ledger_append_finish (RBK_LEDGER (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  GPtrArray *mailboxes = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  gboolean all = g_task_propagate_boolean (G_TASK (result), &error);

  for (guint i = 0; i < mailboxes->len; i++)
    {
      JsonObject *payload =
        rbk_json_new ("account", rbk_account_get_id (g_ptr_array_index (mailboxes, i)), NULL);

      json_object_set_boolean_member (payload, "removed", TRUE);
      g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, payload));
    }
  /* What is gone from the keyring is removed, whatever became of the others. */
  if (self->reader == NULL || entries->len == 0)
    {
      if (all)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
      return;
    }
  if (all)
    {
      rbk_ledger_append_async (self->ledger, entries, NULL, removed_cb, g_object_ref (task));
      return;
    }
  rbk_ledger_append_async (self->ledger, entries, NULL, NULL, NULL);
  g_task_return_error (task, error);
}

/* @mailboxes: (transfer full) */
static void
forget_mailboxes (RbkDesk *self, GTask *task, GPtrArray *mailboxes)
{
  GTask *forget = g_task_new (self, NULL, forgotten_cb, g_object_ref (task));

  g_task_set_task_data (forget, mailboxes, (GDestroyNotify) g_ptr_array_unref);
  rbk_worker_queue (self->worker, forget, forget_thread);
}

static void
left_forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("%s", error->message);
}

/* When the program starts: what a crash or a locked keyring left behind. */
void
rbk_desk_forget_left_mailboxes (RbkDesk *self)
{
  g_autoptr (GPtrArray) mailboxes = NULL;
  g_autoptr (GTask) task = NULL;

  if (!rbk_desk_is_founded (self))
    return;
  mailboxes = list_own_mailboxes (self, NULL);
  if (mailboxes->len == 0)
    return;
  task = g_task_new (self, NULL, left_forgotten_cb, NULL);
  forget_mailboxes (self, task, g_steal_pointer (&mailboxes));
}

/* ---- Leaving ---- */

/* Somebody's leaving, step by step. Of the main thread, save waiting, which the worker fills. */
typedef struct
{
  char *person;         /* (owned) */
  char *name;           /* (owned) */
  GPtrArray *mailboxes; /* (owned) (nullable) (element-type RbkAccount) */
  GPtrArray *waiting;   /* (owned) (element-type RbkEntry): their messages that have not left */
  guint under_way;      /* what the ledger was asked and has not answered */
  GError *error;        /* (owned) (nullable): they have not left */
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *leaving = data;

  g_free (leaving->person);
  g_free (leaving->name);
  g_clear_pointer (&leaving->mailboxes, g_ptr_array_unref);
  g_ptr_array_unref (leaving->waiting);
  g_clear_error (&leaving->error);
  g_free (leaving);
}

static void
find_waiting_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *self = source;
  Leaving *leaving = data;
  g_autoptr (GPtrArray) messages = NULL;
  GError *error = NULL;

  if (!has_closed (self, &error))
    messages = rbk_ledger_reader_list_messages (self->worker_reader, WAITING, G_MAXINT, &error);
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      RbkMessage *message = g_ptr_array_index (messages, i);
      RbkEntry *entry =
        rbk_ledger_reader_get_entry (self->worker_reader, rbk_message_get_id (message), &error);

      if (entry == NULL)
        break;
      if (g_strcmp0 (rbk_entry_get_author (entry), leaving->person) == 0)
        g_ptr_array_add (leaving->waiting, entry);
      else
        g_object_unref (entry);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
finish_step (RbkDesk *self, GTask *task)
{
  Leaving *leaving = g_task_get_task_data (task);

  if (--leaving->under_way > 0)
    return;
  if (leaving->error != NULL)
    g_task_return_error (task, g_steal_pointer (&leaving->error));
  else
    forget_mailboxes (self, task, g_steal_pointer (&leaving->mailboxes));
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Leaving *leaving = g_task_get_task_data (task);

  rbk_ledger_append_finish (RBK_LEDGER (source), result, &leaving->error);
  finish_step (g_task_get_source_object (task), task);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  /* One that was faster is on its way already; one that could not be cancelled is refused by the gate. */
  if (!rbk_ledger_advance_finish (RBK_LEDGER (source), result, &error))
    g_debug ("A message of who left was not cancelled: %s", error->message);
  finish_step (g_task_get_source_object (task), task);
}

/* Asked for in one go, so that the outbox has no time in between to send one of them or to refuse it. */
static void
append_leaving (RbkDesk *self, GTask *task)
{
  Leaving *leaving = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObject *payload = rbk_json_new ("person", leaving->person, NULL);
  /* Translators: why a message was cancelled; %s is who wrote it */
  g_autofree char *detail = g_strdup_printf (_ ("%s no longer works here (rule A-5)."), leaving->name);

  json_object_set_boolean_member (payload, "left", TRUE);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_PERSON_CHANGED, NULL, payload));
  leaving->under_way = 1 + leaving->waiting->len;
  rbk_ledger_append_async (self->ledger, entries, NULL, left_cb, g_object_ref (task));
  for (guint i = 0; i < leaving->waiting->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (leaving->waiting, i);
      JsonObject *cancelled = rbk_json_new ("message",
                                            rbk_entry_get_id (entry),
                                            "state",
                                            rbk_message_state_get_name (RBK_MESSAGE_STATE_CANCELLED),
                                            "detail",
                                            detail,
                                            "rule",
                                            "A-5",
                                            NULL);
      g_autoptr (RbkEntry) delivery = NULL;

      json_object_set_int_member (cancelled, "attempt", 0);
      json_object_set_int_member (cancelled, "next_us", 0);
      delivery =
        rbk_desk_new_entry (self, RBK_ENTRY_KIND_DELIVERY, rbk_entry_get_customer (entry), cancelled);
      rbk_ledger_advance_async (self->ledger, delivery, WAITING, NULL, cancelled_cb, g_object_ref (task));
    }
}

static void
waiting_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (self->reader == NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
  else
    append_leaving (self, task);
}

static gboolean
check_may_leave (RbkDesk *self, RbkPerson *person, GError **error)
{
  if (!rbk_desk_may (self, RBK_RIGHT_CHANGE_PEOPLE, error))
    return FALSE;
  if (rbk_person_has_left (person))
    g_set_error (error,
                 RBK_DESK_ERROR,
                 RBK_DESK_ERROR_TOO_LATE,
                 /* Translators: %s is a person */
                 _ ("%s has left already."),
                 rbk_person_get_name (person));
  else if (person == rbk_desk_get_person (self))
    g_set_error_literal (error,
                         RBK_DESK_ERROR,
                         RBK_DESK_ERROR_REFUSED,
                         _ ("You act here yourself. Somebody who stays notes that you leave."));
  else
    return TRUE;
  return FALSE;
}

/**
 * rbk_desk_let_go_async:
 * @person: the id of somebody who works here
 *
 * Their leaving counts first: from then on the gate refuses whatever is theirs, whatever becomes of the
 * rest. %RBK_DESK_ERROR_KEYRING says that they have left and that a secret is still there.
 */
void
rbk_desk_let_go_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  RbkPerson *known;
  GError *error = NULL;
  Leaving *leaving;
  GTask *find;

  if (!rbk_desk_check_may_act (self, task))
    return;
  known = find_known (self, person, &error);
  if (known == NULL || !check_may_leave (self, known, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  leaving = g_new0 (Leaving, 1);
  leaving->person = g_strdup (person);
  leaving->name = g_strdup (rbk_person_get_name (known));
  leaving->mailboxes = list_own_mailboxes (self, known);
  leaving->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, leaving, leaving_free);
  find = g_task_new (self, cancellable, waiting_found_cb, g_object_ref (task));
  /* It outlives the worker's part: the outer task owns it. */
  g_task_set_task_data (find, leaving, NULL);
  rbk_worker_queue (self->worker, find, find_waiting_thread);
}

gboolean
rbk_desk_let_go_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_take_back_async:
 * @person: the id of somebody who left
 *
 * Their history is theirs again, and the customers who were not handed over. What was cancelled stays so, and
 * their mailbox is set up anew.
 */
void
rbk_desk_take_back_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  const char *email;
  GError *error = NULL;
  JsonObject *payload;
  RbkPerson *known;

  if (!rbk_desk_check_may_act (self, task))
    return;
  known = find_known (self, person, &error);
  email = known != NULL ? rbk_person_get_email (known) : NULL;
  if (known == NULL || !rbk_desk_may (self, RBK_RIGHT_CHANGE_PEOPLE, &error) ||
      (email != NULL && !rbk_desk_check_address_is_free (self, person, email, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("person", person, NULL);
  json_object_set_boolean_member (payload, "left", FALSE);
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_PERSON_CHANGED, NULL, payload);
}

gboolean
rbk_desk_take_back_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
