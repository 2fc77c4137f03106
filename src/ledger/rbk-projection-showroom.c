/* rbk-projection-showroom.c: the showroom, its people, its accounts and its policy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-projection.h"
#include "model/rbk-customer.h"
#include "model/rbk-json.h"

/* Lays the entry's payload over what is stored, as rbk_customer_merge_facts() does. */
static gboolean
merge (RbkProjector *projector,
       RbkEntry *entry,
       const char *id,
       const char *read_sql,
       const char *write_sql,
       GError **error)
{
  RbkStatement *statement = rbk_database_prepare (projector->database, read_sql);
  g_autoptr (JsonObject) facts = NULL;
  g_autoptr (JsonObject) merged = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *text = NULL;

  rbk_statement_bind_text (statement, 1, id);
  if (rbk_statement_next (statement, &failure))
    {
      facts = rbk_json_parse_object (rbk_statement_get_text (statement, 0), -1, NULL);
      rbk_statement_reset (statement);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  merged = rbk_customer_merge_facts (facts, rbk_entry_get_payload (entry));
  text = rbk_json_write (merged);
  statement = rbk_database_prepare (projector->database, write_sql);
  rbk_statement_bind_text (statement, 1, id);
  rbk_statement_bind_text (statement, 2, text);
  return rbk_statement_run (statement, error);
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  const char *id;

  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_SHOWROOM_CHANGED)
    return merge (projector,
                  entry,
                  "1",
                  "SELECT facts FROM showroom WHERE number = CAST (? AS INTEGER)",
                  "INSERT INTO showroom (number, facts) VALUES (CAST (? AS INTEGER), ?) "
                  "ON CONFLICT (number) DO UPDATE SET facts = excluded.facts",
                  error);
  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_POLICY_CHANGED)
    return merge (projector,
                  entry,
                  "1",
                  "SELECT facts FROM policy WHERE number = CAST (? AS INTEGER)",
                  "INSERT INTO policy (number, facts) VALUES (CAST (? AS INTEGER), ?) "
                  "ON CONFLICT (number) DO UPDATE SET facts = excluded.facts",
                  error);
  id = rbk_entry_get_string (entry, "person");
  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_PERSON_CHANGED && id != NULL)
    return merge (projector,
                  entry,
                  id,
                  "SELECT facts FROM person WHERE id = ?",
                  "INSERT INTO person (id, facts) VALUES (?, ?) "
                  "ON CONFLICT (id) DO UPDATE SET facts = excluded.facts",
                  error);
  id = rbk_entry_get_string (entry, "account");
  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_ACCOUNT_CHANGED && id != NULL)
    return merge (projector,
                  entry,
                  id,
                  "SELECT facts FROM account WHERE id = ?",
                  "INSERT INTO account (id, facts) VALUES (?, ?) "
                  "ON CONFLICT (id) DO UPDATE SET facts = excluded.facts",
                  error);
  return TRUE;
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (
    projector->database,
    "DELETE FROM showroom; DELETE FROM person; DELETE FROM account; DELETE FROM policy",
    error);
}

const RbkProjection rbk_projection_showroom = { apply, clear };
