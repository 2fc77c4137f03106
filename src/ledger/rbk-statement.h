/* rbk-statement.h: one prepared statement of a database.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <sqlcipher/sqlite3.h>

G_BEGIN_DECLS

/* Belongs to its database and to that one's thread. What is bound is copied. Binding never fails by
 * itself: what went wrong is told by the next step. */
typedef struct _RbkStatement RbkStatement;

RbkStatement *rbk_statement_new (sqlite3 *handle, const char *sql);
void rbk_statement_free (RbkStatement *self);
gboolean rbk_statement_is_prepared (RbkStatement *self);

void rbk_statement_reset (RbkStatement *self);
void rbk_statement_bind_text (RbkStatement *self, int index, const char *text);
void rbk_statement_bind_int (RbkStatement *self, int index, gint64 number);
void rbk_statement_bind_bytes (RbkStatement *self, int index, GBytes *bytes);

gboolean rbk_statement_next (RbkStatement *self, GError **error);
gboolean rbk_statement_run (RbkStatement *self, GError **error);

const char *rbk_statement_get_text (RbkStatement *self, int column);
gint64 rbk_statement_get_int (RbkStatement *self, int column);
gconstpointer rbk_statement_get_bytes (RbkStatement *self, int column, gsize *length);

G_END_DECLS
