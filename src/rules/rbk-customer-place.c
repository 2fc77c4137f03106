/* rbk-customer-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-customer-place.h"

#include "model/rbk-json.h"
#include "rules/rbk-gate-tables-private.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* Whether the clocks agree, in this decade's summers and winters. */
static gboolean
are_alike (GTimeZone *a, const char *other)
{
  static const gint64 times[] = { 1767225600, 1782864000, 1798761600, 1814400000 }; /* 2026-01…2027-07 */
  g_autoptr (GTimeZone) b = rbk_zone_find (other);

  for (guint i = 0; b != NULL && i < G_N_ELEMENTS (times); i++)
    {
      gint64 time_us = times[i] * G_USEC_PER_SEC;

      if (rbk_zone_to_local (a, time_us) != rbk_zone_to_local (b, time_us))
        return FALSE;
    }
  return b != NULL;
}

static void
add (RbkCustomerPlace *self, const char *state, const char *zone)
{
  RbkPlaceCandidate candidate = { state, zone };

  for (guint i = 0; i < self->candidates->len; i++)
    {
      const RbkPlaceCandidate *other = &g_array_index (self->candidates, RbkPlaceCandidate, i);

      if (g_strcmp0 (other->state, state) == 0 && g_str_equal (other->zone, zone))
        return;
    }
  candidate.zone = g_string_chunk_insert_const (self->text, zone);
  g_array_append_val (self->candidates, candidate);
}

static void
add_all (RbkCustomerPlace *self, const char *const *states, const char *const *zones)
{
  for (guint i = 0; zones[i] != NULL; i++)
    {
      if (states == NULL || states[0] == NULL)
        add (self, NULL, zones[i]);
      for (guint j = 0; states != NULL && states[j] != NULL; j++)
        add (self, states[j], zones[i]);
    }
}

/* Every state with its zones; with @zone only those whose clocks agree with it. */
static void
add_states (
  RbkCustomerPlace *self, RbkPlaceTables *places, const char *const *states, GTimeZone *zone, const char *id)
{
  for (guint i = 0; states != NULL && states[i] != NULL; i++)
    {
      const char *const *zones = rbk_place_tables_get_state_zones (places, states[i]);

      for (guint j = 0; zones != NULL && zones[j] != NULL; j++)
        {
          if (zone == NULL)
            add (self, states[i], zones[j]);
          else if (are_alike (zone, zones[j]))
            add (self, states[i], id);
        }
    }
}

/**
 * rbk_customer_place_find:
 * @number: (nullable): the one that is to be called or texted
 *
 * In the order of K-2: the time zone on the file, the ZIP, the state, the number's area. The state whose
 * rows count is that of the address, else that of the area, as far as it can be in the zone. Where neither
 * says anything, every state with its zones is a candidate.
 *
 * Returns: (transfer full): where they may be
 */
RbkCustomerPlace *
rbk_customer_place_find (RbkGateTables *tables, RbkCustomer *customer, const char *number)
{
  RbkCustomerPlace *self = g_new0 (RbkCustomerPlace, 1);
  RbkPlaceTables *places = rbk_gate_tables_get_places (tables);
  JsonObject *address = rbk_json_get_object (rbk_customer_get_facts (customer), "address");
  const char *zip = rbk_json_get_string (address, "postal_code");
  const char *region = rbk_json_get_string (address, "region");
  const char *stated = rbk_customer_get_time_zone (customer);
  g_autoptr (GTimeZone) zone = rbk_zone_find (stated);
  g_autofree char *e164 = rbk_phone_number_normalise (number);
  const char *const *zip_zones = NULL;
  const char *const *zip_states = zip != NULL ? rbk_place_tables_get_zip (places, zip, &zip_zones) : NULL;
  const char *const *number_zones = e164 != NULL ? rbk_place_tables_get_number_zones (places, e164) : NULL;
  const char *const *number_states = e164 != NULL ? rbk_place_tables_get_number_states (places, e164) : NULL;
  const char *state[] = { region != NULL ? rbk_place_tables_find_state (places, region) : NULL, NULL };

  self->candidates = g_array_new (FALSE, FALSE, sizeof (RbkPlaceCandidate));
  self->text = g_string_chunk_new (64);
  if (zone != NULL)
    {
      const char *const zones[] = { stated, NULL };

      self->source = RBK_PLACE_STATED_ZONE;
      if (zip_states != NULL)
        add_all (self, zip_states, zones);
      if (state[0] != NULL)
        add_all (self, state, zones);
      if (self->candidates->len == 0)
        add_states (self, places, number_states, zone, stated);
      if (self->candidates->len == 0)
        add_states (self, places, rbk_place_tables_get_states (places), zone, stated);
      if (self->candidates->len == 0)
        add_all (self, NULL, zones);
    }
  else if (zip_states != NULL || state[0] != NULL)
    {
      /* A ZIP and a state that contradict each other both count. */
      self->source = zip_states != NULL ? RBK_PLACE_ZIP : RBK_PLACE_STATE;
      if (zip_states != NULL)
        add_all (self, zip_states, zip_zones);
      if (state[0] != NULL && (zip_states == NULL || !g_strv_contains (zip_states, state[0])))
        add_states (self, places, state, NULL, NULL);
    }
  else if (number_zones != NULL)
    {
      self->source = RBK_PLACE_NUMBER;
      add_all (self, number_states, number_zones);
    }
  else
    {
      self->source = RBK_PLACE_UNKNOWN;
      add_states (self, places, rbk_place_tables_get_states (places), NULL, NULL);
    }
  return self;
}

/**
 * rbk_customer_place_may_be_in:
 * @state: (nullable): a state's code; NULL for a row that counts everywhere
 *
 * Returns: whether the rows of @state count
 */
gboolean
rbk_customer_place_may_be_in (const RbkCustomerPlace *self, const char *state)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      if (state == NULL ||
          g_strcmp0 (g_array_index (self->candidates, RbkPlaceCandidate, i).state, state) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_customer_place_dup_words:
 *
 * Returns: (transfer full): what is known of the place, a sentence for a person
 */
char *
rbk_customer_place_dup_words (const RbkCustomerPlace *self)
{
  switch (self->source)
    {
    case RBK_PLACE_STATED_ZONE:
      return g_strdup (_ ("Where they are is judged by the time zone on their file."));
    case RBK_PLACE_ZIP:
      return g_strdup (_ ("Where they are is judged by the ZIP code on their file."));
    case RBK_PLACE_STATE:
      return g_strdup (_ ("Where they are is judged by the state on their file; a ZIP code tells more."));
    case RBK_PLACE_NUMBER:
      return g_strdup (
        _ ("Where they are is only guessed by the number’s area; a ZIP code on their file tells more."));
    case RBK_PLACE_UNKNOWN:
    default:
      return g_strdup (
        _ ("Where they are is not known, so the hours of all states count together; a ZIP code on "
           "their file opens more."));
    }
}

/**
 * rbk_customer_place_free:
 * @self: (nullable)
 */
void
rbk_customer_place_free (RbkCustomerPlace *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->candidates);
  g_string_chunk_free (self->text);
  g_free (self);
}
