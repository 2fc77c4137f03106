/* rbk-provider-metadata.c
 *
 * RFC 8414 and OpenID Connect Discovery 1.0, read without trust: the document must name the very issuer that
 * was asked for, and every place that it sends us to must be encrypted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-provider-metadata.h"

#include "channels/signin/rbk-sign-in-words.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* Google's has 1.5 kB, Microsoft's 2 kB; oidc-provider's 3 kB. */
#define LONGEST_DOCUMENT (256 * 1024)
#define LONGEST_URL      2048
#define MOST_SCOPES      1024

#define TENANT_TEMPLATE "{tenantid}"
#define MICROSOFT       "https://login.microsoftonline.com/"

void
rbk_provider_metadata_free (RbkProviderMetadata *self)
{
  if (self == NULL)
    return;
  g_free (self->issuer);
  g_clear_pointer (&self->authorization, g_uri_unref);
  g_clear_pointer (&self->token, g_uri_unref);
  g_clear_pointer (&self->revocation, g_uri_unref);
  g_clear_pointer (&self->device, g_uri_unref);
  g_clear_pointer (&self->userinfo, g_uri_unref);
  g_strfreev (self->scopes);
  g_free (self);
}

/**
 * rbk_provider_is_tenant_id:
 * @tenant: (nullable): perhaps Microsoft's id of a company, a GUID
 */
gboolean
rbk_provider_is_tenant_id (const char *tenant)
{
  return tenant != NULL && g_uuid_string_is_valid (tenant);
}

/**
 * rbk_provider_dup_issuer:
 * @tenant: (nullable): for Microsoft the company's tenant id, or a domain that it has verified there; NULL:
 *   any company's
 *
 * Returns: (transfer full) (nullable): where Microsoft's and Google's companies sign in; NULL for others,
 *   whose issuer the company policy names
 */
char *
rbk_provider_dup_issuer (RbkProviderKind kind, const char *tenant)
{
  switch (kind)
    {
    case RBK_PROVIDER_MICROSOFT:
      return g_strconcat (MICROSOFT, tenant != NULL ? tenant : "organizations", "/v2.0", NULL);
    case RBK_PROVIDER_GOOGLE:
      return g_strdup ("https://accounts.google.com");
    case RBK_PROVIDER_OTHER:
    default:
      return NULL;
    }
}

/* The tenant of an issuer of Microsoft's form, https://HOST/TENANT/v2.0, and how long all before it is. */
static char *
dup_tenant (const char *issuer, gsize *before)
{
  const char *host = strstr (issuer, "://");
  const char *start = host != NULL ? strchr (host + 3, '/') : NULL;
  const char *end = start != NULL ? strchr (start + 1, '/') : NULL;

  if (end == NULL || !g_str_equal (end, "/v2.0"))
    return NULL;
  *before = (gsize) (start + 1 - issuer);
  return g_strndup (start + 1, (gsize) (end - start - 1));
}

/* RFC 8414 §3.3 and OpenID Connect Discovery §4.3 want them equal. Microsoft keeps to that only where it is
 * asked by a tenant's id: asked by a domain it answers with that company's id, and asked for any company's
 * ("organizations") with a template that each id token then fills in
 * (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc). */
static gboolean
is_same_issuer (RbkProviderKind kind, const char *asked, const char *said)
{
  g_autofree char *asked_tenant = NULL;
  g_autofree char *said_tenant = NULL;
  gsize asked_before = 0, said_before = 0;

  if (kind != RBK_PROVIDER_MICROSOFT)
    return g_str_equal (asked, said);
  asked_tenant = dup_tenant (asked, &asked_before);
  said_tenant = dup_tenant (said, &said_before);
  if (asked_tenant == NULL || said_tenant == NULL || asked_before != said_before ||
      strncmp (asked, said, asked_before) != 0)
    return FALSE;
  /* these two let personal accounts in. */
  if (g_str_equal (asked_tenant, "common") || g_str_equal (asked_tenant, "consumers"))
    return FALSE;
  if (g_str_equal (asked_tenant, "organizations"))
    return g_str_equal (said_tenant, TENANT_TEMPLATE);
  if (rbk_provider_is_tenant_id (asked_tenant))
    return g_ascii_strcasecmp (asked_tenant, said_tenant) == 0;
  return rbk_provider_is_tenant_id (said_tenant);
}

