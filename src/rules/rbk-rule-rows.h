/* rbk-rule-rows.h: which rows of data/rules a showroom may decide otherwise, and how.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-gate-tables.h"

G_BEGIN_DECLS

/* What may stand instead. */
typedef enum
{
  RBK_RULE_CHOICE, /* one of @choices */
  RBK_RULE_NUMBER, /* a whole number from @from to @to */
  RBK_RULE_HOURS,  /* "HH:MM-HH:MM" or "closed", for all days */
  RBK_RULE_TERM,   /* so many months, days or business-days, or none: "30 days" */
} RbkRuleForm;

typedef struct
{
  char *id;       /* (owned) */
  char *rule;     /* (owned): of domain rules, such as K-4 */
  char *state;    /* (owned) (nullable): code of the state that it is about; NULL: all */
  char *of;       /* (owned) (nullable): of a term: "inquiry" or "purchase" */
  char *source;   /* (owned) */
  char *value;    /* (owned): what comes with Ringback, in the words of the file */
  char **choices; /* (owned) (nullable): the strictest first */
  RbkRuleForm form;
  guint from, to;
  gboolean may_go; /* the whole row may be taken away */
} RbkRuleRow;

GPtrArray *rbk_rule_rows_list (RbkGateTables *tables);
const RbkRuleRow *rbk_rule_rows_find (GPtrArray *rows, const char *id);
gboolean rbk_rule_row_allows (const RbkRuleRow *row, const char *value);
gboolean rbk_rule_row_can_yield (const RbkRuleRow *row, const char *value);
void rbk_rule_row_free (RbkRuleRow *row);

G_END_DECLS
