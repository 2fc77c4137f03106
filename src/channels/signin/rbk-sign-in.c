/* rbk-sign-in.c
 *
 * All that blocks runs in order on a thread of its own, from a copy of what it needs; the window hears of it
 * by signals in its own main context. Nothing is kept here: whoever asked stores the tokens once the account
 * is there to store them for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-sign-in.h"

#include "base/rbk-worker.h"
#include "channels/signin/rbk-device-grant.h"
#include "channels/signin/rbk-id-token.h"
#include "channels/signin/rbk-loopback-redirect.h"
#include "channels/signin/rbk-pkce.h"
#include "channels/signin/rbk-sign-in-scope.h"
#include "channels/signin/rbk-sign-in-words.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* How long a person may take to find a password and a second factor. */
#define PATIENCE_SECONDS 600u
#define IDLE_SECONDS     30u
#define WHOLE_SECONDS    60u

struct _RbkSignIn
{
  GObject parent_instance;

  RbkProviderKind kind;
  char *issuer;                 /* (owned) */
  char *client_id;              /* (owned) */
  RbkSecretText *client_secret; /* (owned) (nullable) */
  char *address;                /* (owned) (nullable) */
  char *tenant;                 /* (owned) (nullable) */
  guint patience;               /* seconds */
  RbkWorker *worker;            /* (owned) */
};

enum
{
  OPEN_BROWSER,
  SHOW_CODE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkSignIn, rbk_sign_in, G_TYPE_OBJECT)

/* One sign-in; the worker's. */
typedef struct
{
  RbkProviderKind kind;
  char *issuer;                  /* (owned) */
  char *client_id;               /* (owned) */
  RbkSecretText *client_secret;  /* (owned) (nullable) */
  char *address;                 /* (owned) (nullable) */
  char *tenant;                  /* (owned) (nullable) */
  guint patience;                /* seconds */
  RbkHttpSession *http;          /* (owned) */
  RbkProviderMetadata *metadata; /* (owned) (nullable): until it is known */
  char *scope;                   /* (owned) (nullable): likewise */
  char *nonce;                   /* (owned) (nullable): with the browser */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_free (attempt->issuer);
  g_free (attempt->client_id);
  rbk_secret_text_free (attempt->client_secret);
  g_free (attempt->address);
  g_free (attempt->tenant);
  g_clear_object (&attempt->http);
  rbk_provider_metadata_free (attempt->metadata);
  g_free (attempt->scope);
  g_free (attempt->nonce);
  g_free (attempt);
}

static void
rbk_sign_in_finalize (GObject *object)
{
  RbkSignIn *self = RBK_SIGN_IN (object);

  /* A task that runs holds the object, so nothing runs. */
  rbk_worker_shutdown (self->worker);
  g_clear_object (&self->worker);
  g_free (self->issuer);
  g_free (self->client_id);
  rbk_secret_text_free (self->client_secret);
  g_free (self->address);
  g_free (self->tenant);
  G_OBJECT_CLASS (rbk_sign_in_parent_class)->finalize (object);
}

static void
rbk_sign_in_class_init (RbkSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_sign_in_finalize;

  /**
   * RbkSignIn::open-browser:
   * @uri: to be opened in the person's browser now
   */
  signals[OPEN_BROWSER] = g_signal_new (
    "open-browser", RBK_TYPE_SIGN_IN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * RbkSignIn::show-code:
   * @user_code: what the person is to enter
   * @uri: where, on any device
   * @complete_uri: (nullable): the same place with the code in it, for a picture to scan
   */
  signals[SHOW_CODE] = g_signal_new ("show-code",
                                     RBK_TYPE_SIGN_IN,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     3,
                                     G_TYPE_STRING,
                                     G_TYPE_STRING,
                                     G_TYPE_STRING);
}

static void
rbk_sign_in_init (RbkSignIn *self)
{
  self->patience = PATIENCE_SECONDS;
  self->worker = rbk_worker_new ("rbk-sign-in");
}

/* ---- Telling the window ---- */

typedef struct
{
  GTask *task; /* (owned) */
  guint signal;
  char *texts[3]; /* (owned) (nullable) */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  for (guint i = 0; i < G_N_ELEMENTS (news->texts); i++)
    g_free (news->texts[i]);
  g_free (news);
}

static gboolean
news_cb (gpointer data)
{
  News *news = data;
  gpointer self = g_task_get_source_object (news->task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (news->task)))
    return G_SOURCE_REMOVE;
  if (news->signal == OPEN_BROWSER)
    g_signal_emit (self, signals[OPEN_BROWSER], 0, news->texts[0]);
  else
    g_signal_emit (self, signals[SHOW_CODE], 0, news->texts[0], news->texts[1], news->texts[2]);
  return G_SOURCE_REMOVE;
}

