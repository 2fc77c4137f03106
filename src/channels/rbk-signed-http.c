/* rbk-signed-http.c
 *
 * A token may run out between two requests, so who we are is asked anew for each of them. What a server
 * answers 401 to it has not carried out (RFC 9110 §15.5.2): such a request may go out once more, even one
 * that sends a message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-signed-http.h"

#define UNAUTHORIZED 401

/* One request, of which only the authorization changes. */
typedef struct
{
  enum
  {
    GET,
    POST,
    PATCH,
  } method;
  RbkHttpSession *http;
  GUri *uri;
  RbkHttpRedirect redirect;
  const char *content_type;
  GBytes *body; /* (nullable): none of a GET */
  gboolean repeatable;
  gboolean *left; /* (nullable) */
} Request;

static RbkHttpReply *
run (const Request *request, const char *authorization, GCancellable *cancellable, GError **error)
{
  switch (request->method)
    {
    case GET:
      return rbk_http_session_get (
        request->http, request->uri, authorization, request->redirect, cancellable, error);
    case PATCH:
      return rbk_http_session_patch (
        request->http, request->uri, authorization, request->content_type, request->body, cancellable, error);
    case POST:
    default:
      return rbk_http_session_post (request->http,
                                    request->uri,
                                    authorization,
                                    request->content_type,
                                    request->body,
                                    request->repeatable,
                                    request->left,
                                    cancellable,
                                    error);
    }
}

static RbkHttpReply *
run_signed (const Request *request, RbkAccess *access, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  RbkHttpReply *reply = NULL;
  char *authorization;

  if (request->left != NULL)
    *request->left = FALSE;
  authorization = rbk_access_dup_authorization (access, cancellable, &cause);
  if (authorization == NULL)
    {
      rbk_access_propagate_error (error, cause);
      return NULL;
    }
  reply = run (request, authorization, cancellable, error);
  if (reply == NULL || reply->status != UNAUTHORIZED)
    {
      rbk_access_free_authorization (authorization);
      return reply;
    }

  g_clear_pointer (&reply, rbk_http_reply_free);
  if (request->left != NULL)
    *request->left = FALSE;
  if (rbk_access_renew (access, authorization, cancellable, &cause))
    {
      rbk_access_free_authorization (authorization);
      authorization = rbk_access_dup_authorization (access, cancellable, &cause);
      if (authorization != NULL)
        reply = run (request, authorization, cancellable, error);
    }
  if (cause != NULL)
    rbk_access_propagate_error (error, cause);
  rbk_access_free_authorization (authorization);
  return reply;
}

/**
 * rbk_signed_get:
 *
 * rbk_http_session_get() as whoever @access says; after a 401 once more, if that could be renewed.
 *
 * Returns: (transfer full): a whole reply of any status, or NULL with an %RBK_CHANNEL_ERROR;
 *   %RBK_CHANNEL_ERROR_SIGN_IN with @access's own words if a person has to see to the sign-in
 */
RbkHttpReply *
rbk_signed_get (RbkHttpSession *http,
                RbkAccess *access,
                GUri *uri,
                RbkHttpRedirect redirect,
                GCancellable *cancellable,
                GError **error)
{
  const Request request = { .method = GET, .http = http, .uri = uri, .redirect = redirect };

  return run_signed (&request, access, cancellable, error);
}

/**
 * rbk_signed_post:
 * @body: (nullable): NULL: a request with an empty body
 * @repeatable: whether it does no harm if the server gets it twice
 * @left: (out) (optional): whether anything may have left of a request that was not answered with 401.
 *   While it is FALSE after a failure, the server has carried out nothing.
 *
 * rbk_http_session_post() as whoever @access says; after a 401 once more, if that could be renewed.
 *
 * Returns: (transfer full): as rbk_signed_get()
 */
RbkHttpReply *
rbk_signed_post (RbkHttpSession *http,
                 RbkAccess *access,
                 GUri *uri,
                 const char *content_type,
                 GBytes *body,
                 gboolean repeatable,
                 gboolean *left,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  const Request request = { .method = POST,
                            .http = http,
                            .uri = uri,
                            .content_type = content_type,
                            .body = body != NULL ? body : nothing,
                            .repeatable = repeatable,
                            .left = left };

  return run_signed (&request, access, cancellable, error);
}

/**
 * rbk_signed_patch:
 *
 * rbk_http_session_patch() as whoever @access says; after a 401 once more, if that could be renewed.
 *
 * Returns: (transfer full): as rbk_signed_get()
 */
RbkHttpReply *
rbk_signed_patch (RbkHttpSession *http,
                  RbkAccess *access,
                  GUri *uri,
                  const char *content_type,
                  GBytes *body,
                  GCancellable *cancellable,
                  GError **error)
{
  const Request request = {
    .method = PATCH, .http = http, .uri = uri, .content_type = content_type, .body = body
  };

  return run_signed (&request, access, cancellable, error);
}
