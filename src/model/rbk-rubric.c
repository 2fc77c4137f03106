/* rbk-rubric.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-rubric.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More lines than this nobody judges one voicemail by; five to eight are advised (domain rules 3.9). */
#define MOST_CRITERIA 20
#define MOST_GATES    30
#define MOST_EVIDENCE 20

/* In bytes. An id goes into every review. */
#define LONGEST_ID   32
#define LONGEST_TEXT 2000

#define WHOLE_WEIGHT 100

struct _RbkRubric
{
  GObject parent_instance;

  guint version;
  GArray *criteria; /* (owned) (element-type RbkCriterion) */
  GArray *gates;    /* (owned) (element-type RbkRubricGate) */
};

G_DEFINE_FINAL_TYPE (RbkRubric, rbk_rubric, G_TYPE_OBJECT)

G_DEFINE_QUARK (rbk - rubric - error - quark, rbk_rubric_error)

static void
clear_criterion (gpointer data)
{
  RbkCriterion *criterion = data;

  g_free (criterion->id);
  g_free (criterion->title);
  for (guint i = 0; i <= RBK_RUBRIC_BEST; i++)
    g_free (criterion->anchors[i]);
  g_strfreev (criterion->evidence);
}

static void
clear_gate (gpointer data)
{
  RbkRubricGate *gate = data;

  g_free (gate->id);
  g_free (gate->title);
}

static void
rbk_rubric_finalize (GObject *object)
{
  RbkRubric *self = RBK_RUBRIC (object);

  g_array_unref (self->criteria);
  g_array_unref (self->gates);
  G_OBJECT_CLASS (rbk_rubric_parent_class)->finalize (object);
}

static void
rbk_rubric_class_init (RbkRubricClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_rubric_finalize;
}

static void
rbk_rubric_init (RbkRubric *self)
{
  self->criteria = g_array_new (FALSE, TRUE, sizeof (RbkCriterion));
  g_array_set_clear_func (self->criteria, clear_criterion);
  self->gates = g_array_new (FALSE, TRUE, sizeof (RbkRubricGate));
  g_array_set_clear_func (self->gates, clear_gate);
}

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, RBK_RUBRIC_ERROR, RBK_RUBRIC_ERROR_INVALID, words);
  return FALSE;
}

/* Ids stand in reviews and in file names of exports: what is read again later is kept plain. */
static gboolean
is_id (const char *id)
{
  if (id == NULL || *id == '\0' || strlen (id) > LONGEST_ID)
    return FALSE;
  for (const char *c = id; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
        return FALSE;
    }
  return TRUE;
}

/* Words for a person. */
static gboolean
is_text (const char *text)
{
  g_autofree char *plain = NULL;

  if (text == NULL || strlen (text) > LONGEST_TEXT)
    return FALSE;
  plain = g_strstrip (g_strdup (text));
  return *plain != '\0';
}

static gboolean
read_anchors (RbkCriterion *criterion, JsonArray *anchors, GError **error)
{
  if (anchors == NULL || json_array_get_length (anchors) != RBK_RUBRIC_BEST + 1)
    return refuse (error, _ ("Say of each criterion in words what is worth 0, 1, 2 and 3."));
  for (guint i = 0; i <= RBK_RUBRIC_BEST; i++)
    {
      const char *anchor = rbk_json_array_get_string (anchors, i);

      if (!is_text (anchor))
        return refuse (error, _ ("Say of each criterion in words what is worth 0, 1, 2 and 3."));
      criterion->anchors[i] = g_strdup (anchor);
    }
  return TRUE;
}

static void
read_evidence (RbkCriterion *criterion, JsonArray *rules)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = rules != NULL ? MIN (json_array_get_length (rules), MOST_EVIDENCE) : 0;

  /* What is no rule's id points at nothing, and nothing is shown for it. */
  for (guint i = 0; i < n; i++)
    {
      const char *rule = rbk_json_array_get_string (rules, i);

      if (is_id (rule))
        g_strv_builder_add (builder, rule);
    }
  criterion->evidence = g_strv_builder_end (builder);
}

