/* rbk-customer-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-customer-list.h"

/* Each costs a millisecond or two to lay out, and the first picture, as the one after each letter of a
 * search, waits for all of them. */
#define FIRST_ROWS 12
#define MORE_ROWS  8

struct _RbkCustomerList
{
  RbkPagedList parent_instance;

  char *search; /* (owned) */
  RbkCustomerOrder order;
};

G_DEFINE_FINAL_TYPE (RbkCustomerList, rbk_customer_list, RBK_TYPE_PAGED_LIST)

enum
{
  PROP_SEARCH = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_same (gpointer item, gpointer other)
{
  RbkCustomer *a = item, *b = other;

  return g_str_equal (rbk_customer_get_id (a), rbk_customer_get_id (b)) &&
         rbk_customer_get_last_time_us (a) == rbk_customer_get_last_time_us (b) &&
         rbk_customer_get_waiting_since_us (a) == rbk_customer_get_waiting_since_us (b) &&
         rbk_customer_get_opted_out (a) == rbk_customer_get_opted_out (b) &&
         g_strcmp0 (rbk_customer_get_last_words (a), rbk_customer_get_last_words (b)) == 0 &&
         g_strcmp0 (rbk_customer_get_assigned (a), rbk_customer_get_assigned (b)) == 0 &&
         g_str_equal (rbk_customer_get_name (a), rbk_customer_get_name (b));
}

typedef struct
{
  char *search; /* (owned) */
  RbkCustomerOrder order;
} Question;

static gpointer
freeze (RbkPagedList *list)
{
  RbkCustomerList *self = RBK_CUSTOMER_LIST (list);
  Question *question = g_new (Question, 1);

  question->search = g_strdup (self->search);
  question->order = self->order;
  return question;
}

static void
question_free (gpointer data)
{
  g_free (((Question *) data)->search);
  g_free (data);
}

static GPtrArray *
read_customers (RbkLedgerReader *reader, RbkPage *page, GError **error)
{
  const Question *question = page->question;

  return rbk_ledger_reader_list_customers (reader, question->search, question->order, 0, page->limit, error);
}

static void
rbk_customer_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkCustomerList *self = RBK_CUSTOMER_LIST (object);

  switch (id)
    {
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_customer_list_finalize (GObject *object)
{
  RbkCustomerList *self = RBK_CUSTOMER_LIST (object);

  g_free (self->search);
  G_OBJECT_CLASS (rbk_customer_list_parent_class)->finalize (object);
}

static void
rbk_customer_list_class_init (RbkCustomerListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  RbkPagedListClass *list_class = RBK_PAGED_LIST_CLASS (klass);

  object_class->get_property = rbk_customer_list_get_property;
  object_class->finalize = rbk_customer_list_finalize;
  list_class->item_type = RBK_TYPE_CUSTOMER;
  list_class->first_rows = FIRST_ROWS;
  list_class->more_rows = MORE_ROWS;
  list_class->is_same = is_same;
  list_class->freeze = freeze;
  list_class->free_question = question_free;
  list_class->read = read_customers;
  properties[PROP_SEARCH] =
    g_param_spec_string ("search", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_customer_list_init (RbkCustomerList *self)
{
  self->search = g_strdup ("");
}

/**
 * rbk_customer_list_new:
 * @desk: an open desk
 *
 * Returns: (transfer full): all customers, who waits longest first; filled in a moment
 */
RbkCustomerList *
rbk_customer_list_new (RbkDesk *desk)
{
  RbkCustomerList *self = g_object_new (RBK_TYPE_CUSTOMER_LIST, NULL);

  rbk_paged_list_open (RBK_PAGED_LIST (self), desk, "customer-changed");
  return self;
}

/**
 * rbk_customer_list_set_search:
 * @search: (nullable): words as typed; NULL or blank for everybody
 */
void
rbk_customer_list_set_search (RbkCustomerList *self, const char *search)
{
  if (!g_set_str (&self->search, search != NULL ? search : ""))
    return;
  rbk_paged_list_begin_anew (RBK_PAGED_LIST (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

/**
 * rbk_customer_list_set_order:
 * @order: who comes first
 */
void
rbk_customer_list_set_order (RbkCustomerList *self, RbkCustomerOrder order)
{
  if (self->order == order)
    return;
  self->order = order;
  rbk_paged_list_load_again (RBK_PAGED_LIST (self));
}
