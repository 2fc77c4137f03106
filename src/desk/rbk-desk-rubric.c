/* rbk-desk-rubric.c: by what voicemails are judged here: the rubric that comes with us, and the showroom's
 * own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"

#include "desk/rbk-desk-people.h"
#include "model/rbk-json.h"
#include "rules/rbk-table-words.h"

#include <glib/gi18n-lib.h>

#define SHIPPED "/app/ringback/Ringback/rules/voicemail-rubric.json"

static void
translate (JsonObject *object, const char *member)
{
  const char *words = rbk_json_get_string (object, member);

  if (words != NULL)
    json_object_set_string_member (object, member, rbk_table_words_get (words));
}

/* (transfer full): in the words of whoever works here, who may change them */
static JsonArray *
translate_all (JsonArray *texts)
{
  JsonArray *translated = json_array_new ();

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    json_array_add_string_element (translated, rbk_table_words_get (rbk_json_array_get_string (texts, i)));
  return translated;
}

static void
translate_rubric (JsonObject *facts)
{
  JsonArray *criteria = rbk_json_get_array (facts, "criteria");
  JsonArray *gates = rbk_json_get_array (facts, "gates");

  for (guint i = 0; criteria != NULL && i < json_array_get_length (criteria); i++)
    {
      JsonObject *criterion = rbk_json_array_get_object (criteria, i);

      translate (criterion, "title");
      json_object_set_array_member (
        criterion, "anchors", translate_all (rbk_json_get_array (criterion, "anchors")));
    }
  for (guint i = 0; gates != NULL && i < json_array_get_length (gates); i++)
    translate (rbk_json_array_get_object (gates, i), "title");
}

/* (transfer none): the one that comes with us, which is version 1. Of the resources of this program: that it
 * can be read is a promise of the build. */
static RbkRubric *
get_shipped (void)
{
  static RbkRubric *shipped = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (JsonObject) facts = NULL;

  if (shipped != NULL)
    return shipped;
  json = g_resources_lookup_data (SHIPPED, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  facts = json != NULL ? rbk_json_parse_bytes (json, &error) : NULL;
  if (facts != NULL)
    {
      translate_rubric (facts);
      shipped = rbk_rubric_new_from_facts (facts, &error);
    }
  if (shipped == NULL)
    g_error ("%s: %s", SHIPPED, error->message);
  return shipped;
}

/* Reads anew which one counts. */
void
rbk_desk_reload_rubric (RbkDesk *self)
{
  g_clear_object (&self->rubric);
  if (self->reader != NULL)
    self->rubric = rbk_ledger_reader_get_rubric (self->reader, 0, NULL);
}

/**
 * rbk_desk_get_rubric:
 *
 * Returns: (transfer none): by what is judged now; "rubric-changed" tells when it is another
 */
RbkRubric *
rbk_desk_get_rubric (RbkDesk *self)
{
  return self->rubric != NULL ? self->rubric : get_shipped ();
}

/**
 * rbk_desk_find_rubric:
 * @version: of a review
 *
 * Returns: (transfer none): by what was judged then; the one that counts now if nobody knows that
 * version
 */
RbkRubric *
rbk_desk_find_rubric (RbkDesk *self, guint version)
{
  RbkRubric *rubric = NULL;

  if (version == rbk_rubric_get_version (rbk_desk_get_rubric (self)))
    return rbk_desk_get_rubric (self);
  if (self->rubrics == NULL)
    self->rubrics = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  rubric = g_hash_table_lookup (self->rubrics, GUINT_TO_POINTER (version));
  if (rubric == NULL && version > 0 && self->reader != NULL)
    {
      rubric = rbk_ledger_reader_get_rubric (self->reader, version, NULL);
      if (rubric != NULL)
        g_hash_table_insert (self->rubrics, GUINT_TO_POINTER (version), rubric);
    }
  if (rubric == NULL && version == rbk_rubric_get_version (get_shipped ()))
    rubric = get_shipped ();
  return rubric != NULL ? rubric : rbk_desk_get_rubric (self);
}

/**
 * rbk_desk_change_rubric_async:
 * @rubric: (transfer none): criteria and gates, as in a rubric-changed entry
 *
 * A new version, for reviews from now on; old scores keep theirs.
 */
void
rbk_desk_change_rubric_async (
  RbkDesk *self, JsonObject *rubric, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (JsonObject) facts = NULL;
  g_autoptr (RbkRubric) made = NULL;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  facts = rbk_json_copy (rubric);
  json_object_set_int_member (facts, "version", rbk_rubric_get_version (rbk_desk_get_rubric (self)) + 1);
  if (!rbk_desk_may (self, RBK_RIGHT_DECIDE, &error) ||
      (made = rbk_rubric_new_from_facts (facts, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_RUBRIC_CHANGED, NULL, rbk_rubric_dup_facts (made));
}

gboolean
rbk_desk_change_rubric_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
