/* rbk-speech-models.h: the models on this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "transcriber/rbk-speech-model.h"

G_BEGIN_DECLS

#define RBK_TYPE_SPEECH_MODELS (rbk_speech_models_get_type ())
G_DECLARE_FINAL_TYPE (RbkSpeechModels, rbk_speech_models, RBK, SPEECH_MODELS, GObject)

RbkSpeechModels *rbk_speech_models_new (const char *const *folders);
const char *rbk_speech_models_how_to_get_one (void);

void rbk_speech_models_list_async (RbkSpeechModels *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *rbk_speech_models_list_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error);
RbkSpeechModel *rbk_speech_models_choose (GPtrArray *models, const char *wanted_sha256);

void rbk_speech_models_add_async (RbkSpeechModels *self,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RbkSpeechModel *rbk_speech_models_add_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error);

void rbk_speech_models_open_async (RbkSpeechModels *self,
                                   RbkSpeechModel *model,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
int rbk_speech_models_open_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error);

double rbk_speech_models_get_progress (RbkSpeechModels *self);

gboolean rbk_speech_models_is_own (RbkSpeechModels *self, RbkSpeechModel *model);
void rbk_speech_models_remove_async (RbkSpeechModels *self,
                                     RbkSpeechModel *model,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean rbk_speech_models_remove_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error);

G_END_DECLS
