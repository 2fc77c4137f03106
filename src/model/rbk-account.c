/* rbk-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-account.h"

#include "model/rbk-json.h"

struct _RbkAccount
{
  GObject parent_instance;

  char *id;                /* (owned) */
  char *kind;              /* (owned) */
  char *address;           /* (owned) */
  char *server;            /* (owned) (nullable) */
  char *user_name;         /* (owned) (nullable) */
  char *sign_in;           /* (owned) */
  char *issuer;            /* (owned) (nullable) */
  char *client_id;         /* (owned) (nullable) */
  char *tenant;            /* (owned) (nullable) */
  char *public_base;       /* (owned) (nullable) */
  char *messaging_service; /* (owned) (nullable) */
  gboolean removed;
};

G_DEFINE_FINAL_TYPE (RbkAccount, rbk_account, G_TYPE_OBJECT)

static void
rbk_account_finalize (GObject *object)
{
  RbkAccount *self = RBK_ACCOUNT (object);

  g_free (self->id);
  g_free (self->kind);
  g_free (self->address);
  g_free (self->server);
  g_free (self->user_name);
  g_free (self->sign_in);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->tenant);
  g_free (self->public_base);
  g_free (self->messaging_service);
  G_OBJECT_CLASS (rbk_account_parent_class)->finalize (object);
}

static void
rbk_account_class_init (RbkAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_account_finalize;
}

static void
rbk_account_init (RbkAccount *self)
{
}

/**
 * rbk_account_new:
 * @server: (nullable): the server's URL; NULL if it is found by itself (RFC 8620 §2.2)
 * @user_name: (nullable): the name to sign in with; NULL if it is the address
 * @bearer: whether the secret is a token rather than a password
 *
 * Returns: (transfer full): a mailbox that is signed in to without a browser
 */
RbkAccount *
rbk_account_new (const char *id,
                 const char *kind,
                 const char *address,
                 const char *server,
                 const char *user_name,
                 gboolean bearer,
                 gboolean removed)
{
  RbkAccount *self = g_object_new (RBK_TYPE_ACCOUNT, NULL);

  self->id = g_strdup (id);
  self->kind = g_strdup (kind);
  self->address = g_strdup (address);
  self->server = g_strdup (server);
  self->user_name = g_strdup (user_name);
  self->sign_in = g_strdup (bearer ? RBK_SIGN_IN_TOKEN : RBK_SIGN_IN_PASSWORD);
  self->removed = removed;
  return self;
}

/**
 * rbk_account_new_from_facts:
 * @facts: the payloads of the account-changed entries about it, laid over each other
 *
 * Returns: (transfer full): the account. What an earlier Ringback wrote says "bearer" where a later one
 *   says "sign_in"
 */
RbkAccount *
rbk_account_new_from_facts (const char *id, JsonObject *facts)
{
  const char *kind = rbk_json_get_string (facts, "kind");
  const char *address = rbk_json_get_string (facts, "address");
  const char *sign_in = rbk_json_get_string (facts, "sign_in");
  RbkAccount *self = rbk_account_new (id,
                                      kind != NULL ? kind : "",
                                      address != NULL ? address : "",
                                      rbk_json_get_string (facts, "server"),
                                      rbk_json_get_string (facts, "user_name"),
                                      rbk_json_get_boolean (facts, "bearer", FALSE),
                                      rbk_json_get_boolean (facts, "removed", FALSE));

  if (sign_in != NULL)
    g_set_str (&self->sign_in, sign_in);
  self->issuer = g_strdup (rbk_json_get_string (facts, "issuer"));
  self->client_id = g_strdup (rbk_json_get_string (facts, "client_id"));
  self->tenant = g_strdup (rbk_json_get_string (facts, "tenant"));
  self->public_base = g_strdup (rbk_json_get_string (facts, "public_base"));
  self->messaging_service = g_strdup (rbk_json_get_string (facts, "messaging_service"));
  return self;
}

static void
set_or_take_away (JsonObject *facts, const char *member, const char *text)
{
  /* An absent member says nothing; null takes away what an earlier entry said. */
  if (text != NULL)
    json_object_set_string_member (facts, member, text);
  else
    json_object_set_null_member (facts, member);
}

/**
 * rbk_account_to_facts:
 *
 * Returns: (transfer full): the payload of an account-changed entry that makes it what it is, whatever
 *   stood there before
 */
