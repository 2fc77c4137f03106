/* rbk-contact-row.h: a phone number or an email address of a customer, being written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "remove" (): the person wants it gone; "changed" is GtkEditable's. */
#define RBK_TYPE_CONTACT_ROW (rbk_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkContactRow, rbk_contact_row, RBK, CONTACT_ROW, AdwEntryRow)

GtkWidget *rbk_contact_row_new_phone (RbkDesk *desk, JsonObject *phone);
GtkWidget *rbk_contact_row_new_email (JsonObject *email);
JsonObject *rbk_contact_row_dup_facts (RbkContactRow *self);
gboolean rbk_contact_row_check (RbkContactRow *self, const char *words);
void rbk_contact_row_set_wrong (RbkContactRow *self, const char *words);

G_END_DECLS
