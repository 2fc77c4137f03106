/* rbk-sign-out.h: giving a company account's tokens up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rbk_sign_out (
  const char *account_id, const char *directory, char **remark, GCancellable *cancellable, GError **error);
void rbk_sign_out_async (const char *account_id,
                         const char *directory,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean rbk_sign_out_finish (GAsyncResult *result, char **remark, GError **error);

G_END_DECLS
