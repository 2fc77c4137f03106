/* rbk-projection-rubric.c: by what voicemails were judged, and the showroom's library of good ones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-projection.h"
#include "model/rbk-json.h"
#include "model/rbk-rubric.h"

/* Scores were given by the first of a version; of two made on two PCs at once, the later is kept as an entry
 * and counts for nothing. */
static gboolean
add_rubric (RbkProjector *projector, RbkEntry *entry, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database,
                          "INSERT INTO rubric (version, time_us, id, facts) VALUES (?1, ?2, ?3, ?4) ON "
                          "CONFLICT (version) DO UPDATE "
                          "SET time_us = ?2, id = ?3, facts = ?4 WHERE (?2, ?3) < (time_us, id)");
  g_autoptr (RbkRubric) rubric = rbk_rubric_new_from_facts (rbk_entry_get_payload (entry), NULL);
  g_autofree char *facts = NULL;

  /* Nobody can be judged by it. */
  if (rubric == NULL)
    return TRUE;
  facts = rbk_json_write (rbk_entry_get_payload (entry));
  rbk_statement_bind_int (statement, 1, rbk_rubric_get_version (rubric));
  rbk_statement_bind_int (statement, 2, rbk_entry_get_time_us (entry));
  rbk_statement_bind_text (statement, 3, rbk_entry_get_id (entry));
  rbk_statement_bind_text (statement, 4, facts);
  return rbk_statement_run (statement, error);
}

static gboolean
add_example (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "INSERT INTO example (item, seq, time_us, id, removed) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (item) DO "
    "UPDATE SET seq = ?2, time_us = ?3, id = ?4, removed = ?5 WHERE (?3, ?4) > (time_us, id)");

  rbk_statement_bind_text (statement, 1, rbk_entry_get_string (entry, "item"));
  rbk_statement_bind_int (statement, 2, seq);
  rbk_statement_bind_int (statement, 3, rbk_entry_get_time_us (entry));
  rbk_statement_bind_text (statement, 4, rbk_entry_get_id (entry));
  rbk_statement_bind_int (
    statement, 5, rbk_json_get_boolean (rbk_entry_get_payload (entry), "removed", FALSE));
  return rbk_statement_run (statement, error);
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_RUBRIC_CHANGED)
    return add_rubric (projector, entry, error);
  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE)
    return add_example (projector, entry, seq, error);
  return TRUE;
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (projector->database, "DELETE FROM rubric; DELETE FROM example", error);
}

const RbkProjection rbk_projection_rubric = { apply, clear };
