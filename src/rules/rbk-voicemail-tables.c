/* rbk-voicemail-tables.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-voicemail-tables.h"

#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"
#include "rules/rbk-spoken-number.h"

#include <string.h>

/* The longest names of models, as words that are said: “c x five”, “f one hundred fifty”. */
#define MODEL_TOKENS 4

typedef struct
{
  char **words; /* (owned) */
  char *step;   /* (owned) (nullable) */
} Phrase;

typedef struct
{
  char **makes; /* (owned): its makes' names in compared form */
  char *model;  /* (owned) */
  gboolean is_word;
} Model;

struct _RbkVoicemailTables
{
  GObject parent_instance;

  GArray *phrases[RBK_N_PHRASE_KINDS]; /* (owned) (element-type Phrase) */
  GArray *models;                      /* (owned) (element-type Model) */
};

G_DEFINE_FINAL_TYPE (RbkVoicemailTables, rbk_voicemail_tables, G_TYPE_OBJECT)

static void
clear_phrase (gpointer data)
{
  Phrase *phrase = data;

  g_strfreev (phrase->words);
  g_free (phrase->step);
}

static void
clear_model (gpointer data)
{
  Model *model = data;

  g_strfreev (model->makes);
  g_free (model->model);
}

static void
rbk_voicemail_tables_finalize (GObject *object)
{
  RbkVoicemailTables *self = RBK_VOICEMAIL_TABLES (object);

  for (guint i = 0; i < RBK_N_PHRASE_KINDS; i++)
    g_array_unref (self->phrases[i]);
  g_array_unref (self->models);
  G_OBJECT_CLASS (rbk_voicemail_tables_parent_class)->finalize (object);
}

static void
rbk_voicemail_tables_class_init (RbkVoicemailTablesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_voicemail_tables_finalize;
}

static void
rbk_voicemail_tables_init (RbkVoicemailTables *self)
{
  for (guint i = 0; i < RBK_N_PHRASE_KINDS; i++)
    {
      self->phrases[i] = g_array_new (FALSE, TRUE, sizeof (Phrase));
      g_array_set_clear_func (self->phrases[i], clear_phrase);
    }
  self->models = g_array_new (FALSE, TRUE, sizeof (Model));
  g_array_set_clear_func (self->models, clear_model);
}

static gboolean
add_phrase (RbkVoicemailTables *self, RbkPhraseKind kind, JsonObject *row)
{
  Phrase phrase = { .words = rbk_plain_words_split (rbk_json_get_string (row, "phrase")),
                    .step = g_strdup (rbk_json_get_string (row, "step")) };

  if (phrase.words[0] == NULL || (kind == RBK_PHRASE_NEXT_STEP && phrase.step == NULL))
    {
      clear_phrase (&phrase);
      return FALSE;
    }
  g_array_append_val (self->phrases[kind], phrase);
  return TRUE;
}

static gboolean
add_phrase_by_kind (RbkVoicemailTables *self, JsonObject *row)
{
  static const char *const kinds[RBK_N_PHRASE_KINDS] = {
    [RBK_PHRASE_DIRECT] = "direct",
    [RBK_PHRASE_TEXT] = "text",
    [RBK_PHRASE_NEXT_STEP] = "next-step",
    [RBK_PHRASE_GREETING] = "greeting",
    [RBK_PHRASE_INTRODUCTION] = "introduction",
    [RBK_PHRASE_PRIVATE] = "private",
  };
  const char *kind = rbk_json_get_string (row, "kind");

  for (guint i = 0; kind != NULL && i < RBK_N_PHRASE_KINDS; i++)
    {
      if (g_strcmp0 (kind, kinds[i]) == 0)
        return add_phrase (self, (RbkPhraseKind) i, row);
    }
  return FALSE;
}

static char *
dup_compact (const char *text)
{
  g_auto (GStrv) words = rbk_plain_words_split (text);

  return g_strjoinv ("", words);
}

static void
add_models (RbkVoicemailTables *self, JsonArray *names, char **makes, gboolean is_word)
{
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = rbk_json_array_get_string (names, i);
      Model model = { .makes = g_strdupv (makes),
                      .model = name != NULL ? dup_compact (name) : NULL,
                      .is_word = is_word };

      if (model.model != NULL && *model.model != '\0')
        g_array_append_val (self->models, model);
      else
        clear_model (&model);
    }
}

