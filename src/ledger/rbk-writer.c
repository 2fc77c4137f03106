/* rbk-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-writer.h"

#include "base/rbk-id.h"
#include "ledger/rbk-ledger-copy.h"
#include "ledger/rbk-media-store.h"
#include "ledger/rbk-online.h"
#include "ledger/rbk-projection.h"
#include "ledger/rbk-review-decision.h"
#include "ledger/rbk-schema.h"
#include "model/rbk-json.h"
#include "model/rbk-message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than any entry needs; sound and pictures are media. */
#define LARGEST_PAYLOAD (1024 * 1024)

/* So few cannot be nested too deeply to be read. */
#define FEW_BRACKETS 16

/* No person's id is longer, wherever it comes from. */
#define LONGEST_AUTHOR 64

struct _RbkWriter
{
  RbkDatabase *database;   /* (owned) */
  RbkProjector *projector; /* (owned) */
  char *device;            /* (owned) */
};

/**
 * rbk_writing_is_alone:
 *
 * Returns: whether it has a transaction to itself
 */
gboolean
rbk_writing_is_alone (RbkWriting *self)
{
  return self->kind == RBK_WRITING_REBUILD || self->kind == RBK_WRITING_LIMIT;
}

/**
 * rbk_writing_free:
 */
void
rbk_writing_free (RbkWriting *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->appended, g_ptr_array_unref);
  g_clear_pointer (&self->chunk, g_bytes_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->lost);
  g_clear_object (&self->item);
  g_clear_object (&self->task);
  g_free (self->media);
  g_free (self->account);
  g_free (self);
}

static gboolean
derive_anew (RbkWriter *self, GError **error)
{
  RbkWriting writing = { .kind = RBK_WRITING_REBUILD };
  g_autoptr (GPtrArray) writings = g_ptr_array_new ();

  g_ptr_array_add (writings, &writing);
  rbk_writer_write (self, writings);
  if (writing.error == NULL)
    return TRUE;
  g_propagate_error (error, writing.error);
  return FALSE;
}

/**
 * rbk_writer_new:
 * @path: the ledger's file, locked by the caller
 *
 * Returns: (transfer full): the writer, its projections current, or NULL with an #RbkLedgerError
 */
RbkWriter *
rbk_writer_new (const char *path, const guint8 *key, GError **error)
{
  g_autoptr (RbkWriter) self = g_new0 (RbkWriter, 1);
  gboolean migrated, old;

  self->database = rbk_schema_open (path, key, &migrated, &old, error);
  if (self->database == NULL)
    return NULL;
  self->projector = rbk_projector_new (self->database);
  self->device = rbk_schema_dup_fact (self->database, "device", error);
  if (self->device == NULL || (old && !derive_anew (self, error)))
    return NULL;
  /* It was good for a whole run of the program: what was before it is needed no more. */
  if (!migrated)
    rbk_ledger_copy_remove (path);
  return g_steal_pointer (&self);
}

/**
 * rbk_writer_free:
 */
void
rbk_writer_free (RbkWriter *self)
{
  g_clear_pointer (&self->projector, rbk_projector_free);
  g_clear_pointer (&self->database, rbk_database_free);
  g_free (self->device);
  g_free (self);
}

/**
 * rbk_writer_get_device:
 *
 * Returns: (transfer none): the id of the PC that made the file
 */
const char *
rbk_writer_get_device (RbkWriter *self)
{
  return self->device;
}

/**
 * rbk_writer_get_database:
 *
 * Returns: (transfer none): the connection that writes
 */
RbkDatabase *
rbk_writer_get_database (RbkWriter *self)
{
  return self->database;
}

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID, words);
  return FALSE;
}

static gboolean
has_id (RbkEntry *entry, const char *member)
{
  const char *id = rbk_entry_get_string (entry, member);

  return id != NULL && *id != '\0' && strlen (id) <= LONGEST_AUTHOR;
}

/* Whether it is about a voicemail that is reviewed, which is a draft. */
static gboolean
is_of_item (RbkEntryKind kind)
{
  return kind == RBK_ENTRY_KIND_REVIEW_COMMENT || kind == RBK_ENTRY_KIND_REVIEW ||
         kind == RBK_ENTRY_KIND_REVIEW_REPLY;
}

