/* rbk-desk-reassign.c: whose customers are whose, and handing them over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

static gboolean
has_closed (RbkDesk *self, GError **error)
{
  if (self->worker_reader != NULL)
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
  return TRUE;
}

/* (transfer full) (array zero-terminated=1): the ids of all who left */
static GStrv
list_who_left (RbkDesk *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);

      if (rbk_person_has_left (person))
        g_strv_builder_add (ids, rbk_person_get_id (person));
    }
  return g_strv_builder_end (ids);
}

/* ---- Whose they are ---- */

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *self = source;
  GError *error = NULL;
  GHashTable *counts = NULL;

  if (!has_closed (self, &error))
    counts = rbk_ledger_reader_count_assigned (self->worker_reader, data, &error);
  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkDesk *self = RBK_DESK (source);
  g_autoptr (GError) error = NULL;
  GHashTable *counts = g_task_propagate_pointer (G_TASK (result), &error);

  /* Of what cannot be read, nothing new is known. */
  if (counts == NULL)
    return;
  g_clear_pointer (&self->assigned, g_hash_table_unref);
  self->assigned = counts;
  g_signal_emit_by_name (self, "assignments-changed");
}

/* Counts anew, in the background, what those who left still have. Nobody left: nothing is read. */
void
rbk_desk_count_assigned (RbkDesk *self)
{
  g_auto (GStrv) left = list_who_left (self);
  GTask *task;

  if (*left == NULL && self->assigned == NULL)
    return;
  task = g_task_new (self, self->closing, counted_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&left), (GDestroyNotify) g_strfreev);
  rbk_worker_queue (self->worker, task, count_thread);
}

/**
 * rbk_desk_count_customers_of:
 * @person: (nullable): the id of somebody who left; NULL: all who left
 *
 * Returns: how many customers are still theirs, so that nobody looks after them
 */
guint
rbk_desk_count_customers_of (RbkDesk *self, const char *person)
{
  GHashTableIter iter;
  gpointer count;
  guint sum = 0;

  if (self->assigned == NULL)
    return 0;
  if (person != NULL)
    return GPOINTER_TO_UINT (g_hash_table_lookup (self->assigned, person));
  g_hash_table_iter_init (&iter, self->assigned);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    sum += GPOINTER_TO_UINT (count);
  return sum;
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *self = source;
  GError *error = NULL;
  GPtrArray *customers = NULL;

  if (!has_closed (self, &error))
    customers = rbk_ledger_reader_list_assigned (self->worker_reader, data, &error);
  if (customers != NULL)
    g_task_return_pointer (task, customers, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_desk_list_customers_of_async:
 * @person: (nullable): the id of somebody of the showroom; NULL: all who left
 */
void
rbk_desk_list_customers_of_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  const char *const one[] = { person, NULL };
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_task_data (
    task, person != NULL ? g_strdupv ((char **) one) : list_who_left (self), (GDestroyNotify) g_strfreev);
  rbk_worker_queue (self->worker, task, list_thread);
}

/**
 * rbk_desk_list_customers_of_finish:
 *
 * Returns: (transfer full) (element-type RbkCustomer): whom they look after, by name; or NULL with an
 *   RbkLedgerError
 */
GPtrArray *
rbk_desk_list_customers_of_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Handing over ---- */

/* One customer's way from one person to another. */
typedef struct
{
  char *customer; /* (owned) */
  char *before;   /* (owned) (nullable): who had them */
  char *after;    /* (owned) (nullable): who has them then */
} Handover;

static void
handover_free (gpointer data)
{
  Handover *handover = data;

  g_free (handover->customer);
  g_free (handover->before);
  g_free (handover->after);
  g_free (handover);
}

typedef struct
{
  GPtrArray *handovers; /* (owned) (element-type Handover) */
  char *reason;         /* (owned) (nullable) */
  gboolean undoes;
} Reassignment;

static void
reassignment_free (gpointer data)
{
  Reassignment *reassignment = data;

  g_ptr_array_unref (reassignment->handovers);
  g_free (reassignment->reason);
  g_free (reassignment);
}

/* Keeps those that change anything: whoever has them already is left alone, and an undoing takes nobody from
 * somebody whom they were given to meanwhile. */
static void
look_up_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *self = source;
  Reassignment *reassignment = data;
  GError *error = NULL;

  if (has_closed (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < reassignment->handovers->len;)
    {
      Handover *handover = g_ptr_array_index (reassignment->handovers, i);
      g_autoptr (RbkCustomer) customer =
        rbk_ledger_reader_get_customer (self->worker_reader, handover->customer, &error);
      const char *assigned = customer != NULL ? rbk_customer_get_assigned (customer) : NULL;

      if (customer == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      if (reassignment->undoes ? g_strcmp0 (assigned, handover->before) != 0
                               : g_strcmp0 (assigned, handover->after) == 0)
        {
          g_ptr_array_remove_index (reassignment->handovers, i);
          continue;
        }
      g_set_str (&handover->before, assigned);
      i++;
    }
  g_task_return_boolean (task, TRUE);
}

static void
reassigned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = g_task_get_source_object (task);
  Reassignment *reassignment = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rbk_ledger_append_finish (RBK_LEDGER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->reassigned, g_ptr_array_unref);
  if (!reassignment->undoes)
    self->reassigned = g_ptr_array_ref (reassignment->handovers);
  g_task_return_boolean (task, TRUE);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  Reassignment *reassignment = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->reader == NULL)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
      return;
    }
  for (guint i = 0; i < reassignment->handovers->len; i++)
    {
      Handover *handover = g_ptr_array_index (reassignment->handovers, i);

      g_ptr_array_add (
        entries,
        rbk_desk_new_entry (self,
                            RBK_ENTRY_KIND_ASSIGNMENT,
                            handover->customer,
                            rbk_json_new ("person", handover->after, "reason", reassignment->reason, NULL)));
    }
  rbk_ledger_append_async (self->ledger, entries, NULL, reassigned_cb, g_object_ref (task));
}