static gboolean
read_criterion (RbkRubric *self, JsonObject *facts, GError **error)
{
  const char *id = rbk_json_get_string (facts, "id");
  const char *title = rbk_json_get_string (facts, "title");
  gint64 weight = rbk_json_get_int (facts, "weight", 0);
  RbkCriterion *criterion;

  if (!is_id (id) || rbk_rubric_find_criterion (self, id) != NULL)
    return refuse (error, _ ("Each criterion needs an id of its own, of letters, numerals and dashes."));
  if (!is_text (title))
    return refuse (error, _ ("Give each criterion a name."));
  if (weight < 1 || weight > WHOLE_WEIGHT)
    return refuse (error, _ ("Give each criterion a weight from 1 to 100."));
  g_array_set_size (self->criteria, self->criteria->len + 1);
  criterion = &g_array_index (self->criteria, RbkCriterion, self->criteria->len - 1);
  criterion->id = g_strdup (id);
  criterion->title = g_strdup (title);
  criterion->weight = (guint) weight;
  read_evidence (criterion, rbk_json_get_array (facts, "evidence"));
  return read_anchors (criterion, rbk_json_get_array (facts, "anchors"), error);
}

static gboolean
read_criteria (RbkRubric *self, JsonArray *criteria, GError **error)
{
  guint n = criteria != NULL ? json_array_get_length (criteria) : 0;
  guint sum = 0;

  if (n == 0)
    return refuse (error, _ ("A rubric needs at least one criterion."));
  if (n > MOST_CRITERIA)
    return refuse (error, _ ("A rubric has at most twenty criteria."));
  for (guint i = 0; i < n; i++)
    {
      if (!read_criterion (self, rbk_json_array_get_object (criteria, i), error))
        return FALSE;
      sum += g_array_index (self->criteria, RbkCriterion, i).weight;
    }
  if (sum == WHOLE_WEIGHT)
    return TRUE;
  g_set_error (error,
               RBK_RUBRIC_ERROR,
               RBK_RUBRIC_ERROR_WEIGHTS,
               _ ("The weights add up to %u. They must add up to 100."),
               sum);
  return FALSE;
}

static gboolean
read_gates (RbkRubric *self, JsonArray *gates, GError **error)
{
  guint n = gates != NULL ? json_array_get_length (gates) : 0;

  if (n > MOST_GATES)
    return refuse (error, _ ("A rubric has at most thirty gates."));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *facts = rbk_json_array_get_object (gates, i);
      const char *id = rbk_json_get_string (facts, "id");
      const char *title = rbk_json_get_string (facts, "title");
      RbkRubricGate gate;

      if (!is_id (id) || rbk_rubric_find_gate (self, id) != NULL)
        return refuse (error, _ ("Each gate needs an id of its own, of letters, numerals and dashes."));
      if (!is_text (title))
        return refuse (error, _ ("Say of each gate what must not happen."));
      gate = (RbkRubricGate) { .id = g_strdup (id), .title = g_strdup (title) };
      g_array_append_val (self->gates, gate);
    }
  return TRUE;
}

/**
 * rbk_rubric_new_from_facts:
 * @facts: (nullable): as in a rubric-changed entry or data/rules/voicemail-rubric.json, from anywhere
 *
 * Returns: (transfer full): the rubric, or NULL with an #RbkRubricError whose message is for who edits it
 */
