/* rbk-word-reader.h: the lines of a transcribing helper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"

G_BEGIN_DECLS

/**
 * RbkTranscriberProgressFunc:
 * @progress: from 0 to 1, never falling
 */
typedef void (*RbkTranscriberProgressFunc) (double progress, gpointer user_data);

typedef struct _RbkWordReader RbkWordReader;

RbkWordReader *
rbk_word_reader_new (gint64 length_us, RbkTranscriberProgressFunc progress, gpointer user_data);
void rbk_word_reader_free (RbkWordReader *self);
gboolean rbk_word_reader_feed (RbkWordReader *self, const char *data, gsize length, GError **error);
RbkTranscript *rbk_word_reader_end (RbkWordReader *self, const char *model_sha256, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkWordReader, rbk_word_reader_free)

G_END_DECLS
