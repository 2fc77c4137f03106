/* rbk-customer-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-customer-list.h"

#include "desk/rbk-desk-private.h"

/* Customers asked for at first: about what a window shows. Each costs a millisecond or two to lay out, and
 * the first picture, as the one after each letter of a search, waits for all of them. */
#define FIRST_ROWS 12
/* Customers asked for in addition, as long as there is room: few enough that no frame is late for them. */
#define MORE_ROWS 8
/* Changes that come together are read together; too short to be noticed. */
#define CHANGES_TOGETHER_MS 40

struct _RbkCustomerList
{
  GObject parent_instance;

  RbkDesk *desk;    /* (owned) */
  GPtrArray *items; /* (owned) (element-type RbkCustomer) */
  char *search;     /* (owned) */
  RbkCustomerOrder order;
  guint wanted; /* how many rows are asked for */
  gboolean has_more;
  gboolean loading;
  guint reload_id;     /* 0: no reload is planned */
  GCancellable *query; /* (owned) (nullable): the query under way */
};

static void rbk_customer_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkCustomerList,
                               rbk_customer_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rbk_customer_list_model_init))

enum
{
  PROP_LOADING = 1,
  PROP_SEARCH,
  PROP_HAS_MORE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return RBK_TYPE_CUSTOMER;
}

static guint
get_n_items (GListModel *model)
{
  return RBK_CUSTOMER_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RbkCustomerList *self = RBK_CUSTOMER_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
rbk_customer_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rbk_customer_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkCustomerList *self = RBK_CUSTOMER_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_customer_list_dispose (GObject *object)
{
  RbkCustomerList *self = RBK_CUSTOMER_LIST (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  G_OBJECT_CLASS (rbk_customer_list_parent_class)->dispose (object);
}

static void
rbk_customer_list_finalize (GObject *object)
{
  RbkCustomerList *self = RBK_CUSTOMER_LIST (object);

  g_ptr_array_unref (self->items);
  g_free (self->search);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_customer_list_parent_class)->finalize (object);
}

static void
rbk_customer_list_class_init (RbkCustomerListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_customer_list_get_property;
  object_class->dispose = rbk_customer_list_dispose;
  object_class->finalize = rbk_customer_list_finalize;
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCH] =
    g_param_spec_string ("search", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_MORE] =
    g_param_spec_boolean ("has-more", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_customer_list_init (RbkCustomerList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->search = g_strdup ("");
  self->wanted = FIRST_ROWS;
}

static void
set_loading (RbkCustomerList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Whether a row that shows one may go on showing it for the other. */
static gboolean
is_same (RbkCustomer *a, RbkCustomer *b)
{
  return g_str_equal (rbk_customer_get_id (a), rbk_customer_get_id (b)) &&
         rbk_customer_get_last_time_us (a) == rbk_customer_get_last_time_us (b) &&
         rbk_customer_get_waiting_since_us (a) == rbk_customer_get_waiting_since_us (b) &&
         rbk_customer_get_opted_out (a) == rbk_customer_get_opted_out (b) &&
         g_strcmp0 (rbk_customer_get_last_words (a), rbk_customer_get_last_words (b)) == 0 &&
         g_strcmp0 (rbk_customer_get_assigned (a), rbk_customer_get_assigned (b)) == 0 &&
         g_str_equal (rbk_customer_get_name (a), rbk_customer_get_name (b));
}

/* Tells of the rows between those that stayed the same at either end, and of no others. */
static void
take_items (RbkCustomerList *self, GPtrArray *items)
{
  GPtrArray *old = self->items;
  guint before = 0, after = 0;

  while (before < old->len && before < items->len &&
         is_same (g_ptr_array_index (old, before), g_ptr_array_index (items, before)))
    before++;
  while (after < old->len - before && after < items->len - before &&
         is_same (g_ptr_array_index (old, old->len - 1 - after),
                  g_ptr_array_index (items, items->len - 1 - after)))
    after++;
  for (guint i = 0; i < before; i++)
    g_set_object ((RbkCustomer **) &g_ptr_array_index (items, i), g_ptr_array_index (old, i));
  for (guint i = 1; i <= after; i++)
    g_set_object ((RbkCustomer **) &g_ptr_array_index (items, items->len - i),
                  g_ptr_array_index (old, old->len - i));
  self->items = g_ptr_array_ref (items);
  if (old->len != items->len || before != old->len)
    g_list_model_items_changed (
      G_LIST_MODEL (self), before, old->len - before - after, items->len - before - after);
  g_ptr_array_unref (old);
}

typedef struct
{
  char *search; /* (owned) */
  RbkCustomerOrder order;
  guint limit;
} Query;

static void
query_free (gpointer data)
{
  g_free (((Query *) data)->search);
  g_free (data);
}

static void
query_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *desk = source;
  Query *query = data;
  GError *error = NULL;
  GPtrArray *found = NULL;

  /* The reader belongs to the worker's thread, which this is. */
  if (desk->worker_reader != NULL)
    found = rbk_ledger_reader_list_customers (
      desk->worker_reader, query->search, query->order, 0, query->limit, &error);
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "closing");
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkCustomerList) self = data;
  Query *query = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean has_more;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    {
      set_loading (self, FALSE);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("The customers could not be read: %s", error->message);
      return;
    }
  has_more = found->len > query->limit - 1;
  if (has_more)
    g_ptr_array_set_size (found, (gint) query->limit - 1);
  take_items (self, found);
  if (self->has_more != has_more)
    {
      self->has_more = has_more;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
    }
  /* Last: whoever listens may ask for more. */
  set_loading (self, FALSE);
}

static void
load (RbkCustomerList *self)
{
  Query *query = g_new0 (Query, 1);
  GTask *task;

  g_clear_handle_id (&self->reload_id, g_source_remove);
  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  self->query = g_cancellable_new ();
  set_loading (self, TRUE);
  query->search = g_strdup (self->search);
  query->order = self->order;
  query->limit = self->wanted + 1;
  /* The desk is the source, so that the worker never holds the list's last reference. */
  task = g_task_new (self->desk, self->query, queried_cb, g_object_ref (self));
  g_task_set_task_data (task, query, query_free);
  rbk_worker_queue (self->desk->worker, task, query_thread);
}

static gboolean
reload_cb (gpointer data)
{
  RbkCustomerList *self = data;

  self->reload_id = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
customer_changed_cb (RbkCustomerList *self, const char *customer)
{
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (CHANGES_TOGETHER_MS, reload_cb, self);
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

  self->desk = g_object_ref (desk);
  g_signal_connect_object (
    desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
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
  self->wanted = FIRST_ROWS;
  load (self);
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
  load (self);
}

/**
 * rbk_customer_list_is_loading:
 *
 * Returns: whether what is shown is about to be replaced
 */
gboolean
rbk_customer_list_is_loading (RbkCustomerList *self)
{
  return self->loading;
}

/**
 * rbk_customer_list_load_more:
 *
 * Asks for the next few, if there are more.
 */
void
rbk_customer_list_load_more (RbkCustomerList *self)
{
  if (!self->has_more || self->loading)
    return;
  self->wanted += MORE_ROWS;
  load (self);
}
