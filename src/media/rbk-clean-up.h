/* rbk-clean-up.h: less noise in a sound that leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rbk_clean_up_can (void);
GBytes *rbk_clean_up (GBytes *pcm, GCancellable *cancellable, GError **error);
void
rbk_clean_up_async (GBytes *pcm, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *rbk_clean_up_finish (GAsyncResult *result, GError **error);

G_END_DECLS
