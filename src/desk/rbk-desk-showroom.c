/* rbk-desk-showroom.c: the showroom itself and its company mailboxes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"

#include "base/rbk-id.h"
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

/* Whether the showroom is called so, and has these domains. */
static gboolean
is_known (RbkDesk *self, const char *name, const char *const *domains)
{
  return self->showroom != NULL && g_str_equal (rbk_showroom_get_name (self->showroom), name) &&
         g_strv_equal (rbk_showroom_get_domains (self->showroom), domains);
}

/**
 * rbk_desk_found_showroom_async:
 * @name: the showroom's name
 * @domains: (array zero-terminated=1): its mail domains, as typed
 * @person_name: the name of whoever sits here
 * @email: their company address
 * @line: their direct line, as typed
 *
 * The first run, and later changes of the same facts: of oneself, and of the showroom if one may decide.
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
  if (!rbk_desk_check_address_is_free (self, self->person, address, &error) ||
      (self->person != NULL && !rbk_desk_may (self, RBK_RIGHT_SEND, &error)) ||
      (self->person != NULL && !is_known (self, showroom_name, (const char *const *) listed->pdata) &&
       !rbk_desk_may (self, RBK_RIGHT_DECIDE, &error)))
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
  if (!is_known (self, showroom_name, (const char *const *) listed->pdata))
    {
      showroom =
        rbk_json_new ("name", showroom_name, "time_zone", self->showroom == NULL ? zone : NULL, NULL);
      json_object_set_array_member (showroom, "domains", g_steal_pointer (&checked));
      g_ptr_array_add (entries, rbk_entry_new (RBK_ENTRY_KIND_SHOWROOM_CHANGED, NULL, person, now, showroom));
    }
  g_ptr_array_add (entries, rbk_entry_new (RBK_ENTRY_KIND_PERSON_CHANGED, NULL, person, now, self_facts));
  rbk_desk_return_append (self, task, entries);
}

gboolean
rbk_desk_found_showroom_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* (transfer none) (array zero-terminated=1): the company's mail domains: the showroom's, and what the policy
 * says. */
const char *const *
rbk_desk_get_domains (RbkDesk *self)
{
  return rbk_showroom_get_domains (rbk_gate_background_get_showroom (self->background));
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
      self->consumer_domains, address, rbk_desk_get_domains (self), error);
  return checked != NULL;
}

/**
 * rbk_desk_add_mailbox_async:
 * @address: the mailbox's address
 * @server: (nullable): its server's URL; NULL to find it (RFC 8620 §2.2)
 * @user_name: (nullable): the name to sign in with, if not @address
 * @secret: password or token; goes into the keyring and nowhere else
 * @bearer: whether @secret is a token
 *
 * rbk_desk_add_account_async() of a mailbox by JMAP.
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
  g_autofree char *url = dup_line (server);
  g_autofree char *name = dup_line (user_name);
  g_autoptr (JsonObject) facts = rbk_json_new ("kind",
                                               RBK_ACCOUNT_JMAP,
                                               "address",
                                               address,
                                               "sign_in",
                                               bearer ? RBK_SIGN_IN_TOKEN : RBK_SIGN_IN_PASSWORD,
                                               "server",
                                               url,
                                               "user_name",
                                               name,
                                               NULL);

  rbk_desk_add_account_async (self, facts, secret, cancellable, callback, data);
}

gboolean
rbk_desk_add_mailbox_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_add_account_finish (self, result, error);
}

/**
 * rbk_desk_remove_mailbox_async:
 * @account: the id of an account
 *
 * As rbk_desk_remove_account_async().
 */
void
rbk_desk_remove_mailbox_async (
  RbkDesk *self, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  rbk_desk_remove_account_async (self, account, cancellable, callback, data);
}

gboolean
rbk_desk_remove_mailbox_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_remove_account_finish (self, result, error);
}
