/* rbk-desk-people.c: who works here, who acts at this window, and what they may do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-people.h"

#include "base/rbk-id.h"
#include "desk/rbk-desk-private.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* Who acts at this PC stands beside the ledger and not in it: entries are the showroom's and travel, this is
 * the PC's own. Only the program that holds the ledger writes it. */
#define ACTING_FILE "acting.id"

#define MANAGER "manager"

/* ---- Who there is ---- */

/**
 * rbk_desk_get_person:
 *
 * Returns: (transfer none) (nullable): who acts at this window
 */
RbkPerson *
rbk_desk_get_person (RbkDesk *self)
{
  return self->person != NULL ? rbk_desk_find_person (self, self->person) : NULL;
}

/**
 * rbk_desk_find_person:
 * @person: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the person with that id, whether they left or not
 */
RbkPerson *
rbk_desk_find_person (RbkDesk *self, const char *person)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *known = g_ptr_array_index (self->people, i);

      if (g_strcmp0 (rbk_person_get_id (known), person) == 0)
        return known;
    }
  return NULL;
}

/**
 * rbk_desk_get_person_name:
 * @person: (nullable): the id of an entry's author
 *
 * Returns: (transfer none): their name; "Somebody" if nobody knows
 */
const char *
rbk_desk_get_person_name (RbkDesk *self, const char *person)
{
  RbkPerson *known = rbk_desk_find_person (self, person);

  return known != NULL ? rbk_person_get_name (known) : _ ("Somebody");
}

/**
 * rbk_desk_get_people:
 *
 * Returns: (transfer none) (element-type RbkPerson): everybody of the showroom, those who left included
 */
GPtrArray *
rbk_desk_get_people (RbkDesk *self)
{
  return self->people;
}

/**
 * rbk_desk_is_manager:
 * @person: (nullable): a person
 *
 * Returns: whether they are a manager, and still here
 */
gboolean
rbk_desk_is_manager (RbkPerson *person)
{
  return person != NULL && !rbk_person_has_left (person) &&
         g_str_equal (rbk_person_get_role (person), MANAGER);
}

/* Whose own mailbox that is: of two who had the same address, the one who is still here. */
RbkPerson *
rbk_desk_find_owner (RbkDesk *self, RbkAccount *account)
{
  RbkPerson *owner = NULL;

  if (rbk_account_get_medium (account) != RBK_MEDIUM_EMAIL)
    return NULL;
  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);
      const char *email = rbk_person_get_email (person);

      if (email != NULL && g_ascii_strcasecmp (email, rbk_account_get_address (account)) == 0 &&
          (owner == NULL || rbk_person_has_left (owner)))
        owner = person;
    }
  return owner;
}

/* (transfer full) (nullable): the managers who are here, as one reads them; NULL if there is none */
static char *
dup_managers (RbkDesk *self, RbkPerson *except)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);

      if (person != except && rbk_desk_is_manager (person))
        g_ptr_array_add (names, (gpointer) rbk_person_get_name (person));
    }
  g_ptr_array_add (names, NULL);
  /* Translators: between the names of people any of whom can be asked */
  return names->len > 1 ? g_strjoinv (_ (" or "), (char **) names->pdata) : NULL;
}

/* ---- Who acts here ---- */

/* Of a ledger that nobody chose for: a showroom of one, and the sample, need not ask. */
static RbkPerson *
find_only_person (RbkDesk *self)
{
  RbkPerson *only = NULL;

  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);

      if (rbk_person_has_left (person))
        continue;
      if (only != NULL)
        return NULL;
      only = person;
      if (self->sample)
        break;
    }
  return only;
}

static gboolean
write_acting (const char *directory, const char *person, GError **error)
{
  g_autofree char *path = g_build_filename (directory, ACTING_FILE, NULL);
  g_autofree char *line = g_strconcat (person, "\n", NULL);
  g_autoptr (GError) failure = NULL;

  if (g_file_set_contents_full (
        path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &failure))
    return TRUE;
  g_set_error (error,
               failure->domain,
               failure->code,
               _ ("Who acts at this computer cannot be kept: %s"),
               failure->message);
  return FALSE;
}

