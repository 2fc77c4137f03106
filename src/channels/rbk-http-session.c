/* rbk-http-session.c
 *
 * One SoupSession, set up once: certificates always verified, no cookies, no passwords asked for
 * or remembered, no redirect but those decided here, no reply without end and no wait without end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-http-session.h"

#include "base/rbk-deadline.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* Without a byte for this long a connection counts as dead. A mail server that looks up a
 * recipient's server while we wait stays well below. */
#define IDLE_SECONDS 30u
/* A whole exchange, an upload of some megabytes over a slow line included. */
#define WHOLE_SECONDS    600u
#define LONGEST_REDIRECT 5
/* Servers keep a connection open for some seconds at least; one that answered this long ago is not about to
 * be shut just as we send. */
#define ALIVE_US (2 * (gint64) G_USEC_PER_SEC)
/* What is streamed may take longer: as long as it takes at this pace. A slower line is no line. */
#define SLOWEST_PACE (16 * 1024)

struct _RbkHttpSession
{
  GObject parent_instance;

  SoupSession *soup;      /* (owned) */
  GTlsDatabase *extra_ca; /* (owned) (nullable): development builds only */
  guint whole_seconds;
  char *prefer;       /* (owned) (nullable) */
  gint64 answered_us; /* monotonic: when a whole reply came last; 0: never. Of whichever thread asks */
};

G_DEFINE_FINAL_TYPE (RbkHttpSession, rbk_http_session, G_TYPE_OBJECT)

static void
rbk_http_session_finalize (GObject *object)
{
  RbkHttpSession *self = RBK_HTTP_SESSION (object);

  soup_session_abort (self->soup);
  g_clear_object (&self->soup);
  g_clear_object (&self->extra_ca);
  g_free (self->prefer);
  G_OBJECT_CLASS (rbk_http_session_parent_class)->finalize (object);
}

static void
rbk_http_session_class_init (RbkHttpSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_http_session_finalize;
}

static void
rbk_http_session_init (RbkHttpSession *self)
{
  self->whole_seconds = WHOLE_SECONDS;
#ifdef RBK_DEVELOPMENT
  {
    const char *ca_file = g_getenv ("RBK_TEST_CA_FILE");
    g_autoptr (GError) error = NULL;

    if (ca_file != NULL)
      {
        self->extra_ca = g_tls_file_database_new (ca_file, &error);
        if (self->extra_ca == NULL)
          g_warning ("RBK_TEST_CA_FILE cannot be used: %s", error->message);
      }
  }
#endif
  self->soup = soup_session_new_with_options (
    "user-agent", "Ringback", "timeout", IDLE_SECONDS, "idle-timeout", 60u, "max-conns-per-host", 2, NULL);
}

/**
 * rbk_http_session_new:
 *
 * Returns: (transfer full): a session that trusts the system's certificate authorities. A
 *   development build also trusts those in the file named by the environment's RBK_TEST_CA_FILE.
 */
RbkHttpSession *
rbk_http_session_new (void)
{
  return g_object_new (RBK_TYPE_HTTP_SESSION, NULL);
}

/**
 * rbk_http_session_set_timeout:
 * @idle_seconds: without a byte for this long a connection counts as dead
 * @whole_seconds: how long a request with its reply may take in all
 */
void
rbk_http_session_set_timeout (RbkHttpSession *self, guint idle_seconds, guint whole_seconds)
{
  g_return_if_fail (RBK_IS_HTTP_SESSION (self));
  soup_session_set_timeout (self->soup, idle_seconds);
  self->whole_seconds = whole_seconds;
}

/**
 * rbk_http_session_set_prefer:
 * @prefer: (nullable): what each request of this session asks for with its Prefer header (RFC 7240)
 */
void
rbk_http_session_set_prefer (RbkHttpSession *self, const char *prefer)
{
  g_return_if_fail (RBK_IS_HTTP_SESSION (self));
  g_set_str (&self->prefer, prefer);
}

void
rbk_http_reply_free (RbkHttpReply *reply)
{
  if (reply == NULL)
    return;
  g_clear_pointer (&reply->uri, g_uri_unref);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->media_type, g_free);
  g_free (reply);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_str_equal (host, "localhost");
}

/**
 * rbk_http_uri_is_safe:
 *
 * Returns: whether @uri is https without a password in it. A development build also lets plain
 *   http through to its own computer.
 */
