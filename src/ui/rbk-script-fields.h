/* rbk-script-fields.h: what a script can have filled in for each customer, and what it then looks like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-voicemail-guide.h"

G_BEGIN_DECLS

guint rbk_script_fields_count (void);
const char *rbk_script_fields_get_name (guint field);
const char *rbk_script_fields_get_title (guint field);
char *rbk_script_fields_dup_fault (const char *text);
RbkMergedScript *rbk_script_fields_preview (RbkDesk *desk, const char *text, gboolean little_known);

G_END_DECLS
