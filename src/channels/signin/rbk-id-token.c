/* rbk-id-token.c
 *
 * The token came from the token endpoint over TLS, which stands for who wrote it: OpenID Connect Core
 * §3.1.3.7, point 6, lets a client do without its signature then. All else of that section is checked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-id-token.h"

#include "channels/signin/rbk-base64url.h"
#include "channels/signin/rbk-secret-text.h"
#include "channels/signin/rbk-sign-in-words.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST_TOKEN (64 * 1024)
#define LONGEST_CLAIM 320 /* an email address: 64 + 1 + 255 */
/* How far two computers' clocks may be apart. */
#define LEEWAY_SECONDS 300
/* The company of those who have none
 * (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference). */
#define MICROSOFT_PERSONAL "9188040d-6c67-4c5b-b112-36a304b66dad"

void
rbk_id_token_free (RbkIdToken *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->address);
  g_free (self->user_name);
  g_free (self->tenant);
  g_free (self->domain);
  g_free (self);
}

/* A claim that may be shown to a person. */
static char *
dup_claim (JsonObject *claims, const char *name)
{
  const char *text = rbk_json_get_string (claims, name);

  if (text == NULL || *text == '\0' || strlen (text) > LONGEST_CLAIM)
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isgraph (g_utf8_get_char (p)))
        return NULL;
    }
  return g_strdup (text);
}

static void
read_names (RbkIdToken *self, JsonObject *claims)
{
  if (self->address == NULL && rbk_json_get_boolean (claims, "email_verified", TRUE))
    self->address = dup_claim (claims, "email");
  if (self->user_name == NULL)
    self->user_name = dup_claim (claims, "preferred_username");
}

static JsonObject *
read_claims (const char *token)
{
  const char *start = strlen (token) <= LONGEST_TOKEN ? strchr (token, '.') : NULL;
  const char *end = start != NULL ? strchr (start + 1, '.') : NULL;
  g_autoptr (GBytes) json = end != NULL ? rbk_base64url_decode (start + 1, (gsize) (end - start - 1)) : NULL;

  return json != NULL ? rbk_json_parse_bytes (json, NULL) : NULL;
}

/* Meant for us: alone, or among others with us as the one it was made for. */
static gboolean
is_for (JsonObject *claims, const char *client_id)
{
  const char *party = rbk_json_get_string (claims, "azp");
  JsonArray *list = rbk_json_get_array (claims, "aud");
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (party != NULL && !g_str_equal (party, client_id))
    return FALSE;
  if (g_strcmp0 (rbk_json_get_string (claims, "aud"), client_id) == 0)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (rbk_json_array_get_string (list, i), client_id) == 0)
        return n == 1 || party != NULL;
    }
  return FALSE;
}

/**
 * rbk_id_token_read:
 * @token: from the token endpoint itself
 * @nonce: (nullable): what the browser was sent with; NULL: it was not sent (device flow)
 * @now_us: microseconds since 1970 UTC
 *
 * Pure. Returns: (transfer full): who it is about; NULL with %RBK_CHANNEL_ERROR_UNSAFE if it is from somebody
 *   else, for somebody else or of another sign-in, or %RBK_CHANNEL_ERROR_BAD_REPLY
 */
RbkIdToken *
rbk_id_token_read (const char *token,
                   RbkProviderMetadata *metadata,
                   const char *client_id,
                   const char *nonce,
                   gint64 now_us,
                   GError **error)
{
  g_autoptr (JsonObject) claims = read_claims (token);
  g_autoptr (RbkIdToken) self = g_new0 (RbkIdToken, 1);
  gint64 expires = rbk_json_get_int (claims, "exp", 0);

  self->subject = dup_claim (claims, "sub");
  self->tenant = dup_claim (claims, "tid");
  if (self->subject == NULL || expires <= 0)
    {
      rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BAD_REPLY);
      return NULL;
    }
  if (!rbk_provider_metadata_is_issuer (metadata, rbk_json_get_string (claims, "iss"), self->tenant) ||
      !is_for (claims, client_id) ||
      (nonce != NULL && !rbk_secret_text_equal (rbk_json_get_string (claims, "nonce"), nonce)))
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_UNSAFE,
        _ ("The sign-in server's answer belongs to another sign-in, so it was not used. "
           "Begin again; if it lasts, tell whoever looks after your company's accounts."));
      return NULL;
    }
  if (now_us / G_USEC_PER_SEC - LEEWAY_SECONDS > expires)
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_BAD_REPLY,
        _ ("By this computer's clock the sign-in server's answer is out of date. Check the "
           "date and time, then sign in again."));
      return NULL;
    }
  self->domain = dup_claim (claims, "hd");
  read_names (self, claims);
  return g_steal_pointer (&self);
}