JsonObject *
rbk_account_to_facts (RbkAccount *self)
{
  JsonObject *facts = rbk_json_new (
    "account", self->id, "kind", self->kind, "address", self->address, "sign_in", self->sign_in, NULL);

  set_or_take_away (facts, "server", self->server);
  set_or_take_away (facts, "user_name", self->user_name);
  set_or_take_away (facts, "issuer", self->issuer);
  set_or_take_away (facts, "client_id", self->client_id);
  set_or_take_away (facts, "tenant", self->tenant);
  set_or_take_away (facts, "public_base", self->public_base);
  set_or_take_away (facts, "messaging_service", self->messaging_service);
  /* An older Ringback that reads it looks here. */
  json_object_set_boolean_member (facts, "bearer", rbk_account_is_bearer (self));
  json_object_set_boolean_member (facts, "removed", self->removed);
  return facts;
}

/**
 * rbk_account_get_id:
 *
 * Returns: (transfer none): the id, by which its secret is kept in the keyring
 */
const char *
rbk_account_get_id (RbkAccount *self)
{
  return self->id;
}

/**
 * rbk_account_get_kind:
 *
 * Returns: (transfer none): what it is of: "jmap", "graph", "gmail" (mailboxes), "twilio" (a texting
 *   number), "web" (where recordings are put); anything else was added by a newer Ringback
 */
const char *
rbk_account_get_kind (RbkAccount *self)
{
  return self->kind;
}

/**
 * rbk_account_get_medium:
 *
 * Returns: the one bit of the medium that leaves by it; 0 if no message does
 */
RbkMedium
rbk_account_get_medium (RbkAccount *self)
{
  static const struct
  {
    const char *kind;
    RbkMedium medium;
  } media[] = {
    { RBK_ACCOUNT_JMAP, RBK_MEDIUM_EMAIL },
    { RBK_ACCOUNT_GRAPH, RBK_MEDIUM_EMAIL },
    { RBK_ACCOUNT_GMAIL, RBK_MEDIUM_EMAIL },
    { RBK_ACCOUNT_TWILIO, RBK_MEDIUM_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    {
      if (g_str_equal (self->kind, media[i].kind))
        return media[i].medium;
    }
  return (RbkMedium) 0;
}

/**
 * rbk_account_get_address:
 *
 * Returns: (transfer none): what every message comes from: the mailbox's address; the number,
 *   E.164, of a texting line
 */
const char *
rbk_account_get_address (RbkAccount *self)
{
  return self->address;
}

/**
 * rbk_account_get_server:
 *
 * Returns: (nullable) (transfer none): the base URL; NULL if it is the provider's own, or found by itself
 *   (RFC 8620 §2.2)
 */
const char *
rbk_account_get_server (RbkAccount *self)
{
  return self->server;
}

/**
 * rbk_account_get_user_name:
 *
 * Returns: (nullable) (transfer none): the name to sign in with; NULL if it is the address. The account
 *   SID of Twilio
 */
const char *
rbk_account_get_user_name (RbkAccount *self)
{
  return self->user_name;
}

/**
 * rbk_account_get_sign_in:
 *
 * Returns: (transfer none): "password", "token" (one that was entered) or "oauth" (in a browser)
 */
const char *
rbk_account_get_sign_in (RbkAccount *self)
{
  return self->sign_in;
}

/**
 * rbk_account_get_issuer:
 *
 * Returns: (nullable) (transfer none): who signs in (RFC 8414), if by OAuth
 */
const char *
rbk_account_get_issuer (RbkAccount *self)
{
  return self->issuer;
}

/**
 * rbk_account_get_client_id:
 *
 * Returns: (nullable) (transfer none): as what Ringback is known there, if by OAuth
 */
const char *
rbk_account_get_client_id (RbkAccount *self)
{
  return self->client_id;
}

/**
 * rbk_account_get_tenant:
 *
 * Returns: (nullable) (transfer none): the company's name there, if by OAuth and it has one
 */
const char *
rbk_account_get_tenant (RbkAccount *self)
{
  return self->tenant;
}

/**
 * rbk_account_get_public_base:
 *
 * Returns: (nullable) (transfer none): the URL below which customers get what is put into a media host
 */
const char *
rbk_account_get_public_base (RbkAccount *self)
{
  return self->public_base;
}

/**
 * rbk_account_get_messaging_service:
 *
 * Returns: (nullable) (transfer none): what of the provider's the number is registered with (K-40), a SID
 *   of Twilio, if it is
 */
const char *
rbk_account_get_messaging_service (RbkAccount *self)
{
  return self->messaging_service;
}

/**
 * rbk_account_is_bearer:
 *
 * Returns: whether the secret is a token that was entered, rather than a password
 */
gboolean
rbk_account_is_bearer (RbkAccount *self)
{
  return g_str_equal (self->sign_in, RBK_SIGN_IN_TOKEN);
}

/**
 * rbk_account_is_removed:
 *
 * Returns: whether it was taken away
 */
gboolean
rbk_account_is_removed (RbkAccount *self)
{
  return self->removed;
}
