/* rbk-http-session.h: the one way by which channels speak HTTP.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "channels/rbk-channel-error.h"

G_BEGIN_DECLS

/* Replies longer than this are cut off and refused. */
#define RBK_HTTP_LONGEST_REPLY (8 * 1024 * 1024)

/* A whole reply; what is no whole reply is an error. */
typedef struct
{
  guint status;
  GUri *uri;             /* (owned): where it came from, after redirects */
  GBytes *body;          /* (owned) */
  gint64 retry_after_us; /* how long the server asks to wait; 0 = it does not */
  char *media_type;      /* (owned) (nullable): as the server names it, without parameters */
  gint64 length;         /* of the body as announced, that of a HEAD too; -1: not announced */
  gboolean is_download;  /* to be saved and not shown (Content-Disposition, RFC 6266) */
} RbkHttpReply;

void rbk_http_reply_free (RbkHttpReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkHttpReply, rbk_http_reply_free)

/* How far redirects of a GET are followed. None of them is followed to plain HTTP. */
typedef enum
{
  RBK_HTTP_REDIRECT_NEVER,
  RBK_HTTP_REDIRECT_SAME_ORIGIN, /* scheme, host and port stay */
  RBK_HTTP_REDIRECT_ANYWHERE,    /* only without authorization */
} RbkHttpRedirect;

/* Called in the thread that uploads. */
typedef void (*RbkHttpProgress) (gint64 written, gpointer user_data);

/* A body that is read as it leaves, so that it need not be in memory; all borrowed. */
typedef struct
{
  const char *content_type;
  GInputStream *body; /* read once, from where it stands */
  gint64 length;
  gboolean ask_first; /* waits for the server's word before the body leaves (Expect, RFC 9110 §10.1.1) */
  RbkHttpProgress progress; /* (nullable) */
  gpointer progress_data;
  gint64 written; /* (out): how much of the body has left */
  gboolean left;  /* (out): whether anything of the request may have left */
} RbkHttpUpload;

#define RBK_TYPE_HTTP_SESSION (rbk_http_session_get_type ())
G_DECLARE_FINAL_TYPE (RbkHttpSession, rbk_http_session, RBK, HTTP_SESSION, GObject)

RbkHttpSession *rbk_http_session_new (void);
void rbk_http_session_set_timeout (RbkHttpSession *self, guint idle_seconds, guint whole_seconds);
void rbk_http_session_set_prefer (RbkHttpSession *self, const char *prefer);
RbkHttpReply *rbk_http_session_get (RbkHttpSession *self,
                                    GUri *uri,
                                    const char *authorization,
                                    RbkHttpRedirect redirect,
                                    GCancellable *cancellable,
                                    GError **error);
RbkHttpReply *rbk_http_session_post (RbkHttpSession *self,
                                     GUri *uri,
                                     const char *authorization,
                                     const char *content_type,
                                     GBytes *body,
                                     gboolean repeatable,
                                     gboolean *left,
                                     GCancellable *cancellable,
                                     GError **error);
RbkHttpReply *rbk_http_session_patch (RbkHttpSession *self,
                                      GUri *uri,
                                      const char *authorization,
                                      const char *content_type,
                                      GBytes *body,
                                      GCancellable *cancellable,
                                      GError **error);
RbkHttpReply *
rbk_http_session_head (RbkHttpSession *self, GUri *uri, GCancellable *cancellable, GError **error);
RbkHttpReply *rbk_http_session_put (RbkHttpSession *self,
                                    GUri *uri,
                                    const char *authorization,
                                    RbkHttpUpload *upload,
                                    GCancellable *cancellable,
                                    GError **error);
RbkHttpReply *rbk_http_session_delete (
  RbkHttpSession *self, GUri *uri, const char *authorization, GCancellable *cancellable, GError **error);
RbkHttpReply *rbk_http_session_mkcol (
  RbkHttpSession *self, GUri *uri, const char *authorization, GCancellable *cancellable, GError **error);
gboolean rbk_http_uri_is_safe (GUri *uri);
gboolean rbk_http_uri_is_same_origin (GUri *one, GUri *other);
gboolean rbk_http_reply_check (const RbkHttpReply *reply, GError **error);

G_END_DECLS
