/* rbk-message-template.h: words for a text or an email, with fields to be filled in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Immutable. */
#define RBK_TYPE_MESSAGE_TEMPLATE (rbk_message_template_get_type ())
G_DECLARE_FINAL_TYPE (RbkMessageTemplate, rbk_message_template, RBK, MESSAGE_TEMPLATE, GObject)

RbkMessageTemplate *rbk_message_template_new (
  const char *id, const char *name, RbkMedium medium, const char *subject, const char *text);
RbkMessageTemplate *rbk_message_template_new_from_json (JsonObject *object);
GPtrArray *rbk_message_templates_read (JsonArray *array);
const char *rbk_message_template_get_id (RbkMessageTemplate *self);
const char *rbk_message_template_get_name (RbkMessageTemplate *self);
RbkMedium rbk_message_template_get_medium (RbkMessageTemplate *self);
const char *rbk_message_template_get_subject (RbkMessageTemplate *self);
const char *rbk_message_template_get_text (RbkMessageTemplate *self);

G_END_DECLS
