/* rbk-media-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-media-store.h"

#include "base/rbk-id.h"

#include <glib/gi18n-lib.h>

static gboolean
find (
  RbkDatabase *database, const char *media, gint64 *number, gint64 *bytes, gboolean *finished, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (database, "SELECT number, bytes, finished FROM media WHERE id = ?");
  g_autoptr (GError) failure = NULL;

  *number = 0;
  *bytes = 0;
  *finished = FALSE;
  rbk_statement_bind_text (statement, 1, media);
  if (rbk_statement_next (statement, &failure))
    {
      *number = rbk_statement_get_int (statement, 0);
      *bytes = rbk_statement_get_int (statement, 1);
      *finished = rbk_statement_get_int (statement, 2) != 0;
      rbk_statement_reset (statement);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_finished (gboolean finished, GError **error)
{
  if (finished)
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         RBK_LEDGER_ERROR_INVALID,
                         _ ("This recording is finished; nothing can be added to it."));
  return finished;
}

static gboolean
fail_not_found (GError **error)
{
  g_set_error_literal (
    error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND, _ ("There is no such recording."));
  return FALSE;
}

/**
 * rbk_media_store_append:
 * @media: the id of the sound, made by its first chunk
 *
 * Call in a transaction.
 */
gboolean
rbk_media_store_append (RbkDatabase *database, const char *media, GBytes *chunk, GError **error)
{
  RbkStatement *statement;
  gint64 number, bytes;
  gboolean finished;

  if (!rbk_id_is_valid (media))
    {
      g_set_error_literal (error,
                           RBK_LEDGER_ERROR,
                           RBK_LEDGER_ERROR_INVALID,
                           _ ("This recording cannot be kept: it has no proper id."));
      return FALSE;
    }
  if (!find (database, media, &number, &bytes, &finished, error) || refuse_finished (finished, error))
    return FALSE;
  if (number == 0)
    {
      statement = rbk_database_prepare (database, "INSERT INTO media (id, bytes, finished) VALUES (?, 0, 0)");
      rbk_statement_bind_text (statement, 1, media);
      if (!rbk_statement_run (statement, error))
        return FALSE;
      number = sqlite3_last_insert_rowid (rbk_database_get_handle (database));
    }
  statement = rbk_database_prepare (
    database,
    "INSERT INTO media_chunk (media, seq, data) SELECT ?1, coalesce (max (seq), 0) + 1, "
    "?2 FROM media_chunk WHERE media = ?1");
  rbk_statement_bind_int (statement, 1, number);
  rbk_statement_bind_bytes (statement, 2, chunk);
  if (!rbk_statement_run (statement, error))
    return FALSE;
  statement = rbk_database_prepare (database, "UPDATE media SET bytes = bytes + ? WHERE number = ?");
  rbk_statement_bind_int (statement, 1, (gint64) g_bytes_get_size (chunk));
  rbk_statement_bind_int (statement, 2, number);
  return rbk_statement_run (statement, error);
}

/* Steps through the chunks of @number in order. */
static RbkStatement *
select_chunks (RbkDatabase *database, gint64 number)
{
  RbkStatement *statement =
    rbk_database_prepare (database, "SELECT data FROM media_chunk WHERE media = ? ORDER BY seq");

  rbk_statement_bind_int (statement, 1, number);
  return statement;
}

/**
 * rbk_media_store_finish:
 *
 * Fixes the sound, by which its SHA-256 becomes its name for others. Call in a transaction.
 */
gboolean
rbk_media_store_finish (RbkDatabase *database, const char *media, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) failure = NULL;
  RbkStatement *statement;
  gint64 number, bytes;
  gboolean finished;

  if (!find (database, media, &number, &bytes, &finished, error) || refuse_finished (finished, error))
    return FALSE;
  if (number == 0)
    return fail_not_found (error);
  statement = select_chunks (database, number);
  while (rbk_statement_next (statement, &failure))
    {
      gsize length;
      gconstpointer data = rbk_statement_get_bytes (statement, 0, &length);

      g_checksum_update (checksum, data, (gssize) length);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  statement = rbk_database_prepare (database, "UPDATE media SET finished = 1, sha256 = ? WHERE number = ?");
  rbk_statement_bind_text (statement, 1, g_checksum_get_string (checksum));
  rbk_statement_bind_int (statement, 2, number);
  return rbk_statement_run (statement, error);
}

/**
 * rbk_media_store_read:
 *
 * Returns: (transfer full): the sound so far, whole, or NULL with an #RbkLedgerError
 */
GBytes *
rbk_media_store_read (RbkDatabase *database, const char *media, GError **error)
{
  g_autoptr (GByteArray) sound = NULL;
  g_autoptr (GError) failure = NULL;
  RbkStatement *statement;
  gint64 number, bytes;
  gboolean finished;

  if (!find (database, media, &number, &bytes, &finished, error))
    return NULL;
  if (number == 0)
    {
      fail_not_found (error);
      return NULL;
    }
  sound = g_byte_array_sized_new ((guint) bytes);
  statement = select_chunks (database, number);
  while (rbk_statement_next (statement, &failure))
    {
      gsize length;
      gconstpointer data = rbk_statement_get_bytes (statement, 0, &length);

      if (length > 0)
        g_byte_array_append (sound, data, (guint) length);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&sound));
}
