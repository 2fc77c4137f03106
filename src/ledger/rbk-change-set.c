/* rbk-change-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-change-set-private.h"

/* Nothing changes after construction, so it may be read from any thread. */
struct _RbkChangeSet
{
  GObject parent_instance;

  GPtrArray *entries;    /* (owned) (element-type RbkEntry) */
  GHashTable *customers; /* (owned): a set of ids, held by the entries */
  guint64 kinds;         /* a bit a kind */
};

G_DEFINE_FINAL_TYPE (RbkChangeSet, rbk_change_set, G_TYPE_OBJECT)

static guint64
bit_of (RbkEntryKind kind)
{
  return G_GUINT64_CONSTANT (1) << ((guint) kind <= RBK_ENTRY_KIND_LAST ? (guint) kind : 0);
}

static void
rbk_change_set_finalize (GObject *object)
{
  RbkChangeSet *self = RBK_CHANGE_SET (object);

  g_hash_table_unref (self->customers);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (rbk_change_set_parent_class)->finalize (object);
}

static void
rbk_change_set_class_init (RbkChangeSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_change_set_finalize;
}

static void
rbk_change_set_init (RbkChangeSet *self)
{
  self->customers = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * rbk_change_set_new:
 * @entries: (transfer none) (element-type RbkEntry): what was appended; not changed any more
 *
 * Returns: (transfer full): the news of them
 */
RbkChangeSet *
rbk_change_set_new (GPtrArray *entries)
{
  RbkChangeSet *self = g_object_new (RBK_TYPE_CHANGE_SET, NULL);

  self->entries = g_ptr_array_ref (entries);
  for (guint i = 0; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);
      const char *customer = rbk_entry_get_customer (entry);

      if (customer != NULL)
        g_hash_table_add (self->customers, (gpointer) customer);
      self->kinds |= bit_of (rbk_entry_get_kind (entry));
    }
  return self;
}

/**
 * rbk_change_set_get_entries:
 *
 * Returns: (transfer none) (element-type RbkEntry): the entries that were appended, in order
 */
GPtrArray *
rbk_change_set_get_entries (RbkChangeSet *self)
{
  return self->entries;
}

/**
 * rbk_change_set_touches_customer:
 * @customer: an id
 *
 * Returns: whether any of the entries is about @customer
 */
gboolean
rbk_change_set_touches_customer (RbkChangeSet *self, const char *customer)
{
  return customer != NULL && g_hash_table_contains (self->customers, customer);
}

/**
 * rbk_change_set_has_kind:
 *
 * Returns: whether any of the entries is of @kind
 */
gboolean
rbk_change_set_has_kind (RbkChangeSet *self, RbkEntryKind kind)
{
  return (self->kinds & bit_of (kind)) != 0;
}
