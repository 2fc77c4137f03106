/* rbk-voicemail-school.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-voicemail-school.h"

#include "model/rbk-json.h"
#include "rules/rbk-table-words.h"

#include <glib/gi18n-lib.h>

/* A voicemail of Ringback's ends here at the latest (V-11). */
#define LONGEST_SECONDS 60

typedef enum
{
  POLICY_ALWAYS,
  POLICY_ON,
  POLICY_EXCEPT,
} Policy;

struct _RbkVoicemailSchool
{
  GObject parent_instance;

  char *id;     /* (owned) */
  char *name;   /* (owned) */
  char *aim;    /* (owned) */
  char *source; /* (owned) */
  RbkLengthBand length;
  RbkNumberCount count;
  Policy policy;
  GArray *attempts; /* (owned) (element-type gint64): those that the policy names */
  RbkLeave otherwise;
};

G_DEFINE_FINAL_TYPE (RbkVoicemailSchool, rbk_voicemail_school, G_TYPE_OBJECT)

static void
rbk_voicemail_school_finalize (GObject *object)
{
  RbkVoicemailSchool *self = RBK_VOICEMAIL_SCHOOL (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->aim);
  g_free (self->source);
  g_array_unref (self->attempts);
  G_OBJECT_CLASS (rbk_voicemail_school_parent_class)->finalize (object);
}

static void
rbk_voicemail_school_class_init (RbkVoicemailSchoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_voicemail_school_finalize;
}

static void
rbk_voicemail_school_init (RbkVoicemailSchool *self)
{
  self->attempts = g_array_new (FALSE, TRUE, sizeof (gint64));
}

static gboolean
read_length (JsonObject *row, RbkLengthBand *length)
{
  gint64 from = rbk_json_get_int (row, "from", -1);
  gint64 to = rbk_json_get_int (row, "to", -1);
  gint64 below = rbk_json_get_int (row, "warn_below", -1);
  gint64 above = rbk_json_get_int (row, "warn_above", -1);

  if (below < 0 || from < below || to <= from || above < to || above > LONGEST_SECONDS)
    return FALSE;
  *length = (RbkLengthBand) { (guint) from, (guint) to, (guint) below, (guint) above };
  return TRUE;
}

static gboolean
read_count (const char *name, RbkNumberCount *count)
{
  static const char *const names[] = { "any", "once", "twice" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (name, names[i]) != 0)
        continue;
      *count = (RbkNumberCount) i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_leave (RbkVoicemailSchool *self, JsonObject *leave)
{
  JsonArray *on = rbk_json_get_array (leave, "on");
  JsonArray *except = rbk_json_get_array (leave, "except");
  JsonArray *attempts = on != NULL ? on : except;
  const char *otherwise = rbk_json_get_string (leave, "otherwise");

  self->policy = on != NULL ? POLICY_ON : except != NULL ? POLICY_EXCEPT : POLICY_ALWAYS;
  self->otherwise = g_strcmp0 (otherwise, "hang-up") == 0 ? RBK_LEAVE_HANG_UP : RBK_LEAVE_SEND;
  g_array_set_size (self->attempts, 0);
  if (attempts == NULL)
    return rbk_json_get_boolean (leave, "always", FALSE);
  for (guint i = 0; i < json_array_get_length (attempts); i++)
    {
      JsonNode *node = json_array_get_element (attempts, i);
      gint64 attempt = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
                         ? json_node_get_int (node)
                         : 0;

      if (attempt < 1)
        return FALSE;
      g_array_append_val (self->attempts, attempt);
    }
  return self->attempts->len > 0 &&
         (g_strcmp0 (otherwise, "hang-up") == 0 || g_strcmp0 (otherwise, "send") == 0);
}

/* What a row does not say is as @general, the first row, has it; NULL for that one itself. */
static RbkVoicemailSchool *
read_row (JsonObject *row, RbkVoicemailSchool *general)
{
  g_autoptr (RbkVoicemailSchool) self = g_object_new (RBK_TYPE_VOICEMAIL_SCHOOL, NULL);
  JsonObject *length = rbk_json_get_object (row, "length");
  JsonObject *leave = rbk_json_get_object (row, "leave");
  const char *count = rbk_json_get_string (row, "number");
  const char *name = rbk_json_get_string (row, "name");
  const char *aim = rbk_json_get_string (row, "aim");

  self->id = g_strdup (rbk_json_get_string (row, "id"));
  self->name = name != NULL ? g_strdup (rbk_table_words_get (name)) : NULL;
  self->aim = aim != NULL ? g_strdup (rbk_table_words_get (aim)) : NULL;
  self->source = g_strdup (rbk_json_get_string (row, "source"));
  if (self->id == NULL || self->name == NULL || self->aim == NULL || self->source == NULL)
    return NULL;
  if (general != NULL)
    {
      self->length = general->length;
      self->count = general->count;
      self->policy = general->policy;
      self->otherwise = general->otherwise;
      g_array_append_vals (self->attempts, general->attempts->data, general->attempts->len);
    }
  if ((length != NULL || general == NULL) && !read_length (length, &self->length))
    return NULL;
  if ((count != NULL || general == NULL) && !read_count (count, &self->count))
    return NULL;
  if ((leave != NULL || general == NULL) && !read_leave (self, leave))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_voicemail_schools_read:
 * @json: rows as in data/rules/voicemail-schools.json
 *
 * Returns: (transfer full) (element-type RbkVoicemailSchool): the schools, the default first, or NULL
 *   with a %JSON_PARSER_ERROR
 */
GPtrArray *
rbk_voicemail_schools_read (GBytes *json, GError **error)
{
  g_autoptr (JsonObject) root = rbk_json_parse_bytes (json, error);
  g_autoptr (GPtrArray) schools = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *rows;

  if (root == NULL)
    return NULL;
  rows = rbk_json_get_array (root, "rows");
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      RbkVoicemailSchool *general = schools->len > 0 ? g_ptr_array_index (schools, 0) : NULL;
      RbkVoicemailSchool *school = read_row (rbk_json_array_get_object (rows, i), general);

      if (school == NULL || rbk_voicemail_schools_find (schools, school->id) != NULL)
        {
          g_clear_object (&school);
          g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "row %u is no school", i);
          return NULL;
        }
      g_ptr_array_add (schools, school);
    }
  if (schools->len == 0)
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "there are no schools");
      return NULL;
    }
  return g_steal_pointer (&schools);
}

