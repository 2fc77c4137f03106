/* rbk-projection-customer.c: what the entries about a customer add up to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-fold.h"
#include "ledger/rbk-projection.h"
#include "model/rbk-call-outcome.h"
#include "model/rbk-customer.h"
#include "model/rbk-json.h"
#include "model/rbk-message.h"

/* A row of the list shows one line. */
#define LONGEST_WORDS 120

/* Puts everyone who waits before everyone who does not. No time reaches this far. */
#define STANDING_WAITS (G_MININT64 / 2)

typedef struct
{
  gint64 number;
  char *facts;    /* (owned) */
  char *name_key; /* (owned) */
  gint64 last_time_us;
  gint64 last_kind;
  char *last_words; /* (owned) (nullable) */
  gint64 waiting_since_us;
  gint64 heard_us;
  gint64 answered_us;
  char *assigned; /* (owned) (nullable) */
  gint64 assigned_us;
  gint64 opted_out;
  gint64 decided_us[3]; /* for call, text, email */
  gint64 standing;      /* as it was loaded */
  gboolean has_new_facts;
} Row;

static void
row_clear (Row *row)
{
  g_free (row->facts);
  g_free (row->name_key);
  g_free (row->last_words);
  g_free (row->assigned);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
load (RbkProjector *projector, const char *id, Row *row, GError **error)
{
  RbkStatement *statement =
    rbk_database_prepare (projector->database,
                          "SELECT number, facts, name_key, last_time_us, last_kind, last_words, "
                          "waiting_since_us, heard_us, answered_us, assigned, assigned_us, opted_out, "
                          "call_us, text_us, email_us, standing FROM customer WHERE id = ?");
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, id);
  if (rbk_statement_next (statement, &failure))
    {
      row->number = rbk_statement_get_int (statement, 0);
      row->facts = g_strdup (rbk_statement_get_text (statement, 1));
      row->name_key = g_strdup (rbk_statement_get_text (statement, 2));
      row->last_time_us = rbk_statement_get_int (statement, 3);
      row->last_kind = rbk_statement_get_int (statement, 4);
      row->last_words = g_strdup (rbk_statement_get_text (statement, 5));
      row->waiting_since_us = rbk_statement_get_int (statement, 6);
      row->heard_us = rbk_statement_get_int (statement, 7);
      row->answered_us = rbk_statement_get_int (statement, 8);
      row->assigned = g_strdup (rbk_statement_get_text (statement, 9));
      row->assigned_us = rbk_statement_get_int (statement, 10);
      row->opted_out = rbk_statement_get_int (statement, 11);
      for (int i = 0; i < 3; i++)
        row->decided_us[i] = rbk_statement_get_int (statement, 12 + i);
      row->standing = rbk_statement_get_int (statement, 15);
      rbk_statement_reset (statement);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gint64
get_standing (const Row *row)
{
  return row->waiting_since_us != 0 ? STANDING_WAITS + row->waiting_since_us : -row->last_time_us;
}

/* SQLite writes the index of every column that is set, changed or not: what most entries leave as it
 * is has statements of its own. */
static gboolean
store_rest (RbkProjector *projector, const Row *row, GError **error)
{
  RbkStatement *statement;

  if (row->standing != get_standing (row))
    {
      statement =
        rbk_database_prepare (projector->database, "UPDATE customer SET standing = ? WHERE number = ?");
      rbk_statement_bind_int (statement, 1, get_standing (row));
      rbk_statement_bind_int (statement, 2, row->number);
      if (!rbk_statement_run (statement, error))
        return FALSE;
    }
  if (row->has_new_facts)
    {
      statement = rbk_database_prepare (projector->database,
                                        "UPDATE customer SET facts = ?, name_key = ? WHERE number = ?");
      rbk_statement_bind_text (statement, 1, row->facts);
      rbk_statement_bind_text (statement, 2, row->name_key);
      rbk_statement_bind_int (statement, 3, row->number);
      if (!rbk_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store (RbkProjector *projector, const char *id, const Row *row, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    row->number != 0
      ? "UPDATE customer SET last_time_us = ?3, last_kind = ?4, last_words = ?5, waiting_since_us = ?6, "
        "heard_us = ?7, answered_us = ?8, assigned = ?9, assigned_us = ?10, opted_out = ?11, "
        "call_us = ?12, text_us = ?13, email_us = ?14 WHERE number = ?1 AND id = ?2"
      : "INSERT INTO customer (number, id, last_time_us, last_kind, last_words, waiting_since_us, heard_us, "
        "answered_us, assigned, assigned_us, opted_out, call_us, text_us, email_us, facts, name_key, "
        "standing) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");

  if (row->number != 0)
    rbk_statement_bind_int (statement, 1, row->number);
  rbk_statement_bind_text (statement, 2, id);
  rbk_statement_bind_int (statement, 3, row->last_time_us);
  rbk_statement_bind_int (statement, 4, row->last_kind);
  rbk_statement_bind_text (statement, 5, row->last_words);
  rbk_statement_bind_int (statement, 6, row->waiting_since_us);
  rbk_statement_bind_int (statement, 7, row->heard_us);
  rbk_statement_bind_int (statement, 8, row->answered_us);
  rbk_statement_bind_text (statement, 9, row->assigned);
  rbk_statement_bind_int (statement, 10, row->assigned_us);
  rbk_statement_bind_int (statement, 11, row->opted_out);
  for (int i = 0; i < 3; i++)
    rbk_statement_bind_int (statement, 12 + i, row->decided_us[i]);
  if (row->number != 0)
    return rbk_statement_run (statement, error) && store_rest (projector, row, error);
  rbk_statement_bind_text (statement, 15, row->facts);
  rbk_statement_bind_text (statement, 16, row->name_key);
  rbk_statement_bind_int (statement, 17, get_standing (row));
  return rbk_statement_run (statement, error);
}

/* Names sort as they are shown; who has none comes after all who have one. */
static char *
make_name_key (JsonObject *facts, const char *id)
{
  g_autoptr (RbkCustomer) customer = NULL;

  if (rbk_json_get_string (facts, "first") == NULL && rbk_json_get_string (facts, "last") == NULL &&
      rbk_json_get_array (facts, "phones") == NULL && rbk_json_get_array (facts, "emails") == NULL)
    return g_strdup ("\xf4\x8f\xbf\xbf");
  customer = rbk_customer_new (id, facts);
  return rbk_fold_text (rbk_customer_get_name (customer));
}

static void
apply_facts (RbkProjector *projector, RbkEntry *entry, Row *row)
{
  g_autoptr (JsonObject) facts = rbk_json_parse_object (row->facts, -1, NULL);

  projector->new_facts = rbk_customer_merge_facts (facts, rbk_entry_get_payload (entry));
  projector->old_facts = g_steal_pointer (&facts);
  row->has_new_facts = TRUE;
  g_free (row->facts);
  row->facts = rbk_json_write (projector->new_facts);
  g_free (row->name_key);
  row->name_key = make_name_key (projector->new_facts, rbk_entry_get_customer (entry));
}

/* The words of the customer or of the person who wrote the entry, whichever the kind has. */
static char *
make_last_words (RbkEntry *entry)
{
  static const char *const members[] = { "subject", "text",  "comments",   "note",
                                         "title",   "words", "transcript", "reason" };
  const char *words = NULL;

  for (guint i = 0; words == NULL && i < G_N_ELEMENTS (members); i++)
    words = rbk_entry_get_string (entry, members[i]);
  if (words == NULL && rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_LEAD_ARRIVED)
    {
      g_autofree char *vehicle =
        rbk_vehicle_dup_words (rbk_json_get_object (rbk_entry_get_payload (entry), "vehicle"));

      return rbk_fold_one_line (*vehicle != '\0' ? vehicle : rbk_entry_get_string (entry, "source"),
                                LONGEST_WORDS);
    }
  return rbk_fold_one_line (words, LONGEST_WORDS);
}

static void
apply_last (RbkEntry *entry, Row *row)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);

  /* What is no row of the timeline is no news in the list either; nor is what those of the showroom say to
   * each other about a voicemail. */
  if (!rbk_entry_kind_is_row (kind) || kind == RBK_ENTRY_KIND_VOICEMAIL_DRAFT ||
      kind == RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED || kind == RBK_ENTRY_KIND_REVIEW ||
      kind == RBK_ENTRY_KIND_REVIEW_REPLY || rbk_entry_get_time_us (entry) < row->last_time_us)
    return;
  row->last_time_us = rbk_entry_get_time_us (entry);
  row->last_kind = kind;
  g_free (row->last_words);
  row->last_words = make_last_words (entry);
}

typedef enum
{
  TURN_NOBODY,
  TURN_CUSTOMER, /* the customer turned to the showroom and waits */
  TURN_SHOWROOM, /* somebody of the showroom turned to the customer, or spoke with them */
} Turn;

static Turn
get_turn (RbkEntry *entry)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);

  if (kind == RBK_ENTRY_KIND_LEAD_ARRIVED)
    return TURN_CUSTOMER;
  if (kind == RBK_ENTRY_KIND_VOICEMAIL_LEFT)
    return TURN_SHOWROOM;
  if (kind == RBK_ENTRY_KIND_CALL_CLAIMED && !rbk_entry_is_out (entry))
    {
      /* Who called and was answered does not wait. */
      const char *connected = rbk_call_outcome_get_name (RBK_CALL_OUTCOME_CONNECTED);

      return g_strcmp0 (rbk_entry_get_string (entry, "outcome"), connected) == 0 ? TURN_SHOWROOM
                                                                                 : TURN_CUSTOMER;
    }
  if (kind == RBK_ENTRY_KIND_CALL_CLAIMED || kind == RBK_ENTRY_KIND_TEXT || kind == RBK_ENTRY_KIND_EMAIL ||
      kind == RBK_ENTRY_KIND_VIDEO)
    return rbk_entry_is_out (entry) ? TURN_SHOWROOM : TURN_CUSTOMER;
  return TURN_NOBODY;
}

