/* rbk-review.h: what one person made of a voicemail, and what was said about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  RBK_REVIEW_DECISION_NONE,     /* judged; nothing waited for it */
  RBK_REVIEW_DECISION_APPROVED, /* it may leave */
  RBK_REVIEW_DECISION_RETURNED, /* to be spoken once more */
} RbkReviewDecision;

const char *rbk_review_decision_get_name (RbkReviewDecision decision); /* as it is stored; NULL: none */
RbkReviewDecision rbk_review_decision_from_name (const char *name);

/* A finished review. Immutable. */
#define RBK_TYPE_REVIEW (rbk_review_get_type ())
G_DECLARE_FINAL_TYPE (RbkReview, rbk_review, RBK, REVIEW, GObject)

RbkReview *rbk_review_new_from_entry (RbkEntry *entry);
RbkReview *rbk_review_new_of_now (RbkEntry *entry, gboolean is_of_now);
const char *rbk_review_get_id (RbkReview *self);       /* of the entry */
const char *rbk_review_get_item (RbkReview *self);     /* the draft that is judged */
const char *rbk_review_get_source (RbkReview *self);   /* (nullable): the entry by which it was heard */
const char *rbk_review_get_reviewer (RbkReview *self); /* person */
gint64 rbk_review_get_time_us (RbkReview *self);
guint rbk_review_get_rubric (RbkReview *self);                     /* version */
int rbk_review_get_score (RbkReview *self, const char *criterion); /* -1: none */
const char *const *rbk_review_get_failed (RbkReview *self);        /* gates */
const char *const *rbk_review_get_strengths (RbkReview *self);
const char *rbk_review_get_improvement (RbkReview *self); /* (nullable) */
const char *rbk_review_get_action (RbkReview *self);      /* (nullable) */
RbkReviewDecision rbk_review_get_decision (RbkReview *self);
RbkReviewDecision
rbk_review_get_late_decision (RbkReview *self);       /* what came after another's, and so did not count */
const char *rbk_review_get_content (RbkReview *self); /* (nullable): SHA-256 of what was listened to */
gboolean rbk_review_is_blind (RbkReview *self);
gboolean rbk_review_is_of_now (RbkReview *self); /* about the sound that the item has now */
guint rbk_review_get_total (RbkReview *self);

/* A comment at its moment, as it was last corrected. Immutable. */
#define RBK_TYPE_REVIEW_COMMENT (rbk_review_comment_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewComment, rbk_review_comment, RBK, REVIEW_COMMENT, GObject)

RbkReviewComment *rbk_review_comment_new (
  const char *id, const char *author, gint64 time_us, gint64 position_us, const char *text);
/* (element-type RbkReviewComment), by position: what review-comment entries of one item come to. */
GPtrArray *rbk_review_comment_fold (GPtrArray *entries);
const char *rbk_review_comment_get_id (RbkReviewComment *self); /* of its first entry */
const char *rbk_review_comment_get_author (RbkReviewComment *self);
gint64 rbk_review_comment_get_time_us (RbkReviewComment *self); /* when it was first written */
gint64 rbk_review_comment_get_position_us (RbkReviewComment *self);
const char *rbk_review_comment_get_text (RbkReviewComment *self);

/* How a voicemail reached somebody, or is to. The numbers are stored. */
typedef enum
{
  RBK_REVIEW_OUTCOME_SUBMITTED = 0, /* nobody outside has heard it */
  RBK_REVIEW_OUTCOME_WAITING = 1,   /* in the outbox */
  RBK_REVIEW_OUTCOME_SENT = 2,      /* as a voice note */
  RBK_REVIEW_OUTCOME_LEFT = 3,      /* spoken on the phone after it; this is the rehearsal */
} RbkReviewOutcome;

/* The numbers are stored; the first two wait for somebody to judge it. */
typedef enum
{
  RBK_REVIEW_STATE_WAITING = 0, /* nobody has judged it */
  RBK_REVIEW_STATE_SECOND = 1,  /* one of two blind reviews is there, decided or not */
  RBK_REVIEW_STATE_REVIEWED = 2,
  RBK_REVIEW_STATE_APPROVED = 3,
  RBK_REVIEW_STATE_RETURNED = 4,
  RBK_REVIEW_STATE_REPLACED = 5, /* spoken once more */
} RbkReviewState;

#define RBK_N_REVIEW_STATES (RBK_REVIEW_STATE_REPLACED + 1)

/* Which of them, by whether who spoke them has a review to acknowledge. */
typedef enum
{
  RBK_REVIEW_NEWS_ANY,
  RBK_REVIEW_NEWS_ONLY,
  RBK_REVIEW_NEWS_WITHOUT,
} RbkReviewNews;

/* A voicemail as the queue lists it. Immutable. */
#define RBK_TYPE_REVIEW_ITEM (rbk_review_item_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewItem, rbk_review_item, RBK, REVIEW_ITEM, GObject)

/* What the ledger keeps of one. Strings are borrowed when it is made, and owned by the item then.
 * A draft that was spoken, cut or chosen anew and submitted or sent again waits anew: reviews,
 * decision and state are those of the sound that it has now. */
typedef struct
{
  const char *id; /* the draft */
  const char *customer;
  const char *author; /* the person who speaks */
  const char *take;
  const char *source;   /* the entry by which it came last: its passages say which parts; a review names it */
  const char *message;  /* (nullable): what carries it, or carried it */
  const char *replaces; /* (nullable): the item that it is spoken for once more */
  const char *replaced; /* (nullable): the item that was spoken for it once more */
  const char *note;     /* (nullable): to who reviews it */
  const char *decided_by; /* (nullable): the person whose decision counts: the first */
  const char *judged_by;  /* (nullable): whose review there is while it waits for the second */
  gint64 time_us;         /* when it was submitted, sent or left, the first of these */
  gint64 duration_us;     /* 0: not known */
  gint64 decided_us;      /* 0: not decided */
  RbkReviewOutcome outcome;
  RbkReviewState state;
  RbkReviewDecision decision; /* the one that counts */
  guint n_reviews;
  int total;         /* of the last review; -1: none, or the other of two blind ones is still to come */
  gboolean is_blind; /* chosen to be judged by two, blind to each other */
  gboolean is_news;  /* who spoke it has not acknowledged the last review of it */
} RbkReviewFacts;

RbkReviewItem *rbk_review_item_new (const RbkReviewFacts *facts);
const RbkReviewFacts *rbk_review_item_get_facts (RbkReviewItem *self);

/* What a voicemail draws for @purpose: the same on every PC and for ever. */
#define RBK_REVIEW_LOT_QUEUE       "queue" /* who comes first on a day, and who is in the sample of a week */
#define RBK_REVIEW_LOT_CALIBRATION "calibration" /* its last two digits below the percent: judged by two */
guint32 rbk_review_draw_lot (const char *item, const char *purpose);
/* What a sound is known by: the same for the same parts of the same takes. */
char *rbk_review_dup_sound (const char *take, JsonArray *passages);

G_END_DECLS
