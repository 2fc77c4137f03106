/* rbk-ledger-reader-outbox.c: messages on their way, and what the gate asks about whom they go to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-reader-private.h"

#include "ledger/rbk-online.h"
#include "ledger/rbk-projection.h"

#define MESSAGE_COLUMNS RBK_READER_MESSAGE_COLUMNS ("")

/* (transfer full): the message whose RBK_READER_MESSAGE_COLUMNS() begin at @first */
RbkMessage *
rbk_ledger_reader_read_message (RbkStatement *statement, int first)
{
  gint64 kind = rbk_statement_get_int (statement, first + 1);
  gint64 state = rbk_statement_get_int (statement, first + 4);
  RbkMessageFields row = {
    .id = rbk_statement_get_text (statement, first),
    .kind = kind > 0 && kind <= RBK_ENTRY_KIND_LAST ? (RbkEntryKind) kind : RBK_ENTRY_KIND_UNKNOWN,
    .customer = rbk_statement_get_text (statement, first + 2),
    .account = rbk_statement_get_text (statement, first + 3),
    .state = state > 0 && state < RBK_N_MESSAGE_STATES ? (RbkMessageState) state : RBK_MESSAGE_STATE_NONE,
    .state_us = rbk_statement_get_int (statement, first + 5),
    .detail = rbk_statement_get_text (statement, first + 6),
    .rule = rbk_statement_get_text (statement, first + 7),
    .code = rbk_statement_get_text (statement, first + 8),
    .reference = rbk_statement_get_text (statement, first + 9),
    .attempt = (guint) rbk_statement_get_int (statement, first + 10),
    .next_us = rbk_statement_get_int (statement, first + 11),
    .scheduled = rbk_statement_get_int (statement, first + 12) != 0,
  };

  return rbk_message_new (&row);
}

static gpointer
read_message (RbkStatement *statement)
{
  return rbk_ledger_reader_read_message (statement, 0);
}

#define IN_STATE(state)                                                                                      \
  "SELECT seq, " MESSAGE_COLUMNS " FROM message WHERE state = " #state " AND (?1 & (1 << " #state ")) "
#define IN_INDEXED_STATE(state) IN_STATE (state) "AND state NOT IN (4, 5) "
/* Each arm walks the index in order; SQLite merges them, so that it need not sort what was sent in years
 * to show a page. */
/* clang-format off */
#define ALL_STATES                                                                                           \
  IN_INDEXED_STATE (1) "UNION ALL " IN_INDEXED_STATE (2) "UNION ALL " IN_INDEXED_STATE (3) "UNION ALL "      \
  IN_STATE (4) "UNION ALL " IN_STATE (5) "UNION ALL " IN_INDEXED_STATE (6) "UNION ALL "                      \
  IN_INDEXED_STATE (7) "UNION ALL " IN_INDEXED_STATE (8)
/* clang-format on */

/**
 * rbk_ledger_reader_list_messages:
 * @states: RBK_MESSAGE_STATE_BIT() of each state asked for
 *
 * Returns: (transfer full) (element-type RbkMessage): outgoing messages in any of @states, oldest
 *   first. Those without an account were sent elsewhere and told afterwards
 */
GPtrArray *
rbk_ledger_reader_list_messages (RbkLedgerReader *self, guint states, guint limit, GError **error)
{
  RbkStatement *statement =
    rbk_ledger_reader_prepare (self, "SELECT " MESSAGE_COLUMNS " FROM (" ALL_STATES "ORDER BY seq LIMIT ?2)");

  rbk_statement_bind_int (statement, 1, states);
  rbk_statement_bind_int (statement, 2, limit);
  return rbk_ledger_reader_read_all (statement, read_message, error);
}

/**
 * rbk_ledger_reader_list_newest_messages:
 * @states: RBK_MESSAGE_STATE_BIT() of each state asked for
 *
 * Returns: (transfer full) (element-type RbkMessage): as rbk_ledger_reader_list_messages(), the newest first
 */
GPtrArray *
rbk_ledger_reader_list_newest_messages (RbkLedgerReader *self, guint states, guint limit, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self, "SELECT " MESSAGE_COLUMNS " FROM (" ALL_STATES "ORDER BY seq DESC LIMIT ?2)");

  rbk_statement_bind_int (statement, 1, states);
  rbk_statement_bind_int (statement, 2, limit);
  return rbk_ledger_reader_read_all (statement, read_message, error);
}

/**
 * rbk_ledger_reader_get_message:
 * @id: that of the entry
 *
 * Returns: (transfer full): how far it came, or NULL with an #RbkLedgerError
 */
