/* rbk-loopback-redirect.c
 *
 * Not SoupServer, whose own documentation keeps it for clients that are trusted: this port is open to every
 * program on the computer and to every page in its browser while somebody signs in. So it takes one kind of
 * request, a small one, from a few callers at a time (browsers open connections that they never use, and one
 * more for an icon), each for a few seconds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-loopback-redirect.h"

#include "channels/signin/rbk-redirect-request.h"
#include "channels/signin/rbk-sign-in-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_CALLERS 8u
/* A code is a kilobyte or two; a browser's own headers are about as long. */
#define LONGEST_HEAD (16u * 1024u)
/* A caller that has not said all by then is in the way. */
#define CALLER_US (10 * G_USEC_PER_SEC)

typedef struct
{
  GSocket *socket;             /* (owned) */
  gint64 until;                /* monotonic */
  gsize length;                /* bytes of @head */
  char head[LONGEST_HEAD + 1]; /* ends with a zero */
} Caller;

struct _RbkLoopbackRedirect
{
  GSocket *socket; /* (owned) */
  guint16 port;
  char *uri;          /* (owned) */
  GPtrArray *callers; /* (owned) (element-type Caller): oldest first */
};

static void
caller_free (gpointer data)
{
  Caller *caller = data;

  g_socket_close (caller->socket, NULL);
  g_object_unref (caller->socket);
  /* A code may be in it. */
  explicit_bzero (caller->head, sizeof caller->head);
  g_free (caller);
}

void
rbk_loopback_redirect_free (RbkLoopbackRedirect *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->callers);
  g_clear_object (&self->socket);
  g_free (self->uri);
  g_free (self);
}

/**
 * rbk_loopback_redirect_new:
 *
 * Opens a free port, to be reached from this computer only.
 *
 * Returns: (transfer full): what waits there; NULL with %RBK_CHANNEL_ERROR_UNREACHABLE
 */
RbkLoopbackRedirect *
rbk_loopback_redirect_new (GError **error)
{
  g_autoptr (RbkLoopbackRedirect) self = g_new0 (RbkLoopbackRedirect, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) cause = NULL;

  self->callers = g_ptr_array_new_with_free_func (caller_free);
  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &cause);
  if (self->socket != NULL && g_socket_bind (self->socket, any, FALSE, &cause) &&
      g_socket_listen (self->socket, &cause))
    bound = g_socket_get_local_address (self->socket, &cause);
  if (bound == NULL)
    {
      g_info ("no loopback port: %s", cause->message);
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_UNREACHABLE,
                             _ ("This computer does not let the browser answer Ringback. Sign in with a code "
                                "instead, or ask whoever looks after this computer."));
      return NULL;
    }
  g_socket_set_blocking (self->socket, FALSE);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->uri = g_strdup_printf ("http://127.0.0.1:%u" RBK_REDIRECT_PATH, self->port);
  return g_steal_pointer (&self);
}

/**
 * rbk_loopback_redirect_get_uri:
 *
 * Returns: (transfer none): the redirect_uri; the provider knows http://127.0.0.1/callback with any port
 */
const char *
rbk_loopback_redirect_get_uri (RbkLoopbackRedirect *self)
{
  return self->uri;
}

static void
answer (Caller *caller, const char *status, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  g_autofree char *page =
    g_strdup_printf ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Ringback</title></head>"
                     "<body><p>%s</p></body></html>\n",
                     escaped);
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 %s\r\n"
                                            "Content-Type: text/html; charset=utf-8\r\n"
                                            "Content-Length: %zu\r\n"
                                            "Cache-Control: no-store\r\n"
                                            "Referrer-Policy: no-referrer\r\n"
                                            "Content-Security-Policy: default-src 'none'\r\n"
                                            "X-Content-Type-Options: nosniff\r\n"
                                            "Connection: close\r\n\r\n%s",
                                            status,
                                            strlen (page),
                                            page);

  /* It fits into any socket's buffer, and who does not read it misses only a friendly word. */
  g_socket_send (caller->socket, reply, strlen (reply), NULL, NULL);
  g_socket_shutdown (caller->socket, FALSE, TRUE, NULL);
}

/* Answers a whole head. Returns whether the wait is over: @code or @error is set. */
static gboolean
serve (RbkLoopbackRedirect *self,
       Caller *caller,
       const char *state,
       RbkProviderMetadata *metadata,
       RbkSecretText **code,
       GError **error)
{
  g_autofree char *refusal = NULL;

  switch (rbk_redirect_request_read (caller->head, self->port, state, metadata, code, &refusal))
    {
    case RBK_REDIRECT_CODE:
      answer (caller, "200 OK", _ ("You are signed in. You can close this tab and go back to Ringback."));
      return TRUE;
    case RBK_REDIRECT_REFUSED:
      answer (caller, "200 OK", _ ("You are not signed in. Close this tab and go back to Ringback."));
      rbk_sign_in_explain (error, refusal);
      return TRUE;
    case RBK_REDIRECT_OTHER_ISSUER:
      answer (
        caller, "400 Bad Request", _ ("You are not signed in. Close this tab and go back to Ringback."));
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_UNSAFE,
                             _ ("The browser came back from another sign-in server than the company's, so "
                                "nothing was connected. Tell whoever looks after your company's accounts."));
      return TRUE;
    case RBK_REDIRECT_ELSEWHERE:
      answer (caller, "404 Not Found", _ ("There is nothing here."));
      return FALSE;
    case RBK_REDIRECT_WRONG:
    default:
      g_info ("a request that is not of this sign-in");
      answer (caller, "400 Bad Request", _ ("This does not belong to the sign-in that is waiting."));
      return FALSE;
    }
}

