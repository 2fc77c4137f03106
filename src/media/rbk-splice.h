/* rbk-splice.h: the sound of a message that was cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-cut.h"

G_BEGIN_DECLS

/* Samples of a cross-fade at a seam, and of a fade at an end that was cut off: 5 ms. */
#define RBK_SPLICE_FADE 240

GBytes *rbk_splice (RbkCut *cut, GHashTable *sounds, GError **error);

G_END_DECLS
