/* rbk-speech-engines.h: how well each engine that reads recordings hears them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"

G_BEGIN_DECLS

/* The dated rows of data/rules/speech-engines.json. Immutable. */
#define RBK_TYPE_SPEECH_ENGINES (rbk_speech_engines_get_type ())
G_DECLARE_FINAL_TYPE (RbkSpeechEngines, rbk_speech_engines, RBK, SPEECH_ENGINES, GObject)

RbkSpeechEngines *rbk_speech_engines_new (GBytes *json, GError **error);
gboolean rbk_speech_engines_trusts (RbkSpeechEngines *self, RbkTranscript *transcript);

G_END_DECLS
