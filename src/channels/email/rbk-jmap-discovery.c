/* rbk-jmap-discovery.c
 *
 * The secret is only ever given to a server that the person typed, or that the company's own domain
 * names over a verified connection. What unsigned DNS says is believed only within the domain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-jmap-discovery.h"

#include "channels/email/rbk-email.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* RFC 8620 §2.2 */
#define WELL_KNOWN "/.well-known/jmap"

/* What can be a host name or an IP address and not, say, two words. */
static gboolean
is_host (const char *host)
{
  g_autofree char *ascii = host != NULL ? g_hostname_to_ascii (host) : NULL;

  return ascii != NULL && *ascii != '\0' &&
         (g_hostname_is_ip_address (ascii) ||
          strspn (ascii, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") ==
            strlen (ascii));
}

static GUri *
parse_typed (const char *server, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (server));
  g_autofree char *text =
    strstr (stripped, "://") != NULL ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || !is_host (g_uri_get_host (uri)))
    {
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_NOT_A_SERVER,
                             _ ("This is not the address of a server. It looks like "
                                "“https://mail.example.com”."));
      return NULL;
    }
  if (!rbk_http_uri_is_safe (uri))
    {
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_UNSAFE,
                             _ ("Ringback talks to mail servers over encrypted connections only. Enter an "
                                "address that begins with “https://”."));
      return NULL;
    }
  if (*g_uri_get_path (uri) == '\0' || g_str_equal (g_uri_get_path (uri), "/"))
    return g_uri_parse_relative (uri, WELL_KNOWN, SOUP_HTTP_URI_FLAGS, NULL);
  return g_steal_pointer (&uri);
}

static gboolean
is_within (const char *host, const char *domain)
{
  gsize host_length = strlen (host), domain_length = strlen (domain);

  if (host_length < domain_length || g_ascii_strcasecmp (host + host_length - domain_length, domain) != 0)
    return FALSE;
  return host_length == domain_length || host[host_length - domain_length - 1] == '.';
}

/* Returns NULL without an error if the domain names no server. */
static GUri *
look_up_service (const char *domain, GCancellable *cancellable, GError **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GList *targets = g_resolver_lookup_service (resolver, "jmap", "tcp", domain, cancellable, NULL);
  GUri *uri = NULL;

  if (targets != NULL)
    {
      g_autofree char *host = g_strdup (g_srv_target_get_hostname (targets->data));

      if (g_str_has_suffix (host, "."))
        host[strlen (host) - 1] = '\0';
      if (is_within (host, domain) && is_host (host))
        uri = g_uri_build (SOUP_HTTP_URI_FLAGS,
                           "https",
                           NULL,
                           host,
                           g_srv_target_get_port (targets->data),
                           WELL_KNOWN,
                           NULL,
                           NULL);
      else if (*host != '\0')
        {
          g_autofree char *sentence = g_strdup_printf (
            _ ("The mail of %s seems to be kept by “%s”, but that cannot be proved. If it is "
               "right, enter it as the server."),
            domain,
            host);

          rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNSAFE, sentence);
        }
    }
  g_resolver_free_targets (targets);
  return uri;
}

/**
 * rbk_jmap_discover:
 * @address: the mailbox's address
 * @server: (nullable): what the person typed; NULL: found by RFC 8620 §2.2 from @address
 *
 * Sends no secret anywhere. Blocks.
 *
 * Returns: (transfer full): where the session resource can be asked for with the secret; redirects
 *   from there to another origin must not be followed. NULL with an %RBK_CHANNEL_ERROR.
 */
GUri *
rbk_jmap_discover (
  RbkHttpSession *http, const char *address, const char *server, GCancellable *cancellable, GError **error)
{
  g_autofree char *domain = g_hostname_to_ascii (rbk_email_address_get_domain (address));
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *sentence = NULL;
  GError *cause = NULL;

  if (server != NULL && *server != '\0')
    return parse_typed (server, error);
  if (!rbk_email_address_is_valid (address))
    {
      rbk_channel_error_set (
        error, RBK_CHANNEL_ERROR_ACCOUNT, _ ("This is not a valid email address. Correct it and try again."));
      return NULL;
    }
  uri = look_up_service (domain, cancellable, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  if (uri != NULL)
    return g_steal_pointer (&uri);

  uri = g_uri_build (SOUP_HTTP_URI_FLAGS, "https", NULL, domain, -1, WELL_KNOWN, NULL, NULL);
  reply = rbk_http_session_get (http, uri, NULL, RBK_HTTP_REDIRECT_ANYWHERE, cancellable, &cause);
  if (reply != NULL &&
      (SOUP_STATUS_IS_SUCCESSFUL (reply->status) || reply->status == 401 || reply->status == 403))
    return g_uri_ref (reply->uri);
  if (cause != NULL && cause->code != RBK_CHANNEL_ERROR_UNREACHABLE && cause->code != RBK_CHANNEL_ERROR_CUT)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  g_clear_error (&cause);
  sentence =
    g_strdup_printf (_ ("No mail server could be found for %s. Ask whoever looks after your company's "
                        "mail for the address of its JMAP server and enter it."),
                     domain);
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_NOT_A_SERVER, sentence);
  return NULL;
}
