/* fuzz-jmap-reply.c: any bytes as any answer of a JMAP server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-jmap-reply.h"
#include "rbk-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GUri) at = g_uri_parse ("https://mail.example.com/jmap", G_URI_FLAGS_NONE, NULL);
  g_autoptr (RbkJmapSession) session = NULL;
  g_autoptr (RbkJmapEmails) emails = NULL;
  g_autoptr (JsonObject) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *drafts = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *blob = NULL;
  g_autofree char *state = NULL;
  g_autofree char *email = NULL;
  gboolean flag;

  session = rbk_jmap_session_parse (body, at, &error);
  CHECK (session != NULL);
  blob = rbk_jmap_read_blob (body, &error);
  CHECK (blob != NULL);
  rbk_jmap_explain_problem (body, &error);
  CHECK (FALSE);
  reply = rbk_jmap_reply_parse (body, &error);
  CHECK (reply != NULL);
  if (reply == NULL)
    return 0;
  flag = rbk_jmap_read_mailboxes (reply, &drafts, &sent, &error);
  CHECK (flag);
  identity = rbk_jmap_read_identity (reply, "anna@dealer.test", &error);
  CHECK (identity != NULL);
  state = rbk_jmap_read_state (reply, &error);
  CHECK (state != NULL);
  email = rbk_jmap_read_import (reply, &flag, &error);
  CHECK (email != NULL);
  flag = rbk_jmap_read_submission (reply, &flag, &error) == RBK_SEND_ACCEPTED;
  CHECK (flag);
  emails = rbk_jmap_read_emails (reply, "id@dealer.test", "D", "S", &error);
  CHECK (emails != NULL);
  flag = rbk_jmap_read_submissions (reply, &error) != RBK_FOUND_UNKNOWN;
  CHECK (flag);
  return 0;
}
