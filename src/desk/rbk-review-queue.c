/* rbk-review-queue.c: what waits for a review, in the order of Q-1, loaded by pages.
 *
 * A page follows on the last row. Whatever was shown is read again when something changes: the order depends
 * on how often each person was reviewed, so that one review moves many rows. Rows stay the objects that they
 * were where nothing of them is another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"
#include "desk/rbk-desk-written.h"

/* About what a window shows; the first picture waits for all of them. */
#define PAGE 24
/* Changes that come together are read together; too short to be noticed. */
#define CHANGES_TOGETHER_MS 40

struct _RbkReviewQueue
{
  GObject parent_instance;

  RbkDesk *desk;    /* (owned) */
  GPtrArray *items; /* (owned) (element-type RbkReviewItem) */
  char *person;     /* (owned) (nullable): of the filter */
  RbkReviewFilter filter;
  guint wanted; /* how many rows are asked for */
  gboolean has_more;
  gboolean loading;
  guint reload_id;     /* 0: no reload is planned */
  GCancellable *query; /* (owned) (nullable): the query under way */
};

static void rbk_review_queue_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkReviewQueue,
                               rbk_review_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rbk_review_queue_model_init))

enum
{
  PROP_LOADING = 1,
  PROP_HAS_MORE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return RBK_TYPE_REVIEW_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RBK_REVIEW_QUEUE (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RbkReviewQueue *self = RBK_REVIEW_QUEUE (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
rbk_review_queue_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rbk_review_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkReviewQueue *self = RBK_REVIEW_QUEUE (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_review_queue_dispose (GObject *object)
{
  RbkReviewQueue *self = RBK_REVIEW_QUEUE (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  G_OBJECT_CLASS (rbk_review_queue_parent_class)->dispose (object);
}

static void
rbk_review_queue_finalize (GObject *object)
{
  RbkReviewQueue *self = RBK_REVIEW_QUEUE (object);

  g_ptr_array_unref (self->items);
  g_free (self->person);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_review_queue_parent_class)->finalize (object);
}

static void
rbk_review_queue_class_init (RbkReviewQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_review_queue_get_property;
  object_class->dispose = rbk_review_queue_dispose;
  object_class->finalize = rbk_review_queue_finalize;
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_MORE] =
    g_param_spec_boolean ("has-more", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_review_queue_init (RbkReviewQueue *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->filter = (RbkReviewFilter) { .outcome = -1, .state = -1 };
  self->wanted = PAGE;
}

static void
set_loading (RbkReviewQueue *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Whether a row that shows one may go on showing it for the other. */
static gboolean
is_same (RbkReviewItem *a, RbkReviewItem *b)
{
  const RbkReviewFacts *one = rbk_review_item_get_facts (a), *other = rbk_review_item_get_facts (b);

  return g_str_equal (one->id, other->id) && g_strcmp0 (one->source, other->source) == 0 &&
         g_strcmp0 (one->message, other->message) == 0 && g_strcmp0 (one->replaced, other->replaced) == 0 &&
         g_strcmp0 (one->decided_by, other->decided_by) == 0 && one->outcome == other->outcome &&
         one->state == other->state && one->n_reviews == other->n_reviews && one->total == other->total &&
         one->is_blind == other->is_blind;
}

/* Tells of the rows between those that stayed the same at either end, and of no others. */
static void
take_items (RbkReviewQueue *self, GPtrArray *items)
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
    g_set_object ((RbkReviewItem **) &g_ptr_array_index (items, i), g_ptr_array_index (old, i));
  for (guint i = 1; i <= after; i++)
    g_set_object ((RbkReviewItem **) &g_ptr_array_index (items, items->len - i),
                  g_ptr_array_index (old, old->len - i));
  self->items = g_ptr_array_ref (items);
  if (old->len != items->len || before != old->len)
    g_list_model_items_changed (
      G_LIST_MODEL (self), before, old->len - before - after, items->len - before - after);
  g_ptr_array_unref (old);
}

/* A page more, as it follows on the last row. */
static void
add_items (RbkReviewQueue *self, GPtrArray *items)
{
  guint n = self->items->len;

  g_ptr_array_extend (self->items, items, (GCopyFunc) (void *) g_object_ref, NULL);
  if (items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n, 0, items->len);
}

typedef struct
{
  char *person;   /* (owned) (nullable) */
  char *reviewer; /* (owned) (nullable) */
  char *after;    /* (owned) (nullable): the row that the page follows on; NULL: all is read anew */
  RbkReviewQuery query;
  guint limit;
  GPtrArray
    *people;      /* (owned) (nullable) (element-type utf8): those of whom a sample is drawn; NULL: none is */
  gint64 from_us; /* of the sample */
  gint64 until_us;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->person);
  g_free (query->reviewer);
  g_free (query->after);
  g_clear_pointer (&query->people, g_ptr_array_unref);
  g_free (query);
}

/* As many of each person, whoever they are, so that nobody is listened to more than others. */
static GPtrArray *
draw_sample (RbkLedgerReader *reader, const Query *query, GError **error)
{
  g_autoptr (GPtrArray) drawn = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < query->people->len; i++)
    {
      GPtrArray *of_person = rbk_ledger_reader_list_review_sample (
        reader, g_ptr_array_index (query->people, i), query->from_us, query->until_us, query->limit, error);

      if (of_person == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (drawn, of_person);
    }
  return g_steal_pointer (&drawn);
}

static void
query_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *desk = source;
  Query *query = data;
  GError *error = NULL;
  GPtrArray *found = NULL;

  /* The reader belongs to the worker's thread, which this is. */
  if (desk->worker_reader != NULL && query->people != NULL)
    found = draw_sample (desk->worker_reader, query, &error);
  else if (desk->worker_reader != NULL)
    found = rbk_ledger_reader_list_review_items (
      desk->worker_reader, &query->query, query->after, query->limit, &error);
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
  g_autoptr (RbkReviewQueue) self = data;
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
        g_warning ("The queue of reviews could not be read: %s", error->message);
      return;
    }
  has_more = query->people == NULL && found->len >= query->limit;
  if (has_more)
    g_ptr_array_set_size (found, (gint) query->limit - 1);
  if (query->after != NULL)
    add_items (self, found);
  else
    take_items (self, found);
  if (self->has_more != has_more)
    {
      self->has_more = has_more;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
    }
  /* Last: whoever listens may ask for more. */
  set_loading (self, FALSE);
}

/* Of this week, of everybody but whoever acts here, or of one person. */
static void
ask_for_sample (RbkReviewQueue *self, Query *query)
{
  GPtrArray *people = rbk_desk_get_people (self->desk);
  guint asked = rbk_company_policy_get_review (rbk_desk_get_policy (self->desk))->sample;

  query->people = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < people->len; i++)
    {
      const char *person = rbk_person_get_id (g_ptr_array_index (people, i));

      if (g_strcmp0 (person, self->desk->person) != 0 &&
          (self->person == NULL || g_str_equal (person, self->person)))
        g_ptr_array_add (query->people, g_strdup (person));
    }
  query->from_us = rbk_desk_get_week_us (self->desk, 0);
  query->until_us = rbk_desk_get_week_us (self->desk, -1);
  query->limit = asked > 0 ? asked : 1;
}

/* @after: (nullable): the last row there is, to add a page; NULL reads all of them anew */
static void
load (RbkReviewQueue *self, RbkReviewItem *after)
{
  Query *query = g_new0 (Query, 1);
  GTask *task;

  g_clear_handle_id (&self->reload_id, g_source_remove);
  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  self->query = g_cancellable_new ();
  set_loading (self, TRUE);
  query->person = g_strdup (self->person);
  /* What waits is what this person could judge; what was judged is everybody's to look up. */
  if (self->filter.state < 0)
    query->reviewer = g_strdup (self->desk->person);
  query->query = (RbkReviewQuery) {
    .person = query->person,
    .reviewer = query->reviewer,
    .outcome = self->filter.outcome,
    .state = self->filter.state,
    .since_us = self->filter.since_us,
  };
  query->after = after != NULL ? g_strdup (rbk_review_item_get_facts (after)->id) : NULL;
  /* One more than is shown says whether there are more. */
  query->limit = (after != NULL ? PAGE : self->wanted) + 1;
  if (self->filter.sample)
    ask_for_sample (self, query);
  /* The desk is the source, so that the worker never holds the queue's last reference. */
  task = g_task_new (self->desk, self->query, queried_cb, g_object_ref (self));
  g_task_set_task_data (task, query, query_free);
  rbk_worker_queue (self->desk->worker, task, query_thread);
}

static gboolean
reload_cb (gpointer data)
{
  RbkReviewQueue *self = data;

  self->reload_id = 0;
  load (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RbkReviewQueue *self)
{
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (CHANGES_TOGETHER_MS, reload_cb, self);
}

/**
 * rbk_review_queue_new:
 * @desk: an open desk
 *
 * Returns: (transfer full): what waits for whoever acts here; filled in a moment
 */
RbkReviewQueue *
rbk_review_queue_new (RbkDesk *desk)
{
  RbkReviewQueue *self = g_object_new (RBK_TYPE_REVIEW_QUEUE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "reviews-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self, NULL);
  return self;
}

/**
 * rbk_review_queue_set_filter:
 * @filter: (transfer none): what is shown
 */
void
rbk_review_queue_set_filter (RbkReviewQueue *self, const RbkReviewFilter *filter)
{
  gboolean same = g_strcmp0 (self->person, filter->person) == 0 && self->filter.outcome == filter->outcome &&
                  self->filter.state == filter->state && self->filter.since_us == filter->since_us &&
                  self->filter.sample == filter->sample;

  if (same)
    return;
  g_set_str (&self->person, filter->person);
  self->filter = *filter;
  self->filter.person = NULL; /* not ours; self->person is */
  self->wanted = PAGE;
  load (self, NULL);
}

/**
 * rbk_review_queue_load_more:
 *
 * Asks for the next page, if there is one.
 */
void
rbk_review_queue_load_more (RbkReviewQueue *self)
{
  if (!self->has_more || self->loading || self->items->len == 0)
    return;
  self->wanted += PAGE;
  load (self, g_ptr_array_index (self->items, self->items->len - 1));
}