/* @handovers: (transfer full) */
static void
start (RbkDesk *self, GTask *task, GPtrArray *handovers, const char *reason, gboolean undoes)
{
  Reassignment *reassignment = g_new0 (Reassignment, 1);
  g_autofree char *stripped = g_strstrip (g_strdup (reason != NULL ? reason : ""));
  GTask *look_up = g_task_new (self, g_task_get_cancellable (task), looked_up_cb, g_object_ref (task));

  reassignment->handovers = handovers;
  reassignment->reason = *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
  reassignment->undoes = undoes;
  g_task_set_task_data (task, reassignment, reassignment_free);
  /* It outlives the worker's part: the outer task owns it. */
  g_task_set_task_data (look_up, reassignment, NULL);
  rbk_worker_queue (self->worker, look_up, look_up_thread);
}

static GPtrArray *
make_handovers (const char *const *customers, const char *person)
{
  GPtrArray *handovers = g_ptr_array_new_with_free_func (handover_free);

  for (guint i = 0; customers[i] != NULL; i++)
    {
      Handover *handover = g_new0 (Handover, 1);

      handover->customer = g_strdup (customers[i]);
      handover->after = g_strdup (person);
      g_ptr_array_add (handovers, handover);
    }
  return handovers;
}

static gboolean
check_receiver (RbkDesk *self, const char *const *customers, const char *person, GError **error)
{
  RbkPerson *known = rbk_desk_find_person (self, person);

  if (!rbk_desk_may (self, RBK_RIGHT_REASSIGN, error))
    return FALSE;
  if (customers == NULL || customers[0] == NULL)
    g_set_error_literal (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, _ ("Choose at least one customer."));
  else if (known == NULL)
    g_set_error_literal (
      error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, _ ("This person is not in the showroom’s list."));
  else if (rbk_person_has_left (known))
    g_set_error (error,
                 RBK_DESK_ERROR,
                 RBK_DESK_ERROR_REFUSED,
                 /* Translators: %s is a person */
                 _ ("%s no longer works here. Choose somebody who does (rule A-5)."),
                 rbk_person_get_name (known));
  else
    return TRUE;
  return FALSE;
}

/**
 * rbk_desk_reassign_async:
 * @customers: (array zero-terminated=1): ids
 * @person: the id of somebody who works here
 * @reason: (nullable): why, for each of the timelines
 *
 * All of them in one transaction.
 */
void
rbk_desk_reassign_async (RbkDesk *self,
                         const char *const *customers,
                         const char *person,
                         const char *reason,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (!check_receiver (self, customers, person, &error))
    g_task_return_error (task, error);
  else
    start (self, task, make_handovers (customers, person), reason, FALSE);
}

gboolean
rbk_desk_reassign_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_undo_reassign_async:
 *
 * Gives back what the last rbk_desk_reassign_async() of this desk handed over, to whoever had each of them,
 * also to somebody who left: what was is what was. %RBK_DESK_ERROR_TOO_LATE if there is nothing to undo.
 */
void
rbk_desk_undo_reassign_async (RbkDesk *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GPtrArray *handovers;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (!rbk_desk_may (self, RBK_RIGHT_REASSIGN, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->reassigned == NULL)
    {
      g_task_return_new_error_literal (
        task, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE, _ ("There is nothing to undo any more."));
      return;
    }
  handovers = g_ptr_array_new_with_free_func (handover_free);
  for (guint i = 0; i < self->reassigned->len; i++)
    {
      const Handover *done = g_ptr_array_index (self->reassigned, i);
      Handover *handover = g_new0 (Handover, 1);

      handover->customer = g_strdup (done->customer);
      handover->before = g_strdup (done->after);
      handover->after = g_strdup (done->before);
      g_ptr_array_add (handovers, handover);
    }
  start (self, task, handovers, _ ("Handed over by mistake"), TRUE);
}

gboolean
rbk_desk_undo_reassign_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
