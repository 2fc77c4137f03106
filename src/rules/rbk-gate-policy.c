/* rbk-gate-policy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-policy.h"

#include "rules/rbk-phone-number.h"

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * rbk_gate_policy_find_override:
 * @row: the id of a row of data/rules
 * @value: (out) (transfer none) (nullable): what holds instead; NULL: the row does not count
 *
 * Where a row was overridden twice the later one stands. An override without a name and a reason is none.
 *
 * Returns: whether the showroom overrode @row
 */
gboolean
rbk_gate_policy_find_override (const RbkGatePolicy *self, const char *row, const char **value)
{
  for (guint i = self->n_overrides; i > 0; i--)
    {
      const RbkRowOverride *override = &self->overrides[i - 1];

      if (g_strcmp0 (override->row, row) != 0 || !is_said (override->person) || !is_said (override->reason))
        continue;
      *value = override->value;
      return TRUE;
    }
  *value = NULL;
  return FALSE;
}

/**
 * rbk_gate_policy_get_value:
 * @tables: (nullable): the rows that come with Ringback
 * @row: the id of a row of gate-rows.json
 *
 * An override with a value that the row does not allow counts as none, so that a slip of the pen opens
 * nothing.
 *
 * Returns: (transfer none) (nullable): what holds at this showroom; NULL without @tables
 */
const char *
rbk_gate_policy_get_value (const RbkGatePolicy *self, RbkGateTables *tables, const char *row)
{
  const char *value;

  if (tables == NULL)
    return NULL;
  if (rbk_gate_policy_find_override (self, row, &value) && rbk_gate_tables_allows_value (tables, row, value))
    return value;
  return rbk_gate_tables_get_value (tables, row);
}

/**
 * rbk_gate_policy_find_registration:
 * @line: a number that is to send a text
 *
 * Returns: (transfer none) (nullable): the campaign under which it is registered for texts (K-40)
 */
const char *
rbk_gate_policy_find_registration (const RbkGatePolicy *self, const char *line)
{
  g_autofree char *wanted = rbk_phone_number_normalise (line);

  for (guint i = 0; wanted != NULL && i < self->n_texting; i++)
    {
      g_autofree char *number = rbk_phone_number_normalise (self->texting[i].number);

      if (g_strcmp0 (number, wanted) == 0 && is_said (self->texting[i].registration))
        return self->texting[i].registration;
    }
  return NULL;
}
