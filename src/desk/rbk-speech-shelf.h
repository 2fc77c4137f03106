/* rbk-speech-shelf.h: the speech models of this computer, as a list, and which of them reads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "transcriber/rbk-speech-models.h"

G_BEGIN_DECLS

/* A GListModel of RbkSpeechModel, the default one first. Main thread.
 *
 * Properties: "wanted" (string): the SHA-256 of the model that somebody chose, or empty;
 *             "model" (RbkSpeechModel, nullable): the one that reads;
 *             "loaded" (boolean): whether the list is known yet */
#define RBK_TYPE_SPEECH_SHELF (rbk_speech_shelf_get_type ())
G_DECLARE_FINAL_TYPE (RbkSpeechShelf, rbk_speech_shelf, RBK, SPEECH_SHELF, GObject)

RbkSpeechShelf *rbk_speech_shelf_new (RbkSpeechModels *models);
RbkSpeechModels *rbk_speech_shelf_get_models (RbkSpeechShelf *self);
RbkSpeechModel *rbk_speech_shelf_get_model (RbkSpeechShelf *self);
gboolean rbk_speech_shelf_is_loaded (RbkSpeechShelf *self);
void rbk_speech_shelf_set_wanted (RbkSpeechShelf *self, const char *sha256);
void rbk_speech_shelf_refresh (RbkSpeechShelf *self);

void rbk_speech_shelf_add_async (RbkSpeechShelf *self,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
RbkSpeechModel *rbk_speech_shelf_add_finish (RbkSpeechShelf *self, GAsyncResult *result, GError **error);
void rbk_speech_shelf_remove_async (RbkSpeechShelf *self,
                                    RbkSpeechModel *model,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean rbk_speech_shelf_remove_finish (RbkSpeechShelf *self, GAsyncResult *result, GError **error);

G_END_DECLS
