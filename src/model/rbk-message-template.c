/* rbk-message-template.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-message-template.h"

#include "model/rbk-json.h"

struct _RbkMessageTemplate
{
  GObject parent_instance;

  char *id;   /* (owned) */
  char *name; /* (owned) */
  RbkMedium medium;
  char *subject; /* (owned) (nullable) */
  char *text;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkMessageTemplate, rbk_message_template, G_TYPE_OBJECT)

static void
rbk_message_template_finalize (GObject *object)
{
  RbkMessageTemplate *self = RBK_MESSAGE_TEMPLATE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->subject);
  g_free (self->text);
  G_OBJECT_CLASS (rbk_message_template_parent_class)->finalize (object);
}

static void
rbk_message_template_class_init (RbkMessageTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_message_template_finalize;
}

static void
rbk_message_template_init (RbkMessageTemplate *self)
{
}

/**
 * rbk_message_template_new:
 * @medium: the media it is for
 * @subject: (nullable): of an email, with {fields}
 * @text: the words, with {fields}
 *
 * Returns: (transfer full): the template
 */
RbkMessageTemplate *
rbk_message_template_new (
  const char *id, const char *name, RbkMedium medium, const char *subject, const char *text)
{
  RbkMessageTemplate *self = g_object_new (RBK_TYPE_MESSAGE_TEMPLATE, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->medium = medium;
  self->subject = g_strdup (subject);
  self->text = g_strdup (text);
  return self;
}

/**
 * rbk_message_template_new_from_json:
 * @object: (nullable): one of the templates of a policy-changed or person-changed entry
 *
 * Returns: (transfer full) (nullable): the template; NULL if it has no id, name, medium or text
 */
RbkMessageTemplate *
rbk_message_template_new_from_json (JsonObject *object)
{
  const char *id = rbk_json_get_string (object, "id");
  const char *name = rbk_json_get_string (object, "name");
  const char *medium = rbk_json_get_string (object, "medium");
  const char *text = rbk_json_get_string (object, "text");

  if (id == NULL || name == NULL || text == NULL ||
      (g_strcmp0 (medium, "text") != 0 && g_strcmp0 (medium, "email") != 0))
    return NULL;
  return rbk_message_template_new (
    id, name, rbk_medium_from_name (medium), rbk_json_get_string (object, "subject"), text);
}

/**
 * rbk_message_templates_read:
 * @array: (nullable): templates
 *
 * Returns: (transfer full) (element-type RbkMessageTemplate): those of @array that can be read
 */
GPtrArray *
rbk_message_templates_read (JsonArray *array)
{
  GPtrArray *templates = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      RbkMessageTemplate *template =
        rbk_message_template_new_from_json (rbk_json_array_get_object (array, i));

      if (template != NULL)
        g_ptr_array_add (templates, template);
    }
  return templates;
}

/**
 * rbk_message_template_get_id:
 *
 * Returns: (transfer none): the id, which a showroom's or person's own one may share to replace it
 */
const char *
rbk_message_template_get_id (RbkMessageTemplate *self)
{
  return self->id;
}

/**
 * rbk_message_template_get_name:
 *
 * Returns: (transfer none): what it is for, as a person reads it
 */
const char *
rbk_message_template_get_name (RbkMessageTemplate *self)
{
  return self->name;
}

/**
 * rbk_message_template_get_medium:
 *
 * Returns: the medium it is written for
 */
RbkMedium
rbk_message_template_get_medium (RbkMessageTemplate *self)
{
  return self->medium;
}

/**
 * rbk_message_template_get_subject:
 *
 * Returns: (nullable) (transfer none): the subject of an email, with {fields}
 */
const char *
rbk_message_template_get_subject (RbkMessageTemplate *self)
{
  return self->subject;
}

/**
 * rbk_message_template_get_text:
 *
 * Returns: (transfer none): the words, with {fields}
 */
const char *
rbk_message_template_get_text (RbkMessageTemplate *self)
{
  return self->text;
}
