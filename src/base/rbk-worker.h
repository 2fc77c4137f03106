/* rbk-worker.h: one thread that does a module's blocking work in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RBK_TYPE_WORKER (rbk_worker_get_type ())
G_DECLARE_FINAL_TYPE (RbkWorker, rbk_worker, RBK, WORKER, GObject)

RbkWorker *rbk_worker_new (const char *name);
void rbk_worker_queue (RbkWorker *self, GTask *task, GTaskThreadFunc function);
gboolean rbk_worker_is_current (RbkWorker *self);
void rbk_worker_shutdown_async (RbkWorker *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rbk_worker_shutdown_finish (RbkWorker *self, GAsyncResult *result, GError **error);
void rbk_worker_end (RbkWorker *self);
void rbk_worker_shutdown (RbkWorker *self);

G_END_DECLS
