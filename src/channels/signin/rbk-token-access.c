/* rbk-token-access.c
 *
 * A provider that rotates refresh tokens takes each of them once, and takes a second use for theft: it ends
 * the whole sign-in. So
 *   - only who holds the account's lock renews, and reads the keyring again once it does: another process or
 *     thread may have renewed meanwhile,
 *   - from the moment the request leaves until the new refresh token lies in the keyring, nothing cancels it,
 *     and the new access token is not used before,
 *   - if the keyring does not take it, it is kept here and stored first the next time.
 * A program that is killed, or a connection that is cut, between the provider's answer and the keyring leaves
 * the old refresh token there. It is tried all the same, since nothing else is left: providers that do not
 * rotate, or forgive a second use, give new tokens; others end the sign-in, and the person is told why
 * and signs in again. The mark on the lock is how that is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-token-access.h"

#include "channels/signin/rbk-sign-in-words.h"
#include "channels/signin/rbk-token-lock.h"
#include "channels/signin/rbk-token-set.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define BEARER "Bearer "
/* A renewal cannot be cancelled, so it must not take long. */
#define IDLE_SECONDS  10
#define WHOLE_SECONDS 20

struct _RbkTokenAccess
{
  GObject parent_instance;

  char *account_id;     /* (owned) */
  char *directory;      /* (owned) */
  RbkHttpSession *http; /* (owned) */

  /* Of whichever thread asks; one at a time (RbkAccess). */
  RbkTokenSet *set;     /* (owned) (nullable): what the keyring holds, as far as we know */
  RbkSecretText *spent; /* (owned) (nullable): what @set was renewed with; set while the keyring lacks @set */
  RbkSecretText *ended; /* (owned) (nullable): a refresh token that the provider does not take any more */
};

static void access_iface_init (RbkAccessInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkTokenAccess,
                               rbk_token_access,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_ACCESS, access_iface_init))

static void
rbk_token_access_finalize (GObject *object)
{
  RbkTokenAccess *self = RBK_TOKEN_ACCESS (object);

  g_free (self->account_id);
  g_free (self->directory);
  g_clear_object (&self->http);
  rbk_token_set_free (self->set);
  rbk_secret_text_free (self->spent);
  rbk_secret_text_free (self->ended);
  G_OBJECT_CLASS (rbk_token_access_parent_class)->finalize (object);
}

static void
rbk_token_access_class_init (RbkTokenAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_token_access_finalize;
}

static void
rbk_token_access_init (RbkTokenAccess *self)
{
  self->http = rbk_http_session_new ();
  rbk_http_session_set_timeout (self->http, IDLE_SECONDS, WHOLE_SECONDS);
}

static void
take_set (RbkTokenAccess *self, RbkTokenSet *set)
{
  g_clear_pointer (&self->set, rbk_token_set_free);
  g_clear_pointer (&self->spent, rbk_secret_text_free);
  self->set = set;
}

/* Keeps @set in the keyring, or remembers that it is not there yet. Not cancelled: see above. */
static gboolean
store (RbkTokenAccess *self, GError **error)
{
  if (!rbk_token_set_store (self->set, self->account_id, NULL, error))
    return FALSE;
  g_clear_pointer (&self->spent, rbk_secret_text_free);
  return TRUE;
}

/* Makes @set what the keyring holds, or the other way round if ours is the later. Under the lock. */
static gboolean
catch_up (RbkTokenAccess *self, RbkTokenLock *lock, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkTokenSet) stored = rbk_token_set_load (self->account_id, cancellable, error);

  if (stored == NULL)
    return FALSE;
  if (self->spent == NULL || stored->refresh == NULL || !rbk_secret_text_equal (stored->refresh, self->spent))
    {
      take_set (self, g_steal_pointer (&stored));
      return TRUE;
    }
  if (!store (self, error))
    return FALSE;
  rbk_token_lock_set_marked (lock, NULL);
  return TRUE;
}

static void
set_ended (GError **error, gboolean interrupted)
{
  if (interrupted)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_SIGN_IN,
      _ ("Ringback was interrupted while it renewed the company account's sign-in, and the "
         "provider has ended that sign-in to be safe. Nothing was sent. Sign in again in "
         "Preferences, under Accounts."));
  else
    rbk_channel_error_set (error,
                           RBK_CHANNEL_ERROR_SIGN_IN,
                           _ ("The company account's sign-in has ended: it expired, was withdrawn, or the "
                              "password was changed. Sign in again in Preferences, under Accounts."));
}

