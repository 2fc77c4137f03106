/* rbk-gate-policy.h: what the company policy tells the gate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-gate-tables.h"

G_BEGIN_DECLS

/* The showroom is open on @day (1 is Monday, 7 Sunday) from @opens to @closes, its own time. */
typedef struct
{
  guint day;
  const char *opens;  /* "HH:MM" */
  const char *closes; /* "HH:MM", not later than "24:00" */
} RbkOpeningHours;

/* A row of data/rules that the showroom changed. Without a person and a reason it does not count. */
typedef struct
{
  const char *row;   /* its id */
  const char *value; /* (nullable): what holds instead, see rbk-gate-tables.c; NULL: the row does not count */
  const char *reason;
  const char *person; /* id */
} RbkRowOverride;

/* A number that is registered for texts (K-40). */
typedef struct
{
  const char *number;       /* E.164 */
  const char *registration; /* of the campaign */
} RbkTextingLine;

/* What the company policy says; all zero says nothing. All borrowed. */
typedef struct
{
  const RbkOpeningHours *hours;
  guint n_hours; /* 0: open whenever it is allowed; a day without a row is closed */
  const RbkRowOverride *overrides;
  guint n_overrides;
  const RbkTextingLine *texting;
  guint n_texting;
  const char *postal_address; /* (nullable): NULL: the showroom's */
  const char *unsubscribe;    /* (nullable): mailto: or https: (M-5) */
  const char *opt_out_number; /* (nullable): toll-free, answered by a machine that takes them off (K-25) */
  const char *why_buy;        /* (nullable): https link (M-3) */
} RbkGatePolicy;

gboolean rbk_gate_policy_find_override (const RbkGatePolicy *self, const char *row, const char **value);
const char *rbk_gate_policy_get_value (const RbkGatePolicy *self, RbkGateTables *tables, const char *row);
const char *rbk_gate_policy_find_registration (const RbkGatePolicy *self, const char *line);

G_END_DECLS
