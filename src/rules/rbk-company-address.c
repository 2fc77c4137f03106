/* rbk-company-address.c
 *
 * A domain is judged by the part that somebody registered (public suffix list), never by a
 * substring: sales@yahoo.example-motors.com is the business of example-motors.com (A-2). Full
 * width letters, capitals, a trailing dot and international names are brought to one form first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-company-address.h"

#include "model/rbk-json.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libpsl.h>

G_DEFINE_QUARK (rbk - company - address - error - quark, rbk_company_address_error)

struct _RbkConsumerDomains
{
  GObject parent_instance;

  GHashTable *domains; /* (owned) (element-type utf8): registrable domains */
  GHashTable *labels;  /* (owned) (element-type utf8): first labels under any public suffix */
};

G_DEFINE_FINAL_TYPE (RbkConsumerDomains, rbk_consumer_domains, G_TYPE_OBJECT)

static void
rbk_consumer_domains_finalize (GObject *object)
{
  RbkConsumerDomains *self = RBK_CONSUMER_DOMAINS (object);

  g_hash_table_unref (self->domains);
  g_hash_table_unref (self->labels);
  G_OBJECT_CLASS (rbk_consumer_domains_parent_class)->finalize (object);
}

static void
rbk_consumer_domains_class_init (RbkConsumerDomainsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_consumer_domains_finalize;
}

static void
rbk_consumer_domains_init (RbkConsumerDomains *self)
{
  self->domains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * rbk_consumer_domains_new:
 * @json: the rows: each has a "domain", or a "label" that is meant under every public suffix
 *
 * Returns: (transfer full): the rows, or NULL with a %JSON_PARSER_ERROR
 */
RbkConsumerDomains *
rbk_consumer_domains_new (GBytes *json, GError **error)
{
  g_autoptr (RbkConsumerDomains) self = g_object_new (RBK_TYPE_CONSUMER_DOMAINS, NULL);
  g_autoptr (JsonObject) root = rbk_json_parse_bytes (json, error);
  JsonArray *rows;

  if (root == NULL)
    return NULL;
  rows = rbk_json_get_array (root, "rows");
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = rbk_json_array_get_object (rows, i);
      const char *domain = rbk_json_get_string (row, "domain");
      const char *label = rbk_json_get_string (row, "label");

      if (domain != NULL)
        g_hash_table_add (self->domains, g_ascii_strdown (domain, -1));
      if (label != NULL)
        g_hash_table_add (self->labels, g_ascii_strdown (label, -1));
    }
  if (g_hash_table_size (self->domains) == 0)
    {
      g_set_error_literal (
        error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "the list of consumer mail domains is empty");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* The one form in which domains are compared: ASCII, lower case, without the root's dot. */
static char *
normalise_domain (const char *domain)
{
  g_autofree char *wide = g_utf8_normalize (domain, -1, G_NORMALIZE_NFKC);
  g_autofree char *lower = wide != NULL ? g_utf8_strdown (wide, -1) : NULL;
  g_autofree char *ascii = NULL;
  gsize length;

  if (lower == NULL)
    return NULL;
  g_strstrip (lower);
  /* The ideographic full stops separate labels too (RFC 3490 §3.1). */
  ascii = g_hostname_to_ascii (lower);
  if (ascii == NULL)
    return NULL;
  length = strlen (ascii);
  if (length > 0 && ascii[length - 1] == '.')
    ascii[length - 1] = '\0';
  if (*ascii == '\0' || *ascii == '.' || strstr (ascii, "..") != NULL || strchr (ascii, '.') == NULL ||
      strlen (ascii) > 253)
    return NULL;
  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-' && *p != '.')
        return NULL;
    }
  return g_steal_pointer (&ascii);
}

static gboolean
is_consumer (RbkConsumerDomains *self, const char *domain)
{
  const char *registrable = psl_registrable_domain (psl_builtin (), domain);
  g_autofree char *label = NULL;

  if (g_hash_table_contains (self->domains, domain))
    return TRUE;
  if (registrable == NULL)
    return FALSE;
  label = g_strndup (registrable, strcspn (registrable, "."));
  return g_hash_table_contains (self->domains, registrable) || g_hash_table_contains (self->labels, label);
}

static void
set_consumer_error (const char *domain, GError **error)
{
  g_set_error (error,
               RBK_COMPANY_ADDRESS_ERROR,
               RBK_COMPANY_ADDRESS_ERROR_CONSUMER,
               _ ("%s is a mail service for private people. Customers are written to from company mailboxes "
                  "only (rule A-1); ask whoever runs the showroom’s mail for a mailbox of yours."),
               domain);
}

/**
 * rbk_consumer_domains_check_domain:
 * @domain: a domain that a showroom says is its own, as typed
 *
 * Returns: (transfer full): @domain in the form in which it is compared, or NULL with an
 *   %RBK_COMPANY_ADDRESS_ERROR
 */
char *
rbk_consumer_domains_check_domain (RbkConsumerDomains *self, const char *domain, GError **error)
{
  g_autofree char *normal = normalise_domain (*domain == '@' ? domain + 1 : domain);

  if (normal == NULL || psl_registrable_domain (psl_builtin (), normal) == NULL)
    {
      g_set_error (
        error,
        RBK_COMPANY_ADDRESS_ERROR,
        RBK_COMPANY_ADDRESS_ERROR_FORM,
        _ ("“%s” is not a mail domain. It is the part after the @, for example harborpoint.example.com."),
        domain);
      return NULL;
    }
  if (is_consumer (self, normal))
    {
      set_consumer_error (normal, error);
      return NULL;
    }
  return g_steal_pointer (&normal);
}

/**
 * rbk_address_normalise:
 * @address: a mail address as typed
 *
 * Returns: (transfer full): @address with its domain in the form in which it is compared, or NULL
 *   with %RBK_COMPANY_ADDRESS_ERROR_FORM
 */
char *
rbk_address_normalise (const char *address, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (address));
  g_autofree char *wide = g_utf8_normalize (typed, -1, G_NORMALIZE_NFKC);
  char *at = wide != NULL ? strrchr (wide, '@') : NULL;
  g_autofree char *domain = NULL;

  if (at != NULL && at > wide && at - wide <= 64)
    {
      domain = normalise_domain (at + 1);
      *at = '\0';
      for (const char *p = wide; *p != '\0'; p++)
        {
          if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p) || strchr ("<>()[],;:\\\"@", *p) != NULL)
            g_clear_pointer (&domain, g_free);
        }
    }
  if (domain == NULL)
    {
      g_set_error (error,
                   RBK_COMPANY_ADDRESS_ERROR,
                   RBK_COMPANY_ADDRESS_ERROR_FORM,
                   _ ("“%s” is not a mail address. One looks like name@harborpoint.example.com."),
                   typed);
      return NULL;
    }
  return g_strdup_printf ("%s@%s", wide, domain);
}

