/* rbk-speech-model.h: one file from which speech is recognised.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkSpeechModelError:
 * @RBK_SPEECH_MODEL_ERROR_UNKNOWN: nobody vouches for the file: it is not on the list, and nothing
 *   beside it says what it should be
 * @RBK_SPEECH_MODEL_ERROR_KIND: it is not the kind of file that it is said to be
 * @RBK_SPEECH_MODEL_ERROR_DAMAGED: its size or its SHA-256 is not what it should be
 * @RBK_SPEECH_MODEL_ERROR_GONE: it is not there any more, or cannot be read
 * @RBK_SPEECH_MODEL_ERROR_COPY: it could not be kept: no room, no right
 */
typedef enum
{
  RBK_SPEECH_MODEL_ERROR_UNKNOWN,
  RBK_SPEECH_MODEL_ERROR_KIND,
  RBK_SPEECH_MODEL_ERROR_DAMAGED,
  RBK_SPEECH_MODEL_ERROR_GONE,
  RBK_SPEECH_MODEL_ERROR_COPY,
} RbkSpeechModelError;

#define RBK_SPEECH_MODEL_ERROR (rbk_speech_model_error_quark ())
GQuark rbk_speech_model_error_quark (void);

/* Immutable. What the file should be; whether it is, rbk_speech_models_open_async() finds out. */
#define RBK_TYPE_SPEECH_MODEL (rbk_speech_model_get_type ())
G_DECLARE_FINAL_TYPE (RbkSpeechModel, rbk_speech_model, RBK, SPEECH_MODEL, GObject)

/* The bytes at the start of a file by which its kind is told. */
#define RBK_SPEECH_MODEL_HEADER 48

#define RBK_SPEECH_MODEL_KIND_WHISPER "whisper"

RbkSpeechModel *rbk_speech_model_new_known (const char *path, guint64 size);
RbkSpeechModel *rbk_speech_model_new_from_card (const char *path, GBytes *card, GError **error);
RbkSpeechModel *rbk_speech_model_at (RbkSpeechModel *self, const char *path);
const char *rbk_speech_model_get_path (RbkSpeechModel *self);
const char *rbk_speech_model_get_file_name (RbkSpeechModel *self);
const char *rbk_speech_model_get_name (RbkSpeechModel *self);
const char *rbk_speech_model_get_kind (RbkSpeechModel *self);
const char *rbk_speech_model_get_licence (RbkSpeechModel *self);
const char *rbk_speech_model_get_sha256 (RbkSpeechModel *self);
guint64 rbk_speech_model_get_size (RbkSpeechModel *self);
gboolean rbk_speech_model_is_default (RbkSpeechModel *self);
gboolean rbk_speech_model_has_kind (RbkSpeechModel *self, const guint8 *header, gsize length);
char *rbk_speech_model_to_card (RbkSpeechModel *self);

G_END_DECLS