/* From the newest entry back to the last time that the showroom turned to the customer: what the
 * customer sent since then waits. A message that was taken back or could not leave does not count. */
static gboolean
look_back (RbkProjector *projector, const char *id, gint64 seq, Row *row, GError **error)
{
  RbkStatement *statement = rbk_database_prepare (
    projector->database,
    "SELECT " RBK_PROJECTION_ENTRY_COLUMNS ", m.state FROM entry e LEFT JOIN message m ON m.seq = e.seq "
    "WHERE e.customer = ? AND " RBK_PROJECTION_IS_ROW " AND e.seq <= ? ORDER BY e.time_us DESC, e.seq DESC");
  g_autoptr (GError) failure = NULL;

  row->waiting_since_us = 0;
  row->answered_us = 0;
  rbk_statement_bind_text (statement, 1, id);
  rbk_statement_bind_int (statement, 2, seq);
  while (rbk_statement_next (statement, &failure))
    {
      g_autoptr (RbkEntry) entry = rbk_projection_read_entry (statement, 0);
      RbkMessageState state = (RbkMessageState) rbk_statement_get_int (statement, 8);
      Turn turn = get_turn (entry);

      if (turn == TURN_CUSTOMER)
        row->waiting_since_us = rbk_entry_get_time_us (entry);
      else if (turn == TURN_SHOWROOM && state != RBK_MESSAGE_STATE_FAILED &&
               state != RBK_MESSAGE_STATE_CANCELLED)
        {
          row->answered_us = rbk_entry_get_time_us (entry);
          rbk_statement_reset (statement);
          break;
        }
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
apply_turn (RbkProjector *projector, RbkEntry *entry, gint64 seq, Row *row, GError **error)
{
  gint64 time_us = rbk_entry_get_time_us (entry);

  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_DELIVERY)
    return look_back (projector, rbk_entry_get_customer (entry), seq, row, error);
  switch (get_turn (entry))
    {
    case TURN_CUSTOMER:
      row->heard_us = MAX (row->heard_us, time_us);
      /* An entry of another PC may come late: it was answered if a later one was. */
      if (time_us >= row->answered_us && (row->waiting_since_us == 0 || time_us < row->waiting_since_us))
        row->waiting_since_us = time_us;
      break;
    case TURN_SHOWROOM:
      row->answered_us = MAX (row->answered_us, time_us);
      if (row->answered_us >= row->heard_us)
        row->waiting_since_us = 0;
      else
        return look_back (projector, rbk_entry_get_customer (entry), seq, row, error);
      break;
    case TURN_NOBODY:
    default:
      break;
    }
  return TRUE;
}

static void
apply_consent (RbkEntry *entry, Row *row)
{
  static const RbkMedium media[] = { RBK_MEDIUM_CALL, RBK_MEDIUM_TEXT, RBK_MEDIUM_EMAIL };
  gboolean withdrawn = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_CONSENT_WITHDRAWN;
  const char *name = rbk_entry_get_string (entry, "medium");
  RbkMedium medium = rbk_medium_from_name (name);

  /* A wish that reaches further than its medium is kept as far as it reaches (K-30). One that
   * cannot be read takes away everything, but never gives anything. */
  if (withdrawn && g_strcmp0 (rbk_entry_get_string (entry, "scope"), "all") == 0)
    medium = RBK_MEDIUM_ALL;
  if (!withdrawn && medium == RBK_MEDIUM_ALL && g_strcmp0 (name, "all") != 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    {
      if (!(medium & media[i]) || rbk_entry_get_time_us (entry) < row->decided_us[i])
        continue;
      row->decided_us[i] = rbk_entry_get_time_us (entry);
      row->opted_out = withdrawn ? row->opted_out | media[i] : row->opted_out & ~media[i];
    }
}

static void
apply_assignment (RbkEntry *entry, Row *row)
{
  if (rbk_entry_get_time_us (entry) < row->assigned_us)
    return;
  row->assigned_us = rbk_entry_get_time_us (entry);
  g_set_str (&row->assigned, rbk_entry_get_string (entry, "person"));
}

static gboolean
is_of_no_account (RbkEntry *entry)
{
  RbkMessageState state;

  /* Only a message that comes to nothing, or is taken up again, changes who waits. */
  if (rbk_entry_get_kind (entry) != RBK_ENTRY_KIND_DELIVERY)
    return FALSE;
  state = rbk_message_state_from_name (rbk_entry_get_string (entry, "state"));
  return state != RBK_MESSAGE_STATE_FAILED && state != RBK_MESSAGE_STATE_CANCELLED &&
         state != RBK_MESSAGE_STATE_QUEUED && state != RBK_MESSAGE_STATE_UNKNOWN;
}

static gboolean
apply (RbkProjector *projector, RbkEntry *entry, gint64 seq, GError **error)
{
  const char *id = rbk_entry_get_customer (entry);
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  g_auto (Row) row = { 0 };

  if (id == NULL || is_of_no_account (entry))
    return TRUE;
  if (!load (projector, id, &row, error))
    return FALSE;
  if (row.number == 0)
    {
      row.facts = g_strdup ("{}");
      row.name_key = g_strdup ("\xf4\x8f\xbf\xbf");
    }
  if (kind == RBK_ENTRY_KIND_CUSTOMER_CHANGED)
    apply_facts (projector, entry, &row);
  else if (kind == RBK_ENTRY_KIND_CONSENT_GIVEN || kind == RBK_ENTRY_KIND_CONSENT_WITHDRAWN)
    apply_consent (entry, &row);
  else if (kind == RBK_ENTRY_KIND_ASSIGNMENT)
    apply_assignment (entry, &row);
  apply_last (entry, &row);
  if (!apply_turn (projector, entry, seq, &row, error) || !store (projector, id, &row, error))
    return FALSE;
  projector->customer =
    row.number != 0 ? row.number : sqlite3_last_insert_rowid (rbk_database_get_handle (projector->database));
  return TRUE;
}

static gboolean
clear (RbkProjector *projector, GError **error)
{
  return rbk_database_execute (projector->database, "DELETE FROM customer", error);
}

const RbkProjection rbk_projection_customer = { apply, clear };
