/* rbk-paged-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-paged-list.h"

#include "desk/rbk-desk-private.h"

/* Changes that come together are read together; too short to be noticed. */
#define CHANGES_TOGETHER_MS 40

typedef struct
{
  RbkDesk *desk;    /* (owned) (nullable): NULL until it was opened */
  GPtrArray *items; /* (owned) */
  guint wanted;     /* how many rows are asked for */
  gboolean has_more;
  gboolean loading;
  guint reload_id;     /* 0: no reload is planned */
  GCancellable *query; /* (owned) (nullable): the query under way */
} RbkPagedListPrivate;

static void rbk_paged_list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (RbkPagedList,
                                  rbk_paged_list,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (RbkPagedList)
                                    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rbk_paged_list_model_init))

enum
{
  PROP_LOADING = 1,
  PROP_HAS_MORE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static RbkPagedListPrivate *
get_private (gpointer self)
{
  return rbk_paged_list_get_instance_private (RBK_PAGED_LIST (self));
}

static GType
get_item_type (GListModel *model)
{
  return RBK_PAGED_LIST_GET_CLASS (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return get_private (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = get_private (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
rbk_paged_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rbk_paged_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, get_private (object)->loading);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, get_private (object)->has_more);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cancel_query (RbkPagedListPrivate *private)
{
  g_clear_handle_id (&private->reload_id, g_source_remove);
  if (private->query != NULL)
    g_cancellable_cancel (private->query);
  g_clear_object (&private->query);
}

static void
rbk_paged_list_dispose (GObject *object)
{
  cancel_query (get_private (object));
  G_OBJECT_CLASS (rbk_paged_list_parent_class)->dispose (object);
}

static void
rbk_paged_list_finalize (GObject *object)
{
  RbkPagedListPrivate *private = get_private (object);

  g_ptr_array_unref (private->items);
  g_clear_object (&private->desk);
  G_OBJECT_CLASS (rbk_paged_list_parent_class)->finalize (object);
}

static void
rbk_paged_list_class_init (RbkPagedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_paged_list_get_property;
  object_class->dispose = rbk_paged_list_dispose;
  object_class->finalize = rbk_paged_list_finalize;
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_MORE] =
    g_param_spec_boolean ("has-more", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_paged_list_init (RbkPagedList *self)
{
  get_private (self)->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
set_loading (RbkPagedList *self, gboolean loading)
{
  RbkPagedListPrivate *private = get_private (self);

  if (private->loading == loading)
    return;
  private->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Tells of the rows between those that stayed the same at either end, and of no others. */
static void
take_items (RbkPagedList *self, GPtrArray *items)
{
  RbkPagedListClass *klass = RBK_PAGED_LIST_GET_CLASS (self);
  RbkPagedListPrivate *private = get_private (self);
  GPtrArray *old = private->items;
  guint before = 0, after = 0;

  while (before < old->len && before < items->len &&
         klass->is_same (g_ptr_array_index (old, before), g_ptr_array_index (items, before)))
    before++;
  while (after < old->len - before && after < items->len - before &&
         klass->is_same (g_ptr_array_index (old, old->len - 1 - after),
                         g_ptr_array_index (items, items->len - 1 - after)))
    after++;
  for (guint i = 0; i < before; i++)
    g_set_object ((GObject **) &g_ptr_array_index (items, i), g_ptr_array_index (old, i));
  for (guint i = 1; i <= after; i++)
    g_set_object ((GObject **) &g_ptr_array_index (items, items->len - i),
                  g_ptr_array_index (old, old->len - i));
  private->items = g_ptr_array_ref (items);
  if (old->len != items->len || before != old->len)
    g_list_model_items_changed (
      G_LIST_MODEL (self), before, old->len - before - after, items->len - before - after);
  g_ptr_array_unref (old);
}

/* A page more, as it follows on the last row. */
static void
add_items (RbkPagedList *self, GPtrArray *items)
{
  GPtrArray *all = get_private (self)->items;
  guint n = all->len;

  g_ptr_array_extend (all, items, (GCopyFunc) (void *) g_object_ref, NULL);
  if (items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n, 0, items->len);
}

/* What the worker is asked. */
typedef struct
{
  RbkPage page;
  RbkPagedListClass *class; /* (unowned): of a list that the callback holds */
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  query->class->free_question (query->page.question);
  g_free (query->page.after);
  g_free (query);
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
    found = query->class->read (desk->worker_reader, &query->page, &error);
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
  g_autoptr (RbkPagedList) self = data;
  RbkPagedListPrivate *private = get_private (self);
  const RbkPage *page = &((Query *) g_task_get_task_data (G_TASK (result)))->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean has_more;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    {
      set_loading (self, FALSE);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("The rows of %s could not be read: %s", G_OBJECT_TYPE_NAME (self), error->message);
      return;
    }
  has_more = !page->is_all && found->len >= page->limit;
  if (has_more)
    g_ptr_array_set_size (found, (gint) page->limit - 1);
  if (page->after != NULL)
    add_items (self, found);
  else
    take_items (self, found);
  if (private->has_more != has_more)
    {
      private->has_more = has_more;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
    }
  /* Last: whoever listens may ask for more. */
  set_loading (self, FALSE);
}

/* @after: (nullable): the place to add @rows at; NULL reads all anew */
static void
load (RbkPagedList *self, const char *after, guint rows)
{
  RbkPagedListPrivate *private = get_private (self);
  Query *query = g_new0 (Query, 1);
  GTask *task;

  cancel_query (private);
  private->query = g_cancellable_new ();
  set_loading (self, TRUE);
  query->class = RBK_PAGED_LIST_GET_CLASS (self);
  query->page.question = query->class->freeze (self);
  query->page.after = g_strdup (after);
  query->page.limit = rows + 1;
  /* The desk is the source, so that the worker never holds the list's last reference. */
  task = g_task_new (private->desk, private->query, queried_cb, g_object_ref (self));
  g_task_set_task_data (task, query, query_free);
  rbk_worker_queue (private->desk->worker, task, query_thread);
}

static gboolean
reload_cb (gpointer data)
{
  get_private (data)->reload_id = 0;
  rbk_paged_list_load_again (data);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RbkPagedList *self)
{
  RbkPagedListPrivate *private = get_private (self);

  if (private->reload_id == 0)
  private->reload_id = g_timeout_add (CHANGES_TOGETHER_MS, reload_cb, self);
}

/**
 * rbk_paged_list_open:
 * @desk: an open desk
 * @changed: the signal of @desk after which the rows are read again
 *
 * For whoever makes one, once. The rows are there in a moment.
 */
void
rbk_paged_list_open (RbkPagedList *self, RbkDesk *desk, const char *changed)
{
  get_private (self)->desk = g_object_ref (desk);
  g_signal_connect_object (desk, changed, G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  rbk_paged_list_begin_anew (self);
}

/**
 * rbk_paged_list_get_desk:
 *
 * Returns: (transfer none): whose rows they are
 */
RbkDesk *
rbk_paged_list_get_desk (RbkPagedList *self)
{
  return get_private (self)->desk;
}

/**
 * rbk_paged_list_is_loading:
 *
 * Returns: whether what is shown is about to be replaced
 */
gboolean
rbk_paged_list_is_loading (RbkPagedList *self)
{
  return get_private (self)->loading;
}

/**
 * rbk_paged_list_load_more:
 *
 * Asks for the next few, if there are more.
 */
void
rbk_paged_list_load_more (RbkPagedList *self)
{
  RbkPagedListClass *klass = RBK_PAGED_LIST_GET_CLASS (self);
  RbkPagedListPrivate *private = get_private (self);

  if (!private->has_more || private->loading || private->items->len == 0)
    return;
  private->wanted += klass->more_rows;
  if (klass->get_place == NULL)
    rbk_paged_list_load_again (self);
  else
    load (
      self, klass->get_place (g_ptr_array_index (private->items, private->items->len - 1)), klass->more_rows);
}

/**
 * rbk_paged_list_load_again:
 *
 * Reads as many rows as there are now, by what is asked now.
 */
void
rbk_paged_list_load_again (RbkPagedList *self)
{
  load (self, NULL, get_private (self)->wanted);
}

/**
 * rbk_paged_list_begin_anew:
 *
 * Reads the first rows, by what is asked now.
 */
void
rbk_paged_list_begin_anew (RbkPagedList *self)
{
  get_private (self)->wanted = RBK_PAGED_LIST_GET_CLASS (self)->first_rows;
  rbk_paged_list_load_again (self);
}
