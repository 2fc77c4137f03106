/* rbk-change-set.h: what one transaction changed; the only news the interface gets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry.h"

G_BEGIN_DECLS

#define RBK_TYPE_CHANGE_SET (rbk_change_set_get_type ())
G_DECLARE_FINAL_TYPE (RbkChangeSet, rbk_change_set, RBK, CHANGE_SET, GObject)

/* (element-type RbkEntry): the entries that were appended, in order */
GPtrArray *rbk_change_set_get_entries (RbkChangeSet *self);
gboolean rbk_change_set_touches_customer (RbkChangeSet *self, const char *customer);
gboolean rbk_change_set_has_kind (RbkChangeSet *self, RbkEntryKind kind);

G_END_DECLS
