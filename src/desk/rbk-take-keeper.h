/* rbk-take-keeper.h: records takes and keeps every sound of them as it is spoken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "media/rbk-recorder.h"

G_BEGIN_DECLS

/* Properties: "state" (an RbkRecorderState, uint), "recording" (boolean: until the recorder has given
 *             out everything), "duration-us" (int64), "microphone-name" (string),
 *             "busy" (boolean: records, or something is not on the disk yet).
 * Signals: "level" (double rms_db, double peak_db);
 *          "failed" (GError *): what was captured is kept;
 *          "begun" (): the entries of the take are queued, with its first sound;
 *          "kept" (const char *take): the take is whole in the ledger. */
#define RBK_TYPE_TAKE_KEEPER (rbk_take_keeper_get_type ())
G_DECLARE_FINAL_TYPE (RbkTakeKeeper, rbk_take_keeper, RBK, TAKE_KEEPER, GObject)

RbkTakeKeeper *rbk_take_keeper_new (RbkDesk *desk, const char *customer);
gboolean rbk_take_keeper_start (RbkTakeKeeper *self,
                                const char *draft,
                                GPtrArray *before,
                                gboolean practice,
                                const char *mends,
                                GError **error);
void rbk_take_keeper_stop (RbkTakeKeeper *self);
RbkRecorder *rbk_take_keeper_get_recorder (RbkTakeKeeper *self);
const char *rbk_take_keeper_get_take (RbkTakeKeeper *self);
gboolean rbk_take_keeper_is_recording (RbkTakeKeeper *self);
gboolean rbk_take_keeper_is_busy (RbkTakeKeeper *self);

G_END_DECLS
