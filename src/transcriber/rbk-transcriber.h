/* rbk-transcriber.h: what a customer will read of a voicemail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"
#include "transcriber/rbk-speech-models.h"
#include "transcriber/rbk-transcriber-error.h"
#include "transcriber/rbk-word-reader.h"

G_BEGIN_DECLS

/* The sound that is transcribed: mono, signed 16 bit, this many samples a second. */
#define RBK_TRANSCRIBER_RATE 16000

#define RBK_TYPE_TRANSCRIBER (rbk_transcriber_get_type ())
G_DECLARE_FINAL_TYPE (RbkTranscriber, rbk_transcriber, RBK, TRANSCRIBER, GObject)

RbkTranscriber *rbk_transcriber_new (RbkSpeechModels *models, const char *program);
void rbk_transcriber_set_time_limit (RbkTranscriber *self, guint milliseconds);
void rbk_transcriber_transcribe_async (RbkTranscriber *self,
                                       GBytes *pcm,
                                       RbkSpeechModel *model,
                                       RbkTranscriberProgressFunc progress,
                                       gpointer progress_data,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
RbkTranscript *rbk_transcriber_transcribe_finish (RbkTranscriber *self, GAsyncResult *result, GError **error);

G_END_DECLS
