/* rbk-desk-showroom.c: the showroom itself and its company mailboxes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"

#include "base/rbk-id.h"
#include "channels/email/rbk-jmap-mailbox.h"
#include "keyring/rbk-keyring.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

static gboolean
return_invalid (GTask *task, const char *words)
{
  g_task_return_new_error (task, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, "%s", words);
  return FALSE;
}

/* What was typed into one line, without the blanks around it; NULL if that is nothing. */
static char *
dup_line (const char *typed)
{
  g_autofree char *line = g_strstrip (g_strdup (typed != NULL ? typed : ""));

  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static JsonArray *
check_domains (RbkDesk *self, const char *const *domains, GError **error)
{
  g_autoptr (JsonArray) checked = json_array_new ();

  for (guint i = 0; domains != NULL && domains[i] != NULL; i++)
    {
      g_autofree char *typed = dup_line (domains[i]);
      g_autofree char *domain = NULL;

      if (typed == NULL)
        continue;
      domain = rbk_consumer_domains_check_domain (self->consumer_domains, typed, error);
      if (domain == NULL)
        return NULL;
      json_array_add_string_element (checked, domain);
    }
  if (json_array_get_length (checked) == 0)
    {
      g_set_error_literal (
        error,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_INVALID,
        _ ("Name at least one mail domain of the showroom: the part of its addresses after the @."));
      return NULL;
    }
  return g_steal_pointer (&checked);
}

static char *
local_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);
  g_autoptr (GTimeZone) known = g_time_zone_new_identifier (name);

  return g_strdup (known != NULL ? name : "UTC");
}

/**
 * rbk_desk_found_showroom_async:
 * @name: the showroom's name
 * @domains: (array zero-terminated=1): its mail domains, as typed
 * @person_name: the name of whoever sits here
 * @email: their company address
 * @line: their direct line, as typed
 *
 * The first run, and later changes of the same facts.
 */
void
rbk_desk_found_showroom_async (RbkDesk *self,
                               const char *name,
                               const char *const *domains,
                               const char *person_name,
                               const char *email,
                               const char *line,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autofree char *showroom_name = dup_line (name);
  g_autofree char *own_name = dup_line (person_name);
  g_autofree char *number = rbk_phone_number_normalise (line);
  g_autofree char *zone = local_zone ();
  g_autofree char *address = NULL;
  g_autofree char *person = NULL;
  g_autoptr (JsonArray) checked = NULL;
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();
  GPtrArray *entries;
  JsonObject *showroom, *self_facts;
  gint64 now = rbk_clock_now_us (self->clock);
  GError *error = NULL;

  if (self->ledger == NULL)
    {
      return_invalid (task, _ ("The ledger is not open."));
      return;
    }
  if (showroom_name == NULL || own_name == NULL)
    {
      return_invalid (task,
                      showroom_name == NULL ? _ ("Name the showroom, as customers know it.")
                                            : _ ("Enter your own name."));
      return;
    }
  checked = check_domains (self, domains, &error);
  if (checked == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < json_array_get_length (checked); i++)
    g_ptr_array_add (listed, (gpointer) json_array_get_string_element (checked, i));
  g_ptr_array_add (listed, NULL);
  address = rbk_consumer_domains_check_address (
    self->consumer_domains, email, (const char *const *) listed->pdata, &error);
  if (address == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (number == NULL)
    {
      return_invalid (
        task, _ ("Enter the number on which customers reach you directly. One looks like (312) 555-0142."));
      return;
    }
  person = self->person != NULL ? g_strdup (self->person) : rbk_id_new ();
  showroom = rbk_json_new ("name", showroom_name, "time_zone", self->showroom == NULL ? zone : NULL, NULL);
  json_object_set_array_member (showroom, "domains", g_steal_pointer (&checked));
  self_facts = rbk_json_new ("person",
                             person,
                             "name",
                             own_name,
                             "role",
                             self->person == NULL ? "salesperson" : NULL,
                             "line",
                             number,
                             "email",
                             address,
                             NULL);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, rbk_entry_new (RBK_ENTRY_KIND_SHOWROOM_CHANGED, NULL, person, now, showroom));
  g_ptr_array_add (entries, rbk_entry_new (RBK_ENTRY_KIND_PERSON_CHANGED, NULL, person, now, self_facts));
  rbk_desk_return_append (self, task, entries);
}

