/* rbk-sign-in.h: signing in to a company account (RFC 8252, RFC 8628).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-token-set.h"

G_BEGIN_DECLS

#define RBK_TYPE_SIGN_IN (rbk_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (RbkSignIn, rbk_sign_in, RBK, SIGN_IN, GObject)

RbkSignIn *rbk_sign_in_new (RbkProviderKind kind, const char *issuer, const char *client_id);
void rbk_sign_in_set_client_secret (RbkSignIn *self, const char *client_secret);
void rbk_sign_in_set_account (RbkSignIn *self, const char *address, const char *tenant);
void rbk_sign_in_set_patience (RbkSignIn *self, guint seconds);

void rbk_sign_in_with_browser_async (RbkSignIn *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void rbk_sign_in_with_code_async (RbkSignIn *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RbkTokenSet *rbk_sign_in_finish (RbkSignIn *self, GAsyncResult *result, GError **error);

G_END_DECLS
