/* rbk-sign-in-scope.c
 *
 * The least that sending and looking for what was sent need:
 *   - Microsoft Graph: a draft is made from MIME (Mail.ReadWrite), sent (Mail.Send), and looked for;
 * User.Read says whose account it is (https://learn.microsoft.com/graph/permissions-reference).
 *   - Gmail: gmail.send sends and cannot read; looking for a Message-ID is a search, which gmail.metadata
 *     does not allow, so gmail.readonly
 *     (https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/list).
 *   - JMAP: RFC 8620 names no scopes. Of those that servers are known to use, the ones that this server says
 *     it knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-sign-in-scope.h"

#include <string.h>

#define MICROSOFT_SCOPE "openid email offline_access Mail.Send Mail.ReadWrite User.Read"
#define GOOGLE_SCOPE                                                                                         \
  "openid email https://www.googleapis.com/auth/gmail.send https://www.googleapis.com/auth/gmail.readonly"

static const char *const jmap_scopes[] = {
  "openid",
  "email",
  "offline_access",
  "urn:ietf:params:jmap:core",
  "urn:ietf:params:jmap:mail",
  "urn:ietf:params:jmap:submission",
  /* draft-ietf-mailmaint-oauth-public */
  "urn:ietf:params:oauth:scope:mail",
};

/* About who it is and for how long, not about what may be done; a provider need not name them as granted. */
static const char *const about_who[] = { "openid", "email", "profile", "offline_access", NULL };

/**
 * rbk_sign_in_scope_new:
 *
 * Returns: (transfer full): what to ask this provider for
 */
char *
rbk_sign_in_scope_new (RbkProviderMetadata *metadata)
{
  g_autoptr (GString) scope = NULL;

  if (metadata->kind == RBK_PROVIDER_MICROSOFT)
    return g_strdup (MICROSOFT_SCOPE);
  if (metadata->kind == RBK_PROVIDER_GOOGLE)
    return g_strdup (GOOGLE_SCOPE);
  scope = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (jmap_scopes); i++)
    {
      if (!rbk_provider_metadata_knows_scope (metadata, jmap_scopes[i]))
        continue;
      if (scope->len > 0)
        g_string_append_c (scope, ' ');
      g_string_append (scope, jmap_scopes[i]);
    }
  return g_string_free_and_steal (g_steal_pointer (&scope));
}

/* Microsoft answers "https://graph.microsoft.com/Mail.Send" for "Mail.Send". */
static gboolean
is_same (const char *wanted, const char *one)
{
  const char *last = strrchr (one, '/');

  return g_ascii_strcasecmp (wanted, one) == 0 ||
         (strchr (wanted, '/') == NULL && last != NULL && g_ascii_strcasecmp (wanted, last + 1) == 0);
}

/**
 * rbk_sign_in_scope_has:
 * @scope: scopes with spaces between
 */
gboolean
rbk_sign_in_scope_has (const char *scope, const char *wanted)
{
  g_auto (GStrv) scopes = g_strsplit (scope, " ", -1);

  for (guint i = 0; scopes[i] != NULL; i++)
    {
      if (is_same (wanted, scopes[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_sign_in_scope_is_covered:
 * @granted: (nullable): NULL: the provider did not say, so all that was asked (RFC 6749 §5.1)
 *
 * Returns: whether the person allowed all that may be done; Google lets people leave some out
 */
gboolean
rbk_sign_in_scope_is_covered (const char *asked, const char *granted)
{
  g_auto (GStrv) scopes = g_strsplit (asked, " ", -1);

  for (guint i = 0; granted != NULL && scopes[i] != NULL; i++)
    {
      if (!g_strv_contains (about_who, scopes[i]) && !rbk_sign_in_scope_has (granted, scopes[i]))
        return FALSE;
    }
  return TRUE;
}
