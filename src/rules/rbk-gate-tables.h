/* rbk-gate-tables.h: the dated rows by which the gate judges.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): the contents of @name, a file of data/rules, or NULL with an error. */
typedef GBytes *(*RbkGateTablesFetch) (const char *name, gpointer data, GError **error);

/* Immutable, so that it can be used from any thread. */
#define RBK_TYPE_GATE_TABLES (rbk_gate_tables_get_type ())
G_DECLARE_FINAL_TYPE (RbkGateTables, rbk_gate_tables, RBK, GATE_TABLES, GObject)

RbkGateTables *rbk_gate_tables_new (RbkGateTablesFetch fetch, gpointer data, GError **error);
const char *rbk_gate_tables_get_value (RbkGateTables *self, const char *row);
gboolean rbk_gate_tables_allows_value (RbkGateTables *self, const char *row, const char *value);
const char *rbk_gate_tables_find_phrase (RbkGateTables *self, const char *text);
const char *rbk_gate_tables_find_opt_out (RbkGateTables *self, const char *text);
gboolean rbk_gate_tables_is_shortener (RbkGateTables *self, const char *host);

G_END_DECLS