static gboolean
add_make (RbkVoicemailTables *self, JsonObject *row)
{
  const char *make = rbk_json_get_string (row, "make");
  JsonArray *also = rbk_json_get_array (row, "also");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) makes = NULL;
  guint before = self->models->len;

  if (make == NULL)
    return FALSE;
  g_strv_builder_take (builder, dup_compact (make));
  for (guint i = 0; also != NULL && i < json_array_get_length (also); i++)
    {
      if (rbk_json_array_get_string (also, i) != NULL)
        g_strv_builder_take (builder, dup_compact (rbk_json_array_get_string (also, i)));
    }
  makes = g_strv_builder_end (builder);
  add_models (self, rbk_json_get_array (row, "models"), makes, FALSE);
  add_models (self, rbk_json_get_array (row, "words"), makes, TRUE);
  return self->models->len > before;
}

typedef gboolean (*AddRow) (RbkVoicemailTables *self, JsonObject *row);

static gboolean
add_no_value (RbkVoicemailTables *self, JsonObject *row)
{
  return add_phrase (self, RBK_PHRASE_NO_VALUE, row);
}

static gboolean
read_rows (RbkVoicemailTables *self, GBytes *json, AddRow add, const char *what, GError **error)
{
  g_autoptr (JsonObject) root = rbk_json_parse_bytes (json, error);
  JsonArray *rows;

  if (root == NULL)
    return FALSE;
  rows = rbk_json_get_array (root, "rows");
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      if (!add (self, rbk_json_array_get_object (rows, i)))
        {
          g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "row %u is no %s", i, what);
          return FALSE;
        }
    }
  if (rows == NULL || json_array_get_length (rows) == 0)
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "there is no %s", what);
      return FALSE;
    }
  return TRUE;
}

/**
 * rbk_voicemail_tables_new:
 * @no_value: rows as in data/rules/no-value-phrases.json
 * @phrases: rows as in data/rules/voicemail-phrases.json
 * @vehicles: rows as in data/rules/vehicle-names.json
 *
 * Returns: (transfer full): the tables, or NULL with a %JSON_PARSER_ERROR
 */
