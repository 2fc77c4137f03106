/* rbk-entry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-entry.h"

#include "base/rbk-id.h"
#include "model/rbk-json.h"

/* Nothing changes after construction, so an entry may be read from any thread. */
struct _RbkEntry
{
  GObject parent_instance;

  char *id; /* (owned) */
  RbkEntryKind kind;
  guint version;
  char *customer; /* (owned) (nullable) */
  char *author;   /* (owned) */
  char *device;   /* (owned) (nullable): NULL until the ledger stores it */
  gint64 time_us;
  JsonObject *payload; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkEntry, rbk_entry, G_TYPE_OBJECT)

static void
rbk_entry_finalize (GObject *object)
{
  RbkEntry *self = RBK_ENTRY (object);

  g_free (self->id);
  g_free (self->customer);
  g_free (self->author);
  g_free (self->device);
  json_object_unref (self->payload);
  G_OBJECT_CLASS (rbk_entry_parent_class)->finalize (object);
}

static void
rbk_entry_class_init (RbkEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_entry_finalize;
}

static void
rbk_entry_init (RbkEntry *self)
{
}

/**
 * rbk_entry_new:
 * @customer: (nullable): the customer it is about
 * @author: the id of the person who says so
 * @time_us: when it happened, microseconds since 1970 UTC
 * @payload: (transfer full): what happened, as rbk-entry-kind.h lists it
 *
 * Returns: (transfer full): a new entry with an id of its own, not yet appended anywhere
 */
RbkEntry *
rbk_entry_new (
  RbkEntryKind kind, const char *customer, const char *author, gint64 time_us, JsonObject *payload)
{
  g_autofree char *id = rbk_id_new ();

  return rbk_entry_new_stored (id, kind, RBK_ENTRY_VERSION, customer, author, NULL, time_us, payload);
}

/**
 * rbk_entry_new_stored:
 * @version: the version its payload was written in
 * @device: (nullable): the PC on which it was appended
 * @payload: (transfer full): the payload, members unknown to this Ringback included
 *
 * Returns: (transfer full): the entry as it was appended
 */
RbkEntry *
rbk_entry_new_stored (const char *id,
                      RbkEntryKind kind,
                      guint version,
                      const char *customer,
                      const char *author,
                      const char *device,
                      gint64 time_us,
                      JsonObject *payload)
{
  RbkEntry *self;

  g_return_val_if_fail (id != NULL && author != NULL && payload != NULL, NULL);

  self = g_object_new (RBK_TYPE_ENTRY, NULL);
  self->id = g_strdup (id);
  self->kind = kind;
  self->version = version;
  self->customer = g_strdup (customer);
  self->author = g_strdup (author);
  self->device = g_strdup (device);
  self->time_us = time_us;
  self->payload = payload;
  return self;
}

/**
 * rbk_entry_get_id:
 *
 * Returns: (transfer none): its id, unique everywhere
 */
const char *
rbk_entry_get_id (RbkEntry *self)
{
  return self->id;
}

/**
 * rbk_entry_get_kind:
 *
 * Returns: what kind of fact it is
 */
RbkEntryKind
rbk_entry_get_kind (RbkEntry *self)
{
  return self->kind;
}

/**
 * rbk_entry_get_version:
 *
 * Returns: the version in which its payload was written
 */
guint
rbk_entry_get_version (RbkEntry *self)
{
  return self->version;
}

/**
 * rbk_entry_get_customer:
 *
 * Returns: (nullable) (transfer none): the customer it is about
 */
const char *
rbk_entry_get_customer (RbkEntry *self)
{
  return self->customer;
}

/**
 * rbk_entry_get_author:
 *
 * Returns: (transfer none): the id of the person who said so
 */
const char *
rbk_entry_get_author (RbkEntry *self)
{
  return self->author;
}

/**
 * rbk_entry_get_device:
 *
 * Returns: (nullable) (transfer none): the PC that appended it; NULL if it was not appended yet
 */
const char *
rbk_entry_get_device (RbkEntry *self)
{
  return self->device;
}

/**
 * rbk_entry_get_time_us:
 *
 * Returns: when it happened, microseconds since 1970 UTC
 */
gint64
rbk_entry_get_time_us (RbkEntry *self)
{
  return self->time_us;
}

/**
 * rbk_entry_get_payload:
 *
 * Returns: (transfer none): what happened; not to be changed
 */
JsonObject *
rbk_entry_get_payload (RbkEntry *self)
{
  return self->payload;
}

/**
 * rbk_entry_get_string:
 *
 * Returns: (nullable) (transfer none): the text at @member of the payload
 */
const char *
rbk_entry_get_string (RbkEntry *self, const char *member)
{
  return rbk_json_get_string (self->payload, member);
}

/**
 * rbk_entry_get_int:
 *
 * Returns: the number at @member of the payload, or @otherwise
 */
gint64
rbk_entry_get_int (RbkEntry *self, const char *member, gint64 otherwise)
{
  return rbk_json_get_int (self->payload, member, otherwise);
}

/**
 * rbk_entry_is_out:
 *
 * Returns: whether it is a call or message that went from the showroom to the customer
 */
gboolean
rbk_entry_is_out (RbkEntry *self)
{
  return self->kind == RBK_ENTRY_KIND_VOICEMAIL_LEFT ||
         g_strcmp0 (rbk_entry_get_string (self, "direction"), "out") == 0;
}
