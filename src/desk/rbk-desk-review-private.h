/* rbk-desk-review-private.h: what the files about reviews share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-review.h"
#include "ledger/rbk-ledger-reader-review.h"

G_BEGIN_DECLS

/* What is heard of an item. */
typedef struct
{
  RbkReviewItem *item; /* (owned) */
  RbkDraft *draft;     /* (owned) */
  RbkTake *take;       /* (owned) */
  RbkCut *cut;         /* (owned) (nullable): NULL for the take as it was recorded */
  GBytes *pcm;         /* (owned): 48 kHz mono 16-bit */
  char *content;       /* (owned): the SHA-256 of pcm in hex */
} RbkReviewSound;

void rbk_review_sound_free (RbkReviewSound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkReviewSound, rbk_review_sound_free)

/* These block: for the desk's worker. */
RbkReviewSound *rbk_review_sound_load (RbkLedgerReader *reader, const char *item, GError **error);

/* Main thread. */
RbkReviewItem *rbk_desk_dup_review_item (RbkDesk *self, const char *item, GError **error);
GPtrArray *rbk_desk_list_reviews (RbkDesk *self, const char *item, GError **error);
RbkTranscript *rbk_desk_dup_transcript (RbkDesk *self, const char *content);
GTimeZone *rbk_desk_dup_zone (RbkDesk *self);
gint64 rbk_desk_get_week_us (RbkDesk *self, int weeks);

/* Of rbk-desk.c: the property and signals that this is about. */
#define RBK_DESK_PROP_WAITING_REVIEWS 100
void rbk_desk_install_reviews (GObjectClass *klass);
void rbk_desk_note_review_changes (RbkDesk *self, RbkChangeSet *changes);
void rbk_desk_begin_reviews (RbkDesk *self);
void rbk_desk_end_reviews (RbkDesk *self);
void rbk_desk_reload_rubric (RbkDesk *self);

G_END_DECLS
