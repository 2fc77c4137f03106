/* rbk-mailbox.h: a company mailbox that messages are sent from, whoever provides it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "channels/rbk-channel-error.h"
#include "channels/rbk-send-result.h"

G_BEGIN_DECLS

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

RbkSendResult rbk_mailbox_judge_unsent (const GError *error);

G_END_DECLS
