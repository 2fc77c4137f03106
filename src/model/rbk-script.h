/* rbk-script.h: a template of the showroom's for what is said on a voicemail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-voicemail-plan.h"

G_BEGIN_DECLS

/* Immutable. */
#define RBK_TYPE_SCRIPT (rbk_script_get_type ())
G_DECLARE_FINAL_TYPE (RbkScript, rbk_script, RBK, SCRIPT, GObject)

RbkScript *rbk_script_new (const char *id, const char *name, RbkReasonId reason, const char *text);
RbkScript *rbk_script_new_from_json (JsonObject *object);
JsonObject *rbk_script_make_json (RbkScript *self);
const char *rbk_script_get_id (RbkScript *self);
const char *rbk_script_get_name (RbkScript *self);
RbkReasonId rbk_script_get_reason (RbkScript *self);
const char *rbk_script_get_text (RbkScript *self);

G_END_DECLS
