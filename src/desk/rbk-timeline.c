/* rbk-timeline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-timeline.h"

#include "desk/rbk-desk-private.h"
#include "model/rbk-json.h"

/* Rows that are there from the start: about what a window shows. Each costs a millisecond or two to lay
 * out, and the first picture waits for all of them. */
#define FIRST_ROWS 10
/* Rows read at a time after that: few enough that no frame is late for them. */
#define MORE_ROWS 5

struct _RbkTimeline
{
  GObject parent_instance;

  RbkDesk *desk;    /* (owned) */
  char *customer;   /* (owned) */
  GPtrArray *items; /* (owned) (element-type RbkTimelineItem), oldest first */
  gboolean has_older;
};

static void rbk_timeline_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkTimeline,
                               rbk_timeline,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rbk_timeline_model_init))

enum
{
  PROP_HAS_OLDER = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return RBK_TYPE_TIMELINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RBK_TIMELINE (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RbkTimeline *self = RBK_TIMELINE (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
rbk_timeline_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rbk_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkTimeline *self = RBK_TIMELINE (object);

  switch (id)
    {
    case PROP_HAS_OLDER:
      g_value_set_boolean (value, self->has_older);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_timeline_finalize (GObject *object)
{
  RbkTimeline *self = RBK_TIMELINE (object);

  g_ptr_array_unref (self->items);
  g_free (self->customer);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_timeline_parent_class)->finalize (object);
}

static void
rbk_timeline_class_init (RbkTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_timeline_get_property;
  object_class->finalize = rbk_timeline_finalize;
  properties[PROP_HAS_OLDER] =
    g_param_spec_boolean ("has-older", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_timeline_init (RbkTimeline *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
set_has_older (RbkTimeline *self, gboolean has_older)
{
  if (self->has_older == has_older)
    return;
  self->has_older = has_older;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_OLDER]);
}

static GPtrArray *
read_page (RbkTimeline *self, const char *before, guint limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *page = NULL;

  if (self->desk->reader == NULL)
    return NULL;
  page = rbk_ledger_reader_list_timeline (self->desk->reader, self->customer, before, limit, &error);
  if (page == NULL)
    g_warning ("The timeline could not be read: %s", error->message);
  return page;
}

static gboolean
is_same_entry (gpointer a, gpointer b)
{
  return g_str_equal (rbk_entry_get_id (rbk_timeline_item_get_entry (a)),
                      rbk_entry_get_id (rbk_timeline_item_get_entry (b)));
}

/* Rows stay the objects that they were; their states move with the ledger's. */
static void
keep_known (GPtrArray *old, GPtrArray *page)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < old->len; i++)
    {
      RbkTimelineItem *item = g_ptr_array_index (old, i);

      g_hash_table_insert (known, (gpointer) rbk_entry_get_id (rbk_timeline_item_get_entry (item)), item);
    }
  for (guint i = 0; i < page->len; i++)
    {
      RbkTimelineItem *fresh = g_ptr_array_index (page, i);
      RbkTimelineItem *item =
        g_hash_table_lookup (known, rbk_entry_get_id (rbk_timeline_item_get_entry (fresh)));

      if (item == NULL)
        continue;
      rbk_timeline_item_set_message (item, rbk_timeline_item_get_message (fresh));
      g_ptr_array_index (page, i) = g_object_ref (item);
      g_object_unref (fresh);
    }
}

/* The newest rows, as many as are shown and a few more, laid over what is shown. */
static void
refresh (RbkTimeline *self)
{
  GPtrArray *old = self->items;
  guint limit = old->len + FIRST_ROWS;
  g_autoptr (GPtrArray) page = read_page (self, NULL, limit);
  guint before = 0, after = 0;

  if (page == NULL)
    return;
  keep_known (old, page);
  /* What lies before the first row that was shown stays unread until it is asked for. */
  if (old->len > 0 && self->has_older)
    {
      guint first = 0;

      while (first < page->len &&
             !is_same_entry (g_ptr_array_index (page, first), g_ptr_array_index (old, 0)))
        first++;
      if (first < page->len)
        g_ptr_array_remove_range (page, 0, first);
    }
  while (before < old->len && before < page->len &&
         g_ptr_array_index (old, before) == g_ptr_array_index (page, before))
    before++;
  while (after < old->len - before && after < page->len - before &&
         g_ptr_array_index (old, old->len - 1 - after) == g_ptr_array_index (page, page->len - 1 - after))
    after++;
  self->items = g_ptr_array_ref (page);
  if (before != old->len || old->len != page->len)
    g_list_model_items_changed (
      G_LIST_MODEL (self), before, old->len - before - after, page->len - before - after);
  g_ptr_array_unref (old);
}

static void
customer_changed_cb (RbkTimeline *self, const char *customer)
{
  if (g_str_equal (customer, self->customer))
    refresh (self);
}

/**
 * rbk_timeline_new:
 * @desk: an open desk
 * @customer: the id of a customer
 *
 * Returns: (transfer full): their newest entries, already there
 */
RbkTimeline *
rbk_timeline_new (RbkDesk *desk, const char *customer)
{
  RbkTimeline *self = g_object_new (RBK_TYPE_TIMELINE, NULL);
  g_autoptr (GPtrArray) page = NULL;

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (customer);
  page = read_page (self, NULL, FIRST_ROWS + 1);
  if (page != NULL)
    {
      self->has_older = page->len > FIRST_ROWS;
      if (self->has_older)
        g_ptr_array_remove_index (page, 0);
      g_ptr_array_unref (self->items);
      self->items = g_steal_pointer (&page);
    }
  g_signal_connect_object (
    desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * rbk_timeline_get_customer:
 *
 * Returns: (transfer none): whose timeline it is
 */
const char *
rbk_timeline_get_customer (RbkTimeline *self)
{
  return self->customer;
}

/**
 * rbk_timeline_get_has_older:
 *
 * Returns: whether there is more before the first row
 */
gboolean
rbk_timeline_get_has_older (RbkTimeline *self)
{
  return self->has_older;
}

/**
 * rbk_timeline_load_older:
 *
 * Puts the few rows before the first one in front of it; to be called again as long as there is room.
 */
void
rbk_timeline_load_older (RbkTimeline *self)
{
  g_autoptr (GPtrArray) page = NULL;
  GPtrArray *old = self->items;
  const char *first;
  gboolean has_older;
  guint added;

  if (!self->has_older || old->len == 0)
    return;
  first = rbk_entry_get_id (rbk_timeline_item_get_entry (g_ptr_array_index (old, 0)));
  page = read_page (self, first, MORE_ROWS + 1);
  if (page == NULL)
    return;
  has_older = page->len > MORE_ROWS;
  if (has_older)
    g_ptr_array_remove_index (page, 0);
  added = page->len;
  g_ptr_array_extend (page, old, (GCopyFunc) (void *) g_object_ref, NULL);
  self->items = g_steal_pointer (&page);
  g_ptr_array_unref (old);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, added);
  set_has_older (self, has_older);
}
