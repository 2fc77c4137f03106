/* rbk-desk-policy.c: what the company decides, and who may.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"

#include "model/rbk-json.h"
#include "model/rbk-policy-check.h"
#include "rules/rbk-phone-number.h"
#include "rules/rbk-rule-rows.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_desk_get_policy:
 *
 * Returns: (transfer none): what the company decided; a policy that decides nothing until it has
 */
RbkCompanyPolicy *
rbk_desk_get_policy (RbkDesk *self)
{
  RbkCompanyPolicy *policy =
    self->background != NULL ? rbk_gate_background_get_policy (self->background) : NULL;

  if (policy != NULL)
    return policy;
  if (self->no_policy == NULL)
    self->no_policy = rbk_company_policy_new_from_facts (NULL);
  return self->no_policy;
}

/* What the gate would not follow is refused here, in words, and not signed off in vain. */
static gboolean
check_overrides (RbkDesk *self, JsonArray *overrides, GError **error)
{
  g_autoptr (GPtrArray) rows = rbk_rule_rows_list (self->gate_tables);

  for (guint i = 0; overrides != NULL && i < json_array_get_length (overrides); i++)
    {
      JsonObject *decided = rbk_json_array_get_object (overrides, i);
      const char *id = rbk_json_get_string (decided, "row");
      const RbkRuleRow *row = rbk_rule_rows_find (rows, id);

      if (row == NULL)
        g_set_error (error,
                     RBK_DESK_ERROR,
                     RBK_DESK_ERROR_INVALID,
                     _ ("“%s” is no rule that a showroom can decide otherwise. Take it out of the company "
                        "policy, or look how it is spelt."),
                     id);
      else if (!rbk_rule_row_allows (row, rbk_json_get_string (decided, "value")))
        g_set_error (
          error,
          RBK_DESK_ERROR,
          RBK_DESK_ERROR_INVALID,
          _ ("The rule “%s” cannot be decided like that. Enter hours such as 09:00-20:00, a number "
             "that it allows, or a time such as 30 days."),
          id);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

/* Domains by the rules of company addresses, numbers by the tables of numbers. @changes is made to
 * hold them as they are kept. */
static gboolean
check_by_rules (RbkDesk *self, JsonObject *changes, GError **error)
{
  JsonArray *domains = rbk_json_get_array (changes, "domains");
  JsonArray *texting = rbk_json_get_array (changes, "texting");
  JsonArray *checked;

  if (!check_overrides (self, rbk_json_get_array (changes, "overrides"), error))
    return FALSE;
  checked = json_array_new ();
  for (guint i = 0; domains != NULL && i < json_array_get_length (domains); i++)
    {
      g_autofree char *domain = rbk_consumer_domains_check_domain (
        self->consumer_domains, rbk_json_array_get_string (domains, i), error);

      if (domain == NULL)
        {
          json_array_unref (checked);
          return FALSE;
        }
      json_array_add_string_element (checked, domain);
    }
  if (domains != NULL)
    json_object_set_array_member (changes, "domains", checked);
  else
    json_array_unref (checked);
  for (guint i = 0; texting != NULL && i < json_array_get_length (texting); i++)
    {
      const char *number = rbk_json_get_string (rbk_json_array_get_object (texting, i), "number");
      g_autofree char *known = rbk_phone_number_normalise (number);

      if (g_strcmp0 (known, number) != 0)
        {
          g_set_error (error,
                       RBK_DESK_ERROR,
                       RBK_DESK_ERROR_INVALID,
                       _ ("%s in the company policy is no telephone number that can be dialled."),
                       number);
          return FALSE;
        }
    }
  return TRUE;
}

/* Appends @changes (transfer full), signed off by whoever acts here. */
static void
change_policy (RbkDesk *self, GTask *task, JsonObject *changes)
{
  g_autoptr (JsonObject) signed_off = changes;
  GError *error = NULL;

  if (!rbk_desk_may (self, RBK_RIGHT_DECIDE, NULL))
    {
      g_task_return_new_error_literal (task,
                                       RBK_DESK_ERROR,
                                       RBK_DESK_ERROR_REFUSED,
                                       _ ("Only a manager can change the company policy. Ask yours."));
      return;
    }
  if (!rbk_policy_check (signed_off, &error) || !check_by_rules (self, signed_off, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  json_object_set_string_member (signed_off, "signed_by", self->person);
  json_object_set_int_member (signed_off, "signed_us", rbk_clock_now_us (self->clock));
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_POLICY_CHANGED, NULL, g_steal_pointer (&signed_off));
}

/**
 * rbk_desk_change_policy_async:
 * @changes: (transfer none): members of a policy-changed entry; null takes one away. Who signs it off is who
 * acts
 *
 * Refused with an RbkPolicyError that says where it cannot be so, with an RbkCompanyAddressError,
 * or with %RBK_DESK_ERROR_REFUSED if it is a manager's to decide.
 */
void
rbk_desk_change_policy_async (
  RbkDesk *self, JsonObject *changes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  if (rbk_desk_check_may_act (self, task))
    change_policy (self, task, rbk_json_copy (changes));
}

gboolean
rbk_desk_change_policy_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* What stands in the policy about rules, without @row. (transfer full) */
static JsonArray *
copy_overrides (RbkDesk *self, const char *row)
{
  GPtrArray *known = rbk_company_policy_get_overrides (rbk_desk_get_policy (self));
  JsonArray *overrides = json_array_new ();

  for (guint i = 0; i < known->len; i++)
    {
      const RbkRuleOverride *decided = g_ptr_array_index (known, i);
      JsonObject *copy;

      if (g_str_equal (decided->row, row))
        continue;
      copy = rbk_json_new ("row",
                           decided->row,
                           "value",
                           decided->value,
                           "reason",
                           decided->reason,
                           "person",
                           decided->person,
                           NULL);
      json_object_set_int_member (copy, "time_us", decided->time_us);
      json_array_add_object_element (overrides, copy);
    }
  return overrides;
}

/**
 * rbk_desk_list_rule_rows:
 *
 * Returns: (transfer full) (element-type RbkRuleRow): the rules that a showroom may decide otherwise
 */
GPtrArray *
rbk_desk_list_rule_rows (RbkDesk *self)
{
  return rbk_rule_rows_list (self->gate_tables);
}

/**
 * rbk_desk_find_row_to_decide:
 * @verdict: (nullable): an answer of the gate
 *
 * Of what a showroom never decides otherwise there is no row: a private mailbox, who asked us to
 * stop (K-30), an empty field (M-4). A row that could only be made stricter helps nobody here.
 *
 * Returns: (transfer none) (nullable): the id of the row that keeps something from leaving, if whoever acts
 *   here may decide it otherwise with rbk_desk_override_rule_async()
 */
const char *
rbk_desk_find_row_to_decide (RbkDesk *self, const RbkVerdict *verdict)
{
  g_autoptr (GPtrArray) rows = NULL;
  const RbkRuleRow *row;
  const RbkRuleOverride *decided;

  if (verdict == NULL || verdict->answer == RBK_GATE_YES || verdict->row == NULL ||
      !rbk_desk_may (self, RBK_RIGHT_DECIDE, NULL))
    return NULL;
  rows = rbk_desk_list_rule_rows (self);
  row = rbk_rule_rows_find (rows, verdict->row);
  decided = rbk_company_policy_find_override (rbk_desk_get_policy (self), verdict->row);
  return row != NULL && rbk_rule_row_can_yield (row, decided != NULL ? decided->value : row->value)
           ? verdict->row
           : NULL;
}

/**
 * rbk_desk_override_rule_async:
 * @row: id of one of rbk_desk_list_rule_rows()
 * @value: (nullable): what stands instead; NULL: the row does not count
 * @reason: why, in the words of whoever decides
 *
 * In place of what was decided about that row before. Who decides it, and when, is who acts, now. Refused
 * as rbk_desk_change_policy_async(), and with %RBK_DESK_ERROR_INVALID if the row cannot be so or there is no
 * reason.
 */
void
rbk_desk_override_rule_async (RbkDesk *self,
                              const char *row,
                              const char *value,
                              const char *reason,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autofree char *why = g_strstrip (g_strdup (reason));
  JsonObject *changes, *decided;
  JsonArray *overrides;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (*why == '\0')
    {
      g_task_return_new_error_literal (
        task,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_INVALID,
        _ ("Say why the showroom decides this otherwise; it stands in the policy under your name."));
      return;
    }
  overrides = copy_overrides (self, row);
  decided = rbk_json_new ("row", row, "value", value, "reason", why, "person", self->person, NULL);
  json_object_set_int_member (decided, "time_us", rbk_clock_now_us (self->clock));
  json_array_add_object_element (overrides, decided);
  changes = json_object_new ();
  json_object_set_array_member (changes, "overrides", overrides);
  change_policy (self, task, changes);
}

gboolean
rbk_desk_override_rule_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_restore_rule_async:
 * @row: id of a row that was decided otherwise
 *
 * From now on it is again as it comes with Ringback.
 */
void
rbk_desk_restore_rule_async (
  RbkDesk *self, const char *row, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  JsonObject *changes;

  if (!rbk_desk_check_may_act (self, task))
    return;
  changes = json_object_new ();
  json_object_set_array_member (changes, "overrides", copy_overrides (self, row));
  change_policy (self, task, changes);
}

gboolean
rbk_desk_restore_rule_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  JsonObject *changes;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  changes = rbk_policy_read_file (bytes, &error);
  if (changes == NULL)
    g_task_return_error (task, error);
  /* The desk may have closed while the file was read. */
  else if (self->reader == NULL)
    {
      json_object_unref (changes);
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
    }
  else
    change_policy (self, task, changes);
}

static void
looked_at_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Before all of it is read: it may be a film. */
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > RBK_POLICY_LARGEST_FILE)
    {
      g_task_return_new_error_literal (task,
                                       RBK_POLICY_ERROR,
                                       RBK_POLICY_ERROR_FORM,
                                       _ ("This is no file with a company policy. Choose another."));
      return;
    }
  g_file_load_bytes_async (G_FILE (source), g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
}

/**
 * rbk_desk_import_policy_async:
 * @file: what whoever runs the showroom's PCs wrote
 *
 * As rbk_desk_change_policy_async() with what the file holds, all of it or nothing.
 */
void
rbk_desk_import_policy_async (
  RbkDesk *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  if (rbk_desk_check_may_act (self, task))
    g_file_query_info_async (file,
                             G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                             G_FILE_QUERY_INFO_NONE,
                             G_PRIORITY_DEFAULT,
                             cancellable,
                             looked_at_cb,
                             g_object_ref (task));
}

gboolean
rbk_desk_import_policy_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
