/* rbk-account.h: something of the company's by which messages leave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What an account is of; stored as its name. */
#define RBK_ACCOUNT_JMAP   "jmap"
#define RBK_ACCOUNT_GRAPH  "graph"
#define RBK_ACCOUNT_GMAIL  "gmail"
#define RBK_ACCOUNT_TWILIO "twilio"
#define RBK_ACCOUNT_WEB    "web"

/* How it is signed in to; stored as its name. */
#define RBK_SIGN_IN_PASSWORD "password"
#define RBK_SIGN_IN_TOKEN    "token"
#define RBK_SIGN_IN_OAUTH    "oauth"

/* A company mailbox, texting number or media host, without its secret, which is in the keyring by the
 * account's id. Immutable. */
#define RBK_TYPE_ACCOUNT (rbk_account_get_type ())
G_DECLARE_FINAL_TYPE (RbkAccount, rbk_account, RBK, ACCOUNT, GObject)

RbkAccount *rbk_account_new (const char *id,
                             const char *kind,
                             const char *address,
                             const char *server,
                             const char *user_name,
                             gboolean bearer,
                             gboolean removed);
RbkAccount *rbk_account_new_from_facts (const char *id, JsonObject *facts);
JsonObject *rbk_account_to_facts (RbkAccount *self);
const char *rbk_account_get_id (RbkAccount *self);
const char *rbk_account_get_kind (RbkAccount *self);
RbkMedium rbk_account_get_medium (RbkAccount *self);
const char *rbk_account_get_address (RbkAccount *self);
const char *rbk_account_get_server (RbkAccount *self);
const char *rbk_account_get_user_name (RbkAccount *self);
const char *rbk_account_get_sign_in (RbkAccount *self);
const char *rbk_account_get_issuer (RbkAccount *self);
const char *rbk_account_get_client_id (RbkAccount *self);
const char *rbk_account_get_tenant (RbkAccount *self);
const char *rbk_account_get_public_base (RbkAccount *self);
const char *rbk_account_get_messaging_service (RbkAccount *self);
gboolean rbk_account_is_bearer (RbkAccount *self);
gboolean rbk_account_is_removed (RbkAccount *self);

G_END_DECLS
