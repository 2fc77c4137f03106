/* rbk-jmap-mailbox.h: a company mailbox over JMAP (RFC 8620, RFC 8621).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "channels/rbk-access.h"

G_BEGIN_DECLS

#define RBK_TYPE_JMAP_MAILBOX (rbk_jmap_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (RbkJmapMailbox, rbk_jmap_mailbox, RBK, JMAP_MAILBOX, GObject)

RbkMailbox *rbk_jmap_mailbox_new (const char *address, const char *server, RbkAccess *access);
void rbk_jmap_mailbox_set_timeout (RbkJmapMailbox *self, guint idle_seconds, guint whole_seconds);

G_END_DECLS