gboolean
rbk_http_uri_is_safe (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
#ifdef RBK_DEVELOPMENT
  return g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (host);
#else
  (void) is_loopback;
  return FALSE;
#endif
}

static int
get_port (GUri *uri)
{
  if (g_uri_get_port (uri) != -1)
    return g_uri_get_port (uri);
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

/**
 * rbk_http_uri_is_same_origin:
 *
 * Returns: whether scheme, host and port are the same
 */
gboolean
rbk_http_uri_is_same_origin (GUri *one, GUri *other)
{
  return g_str_equal (g_uri_get_scheme (one), g_uri_get_scheme (other)) && g_uri_get_host (one) != NULL &&
         g_uri_get_host (other) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (one), g_uri_get_host (other)) == 0 &&
         get_port (one) == get_port (other);
}

static void
explain (GError **error, GError *cause, gboolean left, gboolean cancelled)
{
  g_autoptr (GError) owned = cause;
  RbkChannelError code;

  g_info ("HTTP failed: %s %d", g_quark_to_string (owned->domain), owned->code);
  if (cancelled)
    code = RBK_CHANNEL_ERROR_CANCELLED;
  else if (owned->domain == RBK_CHANNEL_ERROR)
    code = (RbkChannelError) owned->code;
  else if (g_error_matches (owned, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    code = RBK_CHANNEL_ERROR_CERTIFICATE;
  else if (owned->domain == G_TLS_ERROR && !left)
    code = RBK_CHANNEL_ERROR_CERTIFICATE;
  else if (owned->domain == G_RESOLVER_ERROR ||
           g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
           g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
           g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND))
    code = RBK_CHANNEL_ERROR_OFFLINE;
  else if (left && !g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) &&
           !g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = RBK_CHANNEL_ERROR_CUT;
  else
    code = RBK_CHANNEL_ERROR_UNREACHABLE;
  rbk_channel_error_set (error, code, NULL);
}

static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Asked when the system does not trust a certificate. Only an unknown authority can be made good,
 * and only by the extra ones: the name and the dates are verified again against those. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags problems,
                       gpointer user_data)
{
  RbkHttpSession *self = user_data;
  g_autoptr (GSocketConnectable) identity = NULL;
  GUri *uri = soup_message_get_uri (message);

  if (self->extra_ca == NULL)
    return FALSE;
  identity = g_network_address_new (g_uri_get_host (uri), (guint16) get_port (uri));
  return g_tls_database_verify_chain (self->extra_ca,
                                      certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                                      identity,
                                      NULL,
                                      G_TLS_DATABASE_VERIFY_NONE,
                                      NULL,
                                      NULL) == 0;
}

static GBytes *
read_all (GInputStream *stream, gint64 announced, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  guint8 chunk[16384];
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, sizeof chunk, cancellable, error)) > 0)
    {
      g_byte_array_append (body, chunk, (guint) n);
      if (body->len > RBK_HTTP_LONGEST_REPLY)
        {
          rbk_channel_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
          return NULL;
        }
    }
  if (n < 0)
    return NULL;
  if (announced >= 0 && announced != (gint64) body->len)
    {
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_CUT, NULL);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

/* Retry-After: seconds or a date (RFC 9110 §10.2.3); nobody means more than a day. */
static gint64
get_retry_after (SoupMessage *message)
{
  const char *text =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    {
      g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (text);
      gint64 wait = date != NULL ? g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC : 0;

      seconds = (guint64) MAX (wait, 0);
    }
  return (gint64) MIN (seconds, 24 * 60 * 60) * G_USEC_PER_SEC;
}

/* One request, as exchange() sends it; all borrowed. */
typedef struct
{
  const char *method;
  const char *accept;
  const char *authorization; /* (nullable) */
  const char *content_type;  /* (nullable) */
  GBytes *body;              /* (nullable) */
  RbkHttpUpload *upload;     /* (nullable): a body that is streamed, instead */
  gboolean repeatable;
  gboolean *left;  /* (out) (optional) */
  char **location; /* (out) (optional): a redirect's target, as it stands in the reply */
} Request;

static void
wrote_body_data_cb (SoupMessage *message, guint bytes, gpointer user_data)
{
  RbkHttpUpload *upload = user_data;

  upload->written += bytes;
  if (upload->progress != NULL)
    upload->progress (upload->written, upload->progress_data);
}