/* Emits a signal where the task was begun. */
static void
tell (GTask *task, guint signal, const char *first, const char *second, const char *third)
{
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  news->task = g_object_ref (task);
  news->signal = signal;
  news->texts[0] = g_strdup (first);
  news->texts[1] = g_strdup (second);
  news->texts[2] = g_strdup (third);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, news_cb, news, news_free);
  g_source_attach (source, g_task_get_context (task));
}

/* ---- On the worker's thread ---- */

static gboolean
discover (Attempt *attempt, GCancellable *cancellable, GError **error)
{
  attempt->metadata =
    rbk_provider_metadata_discover (attempt->http, attempt->kind, attempt->issuer, cancellable, error);
  if (attempt->metadata == NULL)
    return FALSE;
  attempt->scope = rbk_sign_in_scope_new (attempt->metadata);
  return TRUE;
}

/* What each provider wants to hear: Google gives a refresh token only for these two, an OpenID provider
 * offline access only with "consent" (OpenID Connect Core §11), and Microsoft lets people choose among the
 * accounts that the browser is signed in to. */
static void
add_wishes (GString *query, Attempt *attempt)
{
  const char *at = attempt->address != NULL ? strrchr (attempt->address, '@') : NULL;

  rbk_token_form_add (query, "login_hint", attempt->address);
  switch (attempt->kind)
    {
    case RBK_PROVIDER_MICROSOFT:
      rbk_token_form_add (query, "prompt", "select_account");
      break;
    case RBK_PROVIDER_GOOGLE:
      rbk_token_form_add (query, "access_type", "offline");
      rbk_token_form_add (query, "prompt", "consent");
      rbk_token_form_add (
        query, "hd", attempt->tenant != NULL ? attempt->tenant : (at != NULL ? at + 1 : NULL));
      break;
    case RBK_PROVIDER_OTHER:
    default:
      rbk_token_form_add (query, "prompt", "consent");
      break;
    }
}

static char *
make_uri (Attempt *attempt, const char *redirect_uri, const char *state, const char *challenge)
{
  g_autofree char *base = g_uri_to_string (attempt->metadata->authorization);
  g_autoptr (GString) query = rbk_token_form_new ();

  rbk_token_form_add (query, "response_type", "code");
  rbk_token_form_add (query, "client_id", attempt->client_id);
  rbk_token_form_add (query, "redirect_uri", redirect_uri);
  rbk_token_form_add (query, "scope", *attempt->scope != '\0' ? attempt->scope : NULL);
  rbk_token_form_add (query, "state", state);
  rbk_token_form_add (query, "code_challenge", challenge);
  rbk_token_form_add (query, "code_challenge_method", "S256");
  if (rbk_sign_in_scope_has (attempt->scope, "openid"))
    rbk_token_form_add (query, "nonce", attempt->nonce);
  add_wishes (query, attempt);
  return g_strconcat (
    base, g_uri_get_query (attempt->metadata->authorization) != NULL ? "&" : "?", query->str, NULL);
}

static RbkTokenReply *
redeem (Attempt *attempt,
        const char *code,
        const char *verifier,
        const char *redirect_uri,
        GCancellable *cancellable,
        GError **error)
{
  GString *form = rbk_token_form_new ();

  rbk_token_form_add (form, "grant_type", "authorization_code");
  rbk_token_form_add (form, "code", code);
  rbk_token_form_add (form, "redirect_uri", redirect_uri);
  rbk_token_form_add (form, "code_verifier", verifier);
  rbk_token_form_add (form, "client_id", attempt->client_id);
  rbk_token_form_add (form, "client_secret", attempt->client_secret);
  return rbk_token_endpoint_ask (
    attempt->http, attempt->metadata->token, form, NULL, NULL, cancellable, error);
}

