/* rbk-review-reading.h: makes the transcript of a voicemail that is reviewed, if there is none yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review.h"
#include "desk/rbk-speech-shelf.h"

G_BEGIN_DECLS

/**
 * RbkReviewReadingState:
 * @RBK_REVIEW_READING_NOTHING: there is a transcript, or no sound yet to make one of
 * @RBK_REVIEW_READING_NO_MODEL: there is no speech model on this computer
 * @RBK_REVIEW_READING_READING: it is being read; "progress" says how far
 * @RBK_REVIEW_READING_STOPPED: the person stopped it
 * @RBK_REVIEW_READING_FAILED: it could not be read; rbk_review_reading_get_error() says why
 */
typedef enum
{
  RBK_REVIEW_READING_NOTHING,
  RBK_REVIEW_READING_NO_MODEL,
  RBK_REVIEW_READING_READING,
  RBK_REVIEW_READING_STOPPED,
  RBK_REVIEW_READING_FAILED,
} RbkReviewReadingState;

/* Begins by itself, and keeps what was read with the sound, where the facts find it. Main thread.
 *
 * Properties: "progress" (double, 0…1)
 * Signals: "changed" (): the state is another */
#define RBK_TYPE_REVIEW_READING (rbk_review_reading_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewReading, rbk_review_reading, RBK, REVIEW_READING, GObject)

RbkReviewReading *rbk_review_reading_new (RbkDesk *desk, RbkReviewPageFacts *facts, RbkSpeechShelf *shelf);
RbkReviewReadingState rbk_review_reading_get_state (RbkReviewReading *self);
double rbk_review_reading_get_progress (RbkReviewReading *self);
const GError *rbk_review_reading_get_error (RbkReviewReading *self); /* (nullable) */
void rbk_review_reading_stop (RbkReviewReading *self);
void rbk_review_reading_read_again (RbkReviewReading *self); /* what was stopped, or failed */

G_END_DECLS
