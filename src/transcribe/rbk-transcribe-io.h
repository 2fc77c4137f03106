/* rbk-transcribe-io.h: what every transcribing helper reads and writes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The helper's exit status; anything else, and a death by a signal, is a crash. */
typedef enum
{
  RBK_TRANSCRIBE_OK = 0,
  RBK_TRANSCRIBE_USAGE = 2,     /* arguments that it does not know */
  RBK_TRANSCRIBE_MODEL = 3,     /* the engine refused the model file */
  RBK_TRANSCRIBE_SOUND = 4,     /* the sound could not be read, or is too long */
  RBK_TRANSCRIBE_ENGINE = 5,    /* the engine gave up */
  RBK_TRANSCRIBE_PROCESSOR = 6, /* this processor lacks what the engine was built for */
} RbkTranscribeExit;

#define RBK_TRANSCRIBE_RATE 16000

typedef struct
{
  float *samples; /* (owned): from -1 to 1, without the silence at both ends */
  gsize n_samples;
  guint start_ms;  /* where samples[0] lay in the sound */
  guint length_ms; /* of the whole sound */
} RbkSpeech;

void rbk_transcribe_settle (void);
gboolean rbk_speech_read (RbkSpeech *self, int fd);
void rbk_speech_clear (RbkSpeech *self);
void rbk_transcribe_write_progress (double progress);
void rbk_transcribe_write_word (
  const RbkSpeech *speech, const char *word, gint64 start_ms, gint64 end_ms, double probability);
void rbk_transcribe_write_end (const RbkSpeech *speech, const char *engine);

G_END_DECLS
