/* rbk-review.h: what one person made of a voicemail, and what was said about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry.h"

G_BEGIN_DECLS

typedef enum
{
  RBK_REVIEW_DECISION_NONE,     /* judged; nothing waited for it */
  RBK_REVIEW_DECISION_APPROVED, /* it may leave */
  RBK_REVIEW_DECISION_RETURNED, /* to be spoken once more */
} RbkReviewDecision;

/* A finished review. Immutable. */
#define RBK_TYPE_REVIEW (rbk_review_get_type ())
G_DECLARE_FINAL_TYPE (RbkReview, rbk_review, RBK, REVIEW, GObject)

RbkReview *rbk_review_new_from_entry (RbkEntry *entry);
const char *rbk_review_get_id (RbkReview *self);       /* of the entry */
const char *rbk_review_get_item (RbkReview *self);     /* the draft that is judged */
const char *rbk_review_get_reviewer (RbkReview *self); /* person */
gint64 rbk_review_get_time_us (RbkReview *self);
guint rbk_review_get_rubric (RbkReview *self); /* version */
int rbk_review_get_score (RbkReview *self, const char *criterion); /* -1: none */
const char *const *rbk_review_get_failed (RbkReview *self);        /* gates */
const char *const *rbk_review_get_strengths (RbkReview *self);
const char *rbk_review_get_improvement (RbkReview *self); /* (nullable) */
const char *rbk_review_get_action (RbkReview *self);      /* (nullable) */
RbkReviewDecision rbk_review_get_decision (RbkReview *self);
gboolean rbk_review_is_blind (RbkReview *self);
guint rbk_review_get_total (RbkReview *self);

/* A comment at its moment, as it was last corrected. Immutable. */
#define RBK_TYPE_REVIEW_COMMENT (rbk_review_comment_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewComment, rbk_review_comment, RBK, REVIEW_COMMENT, GObject)

RbkReviewComment *rbk_review_comment_new (
  const char *id, const char *author, gint64 time_us, gint64 position_us, const char *text);
const char *rbk_review_comment_get_id (RbkReviewComment *self); /* of its first entry */
const char *rbk_review_comment_get_author (RbkReviewComment *self);
gint64 rbk_review_comment_get_time_us (RbkReviewComment *self);
gint64 rbk_review_comment_get_position_us (RbkReviewComment *self);
const char *rbk_review_comment_get_text (RbkReviewComment *self);

/* How a voicemail reached somebody, or is to. */
typedef enum
{
  RBK_REVIEW_OUTCOME_SUBMITTED, /* nobody outside has heard it */
  RBK_REVIEW_OUTCOME_WAITING,   /* in the outbox, held until it is approved */
  RBK_REVIEW_OUTCOME_SENT,      /* as a voice note */
  RBK_REVIEW_OUTCOME_LEFT,      /* spoken on the phone after it; this is the rehearsal */
} RbkReviewOutcome;

typedef enum
{
  RBK_REVIEW_STATE_WAITING,   /* nobody has judged it */
  RBK_REVIEW_STATE_SECOND,    /* one of two blind reviews is there */
  RBK_REVIEW_STATE_REVIEWED,
  RBK_REVIEW_STATE_APPROVED,
  RBK_REVIEW_STATE_RETURNED,
  RBK_REVIEW_STATE_REPLACED,  /* spoken once more */
} RbkReviewState;

/* A voicemail as the queue lists it. Immutable. */
#define RBK_TYPE_REVIEW_ITEM (rbk_review_item_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewItem, rbk_review_item, RBK, REVIEW_ITEM, GObject)

/* What the ledger keeps of one. Strings are borrowed when it is made, and owned by the item then. */
typedef struct
{
  const char *id;       /* the draft */
  const char *customer;
  const char *author;   /* the person who speaks */
  const char *take;
  const char *message;  /* (nullable): what carries it, or carried it */
  const char *replaces; /* (nullable): the item that it is spoken for once more */
  const char *replaced; /* (nullable): the item that was spoken for it once more */
  const char *note;     /* (nullable): to who reviews it */
  gint64 time_us;       /* when it was submitted, sent or left, the first of these */
  gint64 duration_us;
  RbkReviewOutcome outcome;
  RbkReviewState state;
  guint n_reviews;
  int total;            /* of the last review; -1: none */
  gboolean is_blind;    /* chosen to be judged by two, blind to each other */
} RbkReviewFacts;

RbkReviewItem *rbk_review_item_new (const RbkReviewFacts *facts);
const RbkReviewFacts *rbk_review_item_get_facts (RbkReviewItem *self);

G_END_DECLS
