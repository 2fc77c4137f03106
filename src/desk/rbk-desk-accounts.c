/* rbk-desk-accounts.c: the company's mailboxes, texting numbers and places for recordings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"

#include "base/rbk-id.h"
#include "channels/email/rbk-jmap-mailbox.h"
#include "channels/rbk-access.h"
#include "keyring/rbk-keyring.h"
#include "model/rbk-json.h"
#include "outbox/rbk-mail-carrier.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* ---- Opening; on a lane's thread or the desk's worker ---- */

/* The account's secret out of the keyring: one secret an account (voice 56). (transfer full);
 * rbk_keyring_free() */
static char *
look_up_secret (RbkAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *secret =
    rbk_keyring_lookup (RBK_KEYRING_MAILBOX, rbk_account_get_id (account), cancellable, &failure);

  if (secret == NULL && failure == NULL)
    g_set_error_literal (error,
                         RBK_DESK_ERROR,
                         RBK_DESK_ERROR_NOT_SET_UP,
                         _ ("The keyring does not hold the password of this company account. Add the account "
                            "again in Preferences."));
  else if (secret == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return secret;
}

/* How the provider is shown who we are. @secret: (nullable): as it was just entered; NULL: as it is kept.
 * (transfer full), or NULL with an error */
static RbkAccess *
open_access (RbkAccount *account, const char *secret, GCancellable *cancellable, GError **error)
{
  const char *name = rbk_account_get_user_name (account);
  char *kept = secret == NULL ? look_up_secret (account, cancellable, error) : NULL;
  RbkAccess *access;

  if (secret == NULL && kept == NULL)
    return NULL;
  access = rbk_account_is_bearer (account)
             ? rbk_bearer_access_new (secret != NULL ? secret : kept)
             : rbk_basic_access_new (name != NULL ? name : rbk_account_get_address (account),
                                     secret != NULL ? secret : kept);
  rbk_keyring_free (kept);
  return access;
}

static gboolean
fail_unknown_kind (GError **error)
{
  g_set_error_literal (error,
                       RBK_DESK_ERROR,
                       RBK_DESK_ERROR_INVALID,
                       _ ("This Ringback does not know accounts of this kind. Update Ringback."));
  return FALSE;
}

static RbkMailbox *
open_mailbox (RbkAccount *account, RbkAccess *access, GError **error)
{
  const char *kind = rbk_account_get_kind (account);
  const char *address = rbk_account_get_address (account);
  const char *server = rbk_account_get_server (account);

  if (g_str_equal (kind, RBK_ACCOUNT_JMAP))
    return rbk_jmap_mailbox_new (address, server, access);
  fail_unknown_kind (error);
  return NULL;
}

/*
 * Opens what takes the messages of an account away, on its lane's thread. (transfer full), or NULL with an
 * RbkKeyringError or %RBK_DESK_ERROR_NOT_SET_UP.
 */
RbkCarrier *
rbk_desk_open_carrier (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error)
{
  g_autoptr (RbkAccess) access = open_access (account, NULL, cancellable, error);
  RbkMailbox *mailbox;

  if (access == NULL)
    return NULL;
  mailbox = open_mailbox (account, access, error);
  return mailbox != NULL ? rbk_mail_carrier_new (mailbox) : NULL;
}

/* Whether the provider would take something from this account. Sends nothing. */
static gboolean
test_account (RbkAccount *account, RbkAccess *access, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkMailbox) mailbox = open_mailbox (account, access, error);

  return mailbox != NULL && rbk_mailbox_test (mailbox, cancellable, error);
}

/* Puts what goes with a text where the customer's phone gets it, and says where in each of @attachments. On
 * the desk's worker. */
gboolean
rbk_desk_put_where_phones_look (RbkDesk *self,
                                JsonArray *attachments,
                                GCancellable *cancellable,
                                GError **error)
{
  g_set_error_literal (
    error,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_NOT_SET_UP,
    _ ("A file goes with a text only from the showroom’s own web space, and none is set up. "
       "Add it in Preferences, Accounts, or send an email."));
  return FALSE;
}

