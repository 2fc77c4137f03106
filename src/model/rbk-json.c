/* rbk-json.c
 *
 * json-glib's own accessors are critical about members of another type; what comes from a
 * file, a network or a newer Ringback may hold any. These give NULL or a default instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-json.h"

/* Deeper than anything Ringback writes or a mail server answers. */
#define DEEPEST 32

static JsonNode *
get_member (JsonObject *object, const char *member, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

/**
 * rbk_json_get_string:
 * @object: (nullable): an object
 *
 * Returns: (nullable) (transfer none): the text at @member, or NULL if there is none
 */
const char *
rbk_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

/**
 * rbk_json_get_int:
 * @object: (nullable): an object
 *
 * Returns: the whole number at @member, or @otherwise
 */
gint64
rbk_json_get_int (JsonObject *object, const char *member, gint64 otherwise)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : otherwise;
}

/**
 * rbk_json_get_boolean:
 * @object: (nullable): an object
 *
 * Returns: the truth value at @member, or @otherwise
 */
gboolean
rbk_json_get_boolean (JsonObject *object, const char *member, gboolean otherwise)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node)
                                                                           : otherwise;
}

/**
 * rbk_json_get_array:
 * @object: (nullable): an object
 *
 * Returns: (nullable) (transfer none): the array at @member
 */
JsonArray *
rbk_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

/**
 * rbk_json_get_object:
 * @object: (nullable): an object
 *
 * Returns: (nullable) (transfer none): the object at @member
 */
JsonObject *
rbk_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_element (JsonArray *array, guint index)
{
  return array != NULL && index < json_array_get_length (array) ? json_array_get_element (array, index)
                                                                : NULL;
}

/**
 * rbk_json_array_get_object:
 * @array: (nullable): an array
 *
 * Returns: (nullable) (transfer none): the object at @index
 */
JsonObject *
rbk_json_array_get_object (JsonArray *array, guint index)
{
  JsonNode *node = get_element (array, index);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * rbk_json_array_get_string:
 * @array: (nullable): an array
 *
 * Returns: (nullable) (transfer none): the text at @index
 */
const char *
rbk_json_array_get_string (JsonArray *array, guint index)
{
  JsonNode *node = get_element (array, index);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* The parser recurses: what is nested deeper than anything sensible is refused before it starts. */
static gboolean
is_too_deep (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '{' || text[i] == '['))
        {
          if (++depth > DEEPEST)
            return TRUE;
        }
      else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
    }
  return FALSE;
}

/**
 * rbk_json_has_only:
 * @members: (array zero-terminated=1): names
 *
 * Returns: whether @object has at least one of @members, and nothing else
 */
gboolean
rbk_json_has_only (JsonObject *object, const char *const *members)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, NULL))
    {
      if (!g_strv_contains (members, member))
        return FALSE;
    }
  return json_object_get_size (object) > 0;
}

/**
 * rbk_json_parse_object:
 * @text: UTF-8 from anywhere
 * @length: its length in bytes, or -1 if it ends with a zero
 *
 * Returns: (transfer full): the object that @text is, or NULL with a %JSON_PARSER_ERROR
 */
JsonObject *
rbk_json_parse_object (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  JsonNode *root;

  json_parser_set_strict (parser, TRUE);
  if (!g_utf8_validate_len (text, size, NULL) || is_too_deep (text, size))
    {
      g_set_error_literal (
        error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "not JSON that can be read");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) size, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "not a JSON object");
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}

/**
 * rbk_json_parse_bytes:
 * @json: UTF-8 from anywhere, perhaps nothing
 *
 * Returns: (transfer full): as rbk_json_parse_object()
 */
JsonObject *
rbk_json_parse_bytes (GBytes *json, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (json, &size);

  /* No bytes have no place either. */
  return rbk_json_parse_object (size > 0 ? text : "", (gssize) size, error);
}

/**
 * rbk_json_write:
 *
 * Returns: (transfer full): @object on one line, members in the order they were set
 */
char *
rbk_json_write (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/**
 * rbk_json_copy:
 *
 * Returns: (transfer full): an object with the same members, which it shares
 */
JsonObject *
rbk_json_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    json_object_set_member (copy, member, json_node_copy (node));
  return copy;
}

/**
 * rbk_json_new:
 * @first_member: (nullable): a member, followed by its text (const char *, left out if NULL),
 *   further pairs, and NULL
 *
 * Returns: (transfer full): an object of texts
 */
JsonObject *
rbk_json_new (const char *first_member, ...)
{
  JsonObject *object = json_object_new ();
  va_list arguments;

  va_start (arguments, first_member);
  for (const char *member = first_member; member != NULL; member = va_arg (arguments, const char *))
    {
      const char *text = va_arg (arguments, const char *);

      if (text != NULL)
        json_object_set_string_member (object, member, text);
    }
  va_end (arguments);
  return object;
}
