/* rbk-draft.h: a voicemail in the making, and its takes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-voicemail-plan.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* One recording. Nothing is ever recorded over it. Immutable. */
#define RBK_TYPE_TAKE (rbk_take_get_type ())
G_DECLARE_FINAL_TYPE (RbkTake, rbk_take, RBK, TAKE, GObject)

RbkTake *rbk_take_new (const char *id,
                       const char *draft,
                       const char *media,
                       const char *microphone,
                       gint64 time_us,
                       gint64 bytes,
                       gboolean deleted,
                       gboolean practice,
                       const char *mends);
const char *rbk_take_get_id (RbkTake *self);
const char *rbk_take_get_draft (RbkTake *self);
const char *rbk_take_get_media (RbkTake *self);
const char *rbk_take_get_microphone (RbkTake *self);
gint64 rbk_take_get_time_us (RbkTake *self);
gint64 rbk_take_get_bytes (RbkTake *self);
gboolean rbk_take_is_deleted (RbkTake *self);
gboolean rbk_take_is_practice (RbkTake *self);
const char *rbk_take_get_mends (RbkTake *self);

/* A draft belongs to one customer for good (voices 1 and 2). Immutable. */
#define RBK_TYPE_DRAFT (rbk_draft_get_type ())
G_DECLARE_FINAL_TYPE (RbkDraft, rbk_draft, RBK, DRAFT, GObject)

RbkDraft *rbk_draft_new (const char *id,
                         const char *customer,
                         const char *author,
                         gint64 time_us,
                         const char *chosen,
                         gboolean closed,
                         RbkVoicemailPlan *plan,
                         GPtrArray *takes);
const char *rbk_draft_get_id (RbkDraft *self);
const char *rbk_draft_get_customer (RbkDraft *self);
const char *rbk_draft_get_author (RbkDraft *self);
gint64 rbk_draft_get_time_us (RbkDraft *self);
gboolean rbk_draft_is_closed (RbkDraft *self);
GPtrArray *rbk_draft_get_takes (RbkDraft *self);
RbkTake *rbk_draft_get_chosen (RbkDraft *self);
RbkTake *rbk_draft_find_take (RbkDraft *self, const char *take);
RbkVoicemailPlan *rbk_draft_get_plan (RbkDraft *self);
gboolean rbk_draft_is_practice (RbkDraft *self);

G_END_DECLS