RbkMessage *
rbk_ledger_reader_get_message (RbkLedgerReader *self, const char *id, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self, "SELECT " MESSAGE_COLUMNS " FROM message WHERE seq = (SELECT seq FROM entry WHERE id = ?)");

  rbk_statement_bind_text (statement, 1, id);
  return rbk_ledger_reader_read_one (statement, read_message, error);
}

/* The number in the one row of @statement; @otherwise if there is none or it is NULL; -1 with an error. */
static gint64
read_int (RbkStatement *statement, gint64 otherwise, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 number = otherwise;

  while (rbk_statement_next (statement, &failure))
    {
      if (rbk_statement_get_text (statement, 0) != NULL)
        number = rbk_statement_get_int (statement, 0);
    }
  if (failure == NULL)
    return number;
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

#define COUNT_STATE(state)                                                                                   \
  "(SELECT count (*) FROM message WHERE state = " #state " AND (?1 & (1 << " #state "))"
#define COUNT_INDEXED_STATE(state) COUNT_STATE (state) " AND state NOT IN (4, 5))"

/**
 * rbk_ledger_reader_count_messages:
 * @counts: (array fixed-size=RBK_N_MESSAGE_STATES) (out caller-allocates): how many outgoing messages are
 *   queued, held, sending and unknown, by state; 0 for the other states, in which nothing waits for anything
 *
 * One look at an index; what was sent, given up and taken back in years costs it nothing.
 *
 * Returns: whether they could be counted; nothing is known of @counts if not
 */
gboolean
rbk_ledger_reader_count_messages (RbkLedgerReader *self, guint *counts, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self,
                                                       "SELECT state, count (*) FROM message WHERE state NOT "
                                                       "IN (4, 5) AND state IN (1, 2, 3, 7) GROUP BY state");
  g_autoptr (GError) failure = NULL;

  memset (counts, 0, RBK_N_MESSAGE_STATES * sizeof *counts);
  while (rbk_statement_next (statement, &failure))
    {
      gint64 state = rbk_statement_get_int (statement, 0);

      if (state > 0 && state < RBK_N_MESSAGE_STATES)
        counts[state] = (guint) rbk_statement_get_int (statement, 1);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * rbk_ledger_reader_count_late:
 * @since_us: microseconds since 1970 UTC
 *
 * Returns: how many of the messages that rbk_ledger_reader_count_messages() counts have been where they are
 *   since @since_us although their hour has come. A time that a person chose, and one that a rule gave, is
 * not waited for in vain. -1 with an error
 */
gint64
rbk_ledger_reader_count_late (RbkLedgerReader *self, gint64 since_us, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT count (*) FROM message WHERE state NOT IN (4, 5) AND state IN (1, 2, 3, "
    "7) AND state_us <= ?1 AND NOT (next_us > ?1 AND (state = 1 AND scheduled OR "
    "state = 2 AND rule IS NOT NULL))");

  rbk_statement_bind_int (statement, 1, since_us);
  return read_int (statement, 0, error);
}

/* ---- One account's queue ---- */

/**
 * rbk_ledger_reader_list_due:
 * @account: the id of an account
 * @now_us: microseconds since 1970 UTC
 *
 * What waits for later costs nothing, however much it is.
 *
 * Returns: (transfer full) (element-type RbkMessage): what the outbox has to look at by now: messages found
 * in "sending" first, then those due longest
 */
GPtrArray *
rbk_ledger_reader_list_due (
  RbkLedgerReader *self, const char *account, gint64 now_us, guint limit, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " MESSAGE_COLUMNS " FROM message WHERE account = ? AND due_us IS NOT NULL AND due_us <= ? "
    "ORDER BY due_us, seq LIMIT ?");

  rbk_statement_bind_text (statement, 1, account);
  rbk_statement_bind_int (statement, 2, now_us);
  rbk_statement_bind_int (statement, 3, limit);
  return rbk_ledger_reader_read_all (statement, read_message, error);
}

/**
 * rbk_ledger_reader_get_next_due_us:
 *
 * Returns: when the first message of @account after @after_us is due; %G_MAXINT64 if none is; -1 with an
 *   error
 */
gint64
rbk_ledger_reader_get_next_due_us (RbkLedgerReader *self,
                                   const char *account,
                                   gint64 after_us,
                                   GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self, "SELECT min (due_us) FROM message WHERE account = ? AND due_us IS NOT NULL AND due_us > ?");

  rbk_statement_bind_text (statement, 1, account);
  rbk_statement_bind_int (statement, 2, after_us);
  return read_int (statement, G_MAXINT64, error);
}