RbkRubric *
rbk_rubric_new_from_facts (JsonObject *facts, GError **error)
{
  g_autoptr (RbkRubric) self = g_object_new (RBK_TYPE_RUBRIC, NULL);
  gint64 version = rbk_json_get_int (facts, "version", 0);

  if (version < 1 || version > G_MAXINT)
    {
      refuse (error, _ ("A rubric needs the number of its version."));
      return NULL;
    }
  self->version = (guint) version;
  if (!read_criteria (self, rbk_json_get_array (facts, "criteria"), error) ||
      !read_gates (self, rbk_json_get_array (facts, "gates"), error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_rubric_new_from_json:
 * @json: as data/rules/voicemail-rubric.json
 *
 * Returns: (transfer full): the rubric, or NULL with an #RbkRubricError or a %JSON_PARSER_ERROR
 */
RbkRubric *
rbk_rubric_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (JsonObject) facts = rbk_json_parse_bytes (json, error);

  return facts != NULL ? rbk_rubric_new_from_facts (facts, error) : NULL;
}

static JsonArray *
make_texts (const char *const *texts, guint n)
{
  JsonArray *array = json_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    json_array_add_string_element (array, texts[i]);
  return array;
}

static JsonObject *
make_criterion (const RbkCriterion *criterion)
{
  JsonObject *facts = rbk_json_new ("id", criterion->id, "title", criterion->title, NULL);

  json_object_set_int_member (facts, "weight", criterion->weight);
  json_object_set_array_member (
    facts, "anchors", make_texts ((const char *const *) criterion->anchors, RBK_RUBRIC_BEST + 1));
  if (*criterion->evidence != NULL)
    json_object_set_array_member (
      facts,
      "evidence",
      make_texts ((const char *const *) criterion->evidence, g_strv_length (criterion->evidence)));
  return facts;
}

/**
 * rbk_rubric_dup_facts:
 *
 * Returns: (transfer full): the payload of a rubric-changed entry that says the same
 */
JsonObject *
rbk_rubric_dup_facts (RbkRubric *self)
{
  JsonObject *facts = json_object_new ();
  JsonArray *criteria = json_array_new ();
  JsonArray *gates = json_array_new ();

  g_return_val_if_fail (RBK_IS_RUBRIC (self), NULL);

  for (guint i = 0; i < self->criteria->len; i++)
    json_array_add_object_element (criteria,
                                   make_criterion (&g_array_index (self->criteria, RbkCriterion, i)));
  for (guint i = 0; i < self->gates->len; i++)
    {
      const RbkRubricGate *gate = &g_array_index (self->gates, RbkRubricGate, i);

      json_array_add_object_element (gates, rbk_json_new ("id", gate->id, "title", gate->title, NULL));
    }
  json_object_set_int_member (facts, "version", self->version);
  json_object_set_array_member (facts, "criteria", criteria);
  json_object_set_array_member (facts, "gates", gates);
  return facts;
}

/**
 * rbk_rubric_get_version:
 *
 * Returns: its number, from 1; that of the one that comes with Ringback
 */
guint
rbk_rubric_get_version (RbkRubric *self)
{
  g_return_val_if_fail (RBK_IS_RUBRIC (self), 0);
  return self->version;
}

/**
 * rbk_rubric_get_n_criteria:
 *
 * Returns: how many criteria it has, at least one
 */
guint
rbk_rubric_get_n_criteria (RbkRubric *self)
{
  g_return_val_if_fail (RBK_IS_RUBRIC (self), 0);
  return self->criteria->len;
}

/**
 * rbk_rubric_get_criterion:
 *
 * Returns: (transfer none): the criterion at @index
 */
const RbkCriterion *
rbk_rubric_get_criterion (RbkRubric *self, guint index)
{
  g_return_val_if_fail (RBK_IS_RUBRIC (self) && index < self->criteria->len, NULL);
  return &g_array_index (self->criteria, RbkCriterion, index);
}

/**
 * rbk_rubric_find_criterion:
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the criterion of that id
 */
const RbkCriterion *
rbk_rubric_find_criterion (RbkRubric *self, const char *id)
{
  g_return_val_if_fail (RBK_IS_RUBRIC (self), NULL);

  for (guint i = 0; i < self->criteria->len; i++)
    {
      const RbkCriterion *criterion = &g_array_index (self->criteria, RbkCriterion, i);

      if (g_strcmp0 (criterion->id, id) == 0)
        return criterion;
    }
  return NULL;
}

/**
 * rbk_rubric_get_n_gates:
 *
 * Returns: how many gates it has
 */
guint
rbk_rubric_get_n_gates (RbkRubric *self)
{
  g_return_val_if_fail (RBK_IS_RUBRIC (self), 0);
  return self->gates->len;
}

/**
 * rbk_rubric_get_gate:
 *
 * Returns: (transfer none): the gate at @index
 */
const RbkRubricGate *
rbk_rubric_get_gate (RbkRubric *self, guint index)
{
  g_return_val_if_fail (RBK_IS_RUBRIC (self) && index < self->gates->len, NULL);
  return &g_array_index (self->gates, RbkRubricGate, index);
}

/**
 * rbk_rubric_find_gate:
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the gate of that id
 */
const RbkRubricGate *
rbk_rubric_find_gate (RbkRubric *self, const char *id)
{
  g_return_val_if_fail (RBK_IS_RUBRIC (self), NULL);

  for (guint i = 0; i < self->gates->len; i++)
    {
      const RbkRubricGate *gate = &g_array_index (self->gates, RbkRubricGate, i);

      if (g_strcmp0 (gate->id, id) == 0)
        return gate;
    }
  return NULL;
}

/**
 * rbk_rubric_total:
 * @scores: (nullable): id of a criterion: 0 to %RBK_RUBRIC_BEST. What is no such number is no score
 * @failed: (nullable) (array zero-terminated=1): the gates that were failed
 *
 * The sum of weight × score ÷ 3, rounded (domain rules 3.9). It is never half of a point, so that
 * there is one way to round it.
 *
 * Returns: 0 to 100; 0 as soon as any gate was failed, whatever the points; -1 while a criterion
 *   has no score
 */
int
rbk_rubric_total (RbkRubric *self, JsonObject *scores, const char *const *failed)
{
  gint64 sum = 0;

  g_return_val_if_fail (RBK_IS_RUBRIC (self), -1);

  if (failed != NULL && *failed != NULL)
    return 0;
  for (guint i = 0; i < self->criteria->len; i++)
    {
      const RbkCriterion *criterion = &g_array_index (self->criteria, RbkCriterion, i);
      gint64 score = rbk_json_get_int (scores, criterion->id, -1);

      if (score < 0 || score > RBK_RUBRIC_BEST)
        return -1;
      sum += criterion->weight * score;
    }
  return (int) ((2 * sum + RBK_RUBRIC_BEST) / (2 * RBK_RUBRIC_BEST));
}

/**
 * rbk_score_band_of:
 * @total: 0 to 100
 *
 * Returns: its band, as tools of call centres for showrooms draw them (domain rules 3.9)
 */
RbkScoreBand
rbk_score_band_of (guint total)
{
  if (total >= 90)
    return RBK_SCORE_BAND_GREEN;
  if (total >= 70)
    return RBK_SCORE_BAND_BLUE;
  if (total >= 50)
    return RBK_SCORE_BAND_YELLOW;
  return RBK_SCORE_BAND_RED;
}

/**
 * rbk_score_band_get_words:
 *
 * Returns: (transfer none): what the colour of the band says, for whoever does not see it
 */
const char *
rbk_score_band_get_words (RbkScoreBand band)
{
  switch (band)
    {
    case RBK_SCORE_BAND_GREEN:
      /* Translators: the best of four bands of a score: 90 to 100 */
      return C_ ("band of a score", "Excellent");
    case RBK_SCORE_BAND_BLUE:
      /* Translators: the second of four bands of a score: 70 to 89 */
      return C_ ("band of a score", "Good");
    case RBK_SCORE_BAND_YELLOW:
      /* Translators: the third of four bands of a score: 50 to 69 */
      return C_ ("band of a score", "Getting there");
    case RBK_SCORE_BAND_RED:
    default:
      /* Translators: the last of four bands of a score: 0 to 49 */
      return C_ ("band of a score", "Not yet");
    }
}
