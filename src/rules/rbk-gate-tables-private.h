/* rbk-gate-tables-private.h: the rows that the gate's concerns read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-place-tables.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* From @from_s to before @to_s seconds of a local day; none if they are the same. */
typedef struct
{
  int from_s;
  int to_s;
} RbkDayWindow;

/* Which day of a row of calling hours. */
typedef enum
{
  RBK_DAY_WEEKDAY,
  RBK_DAY_SATURDAY,
  RBK_DAY_SUNDAY,
  RBK_DAY_HOLIDAY,
  RBK_N_DAY_KINDS
} RbkDayKind;

/* Calling hours of the federation or a state (K-1, K-4). */
typedef struct
{
  char *id;                              /* (owned) */
  char *rule;                            /* (owned) */
  char *state;                           /* (owned) (nullable): NULL: everywhere */
  RbkDayWindow windows[RBK_N_DAY_KINDS]; /* a holiday that the row does not name is an ordinary day: */
  gboolean has_holidays;
} RbkHoursRow;

/* At most @calls in 24 hours (K-5). */
typedef struct
{
  char *id;    /* (owned) */
  char *state; /* (owned) */
  guint calls;
} RbkLimitRow;

typedef enum
{
  RBK_TERM_NONE, /* there is no such relationship */
  RBK_TERM_MONTHS,
  RBK_TERM_DAYS,
  RBK_TERM_BUSINESS_DAYS,
} RbkTermUnit;

typedef struct
{
  RbkTermUnit unit;
  guint n;
} RbkTerm;

/* How long a relationship lasts after an inquiry or a purchase (K-11). */
typedef struct
{
  char *id;    /* (owned) */
  char *state; /* (owned) (nullable): NULL: everywhere */
  gboolean of_purchase;
  RbkTerm term;
} RbkTermRow;

/* The files whose rows a showroom may decide otherwise. */
typedef enum
{
  RBK_ROW_FILE_GATE,
  RBK_ROW_FILE_HOURS,
  RBK_ROW_FILE_LIMITS,
  RBK_ROW_FILE_TERMS,
} RbkRowFile;

JsonObject *rbk_gate_tables_get_stored (RbkGateTables *self, guint i, RbkRowFile *file);
const RbkHoursRow *rbk_gate_tables_get_hours (RbkGateTables *self, guint *n);
const RbkLimitRow *rbk_gate_tables_get_limits (RbkGateTables *self, guint *n);
const RbkTermRow *rbk_gate_tables_get_terms (RbkGateTables *self, guint *n);
const char *rbk_gate_tables_get_holiday (RbkGateTables *self, const GDate *date);
gboolean rbk_gate_tables_knows_year (RbkGateTables *self, GDateYear year);
RbkPlaceTables *rbk_gate_tables_get_places (RbkGateTables *self);

gboolean rbk_day_window_read (const char *text, RbkDayWindow *window);
gboolean rbk_term_read (const char *text, RbkTerm *term);

G_END_DECLS
