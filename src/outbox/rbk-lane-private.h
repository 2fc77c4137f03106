/* rbk-lane-private.h: what the files of a lane share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outbox/rbk-gate-background.h"
#include "outbox/rbk-lane.h"

G_BEGIN_DECLS

#define RBK_LANE_NEVER G_MAXINT64
#define RBK_LANE_WAITING                                                                                     \
  (RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) | RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD))
#define RBK_LANE_SENDING RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_SENDING)

/* What is remembered of a message that was cut off, until it is settled. */
typedef struct
{
  char *twin; /* (owned) (nullable): what another message would share that looks the same at the provider */
  guint clear_noes;
  guint vain_looks;
  gint64 next_us;
} RbkSearch;

struct _RbkLane
{
  const RbkLaneSetting *setting; /* (unowned) */
  char *account;                 /* (owned): its id */
  GThread *thread;               /* (owned) */
  GCancellable *cancellable;     /* (owned): cancelled by rbk_lane_stop() */

  GMutex lock;
  GCond wake;
  gboolean woken;    /* (mutex lock) */
  gboolean try_all;  /* (mutex lock) */
  gboolean stopping; /* (mutex lock) */
  gint stale;        /* (atomic): the showroom, its accounts or its policy may be others by now */

  /* The lane's thread alone: */
  RbkLedgerReader *reader;       /* (owned) (nullable) */
  RbkGateBackground *background; /* (owned) */
  RbkCarrier *carrier;           /* (owned) (nullable) */
  GHashTable *searches;          /* (owned) (element-type utf8 RbkSearch) */
  RbkEntry *accepted;            /* (owned) (nullable): the step of one that is written with the next */
  gboolean is_stuck;             /* the ledger could not be read or written in this round: a full disk */
  gboolean moved;                /* a message of this page is elsewhere than it was */
  gint64 pause_until_us; /* nothing is asked of the provider before, unless something is another now */
  gint64 busy_until_us;  /* the same, as the provider itself asked; that stands */
  guint troubles;        /* pauses in a row */
  gboolean sweeping;     /* held messages are tried, from: */
  gint64 sweep_cursor;
  gint64 poll_cursor;
  gint64 poll_begun_us; /* of the pass that is under way; 0: none is */
  gint64 polled_us;     /* when the last whole pass was begun */
  gint64 poll_next_us;
};

RbkCarrier *rbk_lane_get_carrier (RbkLane *self, GError **error);
void rbk_lane_note_reached (RbkLane *self, const GError *error);
gboolean rbk_lane_is_trouble (const GError *error);
gint64 rbk_lane_pause (RbkLane *self, gint64 retry_after_us);
gint64 rbk_lane_get_pause_us (RbkLane *self);

/* Of rbk-lane-step.c */
JsonObject *rbk_lane_make_delivery (
  RbkEntry *entry, RbkMessageState state, const char *detail, guint attempt, gint64 next_us);
gboolean rbk_lane_advance (RbkLane *self, RbkEntry *entry, guint from, JsonObject *payload);
gboolean rbk_lane_begin (RbkLane *self, RbkEntry *entry, guint attempt);
void rbk_lane_accept (RbkLane *self, RbkEntry *entry, guint attempt, const RbkReceipt *receipt);
gboolean rbk_lane_keep_accepted (RbkLane *self);
void rbk_lane_note_opt_out (RbkLane *self, RbkEntry *entry, const RbkReceipt *receipt);

/* Of rbk-lane-settle.c */
void rbk_search_free (gpointer search);
char *rbk_lane_dup_twin (RbkEntry *entry);
RbkSearch *rbk_lane_get_search (RbkLane *self, RbkEntry *entry);
gint64 rbk_lane_find_twin (RbkLane *self, RbkEntry *entry);
gint64 rbk_lane_settle (RbkLane *self, RbkMessage *message, RbkEntry *entry);

/* Of rbk-lane-poll.c */
gint64 rbk_lane_poll (RbkLane *self);

/* Of rbk-lane-send.c */
gint64 rbk_lane_send (RbkLane *self, RbkMessage *message, RbkEntry *entry);

G_END_DECLS
