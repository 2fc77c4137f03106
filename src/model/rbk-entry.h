/* rbk-entry.h: an immutable fact about a customer or the showroom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry-kind.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The version of payloads that this Ringback writes. */
#define RBK_ENTRY_VERSION 1

#define RBK_TYPE_ENTRY (rbk_entry_get_type ())
G_DECLARE_FINAL_TYPE (RbkEntry, rbk_entry, RBK, ENTRY, GObject)

RbkEntry *rbk_entry_new (
  RbkEntryKind kind, const char *customer, const char *author, gint64 time_us, JsonObject *payload);
RbkEntry *rbk_entry_new_stored (const char *id,
                                RbkEntryKind kind,
                                guint version,
                                const char *customer,
                                const char *author,
                                const char *device,
                                gint64 time_us,
                                JsonObject *payload);

const char *rbk_entry_get_id (RbkEntry *self);
RbkEntryKind rbk_entry_get_kind (RbkEntry *self);
guint rbk_entry_get_version (RbkEntry *self);
const char *rbk_entry_get_customer (RbkEntry *self);
const char *rbk_entry_get_author (RbkEntry *self);
const char *rbk_entry_get_device (RbkEntry *self);
gint64 rbk_entry_get_time_us (RbkEntry *self);
JsonObject *rbk_entry_get_payload (RbkEntry *self);
const char *rbk_entry_get_string (RbkEntry *self, const char *member);
gint64 rbk_entry_get_int (RbkEntry *self, const char *member, gint64 otherwise);
gboolean rbk_entry_is_out (RbkEntry *self);

G_END_DECLS
