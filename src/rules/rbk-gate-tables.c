/* rbk-gate-tables.c
 *
 * Every row has an id, by which a showroom can override it. What an override's value may be depends on
 * the row: of gate-rows.json one of its values, of calling hours "HH:MM-HH:MM" or "closed", of
 * relationship terms a number with its unit; none at all takes the row away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-tables-private.h"

#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"

#include <stdlib.h>
#include <string.h>

/* Words that stand one after the other, such as a phrase that gives the customer nothing (M-1). */
typedef struct
{
  char *text;   /* (owned) */
  char **words; /* (owned) */
} Phrase;

/* As it stands in its file. */
typedef struct
{
  RbkRowFile file;
  JsonObject *row; /* (owned) */
} Stored;

struct _RbkGateTables
{
  GObject parent_instance;

  GArray *stored;   /* (owned) (element-type Stored): what can be overridden */
  GHashTable *rows; /* (owned) (element-type utf8 JsonObject): of gate-rows.json, by id */
  GArray *phrases;  /* (owned) (element-type Phrase) */
  GArray *opt_outs; /* (owned) (element-type Phrase): how to get no more emails, in any language (M-5) */
  GHashTable *shorteners; /* (owned) (element-type utf8): domains, lower case */
  GArray *hours;          /* (owned) (element-type RbkHoursRow) */
  GArray *limits;         /* (owned) (element-type RbkLimitRow) */
  GArray *terms;          /* (owned) (element-type RbkTermRow) */
  GHashTable *holidays;   /* (owned) (element-type utf8 utf8): YYYY-MM-DD to name */
  int last_year;          /* of the holidays */
  RbkPlaceTables *places; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkGateTables, rbk_gate_tables, G_TYPE_OBJECT)

static void
clear_phrase (gpointer data)
{
  Phrase *phrase = data;

  g_free (phrase->text);
  g_strfreev (phrase->words);
}

static void
clear_stored (gpointer data)
{
  Stored *stored = data;

  json_object_unref (stored->row);
}

static void
clear_hours (gpointer data)
{
  RbkHoursRow *row = data;

  g_free (row->id);
  g_free (row->rule);
  g_free (row->state);
}

static void
clear_limit (gpointer data)
{
  RbkLimitRow *row = data;

  g_free (row->id);
  g_free (row->state);
}

static void
clear_term (gpointer data)
{
  RbkTermRow *row = data;

  g_free (row->id);
  g_free (row->state);
}

static void
rbk_gate_tables_finalize (GObject *object)
{
  RbkGateTables *self = RBK_GATE_TABLES (object);

  g_array_unref (self->stored);
  g_hash_table_unref (self->rows);
  g_array_unref (self->phrases);
  g_array_unref (self->opt_outs);
  g_hash_table_unref (self->shorteners);
  g_array_unref (self->hours);
  g_array_unref (self->limits);
  g_array_unref (self->terms);
  g_hash_table_unref (self->holidays);
  rbk_place_tables_free (self->places);
  G_OBJECT_CLASS (rbk_gate_tables_parent_class)->finalize (object);
}

static void
rbk_gate_tables_class_init (RbkGateTablesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_gate_tables_finalize;
}

