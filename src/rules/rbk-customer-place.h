/* rbk-customer-place.h: where a customer is, as far as the clock and the law of their state go (K-2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"
#include "rules/rbk-gate-tables.h"

G_BEGIN_DECLS

/* What it rests on, from the best to nothing. */
typedef enum
{
  RBK_PLACE_STATED_ZONE, /* the time zone on their file */
  RBK_PLACE_ZIP,
  RBK_PLACE_STATE,
  RBK_PLACE_NUMBER, /* the number's area, a proxy: people keep their number when they move */
  RBK_PLACE_UNKNOWN,
} RbkPlaceSource;

/* One place where they may be. */
typedef struct
{
  const char *state; /* (nullable): code; owned by the tables */
  const char *zone;  /* IANA id; owned by the place */
} RbkPlaceCandidate;

typedef struct
{
  RbkPlaceSource source;
  GArray *
    candidates; /* (owned) (element-type RbkPlaceCandidate): never empty; what counts counts at all of them */
  GStringChunk *text; /* (owned) */
} RbkCustomerPlace;

RbkCustomerPlace *rbk_customer_place_find (RbkGateTables *tables, RbkCustomer *customer, const char *number);
gboolean rbk_customer_place_may_be_in (const RbkCustomerPlace *self, const char *state);
char *rbk_customer_place_dup_words (const RbkCustomerPlace *self);
void rbk_customer_place_free (RbkCustomerPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkCustomerPlace, rbk_customer_place_free)

GTimeZone *rbk_zone_find (const char *id);
gint64 rbk_zone_to_local (GTimeZone *zone, gint64 time_us);
gint64 rbk_zone_from_local (GTimeZone *zone, gint64 local_us);
gint64 rbk_zone_find_change (GTimeZone *zone, gint64 from_us, gint64 to_us);

G_END_DECLS
