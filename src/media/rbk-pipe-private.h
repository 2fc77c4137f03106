/* rbk-pipe-private.h: a whole sound through elements of GStreamer, as fast as they go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-media-private.h"

G_BEGIN_DECLS

GBytes *
rbk_pipe_through (GBytes *pcm, guint rate, const char *elements, GCancellable *cancellable, GError **error);
gboolean rbk_pipe_fail (GError **error);

G_END_DECLS
