/* rbk-ledger-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-reader-private.h"

#include "ledger/rbk-fold.h"
#include "ledger/rbk-ledger-private.h"
#include "ledger/rbk-projection.h"
#include "ledger/rbk-search.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/* So few are cheaper to look up one by one than to meet on a walk through all customers in order. */
#define FEW_CUSTOMERS 1000

G_DEFINE_FINAL_TYPE (RbkLedgerReader, rbk_ledger_reader, G_TYPE_OBJECT)

static void
rbk_ledger_reader_finalize (GObject *object)
{
  RbkLedgerReader *self = RBK_LEDGER_READER (object);

  g_clear_pointer (&self->database, rbk_database_free);
  G_OBJECT_CLASS (rbk_ledger_reader_parent_class)->finalize (object);
}

static void
rbk_ledger_reader_class_init (RbkLedgerReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_ledger_reader_finalize;
}

static void
rbk_ledger_reader_init (RbkLedgerReader *self)
{
  self->thread = g_thread_self ();
}

/**
 * rbk_ledger_reader_new:
 *
 * Returns: (transfer full): a reader for the calling thread, which sees every commit as soon as it is
 *   done, or NULL with an #RbkLedgerError. It does not hold the ledger open
 */
RbkLedgerReader *
rbk_ledger_reader_new (RbkLedger *ledger, GError **error)
{
  RbkDatabase *database;
  RbkLedgerReader *self;

  g_return_val_if_fail (RBK_IS_LEDGER (ledger), NULL);

  database = rbk_ledger_open_database (ledger, error);
  if (database == NULL)
    return NULL;
  self = g_object_new (RBK_TYPE_LEDGER_READER, NULL);
  self->database = database;
  return self;
}

/* The reader's statement for @sql, on the thread that made the reader. */
RbkStatement *
rbk_ledger_reader_prepare (RbkLedgerReader *self, const char *sql)
{
  g_assert (self->thread == g_thread_self ());
  return rbk_database_prepare (self->database, sql);
}

gpointer
rbk_ledger_reader_fail_not_found (GError **error)
{
  g_set_error_literal (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND, _ ("This is not in the ledger."));
  return NULL;
}

