/* rbk-microphones-private.h: asking for the microphones once, from a worker.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-microphones.h"

G_BEGIN_DECLS

GPtrArray *rbk_microphones_probe (void);

G_END_DECLS
