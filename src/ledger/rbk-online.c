/* rbk-online.c
 *
 * It is no fact of the showroom's but what this PC has to see to, and stands among what is noted about the
 * file itself: nothing of it is left once a message leads there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-online.h"

#include "model/rbk-json.h"

#include <string.h>

#define PREFIX "online "

/**
 * rbk_online_set:
 * @url: where something will be
 * @account: (nullable): the id of the web space; NULL: it is forgotten
 */
gboolean
rbk_online_set (RbkDatabase *database, const char *url, const char *account, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    database,
    account != NULL ? "INSERT OR REPLACE INTO ledger (name, value) VALUES ('" PREFIX "' || ?, ?)"
                    : "DELETE FROM ledger WHERE name = '" PREFIX "' || ?");

  rbk_statement_bind_text (statement, 1, url);
  if (account != NULL)
    rbk_statement_bind_text (statement, 2, account);
  return rbk_statement_run (statement, error);
}

static gboolean
forget_all (RbkDatabase *database, JsonArray *array, const char *member, GError **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *url = rbk_json_get_string (rbk_json_array_get_object (array, i), member);

      if (url != NULL && !rbk_online_set (database, url, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rbk_online_forget_of:
 * @message: a text or email that leads there from now on
 *
 * Call in the transaction that appends it.
 */
gboolean
rbk_online_forget_of (RbkDatabase *database, RbkEntry *message, GError **error)
{
  JsonObject *payload = rbk_entry_get_payload (message);

  return forget_all (database, rbk_json_get_array (payload, "links"), "media_url", error) &&
         forget_all (database, rbk_json_get_array (payload, "attachments"), "url", error);
}

/**
 * rbk_online_list:
 * @account: the id of a web space
 *
 * Returns: (transfer full) (element-type utf8): the addresses in it that are noted, or NULL with an
 *   #RbkLedgerError
 */
GPtrArray *
rbk_online_list (RbkDatabase *database, const char *account, GError **error)
{
  /* Every address comes after the prefix, and before what comes after that. */
  RbkStatement *statement = rbk_database_prepare (
    database, "SELECT name FROM ledger WHERE name > '" PREFIX "' AND name < 'online!' AND value = ?");
  g_autoptr (GPtrArray) urls = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, account);
  while (rbk_statement_next (statement, &failure))
    g_ptr_array_add (urls, g_strdup (rbk_statement_get_text (statement, 0) + strlen (PREFIX)));
  if (failure == NULL)
    return g_steal_pointer (&urls);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
