/* rbk-company-policy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-company-policy.h"

#include "model/rbk-json.h"
#include "model/rbk-policy-check.h"

struct _RbkCompanyPolicy
{
  GObject parent_instance;

  JsonObject *facts;   /* (owned) */
  char **domains;      /* (owned) */
  GPtrArray *texting;  /* (owned) (element-type RbkTextingNumber) */
  RbkDayHours week[7]; /* Monday first; day 0: closed */
  gboolean has_hours;
  GPtrArray *overrides; /* (owned) (element-type RbkRuleOverride) */
  GPtrArray *templates; /* (owned) (element-type RbkMessageTemplate) */
  RbkReviewPolicy review;
};

G_DEFINE_FINAL_TYPE (RbkCompanyPolicy, rbk_company_policy, G_TYPE_OBJECT)

static void
texting_number_free (gpointer data)
{
  RbkTextingNumber *number = data;

  g_free (number->number);
  g_free (number->registration);
  g_free (number->brand);
  g_free (number);
}

static void
rule_override_free (gpointer data)
{
  RbkRuleOverride *decided = data;

  g_free (decided->row);
  g_free (decided->value);
  g_free (decided->reason);
  g_free (decided->person);
  g_free (decided);
}

static void
rbk_company_policy_finalize (GObject *object)
{
  RbkCompanyPolicy *self = RBK_COMPANY_POLICY (object);

  json_object_unref (self->facts);
  g_strfreev (self->domains);
  g_ptr_array_unref (self->texting);
  g_ptr_array_unref (self->overrides);
  g_ptr_array_unref (self->templates);
  G_OBJECT_CLASS (rbk_company_policy_parent_class)->finalize (object);
}

static void
rbk_company_policy_class_init (RbkCompanyPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_company_policy_finalize;
}

static void
rbk_company_policy_init (RbkCompanyPolicy *self)
{
  self->texting = g_ptr_array_new_with_free_func (texting_number_free);
  self->overrides = g_ptr_array_new_with_free_func (rule_override_free);
}

static char **
read_domains (JsonObject *facts)
{
  JsonArray *stored = rbk_json_get_array (facts, "domains");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; stored != NULL && i < json_array_get_length (stored); i++)
    {
      const char *domain = rbk_json_array_get_string (stored, i);

      if (domain != NULL)
        g_strv_builder_add (builder, domain);
    }
  return g_strv_builder_end (builder);
}

static void
read_texting (RbkCompanyPolicy *self)
{
  JsonArray *stored = rbk_json_get_array (self->facts, "texting");

  for (guint i = 0; stored != NULL && i < json_array_get_length (stored); i++)
    {
      JsonObject *row = rbk_json_array_get_object (stored, i);
      const char *number = rbk_json_get_string (row, "number");
      const char *registration = rbk_json_get_string (row, "registration");
      RbkTextingNumber *texting;

      if (number == NULL || registration == NULL || *registration == '\0')
        continue;
      texting = g_new0 (RbkTextingNumber, 1);
      texting->number = g_strdup (number);
      texting->registration = g_strdup (registration);
      texting->brand = g_strdup (rbk_json_get_string (row, "brand"));
      g_ptr_array_add (self->texting, texting);
    }
}

static void
read_hours (RbkCompanyPolicy *self)
{
  JsonArray *stored = rbk_json_get_array (self->facts, "hours");

  self->has_hours = stored != NULL;
  for (guint i = 0; stored != NULL && i < json_array_get_length (stored); i++)
    {
      JsonObject *row = rbk_json_array_get_object (stored, i);
      gint64 day = rbk_json_get_int (row, "day", 0);
      guint opens, closes;

      if (day < 1 || day > 7 || !rbk_policy_read_time (rbk_json_get_string (row, "opens"), &opens) ||
          !rbk_policy_read_time (rbk_json_get_string (row, "closes"), &closes) || opens >= closes)
        continue;
      self->week[day - 1] = (RbkDayHours) { .day = (guint) day, .opens = opens, .closes = closes };
    }
}

static void
read_overrides (RbkCompanyPolicy *self)
{
  JsonArray *stored = rbk_json_get_array (self->facts, "overrides");

  for (guint i = 0; stored != NULL && i < json_array_get_length (stored); i++)
    {
      JsonObject *row = rbk_json_array_get_object (stored, i);
      const char *id = rbk_json_get_string (row, "row");
      const char *reason = rbk_json_get_string (row, "reason");
      const char *person = rbk_json_get_string (row, "person");
      RbkRuleOverride *decided;

      /* Without a name and a reason nothing is decided. */
      if (id == NULL || reason == NULL || *reason == '\0' || person == NULL || *person == '\0')
        continue;
      decided = g_new0 (RbkRuleOverride, 1);
      decided->row = g_strdup (id);
      decided->reason = g_strdup (reason);
      decided->person = g_strdup (person);
      decided->time_us = rbk_json_get_int (row, "time_us", 0);
      decided->value = g_strdup (rbk_json_get_string (row, "value"));
      g_ptr_array_add (self->overrides, decided);
    }
}