/* (transfer full): the objects of all rows */
GPtrArray *
rbk_ledger_reader_read_all (RbkStatement *statement, RbkReadRow read_row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  while (rbk_statement_next (statement, &failure))
    g_ptr_array_add (rows, read_row (statement));
  if (failure == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* (transfer full): the object of the one row */
gpointer
rbk_ledger_reader_read_one (RbkStatement *statement, RbkReadRow read_row, GError **error)
{
  g_autoptr (GPtrArray) rows = rbk_ledger_reader_read_all (statement, read_row, error);

  if (rows == NULL)
    return NULL;
  return rows->len > 0 ? g_object_ref (g_ptr_array_index (rows, 0))
                       : rbk_ledger_reader_fail_not_found (error);
}

/* (transfer full): the object that stands in @column; an empty one if it cannot be read */
JsonObject *
rbk_ledger_reader_read_facts (RbkStatement *statement, int column)
{
  const char *text = rbk_statement_get_text (statement, column);
  JsonObject *facts = text != NULL ? rbk_json_parse_object (text, -1, NULL) : NULL;

  return facts != NULL ? facts : json_object_new ();
}

/* ---- Customers ---- */

#define CUSTOMER_COLUMNS                                                                                     \
  "id, facts, waiting_since_us, last_time_us, last_kind, last_words, opted_out, assigned"

static gpointer
read_customer (RbkStatement *statement)
{
  g_autoptr (JsonObject) facts = rbk_ledger_reader_read_facts (statement, 1);
  RbkCustomer *customer = rbk_customer_new (rbk_statement_get_text (statement, 0), facts);
  gint64 kind = rbk_statement_get_int (statement, 4);

  rbk_customer_set_standing (customer,
                             rbk_statement_get_int (statement, 2),
                             rbk_statement_get_int (statement, 3),
                             kind > 0 && kind <= RBK_ENTRY_KIND_LAST ? (RbkEntryKind) kind
                                                                     : RBK_ENTRY_KIND_UNKNOWN,
                             rbk_statement_get_text (statement, 5),
                             (RbkMedium) rbk_statement_get_int (statement, 6),
                             rbk_statement_get_text (statement, 7));
  return customer;
}

/* Who waits stands far below zero by since when, and has an index of its own by when they were last
 * heard of; who does not wait stands by that. One index less to write for most entries. */
#define RECENT(columns)                                                                                      \
  "SELECT " columns ", -last_time_us AS back FROM customer WHERE waiting_since_us <> 0 "                     \
  "UNION ALL SELECT " columns ", standing AS back FROM customer WHERE standing > -2305843009213693952 "      \
  "ORDER BY back, number"

static const char *
get_list_sql (RbkCustomerOrder order)
{
  switch (order)
    {
    case RBK_CUSTOMER_ORDER_RECENT:
      return "SELECT " CUSTOMER_COLUMNS " FROM (" RECENT (CUSTOMER_COLUMNS ", number") " LIMIT ? OFFSET ?)";
    case RBK_CUSTOMER_ORDER_NAME:
      return "SELECT " CUSTOMER_COLUMNS " FROM customer ORDER BY name_key, number LIMIT ? OFFSET ?";
    case RBK_CUSTOMER_ORDER_WAITING:
    default:
      return "SELECT " CUSTOMER_COLUMNS " FROM customer ORDER BY standing, number LIMIT ? OFFSET ?";
    }
}

/* The same orders, of numbers alone, which the indexes hold. */
static const char *
get_walk_sql (RbkCustomerOrder order)
{
  switch (order)
    {
    case RBK_CUSTOMER_ORDER_RECENT:
      return RECENT ("number");
    case RBK_CUSTOMER_ORDER_NAME:
      return "SELECT number FROM customer ORDER BY name_key, number";
    case RBK_CUSTOMER_ORDER_WAITING:
    default:
      return "SELECT number FROM customer ORDER BY standing, number";
    }
}

/* The same orders, of a few numbers given as a JSON array. */
static const char *
get_few_sql (RbkCustomerOrder order)
{
  switch (order)
    {
    case RBK_CUSTOMER_ORDER_RECENT:
      return "SELECT number FROM customer WHERE number IN (SELECT value FROM json_each (?)) "
             "ORDER BY last_time_us DESC, number";
    case RBK_CUSTOMER_ORDER_NAME:
      return "SELECT number FROM customer WHERE number IN (SELECT value FROM json_each (?)) "
             "ORDER BY name_key, number";
    case RBK_CUSTOMER_ORDER_WAITING:
    default:
      return "SELECT number FROM customer WHERE number IN (SELECT value FROM json_each (?)) "
             "ORDER BY standing, number";
    }
}

static char *
write_numbers (GArray *numbers)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", g_array_index (numbers, guint32, i));
  g_string_append_c (text, ']');
  return g_string_free_and_steal (text);
}

/* One bit a customer. (transfer full) */
static guint8 *
make_set (GArray *numbers, guint32 *highest)
{
  guint8 *set;

  *highest = g_array_index (numbers, guint32, numbers->len - 1);
  set = g_new0 (guint8, *highest / 8 + 1);
  for (guint i = 0; i < numbers->len; i++)
    {
      guint32 number = g_array_index (numbers, guint32, i);

      set[number / 8] |= (guint8) (1u << (number % 8));
    }
  return set;
}

/* The page of @found, which ascends, in the order asked for. (transfer full) */
static GArray *
select_page (
  RbkLedgerReader *self, GArray *found, RbkCustomerOrder order, guint offset, guint limit, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) failure = NULL;
  g_autofree guint8 *set = NULL;
  RbkStatement *statement;
  guint32 highest = 0;

  if (found->len == 0 || limit == 0)
    return g_steal_pointer (&page);
  if (found->len <= FEW_CUSTOMERS)
    {
      g_autofree char *numbers = write_numbers (found);

      statement = rbk_ledger_reader_prepare (self, get_few_sql (order));
      rbk_statement_bind_text (statement, 1, numbers);
    }
  else
    {
      set = make_set (found, &highest);
      statement = rbk_ledger_reader_prepare (self, get_walk_sql (order));
    }
  while (page->len < limit && rbk_statement_next (statement, &failure))
    {
      gint64 number = rbk_statement_get_int (statement, 0);
      guint32 kept = (guint32) number;

      if (set != NULL && (number > highest || !(set[number / 8] & (1u << (number % 8)))))
        continue;
      if (offset > 0)
        offset--;
      else
        g_array_append_val (page, kept);
    }
  rbk_statement_reset (statement);
  if (failure == NULL)
    return g_steal_pointer (&page);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static GPtrArray *
search_customers (RbkLedgerReader *self,
                  const char *const *words,
                  RbkCustomerOrder order,
                  guint offset,
                  guint limit,
                  GError **error)
{
  g_autoptr (GPtrArray) customers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) page = NULL;

  if (!rbk_search_find (self->database, words, &found, error))
    return NULL;
  page = select_page (self, found, order, offset, limit, error);
  if (page == NULL)
    return NULL;
  for (guint i = 0; i < page->len; i++)
    {
      RbkStatement *statement =
        rbk_ledger_reader_prepare (self, "SELECT " CUSTOMER_COLUMNS " FROM customer WHERE number = ?");
      RbkCustomer *customer;

      rbk_statement_bind_int (statement, 1, g_array_index (page, guint32, i));
      customer = rbk_ledger_reader_read_one (statement, read_customer, error);
      if (customer == NULL)
        return NULL;
      g_ptr_array_add (customers, customer);
    }
  return g_steal_pointer (&customers);
}

