/* rbk-projection-search.c: which customer has which words.
 *
 * The index answers one question, "who": so all entries of a customer add to one row, and a word
 * that came a thousand times costs as little to find as one that came once. FTS5 keeps only the
 * newest of equal (word, row) pairs when it merges, which is what makes that row grow. The facts
 * have a row of their own, because they alone are ever taken away again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-fold.h"
#include "ledger/rbk-projection.h"
#include "model/rbk-json.h"

/* So much is read anew by every search, because it is not yet in the index. */
#define MOST_PENDING       64
#define MOST_PENDING_BYTES (64 * 1024)

typedef struct
{
  gint64 row;  /* that of the facts is even, that of the entries odd */
  guint order; /* when it was found */
  char *old;   /* (owned) (nullable): what the row of the facts held */
  char *words; /* (owned) */
} Words;

/**
 * rbk_projection_search_free_words:
 */
void
rbk_projection_search_free_words (gpointer data)
{
  Words *words = data;

  g_free (words->old);
  g_free (words->words);
  g_free (words);
}

static void
append_members (GString *words, JsonObject *object, const char *const *members, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 number = rbk_json_get_int (object, members[i], G_MININT64);

      rbk_fold_append_words (words, rbk_json_get_string (object, members[i]));
      if (number != G_MININT64)
        {
          g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);

          rbk_fold_append_words (words, digits);
        }
    }
}

static void
append_vehicle (GString *words, JsonObject *vehicle)
{
  static const char *const members[] = { "year", "make", "model", "trim", "stock" };

  append_members (words, vehicle, members, G_N_ELEMENTS (members));
}

static void
append_vehicles (GString *words, JsonArray *vehicles)
{
  for (guint i = 0; vehicles != NULL && i < json_array_get_length (vehicles); i++)
    append_vehicle (words, rbk_json_array_get_object (vehicles, i));
}

static char *
make_words_of_facts (JsonObject *facts)
{
  static const char *const names[] = { "first", "last" };
  static const char *const places[] = { "street", "city", "region", "postal_code" };
  GString *words = g_string_new (NULL);
  JsonArray *phones = rbk_json_get_array (facts, "phones");
  JsonArray *emails = rbk_json_get_array (facts, "emails");

  append_members (words, facts, names, G_N_ELEMENTS (names));
  for (guint i = 0; phones != NULL && i < json_array_get_length (phones); i++)
    rbk_fold_append_number (words, rbk_json_get_string (rbk_json_array_get_object (phones, i), "number"));
  for (guint i = 0; emails != NULL && i < json_array_get_length (emails); i++)
    rbk_fold_append_words (words, rbk_json_get_string (rbk_json_array_get_object (emails, i), "address"));
  append_vehicles (words, rbk_json_get_array (facts, "wanted"));
  append_vehicles (words, rbk_json_get_array (facts, "trade"));
  append_members (words, rbk_json_get_object (facts, "address"), places, G_N_ELEMENTS (places));
  return g_string_free_and_steal (words);
}

/* What those of the showroom say to each other about how a voicemail was spoken does not find its customer.
 */
static gboolean
is_about_speaking (RbkEntryKind kind)
{
  return kind == RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED || kind == RBK_ENTRY_KIND_REVIEW_COMMENT ||
         kind == RBK_ENTRY_KIND_REVIEW || kind == RBK_ENTRY_KIND_REVIEW_REPLY;
}

static gboolean
is_searched (RbkEntryKind kind)
{
  return !is_about_speaking (kind) && kind != RBK_ENTRY_KIND_UNKNOWN &&
         kind != RBK_ENTRY_KIND_CUSTOMER_CHANGED && kind != RBK_ENTRY_KIND_DELIVERY &&
         kind != RBK_ENTRY_KIND_VOICEMAIL_DRAFT && kind != RBK_ENTRY_KIND_VOICEMAIL_TAKE &&
         kind != RBK_ENTRY_KIND_VOICEMAIL_PLAN && kind != RBK_ENTRY_KIND_VOICEMAIL_EDIT &&
         kind != RBK_ENTRY_KIND_VOICEMAIL_TICK;
}

/* What was heard, if it is given only word by word. */
static void
append_heard (GString *words, JsonObject *payload)
{
  JsonArray *heard = rbk_json_get_array (payload, "words");

  if (heard == NULL || rbk_json_get_string (payload, "text") != NULL)
    return;
  for (guint i = 0; i < json_array_get_length (heard); i++)
    rbk_fold_append_words (words, rbk_json_get_string (rbk_json_array_get_object (heard, i), "w"));
}

/**
 * rbk_projection_search_make_words:
 *
 * Returns: (transfer full): what a person said or wrote in @entry, not what programs note beside it,
 *   folded, with a space between words
 */
char *
rbk_projection_search_make_words (RbkEntry *entry)
{
  static const char *const members[] = { "text",     "subject", "address",    "title", "note",
                                         "comments", "source",  "transcript", "words", "reason" };
  GString *words = g_string_new (NULL);
  JsonObject *payload = rbk_entry_get_payload (entry);

  if (!is_searched (rbk_entry_get_kind (entry)))
    return g_string_free_and_steal (words);
  append_members (words, payload, members, G_N_ELEMENTS (members));
  rbk_fold_append_number (words, rbk_json_get_string (payload, "number"));
  append_vehicle (words, rbk_json_get_object (payload, "vehicle"));
  append_heard (words, payload);
  return g_string_free_and_steal (words);
}

