/* rbk-media-host.h: a company's web space, where customers' phones open recordings and films.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/hosting/rbk-landing-page.h"
#include "channels/hosting/rbk-media-stream.h"
#include "channels/rbk-access.h"
#include "channels/rbk-channel-error.h"

G_BEGIN_DECLS

/* What was put online. */
typedef struct
{
  char *link;      /* (owned): what goes to the customer: the page's address, or else the file's */
  char *media_url; /* (owned): the file itself, as a text's MediaUrl wants it */
  char *page_url;  /* (owned) (nullable): the page, if there is one */
  char *remark;    /* (owned) (nullable): what could be better, in words for a person */
} RbkHosted;

void rbk_hosted_free (RbkHosted *hosted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkHosted, rbk_hosted_free)

/* Before the first byte leaves: where a file will be. FALSE with @error: then none leaves. */
typedef gboolean (*RbkMediaBegun) (const char *url, gpointer user_data, GError **error);
/* Nothing is there any more, nor will be. */
typedef void (*RbkMediaGone) (const char *url, gpointer user_data);

/* For one worker thread: everything blocks. */
#define RBK_TYPE_MEDIA_HOST (rbk_media_host_get_type ())
G_DECLARE_FINAL_TYPE (RbkMediaHost, rbk_media_host, RBK, MEDIA_HOST, GObject)

RbkMediaHost *rbk_media_host_new (const char *upload_base, const char *public_base, RbkAccess *access);
void rbk_media_host_set_timeout (RbkMediaHost *self, guint idle_seconds, guint whole_seconds);
void rbk_media_host_set_notes (
  RbkMediaHost *self, RbkMediaBegun begun, RbkMediaGone gone, gpointer user_data, GDestroyNotify destroy);
RbkHosted *rbk_media_host_upload (RbkMediaHost *self,
                                  const RbkMediaFile *file,
                                  const RbkLandingPage *page,
                                  gint64 *retry_after_us,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean
rbk_media_host_remove (RbkMediaHost *self, const char *url, GCancellable *cancellable, GError **error);
gboolean rbk_media_host_test (RbkMediaHost *self, char **remark, GCancellable *cancellable, GError **error);

G_END_DECLS
