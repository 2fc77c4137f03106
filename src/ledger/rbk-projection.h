/* rbk-projection.h: the tables that are derived from entries.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "model/rbk-entry.h"

G_BEGIN_DECLS

/* What the projections hand on to each other while an entry is applied, and what they keep until
 * the transaction ends. Writer thread. */
typedef struct
{
  RbkDatabase *database;  /* (unowned) */
  gint64 customer;        /* the number of the entry's customer, 0 if it has none */
  JsonObject *old_facts;  /* (owned) (nullable): if the entry changed them */
  JsonObject *new_facts;  /* (owned) (nullable) */
  gsize payload_bytes;    /* of the entry */
  gint64 last_seq;        /* that of the newest entry that was applied */
  GPtrArray *found_words; /* (owned): words of facts that the transaction changed */
  gint64 pending;         /* entries that are not in the search index; -1: not counted yet */
  gint64 pending_bytes;   /* their payloads */
} RbkProjector;

/* One projection: a file, a function that adds an entry, and one that empties its tables. */
typedef struct
{
  gboolean (*apply) (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error);
  gboolean (*clear) (RbkProjector *projector, GError **error);
} RbkProjection;

extern const RbkProjection rbk_projection_customer;
extern const RbkProjection rbk_projection_draft;
extern const RbkProjection rbk_projection_message;
extern const RbkProjection rbk_projection_review;
extern const RbkProjection rbk_projection_rubric;
extern const RbkProjection rbk_projection_search;
extern const RbkProjection rbk_projection_showroom;
extern const RbkProjection rbk_projection_voicemail;

RbkProjector *rbk_projector_new (RbkDatabase *database);
void rbk_projector_free (RbkProjector *self);
gboolean rbk_projector_apply (RbkProjector *self, RbkEntry *entry, gint64 seq, GError **error);
gboolean rbk_projector_rebuild (RbkProjector *self, GError **error);

/* The search index is written once a transaction; until then, @mark says what an entry added. */
guint rbk_projector_get_mark (RbkProjector *self);
void rbk_projector_return_to (RbkProjector *self, guint mark);
gboolean rbk_projector_flush (RbkProjector *self, gboolean all, GError **error);

/* Of rbk-projection-search.c */
char *rbk_projection_search_make_words (RbkEntry *entry);
void rbk_projection_search_free_words (gpointer words);
gboolean rbk_projection_search_flush (RbkProjector *projector, gboolean all, GError **error);

/* Of rbk-projection-draft.c */
gboolean rbk_projection_draft_add (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error);

RbkEntry *rbk_projection_read_entry (RbkStatement *statement, int first_column);
/* The columns that rbk_projection_read_entry() reads. */
#define RBK_PROJECTION_ENTRY_COLUMNS                                                                         \
  "e.id, e.kind, e.version, e.customer, e.author, e.device, e.time_us, e.payload"
/* Which entries of a customer are rows of the timeline: word for word the condition of its index. */
#define RBK_PROJECTION_IS_ROW "e.kind NOT IN (9, 11, 18, 19, 20, 21, 24)"
/* Which entries need not be read to know that no word of theirs is searched: deliveries, the most. */
#define RBK_PROJECTION_MAY_HAVE_WORDS "e.kind <> 11"

G_END_DECLS
