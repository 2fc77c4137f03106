/* rbk-draft-sound.h: the sound of a draft as it stands: its chosen take, with that one's edits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-take-sound.h"

G_BEGIN_DECLS

/* Properties: "busy" (boolean: something is being loaded).
 * Signals: "changed" (): another sound, or none yet, is what there is; "failed" (GError *). */
#define RBK_TYPE_DRAFT_SOUND (rbk_draft_sound_get_type ())
G_DECLARE_FINAL_TYPE (RbkDraftSound, rbk_draft_sound, RBK, DRAFT_SOUND, GObject)

RbkDraftSound *rbk_draft_sound_new (RbkDesk *desk);
gboolean rbk_draft_sound_show (RbkDraftSound *self, RbkDraft *draft, RbkTake *take, RbkCut *cut);
void rbk_draft_sound_cancel (RbkDraftSound *self);
GBytes *rbk_draft_sound_get_pcm (RbkDraftSound *self);
const char *rbk_draft_sound_get_content (RbkDraftSound *self);
GPtrArray *rbk_draft_sound_get_remarks (RbkDraftSound *self);
GHashTable *rbk_draft_sound_get_sounds (RbkDraftSound *self);
gboolean rbk_draft_sound_is_busy (RbkDraftSound *self);

G_END_DECLS
