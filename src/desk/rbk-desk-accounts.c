/* rbk-desk-accounts.c: the company's mailboxes, texting numbers and places for recordings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-account-access.h"
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-sign-in.h"
#include "desk/rbk-desk-written.h"

#include "base/rbk-id.h"
#include "keyring/rbk-keyring.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* Opens what takes the messages of an account away, on its lane's thread. @data: where the ledger lies. */
RbkCarrier *
rbk_desk_open_carrier (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error)
{
  return rbk_account_open_carrier (account, data, cancellable, error);
}

/* ---- Adding ---- */

typedef struct
{
  RbkAccount *account; /* (owned) */
  gboolean is_new;     /* it was not set up before */
  char *secret;        /* (owned) (nullable): wiped */
  RbkTokenSet *tokens; /* (owned) (nullable): of an account that was signed in to by OAuth */
} NewAccount;

static void
new_account_free (gpointer data)
{
  NewAccount *new_account = data;

  g_object_unref (new_account->account);
  rbk_keyring_free (new_account->secret);
  g_clear_pointer (&new_account->tokens, rbk_token_set_free);
  g_free (new_account);
}

/* Tokens are kept before they are tried: only what keeps them can renew them. */
static gboolean
try_tokens (RbkDesk *self, const NewAccount *new_account, GCancellable *cancellable, GError **error)
{
  RbkAccount *account = new_account->account;
  g_autoptr (RbkAccess) access = NULL;

  if (!rbk_account_keep_tokens (account, new_account->tokens, cancellable, error))
    return FALSE;
  access = rbk_account_open_access (account, NULL, self->directory, cancellable, error);
  if (access != NULL && rbk_account_test (account, access, cancellable, error))
    return TRUE;
  /* Nobody will use them. */
  if (new_account->is_new)
    rbk_account_forget_secret (account, self->directory, NULL, NULL);
  return FALSE;
}

static gboolean
try_account (RbkDesk *self, const NewAccount *new_account, GCancellable *cancellable, GError **error)
{
  RbkAccount *account = new_account->account;
  g_autoptr (RbkAccess) access = NULL;

  if (new_account->tokens != NULL)
    return try_tokens (self, new_account, cancellable, error);
  access = rbk_account_open_access (account, new_account->secret, self->directory, cancellable, error);
  return access != NULL && rbk_account_test (account, access, cancellable, error) &&
         rbk_account_keep_secret (account, new_account->secret, cancellable, error);
}

static void
try_account_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  /* The folder never changes. */
  if (try_account (RBK_DESK (source), data, cancellable, &error))
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
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  rbk_desk_return_append_one (
    self, task, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, rbk_account_to_facts (new_account->account));
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

/* What belongs to the whole showroom is a manager's to set up, where there is one; a mailbox is its person's,
 * and who left has none. */
static gboolean
check_role (RbkDesk *self, RbkAccount *account, gboolean adds, GError **error)
{
  RbkPerson *owner = rbk_desk_find_owner (self, account);

  if (adds && owner != NULL && rbk_person_has_left (owner))
    {
      g_set_error (error,
                   RBK_DESK_ERROR,
                   RBK_DESK_ERROR_REFUSED,
                   /* Translators: %s is a person */
                   _ ("This is the mailbox of %s, who no longer works here (rule A-5)."),
                   rbk_person_get_name (owner));
      return FALSE;
    }
  if ((rbk_account_get_medium (account) == RBK_MEDIUM_EMAIL &&
       (owner == NULL || owner == rbk_desk_get_person (self))) ||
      rbk_desk_may (self, RBK_RIGHT_DECIDE, NULL))
    return TRUE;
  if (owner != NULL)
    {
      g_set_error (error,
                   RBK_DESK_ERROR,
                   RBK_DESK_ERROR_REFUSED,
                   /* Translators: %s is a person */
                   _ ("This is the mailbox of %s. Only they or a manager set it up or remove it."),
                   rbk_person_get_name (owner));
      return FALSE;
    }
  g_set_error_literal (
    error,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_REFUSED,
    _ ("Only a manager can set up the showroom’s texting numbers and web space. Ask yours."));
  return FALSE;
}