static void
keep_acting_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  /* The folder never changes. */
  if (write_acting (RBK_DESK (source)->directory, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
acting_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* The next start asks. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("%s", error->message);
}

/*
 * After the people were read anew. Whoever acts goes on, also when they left meanwhile: then rbk_desk_may()
 * refuses, until somebody says who acts. Nobody is chosen where there are several to choose from.
 */
void
rbk_desk_choose_person (RbkDesk *self)
{
  RbkPerson *only;
  GTask *keep;

  if (rbk_desk_get_person (self) != NULL)
    return;
  g_clear_pointer (&self->person, g_free);
  only = find_only_person (self);
  if (only == NULL)
    return;
  self->person = g_strdup (rbk_person_get_id (only));
  if (self->sample)
    return;
  keep = g_task_new (self, NULL, acting_kept_cb, NULL);
  g_task_set_task_data (keep, g_strdup (self->person), g_free);
  rbk_worker_queue (self->worker, keep, keep_acting_thread);
}

/* Once, when the ledger was opened: whoever acted here last, unless they left since. */
void
rbk_desk_begin_acting (RbkDesk *self)
{
  g_autofree char *path = g_build_filename (self->directory, ACTING_FILE, NULL);
  g_autofree char *last = NULL;
  RbkPerson *person;

  if (!self->sample && g_file_get_contents (path, &last, NULL, NULL))
    g_set_str (&self->person, g_strstrip (last));
  rbk_desk_reload_showroom (self);
  person = rbk_desk_get_person (self);
  /* Somebody else is not them: the person who sits there says who they are. */
  if (person != NULL && rbk_person_has_left (person))
    g_clear_pointer (&self->person, g_free);
  rbk_desk_count_assigned (self);
}

static void
act_as (RbkDesk *self, GTask *task)
{
  g_set_str (&self->person, g_task_get_task_data (task));
  g_signal_emit_by_name (self, "showroom-changed");
  g_task_return_boolean (task, TRUE);
}

static void
act_as_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    act_as (self, task);
}

/**
 * rbk_desk_act_as_async:
 * @person: the id of somebody who works here
 *
 * Without a hub whoever says so is believed. Kept for this PC before it counts.
 */
void
rbk_desk_act_as_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  RbkPerson *known = rbk_desk_find_person (self, person);
  GTask *keep;

  if (self->reader == NULL || known == NULL)
    {
      g_task_return_new_error_literal (
        task, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, _ ("This person is not in the showroom’s list."));
      return;
    }
  if (rbk_person_has_left (known))
    {
      g_task_return_new_error (task,
                               RBK_DESK_ERROR,
                               RBK_DESK_ERROR_REFUSED,
                               /* Translators: %s is a person */
                               _ ("%s no longer works here, and nobody can act in their name (rule A-5)."),
                               rbk_person_get_name (known));
      return;
    }
  g_task_set_task_data (task, g_strdup (person), g_free);
  if (self->sample)
    {
      act_as (self, task);
      return;
    }
  keep = g_task_new (self, cancellable, act_as_kept_cb, g_object_ref (task));
  g_task_set_task_data (keep, g_strdup (person), g_free);
  rbk_worker_queue (self->worker, keep, keep_acting_thread);
}

gboolean
rbk_desk_act_as_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* ---- What they may do ---- */

static const char *
get_refusal (RbkRight right)
{
  switch (right)
    {
    case RBK_RIGHT_REVIEW:
      return _ ("Only a manager reviews voicemails.");
    case RBK_RIGHT_CHANGE_PEOPLE:
      return _ ("Only a manager changes who works here.");
    case RBK_RIGHT_REASSIGN:
      return _ ("Only a manager hands over customers.");
    case RBK_RIGHT_DECIDE:
    case RBK_RIGHT_SEND:
    default:
      return _ ("Only a manager decides this for the showroom.");
    }
}