/**
 * rbk_voicemail_schools_find:
 * @schools: (element-type RbkVoicemailSchool): what rbk_voicemail_schools_read() gave
 * @id: (nullable): an id
 *
 * Returns: (nullable) (transfer none): the school of that id
 */
RbkVoicemailSchool *
rbk_voicemail_schools_find (GPtrArray *schools, const char *id)
{
  for (guint i = 0; i < schools->len; i++)
    {
      RbkVoicemailSchool *school = g_ptr_array_index (schools, i);

      if (g_strcmp0 (school->id, id) == 0)
        return school;
    }
  return NULL;
}

/**
 * rbk_voicemail_school_get_id:
 *
 * Returns: (transfer none): the id by which a showroom's choice is kept
 */
const char *
rbk_voicemail_school_get_id (RbkVoicemailSchool *self)
{
  return self->id;
}

/**
 * rbk_voicemail_school_get_name:
 *
 * Returns: (transfer none): whose school it is, as a person reads it
 */
const char *
rbk_voicemail_school_get_name (RbkVoicemailSchool *self)
{
  return self->name;
}

/**
 * rbk_voicemail_school_get_aim:
 *
 * Returns: (transfer none): what a voicemail is for, in a sentence
 */
const char *
rbk_voicemail_school_get_aim (RbkVoicemailSchool *self)
{
  return self->aim;
}

/**
 * rbk_voicemail_school_get_source:
 *
 * Returns: (transfer none): where that is taught
 */
const char *
rbk_voicemail_school_get_source (RbkVoicemailSchool *self)
{
  return self->source;
}

/**
 * rbk_voicemail_school_get_length:
 *
 * Returns: (transfer none): the band of length
 */
const RbkLengthBand *
rbk_voicemail_school_get_length (RbkVoicemailSchool *self)
{
  return &self->length;
}

/**
 * rbk_voicemail_school_get_number_count:
 *
 * Returns: how often the direct line is said
 */
RbkNumberCount
rbk_voicemail_school_get_number_count (RbkVoicemailSchool *self)
{
  return self->count;
}

/**
 * rbk_voicemail_school_advise:
 * @attempt: the how manieth call to this customer that nobody answers, from 1
 *
 * Returns: what the school does then (C-15)
 */
RbkLeave
rbk_voicemail_school_advise (RbkVoicemailSchool *self, guint attempt)
{
  gboolean named = FALSE;

  for (guint i = 0; i < self->attempts->len; i++)
    named = named || g_array_index (self->attempts, gint64, i) == attempt;
  if (self->policy == POLICY_ALWAYS || named == (self->policy == POLICY_ON))
    return RBK_LEAVE_MESSAGE;
  return self->otherwise;
}

/**
 * rbk_voicemail_school_dup_advice:
 * @attempt: the how manieth call to this customer that nobody answers, from 1
 *
 * Returns: (transfer full): what the school does then, and whose school it is, in a sentence
 */
char *
rbk_voicemail_school_dup_advice (RbkVoicemailSchool *self, guint attempt)
{
  switch (rbk_voicemail_school_advise (self, attempt))
    {
    case RBK_LEAVE_HANG_UP:
      return g_strdup_printf (
        _ ("Unanswered call %u: hang up without a message, and call from your direct line (%s, rule C-15)."),
        attempt,
        self->name);
    case RBK_LEAVE_SEND:
      return g_strdup_printf (
        _ ("Unanswered call %u: leave no message; send an email or a text instead (%s, rule C-15)."),
        attempt,
        self->name);
    case RBK_LEAVE_MESSAGE:
    default:
      return g_strdup_printf (
        _ ("Unanswered call %u: leave a message (%s, rule C-15)."), attempt, self->name);
    }
}