static RbkTokenReply *
ask (RbkTokenAccess *self, char **refusal, gboolean *uncertain, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (self->set->token_endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  GString *form;

  *uncertain = FALSE;
  if (uri == NULL)
    {
      rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_SIGN_IN);
      return NULL;
    }
  form = rbk_token_form_new ();
  rbk_token_form_add (form, "grant_type", "refresh_token");
  rbk_token_form_add (form, "refresh_token", self->set->refresh);
  rbk_token_form_add (form, "client_id", self->set->client_id);
  rbk_token_form_add (form, "client_secret", self->set->client_secret);
  return rbk_token_endpoint_ask (self->http, uri, form, refusal, uncertain, NULL, error);
}

/* Spends @set's refresh token. Under the lock. */
static gboolean
spend (RbkTokenAccess *self, RbkTokenLock *lock, GError **error)
{
  gboolean interrupted = rbk_token_lock_is_marked (lock, self->set->refresh);
  gboolean uncertain;
  g_autofree char *refusal = NULL;
  g_autoptr (RbkTokenReply) reply = NULL;
  g_autoptr (GError) cause = NULL;
  RbkSecretText *spent;

  rbk_token_lock_set_marked (lock, self->set->refresh);
  reply = ask (self, &refusal, &uncertain, &cause);
  if (reply == NULL && g_strcmp0 (refusal, "invalid_grant") == 0)
    {
      rbk_token_lock_set_marked (lock, NULL);
      g_clear_pointer (&self->ended, rbk_secret_text_free);
      self->ended = g_strdup (self->set->refresh);
      set_ended (error, interrupted);
      return FALSE;
    }
  if (reply == NULL)
    {
      if (!uncertain && !interrupted)
        rbk_token_lock_set_marked (lock, NULL);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  spent = g_strdup (self->set->refresh);
  take_set (self, rbk_token_set_renew (self->set, reply, g_get_real_time ()));
  self->spent = spent;
  if (!store (self, error))
    return FALSE;
  rbk_token_lock_set_marked (lock, NULL);
  return TRUE;
}

/* Sees to an access token that is fresh and not @refused (nullable). */
static gboolean
refresh (RbkTokenAccess *self, const char *refused, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkTokenLock) lock = rbk_token_lock_take (self->directory, self->account_id, cancellable, error);

  if (lock == NULL || !catch_up (self, lock, cancellable, error))
    return FALSE;
  if (rbk_token_set_is_fresh (self->set, g_get_real_time ()) && g_strcmp0 (self->set->access, refused) != 0)
    return TRUE;
  /* It was told before; the provider is not asked again and again. */
  if (self->set->refresh == NULL ||
      (self->ended != NULL && rbk_secret_text_equal (self->ended, self->set->refresh)))
    {
      set_ended (error, FALSE);
      return FALSE;
    }
  return spend (self, lock, error);
}

static char *
dup_authorization (RbkAccess *access, GCancellable *cancellable, GError **error)
{
  RbkTokenAccess *self = RBK_TOKEN_ACCESS (access);

  if (self->set == NULL)
    self->set = rbk_token_set_load (self->account_id, cancellable, error);
  if (self->set == NULL)
    return NULL;
  if (self->spent != NULL || !rbk_token_set_is_fresh (self->set, g_get_real_time ()))
    {
      if (!refresh (self, NULL, cancellable, error))
        return NULL;
    }
  return g_strconcat (BEARER, self->set->access, NULL);
}

static gboolean
renew (RbkAccess *access, const char *refused, GCancellable *cancellable, GError **error)
{
  RbkTokenAccess *self = RBK_TOKEN_ACCESS (access);
  const char *token = g_str_has_prefix (refused, BEARER) ? refused + strlen (BEARER) : refused;

  return refresh (self, token, cancellable, error);
}

static void
access_iface_init (RbkAccessInterface *iface)
{
  iface->dup_authorization = dup_authorization;
  iface->renew = renew;
}

/**
 * rbk_token_access_new:
 * @account_id: whose tokens rbk_token_set_store() kept
 * @directory: where the ledger lies; the lock is made there
 *
 * Returns: (transfer full): access to that account. It asks the keyring when it is first asked itself, and
 *   again when tokens were renewed or somebody signed in anew.
 */
RbkAccess *
rbk_token_access_new (const char *account_id, const char *directory)
{
  RbkTokenAccess *self = g_object_new (RBK_TYPE_TOKEN_ACCESS, NULL);

  self->account_id = g_strdup (account_id);
  self->directory = g_strdup (directory);
  return RBK_ACCESS (self);
}