static SoupMessage *
make_message (RbkHttpSession *self, const Request *request, GUri *uri, gboolean *left)
{
  SoupMessage *message = soup_message_new_from_uri (request->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* Nobody but our caller answers a 401. (Taken off the session instead, libsoup would wait for its answer
   * all the same, and with it for the end of a connection that a refused upload keeps open.) */
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  /* libsoup sends this over a connection that is open already; without it what is not GET or the like goes
   * over a new one, which takes longer than the rest of a text. It sends no POST a second time for it, so
   * what must not be repeated may have it, too, where the connection is not dead yet: else whether it arrived
   * would have to be asked. */
  if (request->repeatable || g_get_monotonic_time () - self->answered_us < ALIVE_US)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), left);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  soup_message_headers_replace (headers, "Accept", request->accept);
  if (self->prefer != NULL)
    soup_message_headers_replace (headers, "Prefer", self->prefer);
  if (request->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", request->authorization);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  if (request->upload != NULL)
    {
      RbkHttpUpload *upload = request->upload;

      /* libsoup takes PUT for repeatable, and a stream can be read only once. */
      soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
      soup_message_set_request_body (message, upload->content_type, upload->body, upload->length);
      g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), upload);
      if (upload->ask_first)
        {
          soup_message_headers_set_expectations (headers, SOUP_EXPECTATION_CONTINUE);
          /* Servers answer this question in HTTP/1.1; in HTTP/2 some never do. */
          soup_message_set_force_http1 (message, TRUE);
        }
    }
  /* What is asked for its length is asked for the file, not for a packed form of it. */
  if (g_str_equal (request->method, "HEAD"))
    soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  return message;
}

static RbkHttpReply *
make_reply (SoupMessage *message, GUri *uri, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  RbkHttpReply *reply = g_new0 (RbkHttpReply, 1);
  g_autofree char *disposition = NULL;

  reply->status = soup_message_get_status (message);
  reply->uri = g_uri_ref (uri);
  reply->body = g_bytes_ref (body);
  reply->retry_after_us = get_retry_after (message);
  reply->media_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  reply->length = -1;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    reply->length = soup_message_headers_get_content_length (headers);
  reply->is_download = soup_message_headers_get_content_disposition (headers, &disposition, NULL) &&
                       g_ascii_strcasecmp (disposition, "attachment") == 0;
  return reply;
}

/* Sends one request and reads its whole reply. */
static RbkHttpReply *
exchange (RbkHttpSession *self, const Request *request, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RbkHttpReply *reply = NULL;
  GError *cause = NULL;
  gboolean left = FALSE;
  RbkDeadline *deadline;
  guint seconds = self->whole_seconds;

  if (!rbk_http_uri_is_safe (uri))
    {
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNSAFE, NULL);
      return NULL;
    }
  if (request->upload != NULL)
    seconds += (guint) MIN (request->upload->length / SLOWEST_PACE, G_MAXINT);
  message = make_message (self, request, uri, &left);

  deadline = rbk_deadline_begin (seconds, cancellable);
  stream = soup_session_send (self->soup, message, rbk_deadline_get_cancellable (deadline), &cause);
  if (stream != NULL)
    {
      SoupMessageHeaders *headers = soup_message_get_response_headers (message);
      gboolean plain = soup_message_headers_get_one (headers, "Content-Encoding") == NULL;
      gboolean sized = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH;
      gboolean whole = plain && sized && !g_str_equal (request->method, "HEAD");

      bytes = read_all (stream,
                        whole ? soup_message_headers_get_content_length (headers) : -1,
                        rbk_deadline_get_cancellable (deadline),
                        &cause);
      /* A reply that is not wanted whole is not waited for either; nor, after a server refused what it was
       * not sent, for the end of its patience: until then it would read what of that were still to come. */
      if (bytes == NULL || (request->upload != NULL && request->upload->written < request->upload->length))
        g_cancellable_cancel (rbk_deadline_get_cancellable (deadline));
      g_input_stream_close (stream, rbk_deadline_get_cancellable (deadline), NULL);
    }
  rbk_deadline_end (deadline);
  if (request->left != NULL)
    *request->left = left;
  if (bytes == NULL)
    {
      explain (error, cause, left, cancellable != NULL && g_cancellable_is_cancelled (cancellable));
      return NULL;
    }

  self->answered_us = g_get_monotonic_time ();
  reply = make_reply (message, uri, bytes);
  if (request->location != NULL && SOUP_STATUS_IS_REDIRECTION (reply->status))
    *request->location =
      g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  return reply;
}

