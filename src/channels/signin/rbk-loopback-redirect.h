/* rbk-loopback-redirect.h: where the browser comes back to (RFC 8252 §7.3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-provider-metadata.h"
#include "channels/signin/rbk-secret-text.h"

G_BEGIN_DECLS

typedef struct _RbkLoopbackRedirect RbkLoopbackRedirect;

RbkLoopbackRedirect *rbk_loopback_redirect_new (GError **error);
void rbk_loopback_redirect_free (RbkLoopbackRedirect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkLoopbackRedirect, rbk_loopback_redirect_free)

const char *rbk_loopback_redirect_get_uri (RbkLoopbackRedirect *self);
RbkSecretText *rbk_loopback_redirect_wait (RbkLoopbackRedirect *self,
                                           const char *state,
                                           RbkProviderMetadata *metadata,
                                           guint seconds,
                                           GCancellable *cancellable,
                                           GError **error);

G_END_DECLS