/**
 * rbk_ledger_reader_list_customers:
 * @search: (nullable): words as typed, every one must match (as a beginning) a name, number, address
 *   or the words of an entry; NULL or nothing that can be looked for: all customers
 * @offset: how many to skip
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type RbkCustomer): each customer once, in @order
 */
GPtrArray *
rbk_ledger_reader_list_customers (RbkLedgerReader *self,
                                  const char *search,
                                  RbkCustomerOrder order,
                                  guint offset,
                                  guint limit,
                                  GError **error)
{
  g_auto (GStrv) words = rbk_fold_split_search (search);
  g_autoptr (GPtrArray) customers = NULL;
  RbkStatement *statement;

  if (*words == NULL)
    {
      statement = rbk_ledger_reader_prepare (self, get_list_sql (order));
      rbk_statement_bind_int (statement, 1, limit);
      rbk_statement_bind_int (statement, 2, offset);
      return rbk_ledger_reader_read_all (statement, read_customer, error);
    }
  /* One view of the ledger for all steps. */
  if (!rbk_statement_run (rbk_ledger_reader_prepare (self, "BEGIN"), error))
    return NULL;
  customers = search_customers (self, (const char *const *) words, order, offset, limit, error);
  rbk_statement_run (rbk_ledger_reader_prepare (self, "COMMIT"), NULL);
  return g_steal_pointer (&customers);
}

/**
 * rbk_ledger_reader_count_customers:
 * @search: (nullable): as for rbk_ledger_reader_list_customers()
 *
 * Returns: how many customers match; -1 with an error
 */