/* Whether the members by which projections join are there. */
static gboolean
has_joins (RbkEntry *entry)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);

  if (kind == RBK_ENTRY_KIND_DELIVERY)
    return has_id (entry, "message");
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_DRAFT)
    return has_id (entry, "draft");
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_TAKE)
    return has_id (entry, "draft") && has_id (entry, "take") && has_id (entry, "media");
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_PLAN)
    return has_id (entry, "draft");
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_EDIT)
    return has_id (entry, "draft") && has_id (entry, "take");
  if (kind == RBK_ENTRY_KIND_TRANSCRIPT)
    return has_id (entry, "content") && has_id (entry, "engine");
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_TICK)
    return has_id (entry, "draft") && has_id (entry, "rule");
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED)
    return has_id (entry, "draft") && has_id (entry, "take");
  if (is_of_item (kind) || kind == RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE)
    return has_id (entry, "item");
  return TRUE;
}

static gboolean
check (RbkEntry *entry, GError **error)
{
  const char *customer = rbk_entry_get_customer (entry);
  const char *author = rbk_entry_get_author (entry);

  if (!rbk_id_is_valid (rbk_entry_get_id (entry)))
    return refuse (error, _ ("This cannot be kept: it has no proper id."));
  if (customer != NULL ? !rbk_id_is_valid (customer)
                       : rbk_entry_kind_needs_customer (rbk_entry_get_kind (entry)))
    return refuse (error, _ ("This cannot be kept: it does not say which customer it is about."));
  if (*author == '\0' || strlen (author) > LONGEST_AUTHOR)
    return refuse (error, _ ("This cannot be kept: it does not say who wrote it."));
  if (!has_joins (entry))
    return refuse (error, _ ("This cannot be kept: it does not say what it belongs to."));
  return TRUE;
}

/* A draft stays with its customer: what belongs to another's is refused before it is kept. */
static gboolean
check_draft (RbkWriter *self, RbkEntry *entry, GError **error)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  g_autoptr (GError) failure = NULL;
  RbkStatement *statement;
  gboolean strange = FALSE;

  if (kind != RBK_ENTRY_KIND_VOICEMAIL_DRAFT && kind != RBK_ENTRY_KIND_VOICEMAIL_TAKE &&
      kind != RBK_ENTRY_KIND_VOICEMAIL_PLAN && kind != RBK_ENTRY_KIND_VOICEMAIL_EDIT &&
      kind != RBK_ENTRY_KIND_TRANSCRIPT && kind != RBK_ENTRY_KIND_VOICEMAIL_TICK &&
      kind != RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED && !is_of_item (kind))
    return TRUE;
  statement = rbk_database_prepare (self->database, "SELECT 1 FROM draft WHERE id = ? AND customer <> ?");
  rbk_statement_bind_text (statement, 1, rbk_entry_get_string (entry, is_of_item (kind) ? "item" : "draft"));
  rbk_statement_bind_text (statement, 2, rbk_entry_get_customer (entry));
  while (rbk_statement_next (statement, &failure))
    strange = TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return !strange || refuse (error, _ ("This voicemail was begun for another customer."));
}

static gboolean
check_state (RbkWriter *self, RbkEntry *delivery, guint from, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    self->database, "SELECT state FROM message WHERE seq = (SELECT seq FROM entry WHERE id = ?)");
  g_autoptr (GError) failure = NULL;
  gint64 state = -1;

  rbk_statement_bind_text (statement, 1, rbk_entry_get_string (delivery, "message"));
  while (rbk_statement_next (statement, &failure))
    state = rbk_statement_get_int (statement, 0);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (state < 0)
    g_set_error_literal (
      error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND, _ ("There is no such message."));
  else if (!(from & RBK_MESSAGE_STATE_BIT (state)))
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         RBK_LEDGER_ERROR_CONFLICT,
                         _ ("Something else has happened to this message in the meantime."));
  else
    return TRUE;
  return FALSE;
}

/* The entry as it will be read: with the name of this PC if it was made here, and of no known kind
 * if a newer Ringback made it. */
static RbkEntry *
make_stored (RbkWriter *self, RbkEntry *entry)
{
  const char *device = rbk_entry_get_device (entry);
  RbkEntryKind kind = rbk_entry_get_kind (entry);

  if (device != NULL && kind <= RBK_ENTRY_KIND_LAST)
    return g_object_ref (entry);
  return rbk_entry_new_stored (rbk_entry_get_id (entry),
                               kind <= RBK_ENTRY_KIND_LAST ? kind : RBK_ENTRY_KIND_UNKNOWN,
                               rbk_entry_get_version (entry),
                               rbk_entry_get_customer (entry),
                               rbk_entry_get_author (entry),
                               device != NULL ? device : self->device,
                               rbk_entry_get_time_us (entry),
                               json_object_ref (rbk_entry_get_payload (entry)));
}

/* Nothing is kept that could not be read again: text that is no text, numbers that are none ("nan",
 * "inf"), what is nested endlessly. Only what may be so is parsed to find out. */
