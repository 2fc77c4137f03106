/* rbk-desk-customers.c: what a person does with a customer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"

#include "base/rbk-id.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* Longer than anybody types; shorter than what a ledger takes. */
#define LONGEST_TEXT 20000

/* (nullable): what somebody typed, if anything */
static const char *
get_said (const char *words)
{
  return words != NULL && *words != '\0' ? words : NULL;
}

/* Appends what whoever acts says of @customer, if they may; that ends @task.
 * @payload: (transfer full) */
static void
return_said (RbkDesk *self, GTask *task, RbkEntryKind kind, const char *customer, JsonObject *payload)
{
  g_autoptr (JsonObject) said = payload;

  if (rbk_desk_check_may_act (self, task))
    rbk_desk_return_append_one (self, task, kind, customer, g_steal_pointer (&said));
}

static gboolean
return_invalid (GTask *task, const char *words)
{
  g_task_return_new_error (task, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, "%s", words);
  return FALSE;
}

static gboolean
check_text (GTask *task, const char *text, const char *if_empty)
{
  if (text == NULL || *text == '\0' || strspn (text, " \t\r\n") == strlen (text))
    return return_invalid (task, if_empty);
  if (strlen (text) > LONGEST_TEXT)
    return return_invalid (task, _ ("That is too long. Shorten it to a few pages."));
  return TRUE;
}

/**
 * rbk_desk_add_note_async:
 * @text: what to remember; it never leaves the showroom
 */
void
rbk_desk_add_note_async (RbkDesk *self,
                         const char *customer,
                         const char *text,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  if (check_text (task, text, _ ("Write what you want to remember.")))
    return_said (self, task, RBK_ENTRY_KIND_NOTE, customer, rbk_json_new ("text", text, NULL));
}

gboolean
rbk_desk_add_note_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_claim_call_async:
 * @direction: "out" or "in"
 * @number: (nullable): the customer's number, E.164 or as typed
 * @note: (nullable): what was said
 * @time_us: when it happened, microseconds since 1970 UTC; 0 for now
 *
 * Appends a call as claimed: somebody says it happened (R-1 proves it later).
 */
void
rbk_desk_claim_call_async (RbkDesk *self,
                           const char *customer,
                           const char *direction,
                           RbkCallOutcome outcome,
                           const char *number,
                           const char *note,
                           gint64 time_us,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  gint64 now = rbk_clock_now_us (self->clock);
  g_autofree char *e164 = NULL;
  GPtrArray *entries;
  RbkPerson *person;
  JsonObject *payload;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (time_us > now)
    {
      return_invalid (task, _ ("A call cannot be logged before it happened. Choose a time in the past."));
      return;
    }
  if (number != NULL && *number != '\0')
    {
      e164 = rbk_phone_number_normalise (number);
      if (e164 == NULL)
        {
          return_invalid (task, _ ("This is not a phone number. One looks like (312) 555-0142."));
          return;
        }
    }
  person = rbk_desk_get_person (self);
  payload = rbk_json_new ("direction",
                          direction,
                          "outcome",
                          rbk_call_outcome_get_name (outcome),
                          "number",
                          e164,
                          "line",
                          rbk_person_get_line (person),
                          "note",
                          get_said (note),
                          NULL);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (
    entries,
    rbk_entry_new (
      RBK_ENTRY_KIND_CALL_CLAIMED, customer, self->person, time_us != 0 ? time_us : now, payload));
  rbk_desk_return_append (self, task, entries);
}

gboolean
rbk_desk_claim_call_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* Numbers become E.164 and addresses one form; what cannot be so is said in words. */
static gboolean
tidy_list (JsonObject *changes, const char *list, const char *member, GError **error)
{
  JsonArray *given = rbk_json_get_array (changes, list);
  g_autoptr (JsonArray) tidy = json_array_new ();

  if (given == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonObject *item = rbk_json_array_get_object (given, i);
      const char *typed = rbk_json_get_string (item, member);
      g_autofree char *written = NULL;
      JsonObject *kept;

      if (typed == NULL || *typed == '\0')
        continue;
      if (g_str_equal (member, "number"))
        {
          written = rbk_phone_number_normalise (typed);
          if (written == NULL)
            g_set_error (error,
                         RBK_DESK_ERROR,
                         RBK_DESK_ERROR_INVALID,
                         _ ("“%s” is not a phone number. One looks like (312) 555-0142."),
                         typed);
        }
      else
        written = rbk_address_normalise (typed, error);
      if (written == NULL)
        return FALSE;
      kept = rbk_json_copy (item);
      json_object_set_string_member (kept, member, written);
      json_array_add_object_element (tidy, kept);
    }
  json_object_set_array_member (changes, list, g_steal_pointer (&tidy));
  return TRUE;
}

