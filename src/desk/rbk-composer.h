/* rbk-composer.h: making a voicemail for one customer: takes, sound, and what the rules say of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "media/rbk-microphones.h"
#include "media/rbk-player.h"
#include "media/rbk-recorder.h"
#include "model/rbk-draft.h"
#include "rules/rbk-remark.h"

G_BEGIN_DECLS

/* It belongs to one customer for good. Everything recorded is in the ledger about half a second
 * later; a take that a crash cut off is there again with what was kept.
 *
 * It is a GListModel of RbkTake: those that were not deleted, oldest first; a take is replaced by a
 * new object when its length changed.
 * Properties: "state" (an RbkRecorderState, uint), "recording" (boolean: recording or paused),
 *             "duration-us" (int64: of the take being recorded), "chosen" (RbkTake, nullable),
 *             "microphone-name" (string)
 * Signals: "level" (double rms_db, double peak_db), every 50 ms;
 *          "failed" (GError *): recording or keeping it went wrong; what was captured is kept;
 *          "recorded" (RbkTake *): a take is whole. */
#define RBK_TYPE_COMPOSER (rbk_composer_get_type ())
G_DECLARE_FINAL_TYPE (RbkComposer, rbk_composer, RBK, COMPOSER, GObject)

/* Opens the customer's draft if there is one. Nothing is written before the first recording. */
RbkComposer *rbk_composer_new (RbkDesk *desk, const char *customer);
RbkDesk *rbk_composer_get_desk (RbkComposer *self);
const char *rbk_composer_get_customer (RbkComposer *self);
const char *rbk_composer_get_draft (RbkComposer *self); /* (nullable) */
RbkMicrophones *rbk_composer_get_microphones (RbkComposer *self);
void rbk_composer_set_microphone (RbkComposer *self, const char *id); /* NULL: the system's */
RbkPlayer *rbk_composer_get_player (RbkComposer *self);               /* plays the chosen take */

gboolean rbk_composer_record (RbkComposer *self, GError **error); /* a new take, always */
void rbk_composer_pause (RbkComposer *self);
void rbk_composer_resume (RbkComposer *self);
void rbk_composer_stop (RbkComposer *self);
RbkRecorderState rbk_composer_get_state (RbkComposer *self);

RbkTake *rbk_composer_get_chosen (RbkComposer *self);              /* (nullable) */
void rbk_composer_choose (RbkComposer *self, RbkTake *take);       /* loads its sound into the player */
void rbk_composer_delete_take (RbkComposer *self, RbkTake *take);  /* the caller has asked */
void rbk_composer_restore_take (RbkComposer *self, RbkTake *take); /* undo of that */
GBytes *rbk_composer_get_chosen_sound (
  RbkComposer *self); /* (nullable): PCM, once loaded; "notify::chosen" then comes again */
/* (element-type RbkRemark) (transfer full): what the rules say of the chosen take: length (V-11), silence
 * (V-15), level and clipping (V-14), dead air (V-12). Empty while nothing is loaded. */
GPtrArray *rbk_composer_dup_remarks (RbkComposer *self);
/* Before dropping it: stops recording, keeps everything, then calls back. */
void rbk_composer_close_async (RbkComposer *self, GAsyncReadyCallback callback, gpointer data);
gboolean rbk_composer_close_finish (RbkComposer *self, GAsyncResult *result, GError **error);

G_END_DECLS
