/* rbk-pcm.h: the one form in which Ringback works on sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RBK_PCM_RATE             48000 /* samples a second, mono, signed 16 bit little endian */
#define RBK_PCM_BYTES_PER_SECOND 96000

gint64 rbk_pcm_duration_us (gsize bytes);
gsize rbk_pcm_bytes_at (gint64 position_us);
GBytes *rbk_pcm_slice (GBytes *pcm, gint64 from_us, gint64 to_us);
const gint16 *rbk_pcm_samples (GBytes **pcm, gsize *n_samples);
float *rbk_pcm_to_floats (GBytes *pcm, gsize *n_samples);
GBytes *rbk_pcm_from_floats (const float *samples, gsize n_samples);

G_END_DECLS
