/* rbk-review-transcript.h: what was said in a voicemail that is reviewed, word by word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where there is no transcript yet, it has one made. Signal "play-from" (gint64 us): a word was chosen. */
#define RBK_TYPE_REVIEW_TRANSCRIPT (rbk_review_transcript_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewTranscript, rbk_review_transcript, RBK, REVIEW_TRANSCRIPT, GtkBox)

GtkWidget *rbk_review_transcript_new (void);
void rbk_review_transcript_set_facts (RbkReviewTranscript *self, RbkDesk *desk, RbkReviewPageFacts *facts);
void rbk_review_transcript_set_position (RbkReviewTranscript *self, gint64 position_us);

G_END_DECLS
