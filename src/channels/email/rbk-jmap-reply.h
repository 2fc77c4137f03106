/* rbk-jmap-reply.h: what a JMAP server answers (RFC 8620, RFC 8621), read without trusting it.
 *
 * Pure: bytes in, values or an error out. tests/fuzz feeds it with anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/email/rbk-mailbox.h"
#include "model/rbk-json.h"

G_BEGIN_DECLS

#define RBK_JMAP_CORE       "urn:ietf:params:jmap:core"
#define RBK_JMAP_MAIL       "urn:ietf:params:jmap:mail"
#define RBK_JMAP_SUBMISSION "urn:ietf:params:jmap:submission"

typedef struct
{
  GUri *api;         /* (owned) */
  GUri *upload;      /* (owned): with the account filled in */
  char *account;     /* (owned) */
  gint64 max_upload; /* bytes; G_MAXINT64 if the server does not say */
} RbkJmapSession;

RbkJmapSession *rbk_jmap_session_parse (GBytes *body, GUri *at, GError **error);
void rbk_jmap_session_free (RbkJmapSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkJmapSession, rbk_jmap_session_free)

/* What is known of an email by its Message-ID. */
typedef struct
{
  GPtrArray *ids; /* (owned) (element-type utf8) */
  gboolean sent;  /* one of them is no draft any more */
} RbkJmapEmails;

void rbk_jmap_emails_free (RbkJmapEmails *emails);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkJmapEmails, rbk_jmap_emails_free)

JsonObject *rbk_jmap_reply_parse (GBytes *body, GError **error);
gboolean rbk_jmap_read_mailboxes (JsonObject *reply, char **drafts, char **sent, GError **error);
char *rbk_jmap_read_identity (JsonObject *reply, const char *address, GError **error);
char *rbk_jmap_read_blob (GBytes *body, GError **error);
char *rbk_jmap_read_state (JsonObject *reply, GError **error);
char *rbk_jmap_read_import (JsonObject *reply, gboolean *existed, GError **error);
RbkSendResult rbk_jmap_read_submission (JsonObject *reply, gboolean *mismatch, GError **error);
RbkJmapEmails *rbk_jmap_read_emails (
  JsonObject *reply, const char *message_id, const char *drafts, const char *sent, GError **error);
RbkFound rbk_jmap_read_submissions (JsonObject *reply, GError **error);
void rbk_jmap_explain_problem (GBytes *body, GError **error);

G_END_DECLS
