/* rbk-customer.h: a customer as the entries about them add up to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry-kind.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a customer asked not to receive; bits (K-30…K-34). */
typedef enum
{
  RBK_MEDIUM_CALL = 1 << 0,
  RBK_MEDIUM_TEXT = 1 << 1,
  RBK_MEDIUM_EMAIL = 1 << 2,
  RBK_MEDIUM_ALL = RBK_MEDIUM_CALL | RBK_MEDIUM_TEXT | RBK_MEDIUM_EMAIL,
} RbkMedium;

RbkMedium rbk_medium_from_name (const char *name);

#define RBK_TYPE_CUSTOMER (rbk_customer_get_type ())
G_DECLARE_FINAL_TYPE (RbkCustomer, rbk_customer, RBK, CUSTOMER, GObject)

RbkCustomer *rbk_customer_new (const char *id, JsonObject *facts);
void rbk_customer_set_standing (RbkCustomer *self,
                                gint64 waiting_since_us,
                                gint64 last_time_us,
                                RbkEntryKind last_kind,
                                const char *last_words,
                                RbkMedium opted_out,
                                const char *assigned);

const char *rbk_customer_get_id (RbkCustomer *self);
JsonObject *rbk_customer_get_facts (RbkCustomer *self);
const char *rbk_customer_get_name (RbkCustomer *self);
const char *rbk_customer_get_first_name (RbkCustomer *self);
const char *rbk_customer_get_phone (RbkCustomer *self);
const char *rbk_customer_get_email (RbkCustomer *self);
const char *rbk_customer_get_time_zone (RbkCustomer *self);
const char *rbk_customer_get_preferred_medium (RbkCustomer *self);
char *rbk_customer_dup_wanted (RbkCustomer *self);
gint64 rbk_customer_get_waiting_since_us (RbkCustomer *self);
gint64 rbk_customer_get_last_time_us (RbkCustomer *self);
RbkEntryKind rbk_customer_get_last_kind (RbkCustomer *self);
const char *rbk_customer_get_last_words (RbkCustomer *self);
RbkMedium rbk_customer_get_opted_out (RbkCustomer *self);
const char *rbk_customer_get_assigned (RbkCustomer *self);

JsonObject *rbk_customer_merge_facts (JsonObject *facts, JsonObject *changes);
char *rbk_vehicle_dup_words (JsonObject *vehicle);

G_END_DECLS
