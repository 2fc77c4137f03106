/* rbk-id-token.h: who signed in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-provider-metadata.h"

G_BEGIN_DECLS

typedef struct
{
  char *subject;   /* (owned): the provider's own name for the person */
  char *address;   /* (owned) (nullable): an email address that the provider stands for */
  char *user_name; /* (owned) (nullable): Microsoft's "preferred_username", an address as a rule */
  char *tenant;    /* (owned) (nullable): Microsoft's "tid" */
  char *domain;    /* (owned) (nullable): Google's "hd" */
} RbkIdToken;

RbkIdToken *rbk_id_token_read (const char *token,
                               RbkProviderMetadata *metadata,
                               const char *client_id,
                               const char *nonce,
                               gint64 now_us,
                               GError **error);
void rbk_id_token_free (RbkIdToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkIdToken, rbk_id_token_free)

gboolean rbk_id_token_add_userinfo (RbkIdToken *self, GBytes *body, GError **error);
gboolean rbk_id_token_check (
  RbkIdToken *self, RbkProviderKind kind, const char *address, const char *tenant, GError **error);

G_END_DECLS
