/* rbk-projection-draft.c: voicemails in the making, and their takes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-projection.h"
#include "model/rbk-json.h"

/**
 * rbk_projection_draft_add:
 *
 * The first that is heard of a draft makes it, and says for good whose it is.
 */
gboolean
rbk_projection_draft_add (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database,
                          "INSERT OR IGNORE INTO draft (seq, id, customer, author, time_us, closed) "
                          "VALUES (?, ?, ?, ?, ?, 0)");

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_string (entry, "draft"));
  rbk_statement_bind_text (statement, 3, rbk_entry_get_customer (entry));
  rbk_statement_bind_text (statement, 4, rbk_entry_get_author (entry));
  rbk_statement_bind_int (statement, 5, rbk_entry_get_time_us (entry));
  return rbk_statement_run (statement, error);
}

static gboolean
add_take (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database,
                          "INSERT OR IGNORE INTO take (seq, id, draft, media, microphone, time_us, deleted, "
                          "practice, mends) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, "
                          "max (?7, (SELECT practice FROM draft WHERE id = ?3)), ?8)");

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_string (entry, "take"));
  rbk_statement_bind_text (statement, 3, rbk_entry_get_string (entry, "draft"));
  rbk_statement_bind_text (statement, 4, rbk_entry_get_string (entry, "media"));
  rbk_statement_bind_text (statement, 5, rbk_entry_get_string (entry, "microphone"));
  rbk_statement_bind_int (statement, 6, rbk_entry_get_time_us (entry));
  /* What is recorded while the plan says practice stays so, whatever the plan says later (V-20). */
  rbk_statement_bind_int (
    statement, 7, rbk_json_get_boolean (rbk_entry_get_payload (entry), "practice", FALSE));
  rbk_statement_bind_text (statement, 8, rbk_entry_get_string (entry, "mends"));
  return rbk_statement_run (statement, error);
}

/* @sql: of the draft, ?1, and its take, ?2 */
static gboolean
change (RbkProjector *projector, RbkEntry *entry, const char *sql, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (projector->database, sql);

  rbk_statement_bind_text (statement, 1, rbk_entry_get_string (entry, "draft"));
  rbk_statement_bind_text (statement, 2, rbk_entry_get_string (entry, "take"));
  return rbk_statement_run (statement, error);
}

static gboolean
close_draft (RbkProjector *projector, RbkEntry *entry, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database, "UPDATE draft SET closed = 1 WHERE id = ?");

  rbk_statement_bind_text (statement, 1, rbk_entry_get_string (entry, "draft"));
  return rbk_statement_run (statement, error);
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  const char *event = rbk_entry_get_string (entry, "event");

  if (kind != RBK_ENTRY_KIND_VOICEMAIL_DRAFT && kind != RBK_ENTRY_KIND_VOICEMAIL_TAKE)
    return TRUE;
  if (!rbk_projection_draft_add (projector, entry, seq, error))
    return FALSE;
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_TAKE)
    return add_take (projector, entry, seq, error);
  if (g_strcmp0 (event, "chosen") == 0)
    return change (projector, entry, "UPDATE draft SET chosen = ?2 WHERE id = ?1", error);
  /* Opened again: the message that it went into was taken back. */
  if (g_strcmp0 (event, "opened") == 0)
    return change (projector, entry, "UPDATE draft SET closed = 0 WHERE id = ?1 AND ?2 IS ?2", error);
  if (g_strcmp0 (event, "closed") == 0)
    return close_draft (projector, entry, error);
  if (g_strcmp0 (event, "deleted") == 0)
    return change (projector, entry, "UPDATE take SET deleted = 1 WHERE id = ?2 AND draft = ?1", error);
  if (g_strcmp0 (event, "restored") == 0)
    return change (projector, entry, "UPDATE take SET deleted = 0 WHERE id = ?2 AND draft = ?1", error);
  return TRUE;
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (projector->database, "DELETE FROM take; DELETE FROM draft", error);
}

const RbkProjection rbk_projection_draft = { apply, clear };
