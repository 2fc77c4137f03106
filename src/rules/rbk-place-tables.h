/* rbk-place-tables.h: in which state and time zone a number, a ZIP code or a state is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-gate-tables.h"

G_BEGIN_DECLS

/* Immutable. What it gives is its own. */
typedef struct _RbkPlaceTables RbkPlaceTables;

RbkPlaceTables *rbk_place_tables_new (RbkGateTablesFetch fetch, gpointer data, GError **error);
void rbk_place_tables_free (RbkPlaceTables *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkPlaceTables, rbk_place_tables_free)

const char *const *rbk_place_tables_get_number_zones (RbkPlaceTables *self, const char *number);
const char *const *rbk_place_tables_get_number_states (RbkPlaceTables *self, const char *number);
const char *const *
rbk_place_tables_get_zip (RbkPlaceTables *self, const char *zip, const char *const **zones);
const char *rbk_place_tables_find_state (RbkPlaceTables *self, const char *region);
const char *const *rbk_place_tables_get_states (RbkPlaceTables *self);
const char *const *rbk_place_tables_get_state_zones (RbkPlaceTables *self, const char *state);

G_END_DECLS
