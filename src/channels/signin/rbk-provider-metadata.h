/* rbk-provider-metadata.h: where a provider's sign-in is done, as its own document says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-http-session.h"

G_BEGIN_DECLS

/* Whose sign-in it is; what they ask for differs (rbk-sign-in-scope.h). */
typedef enum
{
  RBK_PROVIDER_OTHER, /* any OpenID provider or OAuth server, for JMAP */
  RBK_PROVIDER_MICROSOFT,
  RBK_PROVIDER_GOOGLE,
} RbkProviderKind;

typedef struct
{
  RbkProviderKind kind;
  char *issuer;          /* (owned): Microsoft's "organizations" has {tenantid} in it */
  GUri *authorization;   /* (owned): opened in the browser */
  GUri *token;           /* (owned) */
  GUri *revocation;      /* (owned) (nullable) */
  GUri *device;          /* (owned) (nullable): RFC 8628 */
  GUri *userinfo;        /* (owned) (nullable) */
  gboolean names_issuer; /* every redirect has "iss" (RFC 9207) */
  char **scopes;         /* (owned) (nullable): those it says it knows */
} RbkProviderMetadata;

void rbk_provider_metadata_free (RbkProviderMetadata *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkProviderMetadata, rbk_provider_metadata_free)

RbkProviderMetadata *
rbk_provider_metadata_parse (RbkProviderKind kind, const char *asked, GBytes *body, GError **error);
RbkProviderMetadata *rbk_provider_metadata_discover (
  RbkHttpSession *http, RbkProviderKind kind, const char *issuer, GCancellable *cancellable, GError **error);
gboolean rbk_provider_metadata_is_issuer (RbkProviderMetadata *self, const char *issuer, const char *tenant);
gboolean rbk_provider_metadata_knows_scope (RbkProviderMetadata *self, const char *scope);
char *rbk_provider_dup_issuer (RbkProviderKind kind, const char *tenant);
gboolean rbk_provider_is_tenant_id (const char *tenant);

G_END_DECLS