static RbkAccount *
make_account (RbkDesk *self, JsonObject *facts, gboolean *is_new, GError **error)
{
  g_autoptr (JsonObject) members = rbk_json_copy (facts);
  g_autoptr (RbkAccount) wanted = NULL;
  g_autofree char *address = NULL;
  g_autofree char *id = NULL;
  RbkAccount *known;

  json_object_set_boolean_member (members, "removed", FALSE);
  wanted = rbk_account_new_from_facts ("", members);
  if (!check_role (self, wanted, TRUE, error))
    return NULL;
  address = check_address (self, wanted, error);
  if (address == NULL)
    return NULL;
  json_object_set_string_member (members, "address", address);
  if (rbk_account_is_oauth (wanted) && !rbk_desk_find_provider (self, members, error))
    return NULL;
  g_clear_object (&wanted);
  wanted = rbk_account_new_from_facts ("", members);
  known = find_known (self, wanted);
  *is_new = known == NULL;
  id = known != NULL ? g_strdup (rbk_account_get_id (known)) : rbk_id_new ();
  return rbk_account_new_from_facts (id, members);
}

static void
start_trial (RbkDesk *self, GTask *task, NewAccount *new_account)
{
  GTask *trial = g_task_new (self, g_task_get_cancellable (task), account_tried_cb, g_object_ref (task));

  g_task_set_task_data (trial, new_account, new_account_free);
  rbk_worker_queue (self->worker, trial, try_account_thread);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  RbkAccount *account = g_task_get_task_data (task);
  GError *error = NULL;
  RbkTokenSet *tokens = rbk_desk_sign_in_finish (self, result, &error);
  NewAccount *new_account;

  if (tokens == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  new_account = g_new0 (NewAccount, 1);
  new_account->account = g_object_ref (account);
  new_account->is_new = find_known (self, account) == NULL;
  new_account->tokens = tokens;
  start_trial (self, task, new_account);
}

/* FALSE, and the task is answered, where no account can be added. */
static gboolean
check_may_add (RbkDesk *self, GTask *task)
{
  if (!rbk_desk_check_may_act (self, task))
    return FALSE;
  if (!self->sample)
    return TRUE;
  g_task_return_new_error_literal (
    task,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_REFUSED,
    _ ("Nothing leaves the sample showroom, so it takes no account. Set up your own showroom first."));
  return FALSE;
}

/**
 * rbk_desk_add_account_async:
 * @facts: (transfer none): as in an account-changed entry, without "account"
 * @secret: (nullable): password or token; goes into the keyring and nowhere else. Of an account that is
 * signed in to by OAuth NULL: "browse" asks for the provider's page, and this ends when the person did
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
  g_autoptr (RbkAccount) account = NULL;
  NewAccount *new_account;
  GError *error = NULL;
  gboolean is_new;

  if (!check_may_add (self, task))
    return;
  account = make_account (self, facts, &is_new, &error);
  if (account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (rbk_account_is_oauth (account))
    {
      g_task_set_task_data (task, g_object_ref (account), g_object_unref);
      rbk_desk_sign_in_async (self, account, cancellable, signed_in_cb, g_object_ref (task));
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
      return;
    }
  new_account = g_new0 (NewAccount, 1);
  new_account->account = g_object_ref (account);
  new_account->is_new = is_new;
  new_account->secret = g_strdup (secret);
  start_trial (self, task, new_account);
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
  g_autoptr (RbkAccess) access =
    rbk_account_open_access (data, NULL, RBK_DESK (source)->directory, cancellable, &error);

  if (access != NULL && rbk_account_test (data, access, cancellable, &error))
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

  if (rbk_account_forget_secret (data, RBK_DESK (source)->directory, cancellable, &error))
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
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("account", rbk_account_get_id (account), NULL);
  json_object_set_boolean_member (payload, "removed", TRUE);
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, payload);
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
  if (known == NULL || !check_role (self, known, FALSE, &error))
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
