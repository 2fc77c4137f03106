/* rbk-outbox.h: takes messages from the ledger to the world, each exactly once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-clock.h"
#include "channels/email/rbk-mailbox.h"
#include "ledger/rbk-ledger.h"
#include "model/rbk-showroom.h"
#include "outbox/rbk-send-schedule.h"
#include "rules/rbk-company-address.h"

G_BEGIN_DECLS

#define RBK_TYPE_OUTBOX (rbk_outbox_get_type ())
G_DECLARE_FINAL_TYPE (RbkOutbox, rbk_outbox, RBK, OUTBOX, GObject)

/* Opens the mailbox of @account with its secret; runs on the outbox's thread and may block. */
typedef RbkMailbox *(*RbkOutboxOpenMailbox) (RbkAccount *account,
                                             GCancellable *cancellable,
                                             gpointer user_data,
                                             GError **error);

/*
 * Signal "reachable" (gboolean): whether the last thing asked of a mail server reached it; in the
 * main context of rbk_outbox_start().
 */
RbkOutbox *rbk_outbox_new (RbkLedger *ledger,
                           RbkConsumerDomains *consumer_domains,
                           RbkClock *clock,
                           RbkOutboxOpenMailbox open_mailbox,
                           gpointer user_data);
void rbk_outbox_set_schedule (RbkOutbox *self, const RbkSendSchedule *schedule);
void rbk_outbox_start (RbkOutbox *self);
void rbk_outbox_wake (RbkOutbox *self, gboolean try_all);
void rbk_outbox_stop_async (RbkOutbox *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean rbk_outbox_stop_finish (RbkOutbox *self, GAsyncResult *result, GError **error);

G_END_DECLS
