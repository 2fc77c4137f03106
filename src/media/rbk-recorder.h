/* rbk-recorder.h: from a microphone to PCM.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-media.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkRecorderState:
 * @RBK_RECORDER_IDLE: nothing is being recorded
 * @RBK_RECORDER_STARTING: asked for; no sample has come yet
 * @RBK_RECORDER_RECORDING: samples are coming
 * @RBK_RECORDER_PAUSED: the microphone is not listened to, and the recording can go on
 * @RBK_RECORDER_STOPPING: the last samples are being given out
 * @RBK_RECORDER_FAILED: as idle, after a failure
 */
typedef enum
{
  RBK_RECORDER_IDLE,
  RBK_RECORDER_STARTING,
  RBK_RECORDER_RECORDING,
  RBK_RECORDER_PAUSED,
  RBK_RECORDER_STOPPING,
  RBK_RECORDER_FAILED,
} RbkRecorderState;

#define RBK_TYPE_RECORDER_STATE (rbk_recorder_state_get_type ())
GType rbk_recorder_state_get_type (void);

#define RBK_TYPE_RECORDER (rbk_recorder_get_type ())
G_DECLARE_FINAL_TYPE (RbkRecorder, rbk_recorder, RBK, RECORDER, GObject)

RbkRecorder *rbk_recorder_new (void);
void rbk_recorder_set_microphone (RbkRecorder *self, const char *id);
const char *rbk_recorder_get_microphone (RbkRecorder *self);
void rbk_recorder_prepare (RbkRecorder *self);
gboolean rbk_recorder_start (RbkRecorder *self, GError **error);
void rbk_recorder_pause (RbkRecorder *self);
void rbk_recorder_resume (RbkRecorder *self);
void rbk_recorder_stop (RbkRecorder *self);

RbkRecorderState rbk_recorder_get_state (RbkRecorder *self);
gint64 rbk_recorder_get_duration_us (RbkRecorder *self);
const char *rbk_recorder_get_microphone_name (RbkRecorder *self);

G_END_DECLS
