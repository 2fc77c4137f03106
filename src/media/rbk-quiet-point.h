/* rbk-quiet-point.h: where a sound can be cut without being heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 rbk_quiet_point_find (GBytes *pcm, gint64 position);
gboolean rbk_quiet_point_snap (GBytes *pcm, gint64 *from, gint64 *to);

G_END_DECLS