static GUri *
read_url (JsonObject *root, const char *member, GError **error)
{
  JsonNode *node = json_object_get_member (root, member);
  const char *text = rbk_json_get_string (root, member);
  g_autoptr (GUri) uri = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (text != NULL && strlen (text) <= LONGEST_URL)
    uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_fragment (uri) != NULL)
    rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BAD_REPLY);
  else if (!rbk_http_uri_is_safe (uri))
    rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_UNSAFE);
  else
    return g_steal_pointer (&uri);
  return NULL;
}

/* Whether the list at @member, if there is one, has @wanted. */
static gboolean
allows (JsonObject *root, const char *member, const char *wanted)
{
  JsonArray *list = rbk_json_get_array (root, member);
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (list == NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (rbk_json_array_get_string (list, i), wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static char **
read_scopes (JsonObject *root)
{
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();
  JsonArray *list = rbk_json_get_array (root, "scopes_supported");
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < MIN (n, MOST_SCOPES); i++)
    {
      const char *scope = rbk_json_array_get_string (list, i);

      if (scope != NULL)
        g_strv_builder_add (scopes, scope);
    }
  return g_strv_builder_end (scopes);
}

/**
 * rbk_provider_metadata_parse:
 * @asked: the issuer that was asked for
 * @body: what came back
 *
 * Pure. Returns: (transfer full): what it says, or NULL with %RBK_CHANNEL_ERROR_NOT_A_SERVER (no such
 * document at all), %RBK_CHANNEL_ERROR_UNSAFE (another issuer's, or somewhere unencrypted),
 *   %RBK_CHANNEL_ERROR_FORBIDDEN (one that cannot do what Ringback insists on) or
 *   %RBK_CHANNEL_ERROR_BAD_REPLY
 */
RbkProviderMetadata *
rbk_provider_metadata_parse (RbkProviderKind kind, const char *asked, GBytes *body, GError **error)
{
  g_autoptr (RbkProviderMetadata) self = g_new0 (RbkProviderMetadata, 1);
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GError) cause = NULL;
  const char *issuer;
  const struct
  {
    const char *member;
    GUri **uri;
  } places[] = {
    { "authorization_endpoint", &self->authorization }, { "token_endpoint", &self->token },
    { "revocation_endpoint", &self->revocation },       { "userinfo_endpoint", &self->userinfo },
    { "device_authorization_endpoint", &self->device },
  };

  if (g_bytes_get_size (body) <= LONGEST_DOCUMENT)
    root = rbk_json_parse_bytes (body, NULL);
  issuer = rbk_json_get_string (root, "issuer");
  if (issuer == NULL || strlen (issuer) > LONGEST_URL)
    {
      rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_NOT_A_SERVER);
      return NULL;
    }
  if (!is_same_issuer (kind, asked, issuer))
    {
      g_autofree char *sentence =
        g_strdup_printf (_ ("The sign-in server at “%s” says that it is another one, so Ringback told it "
                            "nothing. Ask whoever looks after your company's accounts for the exact address, "
                            "and correct it in the company policy."),
                         asked);

      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNSAFE, sentence);
      return NULL;
    }
  self->kind = kind;
  self->issuer = g_strdup (issuer);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      *places[i].uri = read_url (root, places[i].member, &cause);
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
    }
  if (self->authorization == NULL || self->token == NULL)
    {
      rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BAD_REPLY);
      return NULL;
    }
  /* Microsoft says nothing of PKCE, and does it. */
  if (!allows (root, "response_types_supported", "code") ||
      !allows (root, "code_challenge_methods_supported", "S256"))
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_FORBIDDEN,
        _ ("The company's sign-in server is too old for a safe sign-in (it lacks PKCE, or "
           "codes). Ask whoever looks after your company's accounts."));
      return NULL;
    }
  self->names_issuer = rbk_json_get_boolean (root, "authorization_response_iss_parameter_supported", FALSE);
  self->scopes = read_scopes (root);
  return g_steal_pointer (&self);
}