static void
add (RbkProjector *projector, gint64 row, char *old, char *words)
{
  Words *found = g_new (Words, 1);

  found->row = row;
  found->order = projector->found_words->len;
  found->old = old;
  found->words = words;
  g_ptr_array_add (projector->found_words, found);
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  if (projector->new_facts != NULL)
    add (projector,
         2 * projector->customer,
         make_words_of_facts (projector->old_facts),
         make_words_of_facts (projector->new_facts));
  if (projector->pending >= 0)
    {
      projector->pending++;
      projector->pending_bytes += (gint64) projector->payload_bytes;
    }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Words *first = *(const Words *const *) a;
  const Words *second = *(const Words *const *) b;

  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;
  return first->order < second->order ? -1 : first->order > second->order;
}

static gboolean
write_row (RbkProjector *projector, const char *sql, gint64 row, const char *words, GError **error)
{
  RbkStatement *statement;

  if (words == NULL || *words == '\0')
    return TRUE;
  statement = rbk_database_prepare (projector->database, sql);
  rbk_statement_bind_int (statement, 1, row);
  rbk_statement_bind_text (statement, 2, words);
  return rbk_statement_run (statement, error);
}

static gboolean
write_facts (RbkProjector *projector, const Words *first, const Words *last, GError **error)
{
  if (g_strcmp0 (first->old, last->words) == 0)
    return TRUE;
  return write_row (projector,
                    "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)",
                    first->row,
                    first->old,
                    error) &&
         write_row (
           projector, "INSERT INTO search (rowid, words) VALUES (?, ?)", last->row, last->words, error);
}

/* The words of all entries of one customer: @found from @first up to @end, which have one row. */
static gboolean
write_entries (RbkProjector *projector, GPtrArray *found, guint first, guint end, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gint64 row = ((Words *) g_ptr_array_index (found, first))->row;

  for (guint i = first; i < end; i++)
    {
      g_string_append (words, ((Words *) g_ptr_array_index (found, i))->words);
      g_string_append_c (words, ' ');
    }
  return write_row (projector, "INSERT INTO search (rowid, words) VALUES (?, ?)", row, words->str, error);
}

/* In the order of rows, as FTS5 likes it best. */
static gboolean
write_index (RbkProjector *projector, GError **error)
{
  GPtrArray *found = projector->found_words;

  g_ptr_array_sort (found, compare);
  for (guint first = 0, end; first < found->len; first = end)
    {
      Words *words = g_ptr_array_index (found, first);

      for (end = first + 1; end < found->len; end++)
        {
          if (((Words *) g_ptr_array_index (found, end))->row != words->row)
            break;
        }
      if (words->row % 2 == 0 ? !write_facts (projector, words, g_ptr_array_index (found, end - 1), error)
                              : !write_entries (projector, found, first, end, error))
        return FALSE;
    }
  return TRUE;
}

/* What is not in the index as the tables say, this transaction's entries included. */
static gboolean
count_pending (RbkProjector *projector, GError **error)
{
  return rbk_database_query_int (projector->database,
                                 "SELECT count (*) FROM entry WHERE seq > (SELECT seq FROM search_end)",
                                 &projector->pending,
                                 error) &&
         rbk_database_query_int (
           projector->database,
           "SELECT sum (length (payload)) FROM entry WHERE seq > (SELECT seq FROM search_end)",
           &projector->pending_bytes,
           error);
}

static gboolean
add_pending (RbkProjector *projector, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database,
                          "SELECT " RBK_PROJECTION_ENTRY_COLUMNS ", c.number FROM entry e "
                          "CROSS JOIN customer c ON c.id = e.customer "
                          "WHERE e.seq > (SELECT seq FROM search_end) AND e.seq <= ? "
                          "AND " RBK_PROJECTION_MAY_HAVE_WORDS " ORDER BY e.seq");
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_int (statement, 1, projector->last_seq);
  while (rbk_statement_next (statement, &failure))
    {
      g_autoptr (RbkEntry) entry = rbk_projection_read_entry (statement, 0);

      add (projector,
           2 * rbk_statement_get_int (statement, 8) + 1,
           NULL,
           rbk_projection_search_make_words (entry));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  projector->pending = 0;
  projector->pending_bytes = 0;
  statement = rbk_database_prepare (projector->database, "UPDATE search_end SET seq = ?");
  rbk_statement_bind_int (statement, 1, projector->last_seq);
  return rbk_statement_run (statement, error);
}

/**
 * rbk_projection_search_flush:
 * @all: whether to leave nothing for later
 *
 * Writes what the entries of a transaction added. The newest entries are left, where the search
 * reads them anew, until there are enough for the index.
 */
gboolean
rbk_projection_search_flush (RbkProjector *projector, gboolean all, GError **error)
{
  if (projector->pending < 0 && !count_pending (projector, error))
    return FALSE;
  if (projector->last_seq == 0 &&
      !rbk_database_query_int (
        projector->database, "SELECT max (seq) FROM entry", &projector->last_seq, error))
    return FALSE;
  if ((all || projector->pending > MOST_PENDING || projector->pending_bytes > MOST_PENDING_BYTES) &&
      !add_pending (projector, error))
    return FALSE;
  return write_index (projector, error);
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (
    projector->database,
    "UPDATE search_end SET seq = 0; INSERT INTO search (search) VALUES ('delete-all')",
    error);
}

const RbkProjection rbk_projection_search = { apply, clear };