static gboolean
check_zone (JsonObject *changes, GError **error)
{
  const char *name = rbk_json_get_string (changes, "time_zone");
  g_autoptr (GTimeZone) zone = NULL;

  if (name == NULL || *name == '\0')
    return TRUE;
  zone = g_time_zone_new_identifier (name);
  if (zone != NULL)
    return TRUE;
  g_set_error (error,
               RBK_DESK_ERROR,
               RBK_DESK_ERROR_INVALID,
               _ ("“%s” is not a time zone. Choose one from the list, such as America/Chicago."),
               name);
  return FALSE;
}

/**
 * rbk_desk_change_customer_async:
 * @customer: (nullable): NULL makes a new customer, assigned to whoever acts
 * @changes: (transfer none): a customer-changed payload, numbers and addresses as typed
 */
void
rbk_desk_change_customer_async (RbkDesk *self,
                                const char *customer,
                                JsonObject *changes,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (JsonObject) tidy = rbk_json_copy (changes);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *id = customer != NULL ? g_strdup (customer) : rbk_id_new ();
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (!tidy_list (tidy, "phones", "number", &error) || !tidy_list (tidy, "emails", "address", &error) ||
      !check_zone (tidy, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (customer == NULL)
    {
      g_autoptr (RbkCustomer) made = rbk_customer_new (id, tidy);

      if (rbk_json_get_string (tidy, "first") == NULL && rbk_json_get_string (tidy, "last") == NULL &&
          rbk_customer_get_phone (made) == NULL && rbk_customer_get_email (made) == NULL)
        {
          return_invalid (task, _ ("A customer needs at least a name, a number or an address."));
          return;
        }
    }
  g_ptr_array_add (entries,
                   rbk_desk_new_entry (self, RBK_ENTRY_KIND_CUSTOMER_CHANGED, id, json_object_ref (tidy)));
  if (customer == NULL)
    g_ptr_array_add (
      entries,
      rbk_desk_new_entry (self, RBK_ENTRY_KIND_ASSIGNMENT, id, rbk_json_new ("person", self->person, NULL)));
  rbk_desk_return_append_id (self, task, g_steal_pointer (&entries), g_steal_pointer (&id));
}

/**
 * rbk_desk_change_customer_finish:
 *
 * Returns: (transfer full): the customer's id, or NULL with %RBK_DESK_ERROR_INVALID, an
 *   RbkCompanyAddressError about an address, or an RbkLedgerError
 */
char *
rbk_desk_change_customer_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rbk_desk_give_consent_async:
 * @medium: "call", "text", "email" or "all"
 * @how: "number-given", "oral" or "written" (K-24)
 * @words: (nullable): what the customer said or signed
 *
 * Who noted it, and when, stays with it.
 */
void
rbk_desk_give_consent_async (RbkDesk *self,
                             const char *customer,
                             const char *medium,
                             const char *how,
                             const char *words,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  return_said (self,
               task,
               RBK_ENTRY_KIND_CONSENT_GIVEN,
               customer,
               rbk_json_new ("medium", medium, "how", how, "words", get_said (words), NULL));
}

gboolean
rbk_desk_give_consent_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_withdraw_consent_async:
 * @medium: "call", "text", "email" or "all"
 * @words: (nullable): what the customer said or wrote (K-30: any reasonable means)
 *
 * Holds at once for everything that has not left yet.
 */
void
rbk_desk_withdraw_consent_async (RbkDesk *self,
                                 const char *customer,
                                 const char *medium,
                                 const char *words,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  return_said (self,
               task,
               RBK_ENTRY_KIND_CONSENT_WITHDRAWN,
               customer,
               rbk_json_new ("medium", medium, "words", get_said (words), NULL));
}

gboolean
rbk_desk_withdraw_consent_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