/* OpenID appends to the issuer; RFC 8414 §3.1 goes between its host and its path. */
static GUri *
get_place (const char *issuer, gboolean openid)
{
  g_autoptr (GUri) uri = g_uri_parse (issuer, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *base = NULL;
  g_autofree char *path = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    return NULL;
  base = g_strdup (g_uri_get_path (uri));
  if (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  path = openid ? g_strconcat (base, "/.well-known/openid-configuration", NULL)
                : g_strconcat ("/.well-known/oauth-authorization-server", base, NULL);
  return g_uri_build (SOUP_HTTP_URI_FLAGS,
                      g_uri_get_scheme (uri),
                      g_uri_get_userinfo (uri),
                      g_uri_get_host (uri),
                      g_uri_get_port (uri),
                      path,
                      NULL,
                      NULL);
}

/**
 * rbk_provider_metadata_discover:
 *
 * Asks @issuer's server where its sign-in is. Tells it nothing. Blocks.
 *
 * Returns: (transfer full): as rbk_provider_metadata_parse(); or NULL with another %RBK_CHANNEL_ERROR
 */
RbkProviderMetadata *
rbk_provider_metadata_discover (
  RbkHttpSession *http, RbkProviderKind kind, const char *issuer, GCancellable *cancellable, GError **error)
{
  for (int openid = 1; openid >= 0; openid--)
    {
      g_autoptr (GUri) place = get_place (issuer, openid);
      g_autoptr (RbkHttpReply) reply = NULL;
      GError *cause = NULL;

      if (place == NULL)
        break;
      reply = rbk_http_session_get (http, place, NULL, RBK_HTTP_REDIRECT_SAME_ORIGIN, cancellable, &cause);
      if (reply != NULL && reply->status == 404)
        continue;
      if (reply == NULL || !rbk_http_reply_check (reply, &cause))
        {
          rbk_sign_in_propagate (error, cause);
          return NULL;
        }
      return rbk_provider_metadata_parse (kind, issuer, reply->body, error);
    }
  rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_NOT_A_SERVER);
  return NULL;
}

/**
 * rbk_provider_metadata_is_issuer:
 * @issuer: (nullable): who a token says it is from
 * @tenant: (nullable): Microsoft: the id of the company in that token; NULL: not known, any
 *
 * Returns: whether that is this provider
 */
gboolean
rbk_provider_metadata_is_issuer (RbkProviderMetadata *self, const char *issuer, const char *tenant)
{
  g_autoptr (GString) expected = g_string_new (self->issuer);
  g_autofree char *said = NULL;
  gsize before;

  if (issuer == NULL)
    return FALSE;
  if (self->kind == RBK_PROVIDER_MICROSOFT && strstr (self->issuer, TENANT_TEMPLATE) != NULL)
    {
      said = dup_tenant (issuer, &before);
      if (!rbk_provider_is_tenant_id (said) || (tenant != NULL && !g_str_equal (tenant, said)))
        return FALSE;
      g_string_replace (expected, TENANT_TEMPLATE, said, 1);
    }
  return g_str_equal (expected->str, issuer);
}

/**
 * rbk_provider_metadata_knows_scope:
 *
 * Returns: whether it says that it knows @scope
 */
gboolean
rbk_provider_metadata_knows_scope (RbkProviderMetadata *self, const char *scope)
{
  return self->scopes != NULL && g_strv_contains ((const char *const *) self->scopes, scope);
}
