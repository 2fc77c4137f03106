/* rbk-projection-voicemail.c: what is decided, cut, read and heard of a voicemail in the making.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-projection.h"
#include "model/rbk-json.h"

static gboolean
add_plan (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database, "UPDATE draft SET plan = ?, practice = ? WHERE id = ?");

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_int (
    statement, 2, rbk_json_get_boolean (rbk_entry_get_payload (entry), "practice", FALSE));
  rbk_statement_bind_text (statement, 3, rbk_entry_get_string (entry, "draft"));
  return rbk_statement_run (statement, error);
}

static gboolean
add_edit (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database, "INSERT INTO edit (seq, draft, take) VALUES (?, ?, ?)");

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_string (entry, "draft"));
  rbk_statement_bind_text (statement, 3, rbk_entry_get_string (entry, "take"));
  return rbk_statement_run (statement, error);
}

static gboolean
add_transcript (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database, "INSERT INTO transcript (seq, content, corrected) VALUES (?, ?, ?)");

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_string (entry, "content"));
  rbk_statement_bind_int (
    statement, 3, rbk_json_get_boolean (rbk_entry_get_payload (entry), "corrected", FALSE));
  return rbk_statement_run (statement, error);
}

static void
bind_or_empty (RbkStatement *statement, int index, const char *text)
{
  rbk_statement_bind_text (statement, index, text != NULL ? text : "");
}

static gboolean
add_tick (RbkProjector *projector, RbkEntry *entry, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "INSERT OR REPLACE INTO tick (draft, take, content, rule, position_us, ticked, author) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)");

  rbk_statement_bind_text (statement, 1, rbk_entry_get_string (entry, "draft"));
  bind_or_empty (statement, 2, rbk_entry_get_string (entry, "take"));
  bind_or_empty (statement, 3, rbk_entry_get_string (entry, "content"));
  rbk_statement_bind_text (statement, 4, rbk_entry_get_string (entry, "rule"));
  rbk_statement_bind_int (statement, 5, MAX (rbk_entry_get_int (entry, "position_us", -1), -1));
  rbk_statement_bind_int (
    statement, 6, rbk_json_get_boolean (rbk_entry_get_payload (entry), "ticked", FALSE));
  rbk_statement_bind_text (statement, 7, rbk_entry_get_author (entry));
  return rbk_statement_run (statement, error);
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);

  if (kind == RBK_ENTRY_KIND_TRANSCRIPT)
    return add_transcript (projector, entry, seq, error);
  if (kind != RBK_ENTRY_KIND_VOICEMAIL_PLAN && kind != RBK_ENTRY_KIND_VOICEMAIL_EDIT &&
      kind != RBK_ENTRY_KIND_VOICEMAIL_TICK)
    return TRUE;
  if (!rbk_projection_draft_add (projector, entry, seq, error))
    return FALSE;
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_PLAN)
    return add_plan (projector, entry, seq, error);
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_EDIT)
    return add_edit (projector, entry, seq, error);
  return add_tick (projector, entry, error);
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (
    projector->database, "DELETE FROM edit; DELETE FROM transcript; DELETE FROM tick", error);
}

const RbkProjection rbk_projection_voicemail = { apply, clear };