/* Providers may keep the address out of the token (OpenID Connect Core §5.4). */
static gboolean
ask_for_names (
  Attempt *attempt, RbkIdToken *who, const char *access, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkSecretText) authorization = g_strconcat ("Bearer ", access, NULL);
  g_autoptr (RbkHttpReply) reply = NULL;
  GError *cause = NULL;

  if (who->address != NULL || who->user_name != NULL || attempt->metadata->userinfo == NULL)
    return TRUE;
  reply = rbk_http_session_get (
    attempt->http, attempt->metadata->userinfo, authorization, RBK_HTTP_REDIRECT_NEVER, cancellable, &cause);
  if (reply == NULL || !rbk_http_reply_check (reply, &cause))
    {
      rbk_sign_in_propagate (error, cause);
      return FALSE;
    }
  return rbk_id_token_add_userinfo (who, reply->body, error);
}

/* Whose account it is must be known wherever the provider can say so. */
static RbkTokenSet *
accept (Attempt *attempt, const RbkTokenReply *reply, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkTokenSet) set = NULL;
  g_autoptr (RbkIdToken) who = NULL;
  gint64 now_us = g_get_real_time ();

  set = rbk_token_set_new (attempt->metadata, attempt->client_id, attempt->client_secret, reply, now_us);
  if (!rbk_sign_in_scope_is_covered (attempt->scope, reply->scope))
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_FORBIDDEN,
        _ ("You signed in, but did not allow Ringback all that it needs: to send, and to see "
           "what was sent. Sign in again and leave every tick where it is."));
      return NULL;
    }
  if (rbk_sign_in_scope_has (attempt->scope, "openid"))
    {
      if (reply->id_token == NULL)
        {
          rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BAD_REPLY);
          return NULL;
        }
      who = rbk_id_token_read (
        reply->id_token, attempt->metadata, attempt->client_id, attempt->nonce, now_us, error);
      if (who == NULL || !ask_for_names (attempt, who, reply->access, cancellable, error) ||
          !rbk_id_token_check (who, attempt->kind, attempt->address, attempt->tenant, error))
        return NULL;
      set->address = g_strdup (who->address != NULL ? who->address : who->user_name);
    }
  return g_steal_pointer (&set);
}

static RbkTokenSet *
use_browser (GTask *task, Attempt *attempt, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkLoopbackRedirect) redirect = NULL;
  g_autoptr (RbkPkce) pkce = rbk_pkce_new ();
  g_autofree char *state = rbk_pkce_make_random_text ();
  g_autofree char *uri = NULL;
  g_autoptr (RbkSecretText) code = NULL;
  g_autoptr (RbkTokenReply) reply = NULL;

  redirect = rbk_loopback_redirect_new (error);
  if (redirect == NULL)
    return NULL;
  attempt->nonce = rbk_pkce_make_random_text ();
  uri = make_uri (attempt, rbk_loopback_redirect_get_uri (redirect), state, pkce->challenge);
  tell (task, OPEN_BROWSER, uri, NULL, NULL);
  code =
    rbk_loopback_redirect_wait (redirect, state, attempt->metadata, attempt->patience, cancellable, error);
  if (code == NULL)
    return NULL;
  reply =
    redeem (attempt, code, pkce->verifier, rbk_loopback_redirect_get_uri (redirect), cancellable, error);
  return reply != NULL ? accept (attempt, reply, cancellable, error) : NULL;
}

static RbkTokenSet *
use_code (GTask *task, Attempt *attempt, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkDeviceGrant) grant = NULL;
  g_autoptr (RbkTokenReply) reply = NULL;

  grant = rbk_device_grant_ask (attempt->http,
                                attempt->metadata,
                                attempt->client_id,
                                attempt->client_secret,
                                attempt->scope,
                                cancellable,
                                error);
  if (grant == NULL)
    return NULL;
  tell (task, SHOW_CODE, grant->user_code, grant->uri, grant->complete_uri);
  reply = rbk_device_grant_wait (
    grant, attempt->http, attempt->metadata, attempt->client_id, attempt->client_secret, cancellable, error);
  return reply != NULL ? accept (attempt, reply, cancellable, error) : NULL;
}

static void
return_set (GTask *task, RbkTokenSet *set, GError *error)
{
  if (set != NULL)
    g_task_return_pointer (task, set, (GDestroyNotify) rbk_token_set_free);
  else
    g_task_return_error (task, error);
}

static void
browser_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RbkTokenSet *set = NULL;

  if (discover (data, cancellable, &error))
    set = use_browser (task, data, cancellable, &error);
  return_set (task, set, error);
}

static void
code_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RbkTokenSet *set = NULL;

  if (discover (data, cancellable, &error))
    set = use_code (task, data, cancellable, &error);
  return_set (task, set, error);
}

/* ---- Doors ---- */