/* Asks for what is at @uri, or where that sends us on to. */
static RbkHttpReply *
follow (RbkHttpSession *self,
        const char *method,
        const char *accept,
        GUri *uri,
        const char *authorization,
        RbkHttpRedirect redirect,
        GCancellable *cancellable,
        GError **error)
{
  Request request = {
    .method = method, .accept = accept, .authorization = authorization, .repeatable = TRUE
  };
  g_autoptr (GUri) at = g_uri_ref (uri);

  for (guint i = 0; i <= LONGEST_REDIRECT; i++)
    {
      g_autofree char *location = NULL;
      g_autoptr (RbkHttpReply) reply = NULL;
      g_autoptr (GUri) next = NULL;

      request.location = &location;
      reply = exchange (self, &request, at, cancellable, error);
      if (reply == NULL || location == NULL)
        return g_steal_pointer (&reply);
      next = g_uri_parse_relative (at, location, SOUP_HTTP_URI_FLAGS, NULL);
      if (next == NULL || redirect == RBK_HTTP_REDIRECT_NEVER)
        {
          rbk_channel_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
          return NULL;
        }
      /* Not even to our own computer: what began encrypted stays so. */
      if (!rbk_http_uri_is_safe (next) ||
          (g_str_equal (g_uri_get_scheme (at), "https") && !g_str_equal (g_uri_get_scheme (next), "https")))
        {
          rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNSAFE, NULL);
          return NULL;
        }
      if (redirect == RBK_HTTP_REDIRECT_SAME_ORIGIN && !rbk_http_uri_is_same_origin (at, next))
        {
          g_autofree char *sentence =
            g_strdup_printf (_ ("The server sends us on to another one, “%s”, and was not given the "
                                "password. If that is your company's mail server, enter it in the "
                                "preferences."),
                             g_uri_get_host (next));

          rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNSAFE, sentence);
          return NULL;
        }
      g_clear_pointer (&at, g_uri_unref);
      at = g_steal_pointer (&next);
    }
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_BAD_REPLY, NULL);
  return NULL;
}

/**
 * rbk_http_session_get:
 * @authorization: (nullable): the header's value; it never leaves @uri's origin
 *
 * Fetches @uri. Blocks; for worker threads.
 *
 * Returns: (transfer full): a whole reply of any status, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkHttpReply *
rbk_http_session_get (RbkHttpSession *self,
                      GUri *uri,
                      const char *authorization,
                      RbkHttpRedirect redirect,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (RBK_IS_HTTP_SESSION (self), NULL);
  g_return_val_if_fail (authorization == NULL || redirect != RBK_HTTP_REDIRECT_ANYWHERE, NULL);

  return follow (self, "GET", "application/json", uri, authorization, redirect, cancellable, error);
}

/**
 * rbk_http_session_patch:
 *
 * Changes what is at @uri to what @body says, which must do no harm if the server gets it twice (RFC 5789).
 * Redirects are not followed. Blocks; for worker threads.
 *
 * Returns: (transfer full): a whole reply of any status, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkHttpReply *
rbk_http_session_patch (RbkHttpSession *self,
                        GUri *uri,
                        const char *authorization,
                        const char *content_type,
                        GBytes *body,
                        GCancellable *cancellable,
                        GError **error)
{
  Request request = { .method = "PATCH",
                      .accept = "application/json",
                      .authorization = authorization,
                      .content_type = content_type,
                      .body = body,
                      .repeatable = TRUE };

  g_return_val_if_fail (RBK_IS_HTTP_SESSION (self), NULL);

  return exchange (self, &request, uri, cancellable, error);
}

/**
 * rbk_http_session_head:
 *
 * Asks what anybody would get at @uri, as a customer's phone does: without a password, following redirects
 * to wherever is safe. Blocks; for worker threads.
 *
 * Returns: (transfer full): a reply of any status, with its type and length and no body, or NULL with an
 *   %RBK_CHANNEL_ERROR
 */
RbkHttpReply *
rbk_http_session_head (RbkHttpSession *self, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (RBK_IS_HTTP_SESSION (self), NULL);

  return follow (self, "HEAD", "*/*", uri, NULL, RBK_HTTP_REDIRECT_ANYWHERE, cancellable, error);
}

