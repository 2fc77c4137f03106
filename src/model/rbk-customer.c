/* rbk-customer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-customer.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

struct _RbkCustomer
{
  GObject parent_instance;

  char *id;          /* (owned) */
  JsonObject *facts; /* (owned): the customer-changed payloads, laid over each other */
  char *name;        /* (owned) */

  /* Set once, by the ledger, before the object is shared. */
  gint64 waiting_since_us; /* 0: nobody waits */
  gint64 last_time_us;
  RbkEntryKind last_kind;
  char *last_words; /* (owned) (nullable) */
  RbkMedium opted_out;
  char *assigned; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RbkCustomer, rbk_customer, G_TYPE_OBJECT)

static void
rbk_customer_finalize (GObject *object)
{
  RbkCustomer *self = RBK_CUSTOMER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->last_words);
  g_free (self->assigned);
  json_object_unref (self->facts);
  G_OBJECT_CLASS (rbk_customer_parent_class)->finalize (object);
}

static void
rbk_customer_class_init (RbkCustomerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_customer_finalize;
}

static void
rbk_customer_init (RbkCustomer *self)
{
}

/**
 * rbk_medium_from_name:
 * @name: (nullable): "call", "text", "email" or "all"
 *
 * Returns: the medium; all of them for any other text, so that a wish not to be
 *   contacted which cannot be read is honoured in full
 */
RbkMedium
rbk_medium_from_name (const char *name)
{
  if (g_strcmp0 (name, "call") == 0)
    return RBK_MEDIUM_CALL;
  if (g_strcmp0 (name, "text") == 0)
    return RBK_MEDIUM_TEXT;
  if (g_strcmp0 (name, "email") == 0)
    return RBK_MEDIUM_EMAIL;
  return RBK_MEDIUM_ALL;
}

static const char *
get_first_of (JsonObject *facts, const char *list, const char *member)
{
  return rbk_json_get_string (rbk_json_array_get_object (rbk_json_get_array (facts, list), 0), member);
}

static char *
make_name (JsonObject *facts)
{
  const char *first = rbk_json_get_string (facts, "first");
  const char *last = rbk_json_get_string (facts, "last");
  g_autofree char *both = g_strdup_printf ("%s %s", first != NULL ? first : "", last != NULL ? last : "");
  const char *otherwise;

  g_strstrip (both);
  if (*both != '\0')
    return g_steal_pointer (&both);
  otherwise = get_first_of (facts, "phones", "number");
  if (otherwise == NULL)
    otherwise = get_first_of (facts, "emails", "address");
  return g_strdup (otherwise != NULL ? otherwise : _ ("Unnamed customer"));
}

/**
 * rbk_customer_new:
 * @facts: (transfer none): what the customer-changed entries add up to
 *
 * Returns: (transfer full): the customer
 */
RbkCustomer *
rbk_customer_new (const char *id, JsonObject *facts)
{
  RbkCustomer *self = g_object_new (RBK_TYPE_CUSTOMER, NULL);

  self->id = g_strdup (id);
  self->facts = json_object_ref (facts);
  self->name = make_name (facts);
  return self;
}

/**
 * rbk_customer_set_standing:
 * @waiting_since_us: since when this customer waits for the showroom; 0 if they do not
 * @last_time_us: when the newest entry happened
 * @last_words: (nullable): a line of it
 * @opted_out: what they asked not to receive
 * @assigned: (nullable): the person who looks after them
 *
 * For the ledger alone, right after rbk_customer_new().
 */
void
rbk_customer_set_standing (RbkCustomer *self,
                           gint64 waiting_since_us,
                           gint64 last_time_us,
                           RbkEntryKind last_kind,
                           const char *last_words,
                           RbkMedium opted_out,
                           const char *assigned)
{
  self->waiting_since_us = waiting_since_us;
  self->last_time_us = last_time_us;
  self->last_kind = last_kind;
  g_set_str (&self->last_words, last_words);
  self->opted_out = opted_out;
  g_set_str (&self->assigned, assigned);
}

/**
 * rbk_customer_get_id:
 *
 * Returns: (transfer none): the id
 */
const char *
rbk_customer_get_id (RbkCustomer *self)
{
  return self->id;
}

/**
 * rbk_customer_get_facts:
 *
 * Returns: (transfer none): all that is known, as in a customer-changed payload
 */
JsonObject *
rbk_customer_get_facts (RbkCustomer *self)
{
  return self->facts;
}

/**
 * rbk_customer_get_name:
 *
 * Returns: (transfer none): a name to show: their own, else a number or address
 */
const char *
rbk_customer_get_name (RbkCustomer *self)
{
  return self->name;
}

/**
 * rbk_customer_get_first_name:
 *
 * Returns: (nullable) (transfer none): what to call them
 */
