/* rbk-projection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-projection.h"

#include "model/rbk-json.h"

/* While all is derived anew, the search index is written after this many entries. */
#define ENTRIES_PER_FLUSH 20000

/* In this order: the customer's standing asks how far messages came, search which customer it is, what was
 * decided about a draft belongs to the draft, and what waits for a review asks for its message and its take.
 */
static const RbkProjection *const projections[] = {
  &rbk_projection_message,   &rbk_projection_customer, &rbk_projection_search, &rbk_projection_draft,
  &rbk_projection_voicemail, &rbk_projection_showroom, &rbk_projection_review, &rbk_projection_rubric,
};

/**
 * rbk_projector_new:
 *
 * Returns: (transfer full): what keeps the projections of @database current
 */
RbkProjector *
rbk_projector_new (RbkDatabase *database)
{
  RbkProjector *self = g_new0 (RbkProjector, 1);

  self->database = database;
  self->pending = -1;
  self->found_words = g_ptr_array_new_with_free_func (rbk_projection_search_free_words);
  return self;
}

/**
 * rbk_projector_free:
 */
void
rbk_projector_free (RbkProjector *self)
{
  g_ptr_array_unref (self->found_words);
  g_free (self);
}

/**
 * rbk_projector_apply:
 * @seq: where @entry stands in the ledger
 *
 * Adds what @entry says to every projection. Call in the transaction that appends it.
 */
gboolean
rbk_projector_apply (RbkProjector *self, RbkEntry *entry, gint64 seq, GError **error)
{
  gboolean done = TRUE;

  self->customer = 0;
  self->last_seq = seq;
  for (guint i = 0; done && i < G_N_ELEMENTS (projections); i++)
    done = projections[i]->apply (self, entry, seq, error);
  g_clear_pointer (&self->old_facts, json_object_unref);
  g_clear_pointer (&self->new_facts, json_object_unref);
  return done;
}

/**
 * rbk_projector_get_mark:
 *
 * Returns: for rbk_projector_return_to()
 */
guint
rbk_projector_get_mark (RbkProjector *self)
{
  return self->found_words->len;
}

/**
 * rbk_projector_return_to:
 *
 * Forgets what was added since @mark; the tables are the savepoint's business.
 */
void
rbk_projector_return_to (RbkProjector *self, guint mark)
{
  g_ptr_array_set_size (self->found_words, (int) mark);
  /* What was counted is no longer so. */
  self->pending = -1;
  self->last_seq = 0;
}

/**
 * rbk_projector_flush:
 * @all: whether the search index shall have everything, rather than leave some for later
 *
 * Writes what is still to be written. Call before the transaction is committed.
 */
gboolean
rbk_projector_flush (RbkProjector *self, gboolean all, GError **error)
{
  gboolean done = rbk_projection_search_flush (self, all, error);

  g_ptr_array_set_size (self->found_words, 0);
  return done;
}

/**
 * rbk_projection_read_entry:
 * @first_column: where RBK_PROJECTION_ENTRY_COLUMNS begin
 *
 * Returns: (transfer full): the entry of the statement's row. A kind that this Ringback does not
 *   know is %RBK_ENTRY_KIND_UNKNOWN
 */
RbkEntry *
rbk_projection_read_entry (RbkStatement *statement, int first_column)
{
  const char *text = rbk_statement_get_text (statement, first_column + 7);
  JsonObject *payload = rbk_json_parse_object (text != NULL ? text : "{}", -1, NULL);
  gint64 kind = rbk_statement_get_int (statement, first_column + 1);
  const char *id = rbk_statement_get_text (statement, first_column);
  const char *author = rbk_statement_get_text (statement, first_column + 4);

  return rbk_entry_new_stored (id != NULL ? id : "",
                               kind > 0 && kind <= RBK_ENTRY_KIND_LAST ? (RbkEntryKind) kind
                                                                       : RBK_ENTRY_KIND_UNKNOWN,
                               (guint) rbk_statement_get_int (statement, first_column + 2),
                               rbk_statement_get_text (statement, first_column + 3),
                               author != NULL ? author : "",
                               rbk_statement_get_text (statement, first_column + 5),
                               rbk_statement_get_int (statement, first_column + 6),
                               payload != NULL ? payload : json_object_new ());
}

/**
 * rbk_projector_rebuild:
 *
 * Empties every projection and derives it anew. Call in a transaction of its own.
 */
gboolean
rbk_projector_rebuild (RbkProjector *self, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    self->database, "SELECT " RBK_PROJECTION_ENTRY_COLUMNS ", e.seq FROM entry e ORDER BY e.seq");
  g_autoptr (GError) failure = NULL;
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (projections); i++)
    {
      if (!projections[i]->clear (self, error))
        return FALSE;
    }
  while (rbk_statement_next (statement, &failure))
    {
      g_autoptr (RbkEntry) entry = rbk_projection_read_entry (statement, 0);

      if (!rbk_projector_apply (self, entry, rbk_statement_get_int (statement, 8), error) ||
          (++count % ENTRIES_PER_FLUSH == 0 && !rbk_projector_flush (self, TRUE, error)))
        {
          rbk_statement_reset (statement);
          return FALSE;
        }
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return rbk_projector_flush (self, TRUE, error);
}