gboolean
rbk_desk_found_showroom_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_check_company_address:
 * @address: an address as typed
 *
 * Returns: whether it may send for the showroom; else an RbkCompanyAddressError
 */
gboolean
rbk_desk_check_company_address (RbkDesk *self, const char *address, GError **error)
{
  g_autofree char *checked = NULL;

  const char *at = strrchr (address, '@');

  if (self->consumer_domains == NULL)
    return TRUE;
  /* Before the founding there is no list of domains to be on; a consumer domain is refused all the same. */
  if (self->showroom == NULL)
    checked =
      rbk_consumer_domains_check_domain (self->consumer_domains, at != NULL ? at + 1 : address, error);
  else
    checked = rbk_consumer_domains_check_address (
      self->consumer_domains, address, rbk_showroom_get_domains (self->showroom), error);
  return checked != NULL;
}

/* The name under which a mailbox's secret is kept: one secret an account (voice 56). */
static RbkMailbox *
make_mailbox (RbkAccount *account, const char *secret)
{
  const char *address = rbk_account_get_address (account);
  const char *user_name = rbk_account_get_user_name (account);
  g_autoptr (RbkAccess) access = rbk_account_is_bearer (account)
                                   ? rbk_bearer_access_new (secret)
                                   : rbk_basic_access_new (user_name != NULL ? user_name : address, secret);

  return rbk_jmap_mailbox_new (address, rbk_account_get_server (account), access);
}

/*
 * Opens the mailbox of an account for the outbox, on its thread. (transfer full), or NULL with an
 * RbkKeyringError or %RBK_DESK_ERROR_NOT_SET_UP.
 */
RbkMailbox *
rbk_desk_open_mailbox (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error)
{
  GError *local = NULL;
  char *secret = rbk_keyring_lookup (RBK_KEYRING_MAILBOX, rbk_account_get_id (account), cancellable, &local);
  RbkMailbox *mailbox;

  if (secret == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      else
        g_set_error_literal (
          error,
          RBK_DESK_ERROR,
          RBK_DESK_ERROR_NOT_SET_UP,
          _ ("The keyring does not hold the password of the company mailbox. Add the mailbox "
             "again in Preferences."));
      return NULL;
    }
  mailbox = make_mailbox (account, secret);
  rbk_keyring_free (secret);
  return mailbox;
}

typedef struct
{
  RbkAccount *account; /* (owned) */
  char *secret;        /* (owned): wiped */
} NewMailbox;

static void
new_mailbox_free (gpointer data)
{
  NewMailbox *new_mailbox = data;

  g_object_unref (new_mailbox->account);
  rbk_keyring_free (new_mailbox->secret);
  g_free (new_mailbox);
}

static void
try_mailbox_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NewMailbox *new_mailbox = data;
  g_autoptr (RbkMailbox) mailbox = make_mailbox (new_mailbox->account, new_mailbox->secret);
  g_autofree char *label = NULL;
  GError *error = NULL;

  label =
    g_strdup_printf (_ ("Ringback: company mailbox %s"), rbk_account_get_address (new_mailbox->account));
  if (rbk_mailbox_test (mailbox, cancellable, &error) &&
      rbk_keyring_store (RBK_KEYRING_MAILBOX,
                         rbk_account_get_id (new_mailbox->account),
                         label,
                         new_mailbox->secret,
                         cancellable,
                         &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
mailbox_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  NewMailbox *new_mailbox = g_task_get_task_data (G_TASK (result));
  RbkAccount *account = new_mailbox->account;
  GPtrArray *entries;
  JsonObject *payload;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("account",
                          rbk_account_get_id (account),
                          "kind",
                          rbk_account_get_kind (account),
                          "address",
                          rbk_account_get_address (account),
                          "server",
                          rbk_account_get_server (account),
                          "user_name",
                          rbk_account_get_user_name (account),
                          NULL);
  json_object_set_boolean_member (payload, "bearer", rbk_account_is_bearer (account));
  json_object_set_boolean_member (payload, "removed", FALSE);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, payload));
  rbk_desk_return_append (self, task, entries);
}

