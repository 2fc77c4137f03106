/* rbk-deadline.h: a blocking call that ends in time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RbkDeadline RbkDeadline;

RbkDeadline *rbk_deadline_begin (guint seconds, GCancellable *cancellable);
GCancellable *rbk_deadline_get_cancellable (RbkDeadline *self);
gboolean rbk_deadline_end (RbkDeadline *self);

G_END_DECLS
