/* rbk-json.h: reading JSON objects that may hold anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *rbk_json_get_string (JsonObject *object, const char *member);
gint64 rbk_json_get_int (JsonObject *object, const char *member, gint64 otherwise);
gboolean rbk_json_get_boolean (JsonObject *object, const char *member, gboolean otherwise);
JsonArray *rbk_json_get_array (JsonObject *object, const char *member);
JsonObject *rbk_json_get_object (JsonObject *object, const char *member);
JsonObject *rbk_json_array_get_object (JsonArray *array, guint index);
const char *rbk_json_array_get_string (JsonArray *array, guint index);
gboolean rbk_json_has_only (JsonObject *object, const char *const *members);
JsonObject *rbk_json_parse_object (const char *text, gssize length, GError **error);
JsonObject *rbk_json_parse_bytes (GBytes *json, GError **error);
char *rbk_json_write (JsonObject *object);
JsonObject *rbk_json_copy (JsonObject *object);
JsonObject *rbk_json_new (const char *first_member, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
