/* rbk-mail-api.h: a provider's own HTTP interface to a mailbox: where it is, and as whom we speak to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "channels/rbk-signed-http.h"

G_BEGIN_DECLS

/* Says what an answer without success means: sets @error, and @retry_after_us if the body asks to wait. */
typedef void (*RbkMailApiExplain) (guint status, GBytes *body, gint64 *retry_after_us, GError **error);

/* For one worker thread. */
typedef struct
{
  RbkHttpSession *http; /* (owned) */
  RbkAccess *access;    /* (owned) */
  char *server;         /* (owned): without a slash at its end */
  RbkMailApiExplain explain;
} RbkMailApi;

RbkMailApi *rbk_mail_api_new (const char *server, RbkAccess *access, RbkMailApiExplain explain);
void rbk_mail_api_free (RbkMailApi *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkMailApi, rbk_mail_api_free)

GBytes *rbk_mail_api_get (
  RbkMailApi *self, const char *path, gint64 *retry_after_us, GCancellable *cancellable, GError **error);
GBytes *rbk_mail_api_post (RbkMailApi *self,
                           const char *path,
                           const char *content_type,
                           GBytes *body,
                           RbkSendResult *result,
                           gint64 *retry_after_us,
                           GCancellable *cancellable,
                           GError **error);
GBytes *rbk_mail_api_patch (RbkMailApi *self,
                            const char *path,
                            const char *json,
                            gint64 *retry_after_us,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