/**
 * rbk_sign_in_new:
 * @issuer: the provider, as rbk_provider_dup_issuer() or the company policy has it
 * @client_id: what the provider knows this showroom's Ringback by, from the company policy; registered there
 *   as a native (desktop) client with the redirect http://127.0.0.1/callback
 *
 * Returns: (transfer full): a sign-in that has not begun. It may be begun anew when it has ended.
 */
RbkSignIn *
rbk_sign_in_new (RbkProviderKind kind, const char *issuer, const char *client_id)
{
  RbkSignIn *self = g_object_new (RBK_TYPE_SIGN_IN, NULL);

  self->kind = kind;
  self->issuer = g_strdup (issuer);
  self->client_id = g_strdup (client_id);
  return self;
}

/**
 * rbk_sign_in_set_client_secret:
 * @client_secret: (nullable): Google gives its desktop clients one, and insists on it; it is no secret
 *   (https://developers.google.com/identity/protocols/oauth2/native-app)
 */
void
rbk_sign_in_set_client_secret (RbkSignIn *self, const char *client_secret)
{
  g_return_if_fail (RBK_IS_SIGN_IN (self));
  g_clear_pointer (&self->client_secret, rbk_secret_text_free);
  self->client_secret = g_strdup (client_secret);
}

/**
 * rbk_sign_in_set_account:
 * @address: (nullable): the mailbox that is to be signed in to; another one is refused
 * @tenant: (nullable): Microsoft: the company's tenant id or domain; Google: the company's domain. Accounts
 * of other companies are refused, personal ones always
 */
void
rbk_sign_in_set_account (RbkSignIn *self, const char *address, const char *tenant)
{
  g_return_if_fail (RBK_IS_SIGN_IN (self));
  g_set_str (&self->address, address);
  g_set_str (&self->tenant, tenant);
}

/**
 * rbk_sign_in_set_patience:
 * @seconds: how long the browser may take to come back; ten minutes unless it is set
 */
void
rbk_sign_in_set_patience (RbkSignIn *self, guint seconds)
{
  g_return_if_fail (RBK_IS_SIGN_IN (self));
  self->patience = seconds;
}

static void
begin (RbkSignIn *self,
       gpointer tag,
       GTaskThreadFunc function,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Attempt *attempt = g_new0 (Attempt, 1);

  g_task_set_source_tag (task, tag);
  attempt->kind = self->kind;
  attempt->issuer = g_strdup (self->issuer);
  attempt->client_id = g_strdup (self->client_id);
  attempt->client_secret = g_strdup (self->client_secret);
  attempt->address = g_strdup (self->address);
  attempt->tenant = g_strdup (self->tenant);
  attempt->patience = self->patience;
  attempt->http = rbk_http_session_new ();
  rbk_http_session_set_timeout (attempt->http, IDLE_SECONDS, WHOLE_SECONDS);
  g_task_set_task_data (task, attempt, attempt_free);
  rbk_worker_queue (self->worker, task, function);
}

/**
 * rbk_sign_in_with_browser_async:
 *
 * Signs in with the person's own browser: emits RbkSignIn::open-browser and waits for it to come back. Opens
 * nothing itself.
 */
void
rbk_sign_in_with_browser_async (RbkSignIn *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (RBK_IS_SIGN_IN (self));
  begin (self, rbk_sign_in_with_browser_async, browser_thread, cancellable, callback, user_data);
}

/**
 * rbk_sign_in_with_code_async:
 *
 * Signs in where there is no browser: emits RbkSignIn::show-code and waits for the person to enter the code
 * on another device.
 */
void
rbk_sign_in_with_code_async (RbkSignIn *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (RBK_IS_SIGN_IN (self));
  begin (self, rbk_sign_in_with_code_async, code_thread, cancellable, callback, user_data);
}

/**
 * rbk_sign_in_finish:
 *
 * Returns: (transfer full): the tokens, for rbk_token_set_store(); NULL with an %RBK_CHANNEL_ERROR whose
 *   sentence says what to do: %RBK_CHANNEL_ERROR_SIGN_IN (refused, or too late), %RBK_CHANNEL_ERROR_ACCOUNT
 *   (somebody else's account, a personal one, or a client ID that is not known),
 *   %RBK_CHANNEL_ERROR_FORBIDDEN, %RBK_CHANNEL_ERROR_UNSAFE, …; or with %G_IO_ERROR_CANCELLED
 */
RbkTokenSet *
rbk_sign_in_finish (RbkSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