static char **
read_texts (RbkStatement *statement, GError **error)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_autoptr (GError) failure = NULL;

  while (rbk_statement_next (statement, &failure))
    g_strv_builder_add (texts, rbk_statement_get_text (statement, 0));
  if (failure == NULL)
    return g_strv_builder_end (texts);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * rbk_ledger_reader_list_queues:
 * @held: whether accounts count, too, that have nothing but messages which are held until something changes
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids of accounts that have anything to do by
 *   themselves, or by which something is awaited
 */
char **
rbk_ledger_reader_list_queues (RbkLedgerReader *self, gboolean held, GError **error)
{
  /* From one account to the next by the index, past all that waits in between. */
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "WITH RECURSIVE due (account) AS (SELECT min (account) FROM message WHERE due_us IS NOT NULL UNION ALL "
    "SELECT (SELECT min (m.account) FROM message m WHERE m.due_us IS NOT NULL AND m.account > due.account) "
    "FROM due WHERE due.account IS NOT NULL), "
    "awaited (account) AS (SELECT min (account) FROM message WHERE state = 4 AND next_us > 0 UNION ALL "
    "SELECT (SELECT min (m.account) FROM message m WHERE m.state = 4 AND m.next_us > 0 AND m.account > "
    "awaited.account) FROM awaited WHERE awaited.account IS NOT NULL) "
    "SELECT account FROM due WHERE account IS NOT NULL UNION "
    "SELECT account FROM awaited WHERE account IS NOT NULL UNION "
    "SELECT account FROM message WHERE ? AND state = 2 AND state NOT IN (4, 5) AND account IS NOT NULL");

  rbk_statement_bind_int (statement, 1, held);
  return read_texts (statement, error);
}

/* Reads rows whose columns are followed by "seq", and leaves that of the last one in @cursor. */
static GPtrArray *
read_page (RbkStatement *statement, const char *account, gint64 *cursor, guint limit, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, account);
  rbk_statement_bind_int (statement, 2, *cursor);
  rbk_statement_bind_int (statement, 3, limit);
  while (rbk_statement_next (statement, &failure))
    {
      g_ptr_array_add (messages, read_message (statement));
      *cursor = rbk_statement_get_int (statement, RBK_READER_N_MESSAGE_COLUMNS);
    }
  if (failure == NULL)
    return g_steal_pointer (&messages);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * rbk_ledger_reader_list_held:
 * @cursor: (inout): 0 for the first page, then as it was left
 *
 * Returns: (transfer full) (element-type RbkMessage): messages of @account that wait because of the gate, or
 *   because an attempt failed, whenever they are due; in the order in which they were made, a page at a time
 */
GPtrArray *
rbk_ledger_reader_list_held (
  RbkLedgerReader *self, const char *account, gint64 *cursor, guint limit, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " MESSAGE_COLUMNS ", seq FROM ("
    "SELECT seq, " MESSAGE_COLUMNS " FROM message WHERE state = 2 AND state NOT IN (4, 5) AND account = ?1 "
    "AND seq > ?2 UNION ALL "
    "SELECT seq, " MESSAGE_COLUMNS " FROM message WHERE state = 1 AND state NOT IN (4, 5) AND account = ?1 "
    "AND seq > ?2 AND (attempt > 0 OR code IS NOT NULL) ORDER BY seq LIMIT ?3)");

  return read_page (statement, account, cursor, limit, error);
}

/**
 * rbk_ledger_reader_list_awaited:
 * @cursor: (inout): 0 for the first page, then as it was left
 *
 * Returns: (transfer full) (element-type RbkMessage): messages of @account that the provider accepted and of
 *   which it may still say whether they arrived; oldest first, a page at a time
 */
GPtrArray *
rbk_ledger_reader_list_awaited (
  RbkLedgerReader *self, const char *account, gint64 *cursor, guint limit, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " MESSAGE_COLUMNS
    ", seq FROM message WHERE account = ? AND state = 4 AND next_us > 0 AND seq > ? "
    "ORDER BY seq LIMIT ?");

  return read_page (statement, account, cursor, limit, error);
}

/**
 * rbk_ledger_reader_list_references:
 * @number: E.164
 * @since_us: microseconds since 1970 UTC
 *
 * Returns: (transfer full) (array zero-terminated=1): the provider's ids of texts to @number by @account of
 *   which anything became known since @since_us
 */
char **
rbk_ledger_reader_list_references (
  RbkLedgerReader *self, const char *account, const char *number, gint64 since_us, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT m.reference FROM message m JOIN entry e ON e.seq = m.seq WHERE m.account = ? AND m.state_us >= ? "
    "AND m.reference IS NOT NULL AND json_extract (e.payload, '$.number') = ?");

  rbk_statement_bind_text (statement, 1, account);
  rbk_statement_bind_int (statement, 2, since_us);
  rbk_statement_bind_text (statement, 3, number);
  return read_texts (statement, error);
}

