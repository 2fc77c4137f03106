/* rbk-take-ear.h: how the takes of a voicemail are heard: equally loud, and as on a telephone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "media/rbk-loudness.h"

G_BEGIN_DECLS

/* Signals: "changed" (): what is known of the chosen sound is other: its loudness, or that it can be heard as
 * on a telephone. */
#define RBK_TYPE_TAKE_EAR (rbk_take_ear_get_type ())
G_DECLARE_FINAL_TYPE (RbkTakeEar, rbk_take_ear, RBK, TAKE_EAR, GObject)

/**
 * RbkLeavingLoudness: how loud the chosen sound leaves
 * @RBK_LEAVING_UNKNOWN: it is not measured yet
 * @RBK_LEAVING_SILENT: there is nothing in it to hear
 * @RBK_LEAVING_AS_IT_IS: as loud as other voicemails, without a change
 * @RBK_LEAVING_RAISED: as loud as other voicemails, by being made louder
 * @RBK_LEAVING_LOWERED: as loud as other voicemails, by being made softer
 * @RBK_LEAVING_TOO_SOFT: it is so soft that what is done for it still leaves it softer than others
 */
typedef enum
{
  RBK_LEAVING_UNKNOWN,
  RBK_LEAVING_SILENT,
  RBK_LEAVING_AS_IT_IS,
  RBK_LEAVING_RAISED,
  RBK_LEAVING_LOWERED,
  RBK_LEAVING_TOO_SOFT,
} RbkLeavingLoudness;

RbkTakeEar *rbk_take_ear_new (RbkComposer *composer);
void rbk_take_ear_close (RbkTakeEar *self);
void rbk_take_ear_set_on_phone (RbkTakeEar *self, gboolean on_phone);
gboolean rbk_take_ear_get_on_phone (RbkTakeEar *self);
gboolean rbk_take_ear_is_phone_ready (RbkTakeEar *self);
gboolean rbk_take_ear_get_loudness (RbkTakeEar *self, RbkLoudness *loudness);
RbkLeavingLoudness rbk_take_ear_judge_leaving (RbkTakeEar *self);

G_END_DECLS
