/* rbk-prefix-table.h: what is known of numbers and ZIP codes by how they begin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Immutable. */
typedef struct _RbkPrefixTable RbkPrefixTable;

/* @columns: each as a strv, as long as the table is */
typedef void (*RbkPrefixTableEach) (const char *const *const *columns, gpointer data);

RbkPrefixTable *rbk_prefix_table_new (GBytes *text, guint n_columns, GError **error);
void rbk_prefix_table_free (RbkPrefixTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkPrefixTable, rbk_prefix_table_free)

const char *const *
rbk_prefix_table_find (RbkPrefixTable *self, const char *digits, guint column, guint *length);
void rbk_prefix_table_foreach (RbkPrefixTable *self, RbkPrefixTableEach each, gpointer data);

G_END_DECLS
