/* rbk-signed-http.h: requests that show who we are, and once more where that had to be renewed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-access.h"
#include "channels/rbk-http-session.h"

G_BEGIN_DECLS

RbkHttpReply *rbk_signed_get (RbkHttpSession *http,
                              RbkAccess *access,
                              GUri *uri,
                              RbkHttpRedirect redirect,
                              GCancellable *cancellable,
                              GError **error);
RbkHttpReply *rbk_signed_post (RbkHttpSession *http,
                               RbkAccess *access,
                               GUri *uri,
                               const char *content_type,
                               GBytes *body,
                               gboolean repeatable,
                               gboolean *left,
                               GCancellable *cancellable,
                               GError **error);
RbkHttpReply *rbk_signed_patch (RbkHttpSession *http,
                                RbkAccess *access,
                                GUri *uri,
                                const char *content_type,
                                GBytes *body,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
