/* rbk-mail-carrier.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-mail-carrier.h"

#include "outbox/rbk-outgoing-email.h"

#include <glib/gi18n-lib.h>

struct _RbkMailCarrier
{
  GObject parent_instance;

  RbkMailbox *mailbox; /* (owned) */
};

static void carrier_iface_init (RbkCarrierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkMailCarrier,
                               rbk_mail_carrier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_CARRIER, carrier_iface_init))

static void
rbk_mail_carrier_finalize (GObject *object)
{
  g_clear_object (&RBK_MAIL_CARRIER (object)->mailbox);
  G_OBJECT_CLASS (rbk_mail_carrier_parent_class)->finalize (object);
}

static void
rbk_mail_carrier_class_init (RbkMailCarrierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_mail_carrier_finalize;
}

static void
rbk_mail_carrier_init (RbkMailCarrier *self)
{
}

static GBytes *
write_email (RbkCarrier *carrier, RbkEntry *entry, RbkLedgerReader *reader, GError **error)
{
  return rbk_outgoing_email_write (entry, reader, error);
}

static RbkSendResult
send_email (RbkCarrier *carrier,
            RbkEntry *entry,
            GBytes *written,
            RbkReceipt *receipt,
            GCancellable *cancellable,
            GError **error)
{
  return rbk_mailbox_send (RBK_MAIL_CARRIER (carrier)->mailbox,
                           rbk_entry_get_string (entry, "message_id"),
                           rbk_entry_get_string (entry, "address"),
                           written,
                           &receipt->retry_after_us,
                           cancellable,
                           error);
}

static RbkFound
find_sent (RbkCarrier *carrier,
           RbkEntry *entry,
           gint64 since_us,
           RbkLedgerReader *reader,
           RbkReceipt *receipt,
           GCancellable *cancellable,
           GError **error)
{
  return rbk_mailbox_find_sent (
    RBK_MAIL_CARRIER (carrier)->mailbox, rbk_entry_get_string (entry, "message_id"), cancellable, error);
}

static const char *
get_words (RbkCarrier *carrier, RbkCarrierWords words)
{
  switch (words)
    {
    case RBK_CARRIER_WORDS_ASKING:
      return _ ("The connection broke; asking the mail server whether it has it.");
    case RBK_CARRIER_WORDS_NOT_THERE:
      return _ ("The mail server does not have it; sending it again.");
    case RBK_CARRIER_WORDS_UNKNOWN:
    default:
      return _ ("The connection broke while it was sent, and the mail server could not be asked. Look into "
                "the Sent folder of the company mailbox before sending it again.");
    }
}

static void
carrier_iface_init (RbkCarrierInterface *iface)
{
  iface->kind = RBK_ENTRY_KIND_EMAIL;
  iface->write = write_email;
  iface->send = send_email;
  iface->find_sent = find_sent;
  iface->get_words = get_words;
}

/**
 * rbk_mail_carrier_new:
 * @mailbox: (transfer full): a mailbox, by whoever provides it
 *
 * Returns: (transfer full): it as the outbox sees it
 */
RbkCarrier *
rbk_mail_carrier_new (RbkMailbox *mailbox)
{
  RbkMailCarrier *self = g_object_new (RBK_TYPE_MAIL_CARRIER, NULL);

  self->mailbox = mailbox;
  return RBK_CARRIER (self);
}