gint64
rbk_ledger_reader_count_customers (RbkLedgerReader *self, const char *search, GError **error)
{
  g_auto (GStrv) words = rbk_fold_split_search (search);
  g_autoptr (GArray) found = NULL;
  gint64 count = -1;

  if (*words != NULL)
    {
      if (!rbk_statement_run (rbk_ledger_reader_prepare (self, "BEGIN"), error))
        return -1;
      if (rbk_search_find (self->database, (const char *const *) words, &found, error))
        count = found->len;
      rbk_statement_run (rbk_ledger_reader_prepare (self, "COMMIT"), NULL);
      return count;
    }
  return rbk_database_query_int (self->database, "SELECT count(*) FROM customer", &count, error) ? count : -1;
}

/**
 * rbk_ledger_reader_get_customer:
 *
 * Returns: (transfer full): the customer, or NULL with an #RbkLedgerError
 */
RbkCustomer *
rbk_ledger_reader_get_customer (RbkLedgerReader *self, const char *id, GError **error)
{
  RbkStatement *statement =
    rbk_ledger_reader_prepare (self, "SELECT " CUSTOMER_COLUMNS " FROM customer WHERE id = ?");

  rbk_statement_bind_text (statement, 1, id);
  return rbk_ledger_reader_read_one (statement, read_customer, error);
}

/* The JSON array of @people. (transfer full) */
static char *
write_people (const char *const *people)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; people[i] != NULL; i++)
    json_array_add_string_element (array, people[i]);
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}

/**
 * rbk_ledger_reader_list_assigned:
 * @people: (array zero-terminated=1): ids
 *
 * Looks at every customer: for a thread on which nobody waits for a picture.
 *
 * Returns: (transfer full) (element-type RbkCustomer): whom any of @people look after, by name
 */
GPtrArray *
rbk_ledger_reader_list_assigned (RbkLedgerReader *self, const char *const *people, GError **error)
{
  g_autofree char *ids = write_people (people);
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " CUSTOMER_COLUMNS " FROM customer "
    "WHERE assigned IN (SELECT value FROM json_each (?)) ORDER BY name_key, number");

  rbk_statement_bind_text (statement, 1, ids);
  return rbk_ledger_reader_read_all (statement, read_customer, error);
}

/**
 * rbk_ledger_reader_count_assigned:
 * @people: (array zero-terminated=1): ids
 *
 * As rbk_ledger_reader_list_assigned().
 *
 * Returns: (transfer full) (element-type utf8 uint): how many customers each of @people looks after, without
 *   those who look after nobody; NULL with an error
 */
GHashTable *
rbk_ledger_reader_count_assigned (RbkLedgerReader *self, const char *const *people, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *ids = write_people (people);
  g_autoptr (GError) failure = NULL;
  RbkStatement *statement = rbk_ledger_reader_prepare (
    self,
    "SELECT assigned, count (*) FROM customer WHERE assigned IN (SELECT value FROM json_each (?)) "
    "GROUP BY assigned");

  rbk_statement_bind_text (statement, 1, ids);
  while (rbk_statement_next (statement, &failure))
    g_hash_table_insert (counts,
                         g_strdup (rbk_statement_get_text (statement, 0)),
                         GUINT_TO_POINTER ((guint) rbk_statement_get_int (statement, 1)));
  if (failure == NULL)
    return g_steal_pointer (&counts);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* ---- Timeline ---- */

static gpointer
read_entry (RbkStatement *statement)
{
  return rbk_projection_read_entry (statement, 0);
}

static gpointer
read_item (RbkStatement *statement)
{
  g_autoptr (RbkEntry) entry = rbk_projection_read_entry (statement, 0);
  g_autoptr (RbkMessage) message =
    rbk_statement_get_text (statement, 8) != NULL ? rbk_ledger_reader_read_message (statement, 8) : NULL;

  return rbk_timeline_item_new (entry, message);
}

static void
turn_round (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len / 2; i++)
    {
      gpointer row = rows->pdata[i];

      rows->pdata[i] = rows->pdata[rows->len - 1 - i];
      rows->pdata[rows->len - 1 - i] = row;
    }
}