static guint
read_count (JsonObject *facts, const char *member, guint otherwise, guint most)
{
  gint64 count = rbk_json_get_int (facts, member, otherwise);

  return count >= 0 && count <= most ? (guint) count : otherwise;
}

static void
read_review (RbkCompanyPolicy *self)
{
  JsonObject *facts = rbk_json_get_object (self->facts, "review");
  const char *approval = rbk_json_get_string (facts, "approval");

  if (g_strcmp0 (approval, "all") == 0)
    self->review.approval = RBK_APPROVAL_ALL;
  else if (g_strcmp0 (approval, "first") == 0)
    self->review.approval = RBK_APPROVAL_FIRST;
  self->review.first = read_count (facts, "first", RBK_REVIEW_FIRST, RBK_REVIEW_MOST_FIRST);
  self->review.sample = read_count (facts, "sample", 0, RBK_REVIEW_MOST_SAMPLE);
  self->review.calibration = read_count (facts, "calibration", 0, 100);
}

/**
 * rbk_company_policy_new_from_facts:
 * @facts: (nullable): the payloads of the policy-changed entries, laid over each other
 *
 * Returns: (transfer full): the policy; rows that cannot be read decide nothing
 */
RbkCompanyPolicy *
rbk_company_policy_new_from_facts (JsonObject *facts)
{
  RbkCompanyPolicy *self = g_object_new (RBK_TYPE_COMPANY_POLICY, NULL);

  self->facts = facts != NULL ? rbk_json_copy (facts) : json_object_new ();
  self->domains = read_domains (self->facts);
  self->templates = rbk_message_templates_read (rbk_json_get_array (self->facts, "templates"));
  read_texting (self);
  read_hours (self);
  read_overrides (self);
  read_review (self);
  return self;
}

/**
 * rbk_company_policy_get_facts:
 *
 * Returns: (transfer none): all of it, as it is written into a file; not to be changed
 */
JsonObject *
rbk_company_policy_get_facts (RbkCompanyPolicy *self)
{
  return self->facts;
}

/**
 * rbk_company_policy_get_domains:
 *
 * Returns: (transfer none) (array zero-terminated=1): mail domains of the company besides those that the
 *   showroom named when it was founded
 */
const char *const *
rbk_company_policy_get_domains (RbkCompanyPolicy *self)
{
  return (const char *const *) self->domains;
}

/**
 * rbk_company_policy_get_tenant:
 * @provider: "microsoft" or "google"
 *
 * Returns: (nullable) (transfer none): the company's name there
 */
const char *
rbk_company_policy_get_tenant (RbkCompanyPolicy *self, const char *provider)
{
  return rbk_json_get_string (rbk_json_get_object (self->facts, "tenants"), provider);
}

/**
 * rbk_company_policy_get_client:
 * @provider: "microsoft" or "google"
 *
 * Returns: (nullable) (transfer none): as what Ringback is registered there (OAuth client id)
 */
const char *
rbk_company_policy_get_client (RbkCompanyPolicy *self, const char *provider)
{
  return rbk_json_get_string (rbk_json_get_object (self->facts, "clients"), provider);
}

/**
 * rbk_company_policy_get_client_secret:
 * @provider: "google"
 *
 * Google gives one out with the client id of a desktop program and wants it back with every code and refresh.
 * It proves nothing about who has it, and Google says so
 * (https://developers.google.com/identity/protocols/oauth2#installed); what a program hands to every PC is no
 * secret (RFC 8252 §8.5), PKCE does its work. So it belongs to the policy, which every PC has, and not to the
 * keyring of one. Microsoft's public clients have none.
 *
 * Returns: (nullable) (transfer none): what goes with rbk_company_policy_get_client()
 */
const char *
rbk_company_policy_get_client_secret (RbkCompanyPolicy *self, const char *provider)
{
  return rbk_json_get_string (rbk_json_get_object (self->facts, "client_secrets"), provider);
}

/**
 * rbk_company_policy_get_texting:
 *
 * Returns: (transfer none) (element-type RbkTextingNumber): the numbers that texts may leave by
 */
GPtrArray *
rbk_company_policy_get_texting (RbkCompanyPolicy *self)
{
  return self->texting;
}

/**
 * rbk_company_policy_find_texting:
 * @number: (nullable): E.164
 *
 * Returns: (nullable) (transfer none): @number, if it is registered (K-40)
 */
