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

/* Thousands of lines say a few dozen things: what they begin with stays in the text, what they say is kept
 * once.
 */
struct _RbkPrefixTable
{
  char *text;        /* (owned): its lines and columns each end with a NUL */
  GHashTable *lines; /* (owned) (element-type utf8 gpointer): where the columns of a prefix begin in cells */
  GPtrArray *cells;  /* (owned) (element-type GStrv): of lists, the columns of one line after another */
  GHashTable *lists; /* (owned) (element-type utf8 GStrv): a column as it stands there, and by itself */
  guint n_columns;
  gsize longest; /* of the prefixes */
};

/* (transfer none): what stands in a column. */
static GStrv
get_list (RbkPrefixTable *self, const char *column)
{
  GStrv list = g_hash_table_lookup (self->lists, column);

  if (list == NULL)
    {
      list = g_strsplit (column, "&", -1);
      g_hash_table_insert (self->lists, (char *) column, list);
    }
  return list;
}

/* (transfer none) (nullable): what follows the first of @separator in @text, which is ended there. */
static char *
cut_at (char *text, char separator)
{
  char *found = strchr (text, separator);

  if (found != NULL)
    *found++ = '\0';
  return found;
}

static gboolean
add_line (RbkPrefixTable *self, char *line)
{
  char *column = cut_at (line, '|');
  gsize length = strlen (line);

  if (length == 0 || strspn (line, "0123456789") != length)
    return FALSE;
  g_hash_table_insert (self->lines, line, GUINT_TO_POINTER (self->cells->len));
  self->longest = MAX (self->longest, length);
  for (guint i = 0; i < self->n_columns; i++)
    {
      char *next = column != NULL ? cut_at (column, '|') : NULL;

      if (column == NULL)
        return FALSE;
      g_ptr_array_add (self->cells, get_list (self, column));
      column = next;
    }
  return column == NULL;
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
  char *next;
  guint n = 0;

  self->text = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  self->lines = g_hash_table_new (g_str_hash, g_str_equal);
  self->cells = g_ptr_array_new ();
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_strfreev);
  self->n_columns = n_columns;
  for (char *line = self->text; line != NULL; line = next)
    {
      next = cut_at (line, '\n');
      g_strchomp (line);
      n++;
      if (*line == '\0' || *line == '#')
        continue;
      if (!add_line (self, line))
        {
          g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "line %u has no prefix", n);
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
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_free (self->text);
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
      gpointer first;

      if (!g_hash_table_lookup_extended (self->lines, prefix, NULL, &first))
        continue;
      if (length != NULL)
        *length = (guint) n;
      return g_ptr_array_index (self->cells, GPOINTER_TO_UINT (first) + column);
    }
  return NULL;
}

/**
 * rbk_prefix_table_foreach:
 * @each: (scope call): gets the columns of every prefix
 */
void
rbk_prefix_table_foreach (RbkPrefixTable *self, RbkPrefixTableEach each, gpointer data)
{
  for (guint i = 0; i < self->cells->len; i += self->n_columns)
    each ((const char *const *const *) (self->cells->pdata + i), data);
}
