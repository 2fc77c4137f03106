/* rbk-relationship.h: whether an inquiry or a purchase still lets us call somebody (K-11).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-customer-place.h"
#include "rules/rbk-gate-policy.h"

G_BEGIN_DECLS

gint64 rbk_relationship_find_end (RbkGateTables *tables,
                                  const RbkCustomerPlace *place,
                                  const RbkGatePolicy *policy,
                                  gboolean of_purchase,
                                  gint64 since_us,
                                  char **row);

G_END_DECLS
