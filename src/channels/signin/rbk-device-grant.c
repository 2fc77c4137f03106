/* rbk-device-grant.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-device-grant.h"

#include "channels/signin/rbk-sign-in-words.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define GRANT_TYPE        "urn:ietf:params:oauth:grant-type:device_code"
#define LONGEST_BODY      (64 * 1024)
#define LONGEST_CODE      4096
#define LONGEST_USER_CODE 64
#define LONGEST_URL       2048
/* RFC 8628 §3.2 and §3.5 */
#define INTERVAL_SECONDS 5
#define SLOWER_SECONDS   5
#define LONGEST_INTERVAL 60
#define LONGEST_LIFE     (60 * 60)

void
rbk_device_grant_free (RbkDeviceGrant *self)
{
  if (self == NULL)
    return;
  rbk_secret_text_free (self->device_code);
  g_free (self->user_code);
  g_free (self->uri);
  g_free (self->complete_uri);
  g_free (self);
}

static gboolean
is_visible (const char *text, gsize longest)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (const char *p = text; length > 0 && *p != '\0'; p++)
    {
      if (*p < ' ' || *p >= 0x7f)
        return FALSE;
    }
  return length > 0 && length <= longest;
}

/* A place that a person is sent to: encrypted, like every other. */
static gboolean
is_place (const char *text)
{
  g_autoptr (GUri) uri = NULL;

  if (text != NULL && strlen (text) <= LONGEST_URL)
    uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  return uri != NULL && rbk_http_uri_is_safe (uri);
}

/**
 * rbk_device_grant_parse:
 * @body: what the device authorization endpoint answered with a success
 *
 * Pure. Returns: (transfer full): what to show and what to ask with, or NULL with
 * %RBK_CHANNEL_ERROR_BAD_REPLY
 */
RbkDeviceGrant *
rbk_device_grant_parse (GBytes *body, GError **error)
{
  g_autoptr (RbkDeviceGrant) self = g_new0 (RbkDeviceGrant, 1);
  JsonObject *root = g_bytes_get_size (body) <= LONGEST_BODY ? rbk_json_parse_bytes (body, NULL) : NULL;
  const char *uri = rbk_json_get_string (root, "verification_uri");
  gboolean good;

  /* Google's name for it is that of an early draft. */
  self->uri = g_strdup (uri != NULL ? uri : rbk_json_get_string (root, "verification_url"));
  self->complete_uri = g_strdup (rbk_json_get_string (root, "verification_uri_complete"));
  self->device_code = g_strdup (rbk_json_get_string (root, "device_code"));
  self->user_code = g_strdup (rbk_json_get_string (root, "user_code"));
  self->expires_s = rbk_json_get_int (root, "expires_in", 0);
  self->interval_s = rbk_json_get_int (root, "interval", INTERVAL_SECONDS);
  good = is_visible (self->device_code, LONGEST_CODE) && is_visible (self->user_code, LONGEST_USER_CODE) &&
         is_place (self->uri) && (self->complete_uri == NULL || is_place (self->complete_uri)) &&
         self->expires_s > 0;
  rbk_secret_json_unref (root);
  if (!good)
    {
      rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BAD_REPLY);
      return NULL;
    }
  self->expires_s = MIN (self->expires_s, LONGEST_LIFE);
  self->interval_s = CLAMP (self->interval_s, 1, LONGEST_INTERVAL);
  return g_steal_pointer (&self);
}

/**
 * rbk_device_grant_ask:
 * @client_secret: (nullable)
 *
 * Blocks.
 *
 * Returns: (transfer full): a new code; NULL with %RBK_CHANNEL_ERROR_FORBIDDEN if the provider has none, or
 *   another %RBK_CHANNEL_ERROR
 */
RbkDeviceGrant *
rbk_device_grant_ask (RbkHttpSession *http,
                      RbkProviderMetadata *metadata,
                      const char *client_id,
                      const char *client_secret,
                      const char *scope,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (RbkHttpReply) reply = NULL;
  RbkDeviceGrant *self = NULL;
  GString *form;

  if (metadata->device == NULL)
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_FORBIDDEN,
        _ ("This provider does not sign people in with a code. Sign in with the browser."));
      return NULL;
    }
  form = rbk_token_form_new ();
  rbk_token_form_add (form, "client_id", client_id);
  rbk_token_form_add (form, "client_secret", client_secret);
  rbk_token_form_add (form, "scope", *scope != '\0' ? scope : NULL);
  reply = rbk_token_form_post (form, http, metadata->device, NULL, cancellable, error);
  if (reply == NULL)
    return NULL;
  if (SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    self = rbk_device_grant_parse (reply->body, error);
  else
    rbk_token_endpoint_explain (reply, NULL, error);
  rbk_secret_bytes_unref (g_steal_pointer (&reply->body));
  return self;
}

/* Returns whether it waited for so long; FALSE: it was cancelled. */
static gboolean
wait_seconds (gint64 seconds, GCancellable *cancellable)
{
  gint64 until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  gint64 left;

  while ((left = until - g_get_monotonic_time ()) > 0 && !g_cancellable_is_cancelled (cancellable))
    {
      GPollFD fd;

      if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fd))
        {
          g_poll (&fd, 1, (gint) (left / 1000 + 1));
          g_cancellable_release_fd (cancellable);
        }
      else
        g_usleep ((gulong) left);
    }
  return !g_cancellable_is_cancelled (cancellable);
}

/* Whether the provider may say yes yet. */
static gboolean
is_passing (const GError *cause)
{
  return cause->code == RBK_CHANNEL_ERROR_UNREACHABLE || cause->code == RBK_CHANNEL_ERROR_CUT ||
         cause->code == RBK_CHANNEL_ERROR_OFFLINE || cause->code == RBK_CHANNEL_ERROR_SERVER ||
         cause->code == RBK_CHANNEL_ERROR_BUSY;
}

/**
 * rbk_device_grant_wait:
 *
 * Asks until the person has entered the code, or the code has expired. Blocks.
 *
 * Returns: (transfer full): the tokens; NULL with %RBK_CHANNEL_ERROR_SIGN_IN (refused, or too late),
 *   %RBK_CHANNEL_ERROR_CANCELLED, …
 */
RbkTokenReply *
rbk_device_grant_wait (RbkDeviceGrant *self,
                       RbkHttpSession *http,
                       RbkProviderMetadata *metadata,
                       const char *client_id,
                       const char *client_secret,
                       GCancellable *cancellable,
                       GError **error)
{
  gint64 until = g_get_monotonic_time () + self->expires_s * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < until)
    {
      g_autoptr (GError) cause = NULL;
      g_autofree char *refusal = NULL;
      RbkTokenReply *reply;
      GString *form;

      if (!wait_seconds (self->interval_s, cancellable))
        {
          rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_CANCELLED);
          return NULL;
        }
      form = rbk_token_form_new ();
      rbk_token_form_add (form, "grant_type", GRANT_TYPE);
      rbk_token_form_add (form, "device_code", self->device_code);
      rbk_token_form_add (form, "client_id", client_id);
      rbk_token_form_add (form, "client_secret", client_secret);
      reply = rbk_token_endpoint_ask (http, metadata->token, form, &refusal, NULL, cancellable, &cause);
      if (reply != NULL)
        return reply;
      if (g_strcmp0 (refusal, "authorization_pending") == 0)
        continue;
      if (g_strcmp0 (refusal, "slow_down") != 0 && !is_passing (cause))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      self->interval_s = MIN (self->interval_s + SLOWER_SECONDS, LONGEST_INTERVAL);
    }
  rbk_sign_in_explain (error, "expired_token");
  return NULL;
}