/**
 * rbk_id_token_add_userinfo:
 * @body: what the userinfo endpoint answered (OpenID Connect Core §5.3)
 *
 * Adds the names that the token left out
 *
 * Returns: FALSE with %RBK_CHANNEL_ERROR_UNSAFE if it is about somebody else
 */
gboolean
rbk_id_token_add_userinfo (RbkIdToken *self, GBytes *body, GError **error)
{
  g_autoptr (JsonObject) claims = NULL;

  if (g_bytes_get_size (body) <= LONGEST_TOKEN)
    claims = rbk_json_parse_bytes (body, NULL);
  if (claims == NULL || g_strcmp0 (rbk_json_get_string (claims, "sub"), self->subject) != 0)
    {
      rbk_sign_in_set_error (error, claims == NULL ? RBK_CHANNEL_ERROR_BAD_REPLY : RBK_CHANNEL_ERROR_UNSAFE);
      return FALSE;
    }
  read_names (self, claims);
  return TRUE;
}

static gboolean
set_personal (GError **error)
{
  rbk_channel_error_set (
    error,
    RBK_CHANNEL_ERROR_ACCOUNT,
    _ ("This is a personal account. Only the company's own accounts may write to customers; "
       "sign in with the one that your company gave you."));
  return FALSE;
}

static gboolean
set_other_company (GError **error)
{
  rbk_channel_error_set (
    error,
    RBK_CHANNEL_ERROR_ACCOUNT,
    _ ("This account belongs to another company than the one in the company policy. Sign in "
       "with the one that your company gave you, or ask whoever looks after its accounts."));
  return FALSE;
}

/* the provider's own word on whose account it is, and not the look of an address. */
static gboolean
check_company (
  RbkIdToken *self, RbkProviderKind kind, const char *address, const char *tenant, GError **error)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  const char *domain = tenant != NULL ? tenant : (at != NULL ? at + 1 : NULL);

  if (kind == RBK_PROVIDER_MICROSOFT)
    {
      if (self->tenant == NULL || g_ascii_strcasecmp (self->tenant, MICROSOFT_PERSONAL) == 0)
        return set_personal (error);
      if (rbk_provider_is_tenant_id (tenant) && g_ascii_strcasecmp (self->tenant, tenant) != 0)
        return set_other_company (error);
    }
  if (kind == RBK_PROVIDER_GOOGLE)
    {
      if (self->domain == NULL)
        return set_personal (error);
      if (domain != NULL && g_ascii_strcasecmp (self->domain, domain) != 0)
        return set_other_company (error);
    }
  return TRUE;
}

/**
 * rbk_id_token_check:
 * @address: (nullable): the mailbox that was to be signed in to; NULL: whichever it is
 * @tenant: (nullable): the company's Microsoft tenant id, or Google domain, as the company policy has it
 *
 * Returns: FALSE with %RBK_CHANNEL_ERROR_ACCOUNT and a sentence if somebody else signed in, a personal
 *   account, or one of another company
 */
gboolean
rbk_id_token_check (
  RbkIdToken *self, RbkProviderKind kind, const char *address, const char *tenant, GError **error)
{
  const char *shown = self->address != NULL ? self->address : self->user_name;
  g_autofree char *sentence = NULL;

  if (!check_company (self, kind, address, tenant, error))
    return FALSE;
  if (address == NULL || (self->address != NULL && g_ascii_strcasecmp (self->address, address) == 0) ||
      (self->user_name != NULL && g_ascii_strcasecmp (self->user_name, address) == 0))
    return TRUE;
  if (shown == NULL)
    sentence =
      g_strdup_printf (_ ("The sign-in server does not say whose account this is, so it cannot be used "
                          "for %s. Ask whoever looks after your company's accounts."),
                       address);
  else
    sentence =
      g_strdup_printf (_ ("You signed in as %1$s, but this account is %2$s. Sign in again as %2$s; if the "
                          "browser does not ask, sign out there first."),
                       shown,
                       address);
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_ACCOUNT, sentence);
  return FALSE;
}
