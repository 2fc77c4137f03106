/* rbk-calling-hours.h: whether a customer may be called or texted now, and if not, when (K-1…K-7).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-customer-place.h"
#include "rules/rbk-gate-policy.h"

G_BEGIN_DECLS

/* Which of the three closes; bits (K-3). */
typedef enum
{
  RBK_HOURS_FEDERAL = 1 << 0,
  RBK_HOURS_STATE = 1 << 1,
  RBK_HOURS_SHOWROOM = 1 << 2,
  RBK_HOURS_LAW = RBK_HOURS_FEDERAL | RBK_HOURS_STATE,
  RBK_HOURS_ALL = RBK_HOURS_LAW | RBK_HOURS_SHOWROOM,
} RbkHoursKind;

typedef struct
{
  gboolean is_open;
  RbkHoursKind closed_by; /* bits */
  const char *rule; /* (nullable): K-1, K-4 or K-3: of the first that closes, the law before the showroom */
  char *row;        /* (owned) (nullable): the row of that */
  char *state;      /* (owned) (nullable): whose row it is */
  char *holiday;    /* (owned) (nullable): the holiday on which it closes */
  char *zone;       /* (owned) (nullable): of the place at which it closes */
  gint64
    opens_us; /* the next instant at which all are open; 0 where none comes within @RBK_HOURS_AHEAD days */
  gint64 closes_us;       /* where it is open: when the first closes again */
  gboolean is_past_table; /* the table of holidays ends before the year of the question, and a row needs it */
} RbkCallingHours;

/* How far is looked ahead: Christmas, New Year and a weekend between them are over by then. */
#define RBK_HOURS_AHEAD 14

RbkCallingHours *rbk_calling_hours_find (RbkGateTables *tables,
                                         const RbkCustomerPlace *place,
                                         const RbkGatePolicy *policy,
                                         const char *showroom_zone,
                                         RbkHoursKind kinds,
                                         gint64 from_us);
char *rbk_calling_hours_dup_words (const RbkCallingHours *self,
                                   const RbkCustomerPlace *place,
                                   const char *name,
                                   const char *showroom_zone,
                                   gint64 now_us);
void rbk_calling_hours_free (RbkCallingHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkCallingHours, rbk_calling_hours_free)

G_END_DECLS
