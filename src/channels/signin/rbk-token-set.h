/* rbk-token-set.h: the tokens of one company account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-provider-metadata.h"
#include "channels/signin/rbk-token-endpoint.h"

G_BEGIN_DECLS

typedef struct
{
  RbkSecretText *access;        /* (owned) */
  RbkSecretText *refresh;       /* (owned) (nullable): the provider gives none */
  gint64 obtained_us;           /* wall clock */
  gint64 lifetime_s;            /* of the access token; 0 = not known */
  char *scope;                  /* (owned) (nullable) */
  char *issuer;                 /* (owned) */
  char *token_endpoint;         /* (owned) */
  char *revocation_endpoint;    /* (owned) (nullable) */
  char *client_id;              /* (owned) */
  RbkSecretText *client_secret; /* (owned) (nullable): Google's desktop clients have one that is no secret */
  char *address;                /* (owned) (nullable): whose account it is, as the provider says */
} RbkTokenSet;

RbkTokenSet *rbk_token_set_new (RbkProviderMetadata *metadata,
                                const char *client_id,
                                const char *client_secret,
                                const RbkTokenReply *reply,
                                gint64 now_us);
void rbk_token_set_free (RbkTokenSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTokenSet, rbk_token_set_free)

RbkTokenSet *rbk_token_set_renew (const RbkTokenSet *self, const RbkTokenReply *reply, gint64 now_us);
gboolean rbk_token_set_is_fresh (const RbkTokenSet *self, gint64 now_us);
RbkSecretText *rbk_token_set_write (const RbkTokenSet *self);
RbkTokenSet *rbk_token_set_read (const char *text);

RbkTokenSet *rbk_token_set_load (const char *account_id, GCancellable *cancellable, GError **error);
gboolean rbk_token_set_store (const RbkTokenSet *self,
                              const char *account_id,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
