/* rbk-speech-engines.c
 *
 * A green tick says that a customer will read the name, the showroom and the number. An engine that
 * was not measured, or was measured and hears badly, may say what it heard, and nothing more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-speech-engines.h"
#include "model/rbk-json.h"

/* The conditions under which engines are scored; the bounds of a tick name some of them. */
static const char *const conditions[] = { "clean", "phone", "noise" };

#define N_CONDITIONS G_N_ELEMENTS (conditions)

/* Of one condition under which an engine was scored; all but the clips in percent. */
typedef struct
{
  guint clips;
  double words_wrong;
  double name;
  double showroom;
  double number;
  double reason;
} Score;

typedef struct
{
  char *engine; /* (owned): as the helper names itself, to the version that the score is of */
  char *model;  /* (owned): SHA-256 in lower case */
  Score scores[N_CONDITIONS];
} Row;

struct _RbkSpeechEngines
{
  GObject parent_instance;

  GPtrArray *rows;            /* (owned) (element-type Row) */
  Score bounds[N_CONDITIONS]; /* clips: at least; words_wrong: at most; the rest: at least */
};

G_DEFINE_FINAL_TYPE (RbkSpeechEngines, rbk_speech_engines, G_TYPE_OBJECT)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->engine);
  g_free (row->model);
  g_free (row);
}

static void
rbk_speech_engines_finalize (GObject *object)
{
  g_ptr_array_unref (RBK_SPEECH_ENGINES (object)->rows);
  G_OBJECT_CLASS (rbk_speech_engines_parent_class)->finalize (object);
}

static void
rbk_speech_engines_class_init (RbkSpeechEnginesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_speech_engines_finalize;
}

static void
rbk_speech_engines_init (RbkSpeechEngines *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
}

/* A percentage, or @otherwise where there is none. */
static double
get_percent (JsonObject *object, const char *member, double otherwise)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  GType type =
    node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (node) : otherwise;
}

/* What is missing of a score counts as the worst, and of a bound as none. */
static void
read_score (JsonObject *object, Score *score, double worst_words)
{
  score->clips = (guint) CLAMP (rbk_json_get_int (object, "clips", 0), 0, G_MAXINT);
  score->words_wrong = get_percent (object, "words_wrong", worst_words);
  score->name = get_percent (object, "name", 0);
  score->showroom = get_percent (object, "showroom", 0);
  score->number = get_percent (object, "number", 0);
  score->reason = get_percent (object, "reason", 0);
}

/**
 * rbk_speech_engines_new:
 * @json: "bounds", what an engine must reach for its ticks to be green, and "rows", what each engine
 *   with its model reached, as tests/speech/score writes them
 *
 * Returns: (transfer full): the table, or NULL with a %JSON_PARSER_ERROR
 */
RbkSpeechEngines *
rbk_speech_engines_new (GBytes *json, GError **error)
{
  g_autoptr (RbkSpeechEngines) self = g_object_new (RBK_TYPE_SPEECH_ENGINES, NULL);
  g_autoptr (JsonObject) root = rbk_json_parse_bytes (json, error);
  JsonObject *bounds = rbk_json_get_object (root, "bounds");
  JsonArray *rows = rbk_json_get_array (root, "rows");

  if (root == NULL)
    return NULL;
  if (bounds == NULL || rows == NULL)
    {
      g_set_error_literal (error,
                           JSON_PARSER_ERROR,
                           JSON_PARSER_ERROR_PARSE,
                           "the table of speech engines has no bounds or no rows");
      return NULL;
    }
  for (guint c = 0; c < N_CONDITIONS; c++)
    read_score (rbk_json_get_object (bounds, conditions[c]), &self->bounds[c], 100);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *object = rbk_json_array_get_object (rows, i);
      JsonObject *scores = rbk_json_get_object (object, "scores");
      const char *engine = rbk_json_get_string (object, "engine");
      const char *model = rbk_json_get_string (object, "model_sha256");
      Row *row;

      if (engine == NULL || *engine == '\0' || model == NULL || strlen (model) != 64)
        continue;
      row = g_new0 (Row, 1);
      row->engine = g_strdup (engine);
      row->model = g_ascii_strdown (model, -1);
      for (guint c = 0; c < N_CONDITIONS; c++)
        read_score (rbk_json_get_object (scores, conditions[c]), &row->scores[c], 100);
      g_ptr_array_add (self->rows, row);
    }
  return g_steal_pointer (&self);
}

/* "whisper.cpp 1.9" is the row of "whisper.cpp 1.9.1", not of "whisper.cpp 1.90". */
static gboolean
is_engine (const char *row, const char *engine)
{
  gsize length = strlen (row);

  return g_str_has_prefix (engine, row) && (engine[length] == '\0' || engine[length] == '.');
}

static const Row *
find (RbkSpeechEngines *self, const char *engine, const char *model_sha256)
{
  if (engine == NULL || model_sha256 == NULL)
    return NULL;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      if (is_engine (row->engine, engine) && g_ascii_strcasecmp (row->model, model_sha256) == 0)
        return row;
    }
  return NULL;
}

static gboolean
reaches (const Score *score, const Score *bound)
{
  return score->clips >= bound->clips && score->words_wrong <= bound->words_wrong &&
         score->name >= bound->name && score->showroom >= bound->showroom && score->number >= bound->number &&
         score->reason >= bound->reason;
}

/**
 * rbk_speech_engines_trusts:
 * @transcript: (nullable): what an engine heard
 *
 * Returns: whether that engine with that model was scored and reached all bounds, so that what it
 *   heard may be shown as a green tick; else it is shown as heard or not heard
 */
gboolean
rbk_speech_engines_trusts (RbkSpeechEngines *self, RbkTranscript *transcript)
{
  const Row *row =
    transcript != NULL
      ? find (self, rbk_transcript_get_engine (transcript), rbk_transcript_get_model_sha256 (transcript))
      : NULL;

  if (row == NULL)
    return FALSE;
  for (guint c = 0; c < N_CONDITIONS; c++)
    {
      if (!reaches (&row->scores[c], &self->bounds[c]))
        return FALSE;
    }
  return TRUE;
}