static gboolean
is_readable (const char *payload)
{
  g_autoptr (JsonObject) parsed = NULL;
  guint brackets = 0;

  if (!g_utf8_validate (payload, -1, NULL))
    return FALSE;
  for (const char *c = payload; *c != '\0'; c++)
    brackets += *c == '{' || *c == '[';
  if (brackets < FEW_BRACKETS && strstr (payload, "nan") == NULL && strstr (payload, "inf") == NULL)
    return TRUE;
  parsed = rbk_json_parse_object (payload, -1, NULL);
  return parsed != NULL;
}

/* @kind: the number that is stored, so that the newer Ringback knows its entry again */
static gboolean
append_entry (RbkWriter *self, RbkEntry *entry, gint64 kind, GError **error)
{
  g_autofree char *payload = NULL;
  RbkStatement *statement;

  if (!check (entry, error) || !check_draft (self, entry, error))
    return FALSE;
  payload = rbk_json_write (rbk_entry_get_payload (entry));
  if (strlen (payload) > LARGEST_PAYLOAD)
    return refuse (error, _ ("This cannot be kept: it is longer than a megabyte."));
  if (!is_readable (payload))
    return refuse (error, _ ("This cannot be kept: it could not be read again."));
  statement =
    rbk_database_prepare (self->database,
                          "INSERT INTO entry (id, kind, version, customer, author, device, time_us, "
                          "payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  rbk_statement_bind_text (statement, 1, rbk_entry_get_id (entry));
  rbk_statement_bind_int (statement, 2, kind);
  rbk_statement_bind_int (statement, 3, rbk_entry_get_version (entry));
  rbk_statement_bind_text (statement, 4, rbk_entry_get_customer (entry));
  rbk_statement_bind_text (statement, 5, rbk_entry_get_author (entry));
  rbk_statement_bind_text (statement, 6, rbk_entry_get_device (entry));
  rbk_statement_bind_int (statement, 7, rbk_entry_get_time_us (entry));
  rbk_statement_bind_text (statement, 8, payload);
  self->projector->payload_bytes = strlen (payload);
  return rbk_statement_run (statement, error) &&
         rbk_projector_apply (self->projector,
                              entry,
                              sqlite3_last_insert_rowid (rbk_database_get_handle (self->database)),
                              error);
}

static gboolean
rebuild (RbkWriter *self, GError **error)
{
  return rbk_projector_rebuild (self->projector, error) &&
         rbk_schema_set_fact (self->database, "projections", RBK_SCHEMA_PROJECTIONS, error);
}

static gboolean
limit_pages (RbkWriter *self, guint pages, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %u", pages);

  return rbk_database_execute (self->database, sql, error);
}

static gboolean
append_all (RbkWriter *self, RbkWriting *writing, GPtrArray *entries, GError **error)
{
  g_clear_pointer (&writing->appended, g_ptr_array_unref);
  writing->appended = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    {
      RbkEntry *given = g_ptr_array_index (entries, i);
      RbkEntry *entry = make_stored (self, given);

      g_ptr_array_add (writing->appended, entry);
      if (!append_entry (self, entry, rbk_entry_get_kind (given), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
append_entries (RbkWriter *self, RbkWriting *writing, GError **error)
{
  return (writing->from == 0 ||
          check_state (self, g_ptr_array_index (writing->entries, 0), writing->from, error)) &&
         (writing->second_from == 0 ||
          check_state (self, g_ptr_array_index (writing->entries, 1), writing->second_from, error)) &&
         append_all (self, writing, writing->entries, error);
}

/* What was to happen with a review does not if its message is not where it was any more: the review stands
 * by itself. */
static gboolean
check_others (RbkWriter *self, GPtrArray *entries, guint from, GError **error)
{
  for (guint i = 1; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GError) failure = NULL;

      if (rbk_entry_get_kind (entry) != RBK_ENTRY_KIND_DELIVERY || check_state (self, entry, from, &failure))
        continue;
      if (!g_error_matches (failure, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_ptr_array_set_size (entries, 1);
    }
  return TRUE;
}

static gboolean
append_review (RbkWriter *self, RbkWriting *writing, GError **error)
{
  g_autoptr (GPtrArray) settled = NULL;
  RbkEntry *review = g_ptr_array_index (writing->entries, 0);

  g_clear_error (&writing->lost);
  g_clear_object (&writing->item);
  if (rbk_entry_get_kind (review) != RBK_ENTRY_KIND_REVIEW || !has_joins (review))
    return refuse (error, _ ("This cannot be kept: it does not say what it belongs to."));
  settled = rbk_review_decision_settle (self->database, writing->entries, &writing->lost, error);
  if (settled == NULL || !check_others (self, settled, writing->from, error) ||
      !append_all (self, writing, settled, error))
    return FALSE;
  writing->item = rbk_review_item_load (self->database, rbk_entry_get_string (review, "item"), error);
  return writing->item != NULL;
}

static gboolean
write_one (RbkWriter *self, RbkWriting *writing, GError **error)
{
  switch (writing->kind)
    {
    case RBK_WRITING_APPEND:
      return append_entries (self, writing, error);
    case RBK_WRITING_REVIEW:
      return append_review (self, writing, error);
    case RBK_WRITING_MEDIA_CHUNK:
      return rbk_media_store_append (self->database, writing->media, writing->chunk, error);
    case RBK_WRITING_MEDIA_END:
      return rbk_media_store_finish (self->database, writing->media, error);
    case RBK_WRITING_ONLINE:
      return rbk_online_set (self->database, writing->media, writing->account, error);
    case RBK_WRITING_REBUILD:
      return rebuild (self, error);
    case RBK_WRITING_LIMIT:
      return limit_pages (self, writing->from, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_in_transaction (RbkWriter *self)
{
  return !sqlite3_get_autocommit (rbk_database_get_handle (self->database));
}

/* One that cannot be done leaves what the others of the transaction did. FALSE: the transaction
 * itself is gone. */
static gboolean
write_in_savepoint (RbkWriter *self, RbkWriting *writing, GError **error)
{
  guint mark = rbk_projector_get_mark (self->projector);

  if (!rbk_database_execute (self->database, "SAVEPOINT writing", error))
    return FALSE;
  g_clear_error (&writing->error);
  if (write_one (self, writing, &writing->error))
    return rbk_database_execute (self->database, "RELEASE writing", error);
  rbk_projector_return_to (self->projector, mark);
  if (!is_in_transaction (self))
    {
      g_propagate_error (error, g_error_copy (writing->error));
      return FALSE;
    }
  return rbk_database_execute (self->database, "ROLLBACK TO writing; RELEASE writing", error);
}

static gboolean
write_transaction (RbkWriter *self, GPtrArray *writings, GError **error)
{
  gboolean done = rbk_statement_run (rbk_database_prepare (self->database, "BEGIN IMMEDIATE"), error);

  for (guint i = 0; done && i < writings->len; i++)
    done = writings->len == 1 ? write_one (self, g_ptr_array_index (writings, i), error)
                              : write_in_savepoint (self, g_ptr_array_index (writings, i), error);
  done = done && rbk_projector_flush (self->projector, FALSE, error) &&
         rbk_statement_run (rbk_database_prepare (self->database, "COMMIT"), error);
  if (!done)
    {
      rbk_projector_return_to (self->projector, 0);
      if (is_in_transaction (self))
        rbk_database_execute (self->database, "ROLLBACK", NULL);
    }
  return done;
}

/**
 * rbk_writer_write:
 * @writings: (element-type RbkWriting): what to write, in order
 *
 * Writes them in one transaction, which costs one wait for the disk. When it returns, each either
 * is on the disk or has its error; none fails because of another.
 */
void
rbk_writer_write (RbkWriter *self, GPtrArray *writings)
{
  g_autoptr (GError) failure = NULL;

  if (write_transaction (self, writings, &failure))
    return;
  for (guint i = 0; i < writings->len; i++)
    {
      g_autoptr (GPtrArray) alone = NULL;
      RbkWriting *writing = g_ptr_array_index (writings, i);

      g_clear_error (&writing->error);
      if (writings->len == 1)
        {
          writing->error = g_steal_pointer (&failure);
          break;
        }
      alone = g_ptr_array_new ();
      g_ptr_array_add (alone, writing);
      write_transaction (self, alone, &writing->error);
    }
}

/* What was left for later goes to the search index, where the next program finds it faster. */
static void
empty_pending (RbkWriter *self)
{
  gint64 pending;

  if (!rbk_database_query_int (self->database,
                               "SELECT EXISTS (SELECT 1 FROM entry WHERE seq > (SELECT seq FROM search_end))",
                               &pending,
                               NULL) ||
      pending == 0 || !rbk_database_execute (self->database, "BEGIN IMMEDIATE", NULL))
    return;
  if (!rbk_projector_flush (self->projector, TRUE, NULL) ||
      !rbk_database_execute (self->database, "COMMIT", NULL))
    rbk_database_execute (self->database, "ROLLBACK", NULL);
}

/**
 * rbk_writer_tidy_up:
 *
 * Moves everything to where it belongs, and the log into the file itself. If that fails, nothing is
 * lost: the next opening does it.
 */
gboolean
rbk_writer_tidy_up (RbkWriter *self, GError **error)
{
  empty_pending (self);
  return rbk_database_execute (self->database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}
