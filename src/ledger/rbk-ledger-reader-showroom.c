/* rbk-ledger-reader-showroom.c: the showroom, its people, its accounts and its policy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-reader-private.h"

#include "model/rbk-json.h"

static gpointer
read_showroom (RbkStatement *statement)
{
  g_autoptr (JsonObject) facts = rbk_ledger_reader_read_facts (statement, 0);

  return rbk_showroom_new_from_facts (facts);
}

/**
 * rbk_ledger_reader_get_showroom:
 *
 * Returns: (transfer full): the showroom, or NULL with %RBK_LEDGER_ERROR_NOT_FOUND before it was named
 */
RbkShowroom *
rbk_ledger_reader_get_showroom (RbkLedgerReader *self, GError **error)
{
  return rbk_ledger_reader_read_one (
    rbk_ledger_reader_prepare (self, "SELECT facts FROM showroom"), read_showroom, error);
}

static gpointer
read_person (RbkStatement *statement)
{
  g_autoptr (JsonObject) facts = rbk_ledger_reader_read_facts (statement, 1);

  return rbk_person_new_from_facts (rbk_statement_get_text (statement, 0), facts);
}

/**
 * rbk_ledger_reader_list_people:
 *
 * Returns: (transfer full) (element-type RbkPerson): all who work or worked there, in the order in
 *   which they were named
 */
GPtrArray *
rbk_ledger_reader_list_people (RbkLedgerReader *self, GError **error)
{
  return rbk_ledger_reader_read_all (
    rbk_ledger_reader_prepare (self, "SELECT id, facts FROM person ORDER BY number"), read_person, error);
}

static gpointer
read_account (RbkStatement *statement)
{
  g_autoptr (JsonObject) facts = rbk_ledger_reader_read_facts (statement, 1);

  return rbk_account_new_from_facts (rbk_statement_get_text (statement, 0), facts);
}

/**
 * rbk_ledger_reader_list_accounts:
 *
 * Returns: (transfer full) (element-type RbkAccount): the company's accounts that were not removed
 */
GPtrArray *
rbk_ledger_reader_list_accounts (RbkLedgerReader *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = rbk_ledger_reader_read_all (
    rbk_ledger_reader_prepare (self, "SELECT id, facts FROM account ORDER BY number"), read_account, error);

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len;)
    {
      if (rbk_account_is_removed (g_ptr_array_index (accounts, i)))
        g_ptr_array_remove_index (accounts, i);
      else
        i++;
    }
  return g_steal_pointer (&accounts);
}

static gpointer
read_policy (RbkStatement *statement)
{
  g_autoptr (JsonObject) facts = rbk_ledger_reader_read_facts (statement, 0);

  return rbk_company_policy_new_from_facts (facts);
}

/**
 * rbk_ledger_reader_get_policy:
 *
 * Returns: (transfer full): what the company has decided; a policy that decides nothing if it has not
 */
RbkCompanyPolicy *
rbk_ledger_reader_get_policy (RbkLedgerReader *self, GError **error)
{
  g_autoptr (GPtrArray) policies = rbk_ledger_reader_read_all (
    rbk_ledger_reader_prepare (self, "SELECT facts FROM policy"), read_policy, error);

  if (policies == NULL)
    return NULL;
  return policies->len > 0 ? g_object_ref (g_ptr_array_index (policies, 0))
                           : rbk_company_policy_new_from_facts (NULL);
}
