/* rbk-token-endpoint.h: what is asked of a provider's token endpoint, and what it answers (RFC 6749 §5).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-http-session.h"
#include "channels/signin/rbk-secret-text.h"

G_BEGIN_DECLS

typedef struct
{
  RbkSecretText *access;   /* (owned) */
  RbkSecretText *refresh;  /* (owned) (nullable): the one before stays */
  RbkSecretText *id_token; /* (owned) (nullable) */
  char *scope;             /* (owned) (nullable): as it was asked for */
  gint64 lifetime_s;       /* of the access token; 0 = it does not say */
} RbkTokenReply;

RbkTokenReply *rbk_token_reply_parse (GBytes *body, GError **error);
void rbk_token_reply_free (RbkTokenReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTokenReply, rbk_token_reply_free)

char *rbk_token_reply_dup_refusal (GBytes *body);
void rbk_token_endpoint_explain (const RbkHttpReply *reply, char **refusal, GError **error);

GString *rbk_token_form_new (void);
void rbk_token_form_add (GString *form, const char *name, const char *value);
RbkHttpReply *rbk_token_form_post (
  GString *form, RbkHttpSession *http, GUri *uri, gboolean *left, GCancellable *cancellable, GError **error);
RbkTokenReply *rbk_token_endpoint_ask (RbkHttpSession *http,
                                       GUri *uri,
                                       GString *form,
                                       char **refusal,
                                       gboolean *uncertain,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
