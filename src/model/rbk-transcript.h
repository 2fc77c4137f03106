/* rbk-transcript.h: what a recogniser heard in a recording, word by word with times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* More than anybody says in the longest recording that Ringback makes; bounds for what comes from a file. */
#define RBK_TRANSCRIPT_MAX_WORDS      2048
#define RBK_TRANSCRIPT_MAX_WORD_BYTES 128
#define RBK_TRANSCRIPT_MAX_US         (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/**
 * RbkTranscriptError:
 * @RBK_TRANSCRIPT_ERROR_FORM: it does not have the form of a transcript
 * @RBK_TRANSCRIPT_ERROR_TOO_LONG: it is longer than a transcript can be
 */
typedef enum
{
  RBK_TRANSCRIPT_ERROR_FORM,
  RBK_TRANSCRIPT_ERROR_TOO_LONG,
} RbkTranscriptError;

#define RBK_TRANSCRIPT_ERROR (rbk_transcript_error_quark ())
GQuark rbk_transcript_error_quark (void);

/* @t0_us and @t1_us: where it begins and ends, from the start of the recording; they never run
 * backwards from one word to the next. @probability: 0…1, in steps of a thousandth; 1 where a person
 * wrote the word. @by_hand: a person wrote the word, and its times are those of the words it
 * replaced or a share of the time there. */
typedef struct
{
  const char *text; /* owned by the transcript; no white space in it */
  gint64 t0_us;
  gint64 t1_us;
  double probability;
  gboolean by_hand;
} RbkTranscriptWord;

/* Immutable. */
#define RBK_TYPE_TRANSCRIPT (rbk_transcript_get_type ())
G_DECLARE_FINAL_TYPE (RbkTranscript, rbk_transcript, RBK, TRANSCRIPT, GObject)

RbkTranscript *rbk_transcript_new (const char *engine,
                                   const char *model_sha256,
                                   const RbkTranscriptWord *words,
                                   gsize n_words);
RbkTranscript *rbk_transcript_new_from_json (JsonObject *payload, GError **error);
RbkTranscript *rbk_transcript_correct (RbkTranscript *self, const char *text);

JsonObject *rbk_transcript_to_json (RbkTranscript *self);
const char *rbk_transcript_get_engine (RbkTranscript *self);
const char *rbk_transcript_get_model_sha256 (RbkTranscript *self); /* (nullable) */
gboolean rbk_transcript_is_corrected (RbkTranscript *self);
guint rbk_transcript_get_n_words (RbkTranscript *self);
const RbkTranscriptWord *rbk_transcript_get_word (RbkTranscript *self, guint index);
char *rbk_transcript_dup_text (RbkTranscript *self);
char *rbk_transcript_dup_range (RbkTranscript *self, guint first, guint n);

G_END_DECLS
