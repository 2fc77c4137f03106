/* rbk-company-policy.h: what a showroom has decided about its accounts, hours and written messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-message-template.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A number that texts may leave by (K-40). Borrowed from its policy. */
typedef struct
{
  char *number;       /* (owned): E.164 */
  char *registration; /* (owned): of its brand and campaign (10DLC) */
  char *brand;        /* (owned) (nullable): who sends, as registered */
} RbkTextingNumber;

/* When the showroom is open on one day of the week, in its own zone. */
typedef struct
{
  guint day;    /* 1 (Monday) to 7 */
  guint opens;  /* minutes since midnight */
  guint closes; /* minutes since midnight, more than opens; 1440: midnight */
} RbkDayHours;

/* A row of data/rules that the showroom decided otherwise. Borrowed from its policy. */
typedef struct
{
  char *row;      /* (owned): its id */
  char *value;    /* (owned) (nullable): what stands instead; NULL: the row does not apply */
  char *reason;   /* (owned) */
  char *person;   /* (owned): who decided, by id or by name */
  gint64 time_us; /* when */
} RbkRuleOverride;

/* Whose voicemails wait for a manager before they leave. */
typedef enum
{
  RBK_APPROVAL_NOBODY,
  RBK_APPROVAL_FIRST, /* the first few of each person */
  RBK_APPROVAL_ALL,
} RbkApproval;

/* More than anybody has asked for. */
#define RBK_REVIEW_MOST_FIRST  1000
#define RBK_REVIEW_MOST_SAMPLE 100
/* How many of a new person's voicemails wait where the policy does not say. */
#define RBK_REVIEW_FIRST 5

/* How voicemails are reviewed here. */
typedef struct
{
  RbkApproval approval;
  guint first;       /* voicemails, with RBK_APPROVAL_FIRST */
  guint sample;      /* reviews that each person gets a week; 0: as many as there is time for */
  guint calibration; /* percent of voicemails that two judge, blind to each other */
} RbkReviewPolicy;

/* Immutable. An empty policy decides nothing. */
#define RBK_TYPE_COMPANY_POLICY (rbk_company_policy_get_type ())
G_DECLARE_FINAL_TYPE (RbkCompanyPolicy, rbk_company_policy, RBK, COMPANY_POLICY, GObject)

RbkCompanyPolicy *rbk_company_policy_new_from_facts (JsonObject *facts);
JsonObject *rbk_company_policy_get_facts (RbkCompanyPolicy *self);
const char *const *rbk_company_policy_get_domains (RbkCompanyPolicy *self);
const char *rbk_company_policy_get_tenant (RbkCompanyPolicy *self, const char *provider);
const char *rbk_company_policy_get_client (RbkCompanyPolicy *self, const char *provider);
const char *rbk_company_policy_get_client_secret (RbkCompanyPolicy *self, const char *provider);
GPtrArray *rbk_company_policy_get_texting (RbkCompanyPolicy *self);
const RbkTextingNumber *rbk_company_policy_find_texting (RbkCompanyPolicy *self, const char *number);
const char *rbk_company_policy_get_postal_address (RbkCompanyPolicy *self);
const char *rbk_company_policy_get_opt_out_number (RbkCompanyPolicy *self);
const char *rbk_company_policy_get_unsubscribe (RbkCompanyPolicy *self);
gboolean rbk_company_policy_has_hours (RbkCompanyPolicy *self);
const RbkDayHours *rbk_company_policy_find_hours (RbkCompanyPolicy *self, guint day);
const char *rbk_company_policy_get_why_buy (RbkCompanyPolicy *self);
GPtrArray *rbk_company_policy_get_overrides (RbkCompanyPolicy *self);
const RbkRuleOverride *rbk_company_policy_find_override (RbkCompanyPolicy *self, const char *row);
GPtrArray *rbk_company_policy_get_templates (RbkCompanyPolicy *self);
const char *rbk_company_policy_get_signature (RbkCompanyPolicy *self);
const RbkReviewPolicy *rbk_company_policy_get_review (RbkCompanyPolicy *self);
const char *rbk_company_policy_get_signed_by (RbkCompanyPolicy *self);
gint64 rbk_company_policy_get_signed_us (RbkCompanyPolicy *self);

G_END_DECLS
