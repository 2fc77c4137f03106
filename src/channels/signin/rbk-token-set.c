/* rbk-token-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-token-set.h"

#include "channels/signin/rbk-sign-in-words.h"
#include "keyring/rbk-keyring.h"

#include <glib/gi18n-lib.h>

/* An access token counts as stale this long before it is, so that no request dies of it on its way; of a
 * short life it is a quarter. */
#define MARGIN_SECONDS 300

void
rbk_token_set_free (RbkTokenSet *self)
{
  if (self == NULL)
    return;
  rbk_secret_text_free (self->access);
  rbk_secret_text_free (self->refresh);
  rbk_secret_text_free (self->client_secret);
  g_free (self->scope);
  g_free (self->issuer);
  g_free (self->token_endpoint);
  g_free (self->revocation_endpoint);
  g_free (self->client_id);
  g_free (self->address);
  g_free (self);
}

/**
 * rbk_token_set_new:
 * @client_secret: (nullable)
 * @now_us: wall clock, when the answer came
 *
 * Returns: (transfer full): what a first sign-in gave
 */
RbkTokenSet *
rbk_token_set_new (RbkProviderMetadata *metadata,
                   const char *client_id,
                   const char *client_secret,
                   const RbkTokenReply *reply,
                   gint64 now_us)
{
  RbkTokenSet *self = g_new0 (RbkTokenSet, 1);

  self->access = g_strdup (reply->access);
  self->refresh = g_strdup (reply->refresh);
  self->obtained_us = now_us;
  self->lifetime_s = reply->lifetime_s;
  self->scope = g_strdup (reply->scope);
  self->issuer = g_strdup (metadata->issuer);
  self->token_endpoint = g_uri_to_string (metadata->token);
  if (metadata->revocation != NULL)
    self->revocation_endpoint = g_uri_to_string (metadata->revocation);
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  return self;
}

/**
 * rbk_token_set_renew:
 *
 * Returns: (transfer full): @self with what a refresh gave; what that left out stays (RFC 6749 §6)
 */
RbkTokenSet *
rbk_token_set_renew (const RbkTokenSet *self, const RbkTokenReply *reply, gint64 now_us)
{
  RbkTokenSet *renewed = g_new0 (RbkTokenSet, 1);

  renewed->access = g_strdup (reply->access);
  renewed->refresh = g_strdup (reply->refresh != NULL ? reply->refresh : self->refresh);
  renewed->obtained_us = now_us;
  renewed->lifetime_s = reply->lifetime_s;
  renewed->scope = g_strdup (reply->scope != NULL ? reply->scope : self->scope);
  renewed->issuer = g_strdup (self->issuer);
  renewed->token_endpoint = g_strdup (self->token_endpoint);
  renewed->revocation_endpoint = g_strdup (self->revocation_endpoint);
  renewed->client_id = g_strdup (self->client_id);
  renewed->client_secret = g_strdup (self->client_secret);
  renewed->address = g_strdup (self->address);
  return renewed;
}

/**
 * rbk_token_set_is_fresh:
 * @now_us: wall clock
 *
 * Returns: whether the access token will do for a request that begins now. One whose life is not known does
 *   until a server refuses it; one from the future does not, since a clock was turned back
 */
gboolean
rbk_token_set_is_fresh (const RbkTokenSet *self, gint64 now_us)
{
  gint64 age_s = (now_us - self->obtained_us) / G_USEC_PER_SEC;
  gint64 margin_s = MIN (MARGIN_SECONDS, self->lifetime_s / 4);

  if (self->lifetime_s == 0)
    return TRUE;
  return age_s >= -MARGIN_SECONDS && age_s < self->lifetime_s - margin_s;
}

/**
 * rbk_token_set_write:
 *
 * Returns: (transfer full): one line of JSON, for the keyring
 */
RbkSecretText *
rbk_token_set_write (const RbkTokenSet *self)
{
  JsonObject *root = rbk_json_new ("access",
                                   self->access,
                                   "refresh",
                                   self->refresh,
                                   "scope",
                                   self->scope,
                                   "issuer",
                                   self->issuer,
                                   "token_endpoint",
                                   self->token_endpoint,
                                   "revocation_endpoint",
                                   self->revocation_endpoint,
                                   "client_id",
                                   self->client_id,
                                   "client_secret",
                                   self->client_secret,
                                   "address",
                                   self->address,
                                   NULL);
  RbkSecretText *text;

  json_object_set_int_member (root, "obtained_us", self->obtained_us);
  json_object_set_int_member (root, "lifetime_s", self->lifetime_s);
  text = rbk_json_write (root);
  rbk_secret_json_unref (root);
  return text;
}

/**
 * rbk_token_set_read:
 *
 * Returns: (transfer full) (nullable): what rbk_token_set_write() wrote; NULL if @text is something else
 */
RbkTokenSet *
rbk_token_set_read (const char *text)
{
  JsonObject *root = rbk_json_parse_object (text, -1, NULL);
  g_autoptr (RbkTokenSet) self = g_new0 (RbkTokenSet, 1);

  self->access = g_strdup (rbk_json_get_string (root, "access"));
  self->refresh = g_strdup (rbk_json_get_string (root, "refresh"));
  self->obtained_us = rbk_json_get_int (root, "obtained_us", 0);
  self->lifetime_s = rbk_json_get_int (root, "lifetime_s", 0);
  self->scope = g_strdup (rbk_json_get_string (root, "scope"));
  self->issuer = g_strdup (rbk_json_get_string (root, "issuer"));
  self->token_endpoint = g_strdup (rbk_json_get_string (root, "token_endpoint"));
  self->revocation_endpoint = g_strdup (rbk_json_get_string (root, "revocation_endpoint"));
  self->client_id = g_strdup (rbk_json_get_string (root, "client_id"));
  self->client_secret = g_strdup (rbk_json_get_string (root, "client_secret"));
  self->address = g_strdup (rbk_json_get_string (root, "address"));
  rbk_secret_json_unref (root);
  if (self->access == NULL || self->issuer == NULL || self->token_endpoint == NULL ||
      self->client_id == NULL || self->lifetime_s < 0 || self->lifetime_s > G_MAXINT32)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_token_set_load:
 *
 * Blocks, perhaps for as long as the person takes to unlock the keyring.
 *
 * Returns: (transfer full): the account's tokens; NULL with %RBK_CHANNEL_ERROR_SIGN_IN if there are none on
 *   this computer, or with an RbkKeyringError
 */
RbkTokenSet *
rbk_token_set_load (const char *account_id, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  char *stored = rbk_keyring_lookup (RBK_KEYRING_TOKENS, account_id, cancellable, &cause);
  RbkTokenSet *self = stored != NULL ? rbk_token_set_read (stored) : NULL;

  rbk_keyring_free (stored);
  if (cause != NULL)
    g_propagate_error (error, cause);
  else if (self == NULL)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_SIGN_IN,
      _ ("Ringback is not signed in to this company account on this computer. Sign in in "
         "Preferences, under Accounts."));
  return self;
}

/**
 * rbk_token_set_store:
 *
 * Keeps it for the account, in place of what was there. Blocks likewise.
 *
 * Returns: FALSE with an RbkKeyringError
 */
gboolean
rbk_token_set_store (const RbkTokenSet *self,
                     const char *account_id,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (RbkSecretText) text = rbk_token_set_write (self);

  return rbk_keyring_store (
    RBK_KEYRING_TOKENS, account_id, _ ("Ringback: sign-in to a company account"), text, cancellable, error);
}