static void
rbk_gate_tables_init (RbkGateTables *self)
{
  self->stored = g_array_new (FALSE, TRUE, sizeof (Stored));
  g_array_set_clear_func (self->stored, clear_stored);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->phrases = g_array_new (FALSE, TRUE, sizeof (Phrase));
  g_array_set_clear_func (self->phrases, clear_phrase);
  self->opt_outs = g_array_new (FALSE, TRUE, sizeof (Phrase));
  g_array_set_clear_func (self->opt_outs, clear_phrase);
  self->shorteners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hours = g_array_new (FALSE, TRUE, sizeof (RbkHoursRow));
  g_array_set_clear_func (self->hours, clear_hours);
  self->limits = g_array_new (FALSE, TRUE, sizeof (RbkLimitRow));
  g_array_set_clear_func (self->limits, clear_limit);
  self->terms = g_array_new (FALSE, TRUE, sizeof (RbkTermRow));
  g_array_set_clear_func (self->terms, clear_term);
  self->holidays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Any of the readers below: takes in one row, FALSE if it has not the shape it must have. */
typedef gboolean (*AddRow) (RbkGateTables *self, JsonObject *row);

static void
keep (RbkGateTables *self, RbkRowFile file, JsonObject *row)
{
  Stored stored = { file, json_object_ref (row) };

  g_array_append_val (self->stored, stored);
}

static gboolean
add_row (RbkGateTables *self, JsonObject *row)
{
  const char *id = rbk_json_get_string (row, "id");

  if (id == NULL || rbk_json_get_string (row, "value") == NULL)
    return FALSE;
  g_hash_table_insert (self->rows, g_strdup (id), json_object_ref (row));
  keep (self, RBK_ROW_FILE_GATE, row);
  return TRUE;
}

static gboolean
add_phrase_to (GArray *phrases, JsonObject *row)
{
  const char *text = rbk_json_get_string (row, "phrase");
  Phrase phrase = { .text = g_strdup (text), .words = rbk_plain_words_split (text) };

  if (phrase.words[0] == NULL)
    {
      clear_phrase (&phrase);
      return FALSE;
    }
  g_array_append_val (phrases, phrase);
  return TRUE;
}

static gboolean
add_phrase (RbkGateTables *self, JsonObject *row)
{
  return add_phrase_to (self->phrases, row);
}

static gboolean
add_opt_out (RbkGateTables *self, JsonObject *row)
{
  return add_phrase_to (self->opt_outs, row);
}

static gboolean
add_shortener (RbkGateTables *self, JsonObject *row)
{
  const char *domain = rbk_json_get_string (row, "domain");

  return domain != NULL && g_hash_table_add (self->shorteners, g_ascii_strdown (domain, -1));
}

static gboolean
add_hours (RbkGateTables *self, JsonObject *row)
{
  static const char *const days[RBK_N_DAY_KINDS] = { "weekdays", "saturday", "sunday", "holidays" };
  RbkHoursRow hours = {
    .id = g_strdup (rbk_json_get_string (row, "id")),
    .rule = g_strdup (rbk_json_get_string (row, "rule")),
    .state = g_strdup (rbk_json_get_string (row, "state")),
    .has_holidays = rbk_json_get_string (row, "holidays") != NULL,
  };
  gboolean good = hours.id != NULL && hours.rule != NULL;

  for (guint i = 0; good && i < RBK_N_DAY_KINDS; i++)
    good = rbk_day_window_read (rbk_json_get_string (row, days[i]), &hours.windows[i]) ||
           (i == RBK_DAY_HOLIDAY && !hours.has_holidays);
  if (good)
    {
      g_array_append_val (self->hours, hours);
      keep (self, RBK_ROW_FILE_HOURS, row);
    }
  else
    clear_hours (&hours);
  return good;
}

static gboolean
add_limit (RbkGateTables *self, JsonObject *row)
{
  RbkLimitRow limit = {
    .id = g_strdup (rbk_json_get_string (row, "id")),
    .state = g_strdup (rbk_json_get_string (row, "state")),
    .calls = (guint) CLAMP (rbk_json_get_int (row, "calls", 0), 0, 1000),
  };

  if (limit.id == NULL || limit.state == NULL || limit.calls == 0)
    {
      clear_limit (&limit);
      return FALSE;
    }
  g_array_append_val (self->limits, limit);
  keep (self, RBK_ROW_FILE_LIMITS, row);
  return TRUE;
}

static gboolean
add_term (RbkGateTables *self, JsonObject *row)
{
  const char *of = rbk_json_get_string (row, "of");
  RbkTermRow term = {
    .id = g_strdup (rbk_json_get_string (row, "id")),
    .state = g_strdup (rbk_json_get_string (row, "state")),
    .of_purchase = g_strcmp0 (of, "purchase") == 0,
  };

  if (term.id == NULL || (!term.of_purchase && g_strcmp0 (of, "inquiry") != 0) ||
      !rbk_term_read (rbk_json_get_string (row, "term"), &term.term))
    {
      clear_term (&term);
      return FALSE;
    }
  g_array_append_val (self->terms, term);
  keep (self, RBK_ROW_FILE_TERMS, row);
  return TRUE;
}

static gboolean
add_holiday (RbkGateTables *self, JsonObject *row)
{
  const char *date = rbk_json_get_string (row, "date");
  const char *name = rbk_json_get_string (row, "name");

  if (date == NULL || name == NULL || strlen (date) != 10)
    return FALSE;
  self->last_year = MAX (self->last_year, atoi (date));
  g_hash_table_insert (self->holidays, g_strdup (date), g_strdup (name));
  return TRUE;
}

static gboolean
read_file (
  RbkGateTables *self, const char *name, AddRow add, RbkGateTablesFetch fetch, gpointer data, GError **error)
{
  g_autoptr (GBytes) json = fetch (name, data, error);
  g_autoptr (JsonObject) root = json != NULL ? rbk_json_parse_bytes (json, error) : NULL;
  JsonArray *rows = root != NULL ? rbk_json_get_array (root, "rows") : NULL;

  if (root == NULL)
    return FALSE;
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      if (!add (self, rbk_json_array_get_object (rows, i)))
        {
          g_set_error (
            error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "row %u of %s cannot be read", i, name);
          return FALSE;
        }
    }
  if (rows == NULL || json_array_get_length (rows) == 0)
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "%s has no rows", name);
      return FALSE;
    }
  return TRUE;
}

