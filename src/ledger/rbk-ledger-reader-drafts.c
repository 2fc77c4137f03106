/* rbk-ledger-reader-drafts.c: voicemails in the making, and sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-reader-private.h"

#include "ledger/rbk-media-store.h"
#include "ledger/rbk-projection.h"

/* ---- Drafts ---- */

static gpointer
read_take (RbkStatement *statement)
{
  return rbk_take_new (rbk_statement_get_text (statement, 0),
                       rbk_statement_get_text (statement, 1),
                       rbk_statement_get_text (statement, 2),
                       rbk_statement_get_text (statement, 3),
                       rbk_statement_get_int (statement, 4),
                       rbk_statement_get_int (statement, 5),
                       rbk_statement_get_int (statement, 6) != 0,
                       rbk_statement_get_int (statement, 7) != 0,
                       rbk_statement_get_text (statement, 8));
}

/* (transfer full): the draft of the row, with its takes */
static RbkDraft *
read_draft (RbkLedgerReader *self, RbkStatement *row, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT t.id, t.draft, t.media, t.microphone, t.time_us, coalesce (m.bytes, 0), t.deleted, "
    "t.practice, t.mends "
    "FROM take t LEFT JOIN media m ON m.id = t.media WHERE t.draft = ? ORDER BY t.seq");
  g_autoptr (GPtrArray) takes = NULL;
  g_autoptr (RbkVoicemailPlan) plan = NULL;

  if (rbk_statement_get_text (row, 6) != NULL)
    {
      g_autoptr (JsonObject) payload = rbk_ledger_reader_read_facts (row, 6);

      plan = rbk_voicemail_plan_new_from_payload (payload);
    }
  rbk_statement_bind_text (statement, 1, rbk_statement_get_text (row, 0));
  takes = rbk_ledger_reader_read_all (statement, read_take, error);
  if (takes == NULL)
    return NULL;
  return rbk_draft_new (rbk_statement_get_text (row, 0),
                        rbk_statement_get_text (row, 1),
                        rbk_statement_get_text (row, 2),
                        rbk_statement_get_int (row, 3),
                        rbk_statement_get_text (row, 4),
                        rbk_statement_get_int (row, 5) != 0,
                        plan,
                        takes);
}

static GPtrArray *
read_drafts (RbkLedgerReader *self, RbkStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  while (rbk_statement_next (statement, &failure))
    {
      RbkDraft *draft = read_draft (self, statement, error);

      if (draft == NULL)
        {
          rbk_statement_reset (statement);
          return NULL;
        }
      g_ptr_array_add (drafts, draft);
    }
  if (failure == NULL)
    return g_steal_pointer (&drafts);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

#define DRAFT_COLUMNS                                                                                        \
  "d.id, d.customer, d.author, d.time_us, d.chosen, d.closed, e.payload FROM draft d "                       \
  "LEFT JOIN entry e ON e.seq = d.plan"

/**
 * rbk_ledger_reader_list_drafts:
 * @customer: (nullable): whose; NULL for everybody's
 *
 * Returns: (transfer full) (element-type RbkDraft): drafts that are not closed, newest last
 */
GPtrArray *
rbk_ledger_reader_list_drafts (RbkLedgerReader *self, const char *customer, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self,
                                                       "SELECT " DRAFT_COLUMNS " WHERE d.closed = 0 AND "
                                                       "(?1 IS NULL OR d.customer = ?1) ORDER BY d.seq");

  rbk_statement_bind_text (statement, 1, customer);
  return read_drafts (self, statement, error);
}

/**
 * rbk_ledger_reader_get_draft:
 *
 * Returns: (transfer full): the draft, closed or not, or NULL with an #RbkLedgerError
 */
RbkDraft *
rbk_ledger_reader_get_draft (RbkLedgerReader *self, const char *id, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self, "SELECT " DRAFT_COLUMNS " WHERE d.id = ?");
  g_autoptr (GPtrArray) drafts = NULL;

  rbk_statement_bind_text (statement, 1, id);
  drafts = read_drafts (self, statement, error);
  if (drafts == NULL)
    return NULL;
  return drafts->len > 0 ? g_object_ref (g_ptr_array_index (drafts, 0))
                         : rbk_ledger_reader_fail_not_found (error);
}

/* ---- What was done with a draft ---- */

static gpointer
read_entry (RbkStatement *statement)
{
  return rbk_projection_read_entry (statement, 0);
}

/**
 * rbk_ledger_reader_list_edits:
 *
 * Returns: (transfer full) (element-type RbkEntry): the voicemail-edit entries of the draft, of all of
 *   its takes, in the order in which they were made
 */
