/* rbk-outbox.h: takes messages from the ledger to the world, each exactly once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outbox/rbk-lane.h"

G_BEGIN_DECLS

#define RBK_TYPE_OUTBOX (rbk_outbox_get_type ())
G_DECLARE_FINAL_TYPE (RbkOutbox, rbk_outbox, RBK, OUTBOX, GObject)

/*
 * Signal "reachable" (gboolean): whether the last thing asked of any provider reached it; in the main context
 * of rbk_outbox_start().
 */
RbkOutbox *rbk_outbox_new (RbkLedger *ledger,
                           RbkConsumerDomains *consumer_domains,
                           RbkGateTables *tables,
                           RbkClock *clock,
                           RbkOutboxOpenCarrier open_carrier,
                           gpointer user_data);
void rbk_outbox_set_schedule (RbkOutbox *self, const RbkSendSchedule *schedule);
void rbk_outbox_start (RbkOutbox *self);
void rbk_outbox_wake (RbkOutbox *self, gboolean try_all);
void rbk_outbox_stop_async (RbkOutbox *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean rbk_outbox_stop_finish (RbkOutbox *self, GAsyncResult *result, GError **error);

G_END_DECLS
