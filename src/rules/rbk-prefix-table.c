/* rbk-prefix-table.c
 *
 * The form is that of libphonenumber's own tables: a line has the beginning of a number, a bar and what is
 * known of it, several things with & between them; ours have further columns after further bars.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-prefix-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct _RbkPrefixTable
{
  GHashTable *lines; /* (owned) (element-type utf8 GStrv*): each column by itself */
  guint n_columns;
  gsize longest; /* of the prefixes */
};

static void
free_columns (gpointer data)
{
  char ***columns = data;

  for (guint i = 0; columns[i] != NULL; i++)
    g_strfreev (columns[i]);
  g_free (columns);
}

static gboolean
add_line (RbkPrefixTable *self, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  char ***columns;

  if (g_strv_length (parts) != self->n_columns + 1 || *parts[0] == '\0' ||
      strspn (parts[0], "0123456789") != strlen (parts[0]))
    return FALSE;
  columns = g_new0 (char **, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    columns[i] = g_strsplit (parts[i + 1], "&", -1);
  self->longest = MAX (self->longest, strlen (parts[0]));
  g_hash_table_insert (self->lines, g_strdup (parts[0]), columns);
  return TRUE;
}

/**
 * rbk_prefix_table_new:
 * @text: the lines; those that begin with # are comments
 * @n_columns: how many follow the prefix
 *
 * Returns: (transfer full): the table, or NULL with a %JSON_PARSER_ERROR, as for the other rules
 */
RbkPrefixTable *
rbk_prefix_table_new (GBytes *text, guint n_columns, GError **error)
{
  g_autoptr (RbkPrefixTable) self = g_new0 (RbkPrefixTable, 1);
  g_autofree char *all = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_columns);
  self->n_columns = n_columns;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line == '\0' || *line == '#')
        continue;
      if (!add_line (self, line))
        {
          g_set_error (
            error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "line %u has no prefix", i + 1);
          return NULL;
        }
    }
  if (g_hash_table_size (self->lines) == 0)
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "there are no prefixes");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * rbk_prefix_table_free:
 * @self: (nullable)
 */
void
rbk_prefix_table_free (RbkPrefixTable *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_free (self);
}

/**
 * rbk_prefix_table_find:
 * @digits: a number or code
 * @column: counted from 0
 * @length: (out) (optional): how much of @digits it rests on
 *
 * Returns: (transfer none) (nullable): what the longest prefix of @digits says there
 */
const char *const *
rbk_prefix_table_find (RbkPrefixTable *self, const char *digits, guint column, guint *length)
{
  g_return_val_if_fail (column < self->n_columns, NULL);
  for (gsize n = MIN (strlen (digits), self->longest); n > 0; n--)
    {
      g_autofree char *prefix = g_strndup (digits, n);
      char ***columns = g_hash_table_lookup (self->lines, prefix);

      if (columns == NULL)
        continue;
      if (length != NULL)
        *length = (guint) n;
      return (const char *const *) columns[column];
    }
  return NULL;
}

/**
 * rbk_prefix_table_foreach:
 * @each: (scope call): gets every prefix, and an array of its columns, each a strv
 */
void
rbk_prefix_table_foreach (RbkPrefixTable *self, GHFunc each, gpointer data)
{
  g_hash_table_foreach (self->lines, each, data);
}
