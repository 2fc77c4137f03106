/* rbk-take-row.h: one recording among several, to be chosen, heard or deleted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "choose" (), "play" (), "delete" (): the person wants that. */
#define RBK_TYPE_TAKE_ROW (rbk_take_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkTakeRow, rbk_take_row, RBK, TAKE_ROW, AdwActionRow)

GtkWidget *rbk_take_row_new (RbkTake *take, guint number, GtkCheckButton *group, GTimeZone *zone);
RbkTake *rbk_take_row_get_take (RbkTakeRow *self);
void rbk_take_row_set_chosen (RbkTakeRow *self, gboolean chosen);
void rbk_take_row_set_playing (RbkTakeRow *self, gboolean playing);
void rbk_take_row_set_length (RbkTakeRow *self, gint64 length_us, gboolean edited);
void rbk_take_row_set_suggestion (RbkTakeRow *self, const char *words);

G_END_DECLS