GPtrArray *
rbk_ledger_reader_list_edits (RbkLedgerReader *self, const char *draft, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self,
                                                       "SELECT " RBK_PROJECTION_ENTRY_COLUMNS
                                                       " FROM edit c CROSS JOIN entry e ON e.seq = c.seq "
                                                       "WHERE c.draft = ? ORDER BY c.seq");

  rbk_statement_bind_text (statement, 1, draft);
  return rbk_ledger_reader_read_all (statement, read_entry, error);
}

static gpointer
read_tick (RbkStatement *statement)
{
  const char *content = rbk_statement_get_text (statement, 0);

  return rbk_tick_new (content != NULL && *content != '\0' ? content : NULL,
                       rbk_statement_get_text (statement, 1),
                       rbk_statement_get_int (statement, 2),
                       rbk_statement_get_int (statement, 3) != 0);
}

/**
 * rbk_ledger_reader_list_ticks:
 *
 * Returns: (transfer full) (element-type RbkTick): what was ticked last for each take, sound and rule
 */
GPtrArray *
rbk_ledger_reader_list_ticks (RbkLedgerReader *self, const char *draft, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self,
                                                       "SELECT content, rule, position_us, ticked FROM tick "
                                                       "WHERE draft = ? ORDER BY take, content, rule");

  rbk_statement_bind_text (statement, 1, draft);
  return rbk_ledger_reader_read_all (statement, read_tick, error);
}

/**
 * rbk_ledger_reader_list_transcripts:
 * @content: the SHA-256, in hex, of 48 kHz mono 16-bit PCM
 *
 * Returns: (transfer full) (element-type RbkEntry): what was read in that sound, by whatever engine:
 *   what a person corrected first, then the newest
 */
GPtrArray *
rbk_ledger_reader_list_transcripts (RbkLedgerReader *self, const char *content, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " RBK_PROJECTION_ENTRY_COLUMNS " FROM transcript t CROSS JOIN entry e ON e.seq = t.seq "
    "WHERE t.content = ? ORDER BY t.corrected DESC, t.seq DESC");

  rbk_statement_bind_text (statement, 1, content);
  return rbk_ledger_reader_read_all (statement, read_entry, error);
}

/* ---- Media ---- */

/**
 * rbk_ledger_reader_get_content:
 * @media: the id of a recording
 *
 * Returns: (transfer full): the SHA-256 of what it holds, in hex, or NULL with an #RbkLedgerError:
 *   %RBK_LEDGER_ERROR_NOT_FOUND if it is not finished, or not there
 */
char *
rbk_ledger_reader_get_content (RbkLedgerReader *self, const char *media, GError **error)
{
  RbkStatement *statement =
    rbk_ledger_reader_prepare (self, "SELECT sha256 FROM media WHERE id = ? AND finished = 1");
  g_autoptr (GError) failure = NULL;
  char *content = NULL;

  rbk_statement_bind_text (statement, 1, media);
  while (rbk_statement_next (statement, &failure))
    g_set_str (&content, rbk_statement_get_text (statement, 0));
  if (content != NULL)
    return content;
  if (failure == NULL)
    return rbk_ledger_reader_fail_not_found (error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * rbk_ledger_reader_get_media:
 *
 * Returns: (transfer full): the sound so far, whole, or NULL with an #RbkLedgerError
 */
GBytes *
rbk_ledger_reader_get_media (RbkLedgerReader *self, const char *media, GError **error)
{
  GBytes *sound;

  if (!rbk_statement_run (rbk_ledger_reader_prepare (self, "BEGIN"), error))
    return NULL;
  sound = rbk_media_store_read (self->database, media, error);
  rbk_statement_run (rbk_ledger_reader_prepare (self, "COMMIT"), NULL);
  return sound;
}

/**
 * rbk_ledger_reader_list_unfinished_media:
 *
 * Returns: (transfer full) (array zero-terminated=1): ids of media that were begun and never
 *   finished, oldest first
 */
char **
rbk_ledger_reader_list_unfinished_media (RbkLedgerReader *self, GError **error)
{
  RbkStatement *statement =
    rbk_ledger_reader_prepare (self, "SELECT id FROM media WHERE finished = 0 ORDER BY number");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) failure = NULL;

  while (rbk_statement_next (statement, &failure))
    g_strv_builder_add (builder, rbk_statement_get_text (statement, 0));
  if (failure == NULL)
    return g_strv_builder_end (builder);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