/* ---- Adding ---- */

typedef struct
{
  RbkAccount *account; /* (owned) */
  char *secret;        /* (owned): wiped */
} NewAccount;

static void
new_account_free (gpointer data)
{
  NewAccount *new_account = data;

  g_object_unref (new_account->account);
  rbk_keyring_free (new_account->secret);
  g_free (new_account);
}

static gboolean
keep_secret (const NewAccount *new_account, GCancellable *cancellable, GError **error)
{
  g_autofree char *label =
    g_strdup_printf (_ ("Ringback: company account %s"), rbk_account_get_address (new_account->account));

  return rbk_keyring_store (RBK_KEYRING_MAILBOX,
                            rbk_account_get_id (new_account->account),
                            label,
                            new_account->secret,
                            cancellable,
                            error);
}

static void
try_account_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NewAccount *new_account = data;
  GError *error = NULL;
  g_autoptr (RbkAccess) access = open_access (new_account->account, new_account->secret, cancellable, &error);

  if (access != NULL && test_account (new_account->account, access, cancellable, &error) &&
      keep_secret (new_account, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
account_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  NewAccount *new_account = g_task_get_task_data (G_TASK (result));
  GPtrArray *entries;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (
    entries,
    rbk_desk_new_entry (
      self, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, rbk_account_to_facts (new_account->account)));
  rbk_desk_return_append (self, task, entries);
}

/* One that was set up already gets the new secret and server. (transfer none) (nullable) */
static RbkAccount *
find_known (RbkDesk *self, RbkAccount *wanted)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (self->accounts, i);

      if (rbk_account_get_medium (account) == rbk_account_get_medium (wanted) &&
          g_ascii_strcasecmp (rbk_account_get_address (account), rbk_account_get_address (wanted)) == 0 &&
          (rbk_account_get_medium (wanted) != 0 ||
           g_strcmp0 (rbk_account_get_server (account), rbk_account_get_server (wanted)) == 0))
        return account;
    }
  return NULL;
}

/* The address as it is kept: a mailbox of the company (A-1…A-3), a number as it is dialled. (transfer full)
 */
static char *
check_address (RbkDesk *self, RbkAccount *account, GError **error)
{
  const char *address = rbk_account_get_address (account);
  char *number;

  switch (rbk_account_get_medium (account))
    {
    case RBK_MEDIUM_EMAIL:
      return rbk_consumer_domains_check_address (
        self->consumer_domains, address, rbk_desk_get_domains (self), error);
    case RBK_MEDIUM_TEXT:
      number = rbk_phone_number_normalise (address);
      if (number == NULL)
        g_set_error_literal (error,
                             RBK_DESK_ERROR,
                             RBK_DESK_ERROR_INVALID,
                             _ ("Enter the number that texts are sent from. One looks like (312) 555-0142."));
      return number;
    case RBK_MEDIUM_CALL:
    case RBK_MEDIUM_ALL:
    default:
      return g_strdup (address);
    }
}

/* What belongs to the whole showroom is a manager's to set up, where there is one; a mailbox is its person's.
 */
static gboolean
check_role (RbkDesk *self, RbkAccount *account, GError **error)
{
  if (rbk_account_get_medium (account) == RBK_MEDIUM_EMAIL || rbk_desk_may_decide (self))
    return TRUE;
  g_set_error_literal (
    error,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_REFUSED,
    _ ("Only a manager can set up the showroom’s texting numbers and web space. Ask yours."));
  return FALSE;
}

static RbkAccount *
make_account (RbkDesk *self, JsonObject *facts, GError **error)
{
  g_autoptr (JsonObject) members = rbk_json_copy (facts);
  g_autoptr (RbkAccount) wanted = NULL;
  g_autofree char *address = NULL;
  g_autofree char *id = NULL;
  RbkAccount *known;

  json_object_set_boolean_member (members, "removed", FALSE);
  wanted = rbk_account_new_from_facts ("", members);
  if (!check_role (self, wanted, error))
    return NULL;
  address = check_address (self, wanted, error);
  if (address == NULL)
    return NULL;
  json_object_set_string_member (members, "address", address);
  g_clear_object (&wanted);
  wanted = rbk_account_new_from_facts ("", members);
  known = find_known (self, wanted);
  id = known != NULL ? g_strdup (rbk_account_get_id (known)) : rbk_id_new ();
  return rbk_account_new_from_facts (id, members);
}

