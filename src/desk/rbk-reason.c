/* rbk-reason.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-reason.h"

#include "desk/rbk-last-words.h"
#include "model/rbk-json.h"
#include "rules/rbk-likeness.h"

#include <glib/gi18n-lib.h>

/* Of who looks at more vehicles than that, nobody knows which one it will be. */
#define MOST_VEHICLES 2

struct _RbkReason
{
  GObject parent_instance;

  RbkReasonId id;
  char *about;        /* (owned): never NULL */
  char *fact;         /* (owned): never NULL */
  RbkRemark *warning; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RbkReason, rbk_reason, G_TYPE_OBJECT)

static void
rbk_reason_finalize (GObject *object)
{
  RbkReason *self = RBK_REASON (object);

  g_free (self->about);
  g_free (self->fact);
  g_clear_object (&self->warning);
  G_OBJECT_CLASS (rbk_reason_parent_class)->finalize (object);
}

static void
rbk_reason_class_init (RbkReasonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_reason_finalize;
}

static void
rbk_reason_init (RbkReason *self)
{
}

/**
 * rbk_reason_get_id:
 *
 * Returns: which reason it is
 */
RbkReasonId
rbk_reason_get_id (RbkReason *self)
{
  return self->id;
}

/**
 * rbk_reason_get_about:
 *
 * Returns: (transfer none): the vehicle that it is about, or the customer's own words, in one line; empty
 *   where nothing is known
 */
const char *
rbk_reason_get_about (RbkReason *self)
{
  return self->about;
}

/**
 * rbk_reason_get_fact:
 *
 * Returns: (transfer none): words with which the fact can begin; empty where only the person who calls can
 *   know any. Nobody but they can say whether it is so
 */
const char *
rbk_reason_get_fact (RbkReason *self)
{
  return self->fact;
}

/**
 * rbk_reason_get_warning:
 *
 * Returns: (transfer none) (nullable): that the customer was told this already (V-4)
 */
RbkRemark *
rbk_reason_get_warning (RbkReason *self)
{
  return self->warning;
}

static RbkRemark *
judge (const char *fact, const char *const *messages)
{
  int used = rbk_likeness_find_used_fact (fact, messages);

  if (used < 0)
    return NULL;
  return rbk_remark_new ("V-4",
                         RBK_REMARK_WARNING,
                         used == 0
                           ? _ ("The last message to this customer said this already. Find something new.")
                           : _ ("One of the last three messages to this customer said this already. "
                                "Find something new."));
}

/* @fact: (nullable): with %s for @about */
static void
add (GPtrArray *reasons, RbkReasonId id, const char *about, const char *fact, const char *const *messages)
{
  RbkReason *self = g_object_new (RBK_TYPE_REASON, NULL);
  GString *words = g_string_new (fact != NULL && *about != '\0' ? fact : "");

  g_string_replace (words, "%s", about, 1);
  self->id = id;
  self->about = g_strdup (about);
  self->fact = g_string_free_and_steal (words);
  self->warning = judge (self->fact, messages);
  g_ptr_array_add (reasons, self);
}

static void
add_vehicle (GPtrArray *reasons, const char *vehicle, const char *const *messages)
{
  /* These are spoken: they go on after "you will want to know it: " and the like in the scripts of
   * data/rules, and so are in their language, whatever the language of the window. */
  add (reasons, RBK_REASON_FORGOTTEN, vehicle, NULL, messages); /* only the caller knows what it was */
  add (reasons, RBK_REASON_LIKE_TRADED_IN, vehicle, "another %s", messages);
  add (reasons, RBK_REASON_NEW_STOCK, vehicle, "the %s you asked about", messages);
  add (reasons, RBK_REASON_INCENTIVE, vehicle, "the offer on the %s has changed", messages);
}

static void
add_vehicles (GPtrArray *reasons, RbkCustomer *customer, const char *const *messages)
{
  JsonArray *wanted = rbk_json_get_array (rbk_customer_get_facts (customer), "wanted");
  guint found = 0;

  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted) && found < MOST_VEHICLES; i++)
    {
      g_autofree char *vehicle = rbk_vehicle_dup_words (rbk_json_array_get_object (wanted, i));

      if (*vehicle == '\0')
        continue;
      add_vehicle (reasons, vehicle, messages);
      found++;
    }
  if (found == 0)
    add_vehicle (reasons, "", messages);
}

/**
 * rbk_reason_list:
 * @customer: as they stand now
 *
 * Returns: (transfer full) (element-type RbkReason): reasons to call them, with words about what they
 *   want and asked; the same reason comes once for each vehicle. NULL with an RbkLedgerError
 */
GPtrArray *
rbk_reason_list (RbkLedgerReader *reader, RbkCustomer *customer, GError **error)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_object_unref);
  const char *id = rbk_customer_get_id (customer);
  g_auto (GStrv) messages =
    rbk_last_words_list_told (reader, id, G_MAXINT64, RBK_REASON_LAST_MESSAGES, error);
  g_autofree char *question = NULL;
  g_autoptr (GError) failure = NULL;

  if (messages == NULL)
    return NULL;
  question = rbk_last_words_dup_asked (reader, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (question != NULL)
    add (reasons, RBK_REASON_QUESTION, question, NULL, (const char *const *) messages);
  add_vehicles (reasons, customer, (const char *const *) messages);
  add (reasons, RBK_REASON_OWN_WORDS, "", NULL, (const char *const *) messages);
  return g_steal_pointer (&reasons);
}

/**
 * rbk_reason_judge_fact:
 * @customer: an id
 * @fact: what shall be said
 *
 * Returns: (transfer full) (nullable): that the customer was told this already (V-4); NULL without an
 *   error if they were not
 */
RbkRemark *
rbk_reason_judge_fact (RbkLedgerReader *reader, const char *customer, const char *fact, GError **error)
{
  g_auto (GStrv) messages =
    rbk_last_words_list_told (reader, customer, G_MAXINT64, RBK_REASON_LAST_MESSAGES, error);

  return messages != NULL ? judge (fact, (const char *const *) messages) : NULL;
}