const char *
rbk_customer_get_first_name (RbkCustomer *self)
{
  return rbk_json_get_string (self->facts, "first");
}

/**
 * rbk_customer_get_phone:
 *
 * Returns: (nullable) (transfer none): their first number, E.164
 */
const char *
rbk_customer_get_phone (RbkCustomer *self)
{
  return get_first_of (self->facts, "phones", "number");
}

/**
 * rbk_customer_get_email:
 *
 * Returns: (nullable) (transfer none): their first address
 */
const char *
rbk_customer_get_email (RbkCustomer *self)
{
  return get_first_of (self->facts, "emails", "address");
}

/**
 * rbk_customer_get_time_zone:
 *
 * Returns: (nullable) (transfer none): the IANA zone they are said to live in
 */
const char *
rbk_customer_get_time_zone (RbkCustomer *self)
{
  return rbk_json_get_string (self->facts, "time_zone");
}

/**
 * rbk_customer_get_preferred_medium:
 *
 * Returns: (nullable) (transfer none): "call", "text" or "email"
 */
const char *
rbk_customer_get_preferred_medium (RbkCustomer *self)
{
  return rbk_json_get_string (self->facts, "preferred_medium");
}

/**
 * rbk_vehicle_dup_words:
 * @vehicle: (nullable): one of "wanted" or "trade"
 *
 * Returns: (transfer full): for example "2024 Kestrel Trail"; empty if nothing is known
 */
char *
rbk_vehicle_dup_words (JsonObject *vehicle)
{
  static const char *const parts[] = { "year", "make", "model", "trim" };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = rbk_json_get_string (vehicle, parts[i]);
      gint64 number = rbk_json_get_int (vehicle, parts[i], 0);

      if (words->len > 0 && (part != NULL || number != 0))
        g_string_append_c (words, ' ');
      if (part != NULL)
        g_string_append (words, part);
      else if (number != 0)
        g_string_append_printf (words, "%" G_GINT64_FORMAT, number);
    }
  return g_string_free_and_steal (words);
}

/**
 * rbk_customer_dup_wanted:
 *
 * Returns: (transfer full): the first vehicle they want, in words; may be empty
 */
char *
rbk_customer_dup_wanted (RbkCustomer *self)
{
  return rbk_vehicle_dup_words (rbk_json_array_get_object (rbk_json_get_array (self->facts, "wanted"), 0));
}

/**
 * rbk_customer_get_waiting_since_us:
 *
 * Returns: since when they wait for the showroom, microseconds since 1970 UTC; 0 if they do not
 */
gint64
rbk_customer_get_waiting_since_us (RbkCustomer *self)
{
  return self->waiting_since_us;
}

/**
 * rbk_customer_get_last_time_us:
 *
 * Returns: when the newest entry happened
 */
gint64
rbk_customer_get_last_time_us (RbkCustomer *self)
{
  return self->last_time_us;
}

/**
 * rbk_customer_get_last_kind:
 *
 * Returns: the kind of the newest entry
 */
RbkEntryKind
rbk_customer_get_last_kind (RbkCustomer *self)
{
  return self->last_kind;
}

/**
 * rbk_customer_get_last_words:
 *
 * Returns: (nullable) (transfer none): a line of the newest entry
 */
const char *
rbk_customer_get_last_words (RbkCustomer *self)
{
  return self->last_words;
}

/**
 * rbk_customer_get_opted_out:
 *
 * Returns: what they asked not to receive
 */
RbkMedium
rbk_customer_get_opted_out (RbkCustomer *self)
{
  return self->opted_out;
}

/**
 * rbk_customer_get_assigned:
 *
 * Returns: (nullable) (transfer none): the id of the person who looks after them
 */
const char *
rbk_customer_get_assigned (RbkCustomer *self)
{
  return self->assigned;
}

/**
 * rbk_customer_merge_facts:
 * @facts: (nullable): what was known
 * @changes: a customer-changed payload
 *
 * Each member of @changes replaces that of @facts, members unknown to this Ringback
 * included; a null member takes it away.
 *
 * Returns: (transfer full): what is known now
 */
JsonObject *
rbk_customer_merge_facts (JsonObject *facts, JsonObject *changes)
{
  JsonObject *merged = json_object_new ();
  JsonObject *layers[] = { facts, changes };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *node;

      if (layers[i] == NULL)
        continue;
      json_object_iter_init_ordered (&iter, layers[i]);
      while (json_object_iter_next_ordered (&iter, &member, &node))
        {
          if (JSON_NODE_HOLDS_NULL (node))
            json_object_remove_member (merged, member);
          else
            json_object_set_member (merged, member, json_node_copy (node));
        }
    }
  return merged;
}
