/* rbk-ledger-reader.h: short reads of the ledger's projections, on a read-only connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger.h"
#include "model/rbk-company-policy.h"
#include "model/rbk-customer.h"
#include "model/rbk-draft.h"
#include "model/rbk-message.h"
#include "model/rbk-showroom.h"
#include "model/rbk-tick.h"
#include "model/rbk-timeline-item.h"

G_BEGIN_DECLS

/* One reader belongs to the thread that made it. All functions block for a few milliseconds at
 * most (search: see the budget), return owned objects, and NULL with an RbkLedgerError on failure;
 * a single object that does not exist is RBK_LEDGER_ERROR_NOT_FOUND. Arrays own their elements. */
#define RBK_TYPE_LEDGER_READER (rbk_ledger_reader_get_type ())
G_DECLARE_FINAL_TYPE (RbkLedgerReader, rbk_ledger_reader, RBK, LEDGER_READER, GObject)

typedef enum
{
  RBK_CUSTOMER_ORDER_WAITING, /* who waits longest first; then who was heard of last */
  RBK_CUSTOMER_ORDER_RECENT,  /* the newest entry first */
  RBK_CUSTOMER_ORDER_NAME,
} RbkCustomerOrder;

RbkLedgerReader *rbk_ledger_reader_new (RbkLedger *ledger, GError **error);

/* (element-type RbkCustomer). @search: words as typed, every one must match (as a prefix) a name,
 * number, address or the words of an entry; NULL or blank for all. */
GPtrArray *rbk_ledger_reader_list_customers (RbkLedgerReader *self,
                                             const char *search,
                                             RbkCustomerOrder order,
                                             guint offset,
                                             guint limit,
                                             GError **error);
gint64 rbk_ledger_reader_count_customers (RbkLedgerReader *self, const char *search, GError **error);
RbkCustomer *rbk_ledger_reader_get_customer (RbkLedgerReader *self, const char *id, GError **error);
/* Whom people look after; slow in a showroom of many customers. */
GPtrArray *rbk_ledger_reader_list_assigned (RbkLedgerReader *self, const char *const *people, GError **error);
GHashTable *
rbk_ledger_reader_count_assigned (RbkLedgerReader *self, const char *const *people, GError **error);

/* (element-type RbkTimelineItem): the newest @limit rows before the entry @before (NULL: the newest
 * of all), oldest first. Rows are entries of the customer of the kinds that are rows
 * (rbk_entry_kind_is_row()), save voicemail-draft events other than "opened" of drafts that are not
 * closed. */
GPtrArray *rbk_ledger_reader_list_timeline (
  RbkLedgerReader *self, const char *customer, const char *before, guint limit, GError **error);

RbkEntry *rbk_ledger_reader_get_entry (RbkLedgerReader *self, const char *id, GError **error);
/* (element-type RbkEntry): the newest @limit rows of those @kinds (1 << kind), newest first. */
GPtrArray *rbk_ledger_reader_list_of_kinds (
  RbkLedgerReader *self, const char *customer, guint64 kinds, guint limit, GError **error);

/* (element-type RbkMessage): outbox rows in any of @states (bits), oldest first. */
GPtrArray *rbk_ledger_reader_list_messages (RbkLedgerReader *self, guint states, guint limit, GError **error);
/* @counts: RBK_N_MESSAGE_STATES of them, by state; of those in which nothing waits there is no count. */
gboolean rbk_ledger_reader_count_messages (RbkLedgerReader *self, guint *counts, GError **error);
gint64 rbk_ledger_reader_count_late (RbkLedgerReader *self, gint64 since_us, GError **error);
GPtrArray *
rbk_ledger_reader_list_newest_messages (RbkLedgerReader *self, guint states, guint limit, GError **error);
RbkMessage *rbk_ledger_reader_get_message (RbkLedgerReader *self, const char *id, GError **error);

/* One account's queue; see rbk-ledger-reader-outbox.c. */
GPtrArray *rbk_ledger_reader_list_due (
  RbkLedgerReader *self, const char *account, gint64 now_us, guint limit, GError **error);
gint64 rbk_ledger_reader_get_next_due_us (RbkLedgerReader *self,
                                          const char *account,
                                          gint64 after_us,
                                          GError **error);
char **rbk_ledger_reader_list_queues (RbkLedgerReader *self, gboolean held, GError **error);
GPtrArray *rbk_ledger_reader_list_held (
  RbkLedgerReader *self, const char *account, gint64 *cursor, guint limit, GError **error);
GPtrArray *rbk_ledger_reader_list_awaited (
  RbkLedgerReader *self, const char *account, gint64 *cursor, guint limit, GError **error);
char **rbk_ledger_reader_list_references (
  RbkLedgerReader *self, const char *account, const char *number, gint64 since_us, GError **error);
GPtrArray *rbk_ledger_reader_list_online (RbkLedgerReader *self, const char *account, GError **error);
gint64
rbk_ledger_reader_get_pause_us (RbkLedgerReader *self, const char *account, const char *code, GError **error);

/* What the gate asks about a customer. */
GPtrArray *rbk_ledger_reader_list_consents (RbkLedgerReader *self, const char *customer, GError **error);
gint64 rbk_ledger_reader_count_texts (RbkLedgerReader *self,
                                      const char *customer,
                                      const char *before,
                                      GError **error);
GArray *rbk_ledger_reader_list_attempts (RbkLedgerReader *self,
                                         const char *customer,
                                         gint64 since_us,
                                         GError **error);
gint64 rbk_ledger_reader_get_heard_us (RbkLedgerReader *self, const char *customer, GError **error);

/* (element-type RbkDraft): drafts not closed, newest last. @customer: NULL for everybody's. */
GPtrArray *rbk_ledger_reader_list_drafts (RbkLedgerReader *self, const char *customer, GError **error);
RbkDraft *rbk_ledger_reader_get_draft (RbkLedgerReader *self, const char *id, GError **error);

/* (element-type RbkEntry): all edits of all takes of a draft, oldest first. */
GPtrArray *rbk_ledger_reader_list_edits (RbkLedgerReader *self, const char *draft, GError **error);
/* (element-type RbkTick): what was ticked last for each rule and sound of a draft, ticks that were
 * taken back included. */
GPtrArray *rbk_ledger_reader_list_ticks (RbkLedgerReader *self, const char *draft, GError **error);

/* (element-type RbkEntry): the transcripts of a sound, by the SHA-256 of its PCM: those corrected by
 * hand first, then the newest first. */
GPtrArray *rbk_ledger_reader_list_transcripts (RbkLedgerReader *self, const char *content, GError **error);
/* The SHA-256 of finished media, without reading them. */
char *rbk_ledger_reader_get_content (RbkLedgerReader *self, const char *media, GError **error);

/* The sound of @media so far, whole. */
GBytes *rbk_ledger_reader_get_media (RbkLedgerReader *self, const char *media, GError **error);
/* (array zero-terminated=1): media that were begun and never finished, as after a crash. */
char **rbk_ledger_reader_list_unfinished_media (RbkLedgerReader *self, GError **error);

RbkShowroom *rbk_ledger_reader_get_showroom (RbkLedgerReader *self, GError **error);
GPtrArray *rbk_ledger_reader_list_people (RbkLedgerReader *self, GError **error); /* RbkPerson */
GPtrArray *
rbk_ledger_reader_list_accounts (RbkLedgerReader *self, GError **error); /* RbkAccount, not removed */
RbkCompanyPolicy *rbk_ledger_reader_get_policy (RbkLedgerReader *self, GError **error);

G_END_DECLS
