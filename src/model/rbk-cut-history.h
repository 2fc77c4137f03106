/* rbk-cut-history.h: the way that a message came to be as it is, back and forth.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-cut.h"

G_BEGIN_DECLS

/* Undo and redo without end. It holds no sound and stores nothing: the entries `edited`, `undone` and
 * `redone` of a draft, replayed in their order, make it again. Belongs to one thread. */
#define RBK_TYPE_CUT_HISTORY (rbk_cut_history_get_type ())
G_DECLARE_FINAL_TYPE (RbkCutHistory, rbk_cut_history, RBK, CUT_HISTORY, GObject)

/* The events of a draft that it knows. */
#define RBK_CUT_EVENT_EDITED "edited" /* with the member "passages" */
#define RBK_CUT_EVENT_UNDONE "undone"
#define RBK_CUT_EVENT_REDONE "redone"

RbkCutHistory *rbk_cut_history_new (void);
RbkCut *rbk_cut_history_get_current (RbkCutHistory *self);
gboolean rbk_cut_history_can_undo (RbkCutHistory *self);
gboolean rbk_cut_history_can_redo (RbkCutHistory *self);
void rbk_cut_history_push (RbkCutHistory *self, RbkCut *cut);
gboolean rbk_cut_history_undo (RbkCutHistory *self);
gboolean rbk_cut_history_redo (RbkCutHistory *self);
gboolean rbk_cut_history_replay (RbkCutHistory *self, JsonObject *payload, GError **error);

G_END_DECLS
