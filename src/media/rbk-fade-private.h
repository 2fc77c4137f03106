/* rbk-fade-private.h: from one sound to another that runs beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RbkFadeEnd: what is heard before or after a fade
 * @pcm: (unowned): the sound
 * @gain: by what each of its samples is multiplied
 */
typedef struct
{
  GBytes *pcm;
  float gain;
} RbkFadeEnd;

GBytes *rbk_fade_cut (const RbkFadeEnd *before, const RbkFadeEnd *after, gsize offset, gsize size);

G_END_DECLS
