/* rbk-company-address.h: whether a mail address belongs to the showroom (rules A-1…A-3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RbkCompanyAddressError:
 * @RBK_COMPANY_ADDRESS_ERROR_FORM: not an address or domain at all
 * @RBK_COMPANY_ADDRESS_ERROR_CONSUMER: a mail service for private people
 * @RBK_COMPANY_ADDRESS_ERROR_FOREIGN: a domain that is not on the showroom's list
 */
typedef enum
{
  RBK_COMPANY_ADDRESS_ERROR_FORM,
  RBK_COMPANY_ADDRESS_ERROR_CONSUMER,
  RBK_COMPANY_ADDRESS_ERROR_FOREIGN,
} RbkCompanyAddressError;

#define RBK_COMPANY_ADDRESS_ERROR (rbk_company_address_error_quark ())
GQuark rbk_company_address_error_quark (void);

/* The dated rows of data/rules/consumer-domains.json. Immutable. */
#define RBK_TYPE_CONSUMER_DOMAINS (rbk_consumer_domains_get_type ())
G_DECLARE_FINAL_TYPE (RbkConsumerDomains, rbk_consumer_domains, RBK, CONSUMER_DOMAINS, GObject)

RbkConsumerDomains *rbk_consumer_domains_new (GBytes *json, GError **error);
char *rbk_consumer_domains_check_domain (RbkConsumerDomains *self, const char *domain, GError **error);
char *rbk_consumer_domains_check_address (RbkConsumerDomains *self,
                                          const char *address,
                                          const char *const *domains,
                                          GError **error);
char *rbk_address_normalise (const char *address, GError **error);

G_END_DECLS