/**
 * rbk_desk_add_account_async:
 * @facts: (transfer none): as in an account-changed entry, without "account"
 * @secret: password or token; goes into the keyring and nowhere else
 *
 * Tries it first; one that was set up already gets the new secret and server. Refused with the rule's words
 * if the address is not the company's (A-1…A-3).
 */
void
rbk_desk_add_account_async (RbkDesk *self,
                            JsonObject *facts,
                            const char *secret,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  NewAccount *new_account;
  RbkAccount *account;
  GError *error = NULL;
  GTask *trial;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (self->sample)
    {
      g_task_return_new_error_literal (
        task,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_REFUSED,
        _ ("Nothing leaves the sample showroom, so it takes no account. Set up your own showroom first."));
      return;
    }
  account = make_account (self, facts, &error);
  if (account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (secret == NULL || *secret == '\0')
    {
      g_task_return_new_error_literal (task,
                                       RBK_DESK_ERROR,
                                       RBK_DESK_ERROR_INVALID,
                                       rbk_account_is_bearer (account)
                                         ? _ ("Enter the token of the account.")
                                         : _ ("Enter the password of the account."));
      g_object_unref (account);
      return;
    }
  new_account = g_new0 (NewAccount, 1);
  new_account->account = account;
  new_account->secret = g_strdup (secret);
  trial = g_task_new (self, cancellable, account_tried_cb, g_object_ref (task));
  g_task_set_task_data (trial, new_account, new_account_free);
  rbk_worker_queue (self->worker, trial, try_account_thread);
}

gboolean
rbk_desk_add_account_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* ---- Testing and removing ---- */

static RbkAccount *
find_account (RbkDesk *self, const char *account, GError **error)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *known = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (rbk_account_get_id (known), account) == 0)
        return known;
    }
  g_set_error_literal (
    error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, _ ("This account was removed already."));
  return NULL;
}

static void
test_account_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (RbkAccess) access = open_access (data, NULL, cancellable, &error);

  if (access != NULL && test_account (data, access, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_desk_test_account_async:
 * @account: the id of an account
 */
void
rbk_desk_test_account_async (
  RbkDesk *self, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GError *error = NULL;
  RbkAccount *known;

  if (!rbk_desk_check_may_act (self, task))
    return;
  known = find_account (self, account, &error);
  if (known == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_object_ref (known), g_object_unref);
  rbk_worker_queue (self->worker, g_steal_pointer (&task), test_account_thread);
}

gboolean
rbk_desk_test_account_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

static void
clear_secret_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rbk_keyring_clear (RBK_KEYRING_MAILBOX, rbk_account_get_id (data), cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
secret_cleared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  RbkAccount *account = g_task_get_task_data (G_TASK (result));
  JsonObject *payload;
  GPtrArray *entries;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("account", rbk_account_get_id (account), NULL);
  json_object_set_boolean_member (payload, "removed", TRUE);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, payload));
  rbk_desk_return_append (self, task, entries);
}

/**
 * rbk_desk_remove_account_async:
 * @account: the id of an account
 *
 * Takes its secret out of the keyring first; what was sent by it stays on the timelines.
 */
void
rbk_desk_remove_account_async (
  RbkDesk *self, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GError *error = NULL;
  RbkAccount *known;
  GTask *clear;

  if (!rbk_desk_check_may_act (self, task))
    return;
  known = find_account (self, account, &error);
  if (known == NULL || !check_role (self, known, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  clear = g_task_new (self, cancellable, secret_cleared_cb, g_object_ref (task));
  g_task_set_task_data (clear, g_object_ref (known), g_object_unref);
  rbk_worker_queue (self->worker, clear, clear_secret_thread);
}

gboolean
rbk_desk_remove_account_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
