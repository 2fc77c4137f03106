/* rbk-showroom.h: the showroom and its people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-account.h"
#include "model/rbk-message-template.h"
#include "model/rbk-script.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Immutable. */
#define RBK_TYPE_SHOWROOM (rbk_showroom_get_type ())
G_DECLARE_FINAL_TYPE (RbkShowroom, rbk_showroom, RBK, SHOWROOM, GObject)

RbkShowroom *
rbk_showroom_new (const char *name, const char *const *domains, const char *time_zone, const char *address);
RbkShowroom *rbk_showroom_new_from_facts (JsonObject *facts);
RbkShowroom *rbk_showroom_extend (RbkShowroom *self, const char *const *domains);
const char *rbk_showroom_get_name (RbkShowroom *self);
const char *const *rbk_showroom_get_domains (RbkShowroom *self);
const char *rbk_showroom_get_time_zone (RbkShowroom *self);
const char *rbk_showroom_get_address (RbkShowroom *self);
const char *const *rbk_showroom_get_aliases (RbkShowroom *self);
const char *rbk_showroom_get_voicemail_school (RbkShowroom *self);
GPtrArray *rbk_showroom_get_scripts (RbkShowroom *self);
RbkScript *rbk_showroom_find_script (RbkShowroom *self, const char *script);

/* Somebody who works there. Immutable. */
#define RBK_TYPE_PERSON (rbk_person_get_type ())
G_DECLARE_FINAL_TYPE (RbkPerson, rbk_person, RBK, PERSON, GObject)

RbkPerson *rbk_person_new (
  const char *id, const char *name, const char *role, const char *line, const char *email, gboolean left);
RbkPerson *rbk_person_new_from_facts (const char *id, JsonObject *facts);
const char *rbk_person_get_id (RbkPerson *self);
const char *rbk_person_get_name (RbkPerson *self);
const char *rbk_person_get_role (RbkPerson *self);
const char *rbk_person_get_line (RbkPerson *self);
const char *rbk_person_get_email (RbkPerson *self);
gboolean rbk_person_has_left (RbkPerson *self);
gboolean rbk_person_is_text_capable (RbkPerson *self);
const char *rbk_person_get_screening_line (RbkPerson *self);
const char *rbk_person_get_photo (RbkPerson *self);
const char *rbk_person_get_signature (RbkPerson *self);
GPtrArray *rbk_person_get_templates (RbkPerson *self);

G_END_DECLS