/**
 * rbk_ledger_reader_get_pause_us:
 * @code: what a delivery says of a message that waits because its provider asked to be left alone
 *
 * Returns: until when @account is to be left alone, as far as the ledger knows; 0 if it is not; -1 with an
 *   error
 */
gint64
rbk_ledger_reader_get_pause_us (RbkLedgerReader *self, const char *account, const char *code, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT max (due_us) FROM message WHERE account = ? AND due_us IS NOT NULL AND state = 1 AND code = ?");

  rbk_statement_bind_text (statement, 1, account);
  rbk_statement_bind_text (statement, 2, code);
  return read_int (statement, 0, error);
}

/**
 * rbk_ledger_reader_list_online:
 * @account: the id of a web space
 *
 * Returns: (transfer full) (element-type utf8): where something is, or may be, that no message leads to
 */
GPtrArray *
rbk_ledger_reader_list_online (RbkLedgerReader *self, const char *account, GError **error)
{
  return rbk_online_list (self->database, account, error);
}

/* ---- What the gate asks ---- */

static gpointer
read_entry (RbkStatement *statement)
{
  return rbk_projection_read_entry (statement, 0);
}

/**
 * rbk_ledger_reader_list_consents:
 *
 * Returns: (transfer full) (element-type RbkEntry): all that @customer gave and took back, oldest first
 */
GPtrArray *
rbk_ledger_reader_list_consents (RbkLedgerReader *self, const char *customer, GError **error)
{
  RbkStatement *statement =
    rbk_ledger_reader_prepare (self,
                               "SELECT " RBK_PROJECTION_ENTRY_COLUMNS
                               " FROM entry e WHERE e.customer = ? AND e.kind IN (12, 13) AND e.kind IN (5, "
                               "12, 13) ORDER BY e.time_us, e.seq");

  rbk_statement_bind_text (statement, 1, customer);
  return rbk_ledger_reader_read_all (statement, read_entry, error);
}

/**
 * rbk_ledger_reader_count_texts:
 * @customer: the id of a customer
 * @before: (nullable): the id of a text; NULL for all
 *
 * Returns: how many texts to @customer, of those made before @before, left or will; -1 with an error
 */
gint64
rbk_ledger_reader_count_texts (RbkLedgerReader *self,
                               const char *customer,
                               const char *before,
                               GError **error)
{
  /* 6 and 8: failed and cancelled */
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT count (*) FROM entry e JOIN message m ON m.seq = e.seq WHERE e.customer = ?1 AND e.kind = 5 AND "
    "e.kind IN (5, 12, 13) AND m.state NOT IN (6, 8) AND e.seq < "
    "coalesce ((SELECT seq FROM entry WHERE id = ?2), 9223372036854775807)");

  rbk_statement_bind_text (statement, 1, customer);
  rbk_statement_bind_text (statement, 2, before);
  return read_int (statement, 0, error);
}

/**
 * rbk_ledger_reader_list_attempts:
 * @since_us: microseconds since 1970 UTC
 *
 * Returns: (transfer full) (element-type gint64): when calls and texts to @customer went out since @since_us
 *   (K-5); a text that waits or came to nothing is none
 */
GArray *
rbk_ledger_reader_list_attempts (RbkLedgerReader *self, const char *customer, gint64 since_us, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT e.time_us, json_extract (e.payload, '$.direction') FROM entry e LEFT "
    "JOIN message m ON m.seq = e.seq WHERE e.customer = ? AND " RBK_PROJECTION_IS_ROW
    " AND e.time_us >= ? AND e.kind IN (4, 5) AND coalesce (m.state, 4) IN (3, 4, "
    "5, 7) ORDER BY e.time_us");
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  rbk_statement_bind_text (statement, 1, customer);
  rbk_statement_bind_int (statement, 2, since_us);
  while (rbk_statement_next (statement, &failure))
    {
      gint64 time_us = rbk_statement_get_int (statement, 0);

      if (g_strcmp0 (rbk_statement_get_text (statement, 1), "out") == 0)
        g_array_append_val (times, time_us);
    }
  if (failure == NULL)
    return g_steal_pointer (&times);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * rbk_ledger_reader_get_heard_us:
 *
 * Returns: when @customer last turned to the showroom, microseconds since 1970 UTC; 0 if never; -1 with an
 *   error
 */
gint64
rbk_ledger_reader_get_heard_us (RbkLedgerReader *self, const char *customer, GError **error)
{
  RbkStatement *statement = rbk_ledger_reader_prepare (self, "SELECT heard_us FROM customer WHERE id = ?");

  rbk_statement_bind_text (statement, 1, customer);
  return read_int (statement, 0, error);
}
