/* rbk-waveform.h: the picture of a sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *rbk_waveform_compute (GBytes *pcm, guint buckets);

G_END_DECLS