RbkVoicemailTables *
rbk_voicemail_tables_new (GBytes *no_value, GBytes *phrases, GBytes *vehicles, GError **error)
{
  g_autoptr (RbkVoicemailTables) self = g_object_new (RBK_TYPE_VOICEMAIL_TABLES, NULL);

  if (!read_rows (self, no_value, add_no_value, "phrase", error) ||
      !read_rows (self, phrases, add_phrase_by_kind, "phrase", error) ||
      !read_rows (self, vehicles, add_make, "make", error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_voicemail_tables_match_phrase:
 * @index: a token of @text
 * @step: (out) (optional) (nullable) (transfer none): which next step the phrase asks for
 *
 * Returns: the longest phrase of @kind that stands at @index
 */
RbkTokenRange
rbk_voicemail_tables_match_phrase (
  RbkVoicemailTables *self, RbkPhraseKind kind, const RbkSpokenText *text, guint index, const char **step)
{
  RbkTokenRange longest = { index, 0 };

  for (guint i = 0; i < self->phrases[kind]->len; i++)
    {
      const Phrase *phrase = &g_array_index (self->phrases[kind], Phrase, i);
      guint n = g_strv_length (phrase->words);

      if (n <= longest.n || !rbk_spoken_text_has_at (text, index, (const char *const *) phrase->words))
        continue;
      longest.n = n;
      if (step != NULL)
        *step = phrase->step;
    }
  return longest;
}

/**
 * rbk_voicemail_tables_find_phrase:
 * @from: the first token to look at
 * @step: (out) (optional) (nullable) (transfer none): which next step the phrase asks for
 *
 * Returns: the first phrase of @kind from there on, the longest of those at one place
 */
RbkTokenRange
rbk_voicemail_tables_find_phrase (
  RbkVoicemailTables *self, RbkPhraseKind kind, const RbkSpokenText *text, guint from, const char **step)
{
  for (guint i = from; i < rbk_spoken_text_get_length (text); i++)
    {
      RbkTokenRange range = rbk_voicemail_tables_match_phrase (self, kind, text, i, step);

      if (range.n > 0)
        return range;
    }
  return (RbkTokenRange) { 0, 0 };
}

/* How many tokens from @index on are @name, which has no white space: “f one fifty” is “f150”. */
static guint
match_compact (const RbkSpokenText *text, guint index, const char *name)
{
  gsize length = strlen (name);
  gsize matched = 0;

  for (guint n = 0; n < MODEL_TOKENS && index + n < rbk_spoken_text_get_length (text); n++)
    {
      g_autofree char *part = rbk_spoken_number_dup_word (rbk_spoken_text_get (text, index + n)->plain);
      gsize more = strlen (part);

      /* “Two Silverados.” */
      if (matched + more == length + 1 && part[more - 1] == 's' &&
          strncmp (name + matched, part, more - 1) == 0)
        return n + 1;
      if (matched + more > length || strncmp (name + matched, part, more) != 0)
        return 0;
      matched += more;
      if (matched == length)
        return n + 1;
    }
  return 0;
}

/**
 * rbk_vehicle_name_find:
 * @from: the first token to look at
 * @model: a model's or make's name in compared form, without white space
 *
 * Returns: where it is said for the first time, numbers in it as words or numerals
 */
RbkTokenRange
rbk_vehicle_name_find (const RbkSpokenText *text, guint from, const char *model)
{
  for (guint i = from; i < rbk_spoken_text_get_length (text); i++)
    {
      guint n = match_compact (text, i, model);

      if (n > 0)
        return (RbkTokenRange) { i, n };
    }
  return (RbkTokenRange) { 0, 0 };
}

/* Whether a name that is a word besides means the vehicle here. */
static gboolean
is_meant (const RbkSpokenText *text, guint index, const Model *model)
{
  const char *before = index > 0 ? rbk_spoken_text_get (text, index - 1)->plain : "";

  return rbk_spoken_text_get (text, index)->capital ||
         (*before != '\0' && g_strv_contains ((const char *const *) model->makes, before));
}

/**
 * rbk_voicemail_tables_find_vehicles:
 *
 * Returns: (transfer full) (element-type RbkVehicleMention): the models named in @text, the longest
 *   name at each place
 */
GArray *
rbk_voicemail_tables_find_vehicles (RbkVoicemailTables *self, const RbkSpokenText *text)
{
  GArray *mentions = g_array_new (FALSE, TRUE, sizeof (RbkVehicleMention));

  for (guint i = 0; i < rbk_spoken_text_get_length (text);)
    {
      RbkVehicleMention mention = { { i, 0 }, NULL };

      for (guint j = 0; j < self->models->len; j++)
        {
          const Model *model = &g_array_index (self->models, Model, j);
          guint n = match_compact (text, i, model->model);

          if (n > mention.range.n && (!model->is_word || is_meant (text, i, model)))
            mention = (RbkVehicleMention) { { i, n }, model->model };
        }
      if (mention.range.n > 0)
        g_array_append_val (mentions, mention);
      i += MAX (mention.range.n, 1);
    }
  return mentions;
}

/**
 * rbk_voicemail_tables_is_make:
 * @name: in compared form, without white space
 *
 * Returns: whether it is what a maker of vehicles is called
 */
gboolean
rbk_voicemail_tables_is_make (RbkVoicemailTables *self, const char *name)
{
  gboolean made = FALSE;

  for (guint i = 0; i < self->models->len && !made; i++)
    made = g_strv_contains ((const char *const *) g_array_index (self->models, Model, i).makes, name);
  return made;
}

static gboolean
has_compact (char **words, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize matched = 0;

      for (guint j = i; words[j] != NULL && strncmp (name + matched, words[j], strlen (words[j])) == 0; j++)
        {
          matched += strlen (words[j]);
          if (matched == length)
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * rbk_voicemail_tables_dup_models:
 * @vehicle: a vehicle as it stands on a customer's file: “2026 Honda CR-V Hybrid”
 *
 * Returns: (transfer full) (array zero-terminated=1): by what names it may be called, in compared form
 *   and without white space, those of the model first: “crv”, “honda”; what is on file is taken by its
 *   words where nobody knows the model
 */
char **
rbk_voicemail_tables_dup_models (RbkVoicemailTables *self, const char *vehicle)
{
  g_auto (GStrv) words = rbk_plain_words_split (vehicle);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const Model *known = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = words[i];

      words[i] = rbk_spoken_number_dup_word (word);
    }
  for (guint i = 0; i < self->models->len; i++)
    {
      const Model *model = &g_array_index (self->models, Model, i);
      gboolean made = FALSE;

      for (guint j = 0; model->makes[j] != NULL; j++)
        made = made || has_compact (words, model->makes[j]);
      if ((!made && model->is_word) || !has_compact (words, model->model))
        continue;
      known = model;
      g_strv_builder_add (names, model->model);
    }
  for (guint i = 0; known == NULL && words[i] != NULL; i++)
    {
      /* Neither the year nor “LE”. */
      if (g_utf8_strlen (words[i], -1) > 2 && !g_ascii_isdigit (*words[i]))
        g_strv_builder_add (names, words[i]);
    }
  for (guint i = 0; known != NULL && known->makes[i] != NULL; i++)
    g_strv_builder_add (names, known->makes[i]);
  return g_strv_builder_end (names);
}