const RbkTextingNumber *
rbk_company_policy_find_texting (RbkCompanyPolicy *self, const char *number)
{
  for (guint i = 0; i < self->texting->len; i++)
    {
      const RbkTextingNumber *known = g_ptr_array_index (self->texting, i);

      if (g_strcmp0 (known->number, number) == 0)
        return known;
    }
  return NULL;
}

/**
 * rbk_company_policy_get_postal_address:
 *
 * Returns: (nullable) (transfer none): what stands below every email (M-5); lines are divided by "\n"
 */
const char *
rbk_company_policy_get_postal_address (RbkCompanyPolicy *self)
{
  return rbk_json_get_string (self->facts, "postal_address");
}

/**
 * rbk_company_policy_get_opt_out_number:
 *
 * Returns: (nullable) (transfer none): a toll-free number, E.164, at which a machine takes people off the
 *   list (K-25)
 */
const char *
rbk_company_policy_get_opt_out_number (RbkCompanyPolicy *self)
{
  return rbk_json_get_string (self->facts, "opt_out_number");
}

/**
 * rbk_company_policy_get_unsubscribe:
 *
 * Returns: (nullable) (transfer none): where a customer writes or goes to get no more emails (M-5), a
 *   mailto or https URI
 */
const char *
rbk_company_policy_get_unsubscribe (RbkCompanyPolicy *self)
{
  return rbk_json_get_string (self->facts, "unsubscribe");
}

/**
 * rbk_company_policy_has_hours:
 *
 * Returns: whether opening hours are known; if they are, a day without any is closed
 */
gboolean
rbk_company_policy_has_hours (RbkCompanyPolicy *self)
{
  return self->has_hours;
}

/**
 * rbk_company_policy_find_hours:
 * @day: 1 (Monday) to 7
 *
 * Returns: (nullable) (transfer none): when the showroom is open on that day
 */
const RbkDayHours *
rbk_company_policy_find_hours (RbkCompanyPolicy *self, guint day)
{
  g_return_val_if_fail (day >= 1 && day <= 7, NULL);
  return self->week[day - 1].day != 0 ? &self->week[day - 1] : NULL;
}

/**
 * rbk_company_policy_get_why_buy:
 *
 * Returns: (nullable) (transfer none): the page that says why to buy here (M-3), an https URI
 */
const char *
rbk_company_policy_get_why_buy (RbkCompanyPolicy *self)
{
  return rbk_json_get_string (self->facts, "why_buy");
}

/**
 * rbk_company_policy_get_overrides:
 *
 * Returns: (transfer none) (element-type RbkRuleOverride): rows of rules that were decided otherwise
 */
GPtrArray *
rbk_company_policy_get_overrides (RbkCompanyPolicy *self)
{
  return self->overrides;
}

/**
 * rbk_company_policy_find_override:
 * @row: (nullable): the id of a row
 *
 * Returns: (nullable) (transfer none): what was decided about it last
 */
const RbkRuleOverride *
rbk_company_policy_find_override (RbkCompanyPolicy *self, const char *row)
{
  for (guint i = self->overrides->len; i > 0; i--)
    {
      const RbkRuleOverride *decided = g_ptr_array_index (self->overrides, i - 1);

      if (g_strcmp0 (decided->row, row) == 0)
        return decided;
    }
  return NULL;
}

/**
 * rbk_company_policy_get_templates:
 *
 * Returns: (transfer none) (element-type RbkMessageTemplate): the showroom's own templates; one with the
 *   id of a shipped one stands in its place
 */
GPtrArray *
rbk_company_policy_get_templates (RbkCompanyPolicy *self)
{
  return self->templates;
}

/**
 * rbk_company_policy_get_signature:
 *
 * Returns: (nullable) (transfer none): the lines below emails, with {fields}, if the showroom has its own
 */
const char *
rbk_company_policy_get_signature (RbkCompanyPolicy *self)
{
  return rbk_json_get_string (self->facts, "signature");
}

/**
 * rbk_company_policy_get_review:
 *
 * Returns: (transfer none): how voicemails are reviewed; none has to wait unless the showroom says so
 */
const RbkReviewPolicy *
rbk_company_policy_get_review (RbkCompanyPolicy *self)
{
  return &self->review;
}

/**
 * rbk_company_policy_get_signed_by:
 *
 * Returns: (nullable) (transfer none): the id of who signed it off last; NULL if nobody did
 */
const char *
rbk_company_policy_get_signed_by (RbkCompanyPolicy *self)
{
  return rbk_json_get_string (self->facts, "signed_by");
}

/**
 * rbk_company_policy_get_signed_us:
 *
 * Returns: when, microseconds since 1970 UTC; 0 if nobody did
 */
gint64
rbk_company_policy_get_signed_us (RbkCompanyPolicy *self)
{
  return rbk_json_get_int (self->facts, "signed_us", 0);
}
