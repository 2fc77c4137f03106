/* rbk-carrier.h: what the outbox asks of whatever takes a message away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-channel-error.h"
#include "channels/rbk-send-result.h"
#include "ledger/rbk-ledger-reader.h"

G_BEGIN_DECLS

/* What a provider said about one message beyond yes or no. */
typedef struct
{
  char *reference;       /* (owned) (nullable): its id of the message */
  char *code;            /* (owned) (nullable): its name for the failure */
  gint64 retry_after_us; /* how long it asks to be left alone; 0 if it does not */
  gboolean opted_out;    /* the customer told it that they want nothing from us (K-30) */
} RbkReceipt;

void rbk_receipt_clear (RbkReceipt *receipt);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RbkReceipt, rbk_receipt_clear)

/**
 * RbkArrival:
 * @RBK_ARRIVAL_AWAITED: it is on its way
 * @RBK_ARRIVAL_DELIVERED: it arrived
 * @RBK_ARRIVAL_FAILED: it did not, and will not any more
 * @RBK_ARRIVAL_NEVER_TOLD: the provider will not say any more than it has
 * @RBK_ARRIVAL_UNKNOWN: no clear answer
 */
typedef enum
{
  RBK_ARRIVAL_AWAITED,
  RBK_ARRIVAL_DELIVERED,
  RBK_ARRIVAL_FAILED,
  RBK_ARRIVAL_NEVER_TOLD,
  RBK_ARRIVAL_UNKNOWN,
} RbkArrival;

/* Sentences of which each medium has its own. */
typedef enum
{
  RBK_CARRIER_WORDS_ASKING,    /* the connection broke, and the provider is asked */
  RBK_CARRIER_WORDS_NOT_THERE, /* it does not have it */
  RBK_CARRIER_WORDS_UNKNOWN,   /* nobody knows; what a person can look at */
} RbkCarrierWords;

/* Belongs to the thread of one lane. All functions may block. */
#define RBK_TYPE_CARRIER (rbk_carrier_get_type ())
G_DECLARE_INTERFACE (RbkCarrier, rbk_carrier, RBK, CARRIER, GObject)

struct _RbkCarrierInterface
{
  GTypeInterface parent_iface;

  RbkEntryKind kind;   /* of the entries that it takes */
  guint delay;         /* how much longer than a mail server it takes to find what it was given */
  gboolean is_awaited; /* it can be asked afterwards whether a message arrived */

  GBytes *(*write) (RbkCarrier *self, RbkEntry *entry, RbkLedgerReader *reader, GError **error);
  RbkSendResult (*send) (RbkCarrier *self,
                         RbkEntry *entry,
                         GBytes *written,
                         RbkReceipt *receipt,
                         GCancellable *cancellable,
                         GError **error);
  RbkFound (*find_sent) (RbkCarrier *self,
                         RbkEntry *entry,
                         gint64 since_us,
                         RbkLedgerReader *reader,
                         RbkReceipt *receipt,
                         GCancellable *cancellable,
                         GError **error);
  RbkArrival (*look_up) (
    RbkCarrier *self, const char *reference, RbkReceipt *receipt, GCancellable *cancellable, GError **error);
  const char *(*get_words) (RbkCarrier *self, RbkCarrierWords words);
};

RbkEntryKind rbk_carrier_get_kind (RbkCarrier *self);
guint rbk_carrier_get_delay (RbkCarrier *self);
gboolean rbk_carrier_is_awaited (RbkCarrier *self);
GBytes *rbk_carrier_write (RbkCarrier *self, RbkEntry *entry, RbkLedgerReader *reader, GError **error);
RbkSendResult rbk_carrier_send (RbkCarrier *self,
                                RbkEntry *entry,
                                GBytes *written,
                                RbkReceipt *receipt,
                                GCancellable *cancellable,
                                GError **error);
RbkFound rbk_carrier_find_sent (RbkCarrier *self,
                                RbkEntry *entry,
                                gint64 since_us,
                                RbkLedgerReader *reader,
                                RbkReceipt *receipt,
                                GCancellable *cancellable,
                                GError **error);
RbkArrival rbk_carrier_look_up (
  RbkCarrier *self, const char *reference, RbkReceipt *receipt, GCancellable *cancellable, GError **error);
const char *rbk_carrier_get_words (RbkCarrier *self, RbkCarrierWords words);

G_END_DECLS
