/* rbk-mailbox.h: a company mailbox that messages are sent from, whoever provides it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "channels/rbk-channel-error.h"

G_BEGIN_DECLS

/**
 * RbkSendResult:
 * @RBK_SEND_ACCEPTED: the provider has it and will deliver it
 * @RBK_SEND_NOT_SENT: certain that nothing left; may be tried again later
 * @RBK_SEND_REFUSED: certain that nothing left, and trying again as it is will not help
 * @RBK_SEND_UNCERTAIN: it may have left: ask rbk_mailbox_find_sent() before anything else
 */
typedef enum
{
  RBK_SEND_ACCEPTED,
  RBK_SEND_NOT_SENT,
  RBK_SEND_REFUSED,
  RBK_SEND_UNCERTAIN,
} RbkSendResult;

/**
 * RbkFound:
 * @RBK_FOUND_SENT: the provider has sent it, or is about to
 * @RBK_FOUND_NOT_SENT: the provider answered clearly that it has not
 * @RBK_FOUND_UNKNOWN: no clear answer
 */
typedef enum
{
  RBK_FOUND_SENT,
  RBK_FOUND_NOT_SENT,
  RBK_FOUND_UNKNOWN,
} RbkFound;

#define RBK_TYPE_MAILBOX (rbk_mailbox_get_type ())
G_DECLARE_INTERFACE (RbkMailbox, rbk_mailbox, RBK, MAILBOX, GObject)

struct _RbkMailboxInterface
{
  GTypeInterface parent_iface;

  RbkSendResult (*send) (RbkMailbox *self,
                         const char *message_id,
                         const char *to_address,
                         GBytes *message,
                         gint64 *retry_after_us,
                         GCancellable *cancellable,
                         GError **error);
  RbkFound (*find_sent) (RbkMailbox *self, const char *message_id, GCancellable *cancellable, GError **error);
  gboolean (*test) (RbkMailbox *self, GCancellable *cancellable, GError **error);
  const char *(*get_address) (RbkMailbox *self);
};

RbkSendResult rbk_mailbox_send (RbkMailbox *self,
                                const char *message_id,
                                const char *to_address,
                                GBytes *message,
                                gint64 *retry_after_us,
                                GCancellable *cancellable,
                                GError **error);
RbkFound
rbk_mailbox_find_sent (RbkMailbox *self, const char *message_id, GCancellable *cancellable, GError **error);
gboolean rbk_mailbox_test (RbkMailbox *self, GCancellable *cancellable, GError **error);
const char *rbk_mailbox_get_address (RbkMailbox *self);

G_END_DECLS
