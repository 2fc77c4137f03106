/* rbk-device-grant.h: signing in on another device, with a code (RFC 8628).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-provider-metadata.h"
#include "channels/signin/rbk-token-endpoint.h"

G_BEGIN_DECLS

typedef struct
{
  RbkSecretText *device_code; /* (owned) */
  char *user_code;            /* (owned): what the person types in */
  char *uri;                  /* (owned): where */
  char *complete_uri;         /* (owned) (nullable): the same with the code in it */
  gint64 expires_s;           /* from when it was given */
  gint64 interval_s;          /* between two questions */
} RbkDeviceGrant;

RbkDeviceGrant *rbk_device_grant_parse (GBytes *body, GError **error);
void rbk_device_grant_free (RbkDeviceGrant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkDeviceGrant, rbk_device_grant_free)

RbkDeviceGrant *rbk_device_grant_ask (RbkHttpSession *http,
                                      RbkProviderMetadata *metadata,
                                      const char *client_id,
                                      const char *client_secret,
                                      const char *scope,
                                      GCancellable *cancellable,
                                      GError **error);
RbkTokenReply *rbk_device_grant_wait (RbkDeviceGrant *self,
                                      RbkHttpSession *http,
                                      RbkProviderMetadata *metadata,
                                      const char *client_id,
                                      const char *client_secret,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
