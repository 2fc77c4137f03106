/* rbk-graph-reply.h: what Microsoft Graph v1.0 answers about a mailbox, read without trusting it.
 *
 * Pure: bytes in, values or an error out. tests/fuzz feeds it with anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "model/rbk-json.h"

G_BEGIN_DECLS

/* What a mailbox holds of one Message-ID. */
typedef struct
{
  char *draft;   /* (owned) (nullable): the id of a draft that nobody has sent */
  gboolean sent; /* one of them is no draft any more, or is on its way out */
} RbkGraphMessages;

void rbk_graph_messages_free (RbkGraphMessages *messages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkGraphMessages, rbk_graph_messages_free)

gboolean rbk_graph_read_user (GBytes *body, const char *address, GError **error);
char *rbk_graph_read_folder (GBytes *body, GError **error);
RbkGraphMessages *
rbk_graph_read_messages (GBytes *body, const char *message_id, const char *outbox, GError **error);
char *rbk_graph_read_draft (GBytes *body, const char *message_id, gboolean *ours, GError **error);
void rbk_graph_explain (guint status, GBytes *body, gint64 *retry_after_us, GError **error);

G_END_DECLS
