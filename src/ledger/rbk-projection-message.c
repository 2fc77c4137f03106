/* rbk-projection-message.c: the outbox, and how far every outgoing message came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-online.h"
#include "ledger/rbk-projection.h"
#include "model/rbk-json.h"
#include "model/rbk-message.h"

/* When the outbox looks at it again by itself; FALSE: not. */
static gboolean
is_due (RbkMessageState state, gint64 next_us, gint64 *due_us)
{
  /* Whatever is found in "sending" is looked at before anything else. */
  *due_us = state == RBK_MESSAGE_STATE_SENDING ? -1 : next_us;
  return state == RBK_MESSAGE_STATE_QUEUED || state == RBK_MESSAGE_STATE_SENDING ||
         (state == RBK_MESSAGE_STATE_HELD && next_us > 0);
}

static gboolean
add_message (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database,
                          "INSERT INTO message (seq, id, customer, account, state, attempt, next_us, kind, "
                          "due_us, state_us) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, iif (?4 IS NULL, NULL, "
                          "?6), ?8)");
  const char *account = rbk_entry_get_string (entry, "account");

  rbk_statement_bind_int (statement, 1, seq);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_id (entry));
  rbk_statement_bind_text (statement, 3, rbk_entry_get_customer (entry));
  rbk_statement_bind_text (statement, 4, account);
  /* What has no account was sent elsewhere and is told afterwards. */
  rbk_statement_bind_int (
    statement, 5, account != NULL ? RBK_MESSAGE_STATE_QUEUED : RBK_MESSAGE_STATE_ACCEPTED);
  rbk_statement_bind_int (statement, 6, account != NULL ? rbk_entry_get_int (entry, "not_before_us", 0) : 0);
  rbk_statement_bind_int (statement, 7, rbk_entry_get_kind (entry));
  rbk_statement_bind_int (statement, 8, rbk_entry_get_time_us (entry));
  return rbk_statement_run (statement, error) && rbk_online_forget_of (projector->database, entry, error);
}

static gboolean
deliver (RbkProjector *projector, RbkEntry *entry, GError **error)
{
  /* What the provider calls it stays known when it is sent once more: that one is not this one. */
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "UPDATE message SET state = ?1, detail = ?2, next_us = ?3, "
    "attempt = iif (?4 < 0, attempt, ?4), due_us = iif (account IS NULL, NULL, ?6), "
    "state_us = iif (state = ?1, state_us, ?7), scheduled = ?8, reference = coalesce (?9, reference), "
    "code = ?10, rule = ?11 WHERE seq = (SELECT seq FROM entry WHERE id = ?5)");
  RbkMessageState state = rbk_message_state_from_name (rbk_entry_get_string (entry, "state"));
  gint64 next_us = rbk_entry_get_int (entry, "next_us", 0);
  gint64 due_us;

  /* The word of a newer Ringback: better what was known than nothing. */
  if (state == RBK_MESSAGE_STATE_NONE)
    return TRUE;
  rbk_statement_bind_int (statement, 1, state);
  rbk_statement_bind_text (statement, 2, rbk_entry_get_string (entry, "detail"));
  rbk_statement_bind_int (statement, 3, next_us);
  rbk_statement_bind_int (statement, 4, rbk_entry_get_int (entry, "attempt", -1));
  rbk_statement_bind_text (statement, 5, rbk_entry_get_string (entry, "message"));
  if (is_due (state, next_us, &due_us))
    rbk_statement_bind_int (statement, 6, due_us);
  else
    rbk_statement_bind_text (statement, 6, NULL);
  rbk_statement_bind_int (statement, 7, rbk_entry_get_time_us (entry));
  rbk_statement_bind_int (
    statement, 8, rbk_json_get_boolean (rbk_entry_get_payload (entry), "scheduled", FALSE));
  rbk_statement_bind_text (statement, 9, rbk_entry_get_string (entry, "reference"));
  rbk_statement_bind_text (statement, 10, rbk_entry_get_string (entry, "code"));
  rbk_statement_bind_text (statement, 11, rbk_entry_get_string (entry, "rule"));
  return rbk_statement_run (statement, error);
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);

  if (kind == RBK_ENTRY_KIND_DELIVERY)
    return deliver (projector, entry, error);
  if ((kind == RBK_ENTRY_KIND_TEXT || kind == RBK_ENTRY_KIND_EMAIL || kind == RBK_ENTRY_KIND_VIDEO) &&
      rbk_entry_is_out (entry))
    return add_message (projector, entry, seq, error);
  return TRUE;
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (projector->database, "DELETE FROM message", error);
}

const RbkProjection rbk_projection_message = { apply, clear };
