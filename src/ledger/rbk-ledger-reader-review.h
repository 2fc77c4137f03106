/* rbk-ledger-reader-review.h: what waits for a review, what was made of it, and the showroom's library.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-review.h"
#include "model/rbk-rubric.h"

G_BEGIN_DECLS

/* ---- The queue ---- */

/* What of all items is asked for. All zero but outcome and state, which are -1, asks for all that waits. */
typedef struct
{
  const char *person;   /* (nullable): only theirs */
  const char *reviewer; /* (nullable): without what they cannot judge: their own, and what has their
                         * review and waits for another's */
  int outcome;          /* an RbkReviewOutcome; -1: any */
  int state;            /* an RbkReviewState; -1: what waits for a judgement, WAITING and SECOND */
  gint64 since_us;      /* 0: any age */
  RbkReviewNews news;
} RbkReviewQuery;

#define RBK_REVIEW_QUERY_ALL ((RbkReviewQuery) { .outcome = -1, .state = -1 })

/* (element-type RbkReviewItem): a page. What waits comes in the order of Q-1: people never or least reviewed
 * first, then by day (UTC) the oldest, then as by lot; what does not wait any more, the newest first.
 * @after: (nullable): the last item of the page before. */
GPtrArray *rbk_ledger_reader_list_review_items (
  RbkLedgerReader *self, const RbkReviewQuery *query, const char *after, guint limit, GError **error);
/* @counts: RBK_N_REVIEW_STATES of them, by state. @person: (nullable): only theirs. */
gboolean rbk_ledger_reader_count_review_items (RbkLedgerReader *self,
                                               const char *person,
                                               guint *counts,
                                               GError **error);
/* How many wait that @reviewer can judge (NULL: anybody), and since when the oldest does (0: none). */
gint64 rbk_ledger_reader_count_waiting_reviews (RbkLedgerReader *self, const char *reviewer, GError **error);
gint64 rbk_ledger_reader_get_oldest_review_us (RbkLedgerReader *self, const char *reviewer, GError **error);
/* How many voicemails of @person left, as a voice note or on the phone. */
gint64 rbk_ledger_reader_count_sent_voicemails (RbkLedgerReader *self, const char *person, GError **error);
/* (element-type RbkReviewItem): of what @person submitted, sent or left in that time, @limit as by lot; the
 * same on every PC that knows of the same voicemails. */
GPtrArray *rbk_ledger_reader_list_review_sample (
  RbkLedgerReader *self, const char *person, gint64 from_us, gint64 until_us, guint limit, GError **error);

/* ---- One voicemail ---- */

RbkReviewItem *rbk_ledger_reader_get_review_item (RbkLedgerReader *self, const char *item, GError **error);
/* (element-type RbkReview), (element-type RbkReviewComment), (element-type RbkEntry): of all sounds that the
 * item ever had. Reviews and replies the oldest first, comments by position. */
GPtrArray *rbk_ledger_reader_list_reviews (RbkLedgerReader *self, const char *item, GError **error);
GPtrArray *rbk_ledger_reader_list_review_comments (RbkLedgerReader *self, const char *item, GError **error);
GPtrArray *rbk_ledger_reader_list_review_replies (RbkLedgerReader *self, const char *item, GError **error);
/* What was decided about this very sound of the draft: what was approved may not leave cut otherwise.
 * @passages: (nullable): as in the entry that carries it. */
gboolean rbk_ledger_reader_find_review_decision (RbkLedgerReader *self,
                                                 const char *draft,
                                                 const char *take,
                                                 JsonArray *passages,
                                                 RbkReviewDecision *decision,
                                                 GError **error);

/* ---- Rubrics and examples ---- */

/* @version: 0 for the newest. RBK_LEDGER_ERROR_NOT_FOUND before the showroom made one of its own. */
RbkRubric *rbk_ledger_reader_get_rubric (RbkLedgerReader *self, guint version, GError **error);
/* (element-type RbkEntry): voicemail-example, one an item, without those removed, the newest first. */
GPtrArray *rbk_ledger_reader_list_examples (RbkLedgerReader *self, GError **error);

/* ---- The report ---- */

/* One person's voicemails of some time. */
typedef struct
{
  char *person;         /* (owned) */
  guint recorded;       /* that were submitted, sent or left in it */
  guint reviewed;       /* of these */
  guint n_reviews;      /* reviews of these; some were judged by two */
  double total;         /* mean of these reviews; NAN when none */
  guint unrecognisable; /* of those reviewed: gate G4 failed, or V-1 among what was found */
  GHashTable *criteria; /* (owned): id (char *): mean (double *) */
} RbkReviewSum;

/* (element-type RbkReviewSum): of @from_us to before @until_us, by person's id. The array owns what is in it.
 */
GArray *
rbk_ledger_reader_sum_reviews (RbkLedgerReader *self, gint64 from_us, gint64 until_us, GError **error);

/* One manager's work of some time (practice 63). */
typedef struct
{
  char *person;       /* (owned) */
  guint reviewed;     /* voicemails that they judged in it */
  guint calibrations; /* of these, judged by another too, both blind */
  guint apart;        /* of these, more than 15 points apart */
} RbkReviewerSum;

/* How many points two may be apart before they are to talk. */
#define RBK_REVIEW_POINTS_APART 15

/* (element-type RbkReviewerSum), by person's id. The array owns what is in it. */
GArray *
rbk_ledger_reader_sum_reviewers (RbkLedgerReader *self, gint64 from_us, gint64 until_us, GError **error);

G_END_DECLS
