/* rbk-transcript-view.h: what a customer is likely to read, to be listened to word by word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text in which the arrow keys go from word to word. Words of which the recogniser was not sure are
 * underlined, words that a rule rests on are bold, and the word that is heard is marked.
 * Signals: "play-from" (gint64 us): a word was clicked, or Enter was pressed on it;
 *          "kept" (): Ctrl+Enter was pressed while the text is corrected; "given-up" (): Escape was. */
#define RBK_TYPE_TRANSCRIPT_VIEW (rbk_transcript_view_get_type ())
G_DECLARE_FINAL_TYPE (RbkTranscriptView, rbk_transcript_view, RBK, TRANSCRIPT_VIEW, GtkTextView)

GtkWidget *rbk_transcript_view_new (void);
void rbk_transcript_view_set_transcript (RbkTranscriptView *self, RbkTranscript *transcript);
void rbk_transcript_view_mark_words (RbkTranscriptView *self, guint first, guint n, const char *why);
void rbk_transcript_view_clear_marks (RbkTranscriptView *self);
void rbk_transcript_view_set_position (RbkTranscriptView *self, gint64 position_us);
void rbk_transcript_view_set_correcting (RbkTranscriptView *self, gboolean correcting);
gboolean rbk_transcript_view_get_correcting (RbkTranscriptView *self);
char *rbk_transcript_view_dup_text (RbkTranscriptView *self);

G_END_DECLS