/**
 * rbk_http_session_put:
 * @upload: what is stored; it says afterwards how much of it left
 *
 * Stores a body at @uri, from a stream. Redirects are not followed, and nothing is sent a second time.
 * The time that it may take grows with its length. Blocks; for worker threads.
 *
 * Returns: (transfer full): a whole reply of any status, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkHttpReply *
rbk_http_session_put (RbkHttpSession *self,
                      GUri *uri,
                      const char *authorization,
                      RbkHttpUpload *upload,
                      GCancellable *cancellable,
                      GError **error)
{
  Request request = { .method = "PUT", .accept = "*/*", .authorization = authorization, .upload = upload };

  g_return_val_if_fail (RBK_IS_HTTP_SESSION (self), NULL);

  upload->written = 0;
  upload->left = FALSE;
  request.left = &upload->left;
  return exchange (self, &request, uri, cancellable, error);
}

/**
 * rbk_http_session_delete:
 *
 * Removes what is at @uri. Redirects are not followed. Blocks; for worker threads.
 *
 * Returns: (transfer full): a whole reply of any status, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkHttpReply *
rbk_http_session_delete (
  RbkHttpSession *self, GUri *uri, const char *authorization, GCancellable *cancellable, GError **error)
{
  Request request = {
    .method = "DELETE", .accept = "*/*", .authorization = authorization, .repeatable = TRUE
  };

  g_return_val_if_fail (RBK_IS_HTTP_SESSION (self), NULL);

  return exchange (self, &request, uri, cancellable, error);
}

/**
 * rbk_http_session_mkcol:
 *
 * Makes a folder at @uri (RFC 4918 §9.3). Redirects are not followed. Blocks; for worker threads.
 *
 * Returns: (transfer full): a whole reply of any status, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkHttpReply *
rbk_http_session_mkcol (
  RbkHttpSession *self, GUri *uri, const char *authorization, GCancellable *cancellable, GError **error)
{
  Request request = {
    .method = "MKCOL", .accept = "*/*", .authorization = authorization, .repeatable = TRUE
  };

  g_return_val_if_fail (RBK_IS_HTTP_SESSION (self), NULL);

  return exchange (self, &request, uri, cancellable, error);
}

/**
 * rbk_http_session_post:
 * @repeatable: whether it does no harm if the server gets it twice
 * @left: (out) (optional): whether anything of the request may have left. While it is FALSE after a
 *   failure, the server has seen nothing.
 *
 * Posts @body to @uri. Redirects are not followed. Blocks; for worker threads.
 *
 * Returns: (transfer full): a whole reply of any status, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkHttpReply *
rbk_http_session_post (RbkHttpSession *self,
                       GUri *uri,
                       const char *authorization,
                       const char *content_type,
                       GBytes *body,
                       gboolean repeatable,
                       gboolean *left,
                       GCancellable *cancellable,
                       GError **error)
{
  Request request = {
    .method = "POST",
    .accept = "application/json",
    .authorization = authorization,
    .content_type = content_type,
    .body = body,
    .repeatable = repeatable,
    .left = left,
  };

  g_return_val_if_fail (RBK_IS_HTTP_SESSION (self), NULL);

  if (left != NULL)
    *left = FALSE;
  return exchange (self, &request, uri, cancellable, error);
}

/**
 * rbk_http_reply_check:
 *
 * Returns: whether the status is a success; otherwise an %RBK_CHANNEL_ERROR says what it means
 */
gboolean
rbk_http_reply_check (const RbkHttpReply *reply, GError **error)
{
  RbkChannelError code;

  if (SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    return TRUE;
  g_info ("HTTP status %u", reply->status);
  if (SOUP_STATUS_IS_REDIRECTION (reply->status))
    code = RBK_CHANNEL_ERROR_UNSAFE;
  else if (reply->status == 401)
    code = RBK_CHANNEL_ERROR_SIGN_IN;
  else if (reply->status == 403)
    code = RBK_CHANNEL_ERROR_FORBIDDEN;
  else if (reply->status == 404 || reply->status == 410 || reply->status == 405)
    code = RBK_CHANNEL_ERROR_NOT_A_SERVER;
  else if (reply->status == 413)
    code = RBK_CHANNEL_ERROR_TOO_LARGE;
  else if (reply->status == 429 || reply->status == 503)
    code = RBK_CHANNEL_ERROR_BUSY;
  else if (SOUP_STATUS_IS_SERVER_ERROR (reply->status))
    code = RBK_CHANNEL_ERROR_SERVER;
  else
    code = RBK_CHANNEL_ERROR_BAD_REPLY;
  rbk_channel_error_set (error, code, NULL);
  return FALSE;
}
