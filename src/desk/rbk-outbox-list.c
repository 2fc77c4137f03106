/* rbk-outbox-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-outbox-list.h"

#include "desk/rbk-desk-private.h"

#include <string.h>

/* More than anybody reads; the counts of the desk say how many there are. */
#define MOST_ROWS     500
#define MOST_FAILED   100
#define FAILED_FOR_US ((gint64) 7 * 24 * 3600 * G_USEC_PER_SEC)
#define BIT(state)    RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_##state)

struct _RbkOutboxList
{
  GObject parent_instance;

  RbkDesk *desk;    /* (owned) */
  GPtrArray *items; /* (owned) (element-type RbkTimelineItem) */
  guint refresh;    /* an idle that reads it anew; 0: none */
};

static void rbk_outbox_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkOutboxList,
                               rbk_outbox_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rbk_outbox_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return RBK_TYPE_TIMELINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RBK_OUTBOX_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RbkOutboxList *self = RBK_OUTBOX_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
rbk_outbox_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rbk_outbox_list_finalize (GObject *object)
{
  RbkOutboxList *self = RBK_OUTBOX_LIST (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_ptr_array_unref (self->items);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_outbox_list_parent_class)->finalize (object);
}

static void
rbk_outbox_list_class_init (RbkOutboxListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_outbox_list_finalize;
}

static void
rbk_outbox_list_init (RbkOutboxList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static guint
get_rank (RbkMessageState state)
{
  static const RbkMessageState order[] = { RBK_MESSAGE_STATE_UNKNOWN,
                                           RBK_MESSAGE_STATE_FAILED,
                                           RBK_MESSAGE_STATE_SENDING,
                                           RBK_MESSAGE_STATE_HELD,
                                           RBK_MESSAGE_STATE_QUEUED };
  guint rank = 0;

  while (rank < G_N_ELEMENTS (order) && order[rank] != state)
    rank++;
  return rank;
}

/* What a person has to look at first; what waits, by when it leaves; what happened, the latest first. */
static int
compare (gconstpointer a, gconstpointer b)
{
  RbkMessage *one = *(RbkMessage *const *) a, *other = *(RbkMessage *const *) b;
  RbkMessageState state = rbk_message_get_state (one);
  guint rank = get_rank (state), other_rank = get_rank (rbk_message_get_state (other));
  gint64 time, other_time;

  if (rank != other_rank)
    return rank < other_rank ? -1 : 1;
  if (state == RBK_MESSAGE_STATE_FAILED || state == RBK_MESSAGE_STATE_UNKNOWN)
    {
      time = -rbk_message_get_state_us (one);
      other_time = -rbk_message_get_state_us (other);
    }
  else
    {
      time = rbk_message_get_next_us (one);
      other_time = rbk_message_get_next_us (other);
    }
  if (time != other_time)
    return time < other_time ? -1 : 1;
  return strcmp (rbk_message_get_id (one), rbk_message_get_id (other));
}

static gboolean
is_shown (RbkOutboxList *self, RbkMessage *message)
{
  /* What was told afterwards never was in the outbox. */
  if (rbk_message_get_account (message) == NULL)
    return FALSE;
  return rbk_message_get_state (message) != RBK_MESSAGE_STATE_FAILED ||
         rbk_message_get_state_us (message) >
           rbk_clock_now_us (rbk_desk_get_clock (self->desk)) - FAILED_FOR_US;
}

/* (transfer full) (nullable) (element-type RbkMessage) */
static GPtrArray *
read_messages (RbkOutboxList *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = rbk_ledger_reader_list_messages (
    self->desk->reader, BIT (QUEUED) | BIT (HELD) | BIT (SENDING) | BIT (UNKNOWN), MOST_ROWS, &error);
  g_autoptr (GPtrArray) failed = NULL;

  if (messages != NULL)
    failed = rbk_ledger_reader_list_newest_messages (self->desk->reader, BIT (FAILED), MOST_FAILED, &error);
  if (failed == NULL)
    {
      g_warning ("The outbox could not be read: %s", error->message);
      return NULL;
    }
  g_ptr_array_extend (messages, failed, (GCopyFunc) (void *) g_object_ref, NULL);
  for (guint i = 0; i < messages->len;)
    {
      if (is_shown (self, g_ptr_array_index (messages, i)))
        i++;
      else
        g_ptr_array_remove_index (messages, i);
    }
  g_ptr_array_sort (messages, compare);
  return g_steal_pointer (&messages);
}

/* Rows stay the objects that they were; an entry is read once. (transfer full) (nullable) */
static RbkTimelineItem *
find_or_make (RbkOutboxList *self, GHashTable *known, RbkMessage *message)
{
  RbkTimelineItem *item = g_hash_table_lookup (known, rbk_message_get_id (message));
  g_autoptr (RbkEntry) entry = NULL;

  if (item != NULL)
    {
      rbk_timeline_item_set_message (item, message);
      return g_object_ref (item);
    }
  entry = rbk_ledger_reader_get_entry (self->desk->reader, rbk_message_get_id (message), NULL);
  return entry != NULL ? rbk_timeline_item_new (entry, message) : NULL;
}

static void
refresh (RbkOutboxList *self)
{
  g_autoptr (GPtrArray) old = g_ptr_array_ref (self->items);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) messages = NULL;
  GPtrArray *items;
  guint before = 0, after = 0;

  if (self->desk->reader == NULL)
    return;
  messages = read_messages (self);
  if (messages == NULL)
    return;
  for (guint i = 0; i < old->len; i++)
    {
      RbkTimelineItem *item = g_ptr_array_index (old, i);

      g_hash_table_insert (known, (gpointer) rbk_entry_get_id (rbk_timeline_item_get_entry (item)), item);
    }
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < messages->len; i++)
    {
      RbkTimelineItem *item = find_or_make (self, known, g_ptr_array_index (messages, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  while (before < old->len && before < items->len &&
         g_ptr_array_index (old, before) == g_ptr_array_index (items, before))
    before++;
  while (after < old->len - before && after < items->len - before &&
         g_ptr_array_index (old, old->len - 1 - after) == g_ptr_array_index (items, items->len - 1 - after))
    after++;
  g_ptr_array_unref (self->items);
  self->items = items;
  if (before != old->len || old->len != items->len)
    g_list_model_items_changed (
      G_LIST_MODEL (self), before, old->len - before - after, items->len - before - after);
}

static gboolean
refresh_cb (gpointer data)
{
  RbkOutboxList *self = data;

  self->refresh = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* A hundred messages that leave are a hundred transactions: they are looked at together. */
static void
changed_cb (RbkOutboxList *self, RbkChangeSet *changes)
{
  if (self->refresh == 0 && (rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_DELIVERY) ||
                             rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_EMAIL) ||
                             rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_TEXT)))
    self->refresh = g_idle_add (refresh_cb, self);
}

/**
 * rbk_outbox_list_new:
 * @desk: an open desk
 *
 * Returns: (transfer full): what is on its way and what failed in the last seven days, kept current: first
 * what a person has to look at (unknown, failed), then what is being sent, is held, and waits, by when it
 * leaves
 */
RbkOutboxList *
rbk_outbox_list_new (RbkDesk *desk)
{
  RbkOutboxList *self = g_object_new (RBK_TYPE_OUTBOX_LIST, NULL);

  self->desk = g_object_ref (desk);
  refresh (self);
  g_signal_connect_object (
    rbk_desk_get_ledger (desk), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
