/* rbk-hosting-words.h: what a web space's refusals mean, in words for whoever set it up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-http-session.h"

G_BEGIN_DECLS

/* With whom it went wrong. */
typedef enum
{
  RBK_HOSTING_SIDE_UPLOAD, /* where the showroom uploads, with its password */
  RBK_HOSTING_SIDE_PUBLIC, /* where customers open it, without one */
} RbkHostingSide;

void rbk_hosting_explain_error (GError **error, GError *cause, RbkHostingSide side);
void rbk_hosting_explain_upload (GError **error, guint status);
void rbk_hosting_explain_folder (GError **error, guint status);
void rbk_hosting_explain_removal (GError **error, guint status);
gboolean rbk_hosting_check_public (
  const RbkHttpReply *reply, const char *media_type, const char *extension, gint64 length, GError **error);

G_END_DECLS