/**
 * rbk_gate_tables_new:
 * @fetch: (scope call): gives the files of data/rules
 *
 * Returns: (transfer full): the rows, or NULL with the error of @fetch or a %JSON_PARSER_ERROR
 */
RbkGateTables *
rbk_gate_tables_new (RbkGateTablesFetch fetch, gpointer data, GError **error)
{
  static const struct
  {
    const char *name;
    AddRow add;
  } files[] = {
    { "gate-rows.json", add_row },           { "no-value-phrases.json", add_phrase },
    { "opt-out-phrases.json", add_opt_out }, { "link-shorteners.json", add_shortener },
    { "calling-hours.json", add_hours },     { "call-limits.json", add_limit },
    { "relationship-terms.json", add_term }, { "holidays.json", add_holiday },
  };
  g_autoptr (RbkGateTables) self = g_object_new (RBK_TYPE_GATE_TABLES, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (!read_file (self, files[i].name, files[i].add, fetch, data, error))
        return NULL;
    }
  self->places = rbk_place_tables_new (fetch, data, error);
  if (self->places == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_gate_tables_get_value:
 * @row: the id of a row of gate-rows.json
 *
 * Returns: (transfer none) (nullable): what it says; NULL if there is no such row
 */
const char *
rbk_gate_tables_get_value (RbkGateTables *self, const char *row)
{
  JsonObject *found = g_hash_table_lookup (self->rows, row);

  return found != NULL ? rbk_json_get_string (found, "value") : NULL;
}

/**
 * rbk_gate_tables_allows_value:
 * @row: the id of a row of gate-rows.json
 * @value: (nullable): what a showroom would put there
 *
 * Returns: whether @row may have @value
 */
gboolean
rbk_gate_tables_allows_value (RbkGateTables *self, const char *row, const char *value)
{
  JsonObject *found = g_hash_table_lookup (self->rows, row);
  JsonArray *values = found != NULL ? rbk_json_get_array (found, "values") : NULL;
  JsonObject *range = found != NULL ? rbk_json_get_object (found, "values") : NULL;
  guint64 number;

  for (guint i = 0; value != NULL && values != NULL && i < json_array_get_length (values); i++)
    {
      if (g_strcmp0 (rbk_json_array_get_string (values, i), value) == 0)
        return TRUE;
    }
  return value != NULL && range != NULL &&
         g_ascii_string_to_unsigned (value,
                                     10,
                                     (guint64) rbk_json_get_int (range, "from", 0),
                                     (guint64) rbk_json_get_int (range, "to", 0),
                                     &number,
                                     NULL);
}

/* (transfer none) (nullable): the first of @phrases in @text, whatever the case, accents and lines. */
static const char *
find_one_of (GArray *phrases, const char *text)
{
  g_auto (GStrv) words = rbk_plain_words_split (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      for (guint j = 0; j < phrases->len; j++)
        {
          const Phrase *phrase = &g_array_index (phrases, Phrase, j);
          guint n = 0;

          while (phrase->words[n] != NULL && g_strcmp0 (phrase->words[n], words[i + n]) == 0)
            n++;
          if (phrase->words[n] == NULL)
            return phrase->text;
        }
    }
  return NULL;
}

/**
 * rbk_gate_tables_find_phrase:
 * @text: (nullable): a subject or message
 *
 * Returns: (transfer none) (nullable): the first phrase in @text that gives the customer nothing (M-1)
 */
const char *
rbk_gate_tables_find_phrase (RbkGateTables *self, const char *text)
{
  return find_one_of (self->phrases, text);
}

/**
 * rbk_gate_tables_find_opt_out:
 * @text: (nullable): an email with what stands under it
 *
 * Returns: (transfer none) (nullable): the first phrase in @text, of whatever language, by which it says how
 *   to get no more of them (M-5)
 */
const char *
rbk_gate_tables_find_opt_out (RbkGateTables *self, const char *text)
{
  return find_one_of (self->opt_outs, text);
}

/**
 * rbk_gate_tables_is_shortener:
 * @host: of a link
 *
 * Returns: whether it is a public shortener, or below one (M-7)
 */
gboolean
rbk_gate_tables_is_shortener (RbkGateTables *self, const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  for (const char *part = lower; part != NULL; part = strchr (part, '.'))
    {
      part += *part == '.';
      if (g_hash_table_contains (self->shorteners, part))
        return TRUE;
    }
  return FALSE;
}

/* (transfer none) (nullable): the row @i of those that can be overridden, NULL after the last. */
JsonObject *
rbk_gate_tables_get_stored (RbkGateTables *self, guint i, RbkRowFile *file)
{
  const Stored *stored = i < self->stored->len ? &g_array_index (self->stored, Stored, i) : NULL;

  if (stored == NULL)
    return NULL;
  *file = stored->file;
  return stored->row;
}

/* The rows of calling hours, in the order of their file. */
const RbkHoursRow *
rbk_gate_tables_get_hours (RbkGateTables *self, guint *n)
{
  *n = self->hours->len;
  return (const RbkHoursRow *) self->hours->data;
}

const RbkLimitRow *
rbk_gate_tables_get_limits (RbkGateTables *self, guint *n)
{
  *n = self->limits->len;
  return (const RbkLimitRow *) self->limits->data;
}

const RbkTermRow *
rbk_gate_tables_get_terms (RbkGateTables *self, guint *n)
{
  *n = self->terms->len;
  return (const RbkTermRow *) self->terms->data;
}

/* (nullable): the name of the federal holiday on @date. */
const char *
rbk_gate_tables_get_holiday (RbkGateTables *self, const GDate *date)
{
  char key[16];

  g_date_strftime (key, sizeof key, "%Y-%m-%d", date);
  return g_hash_table_lookup (self->holidays, key);
}

/* Whether the holidays of @year are in the table. */
gboolean
rbk_gate_tables_knows_year (RbkGateTables *self, GDateYear year)
{
  return year <= self->last_year;
}

/* Numbers, ZIP codes and states. */
RbkPlaceTables *
rbk_gate_tables_get_places (RbkGateTables *self)
{
  return self->places;
}
