/* rbk-script.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-script.h"

#include "model/rbk-json.h"

struct _RbkScript
{
  GObject parent_instance;

  char *id;   /* (owned) */
  char *name; /* (owned) */
  RbkReasonId reason;
  char *text; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkScript, rbk_script, G_TYPE_OBJECT)

static void
rbk_script_finalize (GObject *object)
{
  RbkScript *self = RBK_SCRIPT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->text);
  G_OBJECT_CLASS (rbk_script_parent_class)->finalize (object);
}

static void
rbk_script_class_init (RbkScriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_script_finalize;
}

static void
rbk_script_init (RbkScript *self)
{
}

/**
 * rbk_script_new:
 * @reason: what it is for; %RBK_REASON_NONE for anything
 * @text: the words, with merge fields
 *
 * Returns: (transfer full): the script
 */
RbkScript *
rbk_script_new (const char *id, const char *name, RbkReasonId reason, const char *text)
{
  RbkScript *self = g_object_new (RBK_TYPE_SCRIPT, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->reason = reason;
  self->text = g_strdup (text);
  return self;
}

/**
 * rbk_script_new_from_json:
 * @object: (nullable): one of the scripts of a showroom-changed entry
 *
 * Returns: (transfer full) (nullable): the script; NULL if it has no id, name or text
 */
RbkScript *
rbk_script_new_from_json (JsonObject *object)
{
  const char *id = rbk_json_get_string (object, "id");
  const char *name = rbk_json_get_string (object, "name");
  const char *text = rbk_json_get_string (object, "text");

  if (id == NULL || name == NULL || text == NULL)
    return NULL;
  return rbk_script_new (id, name, rbk_reason_id_from_name (rbk_json_get_string (object, "reason")), text);
}

/**
 * rbk_script_make_json:
 *
 * Returns: (transfer full): the script as a showroom-changed entry holds it
 */
JsonObject *
rbk_script_make_json (RbkScript *self)
{
  const char *reason = rbk_reason_id_get_name (self->reason);

  return rbk_json_new (
    "id", self->id, "name", self->name, "reason", *reason != '\0' ? reason : NULL, "text", self->text, NULL);
}

/**
 * rbk_script_get_id:
 *
 * Returns: (transfer none): the id
 */
const char *
rbk_script_get_id (RbkScript *self)
{
  return self->id;
}

/**
 * rbk_script_get_name:
 *
 * Returns: (transfer none): what the showroom calls it
 */
const char *
rbk_script_get_name (RbkScript *self)
{
  return self->name;
}

/**
 * rbk_script_get_reason:
 *
 * Returns: what it is for; %RBK_REASON_NONE for anything
 */
RbkReasonId
rbk_script_get_reason (RbkScript *self)
{
  return self->reason;
}

/**
 * rbk_script_get_text:
 *
 * Returns: (transfer none): the words, with merge fields
 */
const char *
rbk_script_get_text (RbkScript *self)
{
  return self->text;
}
