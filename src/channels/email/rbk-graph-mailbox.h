/* rbk-graph-mailbox.h: a company mailbox at Microsoft 365 (Microsoft Graph v1.0).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "channels/rbk-access.h"

G_BEGIN_DECLS

/* A request may have 4 MB, and carries the message in base64:
 * https://learn.microsoft.com/graph/api/user-post-messages. */
#define RBK_GRAPH_LARGEST_MESSAGE (3 * 1000 * 1000)

#define RBK_TYPE_GRAPH_MAILBOX (rbk_graph_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (RbkGraphMailbox, rbk_graph_mailbox, RBK, GRAPH_MAILBOX, GObject)

RbkMailbox *rbk_graph_mailbox_new (const char *address, const char *server, RbkAccess *access);
void rbk_graph_mailbox_set_timeout (RbkGraphMailbox *self, guint idle_seconds, guint whole_seconds);
void rbk_graph_mailbox_set_patience (RbkGraphMailbox *self, guint look_again_ms);

G_END_DECLS
