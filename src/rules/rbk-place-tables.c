/* rbk-place-tables.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-place-tables.h"

#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"
#include "rules/rbk-prefix-table.h"

#include <stdlib.h>
#include <string.h>

struct _RbkPlaceTables
{
  GHashTable *states;      /* (owned) (element-type utf8 utf8): names in compared form, and codes, to code */
  char **state_codes;      /* (owned): sorted */
  GHashTable *state_zones; /* (owned) (element-type utf8 GPtrArray): zones of each state, NULL-terminated */
  RbkPrefixTable *number_zones;  /* (owned) */
  RbkPrefixTable *number_states; /* (owned) */
  RbkPrefixTable *zips;          /* (owned): states, zones */
};

/* “New Hampshire”, “new-hampshire” and “NH” are one. */
static char *
dup_state_key (const char *name)
{
  g_auto (GStrv) words = rbk_plain_words_split (name);

  return g_strjoinv (" ", words);
}

static gboolean
add_state (RbkPlaceTables *self, JsonObject *row)
{
  const char *code = rbk_json_get_string (row, "code");
  const char *name = rbk_json_get_string (row, "name");

  if (code == NULL || name == NULL)
    return FALSE;
  g_hash_table_insert (self->states, dup_state_key (code), g_strdup (code));
  g_hash_table_insert (self->states, dup_state_key (name), g_strdup (code));
  g_hash_table_insert (self->state_zones, g_strdup (code), g_ptr_array_new_null_terminated (0, NULL, TRUE));
  return TRUE;
}

static int
compare_codes (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
read_states (RbkPlaceTables *self, RbkGateTablesFetch fetch, gpointer data, GError **error)
{
  g_autoptr (GBytes) json = fetch ("us-states.json", data, error);
  g_autoptr (JsonObject) root = json != NULL ? rbk_json_parse_bytes (json, error) : NULL;
  JsonArray *rows = root != NULL ? rbk_json_get_array (root, "rows") : NULL;
  guint n = rows != NULL ? json_array_get_length (rows) : 0;

  if (root == NULL)
    return FALSE;
  self->state_codes = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = rbk_json_array_get_object (rows, i);

      if (!add_state (self, row))
        {
          n = 0;
          break;
        }
      self->state_codes[i] = g_strdup (rbk_json_get_string (row, "code"));
    }
  if (n == 0)
    {
      g_set_error_literal (
        error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "us-states.json cannot be read");
      return FALSE;
    }
  qsort (self->state_codes, n, sizeof (char *), compare_codes);
  return TRUE;
}

/* Of a beginning of ZIP codes that is all in one state: what that state's zones add up to. */
static void
add_state_zones (const char *const *const *columns, gpointer data)
{
  RbkPlaceTables *self = data;
  const char *const *states = columns[0];
  GPtrArray *zones =
    states[0] != NULL && states[1] == NULL ? g_hash_table_lookup (self->state_zones, states[0]) : NULL;

  for (guint i = 0; zones != NULL && columns[1][i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (zones, columns[1][i], g_str_equal, NULL))
        g_ptr_array_add (zones, (char *) columns[1][i]);
    }
}

static gboolean
read_prefixes (RbkPlaceTables *self, RbkGateTablesFetch fetch, gpointer data, GError **error)
{
  const struct
  {
    const char *name;
    guint n_columns;
    RbkPrefixTable **table;
  } files[] = {
    { "number-zones.txt", 1, &self->number_zones },
    { "number-states.txt", 1, &self->number_states },
    { "zip-places.txt", 2, &self->zips },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) text = fetch (files[i].name, data, error);

      *files[i].table = text != NULL ? rbk_prefix_table_new (text, files[i].n_columns, error) : NULL;
      if (*files[i].table == NULL)
        {
          g_prefix_error (error, "%s: ", files[i].name);
          return FALSE;
        }
    }
  rbk_prefix_table_foreach (self->zips, add_state_zones, self);
  return TRUE;
}

/**
 * rbk_place_tables_new:
 * @fetch: (scope call): gives the files of data/rules
 *
 * Returns: (transfer full): the tables, or NULL with the error of @fetch or a %JSON_PARSER_ERROR
 */
RbkPlaceTables *
rbk_place_tables_new (RbkGateTablesFetch fetch, gpointer data, GError **error)
{
  g_autoptr (RbkPlaceTables) self = g_new0 (RbkPlaceTables, 1);

  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->state_zones =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (!read_states (self, fetch, data, error) || !read_prefixes (self, fetch, data, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_place_tables_free:
 * @self: (nullable)
 */
void
rbk_place_tables_free (RbkPlaceTables *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->states);
  g_strfreev (self->state_codes);
  g_hash_table_unref (self->state_zones);
  rbk_prefix_table_free (self->number_zones);
  rbk_prefix_table_free (self->number_states);
  rbk_prefix_table_free (self->zips);
  g_free (self);
}

/**
 * rbk_place_tables_get_number_zones:
 * @number: E.164
 *
 * Returns: (nullable): the zones of its area; NULL for toll-free and other numbers without one
 */
const char *const *
rbk_place_tables_get_number_zones (RbkPlaceTables *self, const char *number)
{
  const char *digits = number + (*number == '+');
  guint length = 0;
  const char *const *zones = rbk_prefix_table_find (self->number_zones, digits, 0, &length);

  /* The line of +1 alone is all of North America. */
  return length == 1 && *digits == '1' ? NULL : zones;
}

/**
 * rbk_place_tables_get_number_states:
 * @number: E.164
 *
 * Returns: (nullable): the states of its area
 */
const char *const *
rbk_place_tables_get_number_states (RbkPlaceTables *self, const char *number)
{
  return rbk_prefix_table_find (self->number_states, number + (*number == '+'), 0, NULL);
}

/**
 * rbk_place_tables_get_zip:
 * @zip: a ZIP code, perhaps with its four further digits
 * @zones: (out) (nullable): its zones
 *
 * A code that is newer than the table has what its neighbours have.
 *
 * Returns: (nullable): its states; NULL if there are none such
 */
const char *const *
rbk_place_tables_get_zip (RbkPlaceTables *self, const char *zip, const char *const **zones)
{
  g_autofree char *digits = NULL;

  *zones = NULL;
  if (strspn (zip, "0123456789") < 5)
    return NULL;
  digits = g_strndup (zip, 5);
  *zones = rbk_prefix_table_find (self->zips, digits, 1, NULL);
  return rbk_prefix_table_find (self->zips, digits, 0, NULL);
}

/**
 * rbk_place_tables_find_state:
 * @region: the name or code of a state as somebody typed it
 *
 * Returns: (nullable): its code
 */
const char *
rbk_place_tables_find_state (RbkPlaceTables *self, const char *region)
{
  g_autofree char *key = dup_state_key (region);

  return g_hash_table_lookup (self->states, key);
}

/**
 * rbk_place_tables_get_states:
 *
 * Returns: the codes of all states, sorted
 */
const char *const *
rbk_place_tables_get_states (RbkPlaceTables *self)
{
  return (const char *const *) self->state_codes;
}

/**
 * rbk_place_tables_get_state_zones:
 * @state: a state's code
 *
 * Returns: (nullable): all zones in it
 */
const char *const *
rbk_place_tables_get_state_zones (RbkPlaceTables *self, const char *state)
{
  GPtrArray *zones = g_hash_table_lookup (self->state_zones, state);

  return zones != NULL ? (const char *const *) zones->pdata : NULL;
}
