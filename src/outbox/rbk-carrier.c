/* rbk-carrier.c
 *
 * The outbox has one story for every medium; what differs between a mailbox and a texting line is behind
 * this.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-carrier.h"

G_DEFINE_INTERFACE (RbkCarrier, rbk_carrier, G_TYPE_OBJECT)

static void
rbk_carrier_default_init (RbkCarrierInterface *iface)
{
  iface->delay = 1;
}

/**
 * rbk_receipt_clear:
 */
void
rbk_receipt_clear (RbkReceipt *receipt)
{
  g_clear_pointer (&receipt->reference, g_free);
  g_clear_pointer (&receipt->code, g_free);
  receipt->retry_after_us = 0;
  receipt->opted_out = FALSE;
}

/**
 * rbk_carrier_get_kind:
 *
 * Returns: the kind of the entries that it takes
 */
RbkEntryKind
rbk_carrier_get_kind (RbkCarrier *self)
{
  return RBK_CARRIER_GET_IFACE (self)->kind;
}

/**
 * rbk_carrier_get_delay:
 *
 * Returns: how many times #RbkSendSchedule.look_again_us pass, at least, until what the provider was given
 *   can be found there
 */
guint
rbk_carrier_get_delay (RbkCarrier *self)
{
  return RBK_CARRIER_GET_IFACE (self)->delay;
}

/**
 * rbk_carrier_is_awaited:
 *
 * Returns: whether rbk_carrier_look_up() can tell, some time after it was accepted, what became of a message
 */
gboolean
rbk_carrier_is_awaited (RbkCarrier *self)
{
  return RBK_CARRIER_GET_IFACE (self)->is_awaited;
}

/**
 * rbk_carrier_write:
 * @entry: what is to leave, frozen
 * @reader: where its recordings are
 *
 * Returns: (transfer full): @entry as it travels, or NULL with an error: then it can never be sent as it is
 */
GBytes *
rbk_carrier_write (RbkCarrier *self, RbkEntry *entry, RbkLedgerReader *reader, GError **error)
{
  return RBK_CARRIER_GET_IFACE (self)->write (self, entry, reader, error);
}

/**
 * rbk_carrier_send:
 * @written: what rbk_carrier_write() gave
 * @receipt: (inout): empty; filled with what the provider said
 *
 * Returns: what is certain of it now; other than %RBK_SEND_ACCEPTED with an error in words
 */
RbkSendResult
rbk_carrier_send (RbkCarrier *self,
                  RbkEntry *entry,
                  GBytes *written,
                  RbkReceipt *receipt,
                  GCancellable *cancellable,
                  GError **error)
{
  return RBK_CARRIER_GET_IFACE (self)->send (self, entry, written, receipt, cancellable, error);
}

/**
 * rbk_carrier_find_sent:
 * @since_us: when sending it was begun
 * @reader: to know of other messages which of those at the provider they are
 * @receipt: (inout): empty; gets its reference if it is found
 *
 * Returns: whether the provider has it; %RBK_FOUND_UNKNOWN with an error
 */
RbkFound
rbk_carrier_find_sent (RbkCarrier *self,
                       RbkEntry *entry,
                       gint64 since_us,
                       RbkLedgerReader *reader,
                       RbkReceipt *receipt,
                       GCancellable *cancellable,
                       GError **error)
{
  return RBK_CARRIER_GET_IFACE (self)->find_sent (self, entry, since_us, reader, receipt, cancellable, error);
}

/**
 * rbk_carrier_look_up:
 * @reference: the provider's id of a message that it accepted
 * @receipt: (inout): empty; gets the code of a failure
 *
 * Only if rbk_carrier_is_awaited().
 *
 * Returns: what became of it; %RBK_ARRIVAL_FAILED and %RBK_ARRIVAL_UNKNOWN with an error in words
 */
RbkArrival
rbk_carrier_look_up (
  RbkCarrier *self, const char *reference, RbkReceipt *receipt, GCancellable *cancellable, GError **error)
{
  return RBK_CARRIER_GET_IFACE (self)->look_up (self, reference, receipt, cancellable, error);
}

/**
 * rbk_carrier_get_words:
 *
 * Returns: (transfer none): a sentence for a person
 */
const char *
rbk_carrier_get_words (RbkCarrier *self, RbkCarrierWords words)
{
  return RBK_CARRIER_GET_IFACE (self)->get_words (self, words);
}
