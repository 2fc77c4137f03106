/* rbk-gmail-mailbox.h: a company mailbox at Google Workspace (Gmail API v1).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "channels/rbk-access.h"

G_BEGIN_DECLS

/* What the API's own description allows for users.messages.send. */
#define RBK_GMAIL_LARGEST_MESSAGE (35 * 1024 * 1024)
/* How many messages of Sent are looked at where the search does not know ours. */
#define RBK_GMAIL_MOST_LOOKED_AT 300

#define RBK_TYPE_GMAIL_MAILBOX (rbk_gmail_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (RbkGmailMailbox, rbk_gmail_mailbox, RBK, GMAIL_MAILBOX, GObject)

RbkMailbox *rbk_gmail_mailbox_new (const char *address, const char *server, RbkAccess *access);
void rbk_gmail_mailbox_set_timeout (RbkGmailMailbox *self, guint idle_seconds, guint whole_seconds);

G_END_DECLS