static RbkAccount *
find_account_by_address (RbkDesk *self, const char *address)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_ascii_strcasecmp (rbk_account_get_address (account), address) == 0)
        return account;
    }
  return NULL;
}

/**
 * rbk_desk_add_mailbox_async:
 * @address: the mailbox's address
 * @server: (nullable): its server's URL; NULL to find it (RFC 8620 §2.2)
 * @user_name: (nullable): the name to sign in with, if not @address
 * @secret: password or token; goes into the keyring and nowhere else
 * @bearer: whether @secret is a token
 *
 * An address that was set up already gets the new secret and server.
 */
void
rbk_desk_add_mailbox_async (RbkDesk *self,
                            const char *address,
                            const char *server,
                            const char *user_name,
                            const char *secret,
                            gboolean bearer,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autofree char *checked = NULL;
  g_autofree char *url = dup_line (server);
  g_autofree char *name = dup_line (user_name);
  g_autofree char *id = NULL;
  RbkAccount *known;
  NewMailbox *new_mailbox;
  GTask *trial;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (self->sample)
    {
      g_task_return_new_error_literal (
        task,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_REFUSED,
        _ ("Nothing leaves the sample showroom, so it takes no mailbox. Set up your "
           "own showroom first."));
      return;
    }
  checked = rbk_consumer_domains_check_address (
    self->consumer_domains, address, rbk_showroom_get_domains (self->showroom), &error);
  if (checked == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (secret == NULL || *secret == '\0')
    {
      return_invalid (
        task, bearer ? _ ("Enter the token of the mailbox.") : _ ("Enter the password of the mailbox."));
      return;
    }
  known = find_account_by_address (self, checked);
  id = known != NULL ? g_strdup (rbk_account_get_id (known)) : rbk_id_new ();
  new_mailbox = g_new0 (NewMailbox, 1);
  new_mailbox->account = rbk_account_new (id, "jmap", checked, url, name, bearer, FALSE);
  new_mailbox->secret = g_strdup (secret);
  trial = g_task_new (self, cancellable, mailbox_tried_cb, g_object_ref (task));
  g_task_set_task_data (trial, new_mailbox, new_mailbox_free);
  rbk_worker_queue (self->worker, trial, try_mailbox_thread);
}

gboolean
rbk_desk_add_mailbox_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

static void
clear_secret_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rbk_keyring_clear (RBK_KEYRING_MAILBOX, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
secret_cleared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  JsonObject *payload;
  GPtrArray *entries;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("account", g_task_get_task_data (G_TASK (result)), NULL);
  json_object_set_boolean_member (payload, "removed", TRUE);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, payload));
  rbk_desk_return_append (self, task, entries);
}

/**
 * rbk_desk_remove_mailbox_async:
 * @account: the id of an account
 *
 * Takes its secret out of the keyring first; what was sent by it stays on the timelines.
 */
void
rbk_desk_remove_mailbox_async (
  RbkDesk *self, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GTask *clear;

  if (!rbk_desk_check_may_act (self, task))
    return;
  clear = g_task_new (self, cancellable, secret_cleared_cb, g_object_ref (task));
  g_task_set_task_data (clear, g_strdup (account), g_free);
  rbk_worker_queue (self->worker, clear, clear_secret_thread);
}

gboolean
rbk_desk_remove_mailbox_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