/**
 * rbk_consumer_domains_check_address:
 * @address: an address that is to send for the showroom, as typed
 * @domains: (array zero-terminated=1): the showroom's mail domains
 *
 * Returns: (transfer full): the address as it is to be used, or NULL with an
 *   %RBK_COMPANY_ADDRESS_ERROR that names the rule and whom to ask
 */
char *
rbk_consumer_domains_check_address (RbkConsumerDomains *self,
                                    const char *address,
                                    const char *const *domains,
                                    GError **error)
{
  g_autofree char *normal = rbk_address_normalise (address, error);
  const char *domain;

  if (normal == NULL)
    return NULL;
  domain = strrchr (normal, '@') + 1;
  if (is_consumer (self, domain))
    {
      set_consumer_error (domain, error);
      return NULL;
    }
  for (guint i = 0; domains != NULL && domains[i] != NULL; i++)
    {
      g_autofree char *listed = normalise_domain (domains[i]);
      g_autofree char *below = g_strconcat (".", listed, NULL);

      if (listed != NULL && (g_str_equal (domain, listed) || g_str_has_suffix (domain, below)))
        return g_steal_pointer (&normal);
    }
  g_set_error (
    error,
    RBK_COMPANY_ADDRESS_ERROR,
    RBK_COMPANY_ADDRESS_ERROR_FOREIGN,
    _ ("%s is not one of the showroom’s mail domains (rule A-1). If it should be, ask whoever runs "
       "the showroom’s mail, and add it to the domains in Preferences."),
    domain);
  return NULL;
}
