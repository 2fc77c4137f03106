/* fuzz-gmail-reply.c: any bytes as any answer of Gmail, and as a message on its way there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-gmail-reply.h"
#include "rbk-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint statuses[] = { 200, 307, 400, 401, 403, 404, 413, 429, 500, 503, 999 };
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GBytes) marked = rbk_gmail_mark (body, "id@dealer.test");
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *next_page = NULL;
  gboolean flag, sent;
  gint64 wait = 0;

  g_assert (g_bytes_get_size (marked) > size);
  flag = rbk_gmail_read_profile (body, "anna@dealer.test", &error);
  CHECK (flag);
  flag = rbk_gmail_read_accepted (body, &error);
  CHECK (flag);
  ids = rbk_gmail_read_list (body, &next_page, &error);
  CHECK (ids != NULL);
  g_assert (next_page == NULL || ids != NULL);
  flag = rbk_gmail_read_message (body, "id@dealer.test", &sent, &error);
  CHECK (flag);
  g_assert (!sent || flag);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      rbk_gmail_explain (statuses[i], body, &wait, &error);
      CHECK (FALSE);
      g_assert (wait >= 0 && wait <= 24 * 60 * 60 * (gint64) G_USEC_PER_SEC);
    }
  return 0;
}
