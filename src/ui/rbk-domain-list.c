/* rbk-domain-list.c: the mail domains of a showroom as they are typed into one line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-domain-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * rbk_domain_list_split:
 * @typed: domains with commas, semicolons or blanks between them; whole addresses and a leading @ are
 *   understood too
 *
 * Returns: (transfer full) (array zero-terminated=1): the domains, in lower case
 */
GStrv
rbk_domain_list_split (const char *typed)
{
  g_auto (GStrv) words = g_strsplit_set (typed, ",; \t\n", -1);
  g_autoptr (GStrvBuilder) domains = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strrchr (words[i], '@');
      const char *domain = at != NULL ? at + 1 : words[i];

      if (*domain != '\0')
        g_strv_builder_take (domains, g_utf8_strdown (domain, -1));
    }
  return g_strv_builder_end (domains);
}

/**
 * rbk_domain_list_join:
 * @domains: (array zero-terminated=1) (nullable): the domains
 *
 * Returns: (transfer full): one line of them
 */
char *
rbk_domain_list_join (const char *const *domains)
{
  return domains != NULL ? g_strjoinv (", ", (char **) domains) : g_strdup ("");
}

/**
 * rbk_domain_list_check:
 * @desk: a desk that is not founded yet, whose rules are asked
 * @typed: as for rbk_domain_list_split()
 *
 * Returns: whether these can be a showroom's domains; else %FALSE with the words of the rule
 */
gboolean
rbk_domain_list_check (RbkDesk *desk, const char *typed, GError **error)
{
  g_auto (GStrv) domains = rbk_domain_list_split (typed);

  if (domains[0] == NULL)
    {
      g_set_error_literal (
        error,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_INVALID,
        _ ("Write at least one mail domain: what stands after the @ in the company’s addresses."));
      return FALSE;
    }
  for (guint i = 0; domains[i] != NULL; i++)
    {
      /* The desk judges addresses: any name will do. */
      g_autofree char *address = g_strdup_printf ("someone@%s", domains[i]);

      if (!rbk_desk_check_company_address (desk, address, error))
        return FALSE;
    }
  return TRUE;
}
