/* rbk-lane.h: the messages of one account on their way, on a thread of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-clock.h"
#include "ledger/rbk-ledger.h"
#include "model/rbk-account.h"
#include "outbox/rbk-carrier.h"
#include "outbox/rbk-send-schedule.h"
#include "rules/rbk-company-address.h"
#include "rules/rbk-gate-tables.h"

G_BEGIN_DECLS

/* Opens what takes the messages of @account away, with its secret; runs on a lane's thread and may block. */
typedef RbkCarrier *(*RbkOutboxOpenCarrier) (RbkAccount *account,
                                             GCancellable *cancellable,
                                             gpointer user_data,
                                             GError **error);
/* Whether the last thing asked of @account's provider reached it; on the lane's thread. */
typedef void (*RbkLaneReached) (const char *account, gboolean reached, gpointer user_data);

/* What all lanes of an outbox have in common; outlives them. */
typedef struct
{
  RbkLedger *ledger;                    /* (unowned) */
  RbkConsumerDomains *consumer_domains; /* (unowned) */
  RbkGateTables *tables;                /* (unowned) */
  RbkClock *clock;                      /* (unowned) */
  RbkOutboxOpenCarrier open_carrier;
  gpointer open_carrier_data;
  RbkLaneReached reached;
  gpointer reached_data;
  RbkSendSchedule schedule;
} RbkLaneSetting;

typedef struct _RbkLane RbkLane;

RbkLane *rbk_lane_start (const RbkLaneSetting *setting, const char *account);
void rbk_lane_wake (RbkLane *self, gboolean try_all);
void rbk_lane_stop (RbkLane *self);
void rbk_lane_free (RbkLane *self);

G_END_DECLS