static void
refuse (RbkRight right, const char *managers, GError **error)
{
  if (managers != NULL)
    /* Translators: a sentence that says what only managers do, then the managers' names */
    g_set_error (
      error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED, _ ("%1$s Ask %2$s."), get_refusal (right), managers);
  else
    g_set_error_literal (
      error,
      RBK_DESK_ERROR,
      RBK_DESK_ERROR_REFUSED,
      _ ("Only a manager reviews voicemails, and this showroom has none yet. Whoever leads "
         "it is made one in Preferences, under People."));
}

/**
 * rbk_desk_may:
 * @right: what is to be done
 *
 * Where no manager works, whoever acts may do everything but review others.
 *
 * Returns: whether whoever acts at this window may do that; else %RBK_DESK_ERROR_NOT_SET_UP if nobody does,
 *   or %RBK_DESK_ERROR_REFUSED with whom to ask
 */
gboolean
rbk_desk_may (RbkDesk *self, RbkRight right, GError **error)
{
  RbkPerson *person = rbk_desk_get_person (self);
  g_autofree char *managers = NULL;

  if (self->showroom == NULL || person == NULL)
    {
      g_set_error_literal (
        error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP, _ ("Name the showroom and yourself first."));
      return FALSE;
    }
  if (rbk_person_has_left (person))
    {
      g_set_error (error,
                   RBK_DESK_ERROR,
                   RBK_DESK_ERROR_REFUSED,
                   /* Translators: %s is a person */
                   _ ("%s no longer works here, and nobody can act in their name (rule A-5). Choose who acts "
                      "at this computer, above the customers."),
                   rbk_person_get_name (person));
      return FALSE;
    }
  if (right == RBK_RIGHT_SEND || rbk_desk_is_manager (person))
    return TRUE;
  managers = dup_managers (self, NULL);
  if (managers == NULL && right != RBK_RIGHT_REVIEW)
    return TRUE;
  refuse (right, managers, error);
  return FALSE;
}

/* FALSE, and the task is answered, while nobody is known who could act. */
gboolean
rbk_desk_check_may_act (RbkDesk *self, GTask *task)
{
  GError *error = NULL;

  if (self->ledger != NULL && rbk_desk_may (self, RBK_RIGHT_SEND, &error))
    return TRUE;
  if (error == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The ledger is not open."));
  g_task_return_error (task, error);
  return FALSE;
}

/* ---- What is known of them ---- */

/* Two who have one address could not be told apart by it. */
gboolean
rbk_desk_check_address_is_free (RbkDesk *self, const char *person, const char *address, GError **error)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *known = g_ptr_array_index (self->people, i);
      const char *email = rbk_person_get_email (known);

      if (email == NULL || rbk_person_has_left (known) ||
          g_strcmp0 (rbk_person_get_id (known), person) == 0 || g_ascii_strcasecmp (email, address) != 0)
        continue;
      g_set_error (error,
                   RBK_DESK_ERROR,
                   RBK_DESK_ERROR_INVALID,
                   /* Translators: an email address, then a person */
                   _ ("%1$s is the address of %2$s. Enter the one that the showroom gave to this person."),
                   address,
                   rbk_person_get_name (known));
      return FALSE;
    }
  return TRUE;
}

static gboolean
fail (GError **error, const char *words)
{
  g_set_error_literal (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, words);
  return FALSE;
}

static gboolean
tidy_name (JsonObject *changes, gboolean is_new, GError **error)
{
  const char *typed = rbk_json_get_string (changes, "name");
  g_autofree char *name = g_strstrip (g_strdup (typed != NULL ? typed : ""));

  if (!is_new && !json_object_has_member (changes, "name"))
    return TRUE;
  if (*name == '\0')
    return fail (error, _ ("Enter the person’s name, as customers know them."));
  json_object_set_string_member (changes, "name", name);
  return TRUE;
}

/* */
static gboolean
tidy_email (RbkDesk *self, const char *person, JsonObject *changes, GError **error)
{
  const char *typed = rbk_json_get_string (changes, "email");
  g_autofree char *stripped = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *address = NULL;

  if (person != NULL && !json_object_has_member (changes, "email"))
    return TRUE;
  if (*stripped == '\0')
    return fail (error, _ ("Enter the address that the showroom gave to this person."));
  address =
    rbk_consumer_domains_check_address (self->consumer_domains, stripped, rbk_desk_get_domains (self), error);
  if (address == NULL || !rbk_desk_check_address_is_free (self, person, address, error))
    return FALSE;
  json_object_set_string_member (changes, "email", address);
  return TRUE;
}

