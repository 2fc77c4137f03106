/* rbk-rule-rows.c
 *
 * Which rows these are is said by the files: gate-rows.json names the values of each, and calling-hours.json,
 * call-limits.json and relationship-terms.json say of all theirs what an override may be. Whose mailbox it is
 * and who asked us to stop (K-30) stands in no such row, so nobody overrides it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-rule-rows.h"

#include "model/rbk-json.h"
#include "rules/rbk-gate-tables-private.h"

#include <string.h>

/* More calls a day than anybody makes; as the gate reads them (K-5). */
#define MOST_CALLS 1000

void
rbk_rule_row_free (RbkRuleRow *row)
{
  if (row == NULL)
    return;
  g_free (row->id);
  g_free (row->rule);
  g_free (row->state);
  g_free (row->of);
  g_free (row->source);
  g_free (row->value);
  g_strfreev (row->choices);
  g_free (row);
}

static void
free_row (gpointer row)
{
  rbk_rule_row_free (row);
}

static void
read_choice (RbkRuleRow *row, JsonObject *stored)
{
  JsonArray *values = rbk_json_get_array (stored, "values");
  JsonObject *range = rbk_json_get_object (stored, "values");
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();

  row->value = g_strdup (rbk_json_get_string (stored, "value"));
  row->form = values != NULL ? RBK_RULE_CHOICE : RBK_RULE_NUMBER;
  row->from = (guint) rbk_json_get_int (range, "from", 0);
  row->to = (guint) rbk_json_get_int (range, "to", 0);
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    g_strv_builder_add (choices, rbk_json_array_get_string (values, i));
  if (values != NULL)
    row->choices = g_strv_builder_end (choices);
}

static void
read_hours (RbkRuleRow *row, JsonObject *stored)
{
  const char *days[] = { rbk_json_get_string (stored, "weekdays"),
                         rbk_json_get_string (stored, "saturday"),
                         rbk_json_get_string (stored, "sunday"),
                         NULL };
  gboolean same = g_str_equal (days[0], days[1]) && g_str_equal (days[1], days[2]);

  row->form = RBK_RULE_HOURS;
  row->may_go = TRUE;
  row->value = same ? g_strdup (days[0]) : g_strjoinv (", ", (char **) days);
}

static void
read_limit (RbkRuleRow *row, JsonObject *stored)
{
  row->form = RBK_RULE_NUMBER;
  row->may_go = TRUE;
  row->from = 1;
  row->to = MOST_CALLS;
  row->value = g_strdup_printf ("%" G_GINT64_FORMAT, rbk_json_get_int (stored, "calls", 0));
}

static void
read_term (RbkRuleRow *row, JsonObject *stored)
{
  row->form = RBK_RULE_TERM;
  row->may_go = TRUE;
  row->of = g_strdup (rbk_json_get_string (stored, "of"));
  row->value = g_strdup (rbk_json_get_string (stored, "term"));
}

/**
 * rbk_rule_rows_list:
 *
 * Returns: (transfer full) (element-type RbkRuleRow): the rows that a showroom may decide otherwise with a
 *   name and a reason, in the order of their files
 */
GPtrArray *
rbk_rule_rows_list (RbkGateTables *tables)
{
  static void (*const readers[]) (RbkRuleRow *row, JsonObject *stored) = {
    [RBK_ROW_FILE_GATE] = read_choice,
    [RBK_ROW_FILE_HOURS] = read_hours,
    [RBK_ROW_FILE_LIMITS] = read_limit,
    [RBK_ROW_FILE_TERMS] = read_term,
  };
  /* What the files of limits and terms say once for all their rows. */
  static const char *const rules[] = {
    [RBK_ROW_FILE_LIMITS] = "K-5",
    [RBK_ROW_FILE_TERMS] = "K-11",
  };
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  RbkRowFile file;
  JsonObject *stored;

  for (guint i = 0; (stored = rbk_gate_tables_get_stored (tables, i, &file)) != NULL; i++)
    {
      RbkRuleRow *row = g_new0 (RbkRuleRow, 1);
      const char *rule = rbk_json_get_string (stored, "rule");

      row->id = g_strdup (rbk_json_get_string (stored, "id"));
      row->rule = g_strdup (rule != NULL ? rule : rules[file]);
      row->state = g_strdup (rbk_json_get_string (stored, "state"));
      row->source = g_strdup (rbk_json_get_string (stored, "source"));
      readers[file](row, stored);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

/**
 * rbk_rule_rows_find:
 * @rows: of rbk_rule_rows_list()
 * @id: (nullable): of a row
 *
 * Returns: (nullable) (transfer none): the row, if it may be decided otherwise
 */
const RbkRuleRow *
rbk_rule_rows_find (GPtrArray *rows, const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const RbkRuleRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->id, id) == 0)
        return row;
    }
  return NULL;
}

/**
 * rbk_rule_row_allows:
 * @value: (nullable): NULL: the row does not count
 *
 * Returns: whether @value may stand there instead
 */
gboolean
rbk_rule_row_allows (const RbkRuleRow *row, const char *value)
{
  RbkDayWindow window;
  RbkTerm term;
  guint64 number;

  if (value == NULL)
    return row->may_go;
  switch (row->form)
    {
    case RBK_RULE_CHOICE:
      return g_strv_contains ((const char *const *) row->choices, value);
    case RBK_RULE_NUMBER:
      return g_ascii_string_to_unsigned (value, 10, row->from, row->to, &number, NULL);
    case RBK_RULE_HOURS:
      return rbk_day_window_read (value, &window);
    case RBK_RULE_TERM:
      return rbk_term_read (value, &term);
    default:
      return FALSE;
    }
}

/**
 * rbk_rule_row_can_yield:
 * @value: what stands there at a showroom
 *
 * Returns: whether something may stand there that lets more leave than @value does
 */
gboolean
rbk_rule_row_can_yield (const RbkRuleRow *row, const char *value)
{
  guint last;

  if (row->form != RBK_RULE_CHOICE)
    return TRUE;
  last = g_strv_length (row->choices);
  return last > 0 && g_strcmp0 (row->choices[last - 1], value) != 0;
}