/* Reads on. Returns whether the caller is done with: by itself, or because its head is whole or too long. */
static gboolean
hear (Caller *caller)
{
  g_autoptr (GError) cause = NULL;
  gssize n = g_socket_receive (
    caller->socket, caller->head + caller->length, LONGEST_HEAD - caller->length, NULL, &cause);

  if (n < 0 && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n <= 0)
    return TRUE;
  caller->length += (gsize) n;
  caller->head[caller->length] = '\0';
  return strstr (caller->head, "\r\n\r\n") != NULL || caller->length == LONGEST_HEAD;
}

static void
greet (RbkLoopbackRedirect *self, gint64 now)
{
  GSocket *socket = g_socket_accept (self->socket, NULL, NULL);
  Caller *caller;

  if (socket == NULL)
    return;
  g_socket_set_blocking (socket, FALSE);
  caller = g_new0 (Caller, 1);
  caller->socket = socket;
  caller->until = now + CALLER_US;
  if (self->callers->len == MOST_CALLERS)
    g_ptr_array_remove_index (self->callers, 0);
  g_ptr_array_add (self->callers, caller);
}

/* One round: whoever has something to say is heard. Returns whether the wait is over. */
static gboolean
go_round (RbkLoopbackRedirect *self,
          const GPollFD *fds,
          const char *state,
          RbkProviderMetadata *metadata,
          RbkSecretText **code,
          GError **error)
{
  gint64 now = g_get_monotonic_time ();

  /* From the last, so that one can be taken out. */
  for (guint i = self->callers->len; i-- > 0;)
    {
      Caller *caller = g_ptr_array_index (self->callers, i);
      gboolean whole, over;

      if (fds[i].revents == 0 && caller->until > now)
        continue;
      if (fds[i].revents != 0 && !hear (caller))
        continue;
      whole = strstr (caller->head, "\r\n\r\n") != NULL;
      over = whole && serve (self, caller, state, metadata, code, error);
      g_ptr_array_remove_index (self->callers, i);
      if (over)
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_loopback_redirect_wait:
 * @state: the random text that the request was sent out with
 * @metadata: who must have answered
 * @seconds: how long a person may take
 *
 * Waits for the browser to come back. Whatever else arrives is told off and changes nothing. Blocks.
 *
 * Returns: (transfer full): the code; NULL with %RBK_CHANNEL_ERROR_SIGN_IN (refused, or too late),
 *   %RBK_CHANNEL_ERROR_UNSAFE (another provider answered), %RBK_CHANNEL_ERROR_CANCELLED, …
 */
RbkSecretText *
rbk_loopback_redirect_wait (RbkLoopbackRedirect *self,
                            const char *state,
                            RbkProviderMetadata *metadata,
                            guint seconds,
                            GCancellable *cancellable,
                            GError **error)
{
  gint64 until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  gboolean cancellable_fd = FALSE, over = FALSE;
  GPollFD fds[MOST_CALLERS + 2];
  RbkSecretText *code = NULL;

  while (!over)
    {
      guint n = self->callers->len;
      gint64 wake = until;

      for (guint i = 0; i < n; i++)
        {
          Caller *caller = g_ptr_array_index (self->callers, i);

          fds[i] = (GPollFD) { g_socket_get_fd (caller->socket), G_IO_IN, 0 };
          wake = MIN (wake, caller->until);
        }
      fds[n] = (GPollFD) { g_socket_get_fd (self->socket), G_IO_IN, 0 };
      cancellable_fd = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fds[n + 1]);
      wake -= g_get_monotonic_time ();
      g_poll (fds, n + (cancellable_fd ? 2 : 1), (gint) CLAMP (wake / 1000 + 1, 0, 60000));
      if (cancellable_fd)
        g_cancellable_release_fd (cancellable);
      if (g_cancellable_is_cancelled (cancellable))
        {
          rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_CANCELLED);
          return NULL;
        }
      over = go_round (self, fds, state, metadata, &code, error);
      if (!over && fds[n].revents != 0)
        greet (self, g_get_monotonic_time ());
      if (!over && g_get_monotonic_time () >= until)
        {
          rbk_channel_error_set (
            error,
            RBK_CHANNEL_ERROR_SIGN_IN,
            _ ("Nobody signed in within the time for it. Begin again when you are ready."));
          return NULL;
        }
    }
  return code;
}
