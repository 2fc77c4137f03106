/* rbk-gmail-reply.h: what the Gmail API v1 answers, read without trusting it.
 *
 * Pure: bytes in, values or an error out. tests/fuzz feeds it with anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "model/rbk-json.h"

G_BEGIN_DECLS

/* Gmail may give a message another Message-ID than its own; this header it leaves alone. */
#define RBK_GMAIL_MARK "X-Ringback-Message-ID"

GBytes *rbk_gmail_mark (GBytes *message, const char *message_id);
gboolean rbk_gmail_read_profile (GBytes *body, const char *address, GError **error);
gboolean rbk_gmail_read_accepted (GBytes *body, GError **error);
GPtrArray *rbk_gmail_read_list (GBytes *body, char **next_page, GError **error);
gboolean rbk_gmail_read_message (GBytes *body, const char *message_id, gboolean *sent, GError **error);
void rbk_gmail_explain (guint status, GBytes *body, gint64 *retry_after_us, GError **error);
gint64 rbk_gmail_read_wait (GBytes *body, gint64 now_us);

G_END_DECLS
