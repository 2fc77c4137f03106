/* fuzz-graph-reply.c: any bytes as any answer of Microsoft Graph.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-graph-reply.h"
#include "rbk-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint statuses[] = { 200, 307, 400, 401, 403, 404, 413, 429, 500, 503, 999 };
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (RbkGraphMessages) messages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *draft = NULL;
  gboolean flag;
  gint64 wait = 0;

  flag = rbk_graph_read_user (body, "anna@dealer.test", &error);
  CHECK (flag);
  folder = rbk_graph_read_folder (body, &error);
  CHECK (folder != NULL);
  messages = rbk_graph_read_messages (body, "id@dealer.test", "OUT", &error);
  CHECK (messages != NULL);
  draft = rbk_graph_read_draft (body, "id@dealer.test", &flag, &error);
  CHECK (draft != NULL);
  g_assert (!flag || draft != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      rbk_graph_explain (statuses[i], body, &wait, &error);
      CHECK (FALSE);
    }
  return 0;
}
