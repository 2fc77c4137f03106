/* rbk-mail-api.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-mail-api.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define REQUEST_TIMEOUT 408

/**
 * rbk_mail_api_new:
 * @server: the base of all paths, as a person or the provider wrote it
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full): the interface
 */
RbkMailApi *
rbk_mail_api_new (const char *server, RbkAccess *access, RbkMailApiExplain explain)
{
  RbkMailApi *self = g_new0 (RbkMailApi, 1);

  self->http = rbk_http_session_new ();
  self->access = g_object_ref (access);
  self->server = g_strstrip (g_strdup (server));
  while (g_str_has_suffix (self->server, "/"))
    self->server[strlen (self->server) - 1] = '\0';
  self->explain = explain;
  return self;
}

void
rbk_mail_api_free (RbkMailApi *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->http);
  g_clear_object (&self->access);
  g_free (self->server);
  g_free (self);
}

static GUri *
resolve (RbkMailApi *self, const char *path, GError **error)
{
  g_autofree char *text = g_strconcat (self->server, path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_NOT_A_SERVER,
                             _ ("This is not the address of a server. Leave it empty to use the provider's "
                                "own."));
      return NULL;
    }
  return g_steal_pointer (&uri);
}

/* (transfer full): the body of a success */
static GBytes *
read_reply (RbkMailApi *self, RbkHttpReply *reply, gint64 *retry_after_us, GError **error)
{
  if (reply == NULL)
    return NULL;
  *retry_after_us = reply->retry_after_us;
  if (SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    return g_bytes_ref (reply->body);
  g_info ("HTTP status %u", reply->status);
  /* Whose server sends us on has not answered the question; the secret stays where it is. */
  if (SOUP_STATUS_IS_REDIRECTION (reply->status))
    rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNSAFE, NULL);
  else
    self->explain (reply->status, reply->body, retry_after_us, error);
  return NULL;
}

/**
 * rbk_mail_api_get:
 * @path: what follows the server's own, escaped, with its query
 * @retry_after_us: (out): how long the provider asks to wait; unchanged if there is no answer
 *
 * Blocks.
 *
 * Returns: (transfer full): the body of a success, or NULL with an %RBK_CHANNEL_ERROR
 */
GBytes *
rbk_mail_api_get (
  RbkMailApi *self, const char *path, gint64 *retry_after_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = resolve (self, path, error);
  g_autoptr (RbkHttpReply) reply = NULL;

  if (uri == NULL)
    return NULL;
  reply = rbk_signed_get (self->http, self->access, uri, RBK_HTTP_REDIRECT_SAME_ORIGIN, cancellable, error);
  return read_reply (self, reply, retry_after_us, error);
}

/**
 * rbk_mail_api_post:
 * @body: (nullable): NULL: empty
 * @result: (out): %RBK_SEND_ACCEPTED with a success; %RBK_SEND_NOT_SENT if the provider has certainly not
 *   carried it out; else %RBK_SEND_UNCERTAIN: the first byte may have left and no whole refusal came back
 *
 * Sent once. Blocks.
 *
 * Returns: (transfer full): the body of a success, or NULL with an %RBK_CHANNEL_ERROR
 */
GBytes *
rbk_mail_api_post (RbkMailApi *self,
                   const char *path,
                   const char *content_type,
                   GBytes *body,
                   RbkSendResult *result,
                   gint64 *retry_after_us,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GUri) uri = resolve (self, path, error);
  g_autoptr (RbkHttpReply) reply = NULL;
  GBytes *answer;
  gboolean left = FALSE;

  *result = RBK_SEND_NOT_SENT;
  if (uri == NULL)
    return NULL;
  reply =
    rbk_signed_post (self->http, self->access, uri, content_type, body, FALSE, &left, cancellable, error);
  answer = read_reply (self, reply, retry_after_us, error);
  if (answer != NULL)
    *result = RBK_SEND_ACCEPTED;
  /* What was refused or sent elsewhere was not carried out; one on which the server or something before it
   * broke (5xx), or that it gave up waiting for, may have been. */
  else if (reply == NULL ? left
                         : SOUP_STATUS_IS_SERVER_ERROR (reply->status) || reply->status == REQUEST_TIMEOUT)
    *result = RBK_SEND_UNCERTAIN;
  return answer;
}

/**
 * rbk_mail_api_patch:
 * @json: what is changed
 *
 * Blocks.
 *
 * Returns: (transfer full): the body of a success, or NULL with an %RBK_CHANNEL_ERROR
 */
GBytes *
rbk_mail_api_patch (RbkMailApi *self,
                    const char *path,
                    const char *json,
                    gint64 *retry_after_us,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GUri) uri = resolve (self, path, error);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (RbkHttpReply) reply = NULL;

  if (uri == NULL)
    return NULL;
  reply = rbk_signed_patch (self->http, self->access, uri, "application/json", body, cancellable, error);
  return read_reply (self, reply, retry_after_us, error);
}