/**
 * rbk_ledger_reader_list_timeline:
 * @before: (nullable): the id of an entry of the customer's; NULL for the end
 *
 * Returns: (transfer full) (element-type RbkTimelineItem): the newest @limit rows before @before,
 *   oldest first
 */
GPtrArray *
rbk_ledger_reader_list_timeline (
  RbkLedgerReader *self, const char *customer, const char *before, guint limit, GError **error)
{
  gint64 time_us = G_MAXINT64, seq = G_MAXINT64;
  RbkStatement *statement;
  GPtrArray *items;

  if (before != NULL)
    {
      g_autoptr (GError) failure = NULL;

      statement = rbk_ledger_reader_prepare (self, "SELECT time_us, seq FROM entry WHERE id = ?");
      rbk_statement_bind_text (statement, 1, before);
      if (!rbk_statement_next (statement, &failure))
        {
          if (failure == NULL)
            return rbk_ledger_reader_fail_not_found (error);
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      time_us = rbk_statement_get_int (statement, 0);
      seq = rbk_statement_get_int (statement, 1);
      rbk_statement_reset (statement);
    }
  statement = rbk_ledger_reader_prepare (
    self,
    "SELECT " RBK_PROJECTION_ENTRY_COLUMNS ", " RBK_READER_MESSAGE_COLUMNS (
      "m.") " FROM entry e "
            "LEFT JOIN message m ON m.seq = e.seq "
            "WHERE e.customer = ?1 AND " RBK_PROJECTION_IS_ROW " AND (e.time_us, e.seq) < (?2, ?3) "
            "AND (e.kind <> 8 OR EXISTS (SELECT 1 FROM draft d WHERE d.seq = e.seq AND d.closed = 0)) "
            "ORDER BY e.time_us DESC, e.seq DESC LIMIT ?4");
  rbk_statement_bind_text (statement, 1, customer);
  rbk_statement_bind_int (statement, 2, time_us);
  rbk_statement_bind_int (statement, 3, seq);
  rbk_statement_bind_int (statement, 4, limit);
  items = rbk_ledger_reader_read_all (statement, read_item, error);
  if (items != NULL)
    turn_round (items);
  return items;
}

/**
 * rbk_ledger_reader_get_entry:
 *
 * Returns: (transfer full): the entry, or NULL with an #RbkLedgerError
 */
RbkEntry *
rbk_ledger_reader_get_entry (RbkLedgerReader *self, const char *id, GError **error)
{
  RbkStatement *statement =
    rbk_ledger_reader_prepare (self, "SELECT " RBK_PROJECTION_ENTRY_COLUMNS " FROM entry e WHERE e.id = ?");

  rbk_statement_bind_text (statement, 1, id);
  return rbk_ledger_reader_read_one (statement, read_entry, error);
}

/**
 * rbk_ledger_reader_list_of_kinds:
 * @kinds: a bit for each kind asked for, 1 << kind; of those that are rows of a timeline
 *
 * Returns: (transfer full) (element-type RbkEntry): the newest @limit entries of the customer that are of
 *   @kinds, newest first, whether they reached anybody or not
 */
GPtrArray *
rbk_ledger_reader_list_of_kinds (
  RbkLedgerReader *self, const char *customer, guint64 kinds, guint limit, GError **error)
{
  RbkStatement *statement =
    rbk_ledger_reader_prepare (self,
                               "SELECT " RBK_PROJECTION_ENTRY_COLUMNS " FROM entry e "
                               "WHERE e.customer = ?1 AND " RBK_PROJECTION_IS_ROW
                               " AND ((1 << e.kind) & ?2) ORDER BY e.time_us DESC, e.seq DESC LIMIT ?3");

  rbk_statement_bind_text (statement, 1, customer);
  rbk_statement_bind_int (statement, 2, (gint64) kinds);
  rbk_statement_bind_int (statement, 3, limit);
  return rbk_ledger_reader_read_all (statement, read_entry, error);
}