static gboolean
tidy_line (JsonObject *changes, GError **error)
{
  const char *typed = rbk_json_get_string (changes, "line");
  g_autofree char *number = NULL;

  if (!json_object_has_member (changes, "line"))
    return TRUE;
  if (typed == NULL || strspn (typed, " ") == strlen (typed))
    {
      json_object_set_null_member (changes, "line");
      return TRUE;
    }
  number = rbk_phone_number_normalise (typed);
  if (number == NULL)
    return fail (error,
                 _ ("Enter the number on which customers reach this person. One looks like (312) 555-0142."));
  json_object_set_string_member (changes, "line", number);
  return TRUE;
}

/* Who may, and that somebody stays who can decide. @known: (nullable): NULL for a new person. */
static gboolean
check_change (RbkDesk *self, RbkPerson *known, JsonObject *changes, GError **error)
{
  static const char *const members[] = { "name", "role", "line", "email", NULL };
  const char *role = rbk_json_get_string (changes, "role");
  gboolean keeps_role = known != NULL && (!json_object_has_member (changes, "role") ||
                                          g_strcmp0 (role, rbk_person_get_role (known)) == 0);
  g_autofree char *others = dup_managers (self, known);

  if (!rbk_json_has_only (changes, members) ||
      (json_object_has_member (changes, "role") && g_strcmp0 (role, MANAGER) != 0 &&
       g_strcmp0 (role, "salesperson") != 0))
    return fail (error, _ ("A person is a salesperson or a manager."));
  if (!(keeps_role && known == rbk_desk_get_person (self)) &&
      !rbk_desk_may (self, RBK_RIGHT_CHANGE_PEOPLE, error))
    return FALSE;
  if (keeps_role || !rbk_desk_is_manager (known) || others != NULL)
    return TRUE;
  g_set_error (error,
               RBK_DESK_ERROR,
               RBK_DESK_ERROR_REFUSED,
               /* Translators: %s is a person */
               _ ("%s is the only manager here. Make somebody else a manager first."),
               rbk_person_get_name (known));
  return FALSE;
}

/**
 * rbk_desk_change_person_async:
 * @person: (nullable): the id of somebody of the showroom; NULL for a new one
 * @changes: (transfer none): any of name, role, line and email of a person-changed entry, as typed
 */
void
rbk_desk_change_person_async (RbkDesk *self,
                              const char *person,
                              JsonObject *changes,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (JsonObject) tidy = rbk_json_copy (changes);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  RbkPerson *known = rbk_desk_find_person (self, person);
  GError *error = NULL;
  char *id;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if ((person != NULL && known == NULL && !fail (&error, _ ("This person is not in the showroom’s list."))) ||
      !check_change (self, known, tidy, &error) || !tidy_name (tidy, known == NULL, &error) ||
      !tidy_email (self, person, tidy, &error) || !tidy_line (tidy, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (known == NULL && !json_object_has_member (tidy, "role"))
    json_object_set_string_member (tidy, "role", "salesperson");
  id = known != NULL ? g_strdup (person) : rbk_id_new ();
  json_object_set_string_member (tidy, "person", id);
  g_ptr_array_add (entries,
                   rbk_desk_new_entry (self, RBK_ENTRY_KIND_PERSON_CHANGED, NULL, g_steal_pointer (&tidy)));
  rbk_desk_return_append_id (self, task, g_steal_pointer (&entries), id);
}

/**
 * rbk_desk_change_person_finish:
 *
 * Returns: (transfer full): the person's id, or NULL with %RBK_DESK_ERROR_INVALID, %RBK_DESK_ERROR_REFUSED,
 * an RbkCompanyAddressError or an RbkLedgerError
 */
char *
rbk_desk_change_person_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
