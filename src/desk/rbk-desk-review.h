/* rbk-desk-review.h: managers review voicemails, and people read what they said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-paged-list.h"
#include "model/rbk-review.h"
#include "model/rbk-rubric.h"
#include "model/rbk-transcript.h"
#include "rules/rbk-remark.h"

G_BEGIN_DECLS

/* All of this is for the main thread. Who may do what is decided here, never by a widget: whoever has no
 * right gets RBK_DESK_ERROR_REFUSED with a sentence. Signals of RbkDesk: "reviews-changed" (): something
 * waits, was judged or was answered; "rubric-changed" (). Property "waiting-reviews" (uint): those that
 * whoever acts here could judge now. */

/* Whether whoever acts here may judge @item: a manager, not their own. FALSE with words. */
gboolean rbk_desk_may_review (RbkDesk *self, RbkReviewItem *item, GError **error);
gboolean rbk_desk_is_reviewer (RbkDesk *self);

/* The rubric that counts now, and the one of an old score. Never NULL for a version that was used. */
RbkRubric *rbk_desk_get_rubric (RbkDesk *self);
RbkRubric *rbk_desk_find_rubric (RbkDesk *self, guint version);
/* @criteria, @gates: as in rubric-changed; refused with words unless weights are 100 together. */
void rbk_desk_change_rubric_async (
  RbkDesk *self, JsonObject *rubric, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (change_rubric);

/* What a salesperson does. Submitting appends it to the queue; it can still be sent or left. */
void rbk_desk_submit_voicemail_async (RbkDesk *self,
                                      const char *customer,
                                      const char *draft,
                                      const char *take,
                                      const char *note,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
RBK_DESK_USE_CASE (submit_voicemail);
/* (transfer full) (nullable): that a voicemail which whoever acts here sends now waits in the outbox for a
 * manager, and for whom, before Send is pressed. NULL: it will not. */
char *rbk_desk_dup_approval_words (RbkDesk *self);
/* @review: (nullable): the one that is answered. @text: (nullable): acknowledged without words. */
void rbk_desk_reply_to_review_async (RbkDesk *self,
                                     const char *item,
                                     const char *review,
                                     const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
RBK_DESK_USE_CASE (reply_to_review);

/* A comment, kept as soon as it is written. @comment: (nullable): that which is corrected. "" takes it away.
 */
void rbk_desk_comment_async (RbkDesk *self,
                             const char *item,
                             const char *comment,
                             gint64 position_us,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
RBK_DESK_USE_CASE (comment);

/* Whether whoever acts here is not to see what @review (an entry) says yet: they judge it blind. */
gboolean rbk_desk_hides_review (RbkDesk *self, RbkEntry *review);

/* What is about to be a review. */
typedef struct
{
  const char *item;
  JsonObject *scores;           /* criterion: 0 to 3 */
  const char *const *failed;    /* gates; may be NULL */
  const char *const *strengths; /* at least one */
  const char *improvement;      /* (nullable): at most one */
  const char *action;           /* (nullable) */
  RbkReviewDecision decision;
  /* Of rbk_review_page_facts_fill(): */
  const char *heard; /* (nullable): content (SHA-256) of what was listened to; an approval is one of that */
  const char *const *found; /* (nullable): ids of rules that were measured as not kept; never scored */
} RbkReviewDraft;

/* What still lacks of it, for under the button (translated); NULL when it is whole. */
char *rbk_desk_dup_review_lack (RbkDesk *self, const RbkReviewDraft *draft);
/* If somebody else decided in between, the review is kept, the decision is not, and the result is FALSE with
 * RBK_DESK_ERROR_TOO_LATE and a sentence that says who decided what. Approving lets the outbox send what
 * waits for it; returning takes it back from the outbox and opens its draft again. */
void rbk_desk_review_async (RbkDesk *self,
                            const RbkReviewDraft *draft,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
RBK_DESK_USE_CASE (review);

/* The showroom's library. Of the item only @passages, which hold nothing of the customer (a person has
 * listened). */
void rbk_desk_add_example_async (RbkDesk *self,
                                 const char *item,
                                 const char *title,
                                 gint64 from_us,
                                 gint64 to_us,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
RBK_DESK_USE_CASE (add_example);
void rbk_desk_remove_example_async (
  RbkDesk *self, const char *example, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (remove_example);
/* (transfer full) (element-type RbkEntry): voicemail-example entries, the newest first */
GPtrArray *rbk_desk_list_examples (RbkDesk *self, GError **error);
/* 48 kHz mono 16-bit PCM of an example (transfer full). */
void rbk_desk_load_example_async (
  RbkDesk *self, RbkEntry *example, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GBytes *rbk_desk_load_example_finish (RbkDesk *self, GAsyncResult *result, GError **error);

/* ---- The queue ---- */

typedef struct
{
  const char *person; /* (nullable): only theirs */
  int outcome;        /* an RbkReviewOutcome; -1: any */
  int state;          /* an RbkReviewState; -1: what waits for a judgement */
  gint64 since_us;    /* 0: any age */
  RbkReviewNews news; /* by whether who spoke it has something to acknowledge */
  gboolean sample; /* instead of all these: of this week so many of each person, drawn by lot, as the company
                    * policy asks for (at least one), judged or not */
} RbkReviewFilter;

/* A GListModel of RbkReviewItem in the order of Q-1, loaded by pages, kept current. Opening it costs no more
 * for 5,000 than for 50.
 *
 * Properties: "loading" (boolean): what is shown is about to be replaced; "has-more" (boolean) */
#define RBK_TYPE_REVIEW_QUEUE (rbk_review_queue_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewQueue, rbk_review_queue, RBK, REVIEW_QUEUE, RbkPagedList)

RbkReviewQueue *rbk_review_queue_new (RbkDesk *desk);
void rbk_review_queue_set_filter (RbkReviewQueue *self, const RbkReviewFilter *filter);

/* ---- One voicemail ---- */

/* All about one item, kept current. Signal "changed" (). What another reviewer said stays away while this one
 * is to judge blind: then get_reviews() and get_comments() hold their own only. */
#define RBK_TYPE_REVIEW_PAGE_FACTS (rbk_review_page_facts_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewPageFacts, rbk_review_page_facts, RBK, REVIEW_PAGE_FACTS, GObject)

RbkReviewPageFacts *rbk_review_page_facts_new (RbkDesk *desk, const char *item);
RbkReviewItem *rbk_review_page_facts_get_item (RbkReviewPageFacts *self); /* (nullable) until loaded */
GPtrArray *rbk_review_page_facts_get_reviews (RbkReviewPageFacts *self);  /* RbkReview, oldest first */
GPtrArray *rbk_review_page_facts_get_comments (RbkReviewPageFacts *self); /* RbkReviewComment, by position */
GPtrArray *rbk_review_page_facts_get_replies (RbkReviewPageFacts *self);  /* RbkEntry review-reply */
GPtrArray *
rbk_review_page_facts_get_remarks (RbkReviewPageFacts *self); /* RbkRemark V-..., beside the score */
RbkTranscript *rbk_review_page_facts_get_transcript (RbkReviewPageFacts *self); /* (nullable) */
GBytes *
rbk_review_page_facts_get_sound (RbkReviewPageFacts *self); /* (nullable): 48 kHz PCM with its edits */
const char *
rbk_review_page_facts_get_content (RbkReviewPageFacts *self); /* (nullable): SHA-256 of that sound */
const GError *
rbk_review_page_facts_get_error (RbkReviewPageFacts *self);          /* (nullable): why there is no sound */
gboolean rbk_review_page_facts_is_hiding (RbkReviewPageFacts *self); /* others have said something */
char *
rbk_review_page_facts_dup_calibration (RbkReviewPageFacts *self); /* (nullable): what two scores say, Q-3 */
/* Sets item, heard and found of @draft; they are borrowed until "changed". */
void rbk_review_page_facts_fill (RbkReviewPageFacts *self, RbkReviewDraft *draft);

/* ---- The report ---- */

typedef struct
{
  const char *person; /* (nullable): everybody */
  gint64 week_us;     /* its Monday, in the showroom's zone */
  guint recorded;     /* voicemails that could be reviewed */
  guint reviewed;
  guint wanted;         /* reviews that the company policy asks for; 0: it does not say */
  double total;         /* mean; NAN when none */
  guint unrecognisable; /* failed V-1 or gate G4, of those reviewed */
  GHashTable *criteria; /* id: mean as double*; (nullable) */
} RbkReviewWeek;

/* One manager's own work (practice 63). */
typedef struct
{
  const char *person;
  guint reviewed;
  guint waiting;    /* that they could judge */
  gint64 oldest_us; /* since when the oldest of these waits; 0: none */
  guint calibrations;
  guint apart; /* of these, more than 15 points apart */
} RbkReviewCoverage;

#define RBK_TYPE_REVIEW_REPORT (rbk_review_report_get_type ())
G_DECLARE_FINAL_TYPE (RbkReviewReport, rbk_review_report, RBK, REVIEW_REPORT, GObject)

/* The line that the unrecognisable rate is compared with (R-9, source S3). */
#define RBK_REVIEW_UNRECOGNISABLE_LINE 0.22

void rbk_desk_report_reviews_async (
  RbkDesk *self, guint weeks, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RbkReviewReport *rbk_desk_report_reviews_finish (RbkDesk *self, GAsyncResult *result, GError **error);
GArray *rbk_review_report_get_weeks (RbkReviewReport *self);    /* RbkReviewWeek; people first, then weeks */
GArray *rbk_review_report_get_coverage (RbkReviewReport *self); /* RbkReviewCoverage */
/* Points a week by which the mean total of @person (nullable: everybody) grew; NAN with less than two weeks.
 */
double rbk_review_report_get_trend (RbkReviewReport *self, const char *person);
GBytes *
rbk_review_report_dup_csv (RbkReviewReport *self); /* RFC 4180, with a heading; no formula starts a cell */

G_END_DECLS
